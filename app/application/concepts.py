"""Concepts: the window for them, and the words that the prompt offers."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app import dialogs
from app.application.session import Session
from app.dialogs.concepts_questions import ConceptQuestions
from app.dialogs.packs_words import percent
from app.engine.client import EngineClient
from app.engine.concepts import ConceptStore
from app.language import tr
from app.qimage import to_qimage
from app.settings import Settings

_LARGEST = 1024  # pixels of an open picture's longer side: no model looks closer


class ConceptCommands(QObject):
    """Shows the window, and tells which words the pack in use reads. `close` must be called before it goes."""

    told = Signal(str, str)  # title, text
    offered = Signal(str, str)  # the same, where the window of concepts helps
    words_changed = Signal(object)  # list[str]
    word_wanted = Signal(str)  # in the prompt
    work_told = Signal(str)  # how far the learning is; "" when nothing is learnt

    def __init__(
        self,
        settings: Settings,
        session: Session,
        client: EngineClient,
        store: ConceptStore,
        questions: ConceptQuestions,
        parent: QWidget,
    ) -> None:
        """The window opens over the window of `parent`."""
        super().__init__()
        self._settings, self._session, self._client = settings, session, client
        self.store, self.questions, self._parent = store, questions, parent
        self.dialog: dialogs.ConceptsDialog | None = None
        self._shots: tempfile.TemporaryDirectory[str] | None = None  # of open pictures
        self._numbers = count(1)
        client.state_changed.connect(self._on_engine)
        session.current_changed.connect(self._show_open)
        store.changed.connect(self._tell_words)
        store.learnt.connect(self._on_learnt)
        store.failed.connect(self._on_failed)
        store.changed.connect(self._tell_work)
        store.progressed.connect(self._tell_work)

    def show(self) -> None:
        """Open the window, or bring it to the front, and look which concepts there are."""
        if self.dialog is None:
            self.dialog = dialogs.ConceptsDialog(self.store, self.questions, self._parent.window())
            self.dialog.word_wanted.connect(self.word_wanted)
            self.dialog.picture_wanted.connect(self._add_open)
        self._show_open()
        self.store.use(self._settings.pack)
        self.dialog.show()
        self.dialog.activateWindow()
        self.dialog.form.pictures.setFocus()

    def may_quit(self) -> bool:
        """Ask where something is being learnt. False when the person wants to stay."""
        return self.store.running is None or self.questions.may_quit(self._parent.window())

    def close(self) -> None:
        """End the learning."""
        self.store.close()
        if self.dialog is not None:
            self.dialog.close()
        if self._shots is not None:
            self._shots.cleanup()

    @Slot()
    def _on_engine(self) -> None:
        """The engine has a pack, which may be another one."""
        if self._client.about is not None and self._settings.pack != self.store.pack:
            self.store.use(self._settings.pack)

    @Slot()
    def _show_open(self) -> None:
        if self.dialog is not None:
            self.dialog.form.set_picture_open(self._session.current is not None)

    @Slot()
    def _add_open(self) -> None:
        """Keep what is seen of the open picture as a file to learn from."""
        document = self._session.current
        if document is None or self.dialog is None:
            return
        if self._shots is None:
            self._shots = tempfile.TemporaryDirectory(prefix="paella-concept-")
        file = Path(self._shots.name) / f"{next(self._numbers)}.png"
        side = Qt.AspectRatioMode.KeepAspectRatio
        seen = to_qimage(document.flattened())
        if max(seen.width(), seen.height()) > _LARGEST:
            seen = seen.scaled(_LARGEST, _LARGEST, side, Qt.TransformationMode.SmoothTransformation)
        if seen.save(str(file)):
            self.dialog.form.pictures.add([file])
        else:
            self.told.emit(tr("The open picture could not be added"), tr("Make room on the disk and try again."))

    @Slot()
    def _tell_words(self) -> None:
        self.words_changed.emit(self.store.words)

    @Slot(str)
    def _on_learnt(self, word: str) -> None:
        """Told in the main window only where the other one does not show it."""
        if not self._is_shown():
            self.offered.emit(
                f"<{word}>", tr("Learnt. Write {word} where it belongs in the prompt.").format(word=f"<{word}>")
            )

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if not self._is_shown():
            self.offered.emit(tr("The concept was not learnt"), sentence)

    def _is_shown(self) -> bool:
        return self.dialog is not None and self.dialog.isVisible()

    @Slot()
    def _tell_work(self) -> None:
        store = self.store
        share = percent(store.done / store.total) if store.total else "…"
        self.work_told.emit(share if store.running else "")
