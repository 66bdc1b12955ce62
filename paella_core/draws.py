"""How tokens are drawn from what the network predicts.

Shape letters: K labels, D numbers of a code, N cells, C numbers of a cell.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from paella_core.networks.vqgan_f4 import nearest_codes
from paella_core.randomness import Hashed, Randomness
from paella_core.schedule import Schedule
from paella_core.typical import draw_typical, typical_logits

Draw = Callable[[Tensor, int, Tensor], Tensor]
"""(logits_NK, step, which cells they are of) -> tokens_N. Cells are counted through batch, rows and columns."""

COLDEST = 1e-10
LOGITS_AT_ONCE = {"cpu": 1 << 21}  # numbers: a CPU reads what it has just written from its cache
MOST_LOGITS_AT_ONCE = 1 << 27


def headed(head: Callable[[Tensor], Tensor], draw: Draw, labels: int) -> Draw:
    """Draw from what a head makes logits of (rows_NC -> logits_NK), some cells at a time: all logits are never there
    at once."""

    def drawn(rows_NC: Tensor, step: int, cells_N: Tensor) -> Tensor:
        numbers = LOGITS_AT_ONCE.get(rows_NC.device.type, MOST_LOGITS_AT_ONCE)
        some = max(1, numbers // labels)
        parts = zip(rows_NC.split(some), cells_N.split(some), strict=True)
        return torch.cat([draw(head(rows_nC), step, cells_n) for rows_nC, cells_n in parts])

    return drawn


def multinomial(schedule: Schedule, randomness: Randomness) -> Draw:
    """Draw each token from its softmax at the step's temperature (by the Gumbel trick)."""

    def draw(logits_NK: Tensor, step: int, cells_N: Tensor) -> Tensor:
        rest_NK, heat = logits_NK.float(), 1 / max(schedule.temperatures[step], COLDEST)
        drawn: list[Tensor] = []
        for noise_nK in randomness.gumbel(step, cells_N):
            logits_nK, rest_NK = rest_NK[: len(noise_nK)], rest_NK[len(noise_nK) :]
            drawn.append(noise_nK.add_(logits_nK, alpha=heat).argmax(-1))
        return torch.cat(drawn)

    return draw


def argmax(logits_NK: Tensor, _step: int, _cells_N: Tensor) -> Tensor:
    """Take the likeliest label."""
    return logits_NK.argmax(-1)


def quant(schedule: Schedule, codebook_KD: Tensor) -> Draw:
    """Average the codes by the softmax at the step's temperature, and take the code nearest to the average."""

    def draw(logits_NK: Tensor, step: int, _cells_N: Tensor) -> Tensor:
        shares_NK = (logits_NK.float() / max(schedule.temperatures[step], COLDEST)).softmax(-1)
        return nearest_codes(shares_NK @ codebook_KD.float(), codebook_KD)

    return draw


def switched(at_step: int, before: Draw, after: Draw) -> Draw:
    """Draw one way before a step, and another from it on."""
    return lambda logits_NK, step, cells_N: (before if step < at_step else after)(logits_NK, step, cells_N)


def typical(draw: Draw, mass: float, min_tokens: int = 1) -> Draw:
    """Draw from the typical labels only: see `typical_logits`."""
    return lambda logits_NK, step, cells_N: draw(typical_logits(logits_NK, mass, min_tokens), step, cells_N)


def typical_multinomial(schedule: Schedule, randomness: Hashed, mass: float, min_tokens: int = 1) -> Draw:
    """The same tokens as `typical` of `multinomial`, with noise for the typical labels alone."""

    def draw(logits_NK: Tensor, step: int, cells_N: Tensor) -> Tensor:
        heat = 1 / max(schedule.temperatures[step], COLDEST)
        return draw_typical(logits_NK, randomness.hashes(step, cells_N), heat, mass, min_tokens)

    return draw


class Memory:
    """What was drawn at each step of the previous picture of a series. For one series; see `steadied`."""

    def __init__(self) -> None:
        self._steps: dict[int, tuple[Tensor, Tensor]] = {}  # of all cells, -1 where nothing was drawn yet

    def settle(self, step: int, cells_N: Tensor, winners_N: Tensor, tokens_N: Tensor, size: int) -> Tensor:
        """The tokens, the previous picture's where the winner is the same; remembered for the next picture. `size` is
        the number of all cells."""
        if step not in self._steps:
            self._steps[step] = tokens_N.new_full((size,), -1), tokens_N.new_full((size,), -1)
        winners_before, tokens_before = self._steps[step]
        settled_N = torch.where(winners_N == winners_before[cells_N], tokens_before[cells_N], tokens_N)
        winners_before[cells_N], tokens_before[cells_N] = winners_N, settled_N
        return settled_N


def steadied(draw: Draw, memory: Memory, size: int) -> Draw:
    """Draw without flicker from picture to picture: a cell whose likeliest label, its winner, is still that of the
    previous picture at the same step keeps the token drawn there. `size` is the number of all cells."""

    def drawn(logits_NK: Tensor, step: int, cells_N: Tensor) -> Tensor:
        winners_N, tokens_N = argmax(logits_NK, step, cells_N), draw(logits_NK, step, cells_N)
        return memory.settle(step, cells_N, winners_N, tokens_N, size)

    return drawn
