"""The token sampler: what may change, what is seen when, and where the randomness comes from."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from paella_core.guidance import combine, guided, guided_together
from paella_core.randomness import CountedGaussians, CountedRandomness
from paella_core.sampling import Predict, argmax, multinomial, quant, sample, switched
from paella_core.schedule import Schedule

K, H, W = 16, 6, 8
SCHEDULE = Schedule.linear(5, guidance=1.0)
KNOWN = torch.arange(H * W).view(1, H, W) % K


class Watched:
    """A prediction that depends on what it sees, and keeps it."""

    def __init__(self) -> None:
        self.seen: list[Tensor] = []

    def __call__(self, tokens_BHW: Tensor, t: float, step: int) -> Tensor:
        self.seen.append(tokens_BHW)
        labels_K11 = torch.arange(K)[:, None, None]
        return torch.cos(labels_K11 * (1 + t) + tokens_BHW[:, None] + step)


def source(
    seeds: Sequence[int] = (3,), row0: int = 0, col0: int = 0, height: int = H, width: int = W
) -> CountedRandomness:
    return CountedRandomness(seeds, K, height, width, row0, col0)


def run(predict: Predict, schedule: Schedule = SCHEDULE, seeds: Sequence[int] = (3,), **known: Tensor) -> list[Tensor]:
    randomness = source(seeds)
    return [s.tokens_BHW for s in sample(predict, multinomial(schedule, randomness), schedule, randomness, **known)]


def test_generating_starts_from_noise_alone() -> None:
    watched = Watched()
    assert len(run(watched)) == 5
    assert torch.equal(watched.seen[0], source().noise())


@given(st.lists(st.booleans(), min_size=H * W, max_size=H * W), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_tokens_outside_the_mask_never_change(cells: list[bool], seed: int) -> None:
    mask, watched = torch.tensor(cells).view(1, H, W), Watched()
    drawn = run(watched, seeds=[seed], known_BHW=KNOWN, unlock_BHW=mask.float())
    for tokens in [*watched.seen, *drawn]:
        assert torch.equal(tokens[~mask], KNOWN[~mask])
    assert torch.equal(watched.seen[0][mask], source([seed]).noise()[mask])


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


def test_nothing_is_noised_after_the_last_renoising_step() -> None:
    watched, schedule = Watched(), Schedule.linear(6, renoise_steps=3)
    drawn = run(watched, schedule)
    noised = [not torch.equal(seen, before) for seen, before in zip(watched.seen[1:], drawn, strict=False)]
    assert noised == [True, True, True, False, False]


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
    assert torch.equal(window.noise(), whole.noise()[:, rows, columns])
    assert torch.equal(window.renoise(2), whole.renoise(2)[:, rows, columns])
    assert torch.equal(window.categorical(2), whole.categorical(2)[:, rows, columns])


def test_uniforms_are_uniform_and_unrelated() -> None:
    randomness = CountedRandomness([0], 512, 32, 32)
    first, second = randomness.categorical(0), randomness.categorical(1)
    assert first.min() > 0
    assert first.max() < 1
    counts = torch.histc(first, 64, 0, 1)
    assert ((counts - counts.mean()).square() / counts.mean()).sum() < 63 + 6 * (2 * 63) ** 0.5
    for other in (
        second,
        first.roll(1, 1),
        first.roll(1, 2),
        first.roll(1, 3),
        CountedRandomness([1], 512, 32, 32).categorical(0),
    ):
        correlation = 12 * ((first - 0.5) * (other - 0.5)).mean()
        assert abs(correlation.item()) < 6 / first.numel() ** 0.5


def test_noise_tokens_take_every_label_alike() -> None:
    counts = CountedRandomness([5], K, 64, 64).noise().flatten().bincount(minlength=K).float()
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
    tokens = multinomial(schedule, randomness)(logits_K.view(1, K, 1, 1).expand(1, K, 100, 100), 0)
    expected = (logits_K / 0.7).softmax(0) * 10000
    counts = tokens.flatten().bincount(minlength=K)
    assert ((counts - expected).square() / expected).sum() < 15 + 6 * 30**0.5


def test_drawing_modes() -> None:
    logits = torch.zeros(1, 4, 1, 2)
    logits[0, 2, 0, 0] = 5.0
    logits[0, 0, 0, 1], logits[0, 1, 0, 1] = 9.0, 9.0
    codebook = torch.tensor([[0.0, 0.0], [2.0, 0.0], [1.0, 0.1], [9.0, 9.0]])
    averaged = quant(Schedule.linear(2, temperature=(0.1, 0.1)), codebook)
    assert argmax(logits, 0).tolist() == [[[2, 0]]]
    assert averaged(logits, 0).tolist() == [[[2, 2]]]  # the mean of codes 0 and 1 lies nearest to code 2
    either = switched(1, argmax, averaged)
    assert either(logits, 0).tolist() == [[[2, 0]]]
    assert either(logits, 1).tolist() == [[[2, 2]]]


def test_low_temperature_draws_the_likeliest_label() -> None:
    randomness, schedule = source(), Schedule.linear(1, temperature=(0.01, 0.01))
    logits = torch.randperm(K * H * W).view(1, K, H, W).float()
    assert torch.equal(multinomial(schedule, randomness)(logits, 0), argmax(logits, 0))


def test_schedule_follows_its_ends() -> None:
    schedule = Schedule.linear(4, (1.0, 0.4), (8.0, 2.0), guided_steps=3, t_start=0.8)
    assert schedule.ts == pytest.approx((0.8, 0.6, 0.4, 0.2, 0.0))
    assert schedule.temperatures == pytest.approx((1.0, 0.8, 0.6, 0.4))
    assert schedule.guidance == (8.0, 6.0, 4.0, 1.0)
    assert (schedule.steps, schedule.renoise_steps) == (4, 3)


def test_guidance_wraps_the_prediction() -> None:
    def conditional(state: Tensor, t: float, _step: int) -> Tensor:
        return state + t

    def unconditional(state: Tensor, _t: float, step: int) -> Tensor:
        return state * step

    def both(states: Tensor, t: float, step: int) -> Tensor:
        first, second = states.chunk(2)
        return torch.cat([conditional(first, t, step), unconditional(second, t, step)])

    state, scales = torch.randn(2, 3), [5.0, 1.0, 0.0]
    apart, together = guided(conditional, unconditional, scales), guided_together(conditional, both, scales)
    for step in range(3):
        torch.testing.assert_close(apart(state, 0.5, step), together(state, 0.5, step))
    torch.testing.assert_close(apart(state, 0.5, 0), 5 * (state + 0.5))
    torch.testing.assert_close(combine(state, torch.zeros(3), 3.0), 3 * state)


def test_unguided_step_costs_one_prediction() -> None:
    watched, other = Watched(), Watched()
    run(guided(watched, other, Schedule.linear(5, guided_steps=2).guidance))
    assert (len(watched.seen), len(other.seen)) == (5, 2)
