"""The licences of all that the program is made of, to be read and searched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import dim
from app.dialogs.marking import marked, places_of
from app.language import tr
from app.licences import Licence
from app.theme import GAP, PADDING

_SIZE = QSize(936, 640)
_LIST_WIDTH = 224


class LicencesDialog(QDialog):
    """The pieces at the left, under a search that leaves those whose name or text has the words; the text at the
    right."""

    def __init__(self, licences: Sequence[Licence], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._licences = licences
        self.setWindowTitle(tr("Third-party licences"))
        self.search = QLineEdit()
        self.pieces = QListWidget()
        self.nothing = dim("")
        self.text = QPlainTextEdit()
        self._describe()
        self._arrange()
        self.pieces.currentRowChanged.connect(self._show)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._to_next)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.pieces.setCurrentRow(0)
        self.resize(_SIZE)

    def _describe(self) -> None:
        self.search.setPlaceholderText(tr("Search the licences"))
        self.search.setAccessibleName(tr("Search the licences"))
        self.search.setToolTip(tr("Enter leads to the next place where these words stand"))
        self.search.setClearButtonEnabled(True)
        for button in self.search.findChildren(QToolButton):
            button.setProperty("small", True)
        self.pieces.setAccessibleName(tr("Parts of the program"))
        self.pieces.addItems([one.title for one in self._licences])
        self.text.setAccessibleName(tr("Licence"))
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.document().setDocumentMargin(2 * PADDING)
        self.nothing.hide()

    def _arrange(self) -> None:
        left = QWidget()
        left.setFixedWidth(max(_LIST_WIDTH, self.pieces.sizeHintForColumn(0) + 5 * GAP))
        column = QVBoxLayout(left)
        column.setContentsMargins(GAP, GAP, GAP, 0)
        column.setSpacing(GAP)
        for part in (self.search, self.nothing):
            column.addWidget(part)
        column.addWidget(self.pieces, 1)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(left)
        line.addWidget(self.text, 1)
        close = QDialogButtonBox()
        button = close.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        button.setProperty("tall", True)
        button.setAutoDefault(False)  # Enter belongs to the search
        close.rejected.connect(self.reject)
        close.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addLayout(line, 1)
        around.addWidget(close)

    def _show(self, row: int) -> None:
        self.text.setPlainText(self._licences[row].text if row >= 0 else "")
        self._mark(self.search.text())

    def _on_search(self, words: str) -> None:
        """Leave the pieces that have the words; go to the first of them unless the one that is seen has them."""
        wanted = words.strip().lower()
        found = [n for n, one in enumerate(self._licences) if wanted in f"{one.title}\n{one.text}".lower()]
        for row in range(self.pieces.count()):
            self.pieces.item(row).setHidden(row not in found)
        self.nothing.setText(tr("Nothing was found for “{text}”.").format(text=words.strip()))
        self.nothing.setVisible(not found)
        if found and self.pieces.currentRow() not in found:
            self.pieces.setCurrentRow(found[0])
        self._mark(words)

    def _mark(self, words: str) -> None:
        """Set the words off wherever they stand, and bring the first of them into view."""
        places = places_of(words.strip(), self.text.document()) if words.strip() else []
        self.text.setExtraSelections([marked(place, self.palette()) for place in places])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if places:
            self._to_next()

    def _to_next(self) -> None:
        """Bring the next place with the words into view; after the last comes the first."""
        words = self.search.text().strip()
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)
