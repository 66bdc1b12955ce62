"""The list of packs: their titles, sizes and states, and how far the work on each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.language import tr
from app.resources import tinted_pixmap
from app.theme import GAP, PADDING

_ROW = Qt.ItemDataRole.UserRole
_SIGN = 16
_BAR = 3  # pixels high
_LINES = (5, 4)  # pixels above the first line and between two of them
_HEADING = 30


@dataclass(frozen=True)
class PackRow:
    """One line. `key` says which; `share` is how far the work on it is, None where none runs; `bad` that something is
    wrong, and `used` that the engine works with it. A heading has no key."""

    key: str
    title: str
    state: str = ""
    share: float | None = None
    bad: bool = False
    used: bool = False

    @property
    def spoken(self) -> str:
        """The line for screen readers."""
        return ", ".join(filter(None, (self.title, tr("in use") if self.used else "", self.state)))


class PackRows(QListWidget):
    """`chosen` tells the key of the line that was chosen, also when it is the only one left."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Packs"))
        self.setItemDelegate(_RowDrawing(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._on_current)

    @property
    def key(self) -> str:
        """Which line is chosen, "" where none is."""
        item = self.currentItem()
        return "" if item is None else item.data(_ROW).key

    def rows(self) -> list[PackRow]:
        """What the lines say, headings too."""
        return [self.item(index).data(_ROW) for index in range(self.count())]

    def show_rows(self, rows: Sequence[PackRow]) -> None:
        """Show other lines. The chosen one stays who it is; where it is gone, the first one is chosen."""
        before = self.key
        if [row.key for row in rows] != [row.key for row in self.rows()]:
            with QSignalBlocker(self):
                self.clear()
                for _ in rows:
                    self.addItem(QListWidgetItem())
        for index, row in enumerate(rows):
            self._fill(self.item(index), row)
        with QSignalBlocker(self):
            self.choose(before)
        if self.key != before:
            self.chosen.emit(self.key)

    def choose(self, key: str) -> None:
        """Choose a line, or the first one where there is no such line."""
        keys = [row.key for row in self.rows()]
        first = next((index for index, one in enumerate(keys) if one), -1)
        self.setCurrentRow(keys.index(key) if key and key in keys else first)

    def _fill(self, item: QListWidgetItem, row: PackRow) -> None:
        if item.data(_ROW) == row:
            return
        item.setData(_ROW, row)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        item.setToolTip(f"{row.title}\n{row.state}".strip() if row.key else "")
        if not row.key:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _on_current(self) -> None:
        self.chosen.emit(self.key)


class _RowDrawing(QStyledItemDelegate):
    """Two lines of text, a sign where the pack is in use, and a bar while there is work on it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings are lower than packs."""
        lines = 2 * self._view.fontMetrics().height()
        return QSize(0, lines + 2 * _LINES[0] + _LINES[1] + 2 * _BAR if index.data(_ROW).key else _HEADING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground as the theme has it, and the line on it."""
        row, frame, palette = index.data(_ROW), _rect(option), self._view.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.key:
            self._view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
            place = frame.adjusted(PADDING, _LINES[0], -PADDING, -_LINES[0])
            self._draw_pack(painter, place, palette, row, chosen=bool(_state(option) & QStyle.StateFlag.State_Selected))
        else:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            place = frame.adjusted(PADDING, 0, -PADDING, -GAP // 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.title)
        painter.restore()

    def _draw_pack(self, painter: QPainter, place: QRect, palette: QPalette, row: PackRow, *, chosen: bool) -> None:
        """On the ground of the chosen line only full colours can be read."""
        if row.used:
            sign = tinted_pixmap(
                "check", palette.color(QPalette.ColorRole.Link), _SIGN, painter.device().devicePixelRatioF()
            )
            painter.drawPixmap(place.right() - _SIGN, place.top() + 1, sign)
        room = place.adjusted(0, 0, -_SIGN - GAP if row.used else 0, 0)
        self._draw_line(painter, room, palette.color(QPalette.ColorRole.WindowText), row.title)
        second = place.adjusted(0, painter.fontMetrics().height() + _LINES[1], 0, 0)
        role = QPalette.ColorRole.BrightText if row.bad else QPalette.ColorRole.PlaceholderText
        role = QPalette.ColorRole.WindowText if chosen else role
        self._draw_line(painter, second, palette.color(role), row.state)
        if row.share is not None:
            self._draw_bar(painter, QRectF(place.left(), place.bottom() - _BAR + 2, place.width(), _BAR), palette, row)

    def _draw_line(self, painter: QPainter, place: QRect, colour: QColor, text: str) -> None:
        painter.setPen(colour)
        fits = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, fits)

    def _draw_bar(self, painter: QPainter, place: QRectF, palette: QPalette, row: PackRow) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(place, _BAR / 2, _BAR / 2)
        painter.setBrush(palette.color(QPalette.ColorRole.Accent))
        place.setWidth(place.width() * (row.share or 0.0))
        painter.drawRoundedRect(place, _BAR / 2, _BAR / 2)


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # pyright: ignore[reportAttributeAccessIssue]


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # pyright: ignore[reportAttributeAccessIssue]
