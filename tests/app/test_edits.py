"""From the document to a request: copies, and what each mode means."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pictures import noise
from PySide6.QtGui import QColorSpace

from app.application.work import wanted_of
from app.document.document import Document
from app.document.node import Region, Wording
from app.document.plane import Plane
from app.engine.edits import Terms, freeze, has_mask, recipe_of, text_of
from app.modes import Mode, Wanted
from paella_core.params import SamplingParams
from paella_core.request import Blend, Box, Generate, Inpaint, Opening, Outpaint, Result, StructuralEdit, Vary

WANTED = Wanted(Mode.INPAINT, "a red boat", "people", SamplingParams(seed=7), 0.4, "wide")
MASK = Box(50, 40, 40, 20)


@pytest.fixture
def painted(document: Document) -> Document:
    with document.edit("Paint mask", document.mask), document.mask.paint(MASK) as pixels:
        pixels[...] = 255
    return document


def request_of(document: Document, mode: Mode, terms: Terms | None = None):
    return freeze(document, replace(WANTED, mode=mode), terms).request


def test_a_fill_holds_copies_and_all_that_was_wished(painted: Document) -> None:
    edit = freeze(painted, WANTED, Terms(box=Box(20, 20, 120, 100)))
    request = edit.request
    assert isinstance(request, Inpaint)
    assert (request.prompt, request.negative, request.params.seed) == ("a red boat", "people", 7)
    assert (request.edge, request.box) == ("wide", Box(20, 20, 120, 100))
    assert request.strength_map is None
    for array in (request.image, request.mask):
        assert not np.shares_memory(array, painted.layers()[0].pixels.array)
        assert not np.shares_memory(array, painted.mask.array)
    np.testing.assert_array_equal(request.mask, painted.read_mask())
    assert edit.text == "Fill mask"


def test_a_painted_strength_goes_along(painted: Document) -> None:
    with painted.edit("Strength", painted.strength), painted.strength.paint(MASK) as pixels:
        pixels[...] = 90
    request = request_of(painted, Mode.INPAINT)
    assert isinstance(request, Inpaint)
    assert request.strength_map is not None
    assert request.strength_map[50, 60] == 90


def test_a_whole_picture_has_the_size_of_the_canvas(document: Document) -> None:
    assert not has_mask(document)
    edit = freeze(document, replace(WANTED, mode=Mode.GENERATE))
    assert isinstance(edit.request, Generate)
    assert edit.request.size == (document.width, document.height)
    assert edit.before is None
    assert edit.mask is None


def test_structure_keeps_to_the_mask_where_there_is_one(document: Document, painted: Document) -> None:
    masked = request_of(painted, Mode.STRUCTURE)
    assert isinstance(masked, StructuralEdit)
    assert masked.strength == 0.4
    np.testing.assert_array_equal(masked.mask, painted.read_mask())
    painted.undo()
    whole = request_of(document, Mode.STRUCTURE)
    assert isinstance(whole, StructuralEdit)
    assert whole.mask is None
    assert (text_of(document, Mode.STRUCTURE), text_of(document, Mode.VARY)) == ("Restructure picture", "Vary picture")


def test_a_variation_looks_at_the_masked_part(painted: Document) -> None:
    request = request_of(painted, Mode.VARY)
    assert isinstance(request, Vary)
    np.testing.assert_array_equal(request.images[0], painted.flattened()[MASK.slices])
    np.testing.assert_array_equal(request.mask, painted.read_mask())
    painted.undo()
    whole = request_of(painted, Mode.VARY)
    assert isinstance(whole, Vary)
    assert (whole.image, whole.mask) == (None, None)
    np.testing.assert_array_equal(whole.images[0], painted.flattened())


def test_a_blend_has_the_regions_that_are_painted(document: Document) -> None:
    planes = [np.zeros((150, 200), np.uint8) for _ in range(3)]
    planes[0][:, :60], planes[2][20:40] = 255, 128
    words = [Wording("a castle"), Wording("nothing"), Wording("a lake", 2.0)]
    regions = tuple(Region(Plane(plane), wording) for plane, wording in zip(planes, words, strict=True))
    document.set_regions("Add regions", regions)
    edit = freeze(document, replace(WANTED, mode=Mode.BLEND))
    assert isinstance(edit.request, Blend)
    assert [(region.prompt, region.weight) for region in edit.request.regions] == [("a castle", 1.0), ("a lake", 2.0)]
    np.testing.assert_array_equal(edit.mask, np.maximum(planes[0], planes[2]))


@pytest.mark.parametrize(
    ("frame", "sides"),
    [
        (Box(0, 0, 300, 150), (0, 0, 100, 0)),
        (Box(-40, -20, 240, 200), (40, 20, 0, 30)),
        (Box(50, 0, 250, 150), (0, 0, 100, 0)),
    ],
)
def test_the_picture_goes_on_to_the_frame(document: Document, frame: Box, sides: tuple[int, ...]) -> None:
    edit = freeze(document, replace(WANTED, mode=Mode.EXTEND), Terms(frame=frame))
    request = edit.request
    assert isinstance(request, Outpaint)
    assert (request.left, request.top, request.right, request.bottom) == sides
    height, width = request.image.shape[:2]
    assert (width + request.left + request.right, height + request.top + request.bottom) == (frame.width, frame.height)
    assert edit.before is not None
    assert edit.mask is not None
    known = edit.mask == 0
    assert np.count_nonzero(known) == width * height
    np.testing.assert_array_equal(edit.before[known].reshape(request.image.shape), request.image)


def test_the_engine_sees_srgb(painted: Document) -> None:
    painted.profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    request = request_of(painted, Mode.INPAINT)
    assert isinstance(request, Inpaint)
    assert not np.array_equal(request.image, noise())


def test_a_recipe_leads_back_to_the_wish(painted: Document) -> None:
    opening = Opening(3, "a lake", 5)
    edit = freeze(painted, replace(WANTED, mode=Mode.STRUCTURE), Terms(opening=opening))
    params = SamplingParams(seed=7, count=2, steps=12)
    result = Result((noise(),) * 2, (7, 8), params, Box(0, 0, 200, 150), "mini", "cpu", 1.0)
    recipe = recipe_of(edit, result, 1)
    assert recipe["opening"] == {"steps": 3, "prompt": "a lake", "seed": 5, "negative": ""} | recipe["opening"]
    wanted = wanted_of(recipe)
    assert (wanted.mode, wanted.prompt, wanted.negative, wanted.strength) == (
        Mode.STRUCTURE,
        "a red boat",
        "people",
        0.4,
    )
    assert (wanted.params.seed, wanted.params.count, wanted.params.steps) == (8, 1, 12)
