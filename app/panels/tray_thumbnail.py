"""One variation in the tray: a small picture of it that can be pointed at and clicked."""

from __future__ import annotations

from enum import Enum, auto
from html import escape

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton

from app.document.plane import eight_bits
from app.language import tr
from app.panels.checkerboard import draw_checkerboard
from app.panels.tray import Variation
from app.qimage import to_qimage
from app.resources import tinted_pixmap
from app.theme import GAP

THUMBNAIL = 72
MARGIN = 4  # around the picture, for the frame
_FRAME = 2
_RADIUS = 4
_BADGE = 20
_STAR = 14
_NOTE_FONT = 11
_SQUARE = 6  # of the checkerboard
_SAMPLES = 2  # pixels that are looked at for one of the thumbnail, across and down
_SCRIM = QColor(0, 0, 0, 170)  # behind what is written on a picture: light text has 4.5:1 on it over white


class State(Enum):
    """How a thumbnail is framed."""

    RESTING = auto()
    POINTED = auto()  # the canvas shows it as long as the mouse is over it
    CHOSEN = auto()
    KEYED = auto()  # chosen, and the keys mean it


class Thumbnail(QAbstractButton):
    """A variation. `pointed` carries it when the mouse comes, and None when it goes."""

    pointed = Signal(object)
    picked = Signal(object)
    accepted = Signal(object)

    def __init__(self, variation: Variation) -> None:
        super().__init__()
        self.variation = variation
        self.starred = False
        self._state = State.RESTING
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the strip has it
        self.setFixedSize(THUMBNAIL + 2 * MARGIN, THUMBNAIL + 2 * MARGIN)
        self._pixels = QPixmap()

    def describe(self, text: str, number: int, count: int) -> None:
        """Say what it is: the `number`th of `count` of a run that did `text`."""
        about = self.variation
        seed = tr("Seed {seed}").format(seed=about.seed)
        lines = [f"<b>{escape(text)}</b>", escape(about.prompt), escape("  ".join(filter(None, (about.note, seed))))]
        self.setToolTip("<br>".join(line for line in lines if line))
        name = tr("Variation {number} of {count}").format(number=number, count=count)
        star = tr("with a star") if self.starred else ""
        self.setAccessibleName(", ".join(filter(None, (name, about.note, star))))

    def show_state(self, state: State) -> None:
        """Frame it accordingly."""
        if state is not self._state:
            self._state = state
            self.setChecked(state in (State.CHOSEN, State.KEYED))
            self.update()

    def nextCheckState(self) -> None:
        """Only the tray says which one is chosen."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Point at it."""
        super().enterEvent(event)
        self.pointed.emit(self.variation)

    def leaveEvent(self, event) -> None:
        """Point at none."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it, without waiting for the button to come up."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.variation)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Keep it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.accepted.emit(self.variation)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture with its frame, and what is to be said about it in its corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        self._draw_picture(painter, place)
        self._draw_frame(painter)
        if self.variation.note:
            self._draw_note(painter, place)
        if self.starred:
            self._draw_star(painter, place)

    def _draw_picture(self, painter: QPainter, place: QRect) -> None:
        density = self.devicePixelRatioF()
        if self._pixels.isNull() or self._pixels.devicePixelRatio() != density:
            self._pixels = QPixmap.fromImage(cover(self.variation.picture, THUMBNAIL, density))
        outline = QPainterPath()
        outline.addRoundedRect(place, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(outline)
        painter.drawPixmap(place, self._pixels)
        painter.restore()

    def _draw_frame(self, painter: QPainter) -> None:
        palette = self.palette()
        if self._state is State.POINTED:
            self._draw_line(painter, palette.placeholderText().color(), 0)
        elif self._state is not State.RESTING:
            self._draw_line(painter, palette.link().color(), 0)
        if self._state is State.KEYED:
            self._draw_line(painter, palette.windowText().color(), _FRAME)

    def _draw_line(self, painter: QPainter, colour: QColor, inset: int) -> None:
        edge = inset + _FRAME / 2
        radius = _RADIUS + MARGIN - edge
        painter.setPen(QPen(colour, _FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(edge, edge, -edge, -edge), radius, radius)

    def _draw_note(self, painter: QPainter, place: QRect) -> None:
        font = QFont(self.font())
        font.setPixelSize(_NOTE_FONT)
        painter.setFont(font)
        room = place.width() - 2 * MARGIN - GAP
        text = painter.fontMetrics().elidedText(self.variation.note, Qt.TextElideMode.ElideRight, room)
        size = QSize(painter.fontMetrics().horizontalAdvance(text) + GAP, painter.fontMetrics().height() + 2)
        pill = QRect(place.topLeft(), size)
        pill.moveBottomLeft(place.bottomLeft() + QPoint(MARGIN, -MARGIN))
        self._draw_scrim(painter, pill)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_star(self, painter: QPainter, place: QRect) -> None:
        badge = QRect(0, 0, _BADGE, _BADGE)
        badge.moveTopRight(place.topRight() + QPoint(-MARGIN, MARGIN))
        self._draw_scrim(painter, badge)
        star = tinted_pixmap("star-filled", self.palette().highlight().color(), _STAR, self.devicePixelRatioF())
        corner = QRectF(badge).center() - QPointF(_STAR / 2, _STAR / 2)
        painter.drawPixmap(corner, star)

    def _draw_scrim(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SCRIM)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)


def cover(picture: np.ndarray, size: int, density: float) -> QImage:
    """The largest square in the middle of a picture (height, width, 3 or 4), uint8 or uint16, as a square of `size`
    logical pixels; transparency on a checkerboard.

    A large picture is thinned out before it is smoothed: it takes about a millisecond, however large it is.
    """
    edge = round(size * density)
    height, width = picture.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    stride = max(side // (_SAMPLES * edge), 1)
    middle = picture[top : top + side : stride, left : left + side : stride]
    small = to_qimage(eight_bits(np.ascontiguousarray(middle)))
    smooth = Qt.TransformationMode.SmoothTransformation
    scaled = small.scaled(edge, edge, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    made = QImage(edge, edge, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    if scaled.hasAlphaChannel():
        draw_checkerboard(painter, made.rect(), round(_SQUARE * density))
    painter.drawImage(0, 0, scaled)
    painter.end()
    made.setDevicePixelRatio(density)
    return made
