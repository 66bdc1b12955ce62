"""Drafts: what is drawn from logits."""

from __future__ import annotations

import torch

from paella_core.training.drafts import AHEAD, TEMPERATURE, drawn, level_before


def test_tokens_are_drawn_as_often_as_their_logits_say() -> None:
    shares_K = torch.tensor([0.5, 0.0, 0.3, 0.2])
    logits_BKHW = (TEMPERATURE * shares_K.log()).view(1, 4, 1, 1).expand(1, 4, 1, 1000)
    uniforms_BHW = (torch.arange(1000) / 1000).view(1, 1, 1000)
    tokens_BHW = drawn(logits_BKHW, uniforms_BHW)
    counts_K = torch.bincount(tokens_BHW.flatten(), minlength=4)
    assert (counts_K / 1000 - shares_K).abs().max() < 0.002


def test_the_largest_uniform_draws_a_token_that_there_is() -> None:
    logits_BKHW = torch.randn(1, 512, 1, 64, generator=torch.Generator().manual_seed(1))
    assert drawn(logits_BKHW, torch.full((1, 1, 64), 1 - 2**-24)).max() < 512


def test_a_draft_is_drawn_from_more_noise_but_never_from_more_than_all() -> None:
    levels = level_before(torch.tensor([0.2, 0.95, 1.0]), torch.tensor([0.5, 0.9, 0.0]))
    torch.testing.assert_close(levels, torch.tensor([0.2 + AHEAD / 2, 1.0, 1.0]))
