"""Pixels as planes of floats, for formulas, and back.

Planar pixels are float32 of shape (4, height, width) in 0..1: red, green, blue and straight alpha. In that layout
each step of a formula is one pass over memory that lies in a row. A plane is a lot of memory, and what is fresh from
the system costs more than the arithmetic; so the caller says where results go, and lends spare planes.
"""

from __future__ import annotations

import numpy as np

_WHOLE = np.dtype("<i4")  # a pixel of four bytes as one number, red at the bottom, alpha on top
_MASKS = np.array([0xFF, 0xFF00, 0xFF0000], np.int32)[:, None, None]
_TOPS = np.array([0xFF, 0xFF00, 0xFF0000, 0xFF], np.float32)[:, None, None]


def to_planar(pixels: np.ndarray) -> np.ndarray:
    """A planar copy of RGBA of shape (height, width, 4), uint8, uint16 or float32 in 0..1."""
    planar = np.empty((4, *pixels.shape[:2]), np.float32)
    fill_planar(planar, pixels, np.empty_like(planar))
    return planar


def fill_planar(planar: np.ndarray, pixels: np.ndarray, spare: np.ndarray) -> None:
    """Write such a copy into `planar`. `spare` is of the same shape; what is in it is lost."""
    if pixels.dtype == np.uint8:
        planar[...] = _unpacked(np.ascontiguousarray(pixels), spare.view(np.int32))
        planar /= _TOPS  # a multiplication would miss 1.0 by a hair
        return
    planar[...] = pixels.transpose(2, 0, 1)
    if pixels.dtype != np.float32:
        planar /= np.iinfo(pixels.dtype).max


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
        pixels.view(_WHOLE)[..., 0] = _packed(planar)
    else:
        pixels[...] = planar.transpose(1, 2, 0)


def is_opaque(pixels: np.ndarray) -> bool:
    """Whether all of RGBA pixels of shape (height, width, 4), uint8 or uint16, at least one, are opaque."""
    top = np.iinfo(pixels.dtype).max
    return pixels[0, 0, 3] == top and int(_whole(pixels).min()) >> 24 * pixels.itemsize == top


def is_transparent(pixels: np.ndarray) -> bool:
    """The same for transparent."""
    return pixels[0, 0, 3] == 0 and int(_whole(pixels).max()) >> 24 * pixels.itemsize == 0


def _whole(pixels: np.ndarray) -> np.ndarray:
    """Each pixel as one number, in which alpha counts most: what is largest there has the largest alpha."""
    return pixels.view(f"<u{4 * pixels.itemsize}")


def _unpacked(pixels: np.ndarray, planes: np.ndarray) -> np.ndarray:
    """Bytes as four planes of whole numbers in `planes`, int32, each of which counts up to its number in `_TOPS`.
    Masks over whole pixels are faster than every fourth byte."""
    whole = pixels.view(_WHOLE)[..., 0]
    np.bitwise_and(whole, _MASKS, out=planes[:3])
    np.right_shift(whole.view(np.uint32), 24, out=planes[3].view(np.uint32))
    return planes


def _packed(planar: np.ndarray) -> np.ndarray:
    """Four planes of whole numbers 0..255 as whole pixels, int32. Floats hold three bytes exactly; `planar` is used
    up."""
    red, green, blue, alpha = planar
    green *= 1 << 8
    blue *= 1 << 16
    red += green
    red += blue
    colors, packed = green.view(np.int32), blue.view(np.int32)
    colors[...] = red
    packed[...] = alpha
    packed <<= 24
    packed |= colors
    return packed
