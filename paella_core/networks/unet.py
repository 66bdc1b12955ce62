"""The body that Paella v1's denoiser and both clip2img networks share: levels of residual blocks with skips between.

Shape letters: B batch, H W rows and columns of the grid, h w at the level in hand, C channels of the level,
E channels of the condition, timestep embedding included.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.resblock import ResBlock

NO_MIXERS: Mapping[int, nn.Module] = {}


@dataclass(frozen=True)
class UNetConfig:
    """What the published constructors have in common. Down levels are counted from the finest, up levels from the
    deepest; each has so many residual blocks. A level has twice the channels of the next finer one."""

    c_hidden: int = 1280
    c_r: int = 64
    down_levels: Sequence[int] = (4, 8, 16)
    up_levels: Sequence[int] = (16, 8, 4)

    def __post_init__(self) -> None:
        if len(self.down_levels) != len(self.up_levels):
            raise ValueError(f"{len(self.down_levels)} levels down cannot meet {len(self.up_levels)} levels up.")

    @property
    def widths(self) -> list[int]:
        """Channels of each level, finest first."""
        return [self.c_hidden >> level for level in reversed(range(len(self.down_levels)))]

    @property
    def grid_multiple(self) -> int:
        """H and W are multiples of this."""
        return 1 << (len(self.down_levels) - 1)

    @property
    def smallest_grid(self) -> int:
        """H and W are at least this: the deepest level mirrors its border, which takes two positions."""
        return 2 * self.grid_multiple


class UNet(nn.Module):
    """The way down and the way up. Networks add what comes before and after."""

    def __init__(
        self, config: UNetConfig, down: Iterable[Iterable[nn.Module]], up: Iterable[Iterable[nn.Module]]
    ) -> None:
        super().__init__()
        self.grid_multiple, self.smallest_grid = config.grid_multiple, config.smallest_grid
        self.down_blocks = nn.ModuleList(nn.ModuleList(level) for level in down)
        self.up_blocks = nn.ModuleList(nn.ModuleList(level) for level in up)
        damp(self.down_blocks)
        damp(self.up_blocks)

    def down(self, x_BCHW: Tensor, conditions: Sequence[Tensor]) -> list[Tensor]:
        """The embedded grid -> the output of each level, finest first."""
        outputs = []
        for level, condition_BhwE in zip(self.down_blocks, conditions, strict=True):
            x_BCHW = run(level, x_BCHW, condition_BhwE)
            outputs.append(x_BCHW)
        return outputs

    def up(self, outputs: Sequence[Tensor], conditions: Sequence[Tensor]) -> list[Tensor]:
        """The outputs of the way down -> the output of each level on the way up, deepest first."""
        x_BChw, ups = outputs[-1], []
        skips = [None, *reversed(outputs[:-1])]
        for level, condition_BhwE, skip_BChw in zip(self.up_blocks, reversed(conditions), skips, strict=True):
            x_BChw = run(level, x_BChw, condition_BhwE, skip_BChw)
            ups.append(x_BChw)
        return ups

    def conditions(self, condition: Tensor, time_BE: Tensor, grid: Sequence[int]) -> list[Tensor]:
        """The condition, (B, E) or a map (B, E, h, w), joined by the timestep embedding -> BhwE for each level.

        A map is resized bilinearly from its own size to the grid of each level, finest first; a single position
        stays one, for all alike.

        Raises:
            ValueError: the grid (H, W) does not fit the network.
        """
        sizes = self.grids(grid)
        map_BEhw = condition if condition.dim() == 4 else condition[:, :, None, None]
        time_BEhw = time_BE.to(map_BEhw.dtype)[:, :, None, None].expand(-1, -1, *map_BEhw.shape[2:])
        joined_BEhw = torch.cat([map_BEhw, time_BEhw], dim=1)
        return [resized(joined_BEhw, size).permute(0, 2, 3, 1).contiguous() for size in sizes]

    def grids(self, grid: Sequence[int]) -> list[tuple[int, int]]:
        """Rows and columns of each level, finest first.

        Raises:
            ValueError: the grid (H, W) does not fit the network.
        """
        height, width = grid
        if height % self.grid_multiple or width % self.grid_multiple or min(grid) < self.smallest_grid:
            raise ValueError(
                f"A grid of {height} x {width} does not fit the network: both sides must be multiples of "
                f"{self.grid_multiple}, and at least {self.smallest_grid}."
            )
        return [(height >> level, width >> level) for level in range(len(self.down_blocks))]


def run(level: nn.Module, x_BChw: Tensor, condition_BhwE: Tensor, skip_BChw: Tensor | None = None) -> Tensor:
    """Run the layers of a level one after another; the first residual block reads the skip."""
    for layer in level.children():
        if isinstance(layer, ResBlock):
            x_BChw, skip_BChw = layer(x_BChw, condition_BhwE, skip_BChw), None
        else:
            x_BChw = layer(x_BChw)
    return x_BChw


def resized(map_BEhw: Tensor, size: Sequence[int]) -> Tensor:
    """A map at another size, bilinear without antialiasing; one position stays as it is."""
    if map_BEhw.shape[2:] == (1, 1):
        return map_BEhw
    return F.interpolate(map_BEhw, size=list(size), mode="bilinear", align_corners=False)


def plain_paths(config: UNetConfig, c_cond: int) -> tuple[list[list[nn.Module]], list[list[nn.Module]]]:
    """The way down and the way up of the first versions: convolutions throughout, an up level ends by doubling."""
    levels = range(len(config.widths))
    down = [down_level(config, c_cond, level) for level in levels]
    return down, [[*up_blocks(config, c_cond, level), *doubling(config, level)] for level in levels]


def down_level(
    config: UNetConfig, c_cond: int, level: int, mixers: Mapping[int, nn.Module] = NO_MIXERS
) -> list[nn.Module]:
    """The way down through a level, 0 being the finest: halve the grid (but for the finest), then its blocks."""
    width, finer = config.widths[level], config.widths[level - 1]
    halve = [nn.Conv2d(finer, width, 4, stride=2, padding=1)] if level else []
    return [*halve, *res_blocks(width, c_cond, config.down_levels[level], 0, mixers)]


def up_blocks(
    config: UNetConfig, c_cond: int, level: int, mixers: Mapping[int, nn.Module] = NO_MIXERS
) -> list[nn.Module]:
    """The blocks of an up level, 0 being the deepest; the first of all others reads the skip."""
    width = config.widths[-1 - level]
    return res_blocks(width, c_cond, config.up_levels[level], width if level else 0, mixers)


def doubling(config: UNetConfig, level: int) -> list[nn.Module]:
    """The layer between an up level and the next, which doubles the grid; none before the first or after the last."""
    if not 0 <= level < len(config.widths) - 1:
        return []
    width, finer = config.widths[-1 - level], config.widths[-2 - level]
    return [nn.ConvTranspose2d(width, finer, 4, stride=2, padding=1)]


def res_blocks(width: int, c_cond: int, count: int, c_skip: int, mixers: Mapping[int, nn.Module]) -> list[nn.Module]:
    """The blocks of a level; the first has room for a skip, those named in `mixers` mix over positions by those."""
    return [ResBlock(width, c_cond, 0 if i else c_skip, mixers.get(i)) for i in range(count)]


@torch.no_grad()
def damp(path: nn.Module) -> None:
    """The published start of a path: the more blocks it has, the less each says."""
    blocks = [layer for layer in path.modules() if isinstance(layer, ResBlock)]
    for block in blocks:
        block.channelwise.get_parameter("2.weight").mul_(math.sqrt(1 / len(blocks)))
