"""Cropping and extending the canvas by dragging its frame."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal

from app.document.boxes import contains, is_empty, moved
from app.document.document import Document
from app.language import tr
from app.tools.select import Span, corners
from app.tools.tool import Phase, Point, PointerEvent, Shape, ShapeKind, Steps, Tool
from paella_core.request import Box

GRIP = 12  # logical pixels of the screen from an edge within which it is taken hold of
SNAP = 8  # logical pixels of the screen within which an edge snaps to an edge of the canvas


class Hold(NamedTuple):
    """Which edges are taken hold of: -1 the left or upper one, 1 the right or lower one, 0 none."""

    across: int
    down: int


_CURSORS = {
    Hold(0, 0): Qt.CursorShape.CrossCursor,
    Hold(1, 0): Qt.CursorShape.SizeHorCursor,
    Hold(0, 1): Qt.CursorShape.SizeVerCursor,
    Hold(1, 1): Qt.CursorShape.SizeFDiagCursor,
    Hold(1, -1): Qt.CursorShape.SizeBDiagCursor,
}


class FrameTool(Tool):
    """Drags the edges and corners of the canvas outward or inward.

    A press outside takes hold of the nearest edges. A press inside draws another frame, or moves the one that was
    changed already. At a corner Shift keeps the shape; Alt drags the opposite sides too. Enter or a double click makes
    the frame the canvas; Escape drops it.
    """

    frame_changed = Signal()
    settled = Signal()  # a drag ended, or numbers were given, with a frame that differs from the canvas

    def __init__(self) -> None:
        super().__init__()
        self._frame: Box | None = None
        self._hold = Hold(0, 0)

    @property
    def frame(self) -> Box | None:
        """What the canvas shall be, in document coordinates; None while nothing is dragged or waits."""
        return self._frame

    def cursor(self) -> Qt.CursorShape:
        """Arrows in the direction in which the edge under the pointer can go."""
        return _CURSORS.get(self._hold) or _CURSORS[Hold(-self._hold.across, -self._hold.down)]

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Drag an edge outward to extend, inward to crop. Shift: same shape. Alt: both sides. Enter applies.")

    def feedback(self, document: Document) -> tuple[Shape, ...]:
        """The frame with its handles, and by how much each side goes outward or inward."""
        frame, canvas = self._frame or document.bounds, document.bounds
        label = f"{frame.width} × {frame.height}"
        shapes = Shape(ShapeKind.RECTANGLE, corners(frame), label), Shape(ShapeKind.HANDLES, _handles(frame))
        return *shapes, *_differences(canvas, frame)

    def hover(self, document: Document, event: PointerEvent) -> None:
        """Shows what a press would take hold of."""
        self._take_hold(self._frame or document.bounds, event)

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Goes on from drag to drag until the frame is applied or dropped."""
        event = press
        try:
            while event.phase not in (Phase.CONFIRM, Phase.BACK):
                if event.phase is Phase.PRESS:
                    yield from self._drag(document, event)
                else:
                    self.hover(document, event)
                event = yield
            if event.phase is Phase.CONFIRM:
                self.apply(document)
        finally:
            self._set_frame(None)

    def propose(self, document: Document, width: int, height: int) -> None:
        """Show a frame of that size in pixels, whose upper left corner stays."""
        frame = self._frame or document.bounds
        self.take(document, Box(frame.left, frame.top, width, height))

    def take(self, document: Document, frame: Box) -> None:
        """Show a frame that was given in numbers."""
        self._set_frame(frame if frame != document.bounds else None)
        if self._frame is not None:
            self.settled.emit()

    @property
    def waits(self) -> bool:
        """Whether there is a frame that differs from the canvas."""
        return self._frame is not None

    def answer(self, document: Document, phase: Phase) -> None:
        """Make the frame the canvas, or forget it."""
        if phase is Phase.CONFIRM:
            self.apply(document)
        else:
            self.drop()

    def drop(self) -> None:
        """Forget the frame: the canvas stays."""
        self._set_frame(None)

    def apply(self, document: Document) -> None:
        """Make the frame the canvas: one undo step."""
        frame = self._frame
        self._set_frame(None)
        if frame is not None and frame != document.bounds:
            document.resize(_title(document.bounds, frame), frame)

    def _drag(self, document: Document, press: PointerEvent) -> Steps:
        begin, canvas = self._frame or document.bounds, document.bounds
        hold = self._take_hold(begin, press)
        span = Span(press) if hold == (0, 0) and begin == canvas else None
        while (event := (yield)).phase is Phase.MOVE:
            if span:
                frame = span.follow(event)
            elif hold == (0, 0):
                frame = moved(begin, round(event.x - press.x), round(event.y - press.y))
            else:
                frame = _pulled(begin, hold, canvas, press, event)
            self._set_frame(frame if not is_empty(frame) else None)
        if self._frame not in (None, begin, canvas):
            self.settled.emit()

    def _take_hold(self, frame: Box, event: PointerEvent) -> Hold:
        reach = GRIP * event.scale
        across = _edge(event.x - frame.left, frame.width, reach)
        hold = Hold(across, _edge(event.y - frame.top, frame.height, reach))
        if hold != self._hold:
            self._hold = hold
            self.outline_changed.emit()
        return hold

    def _set_frame(self, frame: Box | None) -> None:
        if frame != self._frame:
            self._frame = frame
            self.feedback_changed.emit()
            self.frame_changed.emit()


