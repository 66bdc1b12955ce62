"""The token sampler: noise what may change, predict every token, draw, and again with less noise.

Shape letters: B batch, H W token rows and columns, N cells (counted through B, H and W), C numbers of a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from paella_core.draws import Draw
from paella_core.randomness import Randomness
from paella_core.schedule import Schedule

Predict = Callable[[Tensor, float, int], Tensor]
"""(tokens_BHW, the schedule's level, step) -> (B, H, W, C): logits, or that of which the draw makes logits. Guidance,
regions, re-weighting are wrapped around it."""


class Sampled(NamedTuple):
    """The tokens after a step, complete and not noised again: what a preview shows."""

    step: int
    tokens_BHW: Tensor


def sample(
    predict: Predict,
    draw: Draw,
    schedule: Schedule,
    randomness: Randomness,
    known_BHW: Tensor | None = None,
    unlock_BHW: Tensor | None = None,
) -> Iterator[Sampled]:
    """Paella's sampling (arXiv 2211.07292), for generating and for every kind of editing. Stop iterating to cancel.

    Args:
        known_BHW: the picture's tokens; None starts from noise alone.
        unlock_BHW: the noise level, 0..1, at which a token may begin to change: 1 from the start, 0 never.
            A mask is a map of ones and zeros, a strength map anything between. None: every token may change.
            It lies on the CPU, so that nothing waits for a device to learn which tokens are drawn.
    """
    noise_BHW = seen_BHW = randomness.noise(0)
    tokens_BHW, device = noise_BHW if known_BHW is None else known_BHW, noise_BHW.device
    unlock_BHW = torch.ones(tokens_BHW.shape) if unlock_BHW is None else unlock_BHW
    locked_BHW = torch.ones_like(tokens_BHW, dtype=torch.bool)
    for step, t in enumerate(schedule.ts[:-1]):
        unlocked_BHW = (unlock_BHW >= t) & (unlock_BHW > 0)
        cells_N, free_BHW = unlocked_BHW.flatten().nonzero()[:, 0].to(device), unlocked_BHW.to(device)
        # A token that unlocks is noised, whatever the step: it has not been yet.
        loose_BHW = free_BHW if step <= schedule.renoise_steps else free_BHW & locked_BHW
        source_BHW = torch.where(locked_BHW, noise_BHW, renoise_source(schedule, randomness, step, seen_BHW))
        share_BHW = torch.where(locked_BHW, t, schedule.renoise_share(step))
        seen_BHW = torch.where(loose_BHW & (randomness.renoise(step) <= share_BHW), source_BHW, tokens_BHW)
        predicted_BHWC = predict(seen_BHW, schedule.levels[step], step)
        drawn_N = draw(predicted_BHWC.flatten(0, 2)[cells_N], step, cells_N)
        tokens_BHW = seen_BHW.flatten().index_copy(0, cells_N, drawn_N).view_as(seen_BHW)
        locked_BHW = ~free_BHW
        yield Sampled(step, tokens_BHW)


def renoise_source(schedule: Schedule, randomness: Randomness, step: int, seen_BHW: Tensor) -> Tensor:
    """The tokens that noise is taken from before a step; `seen_BHW` are those that the step before predicted from."""
    match schedule.renoise_from:
        case "start":
            return randomness.noise(0)
        case "prev":
            return seen_BHW
        case "posterior":
            return seen_BHW if schedule.keeps_clean(step) else randomness.noise(0)
        case "rand":
            return randomness.noise(step)
