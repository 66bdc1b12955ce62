"""PSD files with their layers: what OpenRaster knows comes over, what it does not know is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pictures import noise
from PIL import Image, ImageChops, ImageCms
from psd_tools import PSDImage
from psd_tools.constants import BlendMode, ProtectedFlags, Resource
from psd_tools.psd.image_resources import ImageResource
from psd_tools.psd.layer_and_mask import ChannelDataList

from app.document.files import open_document
from app.document.pictures import FileError, LayeredPicture, is_photoshop, read_layers, read_picture
from paella_core.request import Box


def layered(tmp_path: Path, psd: PSDImage) -> LayeredPicture:
    """What is read of a PSD. It is written as it is: its preview would need more libraries, and nobody looks at it."""
    with (tmp_path / "a.psd").open("wb") as file:
        psd._record.write(file)
    return read_layers(tmp_path / "a.psd")


def rgba(width: int, height: int, seed: int = 0) -> np.ndarray:
    return noise(width, height, 4, seed=seed)


def test_a_layer_comes_over_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (60, 40))
    psd.create_pixel_layer_from_array(rgba(30, 20), left=-5, top=7, opacity=51).name = "Boot ☃"
    layer = psd.create_pixel_layer_from_array(rgba(10, 12, 1), name="Top", blend_mode=BlendMode.MULTIPLY)
    layer.visible = False
    for _ in range(2):  # psd-tools' first call only makes room for the flags
        layer.lock(ProtectedFlags.COMPLETE)
    read = layered(tmp_path, psd)
    assert (read.width, read.height, read.depth, read.profile, read.notices) == (60, 40, 8, None, ())
    bottom, top = read.layers
    assert (bottom.name, bottom.left, bottom.top, bottom.visible, bottom.locked) == ("Boot ☃", -5, 7, True, False)
    assert bottom.opacity == pytest.approx(0.2)
    assert (top.name, top.mode, top.visible, top.locked) == ("Top", "svg:multiply", False, True)
    for layer, pixels in ((bottom, rgba(30, 20)), (top, rgba(10, 12, 1))):
        assert layer.pixels is not None
        assert np.array_equal(layer.pixels, pixels)


@pytest.mark.parametrize("depth", [16, 32])
def test_deep_layers_keep_their_bits(tmp_path: Path, depth: Any) -> None:
    psd = PSDImage.new("RGB", (30, 20), depth=depth)
    pixels = noise(30, 20, 4, np.uint16)
    psd.create_pixel_layer_from_array((pixels / 65535).astype(np.float32), name="Deep")
    read = layered(tmp_path, psd)
    assert read.depth == 16
    assert read.layers[0].pixels is not None
    assert np.array_equal(read.layers[0].pixels, pixels)
    assert [("floating-point" in notice) for notice in read.notices] == ([True] if depth == 32 else [])


def test_groups_nest(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (20, 20))
    outer = psd.create_group(name="Outer")
    inner = outer.create_group(name="Inner", blend_mode=BlendMode.SCREEN, opacity=102)
    inner.create_pixel_layer_from_array(rgba(4, 4), name="Deep down")
    outer.create_pixel_layer_from_array(rgba(4, 4), name="Above")
    (group,) = layered(tmp_path, psd).layers
    assert (group.name, group.pixels, group.isolated, group.mode) == ("Outer", None, False, "svg:src-over")
    assert [child.name for child in group.children] == ["Inner", "Above"]
    within = group.children[0]
    assert (within.isolated, within.mode, within.opacity) == (True, "svg:screen", pytest.approx(0.4))
    assert [child.name for child in within.children] == ["Deep down"]


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (BlendMode.LINEAR_DODGE, "svg:plus"),
        (BlendMode.COLOR_BURN, "svg:color-burn"),
        (BlendMode.LUMINOSITY, "svg:luminosity"),
        (BlendMode.VIVID_LIGHT, "svg:src-over"),
    ],
)
def test_blend_modes(tmp_path: Path, theirs: BlendMode, ours: str) -> None:
    psd = PSDImage.new("RGB", (4, 4))
    psd.create_pixel_layer_from_array(rgba(4, 4), name="Shine", blend_mode=theirs)
    read = layered(tmp_path, psd)
    assert read.layers[0].mode == ours
    told = theirs is BlendMode.VIVID_LIGHT
    assert [("blend modes" in notice and "Shine" in notice) for notice in read.notices] == ([True] if told else [])


@pytest.mark.parametrize("around", [0, 255])
@pytest.mark.parametrize("disabled", [False, True])
def test_a_mask_stays_a_mask(tmp_path: Path, around: int, disabled: bool) -> None:
    psd = PSDImage.new("RGB", (20, 20))
    layer = psd.create_pixel_layer_from_array(np.full((10, 10, 4), 200, np.uint8), name="Masked", left=5, top=5)
    made = layer.create_mask(Image.fromarray(np.arange(16, dtype=np.uint8).reshape(4, 4)))
    made.disabled = disabled
    stored = made.data
    stored.background_color = around
    stored.left, stored.top, stored.right, stored.bottom = 3, 6, 7, 10
    read = layered(tmp_path, psd)
    assert read.layers[0].pixels is not None
    assert (read.layers[0].pixels[..., 3] == 200).all()
    assert not read.notices
    (layer,) = open_document(tmp_path / "a.psd").document.layers()
    assert layer.mask is not None
    assert (layer.mask.area, layer.mask.background) == (Box(3, 6, 4, 4), around)
    assert np.array_equal(layer.mask.array, np.arange(16).reshape(4, 4))
    assert layer.mask_enabled is not disabled


def test_the_mask_of_a_base_cuts_what_is_clipped_to_it(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (20, 20))
    base = psd.create_pixel_layer_from_array(np.full((10, 10, 4), 255, np.uint8), name="Base", left=2, top=2)
    base.create_mask(Image.new("L", (4, 4), 102))
    psd.create_pixel_layer_from_array(np.full((20, 20, 4), 255, np.uint8), name="Clipped").clipping = True
    expected = np.zeros((20, 20), np.uint8)
    expected[2:6, 2:6] = 102  # where psd-tools puts it
    top = layered(tmp_path, psd).layers[1]
    assert top.pixels is not None
    assert np.array_equal(top.pixels[..., 3], expected)


def test_a_mask_of_a_group_becomes_a_layer_that_keeps_what_is_below(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (8, 6))
    group = psd.create_group(name="Group")
    group.create_pixel_layer_from_array(rgba(4, 4), name="Inside")
    group.create_mask(Image.fromarray(np.arange(48, dtype=np.uint8).reshape(6, 8)))
    group._bounding_channels = ChannelDataList(group._channels[:4])  # psd-tools shares the list, mask and all
    psd._update_record()
    (read,) = layered(tmp_path, psd).layers
    assert [child.name for child in read.children] == ["Inside", "Mask"]
    mask = read.children[1]
    assert (mask.mode, read.isolated) == ("svg:dst-in", True)
    assert mask.pixels is not None
    assert np.array_equal(mask.pixels[..., 3], np.arange(48).reshape(6, 8))


def test_a_clipped_layer_is_cut_to_its_base(tmp_path: Path) -> None:
    psd = PSDImage.new("RGB", (20, 20))
    base = np.full((10, 10, 4), 255, np.uint8)
    base[:5, :, 3] = 0
    psd.create_pixel_layer_from_array(base, name="Base", left=2, top=2, opacity=51)
    clipped = psd.create_pixel_layer_from_array(
        np.full((20, 20, 4), 255, np.uint8), name="Clipped", blend_mode=BlendMode.MULTIPLY
    )
    clipped.clipping = True
    read = layered(tmp_path, psd)
    top = read.layers[1]
    expected = np.zeros((20, 20), np.uint8)
    expected[7:12, 2:12] = 255
    assert top.pixels is not None
    assert np.array_equal(top.pixels[..., 3], expected)
    assert (top.mode, top.opacity) == ("svg:multiply", pytest.approx(0.2))
    assert "Clipped" in read.notices[0]


@pytest.mark.parametrize(
    ("mode", "colour", "expected"), [("CMYK", (0, 255, 255, 0), (255, 0, 0)), ("L", 77, (77,) * 3)]
)
def test_other_colours_become_rgb(tmp_path: Path, mode: str, colour: Any, expected: tuple[int, ...]) -> None:
    psd = PSDImage.new(mode, (8, 8))
    psd.create_pixel_layer(Image.new(mode, (8, 8), colour), name="Layer")
    read = layered(tmp_path, psd)
    assert read.layers[0].pixels is not None
    assert np.abs(read.layers[0].pixels.astype(int)[..., :3] - expected).max() <= 3
    assert [notice[:20] for notice in read.notices] == (["The picture was CMYK"] if mode == "CMYK" else [])


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "1"])
def test_a_file_without_layers_is_one_layer(tmp_path: Path, mode: str) -> None:
    image = Image.fromarray(noise(12, 8)).convert(mode)
    stored = ImageChops.invert(image) if mode == "CMYK" else image  # as what is left of the paper
    read = layered(tmp_path, PSDImage.frompil(stored))
    (background,) = read.layers
    assert background.name == "Background"
    assert background.pixels is not None
    assert background.pixels.shape == (8, 12, 4)
    assert np.abs(background.pixels[..., :3].astype(int) - np.array(image.convert("RGB"))).max() <= 1
    assert background.pixels[..., 3].min() == 255


def test_the_profile_is_kept(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    psd = PSDImage.new("RGB", (8, 8))
    psd.create_pixel_layer_from_array(rgba(8, 8), name="Layer")
    psd.image_resources[Resource.ICC_PROFILE] = ImageResource(key=Resource.ICC_PROFILE, data=profile)
    assert layered(tmp_path, psd).profile == profile


def test_kinds_of_files_are_told_apart(tmp_path: Path) -> None:
    layered(tmp_path, PSDImage.new("RGB", (8, 8)))
    Image.fromarray(noise()).save(tmp_path / "a.png")
    assert is_photoshop(tmp_path / "a.psd")
    assert not is_photoshop(tmp_path / "a.png")
    with pytest.raises(FileError, match=r"“a\.psd” is damaged, or not a"):
        read_picture(tmp_path / "a.psd")
    with pytest.raises(FileError, match="damaged"):
        read_layers(tmp_path / "a.png")
    with pytest.raises(FileError, match="does not exist"):
        read_layers(tmp_path / "none.psd")


def test_too_large_is_said_before_anything_is_allocated(tmp_path: Path) -> None:
    layered(tmp_path, PSDImage.new("RGB", (8, 8)))
    data = bytearray((tmp_path / "a.psd").read_bytes())
    data[14:22] = b"\0\0\x75\x30" * 2
    (tmp_path / "a.psd").write_bytes(data)
    with pytest.raises(FileError, match="too many pixels"):
        read_layers(tmp_path / "a.psd")
