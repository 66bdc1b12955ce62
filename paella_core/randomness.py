"""Randomness by counting: every number is a hash of where it is used, so it depends on nothing else.

A token's draw is keyed by (seed, purpose, step, row, column, label). It is the same in any batch, in any crop of the
grid, on any device and in any order.

Shape letters: B batch (one seed each), H W token rows and columns, K labels, E numbers of a vector.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import torch
from torch import Tensor

UNIFORM_BITS = 23  # (n + 0.5) / 2**23 is exact in float32 and never 0 or 1
GOLDEN_RATIO = 0x9E3779B9


class Randomness(Protocol):
    """What the sampler asks for. Uniforms lie strictly between 0 and 1."""

    def noise(self) -> Tensor:
        """The tokens of pure noise -> (B, H, W) int64."""
        ...

    def renoise(self, step: int) -> Tensor:
        """The uniforms that decide which tokens are noised before a step -> (B, H, W)."""
        ...

    def categorical(self, step: int) -> Tensor:
        """The uniforms behind the draw of a step -> (B, H, W, K)."""
        ...


class Purpose(IntEnum):
    """What a number is for, so that no two uses share one."""

    NOISE = 1
    RENOISE = 2
    CATEGORICAL = 3
    GAUSSIAN = 4


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

    def noise(self) -> Tensor:
        bits_BHW = top_bits(self.cells(Purpose.NOISE, 0)).long()
        return (bits_BHW * self.labels) >> UNIFORM_BITS

    def renoise(self, step: int) -> Tensor:
        return uniforms(self.cells(Purpose.RENOISE, step))

    def categorical(self, step: int) -> Tensor:
        labels_K = mixed(counted(self.labels, 0, self.device))
        return uniforms(mixed(self.cells(Purpose.CATEGORICAL, step)[..., None] + labels_K))

    def cells(self, purpose: Purpose, step: int) -> Tensor:
        """A hash for each cell of the window -> (B, H, W) int32."""
        keys_B = keys(self.seeds, purpose, step, self.device)
        rows_BH = mixed(keys_B[:, None] + counted(self.height, self.row0, self.device))
        return mixed(rows_BH[..., None] + counted(self.width, self.col0, self.device))


@dataclass(frozen=True)
class CountedGaussians:
    """Counted normal noise for vectors (B, E): call it with the step."""

    seeds: Sequence[int]
    width: int
    device: torch.device | str = "cpu"

    def __call__(self, step: int) -> Tensor:
        keys_B = keys(self.seeds, Purpose.GAUSSIAN, step, self.device)
        pairs_BE = mixed(keys_B[:, None] + counted(2 * self.width, 0, self.device))
        radii, angles = uniforms(pairs_BE).chunk(2, dim=1)
        return (-2 * radii.log()).sqrt() * (2 * math.pi * angles).cos()


def keys(seeds: Sequence[int], purpose: Purpose, step: int, device: torch.device | str) -> Tensor:
    """A hash of seed, purpose and step -> (B) int32."""
    seeds_B = mixed(wrapped(torch.tensor(list(seeds), device=device)))
    return mixed(mixed(seeds_B + int(purpose)) + step)


def counted(count: int, start: int, device: torch.device | str) -> Tensor:
    """`start`, `start` + 1 ... spread over the 32-bit numbers -> (count) int32."""
    return wrapped(torch.arange(start, start + count, device=device) * GOLDEN_RATIO)


def wrapped(x: Tensor) -> Tensor:
    """int64 -> int32, modulo 2**32."""
    return (((x + 2**31) & 0xFFFFFFFF) - 2**31).int()


def mixed(x: Tensor) -> Tensor:
    """A bijective hash of 32 bits with low bias (two multiply-xorshift rounds), written over x; int32 wraps around.

    In place, because fresh memory costs ten times more than the arithmetic.
    """
    spare = torch.empty_like(x)
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
    """Hashes, which are lost -> float32 strictly between 0 and 1."""
    return top_bits(x).float().add_(0.5).mul_(2.0**-UNIFORM_BITS)
