"""Damaged files of every format: read anyway, or refused in one sentence; never anything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import tifffile
from pictures import noise
from PIL import Image
from psd_tools import PSDImage

from app.document.pictures import (
    EncodingOptions,
    FileError,
    Metadata,
    Picture,
    encode_picture,
    is_photoshop,
    read_layers,
    read_picture,
)
from app.document.pictures.picture import Kind

FEW, MANY = 40, 1500  # damages of each file
RECIPE = {"prompt": "a boat", "negative": "", "params": {"seed": 7, "steps": 9}}


def encoded(kind: Kind, dtype: type = np.uint8) -> bytes:
    """A small picture with all that may belong to it."""
    exif = Image.Exif()
    exif.update({271: "Camera", 315: "Ana"})
    exif.get_ifd(0x8769)[36867] = "2020:01:02 03:04:05"
    metadata = Metadata(exif.tobytes()[6:], resolution=(300.0, 300.0), texts=(("Title", "A boat"),))
    picture = Picture(noise(40, 30, 4, dtype), metadata=metadata, recipe=RECIPE)
    return encode_picture(picture, kind, EncodingOptions(source="trainedAlgorithmicMedia"))


def float_tiff(path: Path) -> bytes:
    tifffile.imwrite(path, noise(40, 30).astype(np.float32) / 255, photometric="rgb", compression="zlib")
    return path.read_bytes()


def lzw(path: Path) -> bytes:
    Image.fromarray(noise(40, 30, 1, np.uint16)[..., 0]).save(path, "TIFF", compression="tiff_lzw")
    return path.read_bytes()


def psd(path: Path) -> bytes:
    made = PSDImage.new("RGB", (40, 30))
    group = made.create_group(name="Group")
    group.create_pixel_layer_from_array(noise(20, 10, 4), name="One").create_mask(Image.new("L", (20, 10), 99))
    made.create_pixel_layer_from_array(noise(30, 30, 4), name="Two").clipping = True
    with path.open("wb") as file:
        made._record.write(file)
    return path.read_bytes()


FILES: dict[str, Callable[[Path], bytes]] = {
    "png": lambda _: encoded("PNG"),
    "deep png": lambda _: encoded("PNG", np.uint16),
    "jpeg": lambda _: encoded("JPEG"),
    "webp": lambda _: encoded("WebP"),
    "tiff": lambda _: encoded("TIFF"),
    "deep tiff": lambda _: encoded("TIFF", np.uint16),
    "float tiff": float_tiff,
    "lzw tiff": lzw,
    "avif": lambda _: encoded("AVIF"),
    "psd": psd,
}


@cache
def whole(name: str, folder: Path) -> bytes:
    return FILES[name](folder / "whole")


def failure(path: Path) -> str:
    """Why a file cannot be read, in the words that people see; nothing if it can."""
    try:
        (read_layers if is_photoshop(path) else read_picture)(path)
    except FileError as error:
        return str(error)
    return ""


def is_sentence(text: str) -> bool:
    return text.startswith("“a”") and text.endswith(".")


def damaged(data: bytes, seed: int) -> bytes:
    """The data cut off, or with some bytes changed, mostly near the beginning, where headers are."""
    random = np.random.default_rng(seed)
    if seed % 4 == 0:
        return data[: random.integers(0, len(data))]
    changed = bytearray(data)
    reach = len(data) if seed % 4 == 1 else min(len(data), 400)
    for _ in range(random.integers(1, 4)):
        place = int(random.integers(0, reach))
        changed[place] = changed[place] ^ 1 << int(random.integers(0, 8)) if seed % 2 else int(random.integers(0, 256))
    return bytes(changed)


def try_damages(tmp_path: Path, name: str, seeds: range) -> None:
    data = whole(name, tmp_path)
    path = tmp_path / "a"
    path.write_bytes(data)
    assert failure(path) == ""
    for seed in seeds:
        path.write_bytes(damaged(data, seed))
        said = failure(path)
        assert said == "" or is_sentence(said)


@pytest.mark.parametrize("name", FILES)
def test_damage_is_refused_in_words_or_does_not_matter(tmp_path: Path, name: str) -> None:
    try_damages(tmp_path, name, range(FEW))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", FILES)
def test_much_damage_is_refused_in_words_or_does_not_matter(tmp_path: Path, name: str) -> None:
    try_damages(tmp_path, name, range(FEW, FEW + MANY))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 0.99])
@pytest.mark.parametrize("name", [name for name in FILES if name != "psd"])
def test_what_is_cut_off_is_refused(tmp_path: Path, name: str, share: float) -> None:
    data = whole(name, tmp_path)
    (tmp_path / "a").write_bytes(data[: int(len(data) * share)])
    assert is_sentence(failure(tmp_path / "a"))
