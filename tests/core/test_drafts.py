"""Drafts: what is drawn from logits, and how a denoiser learns from it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import torch
from torch.nn import functional

from paella_core.training.config import Config
from paella_core.training.data import Batch
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.drafts import AHEAD, TEMPERATURE, drawn, level_before
from paella_core.training.pack_parts import PackParts
from paella_core.training.run import RunConfig
from paella_core.training.task import Setting
from paella_core.training.tasks import denoiser
from paella_core.training.tasks.denoiser import DenoiserTask, Told


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


def task_on(pack: Path, **noise: float) -> DenoiserTask:
    config = Config(Path("test.toml"), {"noise": noise})
    return DenoiserTask(Setting(config, RunConfig(steps=1000), torch.device("cpu"), PackParts.of_pack(pack, pack)))


def batch_of(count: int) -> Batch:
    """The first scenes, 32 pixels wide."""
    source = Scenes(SceneData(size=32))
    return Batch([source.sample(number) for number in range(count)], list(range(count)))


class Prediction(NamedTuple):
    """What the network was asked: tokens, their noise levels, and how many pictures' captions it was told."""

    tokens_BHW: torch.Tensor
    t_B: torch.Tensor
    told: int


def asked_of(task: DenoiserTask, batch: Batch, answer: int, monkeypatch: pytest.MonkeyPatch) -> list[Prediction]:
    """All that the network is asked where it always answers with one token."""
    asked: list[Prediction] = []

    def predict(tokens_BHW: torch.Tensor, t_B: torch.Tensor, told: Told) -> torch.Tensor:
        asked.append(Prediction(tokens_BHW, t_B, len(told.states_BLE)))
        logits_K = 100 * functional.one_hot(torch.tensor(answer), task.product.config.num_labels).float()
        return logits_K.view(1, -1, 1, 1).expand(len(tokens_BHW), -1, *tokens_BHW.shape[1:])

    monkeypatch.setattr(task, "predict", predict)
    task(batch, 0)
    return asked


def test_a_draft_is_drawn_from_more_noise_and_noised_again_within_the_region(
    toy_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, batch = task_on(toy_pack, drafted_share=1.0, region_share=0.5), batch_of(40)
    monkeypatch.setattr(denoiser, "noise_levels", lambda uniforms_B: torch.full_like(uniforms_B, 0.5))
    true_BHW, answer = task.encoders.tokens(batch), 3
    first, second = asked_of(task, batch, answer, monkeypatch)
    assert (first.told, second.told) == (40, 40)
    assert (second.t_B == 0.5).all()
    assert ((first.t_B >= 0.5) & (first.t_B <= 0.5 + AHEAD)).all()
    assert first.t_B.std() > 0.02
    # Around the region both see what is there; within, the second sees noise where the first did, or the draft.
    around_BHW = (first.tokens_BHW == true_BHW) & (second.tokens_BHW == true_BHW)
    assert around_BHW.float().mean() > 0.1
    within_BHW = ~around_BHW & (true_BHW != answer)
    drafted_BHW = second.tokens_BHW == answer
    assert drafted_BHW[within_BHW].float().mean() == pytest.approx(0.5, abs=0.06)
    noised_BHW = within_BHW & ~drafted_BHW
    assert torch.equal(second.tokens_BHW[noised_BHW], first.tokens_BHW[noised_BHW])


def test_so_many_samples_are_drafted_and_no_edits(toy_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_on(toy_pack, drafted_share=0.3)
    edit = Scenes(SceneData(size=32, edit_share=1.0)).sample(1)
    pictures = Batch(batch_of(1).samples * 90 + [edit] * 90, list(range(180)))
    drafts, all_of_them = asked_of(task, pictures, 3, monkeypatch)
    assert drafts.told == len(drafts.tokens_BHW) == pytest.approx(27, abs=10)
    assert all_of_them.told == 180
    assert len(asked_of(task, Batch([edit] * 9, list(range(9))), 3, monkeypatch)) == 1
