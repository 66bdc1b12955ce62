"""Painting on the mask of a layer, and moving it."""

from __future__ import annotations

import numpy as np
import pytest
from pictures import noise
from PySide6.QtGui import QColor
from stacks import commands_on, cover, lock
from test_tools_painting import paint_brush, stroke

from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.document import Document
from app.document.node import Layer
from app.document.plane import Plane
from app.tools.colours import Colours, as_pixel
from app.tools.fill import Fill, FillSettings
from app.tools.inks import BlendInk, clear_coat, colour_coat
from app.tools.move import MoveLayer
from app.tools.painting import grey_of
from app.tools.tool import Gesture, Phase, PointerEvent, ToolError
from paella_core.request import Box

HALF = Box(0, 0, 100, 150)  # of the document of these tests


@pytest.fixture
def session(document: Document) -> Session:
    made = Session()
    made.add(document)
    return made


@pytest.fixture
def commands(session: Session) -> LayerCommands:
    return commands_on(session)


@pytest.fixture
def refusals(commands: LayerCommands) -> list[str]:
    heard: list[str] = []
    commands.refused.connect(lambda _title, text: heard.append(text))
    return heard


@pytest.fixture
def layer(document: Document) -> Layer:
    return document.layers()[0]


def half_masked(commands: LayerCommands, document: Document) -> Plane:
    """The mask of the active layer, which shows the left half."""
    cover(document, HALF)
    commands.add_mask()
    cover(document, HALF, 0)
    layer = document.active
    assert isinstance(layer, Layer)
    assert layer.mask is not None
    return layer.mask


def seen(document: Document) -> np.ndarray:
    return document.composite.read(document.bounds).copy()


def test_what_is_painted_on_belongs_to_the_active_layer(document: Document, commands: LayerCommands) -> None:
    heard: list[bool] = []
    document.active_changed.connect(lambda: heard.append(document.paints_mask))
    document.paints_mask = True
    assert not document.paints_mask
    document.paints_mask = False
    commands.add_mask()
    commands.toggle_mask_painting()
    commands.toggle_mask_painting()
    assert heard == [True, False, True]
    assert document.history() == ["Add layer mask"]
    commands.add()
    assert not document.paints_mask
    document.active = document.layers()[0]
    assert not document.paints_mask
    document.paints_mask = True
    commands.delete_mask()
    assert not document.paints_mask


def test_the_brush_paints_the_grey_of_its_colour_on_the_mask(document: Document, commands: LayerCommands) -> None:
    commands.add_mask()
    mask = document.layers()[0].mask
    assert mask is not None
    stroke(paint_brush(), document, (50, 75), (150, 75))  # red
    assert mask.array[75, 100] == 76
    stroke(paint_brush(), document, (50, 75), (150, 75), eraser=True)
    assert (mask.array[75, 100], seen(document)[75, 100, 3]) == (0, 0)
    stroke(paint_brush(opacity=0.5), document, (50, 75), (150, 75))
    assert mask.array[75, 100] == 38
    assert np.array_equal(document.layers()[0].pixels.array[..., :3], noise())
    document.paints_mask = False
    stroke(paint_brush(), document, (50, 75), (150, 75))
    assert mask.array[75, 100] == 38
    assert tuple(document.layers()[0].pixels.array[75, 100]) == (255, 0, 0, 255)


@pytest.mark.parametrize(("colour", "grey"), [("#000000", 0), ("#ffffff", 255), ("#808080", 128), ("#00ff00", 150)])
def test_greys(colour: str, grey: int) -> None:
    plane = Plane(np.full((4, 4), 9, np.uint8))
    pixel = as_pixel(QColor(colour), np.dtype(np.uint8))
    assert grey_of(pixel) == grey
    plane.begin()
    cover_all = [(Box(0, 0, 4, 4), np.full((4, 4), 255, np.uint8))]
    BlendInk(plane, colour_coat(plane, QColor(colour)), 1.0).stamp(cover_all)
    assert (plane.array == grey).all()
    BlendInk(plane, clear_coat(plane), 1.0).stamp(cover_all)
    assert not plane.array.any()


def test_a_mask_grows_under_the_brush_with_its_background(document: Document, layer: Layer) -> None:
    with document.edit("Add", layer.masking):
        layer.mask = Plane(np.zeros((10, 10), np.uint8), 20, 20, 255)
    document.paints_mask = True
    stroke(paint_brush(), document, (100, 75))
    assert layer.mask is not None
    assert layer.mask.area == document.bounds
    assert (layer.mask.array[0, 0], layer.mask.array[25, 25], layer.mask.array[75, 100]) == (255, 0, 76)


def test_a_mask_that_is_off_hidden_or_locked_is_not_painted_on(
    document: Document, layer: Layer, commands: LayerCommands
) -> None:
    commands.add_mask()
    commands.toggle_mask()
    with pytest.raises(ToolError, match="“Background” is switched off"):
        stroke(paint_brush(), document, (50, 75))
    commands.toggle_mask()
    lock(document, layer)
    with pytest.raises(ToolError, match="“Background” is locked"):
        stroke(paint_brush(), document, (50, 75))


def test_the_bucket_fills_the_mask(document: Document, layer: Layer, commands: LayerCommands) -> None:
    commands.add_mask()
    colours = Colours()
    bucket = Fill(FillSettings(), colours)
    bucket.settings.tolerance = 255
    Gesture(bucket, document, PointerEvent(Phase.PRESS, 20, 20))
    assert layer.mask is not None
    assert not layer.mask.array.any()


def test_fill_and_clear_work_on_the_mask_where_it_is_painted_on(
    document: Document, layer: Layer, commands: LayerCommands
) -> None:
    commands.add_mask()
    cover(document, HALF)
    commands.clear()
    assert layer.mask is not None
    assert (layer.mask.array[:, :100].max(), layer.mask.array[:, 100:].min()) == (0, 255)
    commands.fill()  # (200, 100, 50)
    assert (layer.mask.array[:, :100] == 124).all()
    assert np.array_equal(layer.pixels.array[..., :3], noise())
    document.paints_mask = False
    commands.clear()
    assert not layer.pixels.array[:, :100, 3].any()
    assert (layer.mask.array[:, :100] == 124).all()


def test_all_of_the_canvas_is_cleared_of_a_mask_that_shows_what_is_beside_it(
    document: Document, layer: Layer, commands: LayerCommands
) -> None:
    with document.edit("Add", layer.masking):
        layer.mask = Plane(np.zeros((10, 10), np.uint8), 20, 20, 255)
    document.paints_mask = True
    commands.clear()
    assert not seen(document).any()


def test_pixels_and_mask_move_together(document: Document, layer: Layer, commands: LayerCommands) -> None:
    mask = half_masked(commands, document)
    MoveLayer().nudge(document, 7, -3)
    assert mask.area == layer.area == Box(7, -3, 200, 150)
    gesture = Gesture(MoveLayer(), document, PointerEvent(Phase.PRESS, 0, 0))
    gesture.send(PointerEvent(Phase.MOVE, 10, 10))
    gesture.send(PointerEvent(Phase.RELEASE, 10, 10))
    assert mask.area == layer.area == Box(17, 7, 200, 150)
    document.undo()
    document.undo()
    assert mask.area == layer.area == document.bounds
