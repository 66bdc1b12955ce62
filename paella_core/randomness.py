"""Randomness by counting: every number is a hash of where it is used, so it depends on nothing else.

A token's draw is keyed by (seed, purpose, step, row, column, label). It is the same in any batch, in any crop of the
grid, on any device and in any order.

Shape letters: B batch (one seed each), H W token rows and columns, K labels, E numbers of a vector, C channels,
N cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import torch
from torch import Tensor

UNIFORM_BITS = 23  # (n + 0.5) / 2**23 is exact in float32 and never 0 or 1
GOLDEN_RATIO = 0x9E3779B9
CACHED = 2**17  # how many numbers a CPU works on at a time: they stay in its cache


class Randomness(Protocol):
    """What the sampler asks for."""

    def noise(self, step: int) -> Tensor:
        """Tokens of pure noise, those of step 0 to start from -> (B, H, W) int64."""
        ...

    def renoise(self, step: int) -> Tensor:
        """The uniforms that decide which tokens are noised before a step -> (B, H, W), strictly between 0 and 1."""
        ...

    def gumbel(self, step: int, cells_N: Tensor) -> Iterator[Tensor]:
        """The Gumbel noise behind the draw of a step, for some of the cells after the other, in order -> (n, K) each.

        Cells are counted through (B, H, W). Each noise is the caller's to write over, and lost when the next is asked
        for.
        """
        ...


class Hashed(Randomness, Protocol):
    """A randomness whose Gumbel noise comes of hashes of cells, to be made for some labels only."""

    def hashes(self, step: int, cells_N: Tensor) -> Tensor:
        """The hash of each cell behind the draw of a step -> (N) int32."""
        ...


@dataclass(frozen=True)
class SwitchedRandomness:
    """One randomness before a step, and another from it on."""

    at_step: int
    before: Hashed
    after: Hashed

    def noise(self, step: int) -> Tensor:
        return self._of(step).noise(step)

    def renoise(self, step: int) -> Tensor:
        return self._of(step).renoise(step)

    def gumbel(self, step: int, cells_N: Tensor) -> Iterator[Tensor]:
        return self._of(step).gumbel(step, cells_N)

    def hashes(self, step: int, cells_N: Tensor) -> Tensor:
        return self._of(step).hashes(step, cells_N)

    def _of(self, step: int) -> Hashed:
        return self.before if step < self.at_step else self.after


class Purpose(IntEnum):
    """What a number is for, so that no two uses share one."""

    NOISE = 1
    RENOISE = 2
    GUMBEL = 3
    GAUSSIAN = 4
    FIELD = 5


@dataclass(frozen=True)
class CountedRandomness:
    """Counted randomness for a window of the token grid.

    `row0` and `col0` place the window on the picture's grid: two windows agree where they overlap.
    """

    seeds: Sequence[int]
    labels: int
    height: int
    width: int
    row0: int = 0
    col0: int = 0
    device: torch.device | str = "cpu"

    def noise(self, step: int) -> Tensor:
        bits_BHW = top_bits(self.cells(Purpose.NOISE, step)).long()
        return (bits_BHW * self.labels) >> UNIFORM_BITS

    def renoise(self, step: int) -> Tensor:
        return uniforms(self.cells(Purpose.RENOISE, step))

    def gumbel(self, step: int, cells_N: Tensor) -> Iterator[Tensor]:
        keys_N = self.hashes(step, cells_N)
        labels_K = mixed(counted(self.labels, 0, self.device))
        at_once = max(1, len(keys_N) if keys_N.device.type != "cpu" else CACHED // self.labels)
        hashes_NK = torch.empty(min(at_once, len(keys_N)), self.labels, dtype=torch.int32, device=self.device)
        spare_NK = torch.empty_like(hashes_NK)
        for some_N in keys_N.split(at_once):
            some_NK = torch.add(some_N[:, None], labels_K, out=hashes_NK[: len(some_N)])
            yield gumbel(uniforms(mixed(some_NK, spare_NK[: len(some_N)])))

    def hashes(self, step: int, cells_N: Tensor) -> Tensor:
        return self.cells(Purpose.GUMBEL, step).flatten()[cells_N]

    def cells(self, purpose: Purpose, step: int) -> Tensor:
        """A hash for each cell of the window -> (B, H, W) int32."""
        keys_B = keys(self.seeds, purpose, step, self.device)
        return cells(keys_B, counted(self.height, self.row0, self.device), counted(self.width, self.col0, self.device))


@dataclass(frozen=True)
class CountedGaussians:
    """Counted normal noise for vectors (B, E): call it with the step."""

    seeds: Sequence[int]
    width: int
    device: torch.device | str = "cpu"

    def __call__(self, step: int) -> Tensor:
        keys_B = keys(self.seeds, Purpose.GAUSSIAN, step, self.device)
        return gaussians(mixed(keys_B[:, None] + counted(2 * self.width, 0, self.device)))


@dataclass(frozen=True)
class CountedField:
    """Counted normal noise for a window of latents (B, C, H, W): call it with the step."""

    seeds: Sequence[int]
    channels: int
    height: int
    width: int
    row0: int = 0
    col0: int = 0
    device: torch.device | str = "cpu"

    def __call__(self, step: int) -> Tensor:
        keys_B = keys(self.seeds, Purpose.FIELD, step, self.device)
        rows, columns = counted(self.height, self.row0, self.device), counted(self.width, self.col0, self.device)
        channels = mixed(counted(2 * self.channels, 0, self.device))
        return gaussians(mixed(cells(keys_B, rows, columns)[..., None] + channels)).movedim(-1, 1)


def keys(seeds: Sequence[int], purpose: Purpose, step: int, device: torch.device | str) -> Tensor:
    """A hash of seed, purpose and step -> (B) int32."""
    seeds_B = mixed(wrapped(torch.tensor(list(seeds), device=device)))
    return mixed(mixed(seeds_B + int(purpose)) + step)


def counted(count: int, start: int, device: torch.device | str) -> Tensor:
    """`start`, `start` + 1 ... spread over the 32-bit numbers -> (count) int32."""
    return wrapped(torch.arange(start, start + count, device=device) * GOLDEN_RATIO)


def cells(keys_B: Tensor, rows_H: Tensor, columns_W: Tensor) -> Tensor:
    """A hash for each cell of a grid -> (B, H, W) int32."""
    rows_BH = mixed(keys_B[:, None] + rows_H)
    return mixed(rows_BH[..., None] + columns_W)


def wrapped(x: Tensor) -> Tensor:
    """int64 -> int32, modulo 2**32."""
    return (((x + 2**31) & 0xFFFFFFFF) - 2**31).int()


def mixed(x: Tensor, spare: Tensor | None = None) -> Tensor:
    """A bijective hash of 32 bits with low bias (two multiply-xorshift rounds), written over x; int32 wraps around.

    In place, and in `spare` of x's shape if given, because fresh memory costs ten times more than the arithmetic.
    """
    spare = torch.empty_like(x) if spare is None else spare
    x.bitwise_xor_(shifted(x, 16, spare)).mul_(0x21F0AAAD)
    x.bitwise_xor_(shifted(x, 15, spare)).mul_(0x735A2D97)
    return x.bitwise_xor_(shifted(x, 15, spare))


def shifted(x: Tensor, bits: int, out: Tensor) -> Tensor:
    """Shift right into `out`, filling with zeros."""
    return torch.bitwise_right_shift(x, bits, out=out).bitwise_and_((1 << (32 - bits)) - 1)


def top_bits(x: Tensor) -> Tensor:
    """The upper `UNIFORM_BITS` bits as numbers from 0, written over x."""
    return shifted(x, 32 - UNIFORM_BITS, x)


def uniforms(x: Tensor) -> Tensor:
    """Hashes -> float32 strictly between 0 and 1, written over x."""
    # The bits become the fraction of a float32 between 1 and 2; what is then taken away is exact.
    return top_bits(x).bitwise_or_(0x3F800000).view(torch.float32).sub_(1 - 2.0 ** -(UNIFORM_BITS + 1))


def gumbel(u: Tensor) -> Tensor:
    """Uniforms -> standard Gumbel noise, written over u."""
    return u.log_().neg_().log_().neg_()


def gaussians(x: Tensor) -> Tensor:
    """Hashes, two for each number along the last dimension -> standard normal float32 (Box and Muller)."""
    radii, angles = uniforms(x).chunk(2, dim=-1)
    return (-2 * radii.log()).sqrt() * (2 * math.pi * angles).cos()
