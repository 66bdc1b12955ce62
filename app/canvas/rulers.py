"""Rulers along the canvas, which count pixels of the picture, and the frame that holds them beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.canvas.canvas_view import CanvasView
from app.language import tr

THICK = 20  # logical pixels
APART = 56.0  # logical pixels between two numbers, at least
DIGITS = 10  # pixels of their height
MARKS = 10  # small marks from one number to the next


class Ruler(QWidget):
    """The positions along one edge of a canvas, and where the cursor is."""

    def __init__(self, canvas: CanvasView, orientation: Qt.Orientation) -> None:
        super().__init__()
        self._canvas = canvas
        self._across = orientation is Qt.Orientation.Horizontal
        self._cursor: float | None = None  # in this widget
        name = tr("Horizontal ruler") if self._across else tr("Vertical ruler")
        self.setAccessibleName(name)
        self.setToolTip(tr("Positions in pixels of the picture"))
        free, fixed = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((free, fixed) if self._across else (fixed, free)))
        canvas.view_changed.connect(self.update)
        canvas.cursor_moved.connect(self._show_cursor)

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        return QSize(THICK, THICK)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Qt's hook."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())  # the sign stands before the number
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Window))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 0))
        font = painter.font()
        font.setPixelSize(DIGITS)
        painter.setFont(font)
        for place, number in self._marks():
            self._draw_line(painter, place, THICK - 5 if number is None else 2)
            if number is not None:
                self._draw_number(painter, place, str(number))
        if self._cursor is not None:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
            self._draw_line(painter, self._cursor, 0)
        painter.end()

    def _marks(self) -> Iterator[tuple[float, int | None]]:
        """Where the marks are, in this widget, and the numbers of the large ones."""
        viewport = self._canvas.viewport
        origin = viewport.origin.x() if self._across else viewport.origin.y()
        length = self.width() if self._across else self.height()
        step = round_step(APART / viewport.scale)
        small = max(step // MARKS, 1)
        first = math.floor(-origin / viewport.scale / step) * step
        for value in range(first, math.ceil((length - origin) / viewport.scale) + 1, small):
            yield origin + value * viewport.scale, value if value % step == 0 else None

    def _draw_line(self, painter: QPainter, place: float, start: float) -> None:
        ends = QPointF(place, start), QPointF(place, THICK)
        painter.drawLine(*(ends if self._across else [end.transposed() for end in ends]))

    def _draw_number(self, painter: QPainter, place: float, text: str) -> None:
        painter.save()
        if self._across:
            painter.translate(place + 3, DIGITS + 1)
        else:
            painter.translate(DIGITS + 1, place + 3 + painter.fontMetrics().horizontalAdvance(text))
            painter.rotate(-90)
        painter.drawText(QPointF(), text)
        painter.restore()

    def _show_cursor(self, pixel: QPoint | None) -> None:
        """Mark the middle of the pixel under the cursor."""
        if pixel is None:
            self._cursor = None
        else:
            point = self._canvas.viewport.to_widget(pixel.toPointF() + QPointF(0.5, 0.5))
            self._cursor = point.x() if self._across else point.y()
        self.update()


class RuledCanvas(QWidget):
    """A canvas with rulers above and beside it, which can be turned off."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__()
        self._rulers = Ruler(canvas, Qt.Orientation.Horizontal), Ruler(canvas, Qt.Orientation.Vertical)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # coordinates are the same in every language
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._rulers[0], 0, 1)
        grid.addWidget(self._rulers[1], 1, 0)
        grid.addWidget(canvas, 1, 1)
        self.set_rulers_visible(False)

    def set_rulers_visible(self, visible: bool) -> None:
        """Whether they are shown."""
        for ruler in self._rulers:
            ruler.setVisible(visible)


def round_step(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that is no less than `least`."""
    power = 10 ** max(math.floor(math.log10(max(least, 1.0))), 0)
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
