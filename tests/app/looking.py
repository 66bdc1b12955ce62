"""What is seen of a canvas, pixel by pixel, and what is painted again."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from app.qimage import to_array
from paella_core.request import Box


def shown(canvas: CanvasView) -> np.ndarray:
    """What is on the screen, as (height, width, 3), without the cursor's outline."""
    cursor, canvas._foreground.cursor = canvas._foreground.cursor, None
    pixels = to_array(canvas.grab().toImage())[..., :3]
    canvas._foreground.cursor = cursor
    return pixels


def seen_picture(canvas: CanvasView) -> np.ndarray:
    """The part of the screen that the picture takes."""
    rect = canvas.viewport.picture_rect().toRect()
    return shown(canvas)[rect.top() : rect.top() + rect.height(), rect.left() : rect.left() + rect.width()]


def colours_of(canvas: CanvasView) -> set[tuple[int, ...]]:
    return {tuple(colour) for colour in seen_picture(canvas).reshape(-1, 3).tolist()}


def fill_mask(document: Document, box: Box, value: int = 255) -> None:
    with document.edit("Fill", document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value


class PaintLog(QObject):
    """All that is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def is_quiet(self) -> bool:
        """Whether nothing was painted since the last question."""
        quiet, self.region = self.region.isEmpty(), QRegion()
        return quiet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)
