"""Noising and the loss beyond their golden vectors."""

from __future__ import annotations

import pytest
import torch

from paella_core.training.loss import accuracy, add_noise, loss_weights, noise_levels, weighted_loss

TOKENS = torch.zeros(2, 4, 4, dtype=torch.int64)


def test_noise_levels_cover_the_range_without_zero() -> None:
    levels = noise_levels(torch.tensor([0.0, 0.5, 0.9999999]))
    assert levels.tolist() == pytest.approx([1.0, 0.501, 0.001], abs=1e-6)


def test_share_t_of_the_tokens_is_replaced() -> None:
    uniforms = torch.linspace(0.01, 1, 16).view(1, 4, 4).expand(2, 4, 4)
    noised, mask = add_noise(TOKENS, torch.tensor([1.0, 0.5]), uniforms, TOKENS + 7)
    assert torch.equal(noised == 7, mask)
    assert mask.flatten(1).sum(1).tolist() == [16, 8]


def test_clean_tokens_weigh_less() -> None:
    mask = torch.tensor([[[True, False]], [[True, False]]])
    weights = loss_weights(mask, torch.tensor([1.0, 0.5]))
    assert weights.flatten().tolist() == pytest.approx([1.0, 1.0, 1.0, 0.65])


def test_loss_averages_pictures_not_tokens() -> None:
    logits = torch.zeros(2, 8, 4, 4)
    logits[1, 3] = 9.0
    weights = torch.ones(2, 4, 4)
    apart = [weighted_loss(logits[i : i + 1], TOKENS[:1], weights[:1]).item() for i in range(2)]
    weights[1, 1:] = 0.0
    assert weighted_loss(logits, TOKENS, weights).item() == pytest.approx(sum(apart) / 2)
    assert accuracy(logits, TOKENS).item() == 0.5
