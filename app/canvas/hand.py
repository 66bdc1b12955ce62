"""What the hand does on the canvas: mouse, pen, fingers, wheel and keys become a tool's gesture, or move the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QInputDevice, QKeyEvent, QNativeGestureEvent, QTouchEvent, QWheelEvent

from app.canvas.pointer import Pointed, finger_event, pointer_event
from app.canvas.viewport import Viewport
from app.document.document import Document
from app.tools.tool import Gesture, Phase, PointerEvent, Tool, ToolError

WHEEL_STEP = 1.2  # the zoom's factor for one notch
NOTCH = 120  # Qt's units of a wheel's notch
DRAWING = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
CONFIRMS = Qt.Key.Key_Return, Qt.Key.Key_Enter
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
BACKS = Qt.Key.Key_Escape, Qt.Key.Key_Backspace


class Hand(QObject):
    """Wheel: zoom at the cursor. Touchpad: two fingers pan, and with Ctrl or as a pinch zoom. Touch screen: one finger
    is the tool, two pan and zoom. Middle button, Space and drag, or the left button where there is no tool: pan. Left
    and right button, and pens: the tool. Escape takes back the gesture in progress, Enter ends it.
    """

    pointed = Signal(object)  # QPointF in the widget, or None where the pointer left
    view_moved = Signal()  # panned or zoomed
    grip_changed = Signal()  # what the next press would do: `pans`, `panning`, the gesture
    refused = Signal(str)  # why the tool cannot be used

    def __init__(self, viewport: Viewport) -> None:
        super().__init__()
        self._viewport = viewport
        self._document: Document | None = None
        self._tool: Tool | None = None
        self._gesture: Gesture | None = None
        self._last: PointerEvent | None = None
        self._held = Qt.MouseButton.NoButton  # the one that began the panning or the gesture
        self._pan_from: QPointF | None = None
        self._space = False
        self._fingers: list[QPointF] = []  # of which two pan and zoom
        self._handlers: dict[QEvent.Type, Callable[[Any], object]] = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseButtonDblClick: self._double_click,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.TabletPress: self._press,
            QEvent.Type.TabletMove: self._move,
            QEvent.Type.TabletRelease: self._release,
            QEvent.Type.TouchBegin: self._touch,
            QEvent.Type.TouchUpdate: self._touch,
            QEvent.Type.TouchEnd: self._touch,
            QEvent.Type.TouchCancel: self._cancel_touch,
            QEvent.Type.Wheel: self._wheel,
            QEvent.Type.NativeGesture: self._native_gesture,
            QEvent.Type.KeyPress: self._key_press,
            QEvent.Type.KeyRelease: self._key_release,
            QEvent.Type.ShortcutOverride: self._claims,
            QEvent.Type.Leave: self._leave,
            QEvent.Type.FocusOut: self._lose_focus,
        }

    @property
    def pans(self) -> bool:
        """Whether a press of the left button would move the view."""
        return self._space or self._tool is None

    @property
    def panning(self) -> bool:
        """Whether the view is moved with a held button."""
        return self._pan_from is not None

    @property
    def busy(self) -> bool:
        """Whether a press would not begin anything new: a gesture is in progress, or the view is or would be moved."""
        return self._gesture is not None or self._held is not Qt.MouseButton.NoButton or self._space

    def set_document(self, document: Document | None) -> None:
        """Work on another document. A gesture in progress is taken back."""
        self.cancel_gesture()
        self._document = document

    def set_tool(self, tool: Tool | None) -> None:
        """Hand the pointer to another tool. A gesture in progress is taken back."""
        self.cancel_gesture()
        if self._tool:
            self._tool.leave()
        self._tool = tool

    def cancel_gesture(self) -> None:
        """Take back the gesture in progress, if there is one."""
        if self._gesture:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self.grip_changed.emit()

    def handle(self, event: QEvent) -> bool:
        """Do what an event asks for; False where it is none for the hand."""
        handler = self._handlers.get(event.type())
        if handler is None or handler(event) is False:
            return False
        event.accept()
        return True

    # ---- mouse and pen

    def _press(self, event: Pointed) -> None:
        if self._held is not Qt.MouseButton.NoButton:
            return
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (self.pans and button == DRAWING[0]):
            self._held, self._pan_from = button, event.position()
            self.grip_changed.emit()
        elif button in DRAWING:
            self._held = button
            self._begin(self._pointer(Phase.PRESS, event))

    def _double_click(self, event: Pointed) -> None:
        """The second press of a double click: it ends a gesture of several presses, and else counts as a press."""
        if self._gesture and not self._gesture.pressed:
            self._feed(self._pointer(Phase.CONFIRM, event))
        else:
            self._press(event)

    def _move(self, event: Pointed) -> None:
        if self._pan_from is not None:
            self._viewport.pan(event.position() - self._pan_from)
            self._pan_from = event.position()
            self.view_moved.emit()
        else:
            self._glide(self._pointer(Phase.MOVE, event))
        self.pointed.emit(event.position())

    def _release(self, event: Pointed) -> None:
        if event.button() == self._held:
            self._held = Qt.MouseButton.NoButton
            if self._pan_from is not None:
                self._pan_from = None
            elif self._gesture and self._gesture.pressed:
                self._feed(self._pointer(Phase.RELEASE, event))
            self.grip_changed.emit()
        self.pointed.emit(event.position())

    def _pointer(self, phase: Phase, event: Pointed) -> PointerEvent:
        return pointer_event(phase, event, self._viewport, space=self._space)

    # ---- gestures

    def _begin(self, press: PointerEvent) -> None:
        """Start a gesture, or go on with one of several presses."""
        if self._gesture:
            self._feed(press)
        elif self._document and self._tool:
            self._last = press
            try:
                gesture = Gesture(self._tool, self._document, press)
            except ToolError as error:
                self.refused.emit(str(error))
                return
            self._gesture = gesture if gesture.running else None
            self.grip_changed.emit()

    def _feed(self, event: PointerEvent) -> None:
        if not self._gesture:
            return
        self._last = event
        try:
            self._gesture.send(event)
        except ToolError as error:
            self.refused.emit(str(error))
        finally:
            self._drop_ended()

    def _glide(self, event: PointerEvent) -> None:
        """The pointer moves: within a gesture, or above the picture."""
        if self._gesture:
            self._feed(event)
        elif self._document and self._tool and not self._space:
            self._tool.hover(self._document, event)

    def _drop_ended(self) -> None:
        if self._gesture and not self._gesture.running:
            self._gesture = None
            self.grip_changed.emit()

    # ---- fingers, wheel and touchpad

    def _touch(self, event: QTouchEvent) -> None:
        points = event.points()
        if event.type() == QEvent.Type.TouchEnd:
            if not self._fingers:
                self._feed(finger_event(Phase.RELEASE, points[0], self._viewport))
            self._fingers = []
        elif len(points) > 1:
            self._pinch([point.position() for point in points[:2]])
        elif not self._fingers and event.type() == QEvent.Type.TouchBegin:
            self._begin(finger_event(Phase.PRESS, points[0], self._viewport))
        elif not self._fingers:
            self._feed(finger_event(Phase.MOVE, points[0], self._viewport))

    def _pinch(self, fingers: list[QPointF]) -> None:
        """Two fingers hold the picture. What the first of them began to paint is taken back."""
        if not self._fingers:
            self.cancel_gesture()
        else:
            before, now = QLineF(*self._fingers), QLineF(*fingers)
            self._viewport.pan(now.center() - before.center())
            self._viewport.zoom_at(now.center(), self._viewport.zoom * now.length() / max(before.length(), 1.0))
            self.view_moved.emit()
        self._fingers = fingers

    def _cancel_touch(self, _event: QTouchEvent) -> None:
        self._fingers = []
        self.cancel_gesture()

    def _wheel(self, event: QWheelEvent) -> None:
        if _is_touchpad(event) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            pixels = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self._viewport.pan(pixels.toPointF())
        else:
            self._zoom(event.position(), WHEEL_STEP ** (event.angleDelta().y() / NOTCH))
        self.view_moved.emit()
        self.pointed.emit(event.position())

    def _native_gesture(self, event: QNativeGestureEvent) -> bool:
        """A pinch on a touchpad."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom(event.position(), 1 + event.value())
        self.view_moved.emit()
        return True

    def _zoom(self, anchor: QPointF, factor: float) -> None:
        self._viewport.zoom_at(anchor, self._viewport.zoom * factor)

    # ---- keys

    def _claims(self, event: QKeyEvent) -> bool:
        """While a gesture is in progress, or the tool waits for an answer, Escape, Enter and Backspace belong to it,
        and to no shortcut of the window."""
        waits = self._gesture is not None or (self._tool is not None and self._tool.waits)
        return waits and event.key() in (*BACKS, *CONFIRMS)

    def _key_press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold_space(True)
            return True
        if not self._gesture or not self._last:
            return self._answer(event) or self._nudge(event)
        if event.key() == Qt.Key.Key_Escape:
            self._gesture.back(replace(self._last, phase=Phase.BACK))
            self._drop_ended()
        elif event.key() in BACKS and not self._gesture.pressed:
            self._feed(replace(self._last, phase=Phase.BACK))
        elif event.key() in CONFIRMS and not self._gesture.pressed:
            self._feed(replace(self._last, phase=Phase.CONFIRM))
        else:
            return False
        return True

    def _answer(self, event: QKeyEvent) -> bool:
        """Enter and Escape answer what a tool waits with."""
        if not self._document or not self._tool or not self._tool.waits or event.key() not in (*BACKS, *CONFIRMS):
            return False
        self._tool.answer(self._document, Phase.CONFIRM if event.key() in CONFIRMS else Phase.BACK)
        return True

    def _nudge(self, event: QKeyEvent) -> bool:
        """Arrow keys move what the tool moves, by one pixel, or by ten with Shift."""
        if event.key() not in ARROWS or not self._document or not self._tool:
            return False
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        right, down = (far * way for way in ARROWS[Qt.Key(event.key())])
        try:
            return self._tool.nudge(self._document, right, down)
        except ToolError as error:
            self.refused.emit(str(error))
            return True

    def _key_release(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self._hold_space(False)
        return True

    def _hold_space(self, held: bool) -> None:
        self._space = held
        self.grip_changed.emit()

    def _leave(self, _event: QEvent) -> bool:
        if self._tool and not self._gesture:
            self._tool.leave()
        self.pointed.emit(None)
        return False

    def _lose_focus(self, _event: QEvent) -> bool:
        self._hold_space(False)
        return False


def _is_touchpad(event: QWheelEvent) -> bool:
    """Whether it comes from a touchpad, which tells pixels and phases where the system lets it."""
    if event.device().type() == QInputDevice.DeviceType.TouchPad:
        return True
    return not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
