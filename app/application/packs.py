"""Model packs: the window for them, and the one that the engine works with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app import dialogs
from app.dialogs.packs_questions import PackQuestions
from app.dialogs.packs_words import done_words, failed_words, percent
from app.engine.client import EngineClient, EngineState, Lane
from app.engine.packs.entry import PackEntry
from app.engine.packs.store import Failure, PackJob, PackStore, Verb
from app.engine.worker import PackOpener
from app.language import tr
from app.settings import PACK, Settings


class PackCommands(QObject):
    """Shows the window, and lets the engine change its pack. The settings hold the pack that was opened last; one that
    does not open gives way to it, or to the one that comes with the program. `close` must be called before it goes."""

    told = Signal(str, str)  # title, text
    offered = Signal(str, str)  # the same, where the window of packs helps
    work_told = Signal(str)  # what is being done with packs, in a word or two; "" when nothing is

    def __init__(
        self,
        settings: Settings,
        client: EngineClient,
        store: PackStore,
        open_pack: PackOpener,
        questions: PackQuestions,
        parent: QWidget,
    ) -> None:
        """The window opens over the window of `parent`. The client opens the pack of the settings."""
        super().__init__()
        self._settings, self._client, self.store = settings, client, store
        self._open_pack, self.questions, self._parent = open_pack, questions, parent
        self._wanted = settings.pack  # that the engine has, or opens
        self.dialog: dialogs.PacksDialog | None = None
        client.state_changed.connect(self._on_engine)
        store.finished.connect(self._on_finished)
        store.failed.connect(self._on_failed)
        store.jobs_changed.connect(self._tell_work)
        store.progressed.connect(self._tell_work)

    def show(self) -> None:
        """Open the window, or bring it to the front, and look which packs there are."""
        if self.dialog is None:
            self.dialog = dialogs.PacksDialog(self.store, self.questions, self._parent.window())
            self.questions.over(self.dialog)
            self.dialog.use_wanted.connect(self.use)
            self.dialog.remove_wanted.connect(self.remove)
        self._show_used()
        self.store.look()
        self.dialog.show()
        self.dialog.activateWindow()
        self.dialog.rows.setFocus()

    @Slot(str)
    def use(self, name: str) -> None:
        """Let the engine work with another pack, after a question where something is being made."""
        asked = any(ticket.lane is Lane.ASKED for ticket in self._client.queue)
        if not asked or self.questions.may_stop_for(self.store.pack(name) or PackEntry(name, name)):
            self._open(name)

    @Slot(str)
    def remove(self, name: str) -> None:
        """Delete an installed pack; where the engine works with it, it goes on with the one of the program."""
        if name == self._wanted:
            self._open(PACK)
        self.store.remove(name)

    def may_quit(self) -> bool:
        """Ask where a pack is being installed. False when the person wants to stay."""
        return not self.store.jobs or self.questions.may_quit()

    def close(self) -> None:
        """End the work on packs; what was downloaded is kept."""
        self.store.close()
        if self.dialog is not None:
            self.dialog.close()

    def _open(self, name: str) -> None:
        self._wanted = name
        self._client.use(partial(self._open_pack, name))

    def _show_used(self) -> None:
        if self.dialog is not None:
            self.dialog.set_used(self._wanted, opening=self._client.state is EngineState.LOADING)

    @Slot()
    def _on_engine(self) -> None:
        """The pack that opens is the one of the next start; instead of one that does not, the last one is opened."""
        if self._client.about is not None:
            self._settings.pack = self._wanted
        elif self._client.state is EngineState.UNAVAILABLE and self._wanted != PACK:
            self._fall_back(self._client.fault)
        self._show_used()

    def _fall_back(self, fault: str) -> None:
        failed, last = self._wanted, self._settings.pack
        self._open(PACK if last == failed else last)
        title = tr("The pack “{name}” could not be opened").format(name=self._title(failed))
        going_on = tr("The engine goes on with “{name}”.").format(name=self._title(self._wanted))
        self.offered.emit(title, f"{fault} {going_on}")

    def _title(self, name: str) -> str:
        pack = self.store.pack(name)
        return pack.title if pack is not None else name

    @Slot(object)
    def _on_finished(self, job: PackJob) -> None:
        """Told in the main window only where the other one does not show it."""
        if job.verb in (Verb.DOWNLOAD, Verb.IMPORT) and not self._is_shown():
            self.offered.emit(f"“{self._title(job.name)}”", done_words(job.verb))

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if not self._is_shown():
            self.offered.emit(failed_words(failure.job.verb), failure.sentence)

    def _is_shown(self) -> bool:
        return self.dialog is not None and self.dialog.isVisible()

    @Slot()
    def _tell_work(self) -> None:
        progress = self.store.progress
        self.work_told.emit("" if not self.store.jobs else percent(progress.share) if progress else "…")
