"""Pictures to tensors and back, and picture files."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import tifffile
import torch
from PIL import Image
from PySide6.QtGui import QImage, QImageWriter

from paella_core import pictures
from paella_core.atomic import replacing
from paella_core.errors import BadInput
from paella_core.images import as_float, as_integer, from_tensor, padded, resized, to_tensor

RANDOM = np.random.default_rng(7)


def noise(channels: int, dtype: type = np.uint8, height: int = 13, width: int = 17) -> np.ndarray:
    return RANDOM.integers(0, np.iinfo(dtype).max + 1, (height, width, channels)).astype(dtype)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_every_level_survives_the_way_through_a_tensor(dtype: type) -> None:
    levels = np.arange(np.iinfo(dtype).max + 1).astype(dtype).reshape(16, -1, 1).repeat(3, axis=2)
    (back,) = from_tensor(to_tensor(as_float(levels), torch.device("cpu")))
    assert np.array_equal(as_integer(back, np.dtype(dtype)), levels)


def test_a_tensor_has_the_channels_first() -> None:
    picture = noise(3)
    tensor = to_tensor(as_float(picture), torch.device("cpu"))
    assert tensor.shape == (1, 3, 13, 17)
    assert torch.equal((tensor[0, 1] * 255).round().byte(), torch.from_numpy(picture[..., 1].copy()))


def test_values_beyond_the_range_are_clipped() -> None:
    assert as_integer(np.array([-1.0, 0.5, 2.0]), np.dtype(np.uint8)).tolist() == [0, 128, 255]
    assert from_tensor(torch.full((1, 3, 1, 1), 7.0))[0].max() == 1


def test_transparent_parts_are_seen_as_grey() -> None:
    picture = np.array([[[255, 255, 255, 0], [255, 0, 0, 255]]], np.uint8)
    assert as_float(picture).tolist() == [[[0.5, 0.5, 0.5], [1, 0, 0]]]


def test_resizing_keeps_flat_colours_and_the_range() -> None:
    edges = np.zeros((10, 10, 3), np.float32)
    edges[:, 5:] = 1
    bigger = resized(edges, 33, 21)
    assert bigger.shape == (21, 33, 3)
    assert bigger.min() >= 0
    assert bigger.max() <= 1
    assert bigger[:, 0] == pytest.approx(0)
    assert resized(edges, 10, 10) is edges


def test_padding_continues_the_last_row_and_column() -> None:
    picture = as_float(noise(3))
    wide = padded(picture, 20, 16)
    assert wide.shape == (16, 20, 3)
    assert np.array_equal(wide[:13, 17:], np.repeat(picture[:, -1:], 3, axis=1))
    assert np.array_equal(wide[13:, :17], np.repeat(picture[-1:], 3, axis=0))


# ---- files


@pytest.mark.parametrize("suffix", [".png", ".webp", ".tif", ".tiff", ".PNG"])
@pytest.mark.parametrize("channels", [3, 4])
def test_lossless_files_keep_every_pixel(tmp_path: Path, suffix: str, channels: int) -> None:
    picture = noise(channels)
    if channels == 4:
        picture[..., 3] |= 1  # WebP may change the colour under full transparency
    pictures.write(tmp_path / f"a{suffix}", picture)
    assert np.array_equal(pictures.read(tmp_path / f"a{suffix}"), picture)


@pytest.mark.parametrize("name", ["a.tif", "a.png", "a.PNG"])
@pytest.mark.parametrize("channels", [3, 4])
def test_sixteen_bits_stay_in_a_tiff_or_png(tmp_path: Path, channels: int, name: str) -> None:
    picture = noise(channels, np.uint16)
    pictures.write(tmp_path / name, picture)
    back = pictures.read(tmp_path / name)
    assert back.dtype == np.uint16
    assert np.array_equal(back, picture)


def with_qt(picture: np.ndarray) -> QImage:
    """The same picture as another program's library holds it."""
    opaque = np.full((*picture.shape[:2], 4), 65535, np.uint16)
    opaque[..., : picture.shape[2]] = picture
    layout = QImage.Format.Format_RGBA64 if picture.shape[2] == 4 else QImage.Format.Format_RGBX64
    height, width = picture.shape[:2]
    return QImage(opaque.tobytes(), width, height, 8 * width, layout).copy()


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_sixteen_bits_of_another_program_are_read(tmp_path: Path, channels: int, kind: str) -> None:
    """Filtered and compressed as Qt does it, TIFF by LZW."""
    smooth = np.linspace(0, 65535, 61 * 47 * channels).reshape(61, 47, channels).astype(np.uint16)
    smooth[20:30] = RANDOM.integers(0, 65536, (10, 47, channels))
    smooth[..., 3:] |= 1
    writer = QImageWriter(str(tmp_path / f"a.{kind}"))
    writer.setCompression(1)
    assert writer.write(with_qt(smooth))
    del writer
    assert np.array_equal(pictures.read(tmp_path / f"a.{kind}"), smooth)


