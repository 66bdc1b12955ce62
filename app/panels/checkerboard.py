"""The checkerboard that stands for transparency."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

_LIGHT, _DARK = QColor("#c8c8c8"), QColor("#9a9a9a")


def draw_checkerboard(painter: QPainter, rect: QRect, side: int) -> None:
    """Fill a rectangle with squares of `side` pixels."""
    painter.fillRect(rect, _LIGHT)
    for line, top in enumerate(range(rect.top(), rect.bottom() + 1, side)):
        for left in range(rect.left() + side * (line % 2), rect.right() + 1, 2 * side):
            painter.fillRect(QRect(left, top, side, side).intersected(rect), _DARK)
