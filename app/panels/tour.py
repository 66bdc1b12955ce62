"""What the tour shows: a small card beside the part that it speaks of, and a soft ring around that part.

Both lie over the window and leave the focus, the keys and every click on the rest of it alone, unless the keys are
brought here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPointF, QPropertyAnimation, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.language import tr
from app.panels.fields import IconButton, label
from app.theme import GAP, PADDING, RADIUS

_WIDTH = 304
_BEAK = 8  # how far the card's beak reaches, in pixels
_RING = 10  # pixels over which the ring fades
_MOVING = 120  # milliseconds
_DOT = 6


class Side(Enum):
    """Where the card stands: left of its part, above its right end, or in its lower right corner."""

    LEFT = "left"
    ABOVE = "above"
    CORNER = "corner"


@dataclass(frozen=True)
class Words:
    """What a card says. `button` goes on, `other` is a second way on, "" where there is none; `offer` is something that
    can be had besides, "" where there is nothing."""

    title: str
    text: str
    button: str
    other: str = ""
    offer: str = ""


class TourCard(QWidget):
    """Hidden until it is shown beside something. `place` is its step from 0 of `count`."""

    next_wanted = Signal()
    other_wanted = Signal()
    offer_wanted = Signal()
    closed = Signal()

    def __init__(self, window: QWidget, home: QWidget, count: int) -> None:
        """`home` is the part of the window over which it stands while the part that it speaks of is hidden."""
        super().__init__(window)
        self._window, self._home = window, home
        self._part: QWidget | None = None
        self._watched: list[QWidget] = []
        self._side = Side.CORNER
        self._beak = QPointF()
        self._motion = True
        self.ring = Ring(window)
        self.title = label("", "heading")
        self.text = label("")
        self.dots = Dots(count)
        self.close_button = IconButton("close", tr("Close the tour (Esc)"))
        self.offer = QPushButton()
        self.other = QPushButton()
        self.next = QPushButton()
        self._arrange()
        self._way = QPropertyAnimation(self, b"pos", self)
        self._way.setDuration(_MOVING)
        self._way.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.next.clicked.connect(self.next_wanted)
        self.other.clicked.connect(self.other_wanted)
        self.offer.clicked.connect(self.offer_wanted)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def set_motion(self, moves: bool) -> None:
        """Whether the card glides to its next place."""
        self._motion = moves

    def say(self, words: Words, done: int) -> None:
        """Change the words, in the same place; so many steps are done."""
        self.title.setText(words.title)
        self.text.setText(words.text)
        self.next.setText(words.button)
        self.other.setText(words.other)
        self.other.setVisible(bool(words.other))
        self.offer.setText(words.offer)
        self.offer.setVisible(bool(words.offer))
        self.dots.show_done(done)

    def stand_beside(self, part: QWidget, side: Side) -> None:
        """Go to another part of the window, and put the ring around it."""
        moves = self._motion and self.isVisible() and part is not self._part
        self._watch(part)
        self._part, self._side = part, side
        self.show()
        self.come_on_top()
        self._fit(moves=moves)

    def come_on_top(self) -> None:
        """Lie over what has come to the front since."""
        self.ring.raise_()
        self.raise_()

    def leave(self) -> None:
        """Go away."""
        self._watch(None)
        self._part = None
        self._way.stop()
        self.ring.hide()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside a part that moves, grows or goes."""
        kinds = QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide
        if event.type() in kinds and self._part is not None:
            self._fit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the card is none on what is under it."""
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The beak is part of the card's shape."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A raised ground with a beak towards the part."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        body = QRectF(self.rect()).adjusted(_BEAK + 0.5, _BEAK + 0.5, -_BEAK - 0.5, -_BEAK - 0.5)
        shape.addRoundedRect(body, RADIUS, RADIUS)
        if self._side is not Side.CORNER and self.ring.isVisible():
            beak = QPainterPath()
            beak.addPolygon(_beak(body, self._beak, self._side))
            shape = shape.united(beak)
        palette = self.palette()
        painter.fillPath(shape, palette.color(QPalette.ColorRole.Button))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1))
        painter.drawPath(shape)

    def _arrange(self) -> None:
        for button in (self.next, self.other, self.offer, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # F6 comes here; a click leaves the focus alone
        self.close_button.setProperty("small", True)
        self.title.setWordWrap(True)
        self.text.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.dots)
        foot.addStretch(1)
        foot.addWidget(self.other)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        inset = _BEAK + PADDING
        column.setContentsMargins(inset, inset - GAP // 2, inset, inset)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GAP // 2)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH + 2 * _BEAK)
        self.setAccessibleName(tr("Tour"))

    def _watch(self, part: QWidget | None) -> None:
        """Notice when a part moves, with what it lies in, up to the window."""
        for old in self._watched:
            old.removeEventFilter(self)
        self._watched = []
        while part is not None:
            part.installEventFilter(self)
            self._watched.append(part)
            part = None if part is self._window else part.parentWidget()

    def _fit(self, *, moves: bool = False) -> None:
        """Find the place again, for the words and the part as they are now."""
        if self._part is None:
            return
        self.setFixedHeight(self.heightForWidth(self.width()))
        around = self._seen(self._part)
        self.ring.surround(around)
        place = self._place(around, self._side) if around else self._place(self._seen(self._home), Side.CORNER)
        self._beak = QPointF(around.center() - place)  # where the beak looks
        self._way.stop()
        if moves:
            self._way.setStartValue(self.pos())
            self._way.setEndValue(place)
            self._way.start()
        else:
            self.move(place)
        self.ring.raise_()
        self.raise_()
        self.update()

    def _seen(self, part: QWidget) -> QRect:
        """What can be seen of a part, in the window's coordinates."""
        return part.visibleRegion().boundingRect().translated(part.mapTo(self._window, QPoint()))

    def _place(self, part: QRect, side: Side) -> QPoint:
        """The upper left corner, within the window."""
        middle = part.center()
        wanted = {
            Side.LEFT: QPoint(part.left() - self.width(), middle.y() - self.height() // 2),
            Side.ABOVE: QPoint(part.right() - self.width(), part.top() - self.height()),
            Side.CORNER: part.bottomRight() - QPoint(self.width() + GAP, self.height() + GAP),
        }[side]
        free = self._window.rect().adjusted(0, 0, -self.width(), -self.height())
        return QPoint(min(max(wanted.x(), free.left()), free.right()), min(max(wanted.y(), free.top()), free.bottom()))


class Ring(QWidget):
    """A line around a part of the window that fades inwards. It takes no clicks, and covers nothing but itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, part: QRect) -> None:
        """Go around a part; around none, disappear."""
        self.setGeometry(part)
        inner = self.rect().adjusted(_RING, _RING, -_RING, -_RING)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(inner)))
        self.setVisible(not part.isEmpty())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lines one within the other, each fainter."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self.palette().color(QPalette.ColorRole.Link))
        for inset in range(_RING):
            colour.setAlphaF(0.85 if inset < 2 else 0.32 * (1 - inset / _RING) ** 2)
            painter.setPen(QPen(colour, 1))
            place = QRectF(self.rect()).adjusted(inset + 0.5, inset + 0.5, -inset - 0.5, -inset - 0.5)
            painter.drawRoundedRect(place, RADIUS, RADIUS)


class Dots(QWidget):
    """How far the tour is: a dot for each step, filled where it is done, larger where it is now."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count, self._done = count, 0
        self.setFixedSize(count * (_DOT + GAP), 2 * GAP)

    def show_done(self, done: int) -> None:
        """So many steps are done."""
        self._done = done
        self.setAccessibleName(tr("Step {step} of {total}").format(step=min(done + 1, self._count), total=self._count))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        full, empty = palette.color(QPalette.ColorRole.Link), palette.color(QPalette.ColorRole.PlaceholderText)
        for step in range(self._count):
            now, done = step == self._done, step < self._done
            painter.setPen(QPen(full if now or done else empty, 1.5))
            painter.setBrush(full if done else Qt.BrushStyle.NoBrush)
            radius = _DOT / 2 + (1 if now else 0)
            place = _DOT + step * (_DOT + GAP)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                place = self.width() - place
            painter.drawEllipse(QPointF(place, self.height() / 2), radius, radius)


def _beak(body: QRectF, towards: QPointF, side: Side) -> QPolygonF:
    """A triangle at the side that looks at the part."""
    if side is Side.LEFT:
        y = min(max(towards.y(), body.top() + 2 * PADDING), body.bottom() - 2 * PADDING)
        x = body.right() - 1
        return QPolygonF([QPointF(x, y - _BEAK), QPointF(x + _BEAK, y), QPointF(x, y + _BEAK)])
    x, y = body.center().x(), body.bottom() - 1
    return QPolygonF([QPointF(x - _BEAK, y), QPointF(x, y + _BEAK), QPointF(x + _BEAK, y)])
