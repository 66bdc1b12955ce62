"""Dabs, strokes and the gestures of the mask brush, without a window."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import noise
from PySide6.QtCore import Qt

from app.document.document import Document
from app.tools.brush import LARGEST, SMALLEST, BrushSettings, MaskBrush
from app.tools.stroke import Path, Touch, dab, line, spacing
from app.tools.tool import Gesture, Outline, Phase, PointerEvent, Steps, Tool

RIGHT, SHIFT, ALT = Qt.MouseButton.RightButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def press(x: float, y: float, **about: object) -> PointerEvent:
    return PointerEvent(Phase.PRESS, x, y, **about)  # pyright: ignore[reportArgumentType]


def move(x: float, y: float, **about: object) -> PointerEvent:
    return PointerEvent(Phase.MOVE, x, y, **about)  # pyright: ignore[reportArgumentType]


def stroke(brush: MaskBrush, document: Document, *events: PointerEvent) -> None:
    gesture = Gesture(brush, document, events[0])
    for event in events[1:]:
        gesture.send(event)
    last = events[-1]
    gesture.send(PointerEvent(Phase.RELEASE, last.x, last.y))
    assert not gesture.running


def distances(document: Document, x: float, y: float) -> np.ndarray:
    rows, columns = np.mgrid[0 : document.height, 0 : document.width] + 0.5
    return np.hypot(columns - x, rows - y)


# ---- dabs


@given(x=st.floats(-20, 50), y=st.floats(-20, 50), radius=st.floats(0.5, 60), hardness=st.floats(0, 1))
def test_a_dab_is_full_inside_and_nothing_outside(x: float, y: float, radius: float, hardness: float) -> None:
    box, shape = dab(Touch(x, y, radius), hardness)
    assert shape.shape == (box.height, box.width)
    rows, columns = np.mgrid[0 : box.height, 0 : box.width] + 0.5
    distance = np.hypot(columns + box.left - x, rows + box.top - y)
    slack = 1.0  # dabs snap to a grid
    assert (shape[distance < hardness * radius - 0.5 - slack] == 255).all()
    assert (shape[distance > radius + 0.5 + slack] == 0).all()


def test_the_smallest_dab_is_one_pixel() -> None:
    for x, y in ((3.1, 4.9), (3.5, 4.5), (3.99, 4.01)):
        box, shape = dab(Touch(x, y, 0.5), 1.0)
        rows, columns = np.nonzero(shape)
        assert (columns + box.left).tolist() == [3]
        assert (rows + box.top).tolist() == [4]
        assert shape.max() == 255


def test_a_soft_dab_falls_steadily() -> None:
    _, shape = dab(Touch(50.5, 50.5, 40), 0.0)
    profile = shape[shape.shape[0] // 2, shape.shape[1] // 2 :].astype(int)
    assert (np.diff(profile) <= 0).all()
    assert len(np.unique(profile)) > 30


@given(length=st.floats(0, 300), radius=st.floats(0.5, 100))
def test_a_line_ends_where_it_should_without_gaps(length: float, radius: float) -> None:
    start, end = Touch(5, 5, radius), Touch(5 + length, 5, radius / 2)
    touches = [start, *line(start, end, 1.0)]
    assert touches[-1] == end
    steps = [b.x - a.x for a, b in pairwise(touches)]
    assert max(steps) <= spacing(radius / 2, 1.0) + 1e-6


@pytest.mark.parametrize("size", [10, 40, 200])
@pytest.mark.parametrize("hardness", [0.0, 0.05, 0.3])
def test_a_soft_stroke_has_an_even_middle(size: int, hardness: float) -> None:
    document, brush = Document.from_array(noise(400, 300)), MaskBrush(BrushSettings())
    brush.settings.size, brush.settings.hardness = size, hardness
    stroke(brush, document, press(100, 150), move(300, 150))
    middle = document.mask.array[150, 105:295].astype(int)
    assert middle.max() - middle.min() <= 4
    assert middle.min() >= (250 if size > 32 else 235)  # a small dab has few pixels, none of them at its peak


@pytest.mark.parametrize("angle", [10, 25, 40])
@pytest.mark.parametrize("side", [1, -1])
def test_a_path_through_few_points_of_a_circle_is_round(angle: int, side: int) -> None:
    places = [(math.cos(math.radians(a)), side * math.sin(math.radians(a))) for a in range(0, 361, angle)]
    touches = [Touch(500 + 300 * x, 500 + 300 * y, 4.0) for x, y in places]
    path = Path(touches[0], 1.0)
    pieces = [path.to(touch) for touch in touches[1:]]
    assert [piece[-1] for piece in pieces] == touches[1:]  # nothing lags behind the hand
    off = [abs(math.hypot(one.x - 500, one.y - 500) - 300) for piece in pieces[4:] for one in piece]
    assert max(off) < 0.4 * 300 * (1 - math.cos(math.radians(angle / 2)))  # where straight lines would be off
    steps = [math.dist(a[:2], b[:2]) for a, b in pairwise(touch for piece in pieces for touch in piece)]
    assert max(steps) <= 1.1 * spacing(4.0, 1.0)


def test_a_path_keeps_corners_and_straight_lines() -> None:
    path = Path(Touch(0, 0, 4.0), 1.0)
    along = [*path.to(Touch(50, 0, 4.0)), *path.to(Touch(200, 0, 4.0))]
    assert {touch.y for touch in along} == {0.0}
    down = [*path.to(Touch(200, 90, 4.0)), *path.to(Touch(200, 90, 4.0))]
    assert {touch.x for touch in down} == {200.0}


@pytest.mark.parametrize("size", [1, 2, 7, 40, 150])
def test_a_stroke_has_no_gaps_and_straight_edges(size: int) -> None:
    document, brush = Document.from_array(noise(400, 300)), MaskBrush(BrushSettings())
    brush.settings.size, brush.settings.hardness = size, 1.0
    stroke(brush, document, press(100, 150.5), move(300, 150.5))
    heights = document.mask.array[:, 101:299].sum(axis=0) / 255
    assert heights.max() - heights.min() <= 0.75
    assert heights.mean() == pytest.approx(size, abs=0.5)


# ---- gestures


def test_a_stroke_is_one_step(document: Document, brush: MaskBrush) -> None:
    stroke(brush, document, press(50, 50), move(80, 60), move(120, 90))
    assert document.history() == ["Paint mask"]
    document.undo()
    assert not document.mask.array.any()


def test_a_click_paints_a_disc(document: Document, brush: MaskBrush) -> None:
    stroke(brush, document, press(100, 75))
    distance = distances(document, 100, 75)
    assert (document.mask.array[distance < 9] == 255).all()
    assert not document.mask.array[distance > 11].any()


@pytest.mark.parametrize("place", [(0, 0), (-4, 75), (199, 149), (100, 153), (-500, -500)])
def test_strokes_reach_over_the_border(document: Document, brush: MaskBrush, place: tuple[int, int]) -> None:
    stroke(brush, document, press(*place))
    assert (document.mask.array[distances(document, *place) < 9] == 255).all()


def test_overlapping_dabs_do_not_build_up(document: Document, brush: MaskBrush) -> None:
    brush.settings.size, brush.settings.hardness = 60, 0.0
    stroke(brush, document, press(100, 75))
    once = document.mask.array.copy()
    stroke(brush, document, press(100, 75), *[move(100, 75)] * 5)
    assert np.array_equal(document.mask.array, once)


def erased_by(document: Document, brush: MaskBrush, **about: object) -> bool:
    with document.edit("Fill", document.mask), document.mask.paint(document.bounds) as pixels:
        pixels[...] = 255
    stroke(brush, document, press(100, 75, **about), move(120, 75))
    assert document.undo_text == "Erase mask"
    return not document.mask.array[75, 95:125].any() and bool((document.mask.array[:50] == 255).all())


def test_the_right_button_and_the_pens_other_end_erase(document: Document, brush: MaskBrush) -> None:
    assert erased_by(document, brush, buttons=RIGHT)
    assert erased_by(document, brush, eraser=True)
    brush.settings.erase = True
    assert erased_by(document, brush)


def test_shift_goes_on_in_a_straight_line(document: Document, brush: MaskBrush) -> None:
    stroke(brush, document, press(30, 30))
    stroke(brush, document, press(170, 120, modifiers=SHIFT))
    for share in np.linspace(0, 1, 50):
        assert document.mask.array[int(30 + 90 * share), int(30 + 140 * share)] == 255


def test_shift_knows_no_line_from_another_picture(document: Document, brush: MaskBrush) -> None:
    stroke(brush, Document.from_array(noise()), press(30, 30))
    stroke(brush, document, press(170, 120, modifiers=SHIFT))
    assert not document.mask.array[60:90, 80:120].any()


def test_pressure_gives_the_size(document: Document, brush: MaskBrush) -> None:
    brush.settings.size = 40
    stroke(brush, document, press(40, 75, pressure=0.25), move(160, 75, pressure=1.0))
    heights = (document.mask.array > 127).sum(axis=0)
    assert (heights[42], heights[158]) == pytest.approx((10, 40), abs=2)
    assert (np.diff(heights[42:158].astype(int)) >= -1).all()


def test_alt_changes_the_size_and_paints_nothing(document: Document, brush: MaskBrush) -> None:
    stroke(brush, document, press(50, 50, modifiers=ALT), move(65, 50))
    assert brush.settings.size == 50
    assert not document.can_undo


def test_closing_a_gesture_takes_it_back(document: Document, brush: MaskBrush) -> None:
    gesture = Gesture(brush, document, press(50, 50))
    gesture.send(move(90, 90))
    assert document.mask.array.any()
    gesture.cancel()
    gesture.send(move(120, 90))
    assert not document.mask.array.any()
    assert not document.can_undo
    stroke(brush, document, press(50, 50))
    assert document.can_undo


def test_a_gesture_that_fails_takes_itself_back(document: Document) -> None:
    class Failing(Tool):
        def gesture(self, document: Document, press: PointerEvent) -> Steps:
            with document.edit("Fails", document.mask), document.mask.paint(document.bounds) as pixels:
                pixels[...] = int(press.x)
                yield
                raise ArithmeticError

    gesture = Gesture(Failing(), document, press(50, 50))
    with pytest.raises(ArithmeticError):
        gesture.send(move(90, 90))
    assert not gesture.running
    assert not document.mask.array.any()


@settings(max_examples=25, deadline=None)
@given(
    points=st.lists(st.tuples(st.floats(-50, 250), st.floats(-50, 200)), min_size=1, max_size=6),
    size=st.integers(1, 120),
    hardness=st.floats(0, 1),
    erase=st.booleans(),
)
def test_any_stroke_can_be_undone_and_redone(
    points: list[tuple[float, float]], size: int, hardness: float, erase: bool
) -> None:
    document, brush = Document.from_array(noise()), MaskBrush(BrushSettings())
    brush.settings.size, brush.settings.hardness, brush.settings.erase = size, hardness, erase
    document.mask.array[...] = noise(seed=1)[..., 0]
    before = document.mask.array.copy()
    stroke(brush, document, press(*points[0]), *(move(*point) for point in points))
    after = document.mask.array.copy()
    assert (after <= before).all() if erase else (after >= before).all()
    document.undo()
    assert np.array_equal(document.mask.array, before)
    document.redo()
    assert np.array_equal(document.mask.array, after)


# ---- settings


def test_settings_are_clipped_and_told_once() -> None:
    brush = BrushSettings()
    told: list[int] = []
    brush.changed.connect(lambda: told.append(brush.size))
    for value in (5000, 5000, 0, math.pi):
        brush.size = value
    assert told == [LARGEST, SMALLEST, 3]
    brush.hardness = 7
    assert brush.hardness == 1.0


def test_the_outline_follows_the_settings(brush: MaskBrush) -> None:
    told: list[Outline | None] = []
    brush.outline_changed.connect(lambda: told.append(brush.outline()))
    brush.settings.size, brush.settings.hardness = 100, 0.5
    assert told == [Outline(50.0, 50.0), Outline(50.0, 25.0)]
