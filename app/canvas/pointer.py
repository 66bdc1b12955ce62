"""Qt's mouse and pen events, and fingers, as what tools receive."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTabletEvent

from app.canvas.viewport import Viewport
from app.tools.tool import Phase, PointerEvent

Pointed = QMouseEvent | QTabletEvent


def pointer_event(phase: Phase, event: Pointed, viewport: Viewport, *, space: bool) -> PointerEvent:
    """A mouse or pen event in image coordinates; `space` says that the space bar is held."""
    pen = isinstance(event, QTabletEvent)
    return _placed(
        phase,
        event.position(),
        viewport,
        pressure=event.pressure() if pen else 1.0,
        buttons=event.buttons(),
        modifiers=event.modifiers(),
        eraser=pen and event.pointerType() == QPointingDevice.PointerType.Eraser,
        space=space,
    )


def finger_event(phase: Phase, point: QEventPoint, viewport: Viewport) -> PointerEvent:
    """A finger, which counts as the left button of a mouse."""
    return _placed(phase, point.position(), viewport, buttons=Qt.MouseButton.LeftButton)


def _placed(phase: Phase, position: QPointF, viewport: Viewport, **more) -> PointerEvent:
    point = viewport.to_image(position)
    return PointerEvent(phase, point.x(), point.y(), scale=1 / viewport.scale, **more)
