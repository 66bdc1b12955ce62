"""Rectangle, ellipse, lasso, polygon, magic wand and bucket: from the hand to the mask or the layer."""

from __future__ import annotations

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor

from app.document.document import Document
from app.document.node import Group, Layer, Look
from app.document.plane import Plane
from app.document.selection import Combine
from app.tools.colours import Colours
from app.tools.fill import AreaSettings, Fill, FillSettings, MagicWand
from app.tools.polygon import PolygonSelection
from app.tools.select import EllipseSelection, Lasso, RectangleSelection, SelectionSettings
from app.tools.tool import Gesture, Phase, PointerEvent, Shape, ShapeKind, Tool, ToolError

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
PRESS, MOVE, RELEASE, CONFIRM, BACK = Phase.PRESS, Phase.MOVE, Phase.RELEASE, Phase.CONFIRM, Phase.BACK


def event(phase: Phase, x: float, y: float, **about: object) -> PointerEvent:
    return PointerEvent(phase, x, y, **about)  # pyright: ignore[reportArgumentType]


def drag(tool: Tool, document: Document, *points: tuple[float, float], **about: object) -> None:
    gesture = Gesture(tool, document, event(PRESS, *points[0], **about))
    for point in points[1:]:
        gesture.send(event(MOVE, *point, **about))
    gesture.send(event(RELEASE, *points[-1], **about))
    assert not gesture.running
    assert tool.shapes == ()


