"""The engine of the tests understands every request as the real one does: sizes, counts, boxes, what stays."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import COLOUR, FAR_COLOUR, REGION_COLOURS, FakeEngine

from paella_core.params import SamplingParams
from paella_core.request import (
    Blend,
    Box,
    Generate,
    Inpaint,
    Interpolate,
    Opening,
    Outpaint,
    Region,
    Request,
    Result,
    StructuralEdit,
    Vary,
)

GREY = np.full((40, 60, 3), 100, np.uint8)
MASK = np.zeros((40, 60), np.uint8)
MASK[10:20, 30:50] = 255
AROUND = Box(22, 2, 36, 26)
TWO = SamplingParams(seed=7, count=2)


def result_of(request: Request) -> Result:
    steps = list(FakeEngine().run(request))
    for step in steps:
        assert all(preview.shape[:2] == (step.box.height, step.box.width) for preview in step.previews)
    assert [step.result is None for step in steps] == [True, True, True, False]
    result = steps[-1].result
    assert result is not None
    assert len(result.seeds) == len(result.images)
    return result


@pytest.mark.parametrize(
    "request_",
    [Inpaint(GREY, MASK, "x", params=TWO), Vary([GREY], image=GREY, mask=MASK, params=TWO)],
)
def test_what_is_painted_is_filled_and_the_rest_stays(request_: Request) -> None:
    result = result_of(request_)
    assert (result.box, result.seeds) == (AROUND, (7, 8))
    for number, image in enumerate(result.images):
        assert (image[MASK > 0] == np.array(COLOUR) + 20 * number).all()
        assert (image[MASK == 0] == 100).all()


def test_depth_and_alpha_stay_and_what_is_filled_is_opaque() -> None:
    clear = np.zeros((40, 60, 4), np.uint16)
    image = result_of(Inpaint(clear, MASK, "x")).image
    assert image.dtype == np.uint16
    assert image[15, 40].tolist() == [part * 257 for part in COLOUR] + [65535]
    assert not image[MASK == 0].any()


@pytest.mark.parametrize("request_", [Generate("x", (30, 20)), Vary([GREY], size=(30, 20)), Vary([GREY[:20, :30]])])
def test_new_pictures_have_the_size_that_was_asked_for(request_: Request) -> None:
    result = result_of(request_)
    assert (result.image.shape, result.box) == ((20, 30, 3), Box(0, 0, 30, 20))
    assert (result.image == COLOUR).all()


def test_an_extended_picture_has_the_new_area_coloured() -> None:
    result = result_of(Outpaint(GREY, "x", right=20, top=5))
    assert result.image.shape == (45, 80, 3)
    assert (result.image[5:, :60] == 100).all()
    assert (result.image[:5] == COLOUR).all()
    assert (result.image[:, 60:] == COLOUR).all()
    assert result.box == Box(0, 0, 80, 45)


def test_strengths_mix_the_colour_in() -> None:
    strength_map = np.full((40, 60), 255, np.uint8)
    strength_map[:, :40] = 0
    request = StructuralEdit(GREY, "x", mask=MASK, strength_map=strength_map, strengths=(0.0, 0.5, 1.0))
    result = result_of(request)
    assert [image[15, 45].tolist() for image in result.images] == [[100] * 3, [70, 130, 95], list(COLOUR)]
    assert all((image[:, :40] == 100).all() and (image[MASK == 0] == 100).all() for image in result.images)
    assert result_of(StructuralEdit(GREY, "x", strength=0.5)).image[0, 0].tolist() == [70, 130, 95]


def test_frames_go_from_one_colour_to_the_other() -> None:
    result = result_of(Interpolate(["a", "b"], frames=5, image=GREY, mask=MASK))
    colours = [tuple(image[15, 40].tolist()) for image in result.images]
    assert (colours[0], colours[2], colours[-1]) == (COLOUR, (130, 110, 115), FAR_COLOUR)
    assert all((image[MASK == 0] == 100).all() for image in result.images)
    shown = [step.preview[10, 20].tolist() for step in FakeEngine().run(Interpolate(["a", "b"], 4))]
    assert shown == [list(image[10, 20]) for image in result_of(Interpolate(["a", "b"], 4)).images]


def test_regions_have_their_colours() -> None:
    other = np.zeros_like(MASK)
    other[30:, :10] = 255
    regions = [Region(MASK, "a"), Region(other, "b")]
    image = result_of(Blend(regions, image=GREY)).image
    assert (tuple(image[15, 40]), tuple(image[35, 5]), tuple(image[0, 0])) == (*REGION_COLOURS[:2], (100, 100, 100))
    assert tuple(result_of(Blend(regions)).image[0, 0]) == COLOUR


def test_openings_are_remembered() -> None:
    engine, opening = FakeEngine(), Opening(3, "a", 5)
    for request in (Generate("a"), Generate("b", opening=opening), Interpolate(["a", "b"])):
        list(engine.run(request))
    assert engine.openings == [opening]
