"""Encode and decode pictures part by part: what is wanted is read with as much around it as matters, and no more.

Shape letters: B pictures, h w rows and columns of cells, p pixels along a side of a cell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from paella_core.contexts import bounds
from paella_core.images import from_tensor, to_tensor
from paella_core.networks.trimmed import Cells
from paella_core.request import Box
from paella_core.tiling import in_parts


class Decoding(NamedTuple):
    """How pictures are decoded: `decode` makes (B, 3, H, W) of the wanted ones among codes (B, ..., h, w), a cell of
    pixels for each.

    A code matters up to `reach` cells beyond its own (None: everywhere). No more than `largest` codes along a side are
    decoded at once (None: any number).
    """

    decode: Callable[[Tensor, Cells], Tensor]
    reach: int | None
    largest: int | None = None

    def pictures(self, codes: Tensor, looked_at: Box | None = None) -> list[np.ndarray]:
        """Float pictures (HW3) of codes: in the cells that are looked at (None: all) as decoded, 0 elsewhere."""
        whole = all_cells(codes)
        box = looked_at or whole
        parts = from_tensor(in_parts(self.decode, codes, box, self.reach, self.largest))
        return parts if box == whole else [_amid_zeros(part, box, whole) for part in parts]


class Encoding(NamedTuple):
    """How pictures are encoded: `encode` makes codes (1, ..., h, w) of a picture (1, 3, H, W), one for each cell.

    A code depends on its cell, of `pixels` a side, and on pixels up to `reach` beyond it (None: on all). No more than
    `largest` cells along a side are encoded at once (None: any number).
    """

    encode: Callable[[Tensor], Tensor]
    pixels: int
    reach: int | None
    largest: int | None = None

    def codes(self, picture_HW3: np.ndarray, wanted: Box | None = None) -> Tensor:
        """The codes (1, ..., h, w) of the wanted cells (None: of all) of a float picture."""
        side, image_13HW = self.pixels, to_tensor(picture_HW3, torch.device("cpu"))
        cells_13pphw = image_13HW.unflatten(3, (-1, side)).unflatten(2, (-1, side)).permute(0, 1, 3, 5, 2, 4)
        reach = None if self.reach is None else -(-self.reach // side)
        return in_parts(self._of_cells, cells_13pphw, wanted or all_cells(cells_13pphw), reach, self.largest)

    def stale(self, old_HW3: np.ndarray, new_HW3: np.ndarray) -> Box:
        """The smallest box of cells outside which pictures of one size have the same codes; empty if they are equal."""
        height, width = new_HW3.shape[:2]
        # Numbers of a row, not pixels, are compared: to reduce over three colours first takes ten times as long.
        differs = (new_HW3 != old_HW3).reshape(height, 3 * width)
        if not differs.any():
            return Box(0, 0, 0, 0)
        left, top, numbers, high = bounds(differs)
        first_column, columns = self._dependent(left // 3, -(-(left + numbers) // 3), width)
        first_row, rows = self._dependent(top, top + high, height)
        return Box(first_column, first_row, columns, rows)

    def _dependent(self, start: int, stop: int, side: int) -> tuple[int, int]:
        """The first cell along a side, and the number of cells, that depend on the pixels from `start` to `stop`."""
        reach = side if self.reach is None else self.reach
        first, last = max(0, start - reach) // self.pixels, -(-min(side, stop + reach) // self.pixels)
        return first, last - first

    def _of_cells(self, cells_13pphw: Tensor, wanted: Cells) -> Tensor:
        return self.encode(cells_13pphw.permute(0, 1, 4, 2, 5, 3).flatten(4, 5).flatten(2, 3))[..., *wanted]


def all_cells(grid: Tensor) -> Box:
    """The box of a whole grid (..., h, w)."""
    rows, columns = grid.shape[-2:]
    return Box(0, 0, columns, rows)


def _amid_zeros(part_HW3: np.ndarray, box: Box, whole: Box) -> np.ndarray:
    """A part of a picture at the place of its box of cells."""
    side = len(part_HW3) // box.height
    picture_HW3 = np.zeros((whole.height * side, whole.width * side, 3), part_HW3.dtype)
    picture_HW3[Box(*(side * number for number in box)).slices] = part_HW3
    return picture_HW3
