"""One tab for each open picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QTabBar

from app.document.document import Document
from app.language import tr
from app.panels.fields import IconButton


class DocumentTabs(QTabBar):
    """Shows which pictures are open and which of them have unsaved changes; hidden while there is none."""

    chosen = Signal(object)  # Document
    close_requested = Signal(object)  # Document

    def __init__(self) -> None:
        super().__init__()
        self._documents: tuple[Document, ...] = ()
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(self._on_current)
        self.hide()

    def show_documents(self, documents: Sequence[Document], current: Document | None) -> None:
        """Show these documents in this order."""
        self._watch(tuple(documents))
        with QSignalBlocker(self):
            while self.count():
                self.removeTab(0)
            for _ in self._documents:
                self._add()
            self.refresh_names()
            if current is not None:
                self.setCurrentIndex(self._documents.index(current))
        self.setVisible(bool(self._documents))

    def refresh_names(self) -> None:
        """Show the names, and a dot at those with unsaved changes."""
        for index, document in enumerate(self._documents):
            self.setTabText(index, f"{document.name} •" if document.modified else document.name)
            self.setTabToolTip(index, str(document.path or tr("Not saved to a file yet")))

    def _watch(self, documents: tuple[Document, ...]) -> None:
        for document in set(self._documents) - set(documents):
            document.modified_changed.disconnect(self.refresh_names)
        for document in set(documents) - set(self._documents):
            document.modified_changed.connect(self.refresh_names)
        self._documents = documents

    def _add(self) -> None:
        index = self.addTab("")
        close = IconButton("close", tr("Close picture"))
        close.setProperty("small", True)
        close.clicked.connect(self._on_close)
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, close)

    def _on_current(self, index: int) -> None:
        if 0 <= index < len(self._documents):
            self.chosen.emit(self._documents[index])

    def _on_close(self) -> None:
        for index, document in enumerate(self._documents):
            if self.tabButton(index, QTabBar.ButtonPosition.RightSide) is self.sender():
                self.close_requested.emit(document)
                return
