"""Colour profiles: to sRGB and back, exact and fast; grey, CMYK and Lab by theirs."""

from __future__ import annotations

import io
import struct
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pictures import noise
from PIL import Image, ImageCms
from PySide6.QtGui import QColorSpace

from app.document.pictures import from_srgb, profile_name, read_picture, to_srgb

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_of(space: QColorSpace.NamedColorSpace) -> bytes:
    return bytes(QColorSpace(space).iccProfile().data())


ADOBE = profile_of(QColorSpace.NamedColorSpace.AdobeRgb)
WIDE = profile_of(QColorSpace.NamedColorSpace.ProPhotoRgb)
LINEAR = profile_of(QColorSpace.NamedColorSpace.SRgbLinear)


def profile_from_tags(kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 2 with these tags."""
    table, body, place = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", name, place + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", place + len(body), b"lcms", 0x02400000, b"mntr", kind, b"XYZ ").ljust(36, b"\0")
    white = struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)
    head = (head + b"acsp").ljust(68, b"\0") + white
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def grey_profile(gamma: float) -> bytes:
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Grey\0" + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    white = b"XYZ \0\0\0\0" + struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)
    return profile_from_tags(b"GRAY", {b"desc": text, b"cprt": b"text\0\0\0\0none\0", b"wtpt": white, b"kTRC": curve})


@pytest.mark.parametrize("profile", [None, SRGB, b"", b"damaged", b"x" * 500])
def test_srgb_and_what_is_no_profile_change_nothing(profile: bytes | None) -> None:
    pixels = noise()
    assert to_srgb(pixels, profile) is pixels
    assert from_srgb(pixels, profile) is pixels


@pytest.mark.parametrize("profile", [ADOBE, WIDE, LINEAR])
def test_eight_bits_are_what_littlecms_says(profile: bytes) -> None:
    pixels = noise(64, 64)
    source, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
    expected = ImageCms.profileToProfile(
        Image.fromarray(pixels), source, srgb, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
    )
    assert np.abs(to_srgb(pixels, profile).astype(int) - np.array(expected)).max() <= 1


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_there_and_back(channels: int, dtype: Any) -> None:
    pixels = noise(64, 64, channels, dtype)  # sRGB has room in ProPhoto
    before = pixels.copy()
    wide = from_srgb(pixels, WIDE)
    back = to_srgb(wide, WIDE)
    assert (wide.dtype, wide.shape, back.dtype) == (pixels.dtype, pixels.shape, pixels.dtype)
    assert np.abs(wide.astype(int) - pixels).max() > 20
    off = np.abs(back.astype(int) - pixels)[..., :3]
    assert off.mean() <= (1 if dtype == np.uint8 else 64)
    assert np.array_equal(pixels, before)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_alpha_stays_and_counts_for_nothing(dtype: Any) -> None:
    pixels = noise(64, 64, 4, dtype)
    pixels[:8, :, 3] = 0  # colours under full transparency too
    converted = to_srgb(pixels, ADOBE)
    assert np.array_equal(converted[..., 3], pixels[..., 3])
    step = np.abs(converted[..., :3].astype(int) - to_srgb(np.ascontiguousarray(pixels[..., :3]), ADOBE))
    assert step.max() <= np.iinfo(dtype).max // 255


def test_sixteen_bits_are_not_cut_to_eight() -> None:
    ramp = np.linspace(0, 65535, 4096).astype(np.uint16).reshape(64, 64, 1).repeat(3, axis=2)
    assert len(np.unique(to_srgb(ramp, ADOBE)[..., 0])) > 2500


def test_a_rectangle_takes_about_a_millisecond() -> None:
    pixels = noise(256, 256, 4)
    to_srgb(pixels, ADOBE)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        to_srgb(pixels, ADOBE)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.004  # 0.8 ms where nothing else runs


def test_names() -> None:
    assert profile_name(None) == "sRGB"
    assert profile_name(grey_profile(2.2)) == "Grey"
    assert profile_name(b"damaged") == ""


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
@pytest.mark.parametrize("gamma", [1.0, 2.2])
def test_grey_is_read_by_its_profile(tmp_path: Path, suffix: str, gamma: float) -> None:
    grey = np.arange(256, dtype=np.uint8).reshape(16, 16).repeat(8, axis=0).repeat(8, axis=1)
    Image.fromarray(grey).save(tmp_path / f"a.{suffix}", icc_profile=grey_profile(gamma))
    read = read_picture(tmp_path / f"a.{suffix}")
    linear = (grey / 255) ** gamma
    expected = np.where(linear > 0.0031308, 1.055 * linear ** (1 / 2.4) - 0.055, 12.92 * linear) * 255
    bright = grey > 16  # a gamma of one byte is coarse in the dark
    assert np.abs(read.pixels[..., 0] - expected)[bright].max() <= 2
    assert (read.profile, read.notices) == (None, ())


def test_deep_grey_is_read_by_its_profile(tmp_path: Path) -> None:
    grey = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    Image.fromarray(grey).save(tmp_path / "a.png", icc_profile=grey_profile(1.0))
    read = read_picture(tmp_path / "a.png").pixels
    assert read.dtype == np.uint16
    assert abs(int(read[128, 0, 0]) - 48192) < 3  # sRGB's 0.7354 for half the light
    assert len(np.unique(read[..., 0])) > 30_000


def test_cmyk_is_read_by_its_profile(tmp_path: Path) -> None:
    """A profile whose table says the opposite of the naive formula: full ink is white."""
    tmp = tmp_path / "a.jpg"
    Image.new("CMYK", (16, 16), (255, 255, 255, 255)).save(tmp, icc_profile=cmyk_profile(), quality=100)
    read = read_picture(tmp)
    assert read.pixels.min() > 240
    assert read.profile is None
    assert read.notices == ("The picture was CMYK; it was converted to RGB by its colour profile.",)


def cmyk_profile() -> bytes:
    """Lab's lightness is the mean of the inks, without colour: a table of 2 x 2 x 2 x 2 corners."""
    corners = np.stack(np.meshgrid(*[[0, 1]] * 4, indexing="ij"), axis=-1).reshape(-1, 4).mean(axis=1)
    table = np.stack([np.round(corners * 255), np.full(16, 128), np.full(16, 128)], axis=1).astype(np.uint8)
    identity = np.arange(256, dtype=np.uint8).tobytes()
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + identity * 4 + table.tobytes() + identity * 3
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Inks\0" + b"\0" * 78
    white = b"XYZ \0\0\0\0" + struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)
    tags = {b"desc": text, b"cprt": b"text\0\0\0\0none\0", b"wtpt": white, b"A2B0": lut}
    profile = profile_from_tags(b"CMYK", tags)
    return profile[:12] + b"prtrCMYKLab " + profile[24:]
