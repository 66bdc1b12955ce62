"""Eyedropper, moving layers, and the frame of the canvas."""

from __future__ import annotations

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor

from app.document.document import Document
from app.document.node import Group, Layer, Look
from app.document.plane import Plane
from app.tools.aspects import shaped
from app.tools.colours import Colours
from app.tools.eyedropper import Eyedropper, EyedropperSettings
from app.tools.frame import FrameTool
from app.tools.move import MoveLayer
from app.tools.tool import Gesture, Phase, PointerEvent, Shape, ShapeKind, ToolError
from paella_core.request import Box

PRESS, MOVE, RELEASE, CONFIRM, BACK = Phase.PRESS, Phase.MOVE, Phase.RELEASE, Phase.CONFIRM, Phase.BACK
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def event(phase: Phase, x: float, y: float, **about: object) -> PointerEvent:
    return PointerEvent(phase, x, y, **about)  # pyright: ignore[reportArgumentType]


def two_layers() -> Document:
    """A blue square on noise; the square is the active layer."""
    square = np.full((10, 20, 4), (0, 0, 255, 255), np.uint8)
    layers = (Layer(Plane(noise(100, 80, 4)), Look("Noise")), Layer(Plane(square, 30, 40), Look("Square")))
    return Document(QSize(100, 80), Group(layers))


# ---- eyedropper


def test_the_eyedropper_takes_what_is_seen_and_follows_the_drag() -> None:
    document, colours = two_layers(), Colours()
    tool = Eyedropper(EyedropperSettings(), colours)
    gesture = Gesture(tool, document, event(PRESS, 35.5, 45.5))
    assert colours.foreground == QColor(0, 0, 255)
    assert tool.shapes == (Shape(ShapeKind.SWATCH, ((35.5, 45.5),), "#0000ff", QColor(0, 0, 255)),)
    document.layers()[0].pixels.array[5, 5] = (10, 20, 30, 255)
    gesture.send(event(MOVE, 5.9, 5.1))
    gesture.send(event(MOVE, -4, 5))
    gesture.send(event(RELEASE, -4, 5))
    assert colours.foreground == QColor(10, 20, 30)
    assert tool.shapes == ()


@pytest.mark.parametrize("about", [{"modifiers": ALT}, {"buttons": Qt.MouseButton.RightButton}])
def test_the_eyedropper_takes_a_background(about: dict) -> None:
    colours = Colours()
    Gesture(Eyedropper(EyedropperSettings(), colours), two_layers(), event(PRESS, 35, 45, **about))
    assert (colours.background, colours.foreground) == (QColor(0, 0, 255), QColor("black"))


def test_the_eyedropper_may_look_at_the_active_layer_alone() -> None:
    document, colours = two_layers(), Colours()
    tool = Eyedropper(EyedropperSettings(), colours)
    tool.settings.merged = False
    document.layers()[1].pixels.array[0, 0] = (9, 9, 9, 0)
    Gesture(tool, document, event(PRESS, 30, 40))
    assert colours.foreground == QColor("black")  # the square is transparent there, so nothing is taken
    tool.hover(document, event(MOVE, 35, 45))
    assert tool.shapes[0].label == "#0000ff"
    tool.leave()
    assert tool.shapes == ()


# ---- moving


def test_a_layer_is_dragged_in_whole_pixels() -> None:
    document, tool = two_layers(), MoveLayer()
    gesture = Gesture(tool, document, event(PRESS, 35, 45))
    gesture.send(event(MOVE, 41.3, 30.4))
    assert document.layers()[1].area == Box(36, 25, 20, 10)
    assert tool.shapes[0].label == "+6, -15 px"
    gesture.send(event(MOVE, 41.3, 30.4, modifiers=SHIFT))
    assert document.layers()[1].area == Box(30, 25, 20, 10)
    gesture.send(event(RELEASE, 41.3, 30.4))
    assert tool.shapes == ()
    assert document.history() == ["Move layer"]
    assert tuple(document.composite.read(Box(30, 25, 1, 1))[0, 0]) == (0, 0, 255, 255)
    document.undo()
    assert document.layers()[1].area == Box(30, 40, 20, 10)


def test_a_group_moves_as_a_whole_and_escape_puts_it_back() -> None:
    document = two_layers()
    inner = Group((Layer(Plane(np.zeros((3, 3, 4), np.uint8), 1, 2)), Layer(Plane(np.zeros((3, 3, 4), np.uint8)))))
    with document.edit("Add", document.root.members):
        document.root.children = (*document.root.children, inner)
    document.active = inner
    gesture = Gesture(MoveLayer(), document, event(PRESS, 0, 0))
    gesture.send(event(MOVE, 10, 20))
    assert [layer.area[:2] for layer in inner.layers()] == [(11, 22), (10, 20)]
    gesture.back(event(BACK, 0, 0))
    assert [layer.area[:2] for layer in inner.layers()] == [(1, 2), (0, 0)]
    assert document.history() == ["Add"]


