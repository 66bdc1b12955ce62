"""The token sampler: what may change, what is seen when, and where the randomness comes from."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from paella_core import draws, guidance, randomness
from paella_core.draws import (
    Memory,
    argmax,
    headed,
    multinomial,
    quant,
    steadied,
    switched,
    typical,
    typical_multinomial,
)
from paella_core.guidance import combine, guided, weighted
from paella_core.randomness import CountedGaussians, CountedRandomness, SwitchedRandomness
from paella_core.sampling import Predict, sample
from paella_core.schedule import Schedule
from paella_core.typical import typical_logits
from tests.core.watched import KNOWN, SCHEDULE, H, K, W, Watched, run, source

CELLS = torch.arange(H * W)


def test_a_branch_begins_at_its_very_step() -> None:
    before, after = source([1]), source([2])
    switched_one = SwitchedRandomness(2, before, after)
    for step, expected in ((0, before), (1, before), (2, after), (3, after)):
        assert torch.equal(switched_one.noise(step), expected.noise(step))
        assert torch.equal(switched_one.renoise(step), expected.renoise(step))
        assert torch.equal(next(switched_one.gumbel(step, CELLS)), next(expected.gumbel(step, CELLS)))
        assert torch.equal(switched_one.hashes(step, CELLS), expected.hashes(step, CELLS))
    predict = guidance.switched(2, lambda _state, _t, _step: KNOWN, lambda _state, _t, _step: KNOWN + 1)
    assert [int(predict(KNOWN, 0.5, step)[0, 0, 0]) for step in range(4)] == [0, 0, 1, 1]


def test_generating_starts_from_noise_alone() -> None:
    watched = Watched()
    assert len(run(watched)) == 5
    assert torch.equal(watched.seen[0], source().noise(0))


@given(st.lists(st.booleans(), min_size=H * W, max_size=H * W), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_tokens_outside_the_mask_never_change(cells: list[bool], seed: int) -> None:
    mask, watched = torch.tensor(cells).view(1, H, W), Watched()
    drawn = run(watched, seeds=[seed], known_BHW=KNOWN, unlock_BHW=mask.float())
    for tokens in [*watched.seen, *drawn]:
        assert torch.equal(tokens[~mask], KNOWN[~mask])
    assert torch.equal(watched.seen[0][mask], source([seed]).noise(0)[mask])


def test_stopping_to_iterate_stops_predicting() -> None:
    watched, randomness = Watched(), source()
    next(sample(watched, argmax, SCHEDULE, randomness))
    assert len(watched.seen) == 1


def test_picture_does_not_depend_on_its_batch() -> None:
    together = run(Watched(), seeds=[7, 8, 9])[-1]
    for i, seed in enumerate([7, 8, 9]):
        assert torch.equal(together[i : i + 1], run(Watched(), seeds=[seed])[-1])
    assert not torch.equal(together[0], together[1])


@pytest.mark.parametrize(("row0", "col0"), [(0, 0), (2, 3), (-4, -2)])
def test_windows_of_the_grid_agree(row0: int, col0: int) -> None:
    whole, window = source(row0=-4, col0=-2, height=20, width=20), source(row0=row0, col0=col0)
    rows, columns = slice(row0 + 4, row0 + 4 + H), slice(col0 + 2, col0 + 2 + W)
    assert torch.equal(window.noise(1), whole.noise(1)[:, rows, columns])
    assert torch.equal(window.renoise(2), whole.renoise(2)[:, rows, columns])
    assert torch.equal(gumbels(window, 2), gumbels(whole, 2)[:, rows, columns])


def gumbels(randomness: CountedRandomness, step: int) -> Tensor:
    """The Gumbel noise of all cells."""
    cells_N = torch.arange(len(randomness.seeds) * randomness.height * randomness.width)
    parts = torch.cat([part.clone() for part in randomness.gumbel(step, cells_N)])
    return parts.view(len(randomness.seeds), randomness.height, randomness.width, randomness.labels)


def test_gumbel_noise_of_some_cells_is_theirs_in_the_whole() -> None:
    whole, some_N = gumbels(source([3, 4]), 1).flatten(0, 2), torch.tensor([5, 0, H * W + 2, 2 * H * W - 1])
    assert torch.equal(torch.cat([part.clone() for part in source([3, 4]).gumbel(1, some_N)]), whole[some_N])
    assert not next(source().gumbel(1, some_N[:0])).numel()


def test_gumbel_noise_is_uniform_underneath_and_unrelated() -> None:
    def uniforms(seed: int, step: int) -> Tensor:
        return (-(-gumbels(CountedRandomness([seed], 512, 32, 32), step)).exp()).exp()

    first = uniforms(0, 0)
    assert first.isfinite().all()
    counts = torch.histc(first, 64, 0, 1)
    assert counts.sum() == first.numel()
    assert ((counts - counts.mean()).square() / counts.mean()).sum() < 63 + 6 * (2 * 63) ** 0.5
    for other in (uniforms(0, 1), first.roll(1, 1), first.roll(1, 2), first.roll(1, 3), uniforms(1, 0)):
        correlation = 12 * ((first - 0.5) * (other - 0.5)).mean()
        assert abs(correlation.item()) < 6 / first.numel() ** 0.5


def test_extremes_of_gumbel_noise_come_as_often_as_they_should() -> None:
    largest = gumbels(CountedRandomness([4], 8192, 16, 16), 0).amax(-1) - math.log(8192)
    assert largest.mean().item() == pytest.approx(0.5772, abs=6 * 1.2825 / 16)
    assert largest.std().item() == pytest.approx(1.2825, abs=0.4)


def test_number_of_labels_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gumbels(source(), 1)
    monkeypatch.setattr(randomness, "CACHED", 3 * K)
    assert len(list(source().gumbel(1, CELLS))) == H * W // 3
    assert torch.equal(gumbels(source(), 1), whole)


def test_fresh_noise_differs_from_step_to_step() -> None:
    first, second = source().noise(0), source().noise(1)
    assert (first == second).float().mean().item() == pytest.approx(1 / K, abs=0.15)


def test_noise_tokens_take_every_label_alike() -> None:
    counts = CountedRandomness([5], K, 64, 64).noise(0).flatten().bincount(minlength=K).float()
    assert len(counts) == K
    assert ((counts - 256).square() / 256).sum() < 15 + 6 * 30**0.5


def test_gaussians_are_normal_and_keyed_by_seed_and_step() -> None:
    noise = CountedGaussians([1, 2], 20000)
    draws = noise(0)
    assert draws.mean(1).abs().max() < 0.03
    assert (draws.std(1) - 1).abs().max() < 0.03
    assert torch.equal(CountedGaussians([2], 20000)(0), draws[1:])
    assert abs((draws * noise(1)).mean().item()) < 0.03
    assert abs((draws[0] * draws[1]).mean().item()) < 0.03


def test_multinomial_draws_follow_the_softmax() -> None:
    logits_K = torch.linspace(-2, 2, K)
    schedule, randomness = Schedule.linear(1, temperature=(0.7, 0.7)), source(height=100, width=100)
    tokens = multinomial(schedule, randomness)(logits_K.expand(10000, K), 0, torch.arange(10000))
    expected = (logits_K / 0.7).softmax(0) * 10000
    counts = tokens.bincount(minlength=K)
    assert ((counts - expected).square() / expected).sum() < 15 + 6 * 30**0.5


def test_drawing_modes() -> None:
    logits, cells = torch.tensor([[0.0, 0.0, 5.0, 0.0], [9.0, 9.0, 0.0, 0.0]]), torch.arange(2)
    codebook = torch.tensor([[0.0, 0.0], [2.0, 0.0], [1.0, 0.1], [9.0, 9.0]])
    averaged = quant(Schedule.linear(2, temperature=(0.1, 0.1)), codebook)
    assert argmax(logits, 0, cells).tolist() == [2, 0]
    assert averaged(logits, 0, cells).tolist() == [2, 2]  # the mean of codes 0 and 1 lies nearest to code 2
    either = switched(1, argmax, averaged)
    assert either(logits, 0, cells).tolist() == [2, 0]
    assert either(logits, 1, cells).tolist() == [2, 2]


@pytest.mark.parametrize("at_once", [1, K, 5 * K + 1, 1000 * K])
def test_how_many_logits_are_there_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    weights_CK, rows_NC, cells_N = torch.randn(3, K), torch.randn(H * W, 3), torch.randperm(H * W)
    draw, sizes = multinomial(SCHEDULE, source()), []

    def head(some_nC: Tensor) -> Tensor:
        sizes.append(len(some_nC))
        return some_nC @ weights_CK

    monkeypatch.setattr(draws, "LOGITS_AT_ONCE", {"cpu": at_once})
    assert torch.equal(headed(head, draw, K)(rows_NC, 1, cells_N), draw(rows_NC @ weights_CK, 1, cells_N))
    assert max(sizes) == min(max(1, at_once // K), H * W)
    assert not len(headed(head, draw, K)(rows_NC[:0], 1, cells_N[:0]))


def test_typical_draws_keep_to_labels_of_expected_surprise() -> None:
    probabilities = torch.tensor([0.4, 0.3, 0.1, 0.1, 0.05, 0.05])
    logits = probabilities.log()[None]

    def kept(mass: float, least: int = 1) -> list[int]:
        filtered = typical_logits(logits, mass, least).flatten()
        assert torch.equal(filtered[filtered.isfinite()], logits.flatten()[filtered.isfinite()])
        return filtered.isfinite().nonzero().flatten().tolist()

    # The entropy is 1.49, and the surprises are 0.92, 1.20, 2.30, 2.30, 3.00 and 3.00.
    assert kept(0.2) == [1]
    assert kept(0.31) == [0, 1]
    assert kept(0.71) == [0, 1, 2, 3]
    assert kept(0.2, 2) == [0, 1]
    for everything in (1.0, 1.5):
        assert kept(everything, 99) == [0, 1, 2, 3, 4, 5]
    assert kept(1.5) == [0, 1, 2, 3, 4, 5]
    assert typical(argmax, 0.2)(logits, 0, torch.zeros(1)).item() == 1
    without = logits.masked_fill(torch.tensor([[0, 0, 0, 0, 1, 1]], dtype=torch.bool), -torch.inf)
    assert typical_logits(without, 0.2).isfinite().any()


@pytest.mark.parametrize(("mass", "least"), [(0.2, 1), (0.9, 1), (0.3, 7)])
def test_typical_draws_need_no_noise_for_other_labels(mass: float, least: int) -> None:
    logits, cells, schedule = torch.randn(H * W, K), torch.randperm(H * W), Schedule.linear(2, (0.8, 0.3))
    for step in range(2):
        expected = typical(multinomial(schedule, source()), mass, least)(logits, step, cells)
        assert torch.equal(typical_multinomial(schedule, source(), mass, least)(logits, step, cells), expected)


def test_steadied_draws_keep_the_token_where_the_winner_stays() -> None:
    memory, schedule, cells = Memory(), Schedule.linear(2), CELLS[3:]

    def drawn(seed: int, logits: Tensor, step: int) -> Tensor:
        """Some of the cells, and then the others."""
        draw = steadied(multinomial(schedule, source([seed])), memory, H * W)
        return torch.cat([draw(logits[part], step, cells[part]) for part in (slice(9), slice(9, None))])

    logits = torch.cos(torch.arange(K) + KNOWN.flatten()[3:, None])
    other = logits.clone()
    other[:7] = other[:7].roll(1, 1)
    free = multinomial(schedule, source([2]))(other, 0, cells)
    first, aside = drawn(1, logits, 0), drawn(1, logits, 1)
    assert torch.equal(first, multinomial(schedule, source([1]))(logits, 0, cells))
    second = drawn(2, other, 0)
    assert torch.equal(second[7:], first[7:])
    assert torch.equal(second[:7], free[:7])
    assert not torch.equal(free[7:], first[7:])
    third = drawn(3, other, 0)
    assert torch.equal(third, second)
    assert torch.equal(drawn(2, logits, 1), aside)


def test_low_temperature_draws_the_likeliest_label() -> None:
    randomness, schedule = source(), Schedule.linear(1, temperature=(0.01, 0.01))
    logits = torch.randperm(K * H * W).view(H * W, K).float()
    assert torch.equal(multinomial(schedule, randomness)(logits, 0, CELLS), argmax(logits, 0, CELLS))


def test_schedule_follows_its_ends() -> None:
    schedule = Schedule.linear(4, (1.0, 0.4), (8.0, 2.0), guided_steps=3, t_start=0.8)
    assert schedule.ts == pytest.approx((0.8, 0.6, 0.4, 0.2, 0.0))
    assert schedule.temperatures == pytest.approx((1.0, 0.8, 0.6, 0.4))
    assert schedule.guidance == (8.0, 6.0, 4.0, 1.0)
    assert (schedule.steps, schedule.renoise_steps) == (4, 3)


def test_cosine_schedule_tells_r_and_noises_by_its_cosine() -> None:
    schedule = Schedule.cosine(4, (2.0, 1.0), 5.0, renoise_steps=3, renoise_from="prev")
    assert schedule.levels == pytest.approx((0.0, 0.25, 0.5, 0.75))
    assert schedule.ts == pytest.approx((1.0, 0.92388, 0.70711, 0.38268, 0.0), abs=1e-5)
    late = schedule.from_step(1)
    assert (late.ts, late.levels, late.temperatures) == (
        schedule.ts[1:],
        schedule.levels[1:],
        schedule.temperatures[1:],
    )
    assert (late.steps, late.guidance, late.renoise_steps, late.renoise_from) == (3, (5.0,) * 3, 2, "prev")
    partial = Schedule.cosine(3, t_start=0.70710678)
    assert partial.ts[0] == pytest.approx(0.70710678)
    assert partial.levels == pytest.approx((0.5, 2 / 3, 5 / 6))


def test_prediction_is_told_the_level() -> None:
    told: list[float] = []

    def predict(tokens_BHW: Tensor, level: float, step: int) -> Tensor:
        told.append(level)
        return Watched()(tokens_BHW, level, step)

    schedule = Schedule.cosine(3, renoise_steps=11)
    assert len(run(predict, schedule)) == 3
    assert told == list(schedule.levels)


def test_zero_temperature_draws_the_likeliest_label() -> None:
    schedule = replace(SCHEDULE, temperatures=(0.0,) * 5)
    logits = torch.randperm(K * H * W).view(H * W, K).float()
    assert torch.equal(multinomial(schedule, source())(logits, 0, CELLS), argmax(logits, 0, CELLS))


def test_guidance_wraps_the_prediction() -> None:
    def conditional(state: Tensor, t: float, _step: int) -> Tensor:
        return state + t

    def unconditional(state: Tensor, _t: float, step: int) -> Tensor:
        return state * step

    state, predict = torch.randn(2, 3), guided(conditional, unconditional, [5.0, 1.0, 0.0])
    torch.testing.assert_close(predict(state, 0.5, 0), 5 * (state + 0.5))
    torch.testing.assert_close(predict(state, 0.5, 1), state + 0.5)
    torch.testing.assert_close(predict(state, 0.5, 2), state * 2)
    torch.testing.assert_close(combine(state, torch.zeros(3), 3.0), 3 * state)


def test_weighted_predictions_add_up_and_skip_zeros() -> None:
    def flat(value: float) -> Predict:
        return lambda tokens_BHW, _t, _step: torch.full((1, K, *tokens_BHW.shape[1:]), value)

    never = Watched()
    left = torch.zeros(1, 1, H, W)
    left[..., : W // 2] = 1.0
    mixed = weighted([flat(2.0), never, flat(6.0)], [0.25, 0.0, 0.75])(KNOWN, 0.5, 0)
    assert (mixed == 5.0).all()
    assert never.seen == []
    split = weighted([flat(2.0), flat(6.0)], [left, 1 - left])(KNOWN, 0.5, 0)
    assert (split[..., : W // 2] == 2.0).all()
    assert (split[..., W // 2 :] == 6.0).all()
    with pytest.raises(ValueError, match="weight above 0"):
        weighted([never], [0.0])


def test_unguided_step_costs_one_prediction() -> None:
    watched, other = Watched(), Watched()
    run(guided(watched, other, Schedule.linear(5, guided_steps=2).guidance))
    assert (len(watched.seen), len(other.seen)) == (5, 2)
