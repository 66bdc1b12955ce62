"""Which part of a picture a model looks at: the box around what is painted, how it lies on tokens, and how far beyond
the mask an edge mode reaches. Imports no torch: the editor shows all this before a model is loaded.

A mask is (H, W) uint8: 0 keeps, 255 may change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from paella_core.request import Box, Edge

LANCZOS = 3  # pixels, of the coarser picture, around a pixel that scaling mixes into it
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


class Sizes(Protocol):
    """What a pack's manifest says of sizes."""

    @property
    def native_size(self) -> int: ...

    @property
    def largest_size(self) -> int: ...

    @property
    def downscale(self) -> int: ...

    @property
    def size_multiple(self) -> int: ...

    @property
    def smallest_grid(self) -> int: ...


def limits_of(pack: Sizes) -> Limits:
    """What a pack can look at, by its manifest."""
    return Limits(pack.native_size, pack.largest_size, pack.downscale, pack.size_multiple, pack.smallest_grid)


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

    def tokens_of(self, part: Box, around: int) -> Box:
        """The tokens that a part of the box is scaled from, with pixels around it as far as they lie in the box."""
        left, columns = self._under(part.left - around, part.left + part.width + around, self.width, self.work_width)
        top, rows = self._under(part.top - around, part.top + part.height + around, self.height, self.work_height)
        return Box(left, top, columns, rows)

    def offset(self, box: Box) -> tuple[int, int]:
        """Row and column of the grid's first token among the tokens of the whole picture at this scale."""
        return (
            box.top * self.work_height // (self.height * self.downscale),
            box.left * self.work_width // (self.width * self.downscale),
        )

    def _under(self, start: int, stop: int, side: int, work: int) -> tuple[int, int]:
        """The first token along an axis, and the number of tokens, for the pixels from `start` to `stop` of a side."""
        scale = work / side
        blurred = 0 if work == side else LANCZOS * max(1.0, scale)
        first = max(0, math.floor(max(0, start) * scale - blurred)) // self.downscale
        last = -(-min(work, math.ceil(min(side, stop) * scale + blurred)) // self.downscale)
        return first, last - first


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


def reach(edge: Edge, cell: float) -> int:
    """How many pixels beyond the mask an edge mode may change, where a token is `cell` pixels wide."""
    cells = _REACH_IN_CELLS[edge]
    return max(_LEAST_REACH, round(cells * cell)) if cells else 0


def _grid(width: int, height: int, scale: float, limits: Limits) -> Grid:
    work_width, work_height = max(1, round(width * scale)), max(1, round(height * scale))
    cell = limits.downscale * limits.multiple
    columns, rows = (max(limits.smallest, -(-side // cell) * limits.multiple) for side in (work_width, work_height))
    return Grid(width, height, work_width, work_height, columns, rows, limits.downscale)


def _span(start: int, length: int, margin: int, side: int, limits: Limits) -> tuple[int, int]:
    """Start and end along one axis of a stretch widened by the margin, at least native, moved into 0..side."""
    wanted = min(max(length + 2 * margin, limits.native), side)
    first = min(max(0, start - (wanted - length) // 2), side - wanted)
    cell = limits.downscale
    return first // cell * cell, min(side, -(-(first + wanted) // cell) * cell)
