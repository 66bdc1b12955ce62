"""Noising and the loss beyond their golden vectors."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from paella_core.training.config import read_config
from paella_core.training.filters import Demands, kept_for_arroz, kept_for_v3, sound
from paella_core.training.loss import accuracy, add_noise, loss_weights, mean_loss, noise_levels, weighted_loss
from paella_core.training.optimisation import Optimisation
from paella_core.training.run import RunConfig

PUBLISHED = Path(__file__).parents[2] / "resources" / "training" / "published"
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


def test_plain_loss_counts_all_tokens_alike() -> None:
    logits = torch.zeros(2, 8, 4, 4)
    logits[1, 3] = 9.0
    assert mean_loss(logits, TOKENS).item() == pytest.approx(weighted_loss(logits, TOKENS, torch.ones(2, 4, 4)).item())


def test_published_recipes_begin_as_published() -> None:
    used, clips = [], []
    for name in ("paella-v3", "paella-v1"):
        weight = nn.Parameter(torch.ones(4))
        run = read_config(PUBLISHED / f"{name}.toml").section("run", RunConfig)
        optimisation, steps = Optimisation([weight], run), []
        for step in range(2):
            optimisation.clear()
            (1000 * weight.sum()).backward()
            steps.append(optimisation.step(step))
        assert float(steps[0].gradient) == pytest.approx(2000.0)
        assert weight.grad is not None
        clips.append(weight.grad.norm().item())
        used.append([step.rate for step in steps])
    assert clips == pytest.approx([1.0, 5.0])
    assert used[0] == pytest.approx([0.0, 1e-8])
    assert used[1] == pytest.approx([1.2e-5, 1.2e-5 + (3e-4 - 1.2e-5) / 50_099])


CLEAN = {"original_width": 300, "original_height": 300, "pwatermark": 0.0, "aesthetic": 6.0, "punsafe": 0.0}


def test_sound_filter_keeps_the_cleanest_pictures() -> None:
    assert sound({"json": CLEAN}, Demands())
    assert not kept_for_v3({"json": CLEAN}, Demands())
    assert kept_for_arroz({"json": CLEAN}, Demands())
    assert sound({"json": {**CLEAN, "AESTHETIC_SCORE": None}}, Demands())
    for worse in ({"punsafe": None}, {"pwatermark": 0.6}, {"original_height": 255}, {"aesthetic": 4.9}):
        assert not sound({"json": {**CLEAN, **worse}}, Demands())
    assert not sound({}, Demands())
