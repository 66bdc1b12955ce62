"""Words that are set off wherever they stand in a text."""

from __future__ import annotations

from PySide6.QtGui import QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit


def places_of(words: str, document: QTextDocument) -> list[QTextCursor]:
    """Where words stand, from the top; each is selected."""
    found, places = document.find(words), []
    while not found.isNull():
        places.append(found)
        found = document.find(words, found)
    return places


def marked(place: QTextCursor, palette: QPalette) -> QTextEdit.ExtraSelection:
    """A place in the colours of what is chosen."""
    mark = QTextEdit.ExtraSelection()
    mark.cursor = place  # pyright: ignore[reportAttributeAccessIssue]
    mark.format.setBackground(palette.highlight())  # pyright: ignore[reportAttributeAccessIssue]
    mark.format.setForeground(palette.highlightedText())  # pyright: ignore[reportAttributeAccessIssue]
    return mark
