"""Pixels as planes of floats, for formulas, and back.

Planar pixels are float32 of shape (4, height, width) in 0..1: red, green, blue and straight alpha. In that layout
each step of a formula is one pass over memory that lies in a row.
"""

from __future__ import annotations

import numpy as np

_BYTES = np.dtype("<i4")  # a whole pixel of four bytes, alpha on top


def to_planar(pixels: np.ndarray) -> np.ndarray:
    """A planar copy of RGBA of shape (height, width, 4), uint8, uint16 or float32 in 0..1."""
    planar = pixels.transpose(2, 0, 1).astype(np.float32, order="C")
    if pixels.dtype != np.float32:
        planar /= np.iinfo(pixels.dtype).max  # a multiplication would miss 1.0 by a hair
    return planar


def from_planar(planar: np.ndarray, dtype: np.dtype | type) -> np.ndarray:
    """RGBA of shape (height, width, 4) and of the type, rounded where it is an integer. `planar` is used up."""
    pixels = np.empty((*planar.shape[1:], 4), dtype)
    put_planar(planar, pixels)
    return pixels


def put_planar(planar: np.ndarray, pixels: np.ndarray) -> None:
    """The same into `pixels`, RGBA of shape (height, width, 4)."""
    if pixels.dtype != np.float32:
        planar *= np.iinfo(pixels.dtype).max
        np.rint(planar, out=planar)
    if pixels.dtype == np.uint8:
        pixels.view(_BYTES)[..., 0] = _packed(planar)
    else:
        pixels[...] = planar.transpose(1, 2, 0)


def alpha_range(pixels: np.ndarray) -> tuple[int, int]:
    """The least and the largest alpha of RGBA pixels of shape (height, width, 4), uint8 or uint16; at least one pixel.

    Alpha is the highest part of a pixel that is read as one number, so that the other channels do not matter.
    """
    bits = 8 * pixels.dtype.itemsize
    whole = pixels.view(f"<u{bits // 2}")
    return int(whole.min()) >> 3 * bits, int(whole.max()) >> 3 * bits


def _packed(planar: np.ndarray) -> np.ndarray:
    """Four planes of whole numbers 0..255 as one of pixels. Floats hold three bytes exactly, and are summed faster than
    bytes are strewn."""
    colors = planar[1] * np.float32(1 << 8)
    colors += planar[0]
    colors += planar[2] * np.float32(1 << 16)
    packed = planar[3].astype(np.int32)
    packed <<= 24
    packed |= colors.astype(np.int32)
    return packed
