"""The token sampler: noise what may change, predict every token, draw, and again with less noise.

Shape letters: B batch, H W token rows and columns, K labels, D numbers of a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
from torch import Tensor

from paella_core.networks.vqgan_f4 import nearest_codes
from paella_core.randomness import Randomness
from paella_core.schedule import Schedule

Predict = Callable[[Tensor, float, int], Tensor]
"""(tokens_BHW, noise level t, step) -> logits_BKHW. Guidance, regions and re-weighting are wrapped around it."""

Draw = Callable[[Tensor, int], Tensor]
"""(logits_BKHW, step) -> tokens_BHW."""


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
    """
    noise_BHW = randomness.noise()
    tokens_BHW = noise_BHW if known_BHW is None else known_BHW
    unlock_BHW = torch.ones_like(tokens_BHW, dtype=torch.float32) if unlock_BHW is None else unlock_BHW
    for step, t in enumerate(schedule.ts[:-1]):
        free_BHW = unlock_BHW >= t
        if step <= schedule.renoise_steps:
            noised_BHW = free_BHW & (randomness.renoise(step) <= t)
            tokens_BHW = torch.where(noised_BHW, noise_BHW, tokens_BHW)
        drawn_BHW = draw(predict(tokens_BHW, t, step), step)
        tokens_BHW = torch.where(free_BHW, drawn_BHW, tokens_BHW)
        yield Sampled(step, tokens_BHW)


def multinomial(schedule: Schedule, randomness: Randomness) -> Draw:
    """Draw each token from its softmax at the step's temperature (by the Gumbel trick)."""

    def draw(logits_BKHW: Tensor, step: int) -> Tensor:
        logits_BHWK = logits_BKHW.permute(0, 2, 3, 1).float()
        exponential_BHWK = randomness.categorical(step).log().neg_()
        return (logits_BHWK / schedule.temperatures[step]).sub_(exponential_BHWK.log_()).argmax(-1)

    return draw


def argmax(logits_BKHW: Tensor, _step: int) -> Tensor:
    """Take the likeliest label."""
    return logits_BKHW.argmax(1)


def quant(schedule: Schedule, codebook_KD: Tensor) -> Draw:
    """Average the codes by the softmax at the step's temperature, and take the code nearest to the average."""

    def draw(logits_BKHW: Tensor, step: int) -> Tensor:
        logits_BHWK = logits_BKHW.permute(0, 2, 3, 1).float()
        means_BHWD = (logits_BHWK / schedule.temperatures[step]).softmax(-1) @ codebook_KD.float()
        return nearest_codes(means_BHWD.flatten(0, 2), codebook_KD).view(means_BHWD.shape[:-1])

    return draw


def switched(at_step: int, before: Draw, after: Draw) -> Draw:
    """Draw one way before a step, and another from it on."""
    return lambda logits_BKHW, step: (before if step < at_step else after)(logits_BKHW, step)
