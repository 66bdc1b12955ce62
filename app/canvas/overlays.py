"""What is drawn around and over the picture. Functions that paint, and hold nothing."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen

from app.canvas.viewport import Viewport
from paella_core.request import Box

GRID_FROM = 8.0  # the zoom from which pixels are told apart by lines
CHECKER = 8  # logical pixels a square
SHADOW = 10  # logical pixels that the soft edge of the picture reaches
RING = 26  # logical pixels across
PILL = QColor(24, 24, 24, 215)
BLACK, WHITE = QColor(0, 0, 0, 190), QColor(255, 255, 255, 230)


def draw_shadow(painter: QPainter, rect: QRectF, ratio: float) -> None:
    """A soft edge that lifts the picture from the surround, in device pixels."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    reach = round(SHADOW * ratio)
    for distance in range(reach):
        painter.setPen(QPen(QColor(0, 0, 0, round(46 * (1 - distance / reach) ** 2)), 1))
        grown = rect.adjusted(-distance - 0.5, -distance - 0.5, distance + 0.5, distance + 0.5)
        painter.drawRoundedRect(grown, distance, distance)
    painter.restore()


def checkerboard(one: QColor, other: QColor, ratio: float) -> QBrush:
    """What is seen through a picture with alpha: squares that keep their size at every zoom."""
    side = round(CHECKER * ratio)
    tile = QImage(2 * side, 2 * side, QImage.Format.Format_RGB32)
    tile.fill(one)
    painter = QPainter(tile)
    for corner in (0, side):
        painter.fillRect(corner, corner, side, side, other)
    painter.end()
    return QBrush(tile)


def draw_grid(painter: QPainter, viewport: Viewport, box: Box) -> None:
    """Hairlines between the pixels of `box`, in device pixels."""
    area = viewport.box_on_device(box)
    across = (area.left() + column * viewport.zoom for column in range(box.width + 1))
    down = (area.top() + row * viewport.zoom for row in range(box.height + 1))
    lines = [QLineF(x, area.top(), x, area.bottom()) for x in across]
    lines += [QLineF(area.left(), y, area.right(), y) for y in down]
    painter.setPen(QPen(QColor(128, 128, 128, 90), 0))
    painter.drawLines(lines)


def draw_box(painter: QPainter, rect: QRectF) -> None:
    """The context box: thin, dashed, seen on any ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(BLACK, 1))
    painter.drawRect(rect)
    dashes = QPen(WHITE, 1)
    dashes.setDashPattern([5, 5])
    painter.setPen(dashes)
    painter.drawRect(rect)
    painter.restore()


def progress_rect(box: QRectF, view: QRectF, left: str, metrics: QFontMetricsF) -> QRectF:
    """Where the ring stands with the time that is left beside it: inside the box's upper right corner, and always
    within the view."""
    width = RING + (math.ceil(metrics.horizontalAdvance(left)) + RING / 2 if left else 0)
    rect = QRectF(box.right() - width - 8, box.top() + 8, width, RING)
    rect.moveLeft(min(max(rect.left(), view.left() + 8), view.right() - width - 8))
    rect.moveTop(min(max(rect.top(), view.top() + 8), view.bottom() - RING - 8))
    return rect


def draw_progress(painter: QPainter, rect: QRectF, fraction: float, left: str, accent: QColor) -> None:
    """How far a work has come, 0..1, clockwise from the top; before the ring the time that is left, in words."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL)
    painter.drawRoundedRect(rect, RING / 2, RING / 2)
    inner = QRectF(rect.right() - RING, rect.top(), RING, RING).adjusted(6, 6, -6, -6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 60), 3))
    painter.drawEllipse(inner)
    painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(inner, 90 * 16, -round(min(max(fraction, 0.0), 1.0) * 360 * 16))
    painter.setPen(QColor("#e6e6e6"))
    text = rect.adjusted(RING / 2, 0, -RING, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, left)
    painter.restore()


def draw_outline(painter: QPainter, centre: QPointF, radius: float, inner: float) -> None:
    """The brush at its true size, a light line within a dark one; `inner` is where its full strength ends."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, grown in ((BLACK, 0.5), (WHITE, -0.5)):
        painter.setPen(QPen(colour, 1))
        painter.drawEllipse(centre, radius + grown, radius + grown)
    if 3 < inner < radius - 3:
        for colour, grown in ((QColor(0, 0, 0, 90), 0.5), (QColor(255, 255, 255, 110), -0.5)):
            painter.setPen(QPen(colour, 1))
            painter.drawEllipse(centre, inner + grown, inner + grown)
    painter.restore()


def hint_rect(text: str, cursor: QPointF, reach: float, view: QRectF, metrics: QFontMetricsF) -> QRectF:
    """Where a hint stands: below the cursor and its outline, and always within the view."""
    rect = QRectF(0, 0, math.ceil(metrics.horizontalAdvance(text)) + 20, math.ceil(metrics.height()) + 10)
    rect.moveCenter(QPointF(cursor.x(), cursor.y() + min(reach, view.height()) + 14 + rect.height() / 2))
    rect.moveLeft(round(min(max(rect.left(), view.left() + 8), view.right() - rect.width() - 8)))
    rect.moveTop(round(min(max(rect.top(), view.top() + 8), view.bottom() - rect.height() - 8)))
    return rect


def draw_hint(painter: QPainter, rect: QRectF, text: str) -> None:
    """A line of advice on a dark pill."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL)
    painter.drawRoundedRect(rect, 6, 6)
    painter.setPen(QColor("#e6e6e6"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
