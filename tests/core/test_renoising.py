"""What is noised before a step, with what, and how much of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.draws import argmax
from paella_core.sampling import sample
from paella_core.schedule import RenoiseFrom, Schedule
from tests.core.watched import KNOWN, H, K, W, Watched, run, source


def test_partial_start_keeps_part_of_the_picture() -> None:
    watched, known = Watched(), torch.full((1, 64, 64), K - 1)
    schedule, randomness = Schedule.linear(4, t_start=0.6), source(height=64, width=64)
    next(sample(watched, argmax, schedule, randomness, known_BHW=known))
    kept = (watched.seen[0] == K - 1).float().mean().item()
    assert kept == pytest.approx(0.4 + 0.6 / K, abs=0.03)


def test_token_unlocks_when_t_falls_to_its_level() -> None:
    levels = torch.full((1, H, W), 0.5)
    levels[:, :, W // 2 :] = 1.0
    watched, schedule = Watched(), Schedule.linear(10)
    drawn = run(watched, schedule, known_BHW=KNOWN, unlock_BHW=levels)
    weak = levels == 0.5
    changed = [not torch.equal(tokens[weak], KNOWN[weak]) for tokens in drawn]
    assert changed == [t <= 0.5 for t in schedule.ts[:-1]]
    assert not torch.equal(watched.seen[5][weak], KNOWN[weak])
    assert (watched.seen[5][weak] == KNOWN[weak]).any()


@pytest.mark.parametrize("source_of_noise", ["start", "prev", "rand", "posterior"])
def test_token_that_unlocks_late_is_noised_first(source_of_noise: RenoiseFrom) -> None:
    schedule = replace(Schedule.linear(10, renoise_steps=2), renoise_from=source_of_noise)
    watched, counted = Watched(), source()
    run(watched, schedule, known_BHW=KNOWN, unlock_BHW=torch.full((1, H, W), 0.5))
    noised = counted.renoise(5) <= schedule.ts[5]
    assert torch.equal(watched.seen[4], KNOWN)
    assert torch.equal(watched.seen[5], torch.where(noised, counted.noise(0), KNOWN))


def test_token_that_never_unlocks_stays_even_without_noise() -> None:
    assert torch.equal(
        run(Watched(), Schedule.linear(3, t_start=0.0), known_BHW=KNOWN, unlock_BHW=KNOWN * 0.0)[-1], KNOWN
    )


@pytest.mark.parametrize("source_of_noise", ["start", "prev", "rand"])
def test_noise_comes_from_where_the_schedule_says(source_of_noise: RenoiseFrom) -> None:
    schedule = replace(Schedule.linear(4), renoise_from=source_of_noise)
    watched, counted = Watched(), source()
    mask = KNOWN % 3 > 0
    drawn = run(watched, schedule, known_BHW=KNOWN, unlock_BHW=mask.float())
    for step in (1, 2, 3):
        origin = {"start": counted.noise(0), "prev": watched.seen[step - 1], "rand": counted.noise(step)}
        noised = mask & (counted.renoise(step) <= schedule.ts[step])
        assert torch.equal(watched.seen[step], torch.where(noised, origin[source_of_noise], drawn[step - 1]))


def test_by_the_posterior_what_is_clean_stays_and_the_rest_follows_the_levels() -> None:
    schedule = replace(Schedule.linear(8, renoise_steps=7, t_start=0.8), renoise_from="posterior")
    seen, counted, known = [], source(height=64, width=64), torch.arange(64 * 64).view(1, 64, 64) % K

    def right(tokens_BHW: Tensor, _t: float, _step: int) -> Tensor:
        seen.append(tokens_BHW == known)
        return F.one_hot(known, K).float()

    list(sample(right, argmax, schedule, counted, known_BHW=known))
    assert all((after | ~before).all() for before, after in pairwise(seen))
    for clean, t in zip(seen, schedule.ts, strict=False):
        assert float((~clean).float().mean()) == pytest.approx(t * (1 - 1 / K), abs=0.03)


def test_by_the_posterior_a_token_of_an_edit_is_as_drawn_or_as_seen() -> None:
    schedule = replace(Schedule.linear(4, t_start=0.9), renoise_from="posterior")
    watched, counted = Watched(), source()
    drawn = run(watched, schedule, known_BHW=KNOWN)
    for step in (1, 2, 3):
        stays = counted.renoise(step) <= schedule.ts[step] / schedule.ts[step - 1]
        assert torch.equal(watched.seen[step], torch.where(stays, watched.seen[step - 1], drawn[step - 1]))


def test_by_the_posterior_what_began_as_noise_keeps_what_is_clean_at_low_noise() -> None:
    schedule = replace(Schedule.linear(8), renoise_from="posterior")
    watched, counted = Watched(), source()
    drawn = run(watched, schedule)
    for step in range(1, 8):
        before, t = watched.seen[step - 1], schedule.ts[step]
        share, other = (t, counted.noise(0)) if t > 0.5 else (t / schedule.ts[step - 1], before)
        noised = counted.renoise(step) <= share
        assert torch.equal(watched.seen[step], torch.where(noised, other, drawn[step - 1]))


def test_nothing_is_noised_after_the_last_renoising_step() -> None:
    watched, schedule = Watched(), Schedule.linear(6, renoise_steps=3)
    drawn = run(watched, schedule)
    noised = [not torch.equal(seen, before) for seen, before in zip(watched.seen[1:], drawn, strict=False)]
    assert noised == [True, True, True, False, False]
