"""Boxes: where they overlap, what holds what, and how they become Qt's rectangles."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect

from paella_core.request import Box


def clipped(box: Box, bounds: Box) -> Box:
    """The part of `box` within `bounds`; of width or height 0 where there is none."""
    left, top = max(box.left, bounds.left), max(box.top, bounds.top)
    right = min(box.left + box.width, bounds.left + bounds.width)
    bottom = min(box.top + box.height, bounds.top + bounds.height)
    return Box(left, top, max(right - left, 0), max(bottom - top, 0))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there is at least one."""
    sides = [(box.left, box.top, box.left + box.width, box.top + box.height) for box in boxes]
    left, top = min(side[0] for side in sides), min(side[1] for side in sides)
    return Box(left, top, max(side[2] for side in sides) - left, max(side[3] for side in sides) - top)


def moved(box: Box, right: int, down: int) -> Box:
    """The box, moved by pixels."""
    return Box(box.left + right, box.top + down, box.width, box.height)


def contains(outer: Box, inner: Box) -> bool:
    """Whether all of `inner` lies within `outer`."""
    return clipped(inner, outer) == inner


def is_empty(box: Box) -> bool:
    """Whether no pixel lies in the box."""
    return box.width <= 0 or box.height <= 0


def to_rect(box: Box) -> QRect:
    """As Qt has it."""
    return QRect(*box)


def to_box(rect: QRect) -> Box:
    """From Qt's."""
    return Box(rect.x(), rect.y(), rect.width(), rect.height())
