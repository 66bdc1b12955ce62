"""The promise to the user: what was not painted stays, byte for byte, whatever the size, the depth and the mask."""

from __future__ import annotations

import numpy as np
import pytest

from paella_core.engine import Engine
from paella_core.params import SamplingParams
from paella_core.request import Box, Inpaint, Result

FEW, MANY = 60, 2000
LONGEST = 67


def result_of(engine: Engine, request: Inpaint) -> Result:
    *_, last = engine.run(request)
    assert last.result is not None
    return last.result


def random_picture(random: np.random.Generator) -> np.ndarray:
    """1..67 pixels a side, 8 or 16 bits, with or without alpha, each value drawn for itself."""
    dtype = (np.uint8, np.uint16)[random.integers(2)]
    height, width = random.integers(1, LONGEST + 1, 2)
    return random.integers(0, np.iinfo(dtype).max + 1, (height, width, random.integers(3, 5))).astype(dtype)


def random_mask(random: np.random.Generator, height: int, width: int) -> np.ndarray:
    """One of the kinds that people paint: scattered pixels, a stroke, a block, everything; hard or soft."""
    mask = np.zeros((height, width), np.uint8)
    match random.integers(4):
        case 0:
            mask[random.random((height, width)) < random.random()] = 255
        case 1:
            rows = np.linspace(*random.integers(0, height, 2), 50).round().astype(int)
            mask[rows, np.linspace(*random.integers(0, width, 2), 50).round().astype(int)] = random.integers(1, 256)
        case 2:
            top, left = random.integers(0, height), random.integers(0, width)
            mask[top : top + random.integers(1, 30), left : left + random.integers(1, 30)] = 255
        case _:
            mask[:] = random.integers(0, 256, (height, width))
    mask[random.integers(0, height), random.integers(0, width)] = random.integers(1, 256)
    return mask


def check_one(engine: Engine, seed: int) -> None:
    random = np.random.default_rng(seed)
    picture = random_picture(random)
    mask = random_mask(random, *picture.shape[:2])
    before, mask_before = picture.copy(), mask.copy()
    params = SamplingParams(seed=seed, steps=1 + seed % 2, count=1 + seed % 2)
    result = result_of(engine, Inpaint(picture, mask, "a boat", params=params))
    assert len(result.images) == params.count
    for image in result.images:
        assert image.dtype == before.dtype
        assert image.shape == before.shape
        assert image[mask == 0].tobytes() == before[mask == 0].tobytes()
    assert picture.tobytes() == before.tobytes()
    assert mask.tobytes() == mask_before.tobytes()


@pytest.mark.parametrize("seed", range(FEW))
def test_nothing_outside_the_mask_changes(toy_engine: Engine, seed: int) -> None:
    check_one(toy_engine, seed)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_nothing_outside_the_mask_changes_in_many_pictures(toy_engine: Engine) -> None:
    for seed in range(FEW, FEW + MANY):
        check_one(toy_engine, seed)


def test_nothing_outside_the_mask_changes_on_mini(mini_engine: Engine) -> None:
    for seed in range(5):
        check_one(mini_engine, seed)


def test_what_is_painted_is_filled(toy_engine: Engine) -> None:
    picture = np.zeros((48, 48, 3), np.uint8)
    mask = np.zeros((48, 48), np.uint8)
    mask[20:30, 20:30] = 255
    result = result_of(toy_engine, Inpaint(picture, mask, "a boat", params=SamplingParams(seed=1)))
    assert (result.image[mask > 0] != 0).any(axis=-1).mean() > 0.5


def test_a_box_of_the_caller_is_kept(toy_engine: Engine) -> None:
    picture = np.zeros((90, 90, 3), np.uint8)
    mask = np.zeros((90, 90), np.uint8)
    mask[20:30, 20:30] = 255
    box = Box(3, 5, 61, 43)
    steps = list(toy_engine.run(Inpaint(picture, mask, "a boat", params=SamplingParams(seed=1), box=box)))
    assert {step.box for step in steps} == {box}
    assert {step.preview.shape for step in steps} == {(43, 61, 3)}
