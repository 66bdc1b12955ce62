"""Randomness of a training, by name: nothing depends on batch-mates, on how many processes there are, or on a restart.

Shape letters: B samples.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import torch
from torch import Tensor


def stream(*names: object) -> torch.Generator:
    """A stream of random numbers of its own for each combination of names."""
    digest = hashlib.blake2b("/".join(map(str, names)).encode(), digest_size=7).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest))


class SampleRandomness:
    """What is drawn for the samples of a batch: each has its own stream, by the run's seed and its number."""

    def __init__(self, seed: int, numbers: Sequence[int], device: torch.device) -> None:
        self._streams = [stream(seed, "sample", number) for number in numbers]
        self._device = device

    def uniforms(self, *shape: int) -> Tensor:
        """(B, *shape) float32 in [0, 1)."""
        return self._drawn(lambda generator: torch.rand(shape, generator=generator))

    def normals(self, *shape: int) -> Tensor:
        """(B, *shape) float32, standard normal."""
        return self._drawn(lambda generator: torch.randn(shape, generator=generator))

    def integers(self, high: int, *shape: int) -> Tensor:
        """(B, *shape) int64 in [0, high)."""
        return self._drawn(lambda generator: torch.randint(high, shape, generator=generator))

    def _drawn(self, draw: Callable[[torch.Generator], Tensor]) -> Tensor:
        return torch.stack([draw(generator) for generator in self._streams]).to(self._device)
