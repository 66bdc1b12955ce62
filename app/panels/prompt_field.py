"""The field of the prompt, which offers concepts while one is being typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from app.language import tr

_SIZE = QSize(160, 60)  # at least: three lines
_BEGUN = re.compile(r"<([A-Za-z0-9_-]*)$")
_OF_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Backtab)
_MARGIN = 16  # pixels of the list beside its words


class PromptField(QPlainTextEdit):
    """Words on several lines, in as much room as the others leave. After a `<`, concepts are offered in a list."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QStringListModel(self)
        self.completer = QCompleter(self._words, self)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offers = QListView()
        self.offers.setAccessibleName(tr("Concepts"))
        self.completer.setPopup(self.offers)
        self.completer.activated.connect(self._complete)

    def sizeHint(self) -> QSize:
        """It asks for little."""
        return _SIZE

    def minimumSizeHint(self) -> QSize:
        """That much it needs."""
        return _SIZE

    def set_words(self, words: Sequence[str]) -> None:
        """Which concepts are offered."""
        self._words.setStringList(list(words))

    def insert_word(self, name: str) -> None:
        """Write a concept where the cursor is, apart from the words beside it."""
        cursor = self.textCursor()
        place, text = cursor.selectionStart(), self.toPlainText()
        before = " " if place and not text[place - 1].isspace() else ""
        cursor.insertText(f"{before}<{name}>")
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed may begin a concept; while the list is open, some keys are its own."""
        if self.offers.isVisible() and event.key() in _OF_THE_LIST:
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.text():
            self._offer()

    def _offer(self) -> None:
        """Open the list where a concept is being typed, close it elsewhere."""
        begun = _BEGUN.search(self._before_cursor())
        self.completer.setCompletionPrefix("" if begun is None else begun[1])
        if begun is None or not self.completer.completionCount():
            self.offers.hide()
            return
        self.offers.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self.cursorRect()
        place.setWidth(self.offers.sizeHintForColumn(0) + self.offers.verticalScrollBar().sizeHint().width() + _MARGIN)
        self.completer.complete(place)
        self._fit()

    def _fit(self) -> None:
        """No scroll bar for a few words: the completer knows nothing of the theme's margins."""
        rows = min(self.completer.completionCount(), self.completer.maxVisibleItems())
        edges = self.offers.height() - self.offers.viewport().height()
        self.offers.setFixedHeight(rows * self.offers.sizeHintForRow(0) + edges)

    def _complete(self, name: str) -> None:
        """Put a chosen concept in the place of what was typed of it."""
        begun = _BEGUN.search(self._before_cursor())
        cursor = self.textCursor()
        if begun is not None:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun[0]))
        cursor.insertText(f"<{name}>")
        self.setTextCursor(cursor)

    def _before_cursor(self) -> str:
        """The line up to the cursor."""
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]
