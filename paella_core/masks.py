"""From painted pixels to tokens and back: how a box lies on the token grid, which tokens may change and how much, the
band beyond a mask's edge, the composite.

A mask is (H, W) uint8: 0 keeps, 255 may change, values between blend. Pixels at 0 never change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from paella_core.images import as_integer, white
from paella_core.request import Box, Edge

FULL = 255  # of a mask: what is painted fully

_SHRINK = 0.98
_SHARE_OF_PICTURE = 1 / 16
_SHARE_OF_MASK = 1 / 2
_REACH_IN_CELLS: dict[Edge, int] = {"exact": 0, "balanced": 1, "wide": 4}
_LEAST_REACH = 4


@dataclass(frozen=True)
class Limits:
    """What a pack can look at: sides of square pictures in pixels, pixels a token, and the multiple and the least of a
    grid's sides in tokens."""

    native: int
    largest: int
    downscale: int
    multiple: int
    smallest: int = 1

    @property
    def most_tokens(self) -> int:
        """The largest number of tokens in one grid."""
        return max((self.largest // self.downscale) ** 2, self.multiple**2, self.smallest**2)


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
    def cell(self) -> float:
        """The side of a token in pixels of the box."""
        return self.downscale * self.width / self.work_width

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


def token_levels(level_HW: np.ndarray, grid: Grid) -> np.ndarray:
    """How much each token (rows, columns) float32 0..1 may change: as much as that of its pixels that may most.

    Tokens beyond the box follow its last row and column.
    """
    spans = _pixels_of(grid.rows, grid.downscale, grid.work_height, grid.height)
    most_RW = _largest(level_HW, *spans)
    spans = _pixels_of(grid.columns, grid.downscale, grid.work_width, grid.width)
    return _largest(most_RW.T, *spans).T.astype(np.float32) / FULL


def token_weights(weight_HW: np.ndarray, grid: Grid) -> np.ndarray:
    """The mean over each token's pixels (rows, columns) float32 0..1 of a plane of weights.

    Tokens beyond the box follow its last row and column.
    """
    sums = np.pad(weight_HW.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    top, bottom = _pixels_of(grid.rows, grid.downscale, grid.work_height, grid.height)
    left, right = _pixels_of(grid.columns, grid.downscale, grid.work_width, grid.width)
    rows = sums[bottom] - sums[top]
    areas = (bottom - top)[:, None] * (right - left)
    return ((rows[:, right] - rows[:, left]) / (areas * FULL)).astype(np.float32)


def reach(edge: Edge, cell: float) -> int:
    """How many pixels beyond the mask an edge mode may change, where a token is `cell` pixels wide."""
    cells = _REACH_IN_CELLS[edge]
    return max(_LEAST_REACH, round(cells * cell)) if cells else 0


def edged(mask_HW: np.ndarray, beyond: int) -> np.ndarray:
    """The opacity (H, W) uint8 with which a filled picture is laid over: the mask, and a ramp that falls linearly
    from its edge to 0 within `beyond` pixels, counted along rows and columns.
    """
    if not beyond:
        return mask_HW
    slope = FULL / (beyond + 1)
    ramp_HW = _sloping(_sloping(mask_HW.astype(np.float64), slope).T, slope).T
    return np.maximum(mask_HW, np.rint(ramp_HW).clip(0, FULL)).astype(np.uint8)


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
    share_N1 = mask_HW[chosen][:, None].astype(np.float32) / FULL
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
    columns, rows = (max(limits.smallest, -(-side // cell) * limits.multiple) for side in (work_width, work_height))
    return Grid(width, height, work_width, work_height, columns, rows, limits.downscale)


def _pixels_of(tokens: int, downscale: int, work: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last + 1 pixel of the box under each token along one axis, at least one pixel, within the box."""
    first = np.minimum(np.arange(tokens) * downscale * side // work, side - 1)
    last = np.minimum(-(-(np.arange(tokens) + 1) * downscale * side // work), side)
    return first, np.maximum(last, first + 1)


def _largest(plane_HW: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The largest of each of these stretches of rows, which may overlap."""
    stretches = np.stack([first, last], axis=1).ravel()
    return np.maximum.reduceat(np.pad(plane_HW, ((0, 1), (0, 0))), stretches, axis=0)[::2]


def _sloping(plane_HW: np.ndarray, slope: float) -> np.ndarray:
    """Each pixel's largest of a column's values, less the slope times their distance."""
    climb_H1 = slope * np.arange(len(plane_HW))[:, None]
    below = np.maximum.accumulate(plane_HW + climb_H1) - climb_H1
    above = np.maximum.accumulate((plane_HW - climb_H1)[::-1])[::-1] + climb_H1
    return np.maximum(below, above)


def _span(start: int, length: int, margin: int, side: int, limits: Limits) -> tuple[int, int]:
    """Start and end along one axis of a stretch widened by the margin, at least native, moved into 0..side."""
    wanted = min(max(length + 2 * margin, limits.native), side)
    first = min(max(0, start - (wanted - length) // 2), side - wanted)
    cell = limits.downscale
    return first // cell * cell, min(side, -(-(first + wanted) // cell) * cell)
