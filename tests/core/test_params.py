"""The knobs of sampling: what they refuse, and how a choice is laid over a preset and a pack."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from paella_core.errors import BadInput
from paella_core.params import LARGEST_SEED, SamplingParams, knob_of

PACK = SamplingParams(steps=32, renoise_steps=26, temperature=(1.2, 0.2), guidance=8.0, typical_mass=0.2)
NUMBERS = [each.name for each in fields(SamplingParams) if not knob_of(each.name).choices]


def of(name: str, value: Any) -> SamplingParams:
    values: dict[str, Any] = {name: value}
    return SamplingParams(**values)


def paired(name: str, value: Any) -> Any:
    return (value, value) if name == "temperature" else value


@pytest.mark.parametrize("name", NUMBERS)
def test_a_knob_takes_its_range_and_nothing_beyond(name: str) -> None:
    knob = knob_of(name)
    for end in (knob.low, knob.high):
        assert getattr(of(name, paired(name, end)), name) == paired(name, end)
    for beyond in (knob.low - 1, knob.high + 1, float("nan"), float("inf"), 10**400, "many", True):
        with pytest.raises(BadInput, match=f"{knob.label} must lie between"):
            of(name, paired(name, beyond))


@pytest.mark.parametrize("name", ["seed", "count", "steps", "renoise_steps", "guided_steps"])
def test_what_is_counted_is_whole(name: str) -> None:
    with pytest.raises(BadInput, match="whole number"):
        of(name, 1.5)


def test_a_drawing_is_one_of_its_words() -> None:
    for mode in knob_of("mode").choices:
        assert SamplingParams(mode=mode).mode == mode
    for mode in ("best", 3, ["argmax"]):
        with pytest.raises(BadInput, match="Drawing must be one of multinomial, argmax, quant"):
            of("mode", mode)


@pytest.mark.parametrize("value", [1.0, (1.0,), (1.0, 0.5, 0.2), [1.0, 0.2]])
def test_temperature_is_two_numbers(value: Any) -> None:
    with pytest.raises(BadInput, match="Temperature must be two numbers"):
        of("temperature", value)


@pytest.mark.parametrize(("name", "value"), [("steps", (1, 2)), ("guidance", (1.0, 2.0)), ("mode", ("argmax",) * 2)])
def test_all_else_is_one_value(name: str, value: Any) -> None:
    with pytest.raises(BadInput, match="must be one value"):
        of(name, value)


def test_a_choice_lies_over_a_preset_and_that_over_the_pack() -> None:
    preset = SamplingParams(steps=12, renoise_steps=11, temperature=(1.0, 0.2))
    over = SamplingParams(seed=7, count=2, steps=20).over(preset)
    assert over == SamplingParams(seed=7, count=2, steps=20, renoise_steps=11, temperature=(1.0, 0.2))
    complete = over.completed(PACK)
    assert (complete.steps, complete.renoise_steps, complete.temperature) == (20, 11, (1.0, 0.2))
    assert (complete.seed, complete.count, complete.guidance, complete.typical_mass) == (7, 2, 8.0, 0.2)
    assert (complete.guided_steps, complete.mode) == (None, None)


def test_fewer_steps_noise_again_fewer_times() -> None:
    assert SamplingParams(steps=8).completed(PACK).renoise_steps == 7
    assert SamplingParams(steps=40).completed(PACK).renoise_steps == 26
    assert SamplingParams(steps=5).completed(SamplingParams(guidance=3.0)).renoise_steps == 4


def test_a_seed_is_drawn_only_where_there_is_none() -> None:
    assert SamplingParams(seed=0).completed(PACK).seed == 0
    drawn = {SamplingParams().completed(PACK).seed for _ in range(4)}
    assert len(drawn) > 1
    assert all(seed is not None and 0 <= seed <= LARGEST_SEED - 16 for seed in drawn)
