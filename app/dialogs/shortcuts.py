"""The cheat sheet: all keys and gestures on one page, made from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.actions import Actions, native, plain, rows_of
from app.dialogs.form import heading
from app.entries import GESTURES, MENUS
from app.language import tr
from app.theme import GAP, PADDING

_COLUMNS = 3
_HEADING_ROWS = 2  # a heading and the room above it are as high as two rows
_MARGIN = 32  # logical pixels that stay free between the sheet and the edge of the screen
_SCROLL_BAR = 16

Row = tuple[str, str]
Part = tuple[str, Sequence[Row]]


class ShortcutsDialog(QDialog):
    """Every action that has keys, under its menu's name, and what the hand can do on the canvas."""

    def __init__(self, actions: Actions, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        free = self.screen().availableSize() - QSize(_MARGIN, 3 * _MARGIN)
        sheet = _sheet_within(free.width() - _SCROLL_BAR, [*_menus(actions), _canvas()])
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setWidget(sheet)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        self.resize((sheet.sizeHint() + QSize(_SCROLL_BAR, 0)).boundedTo(free))


def _sheet_within(width: int, parts: Sequence[Part]) -> QWidget:
    """The parts in as many columns as there is room for, `_COLUMNS` at most."""
    sheets = (_sheet(balanced(parts, count)) for count in range(_COLUMNS, 1, -1))
    return next((sheet for sheet in sheets if sheet.sizeHint().width() <= width), _sheet([parts]))


def _sheet(columns: Sequence[Sequence[Part]]) -> QWidget:
    sheet = QWidget()
    line = QHBoxLayout(sheet)
    line.setContentsMargins(*4 * (2 * PADDING,))
    line.setSpacing(2 * PADDING)
    for parts in columns:
        line.addLayout(_column(parts))
    for words in sheet.findChildren(QLabel):
        words.ensurePolished()  # the theme makes keys wider
    return sheet


def balanced(parts: Sequence[Part], columns: int) -> list[list[Part]]:
    """The parts in their order in so many columns, with the highest column as low as can be."""
    heights = [len(rows) + _HEADING_ROWS for _, rows in parts]
    room = max(*heights, -(-sum(heights) // columns))
    while len(filled := _filled(parts, heights, room)) > columns:
        room += 1
    return filled


def _filled(parts: Sequence[Part], heights: Sequence[int], room: int) -> list[list[Part]]:
    filled: list[list[Part]] = [[]]
    used = 0
    for part, height in zip(parts, heights, strict=True):
        if used + height > room:
            filled.append([])
            used = 0
        filled[-1].append(part)
        used += height
    return filled


def _menus(actions: Actions) -> list[Part]:
    parts = []
    for menu, title in MENUS.items():
        with_keys = [entry for entry in rows_of(menu) if actions.keys(entry.id)]
        rows = [(plain(tr(entry.text)), native(actions.keys(entry.id)[0])) for entry in with_keys]
        if rows:
            parts.append((plain(tr(title)), rows))
    return parts


def _canvas() -> Part:
    return tr("On the canvas"), [(tr(gesture.text), tr(gesture.how)) for gesture in GESTURES]


def _column(parts: Sequence[Part]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GAP)
    for name, rows in parts:
        column.addWidget(heading(name))
        column.addLayout(_grid(rows))
        column.addSpacing(GAP)
    column.addStretch(1)
    return column


def _grid(rows: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GAP)
    grid.setVerticalSpacing(GAP // 2)
    grid.setColumnStretch(0, 1)
    for line, (text, keys) in enumerate(rows):
        shown = QLabel(keys)
        shown.setProperty("keys", True)
        grid.addWidget(QLabel(text), line, 0)
        grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignRight)
    return grid
