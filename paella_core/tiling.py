"""Decode a large grid part by part, with the same result: each part with as much around it as it depends on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor


class Part(NamedTuple):
    """Along one axis: the cells from `first` to `last` are wanted, those from `seen_first` to `seen_last` are read."""

    first: int
    last: int
    seen_first: int
    seen_last: int


def in_tiles(decode: Callable[[Tensor], Tensor], grid: Tensor, largest: int, reach: int) -> Tensor:
    """What `decode` makes of a grid (..., h, w), never asked for more than `largest` cells along a side.

    Args:
        decode: a grid -> pictures (B, C, H, W), of a whole number of pixels a cell.
        largest: more than twice the reach.
        reach: how many cells away a cell can matter. Then the result is that of the whole grid, but for rounding.
    """
    rows, columns = (parts(side, largest, reach) for side in grid.shape[-2:])
    if len(rows) == len(columns) == 1:
        return decode(grid)
    return torch.cat([torch.cat([_part(decode, grid, row, column) for column in columns], -1) for row in rows], -2)


def parts(side: int, largest: int, reach: int) -> list[Part]:
    """A side in as few parts as can be, of about the same length."""
    if side <= largest:
        return [Part(0, side, 0, side)]
    count = -(-side // (largest - 2 * reach))
    borders = [side * index // count for index in range(count + 1)]
    return [Part(first, last, max(0, first - reach), min(side, last + reach)) for first, last in pairwise(borders)]


def _part(decode: Callable[[Tensor], Tensor], grid: Tensor, row: Part, column: Part) -> Tensor:
    seen = grid[..., row.seen_first : row.seen_last, column.seen_first : column.seen_last]
    picture_BCHW = decode(seen)
    cell = picture_BCHW.shape[-1] // seen.shape[-1]
    top, bottom, left, right = (
        (place - part.seen_first) * cell for part in (row, column) for place in (part.first, part.last)
    )
    # A copy, so that what was decoded around it goes.
    return picture_BCHW[..., top:bottom, left:right].clone()
