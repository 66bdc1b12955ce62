"""A result into its document: a layer with a mask, one undo step, at the place that was meant, whatever moved since."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fakes import COLOUR, FakeEngine
from pictures import noise
from PySide6.QtGui import QColorSpace

from app.document import pictures
from app.document.document import Document
from app.engine.edits import Edit, Terms, freeze
from app.engine.landing import PlaceGone, as_pixels_of, changed_outside, land
from app.modes import Mode, Wanted
from paella_core.request import Box, Result

WANTED = Wanted(Mode.INPAINT, "a red boat")
MASK = Box(50, 40, 40, 20)


def painted(document: Document) -> Document:
    with document.edit("Paint mask", document.mask), document.mask.paint(MASK) as pixels:
        pixels[...] = 255
    return document


def result_of(edit: Edit) -> Result:
    result = [step.result for step in FakeEngine().run(edit.request)][-1]
    assert result is not None
    return result


def landed(edit: Edit) -> np.ndarray:
    """The picture that was put into the document."""
    result = result_of(edit)
    land(edit, result.image[result.box.slices], result.box, {"prompt": "a red boat"})
    return result.image


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_result_is_a_masked_layer_in_one_step(channels: int, dtype: type) -> None:
    before = noise(channels=channels, dtype=dtype)
    document = painted(Document.from_array(before))
    landed(freeze(document, WANTED))
    outside = document.mask.array == 0
    np.testing.assert_array_equal(document.layers()[0].pixels.array[..., :channels], before)
    seen = outside & (before[..., -1] > 0 if channels == 4 else True)  # where nothing is opaque, there is no colour
    np.testing.assert_array_equal(document.flattened()[seen], before[seen])
    deep = 257 if dtype is np.uint16 else 1
    assert (document.flattened()[~outside][:, :3] == np.array(COLOUR) * deep).all()
    layer = document.layers()[-1]
    assert document.active is layer
    assert layer.look.name == "a red boat"
    assert layer.mask is not None
    np.testing.assert_array_equal(layer.mask.read(document.bounds) == 255, ~outside)
    assert document.history() == ["Paint mask", "Fill mask"]
    assert document.recipe == {"prompt": "a red boat"}
    document.undo()
    np.testing.assert_array_equal(document.flattened(), before)


def test_painting_the_mask_away_brings_the_picture_back(document: Document) -> None:
    landed(freeze(painted(document), WANTED))
    mask = document.layers()[-1].mask
    assert mask is not None
    with document.edit("Paint", mask), mask.paint(Box(50, 40, 20, 20)) as pixels:
        pixels[...] = 0
    seen = document.flattened()
    np.testing.assert_array_equal(seen[40:60, 50:70], noise()[40:60, 50:70])
    assert (seen[40:60, 70:90] == COLOUR).all()


def test_a_band_beyond_the_mask_is_on_the_layer_too(document: Document) -> None:
    edit = freeze(painted(document), replace(WANTED, edge="wide"))
    result = result_of(edit)
    picture = result.image[result.box.slices].copy()
    picture[0, 0] = 255 - picture[0, 0]
    assert changed_outside(edit, picture, result.box) == 1
    land(edit, picture, result.box, {})
    seen = document.flattened()[result.box.slices]
    np.testing.assert_array_equal(seen[0, 0], picture[0, 0])


def test_the_canvas_and_what_comes_to_it_are_one_step(document: Document) -> None:
    frame = Box(-40, 0, 300, 150)
    landed(freeze(document, replace(WANTED, mode=Mode.EXTEND), Terms(frame=frame)))
    assert (document.width, document.height) == (300, 150)
    seen = document.flattened()
    np.testing.assert_array_equal(seen[:, 40:240], noise())
    assert (seen[:, :40] == COLOUR).all()
    assert (seen[:, 240:] == COLOUR).all()
    assert document.history() == ["Extend picture"]
    document.undo()
    np.testing.assert_array_equal(document.flattened(), noise())


def test_a_result_follows_its_place_when_the_canvas_moves(document: Document) -> None:
    edit = freeze(painted(document), WANTED)
    document.resize("Extend canvas", Box(-30, -10, 260, 180))
    landed(edit)
    moved = Box(80, 50, 40, 20)
    assert (document.flattened()[moved.slices][..., :3] == COLOUR).all()
    document.undo()
    document.undo()
    landed(edit)
    assert (document.flattened()[MASK.slices] == COLOUR).all()


def test_a_result_whose_place_is_cut_off_is_refused(document: Document) -> None:
    edit = freeze(painted(document), WANTED)
    document.resize("Crop canvas", Box(150, 100, 40, 40))
    with pytest.raises(PlaceGone, match="cut off"):
        landed(edit)
    assert document.history() == ["Paint mask", "Crop canvas"]


def test_what_is_locked_is_free_after_the_answer(document: Document) -> None:
    edit = freeze(painted(document), WANTED)
    with document.edit("Lock part", document.keep):
        document.keep.cover(document.bounds)
        with document.keep.paint(MASK) as pixels:
            pixels[...] = 255
    landed(edit)
    assert not document.keep.array.any()
    document.undo()
    assert document.keep.read(MASK).all()


def test_the_rest_keeps_its_own_colours(document: Document) -> None:
    document.profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    edit = freeze(painted(document), replace(WANTED, mode=Mode.STRUCTURE))
    whole = replace(edit, mask=None)
    assert edit.before is not None
    picture = edit.before.copy()
    picture[MASK.slices] = COLOUR
    land(whole, picture, document.bounds, {})
    outside = document.mask.array == 0
    np.testing.assert_array_equal(document.flattened()[outside], noise()[outside])
    filled = pictures.to_srgb(document.flattened(), document.profile)[50, 70]
    np.testing.assert_allclose(filled.astype(int), COLOUR, atol=4)  # 8 bits of the wider colours


def test_depths_and_channels_are_those_of_the_document() -> None:
    flat, deep = np.array([[[255, 128, 0]]], np.uint8), np.array([[[65535, 128 * 257, 0, 257]]], np.uint16)
    assert as_pixels_of(np.dtype(np.uint16), flat).tolist() == [[[65535, 128 * 257, 0, 65535]]]
    assert as_pixels_of(np.dtype(np.uint8), deep).tolist() == [[[255, 128, 0, 1]]]
