"""Typical labels without a sort: which labels of a cell may be drawn (arXiv 2202.00666), and the draw from these alone.

The surprise of a label is -log p, and the entropy is the surprise to be expected. A label's score is how far the one
lies from the other. The labels of the lowest scores are kept until they hold `mass` of the probability, and with the
highest kept score every label of that score. So one number settles a cell: its threshold.

On a CPU some guesses narrow the threshold, and only the labels between the nearest two are sorted. Elsewhere it is
found by halving, so that no shape depends on data. Both are exact, and find the same.

Shape letters: N cells, K labels, M places in a list of some labels of a cell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from paella_core.randomness import CACHED, counted, gumbel, mixed, uniforms

AT_ONCE = 4 * CACHED  # how many logits a CPU works on at a time: enough to make up for a hundred small calls
WHOLE = 2**62  # probabilities are summed in whole numbers of this part, so that no order of summing changes the sum
MARGIN = 1e-5  # what a sum of float32 probabilities may be off by
BOUNDED = 0.999  # above this mass, the variance tells nothing of the threshold
GUESSES, BESIDE = 5, 0.05
MANY = 0.4  # of the labels: so many are drawn from faster all together than by a list
INFINITY_BITS = 0x7F800000  # of a float32


@dataclass(frozen=True)
class Scored:
    """The labels of some cells: how far they are from typical, how probable, and memory to work in; (N, K) float32."""

    scores_NK: Tensor
    shares_NK: Tensor
    spare_NK: Tensor
    other_NK: Tensor

    def held(self, scores_N1: Tensor) -> Tensor:
        """The probability of all labels up to a score, off by `MARGIN` at most -> (N, 1)."""
        marks_NK = torch.le(self.scores_NK, scores_N1, out=self.spare_NK)
        return marks_NK.mul_(self.shares_NK).sum(-1, keepdim=True)

    def held_between(self, low_N1: Tensor, high_N1: Tensor) -> tuple[Tensor, Tensor]:
        """The probability of all labels up to the one score -> (N, 1) float64, and marks, 1 where a label's score is
        above it and up to the other, else 0 -> (N, K) float32."""
        below_NK = torch.le(self.scores_NK, low_N1, out=self.other_NK)
        marks_NK = torch.le(self.scores_NK, high_N1, out=self.spare_NK).sub_(below_NK)
        return below_NK.mul_(self.shares_NK).sum(-1, keepdim=True, dtype=torch.float64), marks_NK

    def spread(self) -> Tensor:
        """The standard deviation of the surprise -> (N, 1)."""
        squares_NK = torch.mul(self.scores_NK, self.scores_NK, out=self.spare_NK)
        return squares_NK.mul_(self.shares_NK).nansum(-1, keepdim=True).sqrt_()


def typical_logits(logits_NK: Tensor, mass: float, min_tokens: int = 1) -> Tensor:
    """The logits of the labels that are kept: those that hold `mass` together, at least `min_tokens`; the others become
    -inf. A mass of 1 or more keeps all."""
    typical_NK = torch.empty_like(logits_NK)
    for rows, scored in _scored(logits_NK):
        dropped_NK = scored.scores_NK > threshold(scored, mass, min_tokens)
        typical_NK[rows] = logits_NK[rows].masked_fill(dropped_NK, -torch.inf)
    return typical_NK


def draw_typical(logits_NK: Tensor, keys_N: Tensor, heat: float, mass: float, min_tokens: int = 1) -> Tensor:
    """Draw a token for each cell from its kept labels -> (N) int64.

    `keys_N` are the hashes of the cells for the draw (`CountedRandomness.cells`). `heat` is 1 / temperature: it
    multiplies the logits once it is settled which labels are kept. A CPU makes the noise of the kept labels only, where
    they are few.
    """
    hashes_K = mixed(counted(logits_NK.shape[1], 0, logits_NK.device))
    tokens_N = torch.empty(len(logits_NK), dtype=torch.int64, device=logits_NK.device)
    for rows, scored in _scored(logits_NK):
        highest_N1 = threshold(scored, mass, min_tokens)
        marks_NK = torch.le(scored.scores_NK, highest_N1, out=scored.spare_NK)
        if logits_NK.device.type == "cpu" and marks_NK.mean() < MANY:
            tokens_N[rows] = _drawn_from_lists(logits_NK[rows], marks_NK, keys_N[rows, None], hashes_K, heat)
        else:
            noise_NK = torch.add(keys_N[rows, None], hashes_K, out=scored.other_NK.view(torch.int32))
            noise_NK = gumbel(uniforms(mixed(noise_NK, scored.spare_NK.view(torch.int32))))
            noise_NK.add_(logits_NK[rows], alpha=heat).masked_fill_(scored.scores_NK > highest_N1, -torch.inf)
            tokens_N[rows] = noise_NK.argmax(-1)
    return tokens_N


def _drawn_from_lists(logits_NK: Tensor, marks_NK: Tensor, keys_N1: Tensor, hashes_K: Tensor, heat: float) -> Tensor:
    """Draw from the marked labels, with noise for these only."""
    labels_NM, listed_NM = listed(marks_NK)
    noise_NM = gumbel(uniforms(mixed(keys_N1 + hashes_K.take(labels_NM))))
    noise_NM.add_(logits_NK.gather(1, labels_NM), alpha=heat).masked_fill_(~listed_NM, -torch.inf)
    return labels_NM.gather(1, noise_NM.argmax(-1, keepdim=True))[:, 0]


def _scored(logits_NK: Tensor) -> Iterator[tuple[slice, Scored]]:
    """Some cells after the other, and which they are. What is yielded is the caller's to write over, and lost when the
    next is asked for: fresh memory would cost more than the arithmetic."""
    cells, labels = logits_NK.shape
    at_once = max(1, AT_ONCE // labels if logits_NK.device.type == "cpu" else cells)
    memory = torch.empty(4, min(at_once, cells), labels, device=logits_NK.device)
    for start in range(0, cells, at_once):
        rows = slice(start, start + at_once)
        logs_NK, shares_NK, spare_NK, other_NK = memory[:, : len(logits_NK[rows])]
        torch.log_softmax(logits_NK[rows].float(), -1, out=logs_NK)
        torch.exp(logs_NK, out=shares_NK)
        entropies_N1 = -torch.mul(logs_NK, shares_NK, out=spare_NK).nansum(-1, keepdim=True)
        yield rows, Scored(logs_NK.add_(entropies_N1).abs_(), shares_NK, spare_NK, other_NK)


def threshold(scored: Scored, mass: float, min_tokens: int) -> Tensor:
    """The highest kept score of each cell, infinite where all are kept -> (N, 1)."""
    find = threshold_by_guessing if scored.scores_NK.device.type == "cpu" else threshold_by_halving
    highest_N1 = find(scored, mass)
    if min_tokens > 1:
        count = min(min_tokens, scored.scores_NK.shape[1])
        highest_N1 = highest_N1.maximum(scored.scores_NK.topk(count, largest=False).values[:, -1:])
    return highest_N1


def threshold_by_halving(scored: Scored, mass: float) -> Tensor:
    """The score up to which the labels hold the mass, among all float32: their bits, read as integers, are in order."""
    bits_NK, parts_NK = scored.scores_NK.view(torch.int32), parts(scored.shares_NK)
    low_N1 = torch.full_like(bits_NK[:, :1], -1)
    high_N1 = torch.full_like(low_N1, INFINITY_BITS)
    for _ in range(INFINITY_BITS.bit_length()):
        middle_N1 = low_N1 + ((high_N1 - low_N1) >> 1)
        enough_N1 = parts_NK.where(bits_NK <= middle_N1, 0).sum(-1, keepdim=True) >= parts_of(mass)
        low_N1, high_N1 = low_N1.where(enough_N1, middle_N1), middle_N1.where(enough_N1, high_N1)
    return high_N1.view(torch.float32)


def threshold_by_guessing(scored: Scored, mass: float) -> Tensor:
    """The same. Guesses leave few labels in doubt, and these are sorted."""
    low_N1, high_N1 = narrowed(scored, mass)
    sure_N1, marks_NK = scored.held_between(low_N1, high_N1)
    doubted_NM, listed_NM = listed(marks_NK)
    scores_NM, order_NM = scored.scores_NK.gather(1, doubted_NM).masked_fill_(~listed_NM, torch.inf).sort(-1)
    parts_NM = parts(scored.shares_NK.gather(1, doubted_NM)).masked_fill_(~listed_NM, 0).gather(1, order_NM)
    last_N1 = (parts_NM.cumsum(-1).add_(parts(sure_N1)) < parts_of(mass)).sum(-1, keepdim=True)
    return scores_NM.gather(1, last_N1.clamp_(max=scores_NM.shape[1] - 1))  # nothing is listed last: infinite


def narrowed(scored: Scored, mass: float) -> tuple[Tensor, Tensor]:
    """A score up to which the labels surely hold less than the mass, and one up to which they surely hold it -> (N, 1)
    each, the second infinite where none is known.

    The deviations within which a normal distribution holds as much are nearly proportional to the score, for surprise
    is often nearly normal: a guess lies between the two in the measure of these.
    """
    spread_N1 = scored.spread()
    lowest_N1 = torch.full_like(spread_N1, -1e-30)
    if mass > BOUNDED:
        return lowest_N1, torch.full_like(spread_N1, torch.inf)
    bound_N1 = torch.full_like(spread_N1, (1 - mass - 10 * MARGIN) ** -0.5)  # by Chebyshev
    low_2N1 = torch.stack((lowest_N1, torch.zeros_like(spread_N1)))  # each a score and its deviations
    high_2N1 = torch.stack((spread_N1 * bound_N1, bound_N1))
    aim_N1, beside_N1 = torch.full_like(spread_N1, mass), torch.full_like(spread_N1, BESIDE * mass * (1 - mass))
    for _ in range(GUESSES):
        apart_2N1 = high_2N1 - low_2N1
        guess_N1 = low_2N1[0] + apart_2N1[0] * ((deviations(aim_N1) - low_2N1[1]) / apart_2N1[1])
        inside_N1 = (guess_N1 > low_2N1[0]) & (guess_N1 < high_2N1[0])
        guess_N1 = guess_N1.where(inside_N1, low_2N1[0] + apart_2N1[0] / 2)
        held_N1 = scored.held(guess_N1)
        known_2N1 = torch.stack((guess_N1, deviations(held_N1)))
        low_2N1 = known_2N1.where(held_N1 < mass - MARGIN, low_2N1)
        high_2N1 = known_2N1.where(held_N1 > mass + MARGIN, high_2N1)
        # The next guess aims at the mass' other side, or further where this one fell short of the side it aimed at.
        beside_N1 = torch.where((held_N1 < mass) == (beside_N1 > 0), 3 * beside_N1, beside_N1 / -5)
        aim_N1 = mass + beside_N1
    return low_2N1[0], high_2N1[0]


def deviations(held: Tensor) -> Tensor:
    """Within how many standard deviations a normal distribution holds a mass."""
    return torch.special.erfinv(held) * math.sqrt(2)


def listed(marks_NK: Tensor) -> tuple[Tensor, Tensor]:
    """The marked places of each row, in order, and whether there is one -> (N, M) int64 and bool. Marks are 0 or 1.

    The last column lists nothing.
    """
    counts_N1 = marks_NK.sum(-1, keepdim=True)
    listed_NM = torch.arange(int(counts_N1.max()) + 1) < counts_N1
    starts_N1 = torch.arange(len(marks_NK))[:, None] * marks_NK.shape[1]
    places_NM = starts_N1.repeat(1, listed_NM.shape[1])
    places_NM.masked_scatter_(listed_NM, marks_NK.bool().view(-1).nonzero()[:, 0])
    return places_NM.sub_(starts_N1), listed_NM


def parts(shares: Tensor) -> Tensor:
    """Probabilities in whole numbers -> int64. Exact for those above 2**-38, and never off by more than one part."""
    return (shares * WHOLE).long()


def parts_of(mass: float) -> int:
    """A mass likewise, at least a part; more than all parts for a mass of 1 or more."""
    return max(1, int(mass * WHOLE)) if mass < 1 else 2**63 - 1
