"""From painted pixels to tokens and back: how a box lies on the token grid, which tokens may change, the composite.

A mask is (H, W) uint8: 0 keeps, 255 may change, values between blend. Pixels at 0 never change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from paella_core.images import as_integer, white
from paella_core.request import Box

_SHRINK = 0.98
_SHARE_OF_PICTURE = 1 / 16
_SHARE_OF_MASK = 1 / 2


@dataclass(frozen=True)
class Limits:
    """What a pack can look at: sides of square pictures in pixels, pixels a token, and its multiple in tokens."""

    native: int
    largest: int
    downscale: int
    multiple: int

    @property
    def most_tokens(self) -> int:
        """The largest number of tokens in one grid."""
        return max((self.largest // self.downscale) ** 2, self.multiple**2)


@dataclass(frozen=True)
class Grid:
    """How a box of `width` x `height` pixels lies on `columns` x `rows` tokens of `downscale` pixels.

    The box is scaled to `work_width` x `work_height` pixels at the grid's top left; what is left over to the right
    and below continues it.
    """

    width: int
    height: int
    work_width: int
    work_height: int
    columns: int
    rows: int
    downscale: int

    @property
    def seen_size(self) -> tuple[int, int]:
        """Width and height in pixels of what the networks see."""
        return self.columns * self.downscale, self.rows * self.downscale

    def offset(self, box: Box) -> tuple[int, int]:
        """Row and column of the grid's first token among the tokens of the whole picture at this scale."""
        return (
            box.top * self.work_height // (self.height * self.downscale),
            box.left * self.work_width // (self.width * self.downscale),
        )


def fit(width: int, height: int, limits: Limits) -> Grid:
    """Lay a box on tokens: at its own size where the pack can, else scaled, keeping its aspect.

    A box smaller than the pack's native area is enlarged towards it, one that is too large is made smaller.
    """
    root, longest = math.sqrt(width * height), max(width, height)
    scale = limits.largest / root
    if scale >= 1:
        scale = max(1.0, min(limits.native / root, limits.largest / longest))
    grid = _grid(width, height, scale, limits)
    while grid.columns * grid.rows > limits.most_tokens:
        scale *= _SHRINK
        grid = _grid(width, height, scale, limits)
    return grid


def token_mask(mask_HW: np.ndarray, grid: Grid) -> np.ndarray:
    """The tokens (rows, columns) bool that may change: those of which any pixel is painted.

    Tokens beyond the box follow its last row and column.
    """
    painted = np.pad(np.cumsum(np.cumsum(mask_HW > 0, axis=0), axis=1), ((1, 0), (1, 0)))
    top, bottom = _pixels_of(grid.rows, grid.downscale, grid.work_height, grid.height)
    left, right = _pixels_of(grid.columns, grid.downscale, grid.work_width, grid.width)
    below = painted[bottom][:, right] - painted[bottom][:, left]
    above = painted[top][:, right] - painted[top][:, left]
    return below > above


def bounds(mask_HW: np.ndarray) -> Box:
    """The smallest box around what is painted; the mask must not be empty."""
    rows, columns = np.flatnonzero(mask_HW.any(axis=1)), np.flatnonzero(mask_HW.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    return Box(left, top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top)


def context_box(mask_HW: np.ndarray, limits: Limits) -> Box:
    """What the model should see to fill a mask: the painted part with a margin, at least the pack's native size.

    The margin is the larger of 1/16 of the picture's longest side and half the painted part's mean side. The box lies
    within the picture and starts at whole tokens.
    """
    height, width = mask_HW.shape
    painted = bounds(mask_HW)
    margin = math.ceil(
        max(max(height, width) * _SHARE_OF_PICTURE, (painted.width + painted.height) / 2 * _SHARE_OF_MASK)
    )
    left, right = _span(painted.left, painted.width, margin, width, limits)
    top, bottom = _span(painted.top, painted.height, margin, height, limits)
    return Box(left, top, right - left, bottom - top)


def composite(picture_HWC: np.ndarray, mask_HW: np.ndarray, generated_HW3: np.ndarray) -> np.ndarray:
    """Lay a generated float picture over a picture where the mask says; at 0 every byte stays.

    With alpha the two are blended as light (premultiplied), and what is filled becomes opaque.
    """
    result = picture_HWC.copy()
    chosen = mask_HW > 0
    share_N1 = mask_HW[chosen][:, None].astype(np.float32) / 255
    old_NC = picture_HWC[chosen].astype(np.float32) / white(picture_HWC.dtype)
    alpha_N1 = old_NC[:, 3:] if picture_HWC.shape[2] == 4 else np.ones_like(share_N1)
    kept_N1 = alpha_N1 * (1 - share_N1)
    opacity_N1 = kept_N1 + share_N1
    colour_N3 = (old_NC[:, :3] * kept_N1 + generated_HW3[chosen] * share_N1) / opacity_N1
    blended_NC = np.concatenate([colour_N3, opacity_N1], axis=1)[:, : picture_HWC.shape[2]]
    result[chosen] = as_integer(blended_NC, picture_HWC.dtype)
    return result


def _grid(width: int, height: int, scale: float, limits: Limits) -> Grid:
    work_width, work_height = max(1, round(width * scale)), max(1, round(height * scale))
    cell = limits.downscale * limits.multiple
    columns, rows = (-(-side // cell) * limits.multiple for side in (work_width, work_height))
    return Grid(width, height, work_width, work_height, columns, rows, limits.downscale)


def _pixels_of(tokens: int, downscale: int, work: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last + 1 pixel of the box under each token along one axis, at least one pixel, within the box."""
    first = np.minimum(np.arange(tokens) * downscale * side // work, side - 1)
    last = np.minimum(-(-(np.arange(tokens) + 1) * downscale * side // work), side)
    return first, np.maximum(last, first + 1)


def _span(start: int, length: int, margin: int, side: int, limits: Limits) -> tuple[int, int]:
    """Start and end along one axis of a stretch widened by the margin, at least native, moved into 0..side."""
    wanted = min(max(length + 2 * margin, limits.native), side)
    first = min(max(0, start - (wanted - length) // 2), side - wanted)
    cell = limits.downscale
    return first // cell * cell, min(side, -(-(first + wanted) // cell) * cell)
