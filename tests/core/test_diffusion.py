"""Gaussian diffusion beyond its golden vectors."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from paella_core.diffusion import all_times, alpha_bar, batch_of, ddim_step, ddpm, denoise, diffuse, sample, times
from paella_core.randomness import CountedField

CLEAN = torch.linspace(-2, 2, 24).view(2, 12)


def oracle(state: Tensor, t: float, _step: int) -> Tensor:
    """The noise that was truly mixed into CLEAN."""
    signal = alpha_bar(torch.tensor(t))
    return (state - signal.sqrt() * CLEAN) / (1 - signal).sqrt()


def noise_of(step: int) -> Tensor:
    return torch.randn(CLEAN.shape, generator=torch.Generator().manual_seed(step))


def test_first_time_is_left_out_and_the_last_is_kept() -> None:
    assert times(3) == pytest.approx((0.75, 0.5, 0.25, 0.0))
    assert times(1, 0.6, 0.2) == pytest.approx((0.4, 0.2))
    assert all_times(2, 0.6, 0.2) == pytest.approx((0.6, 0.4, 0.2))


def test_true_noise_leads_back_to_the_clean_state() -> None:
    ts = times(10)
    start = diffuse(CLEAN, batch_of(ts[0], CLEAN), noise_of(99))
    *_, ancestral = ddpm(oracle, start, ts, noise_of)
    *_, deterministic = denoise(oracle, start, ts, noise_of, ddim_step)
    torch.testing.assert_close(ancestral, CLEAN, rtol=0, atol=0.05)
    torch.testing.assert_close(deterministic, CLEAN, rtol=0, atol=0.05)


def test_one_state_a_step_and_stopping_is_possible() -> None:
    calls: list[int] = []

    def predict(state: Tensor, t: float, step: int) -> Tensor:
        calls.append(step)
        return oracle(state, t, step)

    next(ddpm(predict, CLEAN, times(5), noise_of))
    assert calls == [0]
    assert len(list(denoise(predict, CLEAN, times(5), noise_of, ddim_step))) == 5


KNOWN = torch.linspace(-2, 2, 2 * 4 * 6 * 8).view(2, 4, 6, 8)
FIELD = CountedField([3, 4], 4, 6, 8)


class Watched:
    """A prediction that keeps what it sees."""

    def __init__(self) -> None:
        self.seen: list[Tensor] = []

    def __call__(self, state: Tensor, _t: float, _step: int) -> Tensor:
        self.seen.append(state)
        return state.sin()


def test_generating_starts_from_noise_alone() -> None:
    watched = Watched()
    assert len(list(sample(watched, times(4), FIELD))) == 4
    assert torch.equal(watched.seen[0], FIELD(0))


def test_locked_cells_are_seen_noised_to_the_level_and_come_back_clean() -> None:
    watched, unlock = Watched(), torch.zeros(1, 1, 6, 8)
    unlock[..., 3:] = 1.0
    ts = times(5)
    states = list(sample(watched, ts, FIELD, known=KNOWN, unlock=unlock))
    free = unlock.expand_as(KNOWN) > 0
    for t, seen, state in zip(ts, watched.seen, states, strict=False):
        assert torch.equal(state[~free], KNOWN[~free])
        signal = alpha_bar(torch.tensor(t))
        noise = (seen - signal.sqrt() * KNOWN)[~free] / (1 - signal).sqrt()
        assert abs(noise.mean().item()) < 0.4
        assert noise.std().item() == pytest.approx(1, abs=0.3)
    assert torch.equal(watched.seen[0][free], FIELD(0)[free])
    assert not torch.equal(states[-1][free], KNOWN[free])


def test_cell_unlocks_when_t_falls_to_its_level() -> None:
    levels, ts = torch.full((1, 1, 6, 8), 0.5), all_times(10)
    watched = Watched()
    states = list(sample(watched, ts, FIELD, known=KNOWN, unlock=levels))
    went_on = [torch.equal(seen, state) for seen, state in zip(watched.seen[1:], states, strict=False)]
    assert went_on == [t <= 0.5 for t in ts[1:-1]]


def test_partial_start_noises_what_is_known() -> None:
    watched, ts = Watched(), times(4, 0.6)
    next(sample(watched, ts, FIELD, known=KNOWN, unlock=torch.full((1, 1, 6, 8), 0.6)))
    assert torch.equal(watched.seen[0], diffuse(KNOWN, batch_of(ts[0], KNOWN), FIELD(0)))


def test_field_is_normal_and_agrees_between_windows_and_batches() -> None:
    whole = CountedField([1, 2], 3, 60, 60, -5, -7)
    draws = whole(4)
    assert draws.shape == (2, 3, 60, 60)
    assert draws.mean((2, 3)).abs().max() < 0.08
    assert (draws.std((2, 3)) - 1).abs().max() < 0.08
    for other in (whole(5), draws.roll(1, 0), draws.roll(1, 1), draws.roll(1, 2), draws.roll(1, 3)):
        assert abs((draws * other).mean().item()) < 0.04
    assert torch.equal(CountedField([2], 3, 8, 9, 0, 3)(4), draws[1:, :, 5:13, 10:19])
