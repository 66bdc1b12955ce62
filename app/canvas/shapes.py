"""What tools draw on the canvas while they work: outlines, frames, handles and labels, seen on any ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.canvas.overlays import BLACK, PILL, WHITE
from app.canvas.viewport import Viewport
from app.tools.tool import Shape, ShapeKind

HANDLE = 9.0  # logical pixels across
PATCH = 26.0  # logical pixels across a swatch
AWAY = 16.0  # logical pixels from the point to what stands beside it
DIMMED = QColor(0, 0, 0, 110)
LABEL_ROOM = QSizeF(12, 6)  # logical pixels around the text

Points = list[QPointF]


def draw_shapes(painter: QPainter, shapes: Sequence[Shape], viewport: Viewport, view: QRectF) -> None:
    """Draw them in the widget. A rectangle that has handles is a frame, outside of which the picture is dimmed."""
    placed = [(shape, [viewport.to_widget(QPointF(*point)) for point in shape.points]) for shape in shapes]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    kinds = {shape.kind for shape in shapes}
    for shape, points in placed:
        if shape.kind is ShapeKind.RECTANGLE and ShapeKind.HANDLES in kinds:
            _dim_around(painter, _between(points), viewport.picture_rect())
        _DRAW[shape.kind](painter, points, shape)
    for shape, points in placed:
        if shape.label:
            _draw_label(painter, label_rect(shape, points, view, QFontMetricsF(painter.font())), shape.label)
    painter.restore()


def shapes_rect(shapes: Sequence[Shape], viewport: Viewport, view: QRectF, metrics: QFontMetricsF) -> QRectF:
    """What the shapes cover in the widget."""
    rect = QRectF()
    kinds = {shape.kind for shape in shapes}
    for shape in shapes:
        points = [viewport.to_widget(QPointF(*point)) for point in shape.points]
        rect |= QPolygonF(points).boundingRect().adjusted(-HANDLE, -HANDLE, HANDLE, HANDLE)
        if shape.kind is ShapeKind.SWATCH:
            rect |= _patch_rect(points[-1])
        if shape.label:
            rect |= label_rect(shape, points, view, metrics)
        if shape.kind is ShapeKind.RECTANGLE and ShapeKind.HANDLES in kinds:
            rect |= viewport.picture_rect()
    return rect.adjusted(-2, -2, 2, 2)


def label_rect(shape: Shape, points: Points, view: QRectF, metrics: QFontMetricsF) -> QRectF:
    """Where a label stands: beside the last point, and always within the view."""
    size = QSizeF(metrics.horizontalAdvance(shape.label), metrics.height()) + LABEL_ROOM
    away = AWAY + (PATCH + 4 if shape.kind is ShapeKind.SWATCH else 0)
    corner = points[-1] + QPointF(away, AWAY)
    left = min(max(corner.x(), view.left() + 4), view.right() - size.width() - 4)
    top = min(max(corner.y(), view.top() + 4), view.bottom() - size.height() - 4)
    return QRectF(QPointF(round(left), round(top)), size)


def _draw_label(painter: QPainter, rect: QRectF, text: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PILL)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(WHITE)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _dim_around(painter: QPainter, frame: QRectF, picture: QRectF) -> None:
    path = QPainterPath()
    path.addRect(picture)
    path.addRect(frame.intersected(picture))
    painter.fillPath(path, DIMMED)  # the rule of odd and even leaves the frame out


def _in_two_tones(painter: QPainter, draw: Callable[[], object]) -> None:
    """A light line with dark dashes on it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    dashes = QPen(BLACK, 1.2)
    dashes.setDashPattern([4, 4])
    for pen in (QPen(WHITE, 1.2), dashes):
        painter.setPen(pen)
        draw()


def _rectangle(painter: QPainter, points: Points, _shape: Shape) -> None:
    _in_two_tones(painter, lambda: painter.drawRect(_between(points)))


def _ellipse(painter: QPainter, points: Points, _shape: Shape) -> None:
    _in_two_tones(painter, lambda: painter.drawEllipse(_between(points)))


def _path(painter: QPainter, points: Points, _shape: Shape) -> None:
    _in_two_tones(painter, lambda: painter.drawPolygon(QPolygonF(points)))


def _line(painter: QPainter, points: Points, _shape: Shape) -> None:
    _in_two_tones(painter, lambda: painter.drawPolyline(QPolygonF(points)))


def _handles(painter: QPainter, points: Points, _shape: Shape) -> None:
    painter.setPen(QPen(BLACK, 1))
    painter.setBrush(WHITE)
    for point in points:
        painter.drawRect(QRectF(point.x() - HANDLE / 2, point.y() - HANDLE / 2, HANDLE, HANDLE))


def _swatch(painter: QPainter, points: Points, shape: Shape) -> None:
    painter.setPen(QPen(BLACK, 1))
    painter.setBrush(WHITE)
    rect = _patch_rect(points[-1])
    painter.drawRoundedRect(rect, 5, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shape.colour or WHITE)
    painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -2.5), 3, 3)


def _patch_rect(point: QPointF) -> QRectF:
    return QRectF(point.x() + AWAY, point.y() + AWAY, PATCH, PATCH)


def _between(points: Points) -> QRectF:
    return QRectF(points[0], points[1]).normalized()


_DRAW: dict[ShapeKind, Callable[[QPainter, Points, Shape], None]] = {
    ShapeKind.RECTANGLE: _rectangle,
    ShapeKind.ELLIPSE: _ellipse,
    ShapeKind.PATH: _path,
    ShapeKind.LINE: _line,
    ShapeKind.HANDLES: _handles,
    ShapeKind.SWATCH: _swatch,
}
