"""The selection of a polygon, corner by corner."""

from __future__ import annotations

import math
from collections.abc import Generator

from app.document.document import Document
from app.document.shapes import polygon
from app.language import tr
from app.tools.select import Selection, mode_of
from app.tools.tool import Phase, Point, PointerEvent, Shape, ShapeKind, Steps

NEAR = 8  # logical pixels of the screen from the first corner within which a press closes the polygon


class PolygonSelection(Selection):
    """Selects a polygon.

    Each press sets a corner. Enter, a double click or a press near the first corner closes; Escape takes the last
    corner back, and with the first one the polygon.
    """

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Click the corners. Enter, double click or the first corner closes. Escape takes a corner back.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Goes on from press to press until the polygon is closed, or its last corner is taken back."""
        mode = mode_of(press, self.settings.mode)
        try:
            points = yield from self._corners(press)
        finally:
            self.show_shapes()
        if len(points) > 2:
            self.finish(document, polygon(points, document.bounds), mode)

    def _corners(self, press: PointerEvent) -> Generator[None, PointerEvent, list[Point]]:
        points: list[Point] = [(press.x, press.y)]
        while points:
            event = yield
            here = (event.x, event.y)
            if event.phase is Phase.CONFIRM or (event.phase is Phase.PRESS and _closes(points, event)):
                return points
            if event.phase is Phase.PRESS:
                points.append(here)
            elif event.phase is Phase.BACK:
                points.pop()
            self.show_shapes(Shape(ShapeKind.LINE, (*points, here)), Shape(ShapeKind.HANDLES, tuple(points)))
        return points


def _closes(points: list[Point], event: PointerEvent) -> bool:
    return len(points) > 2 and math.dist(points[0], (event.x, event.y)) <= NEAR * event.scale