def _edge(place: float, length: int, reach: float) -> int:
    """Which end of a side a place is at, within `reach` of it or beyond it."""
    nearest = -1 if place < length / 2 else 1
    distance = place if nearest < 0 else length - place
    return nearest if distance <= reach else 0


def _pulled(frame: Box, hold: Hold, canvas: Box, press: PointerEvent, event: PointerEvent) -> Box:
    """The frame with the edges that are held where the pointer is, and at least one pixel of it left."""
    reach = SNAP * event.scale
    right = _snapped(frame.left, frame.width, hold.across, event.x - press.x, canvas.width, reach)
    down = _snapped(frame.top, frame.height, hold.down, event.y - press.y, canvas.height, reach)
    both = 2 if event.alt else 1
    width = max(frame.width + both * hold.across * right, 1)
    height = max(frame.height + both * hold.down * down, 1)
    if event.shift and hold.across and hold.down:
        width, height = _in_shape(frame, width, height)
    ends = Hold(0, 0) if event.alt else hold
    return Box(
        _start(frame.left, frame.width, ends.across, width), _start(frame.top, frame.height, ends.down, height),
        width, height,
    )  # fmt: skip


def _snapped(start: int, length: int, end: int, by: float, canvas: int, reach: float) -> int:
    """How far an edge goes: onto an edge of the canvas that is near, unless nothing would be left between the two."""
    edge = start if end < 0 else start + length
    way = round(by)
    near = min((0, canvas), key=lambda one: abs(one - edge - way)) - edge
    return near if abs(near - way) <= reach and length + end * near > 0 else way


def _in_shape(frame: Box, width: int, height: int) -> tuple[int, int]:
    """A size in the shape of a frame, by the side that was changed more."""
    across, down = width / frame.width, height / frame.height
    share = across if abs(across - 1) >= abs(down - 1) else down
    return max(round(frame.width * share), 1), max(round(frame.height * share), 1)


def _start(start: int, length: int, end: int, wanted: int) -> int:
    """Where a side of another length starts: the end that is not held stays, or the middle where neither is."""
    grown = wanted - length
    return start - (grown if end < 0 else 0 if end > 0 else grown // 2)


def _handles(frame: Box) -> tuple[Point, ...]:
    """The corners and the middles of the sides."""
    xs = [frame.left + frame.width * share for share in (0, 0.5, 1)]
    ys = [frame.top + frame.height * share for share in (0, 0.5, 1)]
    return tuple((x, y) for row, y in enumerate(ys) for column, x in enumerate(xs) if (row, column) != (1, 1))


def _differences(canvas: Box, frame: Box) -> list[Shape]:
    """For each side that moves, a line from the old edge to the new one that says by how much."""
    right, bottom = frame.left + frame.width, frame.top + frame.height
    x, y = frame.left + frame.width / 2, frame.top + frame.height / 2
    sides = (
        (canvas.left - frame.left, (canvas.left, y), (frame.left, y), tr("{pixels} px left")),
        (canvas.top - frame.top, (x, canvas.top), (x, frame.top), tr("{pixels} px above")),
        (right - canvas.width, (canvas.width, y), (right, y), tr("{pixels} px right")),
        (bottom - canvas.height, (x, canvas.height), (x, bottom), tr("{pixels} px below")),
    )
    return [
        Shape(ShapeKind.LINE, (old, new), text.format(pixels=f"{by:+d}".replace("-", "−")))
        for by, old, new, text in sides
        if by
    ]


def _title(canvas: Box, frame: Box) -> str:
    if contains(canvas, frame):
        return tr("Crop canvas")
    return tr("Extend canvas") if contains(frame, canvas) else tr("Change canvas")
