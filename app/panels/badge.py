"""The letter of a keyframe: what it is grabbed by, and what it looks like."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from app.document.plane import eight_bits
from app.language import tr
from app.qimage import to_qimage
from app.theme import RADIUS

BADGE = 36
_LETTER = 12
_CORNER = (2, 17, 16, 15)  # the letter's ground over a look: from the left, from the bottom, width, height


class Badge(QAbstractButton):
    """The letter of a keyframe, over what it looks like once that is known. A click opens its menu; a drag, or the
    arrow keys, move the keyframe among the others."""

    dragged = Signal(QPoint)  # where on the screen
    let_go = Signal()
    moved = Signal(int)  # by so many places

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter
        self._look = QPixmap()
        self._grabbed: QPoint | None = None
        self._dragging = False
        self.menu = QMenu(self)
        self.setFixedSize(BADGE, BADGE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Keyframe {letter}").format(letter=letter))
        self.setToolTip(tr("Keyframe {letter}: click for more, drag to another place").format(letter=letter))

    def show_look(self, picture: np.ndarray | None) -> None:
        """What the keyframe looks like, None where that is not known."""
        self._look = QPixmap() if picture is None else _small(picture, round(BADGE * self.devicePixelRatioF()))
        self.update()

    def show_menu(self) -> None:
        """Open the menu under the letter."""
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It may become a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed, self._dragging = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where it is dragged to."""
        if self._grabbed is None:
            return
        way = (event.position().toPoint() - self._grabbed).manhattanLength()
        if self._dragging or way >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, where it was no drag."""
        clicked = self._grabbed is not None and not self._dragging and self.rect().contains(event.position().toPoint())
        self._grabbed = None
        self.unsetCursor()
        self.let_go.emit()
        if clicked:
            self.show_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the keyframe; Space and Enter open its menu."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None:
            self.moved.emit(way)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The look, cut to a square, and the letter on it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        palette, square = self.palette(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(square, RADIUS, RADIUS)
        painter.fillPath(shape, palette.color(QPalette.ColorRole.Button))
        if not self._look.isNull():
            painter.setClipPath(shape)
            self._draw_look(painter, square)
            painter.setClipping(False)
        self._draw_letter(painter, square)
        marked = self.hasFocus() or self.underMouse()
        edge = palette.color(QPalette.ColorRole.Link if marked else QPalette.ColorRole.Mid)
        painter.setPen(QPen(edge, 1))
        painter.drawPath(shape)

    def _draw_look(self, painter: QPainter, square: QRectF) -> None:
        size = self._look.size().toSizeF().scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        place = QRectF(QPointF(), size)
        place.moveCenter(square.center())
        painter.drawPixmap(place, self._look, QRectF(self._look.rect()))

    def _draw_letter(self, painter: QPainter, square: QRectF) -> None:
        """In the middle; over a look, on a small ground of its own in the corner."""
        palette, font = self.palette(), self.font()
        font.setBold(True)
        font.setPixelSize(_LETTER)
        painter.setFont(font)
        if not self._look.isNull():
            square = QRectF(square.left() + _CORNER[0], square.bottom() - _CORNER[1], *_CORNER[2:])
            ground = palette.color(QPalette.ColorRole.Window)
            ground.setAlphaF(0.8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(square, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._letter)


def _small(picture: np.ndarray, edge: int) -> QPixmap:
    """A picture whose shorter side is about `edge` pixels: thinned out first, as large ones take long to scale."""
    stride = max(1, min(picture.shape[:2]) // (2 * edge))
    small = to_qimage(eight_bits(np.ascontiguousarray(picture[::stride, ::stride])))
    wanted = small.size().scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    smooth = Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(small.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
