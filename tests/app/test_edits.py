"""From the document to a request and back: copies, depths and channels, one undo step, and nothing beside the box."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import COLOUR, FakeEngine
from pictures import noise
from PySide6.QtGui import QColorSpace

from app.document import pictures
from app.document.document import Document
from app.document.node import Layer, Look
from app.document.plane import Plane
from app.engine.edits import Edit, TargetChanged, Wish, apply_result, as_pixels_of, freeze, has_mask
from paella_core.params import SamplingParams
from paella_core.request import Generate, Inpaint, Result

WISH = Wish("a red boat", "people", SamplingParams(seed=7))


def painted(document: Document) -> Document:
    with document.edit("Paint mask", document.mask), document.mask.paint(document.bounds) as pixels:
        pixels[40:60, 50:90] = 255
    return document


def result_of(edit: Edit) -> Result:
    result = [step.result for step in FakeEngine().run(edit.request)][-1]
    assert result is not None
    return result


def test_a_painted_document_means_filling_its_mask(document: Document) -> None:
    edit = freeze(painted(document), WISH)
    request = edit.request
    assert isinstance(request, Inpaint)
    assert (request.prompt, request.negative, request.params.seed) == ("a red boat", "people", 7)
    assert not np.shares_memory(request.image, document.flattened())
    assert not np.shares_memory(request.mask, document.mask.array)


def test_an_unpainted_document_means_a_whole_picture(document: Document) -> None:
    assert not has_mask(document)
    request = freeze(document, WISH).request
    assert isinstance(request, Generate)
    assert request.size == (document.width, document.height)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_result_is_one_step_inside_the_mask(channels: int, dtype: type) -> None:
    document = painted(Document.from_array(noise(channels=channels, dtype=dtype)))
    edit = freeze(document, WISH)
    assert apply_result(edit, result_of(edit))
    outside = document.mask.array == 0
    np.testing.assert_array_equal(document.flattened()[outside], noise(channels=channels, dtype=dtype)[outside])
    assert document.history() == ["Paint mask", "Fill mask"]
    document.undo()
    np.testing.assert_array_equal(document.flattened(), noise(channels=channels, dtype=dtype))


def test_pixels_beside_the_box_are_not_taken_from_the_result(document: Document) -> None:
    edit = freeze(painted(document), WISH)
    result = result_of(edit)
    result.images[0][0, 0] = 255 - result.images[0][0, 0]
    apply_result(edit, result)
    assert tuple(document.flattened()[0, 0]) == tuple(noise()[0, 0])


def test_a_result_that_changes_nothing_is_no_step(document: Document) -> None:
    edit = freeze(painted(document), WISH)
    result = result_of(edit)
    assert apply_result(edit, result)
    assert not apply_result(edit, result)
    assert document.history() == ["Paint mask", "Fill mask"]


def test_the_document_knows_how_it_was_made(document: Document) -> None:
    edit = freeze(painted(document), WISH)
    apply_result(edit, result_of(edit))
    recipe = document.recipe
    assert recipe is not None
    assert (recipe["verb"], recipe["prompt"], recipe["negative"]) == ("inpaint", "a red boat", "people")
    assert recipe["params"]["seed"] == 7
    assert pictures.params_of(recipe).seed == 7


def test_the_engine_sees_srgb_and_the_rest_keeps_its_own_colours(document: Document) -> None:
    document.profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    edit = freeze(painted(document), WISH)
    assert isinstance(edit.request, Inpaint)
    assert not np.array_equal(edit.request.image, noise())
    apply_result(edit, result_of(edit))
    outside = document.mask.array == 0
    np.testing.assert_array_equal(document.flattened()[outside], noise()[outside])
    filled = pictures.to_srgb(document.flattened(), document.profile)[50, 70]
    np.testing.assert_allclose(filled.astype(int), COLOUR, atol=4)  # 8 bits of the wider colours


def test_over_several_layers_a_result_is_a_layer_of_what_changed(document: Document) -> None:
    with document.edit("Add layer", document.root.members):
        top = Layer(Plane(np.full((150, 200, 4), 60, np.uint8)), Look("Top"))
        document.root.children = (*document.root.children, top)
    before = document.flattened()
    edit = freeze(painted(document), WISH)
    assert apply_result(edit, result_of(edit))
    made = document.layers()[-1]
    assert made.look.name == "a red boat"
    assert not made.pixels.array[made.pixels.array[..., 3] == 0].any()
    outside = document.mask.array == 0
    np.testing.assert_array_equal(document.flattened()[outside], before[outside])
    assert (document.flattened()[50, 70] == COLOUR).all()
    document.undo()
    np.testing.assert_array_equal(document.flattened(), before)


def test_a_result_of_another_size_is_refused(document: Document) -> None:
    edit = freeze(painted(document), WISH)
    other = Edit(edit.text, Document.from_array(noise(64, 48)), edit.request)
    with pytest.raises(TargetChanged, match="another size"):
        apply_result(other, result_of(edit))


def test_depths_and_channels_are_those_of_the_document() -> None:
    flat, deep = np.array([[[255, 128, 0]]], np.uint8), np.array([[[65535, 128 * 257, 0, 257]]], np.uint16)
    assert as_pixels_of(np.dtype(np.uint16), flat).tolist() == [[[65535, 128 * 257, 0, 65535]]]
    assert as_pixels_of(np.dtype(np.uint8), deep).tolist() == [[[255, 128, 0, 1]]]
