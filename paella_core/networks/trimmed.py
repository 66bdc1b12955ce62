"""The blocks of a decoder, which cut away after each what no wanted pixel depends on any more.

Shape letters: B batch, C channels, h w rows and columns of the level.
"""

from __future__ import annotations

from itertools import accumulate

from torch import Tensor, nn

Cells = tuple[slice, slice]  # rows and columns of a grid, from a start to a stop


class TrimmedBlocks(nn.Sequential):
    """Blocks that see one cell around each, doublings (`ConvTranspose2d` of 4 by 2), and layers of each cell alone
    (`Sequential`), one after the other.

    A wanted part costs less with each block, although all that it depends on is given: the cells around it are needed
    by the first block only.
    """

    @property
    def reach(self) -> int:
        """How many cells of the first level away a cell can change the last one."""
        return self._reaches()[0]

    def forward(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, x_BChw: Tensor, wanted: Cells | None = None
    ) -> Tensor:
        """All blocks -> BChw; of wanted cells of x (None: of all) the cells of the last level."""
        if wanted is None:
            return super().forward(x_BChw)
        for block, reach in zip(self, self._reaches()[1:], strict=True):
            x_BChw = block(x_BChw)
            if isinstance(block, nn.ConvTranspose2d):
                wanted = of_finer(wanted, 2)
            around = _around(wanted, reach)
            x_BChw, wanted = x_BChw[..., *around], _within(wanted, around)
        return x_BChw

    def _reaches(self) -> list[int]:
        """How far what is wanted depends on its surroundings: before the first block, and after each."""
        return list(accumulate(reversed(list(self)), _before, initial=0))[::-1]


def of_finer(cells: Cells, times: int) -> Cells:
    """The same part of a grid with `times` as many rows and columns."""
    rows, columns = (slice(times * side.start, times * side.stop) for side in cells)
    return rows, columns


def _before(reach: int, block: nn.Module) -> int:
    """How far is looked before a block, for what reaches so far after it."""
    if isinstance(block, nn.ConvTranspose2d):
        return reach // 2 + 1
    return reach if isinstance(block, nn.Sequential) else reach + 1


def _around(cells: Cells, reach: int) -> Cells:
    rows, columns = (slice(max(0, side.start - reach), side.stop + reach) for side in cells)
    return rows, columns


def _within(cells: Cells, part: Cells) -> Cells:
    """Cells counted from where a part of the grid begins."""
    rows, columns = (
        slice(side.start - of_part.start, side.stop - of_part.start) for side, of_part in zip(cells, part, strict=True)
    )
    return rows, columns
