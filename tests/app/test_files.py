"""Picture files: every bit in and out, and one clear sentence where that cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from pictures import noise
from PIL import Image, ImageCms, ImageOps

from app.document.document import Document
from app.document.files import FileError, open_picture, save_picture, write_atomically

SUITE = Path(__file__).parents[3] / "shared" / "corpora" / "pngsuite"
LOSSLESS = ["png", "webp", "tif", "tiff"]


def saved(pixels: np.ndarray, path: Path) -> np.ndarray:
    """What comes back after saving and opening."""
    save_picture(Document.from_array(pixels), path)
    return open_picture(path).picture.array


# ---- round trips


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("suffix", LOSSLESS)
def test_eight_bits_come_back(tmp_path: Path, suffix: str, channels: int) -> None:
    pixels = noise(33, 21, channels)  # colours under full transparency too
    back = saved(pixels, tmp_path / f"a.{suffix}")
    assert back.dtype == np.uint8
    assert np.array_equal(back, pixels)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits_come_back(tmp_path: Path, suffix: str, channels: int) -> None:
    pixels = noise(33, 21, channels, np.uint16)
    back = saved(pixels, tmp_path / f"a.{suffix}")
    assert back.dtype == np.uint16
    assert np.array_equal(back, pixels)


def test_sixteen_bit_tiff_is_what_others_read(tmp_path: Path) -> None:
    pixels = noise(33, 21, 3, np.uint16)
    save_picture(Document.from_array(pixels), tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert (file.pages.first.bitspersample, file.pages.first.samplesperpixel) == (16, 3)


@pytest.mark.parametrize("suffix", ["jpg", "jpeg", "webp"])
def test_sixteen_bits_are_rounded_where_the_format_has_eight(tmp_path: Path, suffix: str) -> None:
    smooth = np.full((16, 16, 3), 40 * 257 + 100, np.uint16)
    back = saved(smooth, tmp_path / f"a.{suffix}")
    assert back.dtype == np.uint8
    assert np.abs(back.astype(int) - 40).max() <= 1


def test_jpeg_shows_transparency_as_white(tmp_path: Path) -> None:
    pixels = np.zeros((16, 16, 4), np.uint8)
    pixels[:, 8:, 3] = 255
    back = saved(pixels, tmp_path / "a.jpg")
    assert back.shape == (16, 16, 3)
    assert back[:, :7].min() > 245
    assert back[:, 9:].max() < 10


def test_the_mask_is_not_saved(tmp_path: Path) -> None:
    document = Document.from_array(noise())
    with document.edit("Paint mask", document.mask), document.mask.paint(document.mask.bounds) as pixels:
        pixels[...] = 255
    save_picture(document, tmp_path / "a.png")
    assert np.array_equal(open_picture(tmp_path / "a.png").picture.array, document.picture.array)


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_colour_profile_is_kept(tmp_path: Path, suffix: str, dtype: Any) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    document = Document.from_array(noise(20, 20, 3, dtype))
    document.icc_profile = profile
    save_picture(document, tmp_path / f"a.{suffix}")
    assert open_picture(tmp_path / f"a.{suffix}").icc_profile == profile


# ---- opening what others wrote


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(tmp_path: Path, suffix: str, orientation: int) -> None:
    path = tmp_path / f"a.{suffix}"
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(np.kron(noise(7, 5), np.ones((8, 8, 1), np.uint8))).save(path, exif=exif)
    with Image.open(path) as image:
        upright = np.array(ImageOps.exif_transpose(image))
    assert np.array_equal(open_picture(path).picture.array, upright)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_deep_tiff_stands_upright(tmp_path: Path, orientation: int) -> None:
    pixels = noise(9, 5, 3, np.uint16)
    tag = (274, "H", 1, orientation, True)
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", extratags=[tag])
    quarter_turns = {3: 2, 6: -1, 8: 1}[orientation]
    assert np.array_equal(open_picture(tmp_path / "a.tif").picture.array, np.rot90(pixels, quarter_turns))


@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("channels", [3, 4])
def test_deep_tiff_of_others(tmp_path: Path, compression: str | None, channels: int) -> None:
    pixels = noise(33, 21, channels, np.uint16)
    extra: Any = {"extrasamples": ["unassalpha"]} if channels == 4 else {}
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric="rgb", compression=compression, **extra)
    assert np.array_equal(open_picture(tmp_path / "a.tif").picture.array, pixels)


def test_grey_palette_and_cmyk_become_rgb(tmp_path: Path) -> None:
    grey = Image.fromarray(noise()[..., 0])
    grey.save(tmp_path / "grey.png")
    assert np.array_equal(open_picture(tmp_path / "grey.png").picture.array, np.array(grey.convert("RGB")))
    Image.fromarray(noise()).quantize(16).save(tmp_path / "palette.tif")
    assert open_picture(tmp_path / "palette.tif").picture.array.shape == (150, 200, 3)
    Image.fromarray(noise()).convert("CMYK").save(tmp_path / "cmyk.jpg")
    assert open_picture(tmp_path / "cmyk.jpg").picture.array.shape == (150, 200, 3)


def test_the_content_counts_not_the_suffix(tmp_path: Path) -> None:
    Image.fromarray(noise()).save(tmp_path / "a.jpg", "PNG")
    assert np.array_equal(open_picture(tmp_path / "a.jpg").picture.array, noise())


def suite_names() -> list[str]:
    return sorted(path.stem for path in (SUITE / "png").glob("*.png"))


@pytest.mark.skipif(not SUITE.exists(), reason="PngSuite does not lie beside the checkout")
@pytest.mark.parametrize("name", [name for name in suite_names() if not name.startswith("x")])
def test_png_suite(name: str) -> None:
    pixels = open_picture(SUITE / "png" / f"{name}.png").picture.array
    top = np.iinfo(pixels.dtype).max
    height, width, channels = pixels.shape
    expected = np.array(json.loads((SUITE / "json" / f"{name}.json").read_text())).reshape(height, width, 4)
    alpha = pixels[..., 3] if channels == 4 else np.full((height, width), top)
    assert np.array_equal(alpha, expected[..., 3])
    seen = expected[..., 3] > 0
    assert np.array_equal(pixels[..., :3][seen], expected[..., :3][seen])


@pytest.mark.skipif(not SUITE.exists(), reason="PngSuite does not lie beside the checkout")
@pytest.mark.parametrize("name", [name for name in suite_names() if name.startswith("x")])
def test_png_suite_of_broken_files(name: str) -> None:
    with pytest.raises(FileError, match="damaged"):
        open_picture(SUITE / "png" / f"{name}.png")


# ---- failures


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif"])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 0.99])
def test_truncated_files_are_refused(tmp_path: Path, suffix: str, share: float) -> None:
    path = tmp_path / f"a.{suffix}"
    save_picture(Document.from_array(noise()), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(FileError, match=f"“a.{suffix}” is damaged"):
        open_picture(path)


def test_truncated_deep_files_are_refused(tmp_path: Path) -> None:
    for suffix in ("png", "tif"):
        path = tmp_path / f"a.{suffix}"
        save_picture(Document.from_array(noise(dtype=np.uint16)), path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        with pytest.raises(FileError, match="damaged"):
            open_picture(path)


def test_what_is_not_there_or_no_picture_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"“none\.png” does not exist"):
        open_picture(tmp_path / "none.png")
    (tmp_path / "text.png").write_text("not a picture")
    with pytest.raises(FileError, match="not a PNG, JPEG, WebP or TIFF"):
        open_picture(tmp_path / "text.png")
    with pytest.raises(FileError, match="could not be read"):
        open_picture(tmp_path)


def test_separate_colour_planes_of_sixteen_bits_are_refused(tmp_path: Path) -> None:
    planes = np.moveaxis(noise(dtype=np.uint16), 2, 0)
    tifffile.imwrite(tmp_path / "a.tif", planes, photometric="rgb", planarconfig="separate")
    with pytest.raises(FileError, match="stored in a rare way"):
        open_picture(tmp_path / "a.tif")


def test_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(noise()).save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(FileError, match="too many pixels"):
        open_picture(tmp_path / "a.png")


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"“a\.xyz” ends in no known picture format"):
        save_picture(Document.from_array(noise()), tmp_path / "a.xyz")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"“a\.png” could not be saved: no such file or directory"):
        save_picture(Document.from_array(noise()), tmp_path / "none" / "a.png")


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError, match="no space left on device"):
        save_picture(Document.from_array(noise()), path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.png"]
    assert path.read_bytes() == b"old"


def test_writing_keeps_links_and_permissions(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
