"""Gaussian diffusion beyond its golden vectors."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from paella_core.diffusion import alpha_bar, batch_of, ddim, ddpm, diffuse, times

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


def test_true_noise_leads_back_to_the_clean_state() -> None:
    ts = times(10)
    start = diffuse(CLEAN, batch_of(ts[0], CLEAN), noise_of(99))
    *_, ancestral = ddpm(oracle, start, ts, noise_of)
    *_, deterministic = ddim(oracle, start, ts)
    torch.testing.assert_close(ancestral, CLEAN, rtol=0, atol=0.05)
    torch.testing.assert_close(deterministic, CLEAN, rtol=0, atol=0.05)


def test_one_state_a_step_and_stopping_is_possible() -> None:
    calls: list[int] = []

    def predict(state: Tensor, t: float, step: int) -> Tensor:
        calls.append(step)
        return oracle(state, t, step)

    next(ddpm(predict, CLEAN, times(5), noise_of))
    assert calls == [0]
    assert len(list(ddim(predict, CLEAN, times(5)))) == 5
