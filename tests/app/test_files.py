"""Documents and their files: every kind opens, what can be kept is kept, and failures are said in one sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from pictures import noise
from PIL import Image, ImageCms
from PySide6.QtCore import QSize
from test_snapshot import layered, values

from app.document.blending import BlendMode
from app.document.document import Document
from app.document.files import (
    FileError,
    is_flat,
    is_picture,
    is_project,
    kind_of,
    open_document,
    write_document,
)
from app.document.node import Group, Layer, Look, Region
from app.document.outline import still_of
from app.document.pictures.metadata import digital_source
from app.document.pictures.picture import PARTLY_GENERATED, WHOLLY_GENERATED, EncodingOptions, Metadata
from app.document.plane import Plane
from paella_core.request import Box

LOSSLESS = ["png", "webp", "tif", "ora"]
DEEP = ["png", "tif", "ora"]
ALL = ["png", "jpg", "webp", "tif", "avif", "ora"]


def saved(document: Document, path: Path, options: EncodingOptions | None = None) -> Document:
    """What comes back after saving and opening."""
    write_document(still_of(document), path, options)
    return open_document(path).document


# ---- round trips


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("suffix", LOSSLESS)
def test_eight_bits_come_back(tmp_path: Path, suffix: str, channels: int) -> None:
    pixels = noise(33, 21, channels)
    back = saved(Document.from_array(pixels), tmp_path / f"a.{suffix}")
    assert (back.depth, back.path, back.modified) == (8, tmp_path / f"a.{suffix}", False)
    assert np.array_equal(back.flattened(), pixels)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("suffix", DEEP)
def test_sixteen_bits_come_back(tmp_path: Path, suffix: str, channels: int) -> None:
    pixels = noise(33, 21, channels, np.uint16)
    back = saved(Document.from_array(pixels), tmp_path / f"a.{suffix}")
    assert back.depth == 16
    assert np.array_equal(back.flattened(), pixels)


@pytest.mark.parametrize("suffix", ["jpg", "webp", "avif"])
def test_sixteen_bits_are_rounded_where_the_format_has_eight(tmp_path: Path, suffix: str) -> None:
    smooth = np.full((16, 16, 3), 40 * 257 + 100, np.uint16)
    back = saved(Document.from_array(smooth), tmp_path / f"a.{suffix}").flattened()
    assert back.dtype == np.uint8
    assert np.abs(back.astype(int) - 40).max() <= 1


def test_a_project_keeps_everything(tmp_path: Path) -> None:
    document = layered(150)
    document.active = document.nodes()[0]
    back = saved(document, tmp_path / "a.ora")
    assert values(still_of(back)) == values(still_of(document))
    assert [node.look for node in back.nodes()] == [node.look for node in document.nodes()]
    assert [region.wording for region in back.regions] == [region.wording for region in document.regions]
    assert back.nodes().index(back.active) == 0  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
def test_a_picture_holds_what_is_seen(tmp_path: Path, suffix: str) -> None:
    document = layered(150)
    assert np.array_equal(saved(document, tmp_path / f"a.{suffix}").flattened(), document.flattened())


@pytest.mark.parametrize("suffix", ALL)
def test_the_colour_profile_is_kept(tmp_path: Path, suffix: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    document = Document.from_array(noise(20, 20))
    document.profile = profile
    assert saved(document, tmp_path / f"a.{suffix}").profile == profile


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
def test_recipe_and_metadata_go_along_or_not(tmp_path: Path, suffix: str) -> None:
    document = Document.from_array(noise(20, 20))
    document.recipe = {"prompt": "a red boat", "negative": "", "params": {"seed": 7}}
    exif = Image.Exif()
    exif[0x010E] = "a boat"
    document.metadata = Metadata(exif=exif.tobytes()[6:])
    back = saved(document, tmp_path / f"a.{suffix}")
    assert back.recipe is not None
    assert back.recipe["prompt"] == "a red boat"
    assert b"a boat" in back.metadata.exif
    bare = saved(document, tmp_path / f"b.{suffix}", EncodingOptions(keep_metadata=False, keep_recipe=False))
    assert bare.recipe is None
    assert b"a boat" not in (tmp_path / f"b.{suffix}").read_bytes()


@pytest.mark.parametrize(
    ("verb", "source"), [("generate", WHOLLY_GENERATED), ("inpaint", PARTLY_GENERATED), (None, "")]
)
def test_the_file_says_whether_a_model_made_it(tmp_path: Path, verb: str | None, source: str) -> None:
    document = Document.from_array(noise(20, 20))
    document.recipe = {"verb": verb, "prompt": "a boat", "negative": "", "params": {}} if verb else None
    assert digital_source(saved(document, tmp_path / "a.png").metadata) == source


def test_the_mask_of_a_project_counts_from_the_start(tmp_path: Path) -> None:
    document = Document.from_array(noise(20, 20))
    with document.edit("Paint mask", document.mask), document.mask.paint(Box(3, 4, 5, 6)) as pixels:
        pixels[...] = 255
    assert saved(document, tmp_path / "a.ora").masked == Box(3, 4, 5, 6)


def test_a_project_keeps_its_recipe(tmp_path: Path) -> None:
    document = Document.from_array(noise(20, 20))
    document.recipe = {"verb": "inpaint", "prompt": "a boat", "negative": "", "params": {"seed": 7}}
    assert saved(document, tmp_path / "a.ora").recipe == document.recipe


def test_quality_makes_the_size(tmp_path: Path) -> None:
    document = Document.from_array(noise())
    sizes = []
    for quality in (20, 95):
        write_document(still_of(document), tmp_path / "a.jpg", EncodingOptions(quality=quality))
        sizes.append((tmp_path / "a.jpg").stat().st_size)
    assert sizes[0] < sizes[1] / 2


# ---- opening what others wrote


def test_the_content_counts_not_the_suffix(tmp_path: Path) -> None:
    Image.fromarray(noise()).save(tmp_path / "a.jpg", "PNG")
    assert np.array_equal(open_document(tmp_path / "a.jpg").document.flattened(), noise())
    write_document(still_of(layered(60)), tmp_path / "a.ora")
    (tmp_path / "a.ora").rename(tmp_path / "b.png")
    assert len(open_document(tmp_path / "b.png").document.layers()) == 3


def test_what_was_converted_is_noticed(tmp_path: Path) -> None:
    Image.fromarray(noise()).convert("CMYK").save(tmp_path / "cmyk.jpg")
    opened = open_document(tmp_path / "cmyk.jpg")
    assert opened.notices
    assert opened.document.flattened().shape == (150, 200, 3)
    Image.fromarray(noise()).save(tmp_path / "rgb.png")
    assert open_document(tmp_path / "rgb.png").notices == ()


def test_photoshop_files_open_with_their_layers(tmp_path: Path) -> None:
    psd_tools = pytest.importorskip("psd_tools")
    psd = psd_tools.PSDImage.new("RGB", (60, 40))
    for name, left in (("one", 0), ("two", 20)):
        psd.create_pixel_layer(Image.fromarray(noise(20, 10)), name=name, top=5, left=left)
    psd.save(tmp_path / "a.psd")
    document = open_document(tmp_path / "a.psd").document
    assert [(layer.look.name, layer.area[:2]) for layer in document.layers()] == [("one", (0, 5)), ("two", (20, 5))]
    assert (document.width, document.height, document.modified) == (60, 40, False)
    assert np.array_equal(document.layers()[1].pixels.array[..., :3], noise(20, 10))


def test_sixteen_bit_tiff_is_what_others_read(tmp_path: Path) -> None:
    write_document(still_of(Document.from_array(noise(33, 21, 3, np.uint16))), tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert (file.pages.first.bitspersample, file.pages.first.samplesperpixel) == (16, 3)


# ---- what a flat file holds


def flat() -> tuple[Document, Layer]:
    document = Document.from_array(noise())
    return document, document.layers()[0]


def test_one_plain_layer_is_flat_whatever_is_masked() -> None:
    document, layer = flat()
    assert is_flat(document)
    with document.edit("Mask", document.mask), document.mask.paint(document.bounds) as pixels:
        pixels[...] = 255
    with document.edit("Name", layer):
        layer.look = replace(layer.look, name="sky", locked=True)
    assert is_flat(document)


@pytest.mark.parametrize("change", [{"opacity": 0.5}, {"visible": False}, {"mode": BlendMode.MULTIPLY}])
def test_a_layer_with_a_look_is_not_flat(change: dict[str, Any]) -> None:
    document, layer = flat()
    with document.edit("Look", layer):
        layer.look = replace(layer.look, **change)
    assert not is_flat(document)


def test_several_layers_groups_places_and_regions_are_not_flat() -> None:
    assert not is_flat(layered(60))
    assert not is_flat(Document(QSize(9, 9), Group((Group((Layer(Plane(noise(9, 9, 4)), Look()),)),))))
    document, layer = flat()
    with document.edit("Move", layer.pixels):
        layer.pixels.move_to(1, 0)
    assert not is_flat(document)
    document, _ = flat()
    document.set_regions("Region", (Region(Plane(noise()[..., 0].copy())),))
    assert not is_flat(document)


def test_names_say_the_kind() -> None:
    assert [kind_of(Path(f"a.{suffix}")) for suffix in ("PNG", "jpeg", "ora", "tiff", "avif")] == [
        "PNG",
        "JPEG",
        "OpenRaster",
        "TIFF",
        "AVIF",
    ]
    assert (is_project(Path("a.ORA")), is_project(Path("a.png"))) == (True, False)
    assert (is_picture(Path("a.ORA")), is_picture(Path("a.png")), is_picture(Path("a.psd"))) == (False, True, False)


# ---- failures


@pytest.mark.parametrize("suffix", ALL)
@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 0.99])
def test_truncated_files_are_refused(tmp_path: Path, suffix: str, share: float) -> None:
    path = tmp_path / f"a.{suffix}"
    write_document(still_of(Document.from_array(noise())), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(FileError, match=f"“a.{suffix}” is damaged"):
        open_document(path)


def test_what_is_not_there_or_no_picture_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"“none\.png” does not exist"):
        open_document(tmp_path / "none.png")
    (tmp_path / "text.png").write_text("not a picture")
    with pytest.raises(FileError, match="not a PNG"):
        open_document(tmp_path / "text.png")
    with pytest.raises(FileError, match="could not be read"):
        open_document(tmp_path)


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"“a\.xyz” ends in no known format"):
        write_document(still_of(Document.from_array(noise())), tmp_path / "a.xyz")
    assert not list(tmp_path.iterdir())


def test_a_picture_that_is_too_large_for_its_format_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.webp").write_bytes(b"old")
    with pytest.raises(FileError, match="16383"):
        write_document(still_of(Document.from_array(np.zeros((1, 20000, 3), np.uint8))), tmp_path / "a.webp")
    assert [path.name for path in tmp_path.iterdir()] == ["a.webp"]
    assert (tmp_path / "a.webp").read_bytes() == b"old"


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="could not be saved: no such file or directory") as failure:
        write_document(still_of(Document.from_array(noise())), tmp_path / "none" / "a.png")
    assert str(tmp_path / "none" / "a.png") in str(failure.value)
