"""Make only the wanted part of a large grid, in parts where memory is short, with the same result: each part is made
with as much around it as it depends on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor

from paella_core.networks.trimmed import Cells
from paella_core.request import Box


class Part(NamedTuple):
    """Along one axis: the cells from `first` to `last` are wanted, those from `seen_first` to `seen_last` are read."""

    first: int
    last: int
    seen_first: int
    seen_last: int

    @property
    def within(self) -> slice:
        """The wanted cells among those that are read."""
        return slice(self.first - self.seen_first, self.last - self.seen_first)


def in_parts(
    make: Callable[[Tensor, Cells], Tensor], grid: Tensor, wanted: Box, reach: int | None, largest: int | None = None
) -> Tensor:
    """What `make` makes of the wanted cells of a grid (..., h, w), so that far cells need not be read.

    What lies at the border of a part is wrong only where it is not wanted, or where it is the border of the grid too.

    Args:
        make: a grid and which of its cells are wanted -> (..., H, W), of a whole number of pixels for each of these.
        wanted: a box of cells, not empty.
        reach: how many cells away a cell can matter; None: everywhere. Then the result is that of the whole grid, but
            for rounding.
        largest: it is never asked for more cells than that along a side, more than twice the reach; None: for any.
    """
    rows = parts(wanted.top, wanted.height, grid.shape[-2], reach, largest)
    columns = parts(wanted.left, wanted.width, grid.shape[-1], reach, largest)
    return torch.cat([torch.cat([_part(make, grid, row, column) for column in columns], -1) for row in rows], -2)


def parts(first: int, length: int, side: int, reach: int | None, largest: int | None) -> list[Part]:
    """The cells from `first` on, of a side, in as few parts as can be, of about the same length."""
    if reach is None:
        return [Part(first, first + length, 0, side)]
    whole = _around(first, first + length, side, reach)
    if largest is None or whole.seen_last - whole.seen_first <= largest:
        return [whole]
    count = -(-length // (largest - 2 * reach))
    borders = [first + length * index // count for index in range(count + 1)]
    return [_around(start, stop, side, reach) for start, stop in pairwise(borders)]


def _around(first: int, last: int, side: int, reach: int) -> Part:
    return Part(first, last, max(0, first - reach), min(side, last + reach))


def _part(make: Callable[[Tensor, Cells], Tensor], grid: Tensor, row: Part, column: Part) -> Tensor:
    seen = grid[..., row.seen_first : row.seen_last, column.seen_first : column.seen_last]
    # A copy, so that what was made around it goes.
    return make(seen, (row.within, column.within)).clone()
