"""What the hand does on the canvas, as real events: wheel, touchpad, fingers, keys, and gestures of several presses."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QKeyEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from app.tools.move import MoveLayer
from app.tools.tool import Phase, PointerEvent, Shape, ShapeKind, Steps, Tool, ToolError

At = Callable[[float, float], QPoint]
Drag = Callable[..., None]
NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def device(kind: QInputDevice.DeviceType, pointer: QPointingDevice.PointerType, fingers: int) -> QPointingDevice:
    able = QInputDevice.Capability.Position
    return QPointingDevice("made", 7, kind, pointer, able, fingers, 3, "", QPointingDeviceUniqueId())


TOUCHPAD = device(QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger, 5)


@pytest.fixture(scope="module")
def screen() -> QPointingDevice:
    return QTest.createTouchDevice()


def scroll(canvas: CanvasView, place: QPoint, pixels: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Two fingers move on a touchpad."""
    event = QWheelEvent(
        place.toPointF(), canvas.mapToGlobal(place).toPointF(), pixels, pixels * 2, NONE, modifiers,
        Qt.ScrollPhase.ScrollUpdate, False, Qt.MouseEventSource.MouseEventNotSynthesized, TOUCHPAD,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def image_point(canvas: CanvasView, place: QPointF | QPoint) -> tuple[float, float]:
    point = canvas.viewport.to_image(QPointF(place))
    return point.x(), point.y()


# ---- touchpad and touch screen


def test_a_touchpad_pans(canvas: CanvasView, at: At) -> None:
    before = canvas.viewport.origin
    scroll(canvas, at(100, 75), QPoint(12, -30))
    assert canvas.viewport.origin - before == QPointF(12, -30)
    assert canvas.viewport.zoom == 1.0


def test_with_control_a_touchpad_zooms_at_the_cursor(canvas: CanvasView, at: At) -> None:
    place = at(150, 40)
    scroll(canvas, place, QPoint(0, 120), CONTROL)
    assert canvas.viewport.zoom == pytest.approx(1.44)
    assert image_point(canvas, place) == pytest.approx((150, 40), abs=1)


def test_a_pinch_on_a_touchpad_zooms_at_its_place(canvas: CanvasView, at: At) -> None:
    place = at(60, 90).toPointF()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, TOUCHPAD, 2, place, place, canvas.mapToGlobal(place), 0.25, QPointF()
    )
    QApplication.sendEvent(canvas, event)
    assert canvas.viewport.zoom == pytest.approx(1.25)
    assert image_point(canvas, place) == pytest.approx((60, 90), abs=1)


def test_two_fingers_move_and_stretch_the_picture(canvas: CanvasView, at: At, screen: QPointingDevice) -> None:
    one, other = at(60, 75), at(140, 75)
    held = image_point(canvas, one), image_point(canvas, other)
    one_now, other_now = one + QPoint(-30, 20), other + QPoint(50, 20)
    QTest.touchEvent(canvas, screen).press(0, one, canvas).press(1, other, canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, one_now, canvas).move(1, other_now, canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, one_now, canvas).release(1, other_now, canvas).commit()
    assert canvas.viewport.zoom == pytest.approx(2.0)
    for place, point in zip((one_now, other_now), held, strict=True):
        assert image_point(canvas, place) == pytest.approx(point, abs=1.1)


def test_one_finger_paints_and_a_second_takes_it_back(
    canvas: CanvasView, document: Document, at: At, screen: QPointingDevice
) -> None:
    def stroke(first: QPoint, last: QPoint) -> None:
        QTest.touchEvent(canvas, screen).press(0, first, canvas).commit()
        QTest.touchEvent(canvas, screen).move(0, last, canvas).commit()

    stroke(at(40, 40), at(90, 60))
    QTest.touchEvent(canvas, screen).release(0, at(90, 60), canvas).commit()
    assert document.history() == ["Paint mask"]
    assert document.mask.array[50, 65] == 255
    stroke(at(40, 120), at(90, 120))
    assert document.mask.array[120, 60] == 255
    QTest.touchEvent(canvas, screen).stationary(0).press(1, at(120, 120), canvas).commit()
    assert document.mask.array[120, 60] == 0
    QTest.touchEvent(canvas, screen).release(0, at(90, 120), canvas).release(1, at(120, 120), canvas).commit()
    assert document.history() == ["Paint mask"]


