"""Moving the active layer, or all layers of the active group; their masks go along."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.document.document import Document
from app.document.plane import Plane
from app.language import tr
from app.tools.target import movable
from app.tools.tool import Phase, Point, PointerEvent, Shape, ShapeKind, Steps, Tool


class MoveLayer(Tool):
    """Drags the active layer or group; Shift keeps it on a line along or across."""

    def cursor(self) -> Qt.CursorShape:
        """The four arrows."""
        return Qt.CursorShape.SizeAllCursor

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Drag to move the layer. Shift: only along or across. Arrow keys: by one pixel.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Moves as the pointer does, in whole pixels."""
        planes = _planes(document)
        corners = _corners(planes)
        try:
            with document.edit(tr("Move layer"), *planes):
                while (event := (yield)).phase is Phase.MOVE:
                    right, down = _way(press, event)
                    _move(planes, corners, right, down)
                    self._show((press.x, press.y), right, down)
        finally:
            self.show_shapes()

    def nudge(self, document: Document, right: int, down: int) -> bool:
        """Move the active layer or group by pixels."""
        planes = _planes(document)
        with document.edit(tr("Move layer"), *planes):
            _move(planes, _corners(planes), right, down)
        return True

    def _show(self, start: Point, right: int, down: int) -> None:
        end = (start[0] + right, start[1] + down)
        self.show_shapes(Shape(ShapeKind.LINE, (start, end), f"{right:+d}, {down:+d} px"))


def _planes(document: Document) -> list[Plane]:
    return [plane for layer in movable(document) for plane in layer.planes]


def _corners(planes: Sequence[Plane]) -> list[tuple[int, int]]:
    return [(plane.area.left, plane.area.top) for plane in planes]


def _move(planes: Sequence[Plane], corners: Sequence[tuple[int, int]], right: int, down: int) -> None:
    for plane, (left, top) in zip(planes, corners, strict=True):
        plane.move_to(left + right, top + down)


def _way(press: PointerEvent, event: PointerEvent) -> tuple[int, int]:
    """How far the pointer went to the right and down, in whole pixels; with Shift only the longer of the two."""
    right, down = round(event.x - press.x), round(event.y - press.y)
    if not event.shift:
        return right, down
    return (right, 0) if abs(right) >= abs(down) else (0, down)
