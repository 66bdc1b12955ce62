"""The steps of the document: what was done, and what was taken back. A click goes there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.document.document import Document
from app.resources import icon

OPENED = "Opened"
_ICONS = {
    OPENED: "picture",
    "Paint mask": "brush",
    "Erase mask": "eraser",
    "Clear mask": "mask-clear",
    "Invert mask": "mask-invert",
}


class HistoryPanel(QListWidget):
    """One line a step, the latest below; steps that were taken back are dimmed."""

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._icons: dict[str, QIcon] = {}
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
        """Show the document's steps as they are now; lines that stay the same are left alone."""
        if self._document is None:
            self.clear()
            return
        done = self._document.history()
        self._show_texts([OPENED, *done, *self._document.future()])
        for index in range(self.count()):
            taken_back = index > len(done)
            self.item(index).setForeground(self.palette().placeholderText() if taken_back else self.palette().text())
        self.setCurrentRow(len(done))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.clear()
            self.clear()
            self.refresh()
        super().changeEvent(event)

    def _show_texts(self, texts: list[str]) -> None:
        while self.count() > len(texts):
            self.takeItem(self.count() - 1)
        for index, text in enumerate(texts):
            if index == self.count():
                self.addItem(QListWidgetItem(text))
            if self.item(index).text() != text or self.item(index).icon().isNull():
                self.item(index).setText(text)
                self.item(index).setIcon(self._icon(text))

    def _icon(self, text: str) -> QIcon:
        name = _ICONS.get(text, "generate")
        if name not in self._icons:
            self._icons[name] = icon(name, self.palette())
        return self._icons[name]

    def _go_to(self, item: QListWidgetItem) -> None:
        document, target = self._document, self.row(item)
        if document is None:
            return
        for _ in range(len(document.history()) - target):
            document.undo()
        for _ in range(target - len(document.history())):
            document.redo()