def test_every_event_of_a_pen_arrives(canvas: CanvasView, brush: Tool, at: At, qtbot: QtBot) -> None:
    log = Recorder()
    canvas.set_tool(log)
    pen = device(QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen, 1)
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * 400, QEvent.Type.TabletRelease]
    for number, kind in enumerate(kinds):
        place = QPointF(at(0, 0)) + QPointF(number % 180, number % 130)
        event = QTabletEvent(
            kind, pen, place, place, 0.5, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, LEFT, LEFT
        )  # fmt: skip
        QApplication.postEvent(canvas, event)
    qtbot.waitUntil(lambda: len(log.events) == len(kinds), timeout=2000)
    assert [event.x for event in log.events] == pytest.approx([number % 180 for number in range(len(kinds))])
    canvas.set_tool(brush)


# ---- gestures


class Recorder(Tool):
    """Remembers its events, and goes on from press to press until CONFIRM, or BACK after the first."""

    def __init__(self, presses: int = 1) -> None:
        super().__init__()
        self.events: list[PointerEvent] = []
        self.hovers: list[PointerEvent] = []
        self.closed = False
        self._presses = presses

    def gesture(self, document: Document, press: PointerEvent) -> Steps:  # noqa: ARG002
        event = press
        try:
            while True:
                self.events.append(event)
                several = self._presses > 1
                if event.phase is Phase.CONFIRM or (event.phase is Phase.RELEASE and not several):
                    return
                event = yield
        except GeneratorExit:
            self.closed = True
            raise

    def hover(self, document: Document, event: PointerEvent) -> None:  # noqa: ARG002
        self.hovers.append(event)

    @property
    def phases(self) -> list[Phase]:
        return [event.phase for event in self.events]


@pytest.fixture
def polygon(canvas: CanvasView) -> Recorder:
    tool = Recorder(presses=9)
    canvas.set_tool(tool)
    return tool


def test_a_gesture_of_several_presses_ends_with_enter(canvas: CanvasView, polygon: Recorder, at: At) -> None:
    for x in (40, 80):
        QTest.mouseClick(canvas, LEFT, pos=at(x, 40))
        QTest.mouseMove(canvas, at(x + 20, 60))
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    expected = [Phase.PRESS, Phase.RELEASE, Phase.MOVE] * 2 + [Phase.BACK, Phase.CONFIRM]
    assert polygon.phases == expected
    assert (polygon.events[-1].x, polygon.events[-1].y) == pytest.approx((100, 60))
    QTest.mouseClick(canvas, LEFT, pos=at(10, 10))
    assert polygon.phases[len(expected) :] == [Phase.PRESS, Phase.RELEASE]


def test_a_double_click_confirms(canvas: CanvasView, polygon: Recorder, at: At) -> None:
    QTest.mouseClick(canvas, LEFT, pos=at(40, 40))
    QTest.mouseDClick(canvas, LEFT, pos=at(80, 40))
    assert polygon.phases[-1] is Phase.CONFIRM


def test_escape_steps_back_between_presses_and_cancels_within_one(
    canvas: CanvasView, polygon: Recorder, at: At
) -> None:
    QTest.mouseClick(canvas, LEFT, pos=at(40, 40))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert polygon.phases[-1] is Phase.BACK
    assert not polygon.closed
    QTest.mousePress(canvas, LEFT, pos=at(60, 40))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert polygon.closed
    QTest.mouseRelease(canvas, LEFT, pos=at(60, 40))
    assert polygon.phases[-1] is Phase.PRESS


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Backspace])
def test_keys_of_a_gesture_go_to_no_shortcut(canvas: CanvasView, polygon: Recorder, at: At, key: Qt.Key) -> None:
    def claimed() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(canvas, event)
        return event.isAccepted()

    assert not claimed()
    QTest.mouseClick(canvas, LEFT, pos=at(40, 40))
    assert claimed()
    assert polygon.events


def test_the_view_can_be_moved_between_the_presses(canvas: CanvasView, polygon: Recorder, at: At) -> None:
    QTest.mouseClick(canvas, LEFT, pos=at(40, 40))
    before, start = canvas.viewport.origin, at(60, 60)
    QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(25, 10))
    QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=start + QPoint(25, 10))
    assert canvas.viewport.origin - before == QPointF(25, 10)
    assert polygon.phases == [Phase.PRESS, Phase.RELEASE]