@pytest.mark.parametrize("channels", [3, 4])
def test_other_programs_read_our_deep_png(tmp_path: Path, channels: int) -> None:
    picture = noise(channels, np.uint16)
    pictures.write(tmp_path / "a.png", picture)
    back = QImage(str(tmp_path / "a.png"))
    assert back.depth() == 64
    assert back == with_qt(picture).convertToFormat(back.format())


def test_the_transparent_colour_of_a_deep_png_becomes_alpha(tmp_path: Path) -> None:
    picture = noise(3, np.uint16)
    pictures.write(tmp_path / "a.png", picture)
    data = (tmp_path / "a.png").read_bytes()
    key = b"tRNS" + struct.pack(">3H", *picture[3, 4])
    chunk = struct.pack(">I", 6) + key + struct.pack(">I", zlib.crc32(key))
    (tmp_path / "a.png").write_bytes(data[:33] + chunk + data[33:])
    back = pictures.read(tmp_path / "a.png")
    assert np.array_equal(back[..., :3], picture)
    assert np.argwhere(back[..., 3] == 0).tolist() == [[3, 4]]


@pytest.mark.parametrize("order", [">", "<"])
def test_a_deep_tiff_may_be_planar_of_any_byte_order_and_orientation(tmp_path: Path, order: Literal[">", "<"]) -> None:
    picture = noise(3, np.uint16)
    turned = np.ascontiguousarray(np.moveaxis(np.rot90(picture), 2, 0))
    tifffile.imwrite(
        tmp_path / "a.tif",
        turned,
        byteorder=order,
        photometric="rgb",
        planarconfig="separate",
        extratags=[(274, "H", 1, 6, True)],
    )
    assert np.array_equal(pictures.read(tmp_path / "a.tif"), picture)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_to_shallow_and_deep_pictures_alike(tmp_path: Path, orientation: int) -> None:
    stored = noise(3)
    exif = Image.Exif()
    exif[274] = orientation
    Image.fromarray(stored).save(tmp_path / "a.png", exif=exif)
    tifffile.imwrite(
        tmp_path / "a.tif",
        stored.astype(np.uint16) * 257,
        photometric="rgb",
        extratags=[(274, "H", 1, orientation, True)],
    )
    upright = pictures.read(tmp_path / "a.png")
    assert np.array_equal(pictures.read(tmp_path / "a.tif"), upright.astype(np.uint16) * 257)
    assert np.array_equal(upright, stored) == (orientation == 1)


@pytest.mark.parametrize(("mode", "channels"), [("L", 3), ("1", 3), ("P", 3), ("LA", 4), ("CMYK", 3), ("I;16", 3)])
def test_every_mode_becomes_rgb_or_rgba(tmp_path: Path, mode: str, channels: int) -> None:
    source = Image.fromarray(noise(1)[..., 0])
    image = Image.fromarray(noise(1, np.uint16)[..., 0]) if mode == "I;16" else source.convert(mode)
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    image.save(path)
    picture = pictures.read(path)
    assert picture.shape == (13, 17, channels)
    assert picture.dtype == (np.uint16 if mode == "I;16" else np.uint8)


def test_a_palette_with_a_transparent_colour_keeps_its_alpha(tmp_path: Path) -> None:
    image = Image.fromarray(noise(3)).convert("P")
    image.save(tmp_path / "a.png", transparency=0)
    assert pictures.read(tmp_path / "a.png").shape[2] == 4


def test_a_mask_is_the_brightness_of_a_file(tmp_path: Path) -> None:
    painted = np.zeros((4, 5, 4), np.uint8)
    painted[1, 1] = 255  # white on nothing, as a brush on a transparent layer leaves it
    painted[2, 2] = (255, 255, 255, 0)
    Image.fromarray(painted).save(tmp_path / "a.png")
    mask = pictures.read_mask(tmp_path / "a.png")
    assert mask.dtype == np.uint8
    assert np.flatnonzero(mask).tolist() == [6]
    Image.fromarray(np.full((2, 2), 256, np.uint16)).save(tmp_path / "deep.png")
    assert pictures.read_mask(tmp_path / "deep.png").tolist() == [[1, 1]] * 2