def masked(document: Document) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of what is set in the mask."""
    rows, columns = np.nonzero(document.mask.array)
    return (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) if rows.size else None


def patches() -> Document:
    """Two red squares on grey, the right one half transparent red in a layer above."""
    ground = np.full((60, 80, 4), (128, 128, 128, 255), np.uint8)
    ground[10:30, 10:30] = (200, 0, 0, 255)
    ground[10:30, 50:70] = (200, 0, 0, 255)
    above = np.zeros((20, 20, 4), np.uint8)
    above[..., 2:] = 255
    layers = (Layer(Plane(ground), Look("Ground")), Layer(Plane(above, 0, 40), Look("Blue")))
    return Document(QSize(80, 60), Group(layers))


# ---- rectangle and ellipse


def rectangle() -> RectangleSelection:
    return RectangleSelection(SelectionSettings())


@pytest.mark.parametrize("corners", [((20.4, 30.6), (79.6, 90.4)), ((79.6, 90.4), (20.4, 30.6))])
def test_a_rectangle_is_selected_on_whole_pixels(document: Document, corners: tuple) -> None:
    drag(rectangle(), document, *corners)
    assert (document.mask.array[31:90, 20:80] == 255).all()
    assert np.count_nonzero(document.mask.array) == 59 * 60
    assert document.history() == ["Select"]


def test_an_ellipse_touches_the_sides(document: Document) -> None:
    drag(EllipseSelection(SelectionSettings()), document, (20, 30), (80, 90))
    assert masked(document) == (20, 30, 80, 90)
    assert document.mask.array[60, 50] == 255
    assert not document.mask.array[32, 22]


def test_the_feedback_says_the_size(document: Document) -> None:
    tool = rectangle()
    told: list[tuple[Shape, ...]] = []
    tool.feedback_changed.connect(lambda: told.append(tool.feedback(document)))
    drag(tool, document, (10, 20), (50, 30), (90, 40))
    assert [shapes[0].label for shapes in told[:-1]] == ["40 × 10", "80 × 20"]
    assert told[1] == (Shape(ShapeKind.RECTANGLE, ((10, 20), (90, 40)), "80 × 20"),)
    assert told[-1] == ()


def test_a_click_selects_nothing(document: Document) -> None:
    document.mask.array[...] = 9
    drag(rectangle(), document, (10, 20), (10.2, 20.1))
    assert (document.mask.array == 9).all()
    assert not document.can_undo


def test_shift_after_the_press_makes_a_square_and_alt_centres(document: Document) -> None:
    gesture = Gesture(rectangle(), document, event(PRESS, 100, 80))
    gesture.send(event(MOVE, 130, 70, modifiers=SHIFT))
    gesture.send(event(RELEASE, 130, 70))
    assert masked(document) == (100, 50, 130, 80)
    gesture = Gesture(rectangle(), document, event(PRESS, 100, 80))
    gesture.send(event(MOVE, 130, 70, modifiers=ALT))
    gesture.send(event(RELEASE, 130, 70))
    assert masked(document) == (70, 70, 130, 90)


def test_keys_held_at_the_press_count_again_once_let_go(document: Document) -> None:
    gesture = Gesture(rectangle(), document, event(PRESS, 20, 20, modifiers=SHIFT))
    gesture.send(event(MOVE, 60, 30, modifiers=SHIFT))
    gesture.send(event(MOVE, 60, 30))
    gesture.send(event(MOVE, 60, 30, modifiers=SHIFT))
    gesture.send(event(RELEASE, 60, 30))
    assert masked(document) == (20, 20, 60, 60)


def test_space_moves_the_rectangle(document: Document) -> None:
    gesture = Gesture(rectangle(), document, event(PRESS, 20, 20))
    gesture.send(event(MOVE, 60, 40))
    gesture.send(event(MOVE, 90, 60, space=True))
    gesture.send(event(MOVE, 95, 60))
    gesture.send(event(RELEASE, 95, 60))
    assert masked(document) == (50, 40, 95, 60)


@pytest.mark.parametrize(
    ("about", "mode", "count"),
    [
        ({}, Combine.REPLACE, 400),
        ({}, Combine.ADD, 700),
        ({"modifiers": SHIFT}, Combine.REPLACE, 700),
        ({"modifiers": ALT}, Combine.REPLACE, 300),
        ({"buttons": Qt.MouseButton.RightButton}, Combine.REPLACE, 300),
        ({"modifiers": SHIFT | ALT}, Combine.REPLACE, 100),
        ({"modifiers": SHIFT}, Combine.SUBTRACT, 700),
    ],
)
def test_keys_or_options_say_how_to_combine(document: Document, about: dict, mode: Combine, count: int) -> None:
    tool = rectangle()
    drag(tool, document, (10, 10), (30, 30))
    tool.settings.mode = mode
    drag(tool, document, (20, 20), (40, 40), **about)
    assert np.count_nonzero(document.mask.array) == count


def test_escape_drops_a_drag(document: Document) -> None:
    tool = rectangle()
    gesture = Gesture(tool, document, event(PRESS, 20, 20))
    gesture.send(event(MOVE, 60, 40))
    gesture.back(event(BACK, 60, 40))
    assert not gesture.running
    assert tool.shapes == ()
    assert not document.can_undo


# ---- lasso and polygon


def test_the_lasso_closes_itself(document: Document) -> None:
    drag(Lasso(SelectionSettings()), document, (20, 20), (60, 20), (60.2, 20), (60, 70), (20, 70))
    assert (document.mask.array[20:70, 20:60] == 255).all()
    assert masked(document) == (20, 20, 60, 70)
    drag(Lasso(SelectionSettings()), document, (20, 20), (60, 20))
    assert len(document.history()) == 1


def clicks(gesture: Gesture, *points: tuple[float, float]) -> None:
    for point in points:
        gesture.send(event(PRESS, *point))
        gesture.send(event(RELEASE, *point))


def begun(document: Document, tool: Tool, *points: tuple[float, float]) -> Gesture:
    gesture = Gesture(tool, document, event(PRESS, *points[0]))
    gesture.send(event(RELEASE, *points[0]))
    clicks(gesture, *points[1:])
    return gesture


@pytest.mark.parametrize("how", ["enter", "near", "far"])
def test_a_polygon_closes_by_enter_or_at_its_first_corner(document: Document, how: str) -> None:
    gesture = begun(document, PolygonSelection(SelectionSettings()), (20, 20), (60, 20), (60, 70), (20, 70))
    assert gesture.running
    assert not document.can_undo
    if how == "enter":
        gesture.send(event(CONFIRM, 5, 5))
    else:
        gesture.send(event(PRESS, 26, 20, scale=1.0 if how == "near" else 0.5))
    assert gesture.running == (how == "far")
    if how != "far":
        assert (document.mask.array[20:70, 20:60] == 255).all()
        assert masked(document) == (20, 20, 60, 70)


def test_escape_takes_corners_back_and_then_the_polygon(document: Document) -> None:
    tool = PolygonSelection(SelectionSettings())
    gesture = begun(document, tool, (20, 20), (60, 20), (60, 70), (0, 0))
    gesture.back(event(BACK, 30, 30))
    assert tool.shapes[0] == Shape(ShapeKind.LINE, ((20, 20), (60, 20), (60, 70), (30, 30)))
    gesture.send(event(MOVE, 10, 90, buttons=Qt.MouseButton.NoButton))
    assert tool.shapes[0].points[-1] == (10, 90)
    assert tool.shapes[1] == Shape(ShapeKind.HANDLES, ((20, 20), (60, 20), (60, 70)))
    for _ in range(3):
        assert gesture.running
        gesture.back(event(BACK, 30, 30))
    assert not gesture.running
    assert tool.shapes == ()
    assert not document.can_undo


def test_the_first_corner_closes_from_three_corners_on(document: Document) -> None:
    gesture = begun(document, PolygonSelection(SelectionSettings()), (20, 20), (60, 20), (21, 21))
    assert gesture.running
    clicks(gesture, (22, 22))
    assert not gesture.running


def test_two_corners_are_no_polygon(document: Document) -> None:
    gesture = begun(document, PolygonSelection(SelectionSettings()), (20, 20), (60, 20), (20, 20))
    gesture.back(event(BACK, 60, 20))
    gesture.send(event(CONFIRM, 60, 20))
    assert not gesture.running
    assert not document.can_undo


# ---- magic wand


def wand(**options: object) -> MagicWand:
    tool = MagicWand(AreaSettings())
    for name, value in options.items():
        setattr(tool.settings, name, value)
    return tool


def test_the_wand_selects_what_hangs_together() -> None:
    document = patches()
    drag(wand(), document, (15.5, 15.5))
    assert masked(document) == (10, 10, 30, 30)
    drag(wand(), document, (55.5, 15.5), modifiers=SHIFT)
    assert np.count_nonzero(document.mask.array) == 800


def test_the_wand_selects_a_colour_everywhere() -> None:
    document = patches()
    drag(wand(contiguous=False), document, (15.5, 15.5))
    assert np.count_nonzero(document.mask.array) == 800
    assert document.history() == ["Select"]


def test_the_wand_looks_at_all_layers_or_at_one() -> None:
    document = patches()
    drag(wand(), document, (5, 50))
    assert masked(document) == (0, 40, 20, 60)
    drag(wand(merged=False), document, (70, 50))
    assert np.count_nonzero(document.mask.array) == 80 * 60 - 400


def test_tolerance_widens_the_area() -> None:
    document = Document.from_array(np.tile(np.arange(0, 240, 3, dtype=np.uint8)[None, :, None], (10, 1, 3)))
    drag(wand(tolerance=30), document, (40.5, 5))
    assert masked(document) == (30, 0, 51, 10)


def test_off_the_canvas_nothing_happens(document: Document) -> None:
    drag(wand(), document, (-3, 5))
    drag(wand(), document, (5, 150))
    assert not document.can_undo


# ---- bucket


def bucket(**options: object) -> Fill:
    colours = Colours()
    colours.foreground = QColor(0, 255, 0)
    tool = Fill(FillSettings(), colours)
    for name, value in options.items():
        setattr(tool.settings, name, value)
    return tool


def test_the_bucket_fills_the_active_layer_only() -> None:
    document = patches()
    ground = document.layers()[0].pixels.array.copy()
    drag(bucket(), document, (15.5, 15.5))
    assert document.history() == ["Fill"]
    assert np.array_equal(document.layers()[0].pixels.array, ground)
    seen = document.composite.read(document.bounds)
    assert (seen[10:30, 10:30] == (0, 255, 0, 255)).all()
    assert (seen[10:30, 50:70] == (200, 0, 0, 255)).all()
    document.undo()
    assert np.array_equal(document.layers()[0].pixels.array, ground)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_bucket_has_an_opacity(dtype: type) -> None:
    document = Document.from_array(np.zeros((300, 400, 3), dtype))
    drag(bucket(opacity=0.5), document, (15, 15))
    half = np.iinfo(dtype).max // 2
    assert (abs(document.layers()[0].pixels.array[..., 1].astype(int) - half) <= 1).all()
    assert (document.layers()[0].pixels.array[..., 3] == np.iinfo(dtype).max).all()


def test_the_bucket_may_fill_the_mask() -> None:
    document = patches()
    document.active = None
    drag(bucket(into_mask=True), document, (15, 15))
    drag(bucket(into_mask=True), document, (55, 15))
    assert np.count_nonzero(document.mask.array) == 800
    drag(bucket(into_mask=True), document, (55, 15), modifiers=ALT)
    assert np.count_nonzero(document.mask.array) == 400
    assert document.undo_text == "Fill mask"


def test_the_bucket_refuses_without_a_layer() -> None:
    document = Document.from_array(noise())
    document.active = None
    with pytest.raises(ToolError, match="layer"):
        drag(bucket(), document, (15, 15))
