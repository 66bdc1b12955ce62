"""Sampling on a small grid, by a prediction that keeps what it sees."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from paella_core.draws import multinomial
from paella_core.randomness import CountedRandomness
from paella_core.sampling import Predict, sample
from paella_core.schedule import Schedule

K, H, W = 16, 6, 8
SCHEDULE = Schedule.linear(5, guidance=1.0)
KNOWN = torch.arange(H * W).view(1, H, W) % K


class Watched:
    """A prediction that depends on what it sees, and keeps it."""

    def __init__(self) -> None:
        self.seen: list[Tensor] = []

    def __call__(self, tokens_BHW: Tensor, t: float, step: int) -> Tensor:
        self.seen.append(tokens_BHW)
        return torch.cos(torch.arange(K) * (1 + t) + tokens_BHW[..., None] + step)


def source(
    seeds: Sequence[int] = (3,), row0: int = 0, col0: int = 0, height: int = H, width: int = W
) -> CountedRandomness:
    return CountedRandomness(seeds, K, height, width, row0, col0)


def run(predict: Predict, schedule: Schedule = SCHEDULE, seeds: Sequence[int] = (3,), **known: Tensor) -> list[Tensor]:
    randomness = source(seeds)
    return [s.tokens_BHW for s in sample(predict, multinomial(schedule, randomness), schedule, randomness, **known)]