def broken_files(folder: Path) -> dict[str, str]:
    """Files that cannot be used, with a word of the reason."""
    pictures.write(folder / "whole.png", noise(3, height=64, width=64))
    pictures.write(folder / "deep.tif", noise(3, np.uint16))
    Image.fromarray(noise(3)).save(folder / "whole.jpg")
    for name, share in (("whole.png", 0.6), ("whole.jpg", 0.6), ("deep.tif", 0.5)):
        data = (folder / name).read_bytes()
        (folder / f"cut-{name}").write_bytes(data[: int(len(data) * share)])
    (folder / "text.png").write_text("no picture at all")
    (folder / "empty.png").write_bytes(b"")
    pictures.write(folder / "sixteen.png", noise(3, np.uint16))
    (folder / "cut-sixteen.png").write_bytes((folder / "sixteen.png").read_bytes()[:400])
    planes = noise(3, np.uint16).transpose(2, 0, 1)
    tifffile.imwrite(folder / "planar.tif", planes, photometric="rgb", planarconfig="separate")
    patch(folder / "planar.tif", 259, 5)  # claims LZW
    pictures.write(folder / "huge.tif", noise(3, np.uint16))
    patch(folder / "huge.tif", 256, 60_000)
    patch(folder / "huge.tif", 257, 60_000)
    (folder / "huge.png").write_bytes(png_header(60_000, 60_000, 8, 2))
    (folder / "huge-sixteen.png").write_bytes(png_header(60_000, 60_000, 16, 6))
    (folder / "nothing.png").write_bytes(png_header(0, 0, 8, 2))
    (folder / "grey-alpha.png").write_bytes(png_header(4, 4, 16, 4))
    (folder / "folder.png").mkdir()
    return {
        "cut-whole.png": "damaged",
        "cut-whole.jpg": "damaged",
        "cut-deep.tif": "damaged",
        "cut-sixteen.png": "damaged",
        "text.png": "not a picture",
        "empty.png": "not a picture",
        "nothing.png": "not a picture",
        "planar.tif": "packed as LZW, which cannot be read here: save it with Deflate",
        "huge.tif": "too many pixels",
        "huge.png": "too many pixels",
        "huge-sixteen.png": "too many pixels",
        "grey-alpha.png": "save it as RGBA",
        "folder.png": "cannot be read",
        "absent.png": "no file",
    }


def png_header(width: int, height: int, depth: int, colour_type: int) -> bytes:
    """A PNG with hardly more than its header."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return start + struct.pack(">I", 1000) + b"IDAT" + zlib.compress(bytes(1000))


def patch(path: Path, tag: int, value: int) -> None:
    """Let a TIFF claim another value of a tag."""
    with tifffile.TiffFile(path, mode="r+") as file:
        file.pages.first.tags[tag].overwrite(value)


def test_files_that_cannot_be_used_are_refused_in_one_sentence(tmp_path: Path) -> None:
    for name, reason in broken_files(tmp_path).items():
        with pytest.raises(BadInput, match=reason) as failure:
            pictures.read(tmp_path / name)
        assert name in str(failure.value)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures.write(tmp_path / "a.png", noise(3))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(BadInput, match="too many pixels"):
        pictures.read(tmp_path / "a.png")


def test_what_a_file_cannot_hold_is_refused_before(tmp_path: Path) -> None:
    for name, picture, reason in (
        ("a.webp", noise(3, np.uint16), "16 bits"),
        ("a.jpg", noise(4), "transparency"),
        ("a.xyz", noise(3), "must end in"),
        ("absent/a.png", noise(3), "does not exist"),
    ):
        with pytest.raises(BadInput, match=reason):
            pictures.write(tmp_path / name, picture)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(FileExistsError):
        write_half(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def write_half(path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_text("half")
        raise FileExistsError


def test_reading_leaves_no_warning_filter_behind(tmp_path: Path) -> None:
    pictures.write(tmp_path / "a.png", noise(3))
    before = list(warnings.filters)
    pictures.read(tmp_path / "a.png")
    assert list(warnings.filters) == before
