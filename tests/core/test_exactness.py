"""The promise to the user: what was not painted stays, byte for byte, whatever the size, the depth and the mask."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from paella_core.engine import Engine
from paella_core.params import SamplingParams
from paella_core.request import (
    Blend,
    Box,
    Inpaint,
    Opening,
    Outpaint,
    Region,
    Request,
    Result,
    StructuralEdit,
    Vary,
)

FEW, MANY, AT_ONCE = 60, 2000, 50
LONGEST = 67


@dataclass(frozen=True, eq=False)
class Job:
    """A request, and for each of its pictures, or for all of them, which pixels may change."""

    request: Inpaint | Outpaint | StructuralEdit | Vary | Blend
    may_change: np.ndarray
    others: tuple[np.ndarray, ...] = ()

    @property
    def count(self) -> int:
        """How many pictures there will be."""
        return self.request.params.count + len(self.others)

    def mask_of(self, number: int) -> np.ndarray:
        """Which pixels of a picture may change."""
        return (self.may_change, *self.others)[number] if self.others else self.may_change

    def kept(self, picture: np.ndarray, number: int) -> np.ndarray:
        """The pixels of the picture that may not; what outpainting adds may."""
        if isinstance(self.request, Outpaint):
            return picture.reshape(-1, picture.shape[2])
        return picture[~self.mask_of(number)]


def result_of(engine: Engine, request: Request) -> Result:
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


def random_strengths(random: np.random.Generator, height: int, width: int) -> np.ndarray | None:
    """No map, or one of any values, a part of them zero."""
    if random.random() < 0.5:
        return None
    strengths = random.integers(0, 256, (height, width)).astype(np.uint8)
    strengths[random.random((height, width)) < 0.3] = 0
    return strengths


def random_inpaint(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    mask, strengths = random_mask(random, *picture.shape[:2]), random_strengths(random, *picture.shape[:2])
    may_change = mask > 0 if strengths is None else (mask > 0) & (strengths > 0)
    return Job(Inpaint(picture, mask, "a boat", params=params, strength_map=strengths), may_change)


def random_outpaint(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    left, top, right, bottom = (int(side) for side in random.integers(0, 40, 4))
    right += left + top + right + bottom == 0
    may_change = np.pad(np.zeros(picture.shape[:2], bool), ((top, bottom), (left, right)), constant_values=True)
    return Job(Outpaint(picture, "a boat", left, top, right, bottom, params=params), may_change)


def random_structural_edit(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    strengths = random_strengths(random, *picture.shape[:2])
    mask = random_mask(random, *picture.shape[:2]) if random.random() < 0.5 else None
    strength = float(random.choice([0.0, 1.0, random.random()]))
    may_change = np.full(picture.shape[:2], strength > 0)
    may_change &= True if mask is None else mask > 0
    may_change &= True if strengths is None else strengths > 0
    return Job(StructuralEdit(picture, "a boat", strength, strengths, mask, params=params), may_change)


def random_series(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    """Several strengths, some of them 0."""
    one = random_structural_edit(random, picture, replace(params, count=1))
    assert isinstance(one.request, StructuralEdit)
    strengths = [float(random.choice([0.0, 1.0, random.random()])) for _ in range(random.integers(2, 4))]
    request = replace(one.request, strengths=strengths)
    anywhere = np.full(picture.shape[:2], True)
    anywhere &= True if request.mask is None else request.mask > 0
    anywhere &= True if request.strength_map is None else request.strength_map > 0
    first, *others = (anywhere & (strength > 0) for strength in strengths)
    return Job(request, first, tuple(others))


def random_branch(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    """Any edit that may have an opening, with one."""
    kinds = (random_inpaint, random_outpaint, random_structural_edit)
    job = kinds[random.integers(len(kinds))](random, picture, params)
    assert params.steps is not None
    opening = Opening(int(random.integers(0, params.steps + 1)), "a castle", int(random.integers(2**32)))
    return replace(job, request=replace(job.request, opening=opening))


def random_variation(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    mask = random_mask(random, *picture.shape[:2])
    return Job(Vary([random_picture(random)], "", image=picture, mask=mask, params=params), mask > 0)


def random_blend(random: np.random.Generator, picture: np.ndarray, params: SamplingParams) -> Job:
    masks = [random_mask(random, *picture.shape[:2]) for _ in range(random.integers(1, 4))]
    regions = [Region(mask, word, random.random() * 10) for mask, word in zip(masks, "abc", strict=False)]
    return Job(Blend(regions, picture, "a boat", params=params), np.max(masks, axis=0) > 0)


KINDS = (
    random_inpaint,
    random_outpaint,
    random_structural_edit,
    random_series,
    random_branch,
    random_variation,
    random_blend,
)


def check_one(engine: Engine, seed: int) -> None:
    random = np.random.default_rng(seed)
    picture = random_picture(random)
    before = picture.copy()
    params = SamplingParams(seed=seed, steps=1 + seed % 2, count=1 + seed % 2)
    job = KINDS[seed % len(KINDS)](random, picture, params)
    images = result_of(engine, job.request).images
    assert len(images) == job.count
    for number, image in enumerate(images):
        assert image.dtype == before.dtype
        assert image.shape == (*job.may_change.shape, before.shape[2])
        assert image[~job.mask_of(number)].tobytes() == job.kept(before, number).tobytes()
    assert picture.tobytes() == before.tobytes()


@pytest.mark.parametrize("seed", range(FEW))
def test_nothing_outside_the_mask_changes(toy_engine: Engine, seed: int) -> None:
    check_one(toy_engine, seed)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("first", range(FEW, FEW + MANY, AT_ONCE))
def test_nothing_outside_the_mask_changes_in_many_pictures(toy_engine: Engine, first: int) -> None:
    for seed in range(first, first + AT_ONCE):
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
