"""The timeline of a film: which frames are there, where the keyframes lie, and which frame is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSlider

from app.language import tr
from app.panels.slide import letter_of
from app.theme import CONTROL_HEIGHT, GAP

_GROOVE = 4
_LETTER = 10  # the size of a keyframe's letter in pixels
_HANDLE = 6.5
_ROOM_A_DOT = 7  # pixels that a frame needs to have a dot of its own


class Timeline(QSlider):
    """A click goes to the frame there, and a drag on from frame to frame; so do the arrow keys. `scrubbed` tells of
    what the person does only."""

    scrubbed = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._made: frozenset[int] = frozenset()
        self._stops: tuple[int, ...] = ()
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMinimumWidth(120)
        self.setPageStep(1)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time goes in every language
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Frame"))
        self.setToolTip(tr("Drag, or press the arrow keys, to go from frame to frame"))
        self.valueChanged.connect(self.scrubbed)

    def show_film(self, frames: int, made: Sequence[int], stops: Sequence[int]) -> None:
        """So many frames, of which those are made; the keyframes lie at the `stops`."""
        self._made, self._stops = frozenset(made), tuple(stops)
        with QSignalBlocker(self):
            self.setRange(0, max(frames - 1, 1))
        self.setEnabled(bool(made))
        self.update()

    def show_position(self, position: int) -> None:
        """Show a frame as looked at, without telling of it."""
        with QSignalBlocker(self):
            self.setValue(position)
        self.update()

    def x_of(self, position: int) -> float:
        """Where a frame lies, in pixels from the left."""
        return GAP + position / max(self.maximum(), 1) * (self.width() - 2 * GAP)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(320, CONTROL_HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the frame under the mouse, wherever on the line that is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on to the frame under the mouse."""
        if self.isSliderDown():
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, a dot for each frame that is there, the letters of the keyframes, and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_line(painter)
        self._draw_stops(painter)
        if self.isEnabled():
            self._draw_handle(painter)

    @property
    def _level(self) -> float:
        """The height of the line: the letters stand above it."""
        return _LETTER + 1 + (self.height() - _LETTER) / 2

    def _go_to(self, place: QPointF) -> None:
        share = (place.x() - GAP) / max(self.width() - 2 * GAP, 1)
        self.setValue(round(share * self.maximum()))

    def _draw_line(self, painter: QPainter) -> None:
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(self._span(0, self.maximum()), _GROOVE / 2, _GROOVE / 2)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        dots = self.width() / (self.maximum() + 1) >= _ROOM_A_DOT
        for frame in self._made:
            if frame + 1 in self._made:
                painter.drawRect(self._span(frame, frame + 1).adjusted(_GROOVE / 2, 0, -_GROOVE / 2, 0))
            if dots or frame in self._stops:
                painter.drawEllipse(QPointF(self.x_of(frame), self._level), _GROOVE * 0.75, _GROOVE * 0.75)

    def _draw_stops(self, painter: QPainter) -> None:
        role = QPalette.ColorRole.WindowText if self.isEnabled() else QPalette.ColorRole.PlaceholderText
        font = self.font()
        font.setPixelSize(_LETTER)
        painter.setFont(font)
        painter.setPen(self.palette().color(role))
        for index, stop in enumerate(self._stops):
            box = QRectF(self.x_of(stop) - GAP, 0, 2 * GAP, _LETTER + 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter_of(index))

    def _draw_handle(self, painter: QPainter) -> None:
        palette = self.palette()
        hot = self.hasFocus() or self.isSliderDown() or self.underMouse()
        painter.setBrush(palette.color(QPalette.ColorRole.Link if hot else QPalette.ColorRole.WindowText))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 1.5))
        painter.drawEllipse(QPointF(self.x_of(self.value()), self._level), _HANDLE, _HANDLE)

    def _span(self, first: int, last: int) -> QRectF:
        left = self.x_of(first) - _GROOVE / 2
        return QRectF(left, self._level - _GROOVE / 2, self.x_of(last) - left + _GROOVE / 2, _GROOVE)
