"""How tokens are drawn from what the network predicts.

Shape letters: B batch, H W token rows and columns, K labels, D numbers of a code, N cells.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from paella_core.networks.vqgan_f4 import nearest_codes
from paella_core.randomness import Randomness
from paella_core.schedule import Schedule

Draw = Callable[[Tensor, int], Tensor]
"""(logits_BKHW, step) -> tokens_BHW."""

COLDEST = 1e-10


def multinomial(schedule: Schedule, randomness: Randomness) -> Draw:
    """Draw each token from its softmax at the step's temperature (by the Gumbel trick)."""

    def draw(logits_BKHW: Tensor, step: int) -> Tensor:
        logits_BHWK = logits_BKHW.permute(0, 2, 3, 1)
        rest_NK, heat = logits_BHWK.flatten(0, 2).float(), 1 / max(schedule.temperatures[step], COLDEST)
        drawn: list[Tensor] = []
        for noise_NK in randomness.gumbel(step):
            logits_NK, rest_NK = rest_NK[: len(noise_NK)], rest_NK[len(noise_NK) :]
            drawn.append(noise_NK.add_(logits_NK, alpha=heat).argmax(-1))
        return torch.cat(drawn).view(logits_BHWK.shape[:-1])

    return draw


def argmax(logits_BKHW: Tensor, _step: int) -> Tensor:
    """Take the likeliest label."""
    return logits_BKHW.argmax(1)


def quant(schedule: Schedule, codebook_KD: Tensor) -> Draw:
    """Average the codes by the softmax at the step's temperature, and take the code nearest to the average."""

    def draw(logits_BKHW: Tensor, step: int) -> Tensor:
        logits_BHWK = logits_BKHW.permute(0, 2, 3, 1).float()
        means_BHWD = (logits_BHWK / max(schedule.temperatures[step], COLDEST)).softmax(-1) @ codebook_KD.float()
        return nearest_codes(means_BHWD.flatten(0, 2), codebook_KD).view(means_BHWD.shape[:-1])

    return draw


def switched(at_step: int, before: Draw, after: Draw) -> Draw:
    """Draw one way before a step, and another from it on."""
    return lambda logits_BKHW, step: (before if step < at_step else after)(logits_BKHW, step)


def typical(draw: Draw, mass: float, min_tokens: int = 1) -> Draw:
    """Draw from the typical labels only: see `typical_logits`."""
    return lambda logits_BKHW, step: draw(typical_logits(logits_BKHW, mass, min_tokens), step)


def typical_logits(logits_BKHW: Tensor, mass: float, min_tokens: int = 1) -> Tensor:
    """Keep the labels whose surprise is nearest to the expected one (arXiv 2202.00666), until they hold `mass` of the
    probability, at least `min_tokens` of them; the others become -inf. A mass of 1 or more keeps all."""
    logs = logits_BKHW.float().log_softmax(1)
    surprise = -logs - (-logs * logs.exp()).nansum(1, keepdim=True)
    scores, order = surprise.abs().sort(1)
    last = (logs.exp().gather(1, order).cumsum(1) < mass).sum(1, keepdim=True)
    highest = scores.gather(1, last.clamp(min_tokens - 1, scores.shape[1] - 1))
    return logits_BKHW.masked_fill(surprise.abs() > highest, -torch.inf)


class Memory:
    """What was drawn at each step of the previous picture of a series. For one series; see `steadied`."""

    def __init__(self) -> None:
        self._steps: dict[int, tuple[Tensor, Tensor]] = {}

    def settle(self, step: int, winners_BHW: Tensor, tokens_BHW: Tensor) -> Tensor:
        """The tokens, the previous picture's where the winner is the same; remembered for the next picture."""
        if step in self._steps:
            winners_before, tokens_before = self._steps[step]
            tokens_BHW = torch.where(winners_BHW == winners_before, tokens_before, tokens_BHW)
        self._steps[step] = winners_BHW, tokens_BHW
        return tokens_BHW


def steadied(draw: Draw, memory: Memory) -> Draw:
    """Draw without flicker from picture to picture: a cell whose likeliest label, its winner, is still that of the
    previous picture at the same step keeps the token drawn there."""
    return lambda logits_BKHW, step: memory.settle(step, argmax(logits_BKHW, step), draw(logits_BKHW, step))
