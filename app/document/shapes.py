"""Shapes as coverage: how much of each pixel lies inside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPolygonF

from app.document.boxes import clipped
from paella_core.request import Box


class Coverage(NamedTuple):
    """Part of a document, `box`, and how much of each of its pixels is meant: (height, width) uint8, 255 = all.
    Outside the box nothing is."""

    box: Box
    pixels: np.ndarray


def rectangle(box: Box, bounds: Box) -> Coverage:
    """All of the pixels of `box` that lie within `bounds`."""
    part = clipped(box, bounds)
    return Coverage(part, np.full((part.height, part.width), 255, np.uint8))


def ellipse(box: Box, bounds: Box) -> Coverage:
    """The ellipse that touches the sides of `box`, clipped to `bounds`."""
    path = QPainterPath()
    path.addEllipse(QRectF(*box))
    return _filled(path, bounds)


def polygon(points: Sequence[tuple[float, float]], bounds: Box) -> Coverage:
    """What lies within a closed polygon, clipped to `bounds`. Where it crosses itself, all that it winds around is
    inside."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    path.setFillRule(Qt.FillRule.WindingFill)
    return _filled(path, bounds)


def _filled(path: QPainterPath, bounds: Box) -> Coverage:
    around = path.boundingRect()
    left, top = math.floor(around.left()), math.floor(around.top())
    box = Box(left, top, math.ceil(around.right()) - left, math.ceil(around.bottom()) - top)
    part = clipped(box, bounds)
    rows = np.zeros((part.height, (part.width + 3) // 4 * 4), np.uint8)  # QPainter wants rows of whole words
    if rows.size:
        image = QImage(rows.data, part.width, part.height, rows.strides[0], QImage.Format.Format_Grayscale8)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-part.left, -part.top)
        painter.fillPath(path, Qt.GlobalColor.white)
        painter.end()
    return Coverage(part, rows[:, : part.width])
