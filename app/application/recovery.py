"""What survives a crash: a journal for each open document, and the documents that earlier runs left behind."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.application.saving import Job, Purpose, Saver
from app.application.session import Session
from app.dialogs.dialogs import Dialogs
from app.dialogs.recovery import Entry
from app.document.document import Document
from app.document.files import is_project
from app.document.journal.folder import Folder, left_folders, new_folder
from app.document.journal.journal import Journal
from app.document.journal.replay import Remembered, remembered
from app.document.outline import flattened
from app.document.pictures.picture import FileError
from app.document.plane import eight_bits
from app.language import tr
from app.settings import Settings

INTERVAL = 500  # milliseconds between two looks at what was touched
THUMBNAIL = 96  # pixels


@dataclass(frozen=True, eq=False)
class Found:
    """A document that an earlier run left, or why it cannot be read; and how it looks in a list."""

    folder: Folder
    entry: Entry
    remembered: Remembered | None


class Recovery(QObject):
    """Keeps the journals while documents are open. `look` searches for those of a run that crashed."""

    failed = Signal(str, str)  # title, text
    recovered = Signal(object)  # Document, to be added to the session at once
    looked = Signal()  # after `look`, when nothing is left to ask
    _read = Signal(object)  # list[Found]

    def __init__(self, session: Session, saver: Saver, settings: Settings, dialogs: Dialogs, place: Path) -> None:
        """Journals lie in folders under `place`."""
        super().__init__()
        self._session, self._settings, self._dialogs, self._place = session, settings, dialogs, place
        self._slow = ThreadPoolExecutor(1, "recovery")
        self._journals: dict[Document, Journal] = {}
        self._closing: list[Journal] = []
        self._numbers: dict[Job, int] = {}
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.collect)
        self._read.connect(self._on_read)
        session.documents_changed.connect(self.follow)
        settings.changed.connect(self._on_setting)
        saver.asked.connect(self._on_asked)
        saver.saved.connect(self._on_saved)
        saver.failed.connect(self._forget)
        saver.dropped.connect(self._forget)

    def flush_now(self, document: Document, done: Callable[[], None]) -> None:
        """Call `done` when all that was done to a document lies on the disk; at once where nothing is kept."""
        journal = self._journals.get(document)
        if journal is None:
            done()
        else:
            journal.flush_now(done)

    def look(self) -> None:
        """Search for what an earlier run left, read it in the thread, and ask what shall become of it."""
        folders = left_folders(self._place)
        for folder in [folder for folder in folders if folder.blank]:
            folders.remove(folder)
            folder.delete()
        if folders:
            self._slow.submit(self._read_all, folders)
        else:
            self.looked.emit()

    def close(self) -> None:
        """The program ends as the person wished: no journal is needed any more."""
        self._timer.stop()
        self._session.documents_changed.disconnect(self.follow)
        for document in list(self._journals):
            self._end(document)
        self._slow.shutdown()

    @Slot()
    def collect(self) -> None:
        """Let each journal take what was touched."""
        for journal in self._journals.values():
            journal.collect()

    @Slot()
    def follow(self) -> None:
        """A journal for each document that is open, if that is wished, and for none that is not."""
        wanted = self._session.documents if self._settings.autosave else ()
        for document in set(self._journals) - set(wanted):
            self._end(document)
        for document in wanted:
            if document not in self._journals:
                self._begin(document)
        if self._journals:
            self._timer.start()
        else:
            self._timer.stop()

    def _begin(self, document: Document) -> None:
        try:
            journal = Journal(document, new_folder(self._place), self._slow)
        except OSError as error:
            self._tell(error.strerror or str(error))
            return
        journal.failed.connect(self._tell)
        self._journals[document] = journal

    def _end(self, document: Document) -> None:
        journal = self._journals.pop(document)
        self._closing.append(journal)
        journal.closed.connect(self._on_closed)
        journal.close()

    @Slot()
    def _on_closed(self) -> None:
        self._closing = [journal for journal in self._closing if journal is not self.sender()]

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "autosave":
            self.follow()

    @Slot(str)
    def _tell(self, reason: str) -> None:
        text = tr(
            "{place}: {reason}. A crash would take along what is not saved. Save your pictures, and free some space."
        )
        text = text.format(place=self._place, reason=reason.lower())
        self.failed.emit(tr("Unsaved work cannot be kept safe"), text)

    # ---- saved projects, from which journals go on

    @Slot(object)
    def _on_asked(self, job: Job) -> None:
        journal = self._journals.get(job.document)
        if journal is not None and job.purpose is Purpose.SAVE and is_project(job.path):
            self._numbers[job] = journal.start_anew()

    @Slot(object)
    def _on_saved(self, job: Job) -> None:
        number, journal = self._numbers.pop(job, None), self._journals.get(job.document)
        if journal is not None and number is not None:
            journal.adopt(number, job.path)

    @Slot(object)
    def _forget(self, job: Job) -> None:
        self._numbers.pop(job, None)

    # ---- what earlier runs left

    def _read_all(self, folders: list[Folder]) -> None:
        """In the thread."""
        self._read.emit([read(folder) for folder in folders])

    @Slot(object)
    def _on_read(self, found: list[Found]) -> None:
        """Ask about what was not saved. What was, needs no journal."""
        for one in found:
            if one.remembered is not None and not one.remembered.modified:
                one.folder.delete()
        left = [one for one in found if one.folder.lock.held]
        choice = self._dialogs.recovery([one.entry for one in left]) if left else None
        for index, one in enumerate(left):
            if choice is not None and index in choice.recover and one.remembered is not None:
                self._recover(one, one.remembered)
            elif choice is not None and index in choice.delete:
                one.folder.delete()
            else:
                one.folder.lock.release()
        self.looked.emit()

    def _recover(self, found: Found, known: Remembered) -> None:
        """Open a document again. What was left of it goes as soon as a new journal has it all."""
        document = known.document()
        self.recovered.emit(document)
        journal = self._journals.get(document)
        if journal is not None:
            journal.flush_now(lambda: None if journal.failing else found.folder.delete())


def read(folder: Folder) -> Found:
    """What lies in a folder. In any thread."""
    try:
        known = remembered(folder)
    except (FileError, MemoryError) as error:
        return Found(folder, Entry("", _time_of(folder), "", None, str(error)), None)
    size = tr("{width} × {height} pixels").format(width=known.still.width, height=known.still.height)
    return Found(folder, Entry(known.name, known.time, size, _thumbnail(known), ""), known)


def _thumbnail(known: Remembered) -> np.ndarray:
    """Each so-manieth pixel: 8-bit RGB or RGBA, contiguous."""
    step = max(1, max(known.still.width, known.still.height) // (2 * THUMBNAIL))
    return np.ascontiguousarray(eight_bits(flattened(known.still)[::step, ::step]))


def _time_of(folder: Folder) -> float:
    return max(path.stat().st_mtime for path in folder.path.iterdir())
