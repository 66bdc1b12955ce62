"""The box that the engine will look at, before it does: a dashed box with grips that drag it."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen

from app.canvas.overlays import BLACK, PILL, WHITE, draw_box
from app.canvas.pointer import Pointed
from app.canvas.viewport import Viewport
from app.language import tr
from paella_core.request import Box

LEAST = 32  # pixels of the picture along a side
GRIP = 9.0  # logical pixels across
REACH = 6.5  # logical pixels from a grip's middle within which it is taken hold of
OUT = 6.0  # logical pixels that a grip's middle is out of the box, all of which is the tool's
TAB_PADDING = 9.0, 4.0  # logical pixels beside and above the tab's text
TAB_GAP = 16.0  # logical pixels between the tab and the box
_EDGE = 4.0  # logical pixels that the tab keeps from the view's edge


class Hold(NamedTuple):
    """What is held: for each direction -1 the left or upper side, 1 the other one, 0 none; the tab moves all."""

    across: int
    down: int


TAB = Hold(0, 0)
SIDES = tuple(Hold(across, down) for across in (-1, 1, 0) for down in (-1, 1, 0) if (across, down) != TAB)
_CURSORS = {
    TAB: Qt.CursorShape.SizeAllCursor,
    Hold(1, 0): Qt.CursorShape.SizeHorCursor,
    Hold(0, 1): Qt.CursorShape.SizeVerCursor,
    Hold(1, 1): Qt.CursorShape.SizeFDiagCursor,
    Hold(1, -1): Qt.CursorShape.SizeBDiagCursor,
}


class ContextGrips(QObject):
    """Takes the pointer where a grip is, and leaves it to the tool everywhere else."""

    dragged = Signal(object)  # Box, at each step and where a drag is taken back
    reset = Signal()  # a double click on the tab
    changed = Signal()  # another box, or another grip under the pointer

    def __init__(self, viewport: Viewport) -> None:
        super().__init__()
        self._viewport = viewport
        self._box: Box | None = None
        self._hold: Hold | None = None
        self._drag: tuple[QPointF, Box] | None = None  # from where, and the box there

    @property
    def box(self) -> Box | None:
        """What is offered, in document coordinates."""
        return self._box

    @property
    def dragging(self) -> bool:
        """Whether a grip is held."""
        return self._drag is not None

    def offer(self, box: Box | None) -> None:
        """Show a box; None shows none."""
        if box is None:
            self._hold = self._drag = None
        if box != self._box:
            self._box = box
            self.changed.emit()

    def cancel(self) -> None:
        """Put the box back to where a drag began."""
        if self._drag:
            begin, self._drag = self._drag[1], None
            self._move_to(begin)

    def cursor(self) -> Qt.CursorShape | None:
        """What a press would take hold of; None where it is for the tool."""
        if self._hold is None:
            return None
        return _CURSORS.get(self._hold) or _CURSORS[Hold(-self._hold.across, -self._hold.down)]

    def handle(self, event: QEvent, view: QRectF, font: QFont) -> bool:
        """Do what an event of the canvas asks for; False where it is none for the grips."""
        if self._box is None:
            return False
        kind = event.type()
        if isinstance(event, Pointed):
            return self._point(event, view, QFontMetricsF(font))
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind == QEvent.Type.Leave:
            self._take_hold(None)
        return False

    def draw(self, painter: QPainter, view: QRectF) -> None:
        """Draw the box, its grips, and the tab with its size."""
        place = self._place()
        if self._box is None or not place.intersects(view):
            return
        draw_box(painter, place)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(BLACK, 1))
        painter.setBrush(WHITE)
        for grip in SIDES:
            middle = _middle(place, grip)
            painter.drawRoundedRect(QRectF(middle.x() - GRIP / 2, middle.y() - GRIP / 2, GRIP, GRIP), 2, 2)
        tab = self._tab_rect(place, view, QFontMetricsF(painter.font()))
        painter.setPen(QPen(WHITE, 1) if self._hold == TAB else Qt.PenStyle.NoPen)
        painter.setBrush(PILL)
        painter.drawRoundedRect(tab, 5, 5)
        painter.setPen(WHITE)
        painter.drawText(tab, Qt.AlignmentFlag.AlignCenter, self._text())
        painter.restore()

    def _point(self, event: Pointed, view: QRectF, metrics: QFontMetricsF) -> bool:
        kind, left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if self._drag is not None:
            self._go_on(event, ends=left)
            return True
        self._take_hold(self._grip_at(event.position(), view, metrics))
        if self._hold is None or not left or self._box is None:
            return False
        if kind == QEvent.Type.MouseButtonDblClick and self._hold == TAB:
            self.reset.emit()
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TabletPress):
            self._drag = event.position(), self._box
        else:
            return False
        event.accept()
        return True

    def _go_on(self, event: Pointed, *, ends: bool) -> None:
        """A drag moves, or ends where the button that began it is let go."""
        assert self._drag is not None
        event.accept()
        start, begin = self._drag
        way = (event.position() - start) / self._viewport.scale
        self._move_to(self._dragged(begin, round(way.x()), round(way.y())))
        if ends and event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease):
            self._drag = None

    def _key(self, event: QKeyEvent) -> bool:
        """Escape puts the box back while it is dragged."""
        if self._drag is None or event.key() != Qt.Key.Key_Escape:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.cancel()
        return True

    def _move_to(self, box: Box) -> None:
        if box != self._box:
            self.offer(box)
            self.dragged.emit(box)

    def _dragged(self, begin: Box, right: int, down: int) -> Box:
        hold, picture = self._hold or TAB, self._viewport.picture
        if hold == TAB:
            left = min(max(begin.left + right, 0), picture.width() - begin.width)
            return begin._replace(left=left, top=min(max(begin.top + down, 0), picture.height() - begin.height))
        left, width = _resized(begin.left, begin.width, hold.across, right, picture.width())
        top, height = _resized(begin.top, begin.height, hold.down, down, picture.height())
        return Box(left, top, width, height)

    def _grip_at(self, position: QPointF, view: QRectF, metrics: QFontMetricsF) -> Hold | None:
        """Corners are found before sides, and these before the tab."""
        place = self._place()
        for grip in SIDES:
            away = _middle(place, grip) - position
            if max(abs(away.x()), abs(away.y())) <= REACH:
                return grip
        on_tab = place.intersects(view) and self._tab_rect(place, view, metrics).contains(position)
        return TAB if on_tab and self._can_move() else None

    def _can_move(self) -> bool:
        """A box that is as large as the picture has no other place."""
        return self._box is not None and self._box[2:] != self._viewport.picture.toTuple()

    def _take_hold(self, hold: Hold | None) -> None:
        if hold != self._hold:
            self._hold = hold
            self.changed.emit()

    def _place(self) -> QRectF:
        return self._viewport.box_to_widget(self._box) if self._box else QRectF()

    def _text(self) -> str:
        assert self._box is not None
        return tr("Context {width} × {height}").format(width=self._box.width, height=self._box.height)

    def _tab_rect(self, place: QRectF, view: QRectF, metrics: QFontMetricsF) -> QRectF:
        """Above the box's upper left corner, or inside it where there is no room; always within the view."""
        beside, above = TAB_PADDING
        width, height = metrics.horizontalAdvance(self._text()) + 2 * beside, metrics.height() + 2 * above
        top = place.top() - TAB_GAP - height
        if top < view.top() + _EDGE:
            top = max(place.top(), view.top()) + TAB_GAP
        left = min(max(place.left(), view.left() + _EDGE), view.right() - width - _EDGE)
        return QRectF(round(left), round(min(top, view.bottom() - height - _EDGE)), math.ceil(width), math.ceil(height))


def _middle(place: QRectF, grip: Hold) -> QPointF:
    """Where a grip stands, just beside the box."""
    around = place.adjusted(-OUT, -OUT, OUT, OUT)
    across, down = (grip.across + 1) / 2, (grip.down + 1) / 2
    return QPointF(around.left() + across * around.width(), around.top() + down * around.height())


def _resized(start: int, length: int, end: int, by: int, limit: int) -> tuple[int, int]:
    """Start and length along one axis with one end moved: within 0..limit, and no shorter than `LEAST`."""
    least = min(LEAST, limit)
    if end < 0:
        left = min(max(start + by, 0), start + length - least)
        return left, start + length - left
    if end > 0:
        right = max(min(start + length + by, limit), start + least)
        return start, right - start
    return start, length
