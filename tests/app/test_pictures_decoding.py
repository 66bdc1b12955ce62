"""Picture files read: every bit, upright, as RGB; what was converted is said, and what cannot be read is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from pictures import noise
from PIL import Image, ImageCms, ImageOps

from app.document.pictures import FileError, Picture, is_photoshop, read_picture

ORIENTATION = 0x0112


def saved(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


def read_tiff(tmp_path: Path, pixels: np.ndarray, **options: Any) -> Picture:
    """What is read of a TIFF that tifffile wrote."""
    tifffile.imwrite(tmp_path / "a.tif", pixels, **options)
    return read_picture(tmp_path / "a.tif")


def as_bytes(profile: Any) -> bytes:
    return ImageCms.ImageCmsProfile(profile).tobytes()


# ---- upright


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif", "avif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright_once(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    quarters = Image.fromarray(np.kron(noise(3, 2), np.ones((16, 16, 1), np.uint8)))
    path = saved(tmp_path / f"a.{suffix}", quarters, exif=exif)
    with Image.open(path) as image:
        upright = np.array(ImageOps.exif_transpose(image))
    read = read_picture(path)
    assert np.array_equal(read.pixels, upright)
    assert read.pixels.shape[:2] == ((48, 32) if orientation > 4 else (32, 48))
    assert read.metadata.exif == b""


@pytest.mark.parametrize(("orientation", "quarter_turns"), [(3, 2), (6, -1), (8, 1)])
def test_deep_tiff_stands_upright(tmp_path: Path, orientation: int, quarter_turns: int) -> None:
    pixels = noise(9, 5, 3, np.uint16)
    read = read_tiff(tmp_path, pixels, photometric="rgb", extratags=[(274, "H", 1, orientation, True)])
    assert np.array_equal(read.pixels, np.rot90(pixels, quarter_turns))


def test_a_senseless_orientation_is_none(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 77
    path = saved(tmp_path / "a.png", Image.fromarray(noise()), exif=exif)
    assert np.array_equal(read_picture(path).pixels, noise())


# ---- 16 bits


@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("predictor", [False, True])
@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("channels", [3, 4])
def test_deep_tiff_of_others(
    tmp_path: Path, compression: str | None, predictor: bool, byteorder: Any, channels: int
) -> None:
    pixels = noise(33, 21, channels, np.uint16)
    how = {"predictor": predictor} if compression else {}
    extra: Any = {"extrasamples": ["unassalpha"]} if channels == 4 else {}
    read = read_tiff(tmp_path, pixels, photometric="rgb", compression=compression, byteorder=byteorder, **how, **extra)
    assert read.pixels.dtype == np.uint16
    assert np.array_equal(read.pixels, pixels)
    assert read.notices == ()


def test_separate_planes_and_tiles(tmp_path: Path) -> None:
    pixels = noise(70, 40, 3, np.uint16)
    planes = np.moveaxis(pixels, 2, 0)
    assert np.array_equal(read_tiff(tmp_path, planes, photometric="rgb", planarconfig="separate").pixels, pixels)
    assert np.array_equal(read_tiff(tmp_path, pixels, photometric="rgb", tile=(16, 16)).pixels, pixels)


def test_deep_grey_tiff_also_packed_with_lzw(tmp_path: Path) -> None:
    grey = noise(33, 21, 1, np.uint16)
    expected = np.repeat(grey, 3, axis=2)
    assert np.array_equal(read_tiff(tmp_path, grey[..., 0], photometric="minisblack").pixels, expected)
    assert np.array_equal(read_tiff(tmp_path, grey[..., 0], photometric="miniswhite").pixels, 65535 - expected)
    saved(tmp_path / "lzw.tif", Image.fromarray(grey[..., 0]), compression="tiff_lzw")
    assert np.array_equal(read_picture(tmp_path / "lzw.tif").pixels, expected)


def test_premultiplied_alpha_becomes_straight(tmp_path: Path) -> None:
    half = np.full((4, 4, 4), 20000, np.uint16)
    half[..., 3] = 40000
    read = read_tiff(tmp_path, half, photometric="rgb", extrasamples=["assocalpha"])
    assert set(read.pixels[..., :3].ravel().tolist()) == {32768}
    assert set(read.pixels[..., 3].ravel().tolist()) == {40000}


# ---- what is not RGB


def test_grey_palette_and_one_bit_become_rgb_without_a_word(tmp_path: Path) -> None:
    grey = Image.fromarray(noise()[..., 0])
    palette = Image.fromarray(noise()).quantize(16)
    for image in (grey, palette, grey.convert("1"), Image.merge("LA", (grey, grey))):
        for suffix in ("png", "tif"):
            read = read_picture(saved(tmp_path / f"a.{suffix}", image))
            assert np.array_equal(read.pixels, np.array(image.convert("RGBA" if image.mode == "LA" else "RGB")))
            assert (read.notices, read.profile) == ((), None)


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_cmyk_without_a_profile_says_so(tmp_path: Path, suffix: str) -> None:
    read = read_picture(saved(tmp_path / f"a.{suffix}", Image.new("CMYK", (20, 20), (0, 255, 255, 0))))
    assert np.abs(read.pixels.astype(int) - (255, 0, 0)).max() <= 3
    assert len(read.notices) == 1
    assert "CMYK without a usable profile" in read.notices[0]


def test_lab_becomes_srgb(tmp_path: Path) -> None:
    colours = Image.fromarray(np.kron(noise(4, 4) // 2 + 60, np.ones((8, 8, 1), np.uint8)))
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(colours, srgb, lab, outputMode="LAB")
    assert converted is not None
    read = read_picture(saved(tmp_path / "a.tif", converted))
    assert np.abs(read.pixels.astype(int) - np.array(colours)).mean() < 3
    assert "Lab" in read.notices[0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
def test_floats_become_sixteen_bits(tmp_path: Path, dtype: Any) -> None:
    ramp = np.linspace(0, 1, 300, dtype=dtype).reshape(10, 10, 3)
    read = read_tiff(tmp_path, ramp, photometric="rgb")
    assert read.pixels.dtype == np.uint16
    assert np.array_equal(read.pixels, np.round(ramp.astype(np.float32) * 65535).astype(np.uint16))
    assert [("floating-point" in notice) for notice in read.notices] == [True]


def test_what_floats_say_beyond_white_is_cut_and_told(tmp_path: Path) -> None:
    values = np.array([[-1.0, 0.5, 7.0], [np.nan, np.inf, -np.inf]], np.float32)
    read = read_tiff(tmp_path, values, photometric="minisblack")
    assert read.pixels[..., 0].tolist() == [[0, 32768, 65535], [0, 65535, 0]]
    assert "cut off" in read.notices[1]


def test_deep_cmyk_becomes_rgb(tmp_path: Path) -> None:
    cyan = np.zeros((4, 4, 4), np.uint16)
    cyan[..., 0] = 65535
    read = read_tiff(tmp_path, cyan, photometric="separated")
    assert read.pixels[0, 0].tolist() == [0, 255, 255]
    assert "CMYK" in read.notices[0]


# ---- profiles


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif", "avif"])
def test_an_rgb_profile_is_kept_with_its_pixels(tmp_path: Path, suffix: str) -> None:
    profile = as_bytes(ImageCms.createProfile("sRGB"))
    path = saved(tmp_path / f"a.{suffix}", Image.fromarray(noise()), icc_profile=profile)
    read = read_picture(path)
    with Image.open(path) as image:
        assert np.array_equal(read.pixels, np.array(image))
    assert read.profile == profile


@pytest.mark.parametrize("profile", [b"no profile", b"", as_bytes(ImageCms.createProfile("LAB"))])
def test_a_profile_that_does_not_fit_is_left_out(tmp_path: Path, profile: bytes) -> None:
    path = saved(tmp_path / "a.png", Image.fromarray(noise()), icc_profile=profile)
    assert read_picture(path).profile is None


# ---- several pictures in one file


def test_of_several_pages_the_first_is_opened_and_that_is_said(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    for suffix, word in (("tif", "pages"), ("png", "animation"), ("webp", "animation"), ("avif", "animation")):
        how: dict[str, Any] = {"lossless": True} if suffix == "webp" else {}
        path = saved(tmp_path / f"a.{suffix}", first, save_all=True, append_images=[second], **how)
        read = read_picture(path)
        assert np.abs(read.pixels.astype(int) - (255, 0, 0)).max() < 10
        assert word in " ".join(read.notices)


# ---- what cannot be read


def test_the_content_counts_not_the_suffix(tmp_path: Path) -> None:
    Image.fromarray(noise()).save(tmp_path / "a.jpg", "PNG")
    assert np.array_equal(read_picture(tmp_path / "a.jpg").pixels, noise())


def test_what_is_not_there_or_no_picture_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"“none\.png” does not exist"):
        read_picture(tmp_path / "none.png")
    with pytest.raises(FileError, match="does not exist"):
        is_photoshop(tmp_path / "none.png")
    (tmp_path / "text.png").write_text("not a picture")
    with pytest.raises(FileError, match="not a PNG, JPEG, WebP, TIFF, AVIF or PSD"):
        read_picture(tmp_path / "text.png")
    with pytest.raises(FileError, match="could not be read: is a directory"):
        read_picture(tmp_path)


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, dtype: Any) -> None:
    if suffix == "tif":
        tifffile.imwrite(tmp_path / "a.tif", noise(dtype=dtype), photometric="rgb")
    else:
        Image.fromarray(noise(dtype=dtype)[..., 0]).save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(FileError, match="too many pixels"):
        read_picture(tmp_path / f"a.{suffix}")


def test_samples_that_are_not_understood_are_refused(tmp_path: Path) -> None:
    for odd in (np.zeros((4, 4), np.complex64), np.zeros((4, 4), np.int16), np.zeros((4, 4), np.float64) * 1j):
        tifffile.imwrite(tmp_path / "a.tif", odd, photometric="minisblack")
        with pytest.raises(FileError, match="stored in a rare way"):
            read_picture(tmp_path / "a.tif")
