"""The window of concepts: words that were learnt from pictures, and the learning of another one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.concepts_form import ConceptForm
from app.dialogs.concepts_questions import ConceptQuestions
from app.dialogs.form import dim, heading
from app.engine.concepts import ConceptEntry, ConceptStore
from app.language import tr
from app.theme import GAP, PADDING

_SIZE = QSize(820, 560)
_LIST_WIDTH = 248
_NAME = Qt.ItemDataRole.UserRole


class ConceptsDialog(QDialog):
    """Words on the left, the next one on the right. It stands beside the main window; closing it stops nothing.

    `word_wanted` carries the name of a concept that shall go into the prompt.
    """

    word_wanted = Signal(str)
    picture_wanted = Signal()

    def __init__(self, store: ConceptStore, questions: ConceptQuestions, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Concepts"))
        self.resize(_SIZE)
        self._store, self._questions = store, questions
        self.words = QListWidget()
        self.note = dim("")
        self.use = QPushButton(tr("Use in the prompt"))
        self.remove = QPushButton(tr("Remove …"))
        self.form = ConceptForm(store)
        self._dress()
        self._arrange()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show which words there are."""
        before = self.chosen
        with QSignalBlocker(self.words):
            self.words.clear()
            for entry in self._store.concepts:
                self.words.addItem(_item(entry))
            names = [entry.name for entry in self._store.concepts]
            wanted = self._store.last or before
            self.words.setCurrentRow(names.index(wanted) if wanted in names else min(len(names), 1) - 1)
        self._show_chosen()

    @property
    def chosen(self) -> str:
        """The name of the chosen word, "" where there is none."""
        item = self.words.currentItem()
        return "" if item is None else item.data(_NAME)

    def _show_chosen(self) -> None:
        entry = next((entry for entry in self._store.concepts if entry.name == self.chosen), None)
        self.use.setEnabled(entry is not None and entry.readable)
        self.remove.setEnabled(entry is not None)
        self.note.setText(_about(entry) if entry else tr("Nothing was learnt yet."))

    def _use(self) -> None:
        self.word_wanted.emit(self.chosen)

    def _remove(self) -> None:
        if self._questions.may_remove(self.chosen, self):
            self._store.remove(self.chosen)

    def _add_files(self) -> None:
        files = self._questions.pictures_to_add(self)
        if files:
            self.form.pictures.add(files)

    def _connect(self) -> None:
        self._store.changed.connect(self.refresh)
        self.words.currentItemChanged.connect(self._show_chosen)
        self.words.itemActivated.connect(lambda _item: self.use.click())
        self.use.clicked.connect(self._use)
        self.remove.clicked.connect(self._remove)
        self.form.files_wanted.connect(self._add_files)
        self.form.picture_wanted.connect(self.picture_wanted)

    def _dress(self) -> None:
        self.words.setAccessibleName(tr("Concepts"))
        self.words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note.setMinimumHeight(4 * self.note.fontMetrics().height())  # so that nothing jumps
        self.use.setToolTip(tr("Writes the word into the prompt, where the cursor is."))
        self.remove.setToolTip(tr("Deletes the concept from the disk, after a question."))
        for button in (self.use, self.remove):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        left, inside = QWidget(), QVBoxLayout()
        left.setFixedWidth(_LIST_WIDTH)
        inside.setContentsMargins(PADDING, 2 * PADDING, PADDING, PADDING)
        inside.setSpacing(GAP)
        inside.addWidget(heading(tr("Concepts")))
        inside.addWidget(self.words, 1)
        inside.addWidget(self.note)
        inside.addWidget(self.use)
        inside.addWidget(self.remove)
        left.setLayout(inside)
        line = QFrame()
        line.setObjectName("separator")
        line.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(line)
        row.addWidget(self.form, 1)


def _item(entry: ConceptEntry) -> QListWidgetItem:
    """Words that cannot be used now are dimmed, and can be chosen all the same."""
    item = QListWidgetItem(f"<{entry.name}>")
    item.setData(_NAME, entry.name)
    item.setToolTip(_about(entry))
    if not entry.readable:
        item.setText(f"<{entry.name}>  ·  {tr('damaged') if entry.fault else tr('another pack')}")
    return item


def _about(entry: ConceptEntry) -> str:
    """What is known of a word."""
    if entry.fault:
        return entry.fault
    words = tr("Learnt from {count} pictures with the pack “{pack}”.").format(count=entry.pictures, pack=entry.pack)
    return words if entry.readable else words + " " + tr("The pack in use does not read it.")
