"""Regions as few rectangles."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

WASTE = 2.0  # how much larger than a region the rectangle around it may be to stand for it
PIECES = 8  # rectangles that are worked on one by one; more are taken as one


def gathered(region: QRegion) -> list[QRect]:
    """Rectangles that hold a region: as each costs more than its pixels, the one around it where little is wasted."""
    rects: list[QRect] = list(region)  # pyright: ignore[reportArgumentType]
    if len(rects) <= 1:
        return rects
    around = region.boundingRect()
    if len(rects) > PIECES or area(around) <= WASTE * sum(area(rect) for rect in rects):
        return [around]
    return rects


def area(rect: QRect) -> int:
    """In pixels."""
    return rect.width() * rect.height()
