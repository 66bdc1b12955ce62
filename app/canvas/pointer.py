"""Qt's mouse and pen events as what tools receive."""

from __future__ import annotations

from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent

from app.canvas.viewport import Viewport
from app.tools.tool import Phase, PointerEvent


def pointer_event(phase: Phase, event: QMouseEvent | QTabletEvent, viewport: Viewport) -> PointerEvent:
    """A mouse or pen event in image coordinates."""
    point = viewport.to_image(event.position())
    pen = isinstance(event, QTabletEvent)
    return PointerEvent(
        phase,
        point.x(),
        point.y(),
        pressure=event.pressure() if pen else 1.0,
        buttons=event.buttons(),
        modifiers=event.modifiers(),
        eraser=pen and event.pointerType() == QPointingDevice.PointerType.Eraser,
    )
