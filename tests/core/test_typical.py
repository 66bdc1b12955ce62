"""Typical labels without a sort: the same as with one, to the label."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from paella_core.randomness import CountedRandomness, Purpose, counted, gumbel, mixed, uniforms
from paella_core.typical import (
    AT_ONCE,
    Scored,
    draw_typical,
    threshold_by_guessing,
    threshold_by_halving,
    typical_logits,
)

MASSES = (0.05, 0.2, 0.5, 0.9, 0.99)
LEAST = (1, 2, 64)


def sorted_kept(logits_NK: Tensor, mass: float, least: int = 1) -> Tensor:
    """Which labels are kept, by sorting all of them: the plain words of the paper, summed in float64."""
    logs_NK = logits_NK.log_softmax(-1)
    surprise_NK = -logs_NK - (-logs_NK * logs_NK.exp()).nansum(-1, keepdim=True)
    scores_NK, order_NK = surprise_NK.abs().sort(-1)
    held_NK = logs_NK.exp().double().gather(-1, order_NK).cumsum(-1)
    last_N1 = (held_NK < mass).sum(-1, keepdim=True) if mass < 1 else torch.full_like(order_NK[:, :1], 2**31)
    highest_N1 = scores_NK.gather(-1, last_N1.clamp_min(least - 1).clamp_max(logits_NK.shape[-1] - 1))
    return surprise_NK.abs() <= highest_N1


def kinds(rows: int, labels: int, seed: int) -> Iterator[tuple[str, Tensor]]:
    """Rows of logits as networks make them, and as they never do."""
    generator = torch.Generator().manual_seed(seed)

    def normal() -> Tensor:
        return torch.randn(rows, labels, generator=generator)

    for peakedness in (0.5, 1.0, 2.0, 4.0):
        yield f"normal * {peakedness}", normal() * peakedness
    yield "peakedness from row to row", normal() * torch.linspace(0, 6, rows)[:, None]
    yield "flat", torch.zeros(rows, labels)
    yield "almost flat", normal() * 1e-6
    yield "one likely", normal().index_fill(1, torch.tensor([labels // 3]), 12.0)
    yield "one alone", normal().index_fill(1, torch.tensor([labels // 3]), 400.0)
    yield "two likely", normal().index_fill(1, torch.tensor([0, labels - 1]), 9.0)
    yield "ties", (normal() * 4).round() / 2
    yield "two levels", (normal() > 2).float() * 3
    yield "impossible labels", normal().masked_fill(normal() > 0.5, -torch.inf) * 2
    yield "few possible labels", normal().masked_fill(torch.arange(labels) > 2, -torch.inf)
    yield "heavy tails", normal() / normal().abs().clamp_min(0.05)


def check(kind: str, logits_NK: Tensor, mass: float, least: int) -> None:
    """What is kept is what sorting keeps."""
    kept_NK = sorted_kept(logits_NK, mass, least)
    expected_NK = logits_NK.masked_fill(~kept_NK, -torch.inf)
    assert torch.equal(typical_logits(logits_NK, mass, least), expected_NK), (kind, mass, least)


def scored(logits_NK: Tensor) -> Scored:
    logs_NK = logits_NK.log_softmax(-1)
    shares_NK = logs_NK.exp()
    scores_NK = (logs_NK - (logs_NK * shares_NK).nansum(-1, keepdim=True)).abs()
    return Scored(scores_NK, shares_NK, torch.empty_like(logits_NK), torch.empty_like(logits_NK))


@pytest.mark.parametrize("mass", [0.0, *MASSES, 0.9995, 1 - 1e-12, 1.0, 1.5])
def test_the_kept_labels_are_those_of_a_sort(mass: float) -> None:
    for kind, logits_NK in kinds(9, 1024, 1):
        for least in LEAST:
            check(kind, logits_NK, mass, least)


@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (2, 2), (5, 7), (2, 8192), (AT_ONCE // 4096 + 3, 4096)])
def test_any_shape_will_do(shape: tuple[int, int]) -> None:
    for kind, logits_NK in kinds(*shape, 2):
        for least in (1, 99):
            check(kind, logits_NK, 0.4, least)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_kept_labels_are_those_of_a_sort_on_a_hundred_thousand_rows() -> None:
    rows = 0
    for seed in range(10**9):
        for kind, logits_NK in kinds(64, 8192, 10 + seed):
            check(kind, logits_NK, MASSES[seed % len(MASSES)], LEAST[seed % len(LEAST)])
            rows += len(logits_NK)
        if rows >= 10**5:
            return


@pytest.mark.parametrize("mass", [0.0, *MASSES, 1 - 1e-12, 1.0])
def test_halving_finds_the_threshold_that_guessing_finds(mass: float) -> None:
    for kind, logits_NK in kinds(9, 1024, 3):
        some = scored(logits_NK)
        assert torch.equal(threshold_by_halving(some, mass), threshold_by_guessing(some, mass)), (kind, mass)


@pytest.mark.parametrize("heat", [0.5, 1.0, 5.0])
def test_the_token_drawn_is_that_of_a_draw_from_all_labels_with_the_others_impossible(heat: float) -> None:
    cells_N = CountedRandomness([7], 1024, 4, 33).cells(Purpose.GUMBEL, 2).flatten()
    labels_K = mixed(counted(1024, 0, "cpu"))
    noise_NK = gumbel(uniforms(mixed(cells_N[:, None] + labels_K)))
    for kind, logits_NK in kinds(len(cells_N), 1024, 5):
        for mass, least in ((0.05, 1), (0.2, 64), (0.9, 1), (1.0, 1)):
            possible_NK = logits_NK.masked_fill(~sorted_kept(logits_NK, mass, least), -torch.inf)
            expected_N = torch.add(noise_NK, possible_NK, alpha=heat).argmax(-1)
            assert torch.equal(draw_typical(logits_NK, cells_N, heat, mass, least), expected_N), (kind, mass, least)


def test_a_row_that_is_not_a_number_harms_no_other() -> None:
    logits_NK = torch.randn(3, 50, generator=torch.Generator().manual_seed(6))
    spoilt_NK = logits_NK.index_fill(0, torch.tensor([1]), torch.nan)
    cells_N = torch.arange(3, dtype=torch.int32)
    drawn_N, expected_N = (draw_typical(some, cells_N, 1.0, 0.5) for some in (spoilt_NK, logits_NK))
    assert drawn_N[[0, 2]].tolist() == expected_N[[0, 2]].tolist()
    assert 0 <= drawn_N[1] < 50
    assert draw_typical(spoilt_NK[1:2], cells_N[:1], 1.0, 0.5).tolist() == [0]
