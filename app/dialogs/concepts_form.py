"""What is needed to learn a concept: pictures, a name, what it is like; and how it is getting on."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.dialogs.concepts_pictures import PictureRow
from app.dialogs.form import FIELD_WIDTH, Form, dim, heading
from app.dialogs.packs_words import percent, time_words
from app.engine.concepts import ConceptStore, NameFault, Wish
from app.language import mark, tr
from app.theme import CONTROL_HEIGHT, GAP, PADDING

_TICKS = 1000  # of the bar
_LONGEST_LIKE = 80
_FAULTS = {
    NameFault.CHARACTERS: mark("The name can have up to 40 letters without accents, digits, - and _."),
    NameFault.TAKEN: mark("There is a concept of that name already."),
}


class ConceptForm(QWidget):
    """Asks for what the store shall learn, and shows it at work. `picture_wanted` asks for the picture that is open."""

    files_wanted = Signal()
    picture_wanted = Signal()

    def __init__(self, store: ConceptStore) -> None:
        super().__init__()
        self._store = store
        self._picture_open = False
        self.pictures = PictureRow()
        self.add_files = QPushButton(tr("Add pictures …"))
        self.add_open = QPushButton(tr("Add the open picture"))
        self.take_away = QPushButton(tr("Take away"))
        self.name, self.like = QLineEdit(), QLineEdit()
        self.learn = QPushButton(tr("Learn"))
        self.reason = _plain(dim(""))
        self.work = QLabel()
        self.bar = QProgressBar()
        self.cancel = QPushButton(tr("Cancel"))
        self.end = _plain(QLabel())
        self._dress()
        self._arrange()
        self._connect()
        self.refresh()

    def set_picture_open(self, is_open: bool) -> None:
        """Whether there is a picture that can be added."""
        self._picture_open = is_open
        self.refresh()

    def refresh(self) -> None:
        """Show how things are."""
        at_work = self._store.running is not None
        for part in (self.pictures, self.add_files, self.name, self.like):
            part.setEnabled(not at_work)
        self.add_open.setEnabled(not at_work and self._picture_open)
        self.take_away.setEnabled(not at_work and bool(self.pictures.selectedItems()))
        for part in (self.work, self.bar, self.cancel):
            part.setVisible(at_work)
        reason = self._reason()
        self.learn.setVisible(not at_work)
        self.learn.setEnabled(not reason)
        self.reason.setVisible(not at_work)
        self.reason.setText(reason or tr("This takes some minutes; the editor can be used meanwhile."))
        self._show_end()
        self.refresh_progress()

    def refresh_progress(self) -> None:
        """Show how far it is."""
        store = self._store
        if store.running is None:
            return
        share = store.done / store.total if store.total else 0.0
        words = tr("Stopping …") if store.stopping else tr("Learning {word}").format(word=f"<{store.running.name}>")
        parts = [words, percent(share)] if store.done else [words, tr("the model is being read …")]
        if store.left is not None and not store.stopping:
            parts.append(tr("{time} left").format(time=time_words(store.left)))
        self.work.setText(" · ".join(parts))
        self.bar.setValue(round(_TICKS * share))
        self.cancel.setEnabled(not store.stopping)

    def _reason(self) -> str:
        """Why nothing can be learnt now, or ""."""
        if not self._store.can_learn:
            return tr(
                "The pack in use cannot learn concepts: its model reads no text. Choose another under “Model packs”."
            )
        if not self.pictures.count():
            return tr("Add a few pictures of one thing: three to ten that show it well are enough.")
        if not self.name.text():
            return tr("Give it a name.")
        fault = self._store.fault_of(self.name.text())
        return tr(_FAULTS[fault]) if fault else ""

    def _show_end(self) -> None:
        """What became of the last one."""
        store = self._store
        words = [store.fault] if store.fault else []
        if store.last:
            words = [tr("Learnt. Write {word} where it belongs in the prompt.").format(word=f"<{store.last}>")]
            words += store.left_out
        self.end.setText("\n".join(words))
        self.end.setVisible(bool(words))
        self.end.setProperty("warn", bool(store.fault))
        self.end.style().polish(self.end)

    def _begin(self) -> None:
        self._store.learn(Wish(self.name.text(), self.pictures.files, self.like.text().strip()))

    def _on_learnt(self) -> None:
        """The next one is another thing."""
        with QSignalBlocker(self.pictures), QSignalBlocker(self.name):  # to edit them dismisses what became of this one
            self.pictures.clear()
            self.name.clear()
        self.like.clear()
        self.refresh()

    def _on_edit(self) -> None:
        if self._store.running is None and (self.name.text() or self.pictures.count()):
            self._store.dismiss()
        self.refresh()

    def _connect(self) -> None:
        self.add_files.clicked.connect(self.files_wanted)
        self.add_open.clicked.connect(self.picture_wanted)
        self.take_away.clicked.connect(self.pictures.take_chosen)
        self.learn.clicked.connect(self._begin)
        self.cancel.clicked.connect(self._store.cancel)
        self.pictures.changed.connect(self._on_edit)
        self.pictures.itemSelectionChanged.connect(self.refresh)
        self.name.textChanged.connect(self._on_edit)
        self._store.changed.connect(self.refresh)
        self._store.progressed.connect(self.refresh_progress)
        self._store.learnt.connect(self._on_learnt)

    def _dress(self) -> None:
        self.name.setPlaceholderText(tr("for example: my-cat"))
        self.like.setPlaceholderText(tr("optional, for example: a cat"))
        self.like.setMaxLength(_LONGEST_LIKE)
        self.learn.setProperty("primary", True)
        self.bar.setRange(0, _TICKS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How far the learning is"))
        self.work.setTextFormat(Qt.TextFormat.PlainText)
        self.end.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_files.setToolTip(tr("Chooses picture files. They can also be dropped here."))
        self.add_open.setToolTip(tr("Adds the picture that is open in the editor, as it looks now."))
        self.take_away.setToolTip(tr("Takes the chosen pictures out of the list; the files stay."))
        self.learn.setToolTip(tr("Learns the word from the pictures, with the pack in use."))
        self.cancel.setToolTip(tr("Stops; nothing is kept of what was learnt so far."))
        for button in (self.add_files, self.add_open, self.take_away, self.cancel):
            button.setAutoDefault(False)
        for field in (self.name, self.like):
            field.setFixedSize(FIELD_WIDTH, CONTROL_HEIGHT)

    def _arrange(self) -> None:
        buttons, foot = QHBoxLayout(), QHBoxLayout()
        for button in (self.add_files, self.add_open, self.take_away):
            buttons.addWidget(button)
        buttons.addStretch(1)
        fields = Form()
        fields.add(tr("Name"), self.name)
        fields.add(tr("It is like"), self.like, tr("A word that the model knows already, to begin from."))
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.work, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.learn)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(GAP)
        column.addWidget(heading(tr("Learn a concept")))
        column.addWidget(
            dim(tr("A few pictures of one thing become a word for prompts: a cat, a toy, a way of painting."))
        )
        column.addWidget(self.pictures, 1)
        column.addLayout(buttons)
        column.addSpacing(GAP)
        column.addLayout(fields)
        column.addWidget(self.end)
        column.addWidget(self.bar)
        column.addLayout(foot)


def _plain(words: QLabel) -> QLabel:
    """Wrapped, and shown as it is: names and sentences come from elsewhere."""
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    return words
