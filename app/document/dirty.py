"""What has to be done again, as few rectangles."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

EACH = 8192  # pixels that are worked on in the time that a rectangle costs apart from its pixels


def gathered(region: QRegion) -> list[QRect]:
    """Rectangles that hold a region: its own, or the one around it where that is less work."""
    rects: list[QRect] = list(region)  # pyright: ignore[reportArgumentType]
    around = region.boundingRect()
    if len(rects) > 1 and _work(around) <= sum(map(_work, rects)):
        return [around]
    return rects


def area(rect: QRect) -> int:
    """In pixels."""
    return rect.width() * rect.height()


def _work(rect: QRect) -> int:
    return EACH + area(rect)