def test_arrow_keys_nudge() -> None:
    document = two_layers()
    MoveLayer().nudge(document, -1, 10)
    assert document.layers()[1].area == Box(29, 50, 20, 10)
    assert document.history() == ["Move layer"]


def test_a_locked_layer_stays() -> None:
    document = two_layers()
    square = document.layers()[1]
    with document.edit("Lock", square):
        square.look = Look("Square", locked=True)
    with pytest.raises(ToolError, match="“Square” is locked"):
        MoveLayer().nudge(document, 1, 1)
    document.active = None
    with pytest.raises(ToolError, match="no layer"):
        Gesture(MoveLayer(), document, event(PRESS, 0, 0))


# ---- the frame


def pulled(document: Document, tool: FrameTool, *points: tuple[float, float], scale: float = 1.0) -> Gesture:
    gesture = Gesture(tool, document, event(PRESS, *points[0], scale=scale))
    drag_on(gesture, *points, scale=scale)
    return gesture


def drag_on(gesture: Gesture, *points: tuple[float, float], scale: float = 1.0) -> None:
    if not gesture.pressed:
        gesture.send(event(PRESS, *points[0], scale=scale))
    for point in points[1:]:
        gesture.send(event(MOVE, *point, scale=scale))
    gesture.send(event(RELEASE, *points[-1], scale=scale))


def labels(tool: FrameTool, document: Document) -> list[str]:
    return [shape.label for shape in tool.feedback(document) if shape.label]


def test_an_idle_frame_shows_the_canvas_with_handles(document: Document) -> None:
    frame, handles = FrameTool().feedback(document)
    assert frame == Shape(ShapeKind.RECTANGLE, ((0, 0), (200, 150)), "200 × 150")
    assert handles.kind is ShapeKind.HANDLES
    assert len(handles.points) == 8
    assert {(0, 0), (200, 75), (100, 150)} <= set(handles.points)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ((200, 75), (250, 90), Box(0, 0, 250, 150)),
        ((195, 75), (145, 75), Box(0, 0, 150, 150)),
        ((2, 60), (-38, 60), Box(-40, 0, 240, 150)),
        ((100, -30), (100, -60), Box(0, -30, 200, 180)),
        ((198, 148), (178, 168), Box(0, 0, 180, 170)),
        ((3, 148), (-20, 100), Box(-23, 0, 223, 102)),
        ((0, 75), (900, 75), Box(199, 0, 1, 150)),
        ((60, 50), (90.4, 100), Box(60, 50, 30, 50)),
    ],
)
def test_edges_and_corners_are_dragged(
    document: Document, start: tuple[float, float], end: tuple[float, float], wanted: Box
) -> None:
    tool = FrameTool()
    gesture = pulled(document, tool, start, end)
    assert gesture.running
    assert tool.frame == wanted
    assert document.bounds == Box(0, 0, 200, 150)
    before = document.composite.read(document.bounds).copy()
    gesture.send(event(CONFIRM, 0, 0))
    assert not gesture.running
    assert tool.frame is None
    assert (document.width, document.height) == wanted[2:]
    assert len(document.history()) == 1
    document.undo()
    assert np.array_equal(document.composite.read(document.bounds), before)


def test_a_frame_is_dragged_several_times_and_moved(document: Document) -> None:
    tool = FrameTool()
    told: list[Box | None] = []
    tool.frame_changed.connect(lambda: told.append(tool.frame))
    gesture = pulled(document, tool, (200, 75), (260, 75))
    drag_on(gesture, (130, 0), (130, -40))
    assert tool.frame == Box(0, -40, 260, 190)
    assert labels(tool, document) == ["260 × 190", "+40 px above", "+60 px right"]
    drag_on(gesture, (130, 50), (140, 30))
    assert tool.frame == Box(10, -60, 260, 190)
    assert labels(tool, document)[1:] == ["−10 px left", "+60 px above", "+70 px right", "−20 px below"]
    gesture.send(event(CONFIRM, 0, 0))
    assert document.history() == ["Change canvas"]
    assert told[-1] is None
    assert len(told) == 4


@pytest.mark.parametrize(("scale", "edge"), [(1.0, 200), (0.5, 206)])
def test_edges_snap_back_to_the_canvas(document: Document, scale: float, edge: int) -> None:
    tool = FrameTool()
    gesture = pulled(document, tool, (200, 75), (300, 75), scale=scale)
    drag_on(gesture, (300, 75), (206, 75), scale=scale)
    assert tool.frame is not None
    assert tool.frame.width == edge


