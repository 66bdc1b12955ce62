"""The steps of the document: what was done, and what was taken back. A click goes there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.document.document import Document
from app.resources import icon

_ICONS = {"Paint mask": "brush", "Erase mask": "eraser", "Clear mask": "mask-clear", "Invert mask": "mask-invert"}
OPENED = "Opened"


class HistoryPanel(QListWidget):
    """One line a step, the latest below; steps that were taken back are dimmed."""

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName("History")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._go_to)

    def set_document(self, document: Document | None) -> None:
        """Show the steps of another document, or of none."""
        if self._document is not None:
            self._document.history_changed.disconnect(self.refresh)
        self._document = document
        if document is not None:
            document.history_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the document's steps as they are now."""
        self.clear()
        if self._document is None:
            return
        done = self._document.history()
        self._add(OPENED, "picture")
        for text in done + self._document.future():
            self._add(text, _ICONS.get(text, "generate"))
        for index in range(len(done) + 1, self.count()):
            self.item(index).setForeground(self.palette().placeholderText())
        self.setCurrentRow(len(done))

    def changeEvent(self, event) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == event.Type.PaletteChange:
            self.refresh()
        super().changeEvent(event)

    def _add(self, text: str, icon_name: str) -> None:
        self.addItem(QListWidgetItem(icon(icon_name, self.palette()), text))

    def _go_to(self, item: QListWidgetItem) -> None:
        document, target = self._document, self.row(item)
        if document is None:
            return
        for _ in range(len(document.history()) - target):
            document.undo()
        for _ in range(target - len(document.history())):
            document.redo()
