"""Colour laid over pixels, in whole numbers: fast enough to follow a hand, and exact where nothing or all is meant.

Weights are uint32 of shape (height, width), 0..65536. Pixels are uint8 or uint16.
"""

from __future__ import annotations

import numpy as np

ALL = 1 << 16  # the weight that means all


def weights(coverage: np.ndarray, opacity: float) -> np.ndarray:
    """A coverage, (height, width) uint8, at an opacity in 0..1 as weights."""
    return np.rint(np.arange(256) * (opacity * ALL / 255)).astype(np.uint32).take(coverage)


def mixed(before: np.ndarray, wanted: np.ndarray | int, share: np.ndarray) -> np.ndarray:
    """From `before` to `wanted` by weights, all of shapes that fit each other, rounded. The highest sum that occurs,
    65535 * 65536 + 32768, just fits 32 bits."""
    total = before * (ALL - share)
    total += wanted * share
    total += ALL // 2
    total >>= 16
    return total.astype(before.dtype)


def painted(before: np.ndarray, colour: np.ndarray, share: np.ndarray) -> np.ndarray:
    """An opaque colour, (4,), over straight RGBA pixels, (height, width, 4), by the weights `share`.

    Source-over by Porter and Duff (1984): where the ground is transparent the new colour counts for more than its
    weight, and on nothing for all.
    """
    height, width = share.shape
    wide = np.repeat(share, 4, axis=1)
    if not (before[..., 3] == colour[3]).all():
        wide.reshape(height, width, 4)[..., :3] = _colour_share(before[..., 3], int(colour[3]), share)[..., None]
    flat = before.reshape(height, width * 4)
    return mixed(flat, np.tile(colour.astype(np.uint32), width), wide).reshape(before.shape)


def erased(before: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Straight RGBA pixels, (height, width, 4), with less alpha by weights."""
    after = before.copy()
    after[..., 3] = mixed(before[..., 3], 0, share)
    return after


def grey_of(colour: np.ndarray) -> int:
    """How light an opaque colour, (4,) uint8, is: 0..255, by Rec. 601."""
    light = colour[:3].astype(np.uint32) @ np.array([19595, 38470, 7471], np.uint32)  # in 1/65536
    return int(light + (1 << 15)) >> 16


def _colour_share(ground: np.ndarray, full: int, share: np.ndarray) -> np.ndarray:
    """How much of the colour that is seen at last is the new one: its alpha by the alpha of both."""
    below = ground.astype(np.float32) / full
    above = share.astype(np.float32) / ALL
    both = above + below * (1 - above)
    return np.rint(ALL * above / np.maximum(both, 1e-9)).astype(np.uint32)