def test_a_gesture_is_told_of_the_space_bar_and_the_scale(canvas: CanvasView, polygon: Recorder, at: At) -> None:
    canvas.zoom_to(2.0)
    QTest.mousePress(canvas, LEFT, pos=at(40, 40))
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mouseMove(canvas, at(60, 60))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    QTest.mouseRelease(canvas, LEFT, pos=at(60, 60))
    assert [event.space for event in polygon.events] == [False, True, False]
    assert polygon.events[0].scale == 0.5


def test_a_tool_is_told_where_the_pointer_hovers(canvas: CanvasView, polygon: Recorder, at: At) -> None:
    QTest.mouseMove(canvas, at(70, 30))
    assert (polygon.hovers[-1].x, polygon.hovers[-1].y) == pytest.approx((70, 30))
    QTest.mousePress(canvas, LEFT, pos=at(70, 30))
    count = len(polygon.hovers)
    QTest.mouseMove(canvas, at(80, 30))
    assert len(polygon.hovers) == count


class Refusing(Tool):
    """A tool that cannot be used, and says why."""

    def gesture(self, document: Document, press: PointerEvent) -> Steps:  # noqa: ARG002
        raise ToolError("The layer is locked. Unlock it first.")
        yield


def test_why_a_tool_cannot_be_used_is_shown_for_a_while(canvas: CanvasView, drag: Drag, qtbot: QtBot) -> None:
    canvas.set_tool(Refusing())
    canvas._refusal.setInterval(60)
    canvas.set_hint("Paint")
    drag((50, 50), (60, 60))
    assert canvas._foreground.refusal == "The layer is locked. Unlock it first."
    qtbot.waitUntil(lambda: not canvas._foreground.refusal, timeout=2000)
    assert canvas._foreground.hint == "Paint"


def test_what_a_tool_draws_is_seen_and_goes(canvas: CanvasView, polygon: Recorder) -> None:
    plain = canvas.grab().toImage()
    for kind, points in (
        (ShapeKind.RECTANGLE, ((20.0, 20.0), (90.0, 60.0))),
        (ShapeKind.ELLIPSE, ((20.0, 20.0), (90.0, 60.0))),
        (ShapeKind.PATH, ((20.0, 20.0), (90.0, 60.0), (30.0, 90.0))),
        (ShapeKind.LINE, ((20.0, 20.0), (90.0, 60.0))),
        (ShapeKind.HANDLES, ((20.0, 20.0), (90.0, 60.0))),
        (ShapeKind.SWATCH, ((20.0, 20.0),)),
    ):
        polygon.show_shapes(Shape(kind, points))
        bare = canvas.grab().toImage()
        assert bare != plain, kind
        polygon.show_shapes(Shape(kind, points, "70 × 40"))
        assert canvas.grab().toImage() != bare, kind
        polygon.show_shapes()
        assert canvas.grab().toImage() == plain, kind


def test_around_a_frame_the_picture_is_dimmed(canvas: CanvasView, polygon: Recorder, at: At) -> None:
    canvas.set_document(Document.from_array(np.full((150, 200, 3), 200, np.uint8)))
    canvas.zoom_to(1.0)
    plain = canvas.grab().toImage()
    corners = ((50.0, 40.0), (150.0, 110.0))
    polygon.show_shapes(Shape(ShapeKind.RECTANGLE, corners), Shape(ShapeKind.HANDLES, corners))
    framed = canvas.grab().toImage()
    inside, outside = at(100, 75), at(20, 20)
    assert framed.pixelColor(inside) == plain.pixelColor(inside)
    assert framed.pixelColor(outside).lightness() < plain.pixelColor(outside).lightness()


# ---- what the tool moves, and what it leaves behind


def test_arrow_keys_move_the_layer_and_shift_moves_it_far(canvas: CanvasView, document: Document) -> None:
    canvas.set_tool(MoveLayer())
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert document.layers()[0].area[:2] == (1, -10)
    assert document.history() == ["Move layer", "Move layer"]


def test_what_a_tool_shows_goes_with_the_pointer_and_with_the_tool(canvas: CanvasView) -> None:
    tool = MoveLayer()
    canvas.set_tool(tool)
    tool.show_shapes(Shape(ShapeKind.LINE, ((0, 0), (5, 5))))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert tool.shapes == ()
    tool.show_shapes(Shape(ShapeKind.LINE, ((0, 0), (5, 5))))
    canvas.set_tool(None)
    assert tool.shapes == ()
