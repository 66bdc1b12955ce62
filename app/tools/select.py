"""Selections into the mask that are drawn by one drag: rectangle, ellipse, lasso."""

from __future__ import annotations

import math
from abc import abstractmethod

from PySide6.QtCore import Qt

from app.document.boxes import is_empty
from app.document.document import Document
from app.document.selection import Combine, select
from app.document.shapes import Coverage, ellipse, polygon, rectangle
from app.language import tr
from app.tools.options import Option, Options
from app.tools.tool import Phase, Point, PointerEvent, Shape, ShapeKind, Steps, Tool
from paella_core.request import Box

NOTHING = Qt.KeyboardModifier.NoModifier


class SelectionSettings(Options):
    """How a selection meets the mask, where no key says it."""

    mode = Option(Combine.REPLACE)


def mode_of(press: PointerEvent, chosen: Combine) -> Combine:
    """Shift adds, Alt or the right button takes away, both together leave what both have; else as chosen."""
    takes = press.alt or press.right
    if press.shift and takes:
        return Combine.INTERSECT
    if press.shift or takes:
        return Combine.ADD if press.shift else Combine.SUBTRACT
    return chosen


class Span:
    """The rectangle that a drag spans, on whole pixels.

    Shift makes it a square, Alt draws it from its middle, Space moves it. Keys held since the press, which say how the
    selection meets the mask, count only once they were let go.
    """

    def __init__(self, press: PointerEvent) -> None:
        self._start: Point = (press.x, press.y)
        self._last: Point = (press.x, press.y)
        self._held = press.modifiers

    def follow(self, event: PointerEvent) -> Box:
        """The rectangle now."""
        self._held &= event.modifiers
        keys = event.modifiers & ~self._held
        if event.space:
            moved = (event.x - self._last[0], event.y - self._last[1])
            self._start = (self._start[0] + moved[0], self._start[1] + moved[1])
        self._last = (event.x, event.y)
        across, down = event.x - self._start[0], event.y - self._start[1]
        if keys & Qt.KeyboardModifier.ShiftModifier:
            side = max(abs(across), abs(down))
            across, down = math.copysign(side, across), math.copysign(side, down)
        return self._box(across, down, centred=bool(keys & Qt.KeyboardModifier.AltModifier))

    def _box(self, across: float, down: float, *, centred: bool) -> Box:
        x, y = self._start
        back = 1 if centred else 0
        xs = sorted((_rounded(x - back * across), _rounded(x + across)))
        ys = sorted((_rounded(y - back * down), _rounded(y + down)))
        return Box(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])


class Selection(Tool):
    """What the selections share: how they end up in the mask."""

    def __init__(self, settings: SelectionSettings) -> None:
        super().__init__()
        self.settings = settings

    def hint(self) -> str:
        """One line on how selections are used."""
        return tr("Drag to select what may change. Shift: add. Alt: take away. Both: keep what both have.")

    def finish(self, document: Document, cover: Coverage, mode: Combine) -> None:
        """Put a coverage into the mask, as one step."""
        select(document, tr("Select"), cover, mode)


class BoxSelection(Selection):
    """A selection that is drawn from corner to corner."""

    kind: ShapeKind

    @abstractmethod
    def cover(self, box: Box, bounds: Box) -> Coverage:
        """What a drag over `box` selects, within `bounds`."""

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Draws from corner to corner; a press without a drag does nothing."""
        mode, span = mode_of(press, self.settings.mode), Span(press)
        box = span.follow(press)
        try:
            while (event := (yield)).phase is Phase.MOVE:
                box = span.follow(event)
                self.show_shapes(Shape(self.kind, corners(box), f"{box.width} × {box.height}"))
        finally:
            self.show_shapes()
        if not is_empty(box):
            self.finish(document, self.cover(box, document.bounds), mode)


class RectangleSelection(BoxSelection):
    """Selects a rectangle of whole pixels."""

    kind = ShapeKind.RECTANGLE

    def cover(self, box: Box, bounds: Box) -> Coverage:
        """The rectangle."""
        return rectangle(box, bounds)


class EllipseSelection(BoxSelection):
    """Selects the ellipse within a rectangle, with a smooth edge."""

    kind = ShapeKind.ELLIPSE

    def cover(self, box: Box, bounds: Box) -> Coverage:
        """The ellipse."""
        return ellipse(box, bounds)


class Lasso(Selection):
    """Selects what a line drawn by hand goes around."""

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Draws the line; its ends are joined."""
        mode = mode_of(press, self.settings.mode)
        points: list[Point] = [(press.x, press.y)]
        try:
            while (event := (yield)).phase is Phase.MOVE:
                if math.dist(points[-1], (event.x, event.y)) >= event.scale:
                    points.append((event.x, event.y))
                    self.show_shapes(Shape(ShapeKind.PATH, tuple(points)))
        finally:
            self.show_shapes()
        if len(points) > 2:
            self.finish(document, polygon(points, document.bounds), mode)


def corners(box: Box) -> tuple[Point, Point]:
    """Two opposite corners of a box."""
    return (box.left, box.top), (box.left + box.width, box.top + box.height)


def _rounded(value: float) -> int:
    return math.floor(value + 0.5)
