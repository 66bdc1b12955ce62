"""The list of keyboard shortcuts, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions import MENUS, TABLE, Entry
from app.theme import GAP, PADDING

_ON_CANVAS = (("Zoom", "Wheel"), ("Move the view", "Space + drag"), ("Compare with before", "Hold H"))
_COLUMNS = 2


class ShortcutsDialog(QDialog):
    """Every entry that has a shortcut, under its menu's name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        columns = QHBoxLayout(self)
        columns.setContentsMargins(*4 * (2 * PADDING,))
        columns.setSpacing(4 * PADDING)
        groups = [(menu, _rows(menu)) for menu in MENUS]
        groups = [*((menu, rows) for menu, rows in groups if rows), ("Canvas", _ON_CANVAS)]
        half = len(groups) // _COLUMNS
        for part in (groups[:half], groups[half:]):
            columns.addLayout(_column(part))


def _rows(menu: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (entry.text.removesuffix(" …"), _keys(entry)) for entry in TABLE if entry.menu == menu and entry.shortcuts
    )


def _keys(entry: Entry) -> str:
    return QKeySequence(entry.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText)


def _column(groups: list[tuple[str, tuple[tuple[str, str], ...]]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GAP)
    for name, rows in groups:
        heading = QLabel(name)
        heading.setProperty("heading", True)
        column.addWidget(heading)
        column.addLayout(_grid(rows))
        column.addSpacing(GAP)
    column.addStretch(1)
    return column


def _grid(rows: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(4 * GAP)
    grid.setVerticalSpacing(GAP // 2)
    for line, (text, keys) in enumerate(rows):
        shown = QLabel(keys)
        shown.setProperty("dim", True)
        grid.addWidget(QLabel(text), line, 0)
        grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignRight)
    return grid
