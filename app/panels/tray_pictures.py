"""The variations of all runs side by side, to be walked through by mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.language import tr
from app.panels.fields import row, separator
from app.panels.scroll_way import WIDTH, ScrollWay
from app.panels.tray import Run, Tray, Variation
from app.panels.tray_thumbnail import MARGIN, THUMBNAIL, State, Thumbnail
from app.theme import GAP

HEIGHT = THUMBNAIL + 2 * MARGIN
_STEP = HEIGHT  # that one notch of the wheel scrolls
_NOTCH = 120  # of the wheel, in its own unit
_WALK: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class TrayPictures(QScrollArea):
    """A row of thumbnails, the newest run first. It shows the tray and changes what is chosen and pointed at in it;
    what else is wanted of a variation, it tells."""

    accepted = Signal(object)  # each carries the Variation that is chosen
    rejected = Signal(object)  # None where none is
    star_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, tray: Tray) -> None:
        super().__init__()
        self._tray = tray
        self._thumbnails: dict[Variation, Thumbnail] = {}
        self._lines: list[QWidget] = []
        self._revealed: Variation | None = None
        self._inner = QWidget()
        self._row = row(gap=0)
        self._inner.setLayout(self._row)
        self._inner.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the arrow keys walk through it
        self.setWidget(self._inner)
        self.setAccessibleName(tr("Results"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(HEIGHT)
        self.ways = [self._lay_way(-1, "chevron-left"), self._lay_way(1, "chevron-right")]
        self._answers = self._answering_keys()
        self.horizontalScrollBar().valueChanged.connect(self._show_ways)
        self.horizontalScrollBar().rangeChanged.connect(self._show_ways)
        tray.changed.connect(self._show_runs)
        tray.shown_changed.connect(self._show_chosen)
        self._show_runs()

    def thumbnail(self, variation: Variation) -> Thumbnail:
        """The button of a variation."""
        return self._thumbnails[variation]

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        return QSize(4 * HEIGHT, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """One picture at least."""
        return QSize(HEIGHT, HEIGHT)

    def event(self, event: QEvent) -> bool:
        """The keys that mean something here do so before they are anybody's shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, or say what is to be done with the chosen one. A key that is held down answers once."""
        if not self._meant(event):
            event.ignore()
        elif event.key() in _WALK:
            self._tray.walk(_WALK[event.key()])
        elif not event.isAutoRepeat():
            self._answers[event.key()].emit(self._tray.chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls sideways, whichever way it turns."""
        exact, turned = event.pixelDelta(), event.angleDelta()
        if not exact.isNull():
            self._scroll(-(exact.x() or exact.y()))
        else:
            self._scroll(-(turned.x() or turned.y()) * _STEP // _NOTCH)
        self._point_at(event.globalPosition().toPoint())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which one the keys mean."""
        super().focusInEvent(event)
        self._show_chosen()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys mean something else."""
        super().focusOutEvent(event)
        self._show_chosen()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen is not pointed at."""
        super().hideEvent(event)
        self._tray.hover(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ways to what is out of sight stay at the ends."""
        super().resizeEvent(event)
        self.ways[1].move(self.width() - WIDTH, 0)

    def _lay_way(self, direction: int, icon_name: str) -> ScrollWay:
        way = ScrollWay(icon_name, direction, HEIGHT)
        way.setParent(self)
        way.clicked.connect(self._back if direction < 0 else self._on)
        return way

    def _answering_keys(self) -> dict[int, SignalInstance]:
        keys = Qt.Key
        return {
            keys.Key_Return: self.accepted,
            keys.Key_Enter: self.accepted,
            keys.Key_Escape: self.rejected,
            keys.Key_Delete: self.delete_wanted,
            keys.Key_Backspace: self.delete_wanted,
            keys.Key_S: self.star_wanted,
            keys.Key_Asterisk: self.star_wanted,
        }

    def _meant(self, event: QKeyEvent) -> bool:
        """Whether a key means something now."""
        key = event.key()
        if key in _WALK or key == Qt.Key.Key_Escape:
            return event.modifiers() in _PLAIN
        typed = event.modifiers() in _PLAIN or key == Qt.Key.Key_Asterisk  # for which one presses Shift
        return typed and key in self._answers and self._tray.chosen is not None

    def _show_runs(self) -> None:
        """Those that stay keep their widgets, and with them their pictures."""
        self._drop_gone()
        for line in self._lines:
            self._row.removeWidget(line)
            line.deleteLater()
        self._lines = []
        place = 0
        for run in reversed(self._tray.runs):
            place = self._place_run(run, place)
        self._row.activate()
        self._inner.resize(self._row.sizeHint())
        self._show_chosen()

    def _drop_gone(self) -> None:
        for variation in set(self._thumbnails) - set(self._tray.variations):
            thumbnail = self._thumbnails.pop(variation)
            self._row.removeWidget(thumbnail)
            thumbnail.hide()
            thumbnail.deleteLater()

    def _place_run(self, run: Run, place: int) -> int:
        """Put the pictures of a run at a place of the row, and a hairline before them; gives the place after them."""
        if place:
            line = _hairline()
            self._lines.append(line)
            self._row.insertWidget(place, line)
            line.show()
            place += 1
        for number, variation in enumerate(run.variations, 1):
            thumbnail = self._thumbnails.get(variation) or self._make(variation)
            thumbnail.starred = self._tray.starred(variation)
            thumbnail.describe(run.text, number, len(run.variations))
            thumbnail.update()
            self._row.insertWidget(place, thumbnail)
            thumbnail.show()
            place += 1
        return place

    def _make(self, variation: Variation) -> Thumbnail:
        thumbnail = Thumbnail(variation)
        thumbnail.pointed.connect(self._tray.hover)
        thumbnail.picked.connect(self._choose)
        thumbnail.accepted.connect(self.accepted)
        self._thumbnails[variation] = thumbnail
        return thumbnail

    def _choose(self, variation: Variation) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._tray.choose(variation)

    def _show_chosen(self) -> None:
        chosen, has_keys = self._tray.chosen, self.hasFocus()
        for variation, thumbnail in self._thumbnails.items():
            state = State.KEYED if has_keys else State.CHOSEN
            other = State.POINTED if variation is self._tray.shown else State.RESTING
            thumbnail.show_state(state if variation is chosen else other)
        if chosen is not self._revealed:
            self._revealed = chosen
            self._reveal()

    def _reveal(self) -> None:
        """Scroll as far as is needed to see the chosen one whole, beside the way to the others."""
        thumbnail = self._thumbnails.get(self._revealed) if self._revealed else None
        if thumbnail is None:
            return
        self.setAccessibleDescription(thumbnail.accessibleName())
        bar = self.horizontalScrollBar()
        low, high = thumbnail.x() + HEIGHT + WIDTH - self.viewport().width(), thumbnail.x() - WIDTH
        if high >= low:
            bar.setValue(min(max(bar.value(), low), high))

    def _point_at(self, place: QPoint) -> None:
        """The row has moved under a mouse that stands still, of which Qt does not tell."""
        under = self._inner.childAt(self._inner.mapFromGlobal(place))
        self._tray.hover(under.variation if isinstance(under, Thumbnail) else None)

    def _scroll(self, by: int) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + by)

    def _back(self) -> None:
        self._scroll(WIDTH - self.viewport().width())

    def _on(self) -> None:
        self._scroll(self.viewport().width() - WIDTH)

    def _show_ways(self) -> None:
        bar = self.horizontalScrollBar()
        back, on = self.ways
        back.setVisible(bar.value() > bar.minimum())
        on.setVisible(bar.value() < bar.maximum())


def _hairline() -> QWidget:
    """What parts two runs: a line with room on both sides."""
    line = separator()
    line.setFixedHeight(THUMBNAIL)
    room = QWidget()
    beside = row(line)
    beside.setContentsMargins(GAP, 0, GAP, 0)
    room.setLayout(beside)
    return room