@pytest.mark.parametrize(
    ("start", "end", "keys", "wanted"),
    [
        ((200, 150), (260, 160), SHIFT, Box(0, 0, 260, 195)),
        ((200, 150), (190, 190), SHIFT, Box(0, 0, 253, 190)),
        ((0, 0), (-40, -10), SHIFT, Box(-40, -30, 240, 180)),
        ((0, 150), (-40, 150), SHIFT, Box(-40, 0, 240, 180)),
        ((200, 75), (240, 75), SHIFT, Box(0, 0, 240, 150)),  # an edge alone
        ((200, 75), (240, 75), ALT, Box(-40, 0, 280, 150)),
        ((0, 75), (20, 75), ALT, Box(20, 0, 160, 150)),
        ((200, 150), (220, 160), ALT, Box(-20, -10, 240, 170)),
        ((200, 150), (220, 151), SHIFT | ALT, Box(-20, -15, 240, 180)),
        ((0, 75), (300, 75), ALT, Box(100, 0, 1, 150)),
    ],
)
def test_shift_keeps_the_shape_and_alt_drags_both_sides(
    document: Document, start: tuple[int, int], end: tuple[int, int], keys: Qt.KeyboardModifier, wanted: Box
) -> None:
    tool = FrameTool()
    gesture = Gesture(tool, document, event(PRESS, *start))
    gesture.send(event(MOVE, *end, modifiers=keys))
    assert tool.frame == wanted
    gesture.cancel()


def test_a_drag_that_settles_is_told(document: Document) -> None:
    tool = FrameTool()
    told: list[Box | None] = []
    tool.settled.connect(lambda: told.append(tool.frame))
    gesture = pulled(document, tool, (200, 75), (230, 75), (260, 75))
    assert told == [Box(0, 0, 260, 150)]
    drag_on(gesture, (260, 75))  # a click
    drag_on(gesture, (260, 75), (203, 75))  # back to the canvas
    assert len(told) == 1
    gesture.send(event(PRESS, 200, 75))
    gesture.send(event(MOVE, 240, 75))
    gesture.cancel()
    assert len(told) == 1


def test_a_frame_in_numbers_is_taken_told_and_dropped(document: Document) -> None:
    tool = FrameTool()
    told: list[Box | None] = []
    tool.settled.connect(lambda: told.append(tool.frame))
    tool.take(document, Box(-10, 0, 210, 150))
    tool.propose(document, 300, 150)
    assert told == [Box(-10, 0, 210, 150), Box(-10, 0, 300, 150)]
    tool.drop()
    assert tool.frame is None
    tool.take(document, document.bounds)
    assert tool.frame is None
    assert len(told) == 2
    assert document.bounds == Box(0, 0, 200, 150)


@pytest.mark.parametrize(
    ("aspect", "wanted"),
    [
        ((1, 1), Box(0, -25, 200, 200)),
        ((4, 3), Box(0, 0, 200, 150)),
        ((16, 9), Box(-33, 0, 267, 150)),
        ((2, 3), Box(0, -75, 200, 300)),
    ],
)
def test_a_shape_is_the_smallest_that_holds_the_canvas(
    document: Document, aspect: tuple[int, int], wanted: Box
) -> None:
    assert shaped(document.bounds, aspect) == wanted


@pytest.mark.parametrize(("end", "title"), [((250, 75), "Extend canvas"), ((150, 75), "Crop canvas")])
def test_the_step_says_what_it_did(document: Document, end: tuple[int, int], title: str) -> None:
    pulled(document, FrameTool(), (200, 75), end).send(event(CONFIRM, 0, 0))
    assert document.history() == [title]


def test_escape_drops_the_frame(document: Document) -> None:
    tool = FrameTool()
    gesture = pulled(document, tool, (200, 75), (260, 75))
    gesture.back(event(BACK, 0, 0))
    assert not gesture.running
    assert tool.frame is None
    assert not document.can_undo
    gesture = pulled(document, tool, (200, 75), (260, 75))
    gesture.cancel()
    assert tool.frame is None
    assert labels(tool, document) == ["200 × 150"]


def test_an_unchanged_frame_makes_no_step(document: Document) -> None:
    gesture = pulled(document, FrameTool(), (200, 75), (203, 75))
    gesture.send(event(CONFIRM, 0, 0))
    assert not gesture.running
    assert not document.can_undo


def test_the_cursor_says_where_an_edge_goes(document: Document) -> None:
    tool = FrameTool()
    shapes = []
    for place in ((100, 75), (199, 75), (100, -20), (-5, -5), (210, -10)):
        tool.hover(document, event(MOVE, *place))
        shapes.append(tool.cursor())
    assert shapes == [
        Qt.CursorShape.CrossCursor,
        Qt.CursorShape.SizeHorCursor,
        Qt.CursorShape.SizeVerCursor,
        Qt.CursorShape.SizeFDiagCursor,
        Qt.CursorShape.SizeBDiagCursor,
    ]
