"""A working folder for the tests of the command line: pictures, masks, and a file of each broken kind."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from paella_core import pictures

SHAPE = (30, 44)
"""Rows and columns of `photo.png` and of every mask but `other.png`."""


def lay_out(folder: Path, pack: Path) -> None:
    """Fill a folder; the pack is `pack` in it."""
    picture = np.random.default_rng(1).integers(0, 256, (*SHAPE, 4)).astype(np.uint8)
    save(folder / "photo.png", picture[..., :3])
    save(folder / "tiny.png", picture[:1, :1, :3])
    save(folder / "clear.png", picture)
    pictures.write(folder / "deep.png", picture[..., :3].astype(np.uint16) * 257)
    (folder / "cut.png").write_bytes((folder / "photo.png").read_bytes()[:1500])
    (folder / "text.png").write_text("no picture")
    (folder / "nothing.png").write_bytes(png_of(0, 0))
    (folder / "huge.png").write_bytes(png_of(60_000, 60_000))
    (folder / "folder.png").mkdir()
    lay_out_masks(folder)
    (folder / "pack").symlink_to(pack)


def lay_out_masks(folder: Path) -> None:
    """`mask.png` paints a part, `rest.png` all but that, `half.png` is grey; `empty.png` is black."""
    mask = np.zeros(SHAPE, np.uint8)
    save(folder / "empty.png", mask)
    save(folder / "other.png", mask[1:] + 255)
    mask[8:20, 10:30] = 255
    save(folder / "mask.png", mask)
    save(folder / "rest.png", 255 - mask)
    save(folder / "half.png", np.full(SHAPE, 128, np.uint8))
    save(folder / "dot.png", np.full((1, 1), 255, np.uint8))


def save(path: Path, picture: np.ndarray) -> None:
    Image.fromarray(picture).save(path)


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header claims a size, with little behind it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return start + struct.pack(">I", 1000) + b"IDAT" + zlib.compress(bytes(1000))
