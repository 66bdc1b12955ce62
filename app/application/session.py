"""The documents that are open, and the current one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.document.document import Document


class Session(QObject):
    """Open documents in the order of their tabs. `current` is None only when nothing is open."""

    documents_changed = Signal()
    current_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._documents: list[Document] = []
        self._current: Document | None = None

    @property
    def documents(self) -> tuple[Document, ...]:
        """All open documents."""
        return tuple(self._documents)

    @property
    def current(self) -> Document | None:
        """The document that is shown."""
        return self._current

    def add(self, document: Document) -> None:
        """Open a document and show it."""
        document.setParent(self)
        self._documents.append(document)
        self._current = document
        self.documents_changed.emit()
        self.current_changed.emit()

    def remove(self, document: Document) -> None:
        """Close a document; its neighbour is shown in its place."""
        index = self._documents.index(document)
        self._documents.remove(document)
        if self._current is document:
            self._current = self._documents[min(index, len(self._documents) - 1)] if self._documents else None
        self.documents_changed.emit()
        self.current_changed.emit()
        document.deleteLater()

    def replace(self, document: Document, other: Document) -> None:
        """Put another document in the place of an open one, and show it."""
        other.setParent(self)
        self._documents[self._documents.index(document)] = other
        self._current = other
        self.documents_changed.emit()
        self.current_changed.emit()
        document.deleteLater()

    def show(self, document: Document) -> None:
        """Make an open document the current one."""
        if document in self._documents and document is not self._current:
            self._current = document
            self.current_changed.emit()
