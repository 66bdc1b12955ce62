"""Saving and exporting in a thread: what is written is the picture of the moment, and the hand goes on."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Signal, Slot

from app.document.document import Document
from app.document.files import write_document
from app.document.pictures.picture import EncodingOptions, FileError
from app.document.snapshot import Snapshot

_LOGGER = logging.getLogger(__name__)


class Purpose(Enum):
    """What a file is written for."""

    SAVE = "save"  # it is the document's file from then on
    EXPORT = "export"  # a copy that the document knows nothing of


@dataclass(frozen=True, eq=False)
class Job:
    """A file to be written, and the document as it was when that was asked for."""

    document: Document
    path: Path
    purpose: Purpose
    options: EncodingOptions | None = None
    snapshot: Snapshot = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "snapshot", Snapshot(self.document))


class Saver(QObject):
    """Writes one file after the other. A job for a file that waits already takes the place of the one before it.

    `asked` is told within `save`, at the moment that the file will show; `started`, `saved` and `failed` later.
    """

    asked = Signal(object)  # Job
    started = Signal(object)  # Job
    saved = Signal(object)  # Job; the document counts as saved already
    failed = Signal(object, str)  # Job, why
    dropped = Signal(object)  # Job, which a later one replaced
    idle = Signal()
    _written = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(1, "saving")
        self._jobs: list[Job] = []  # the first one is being written
        self._written.connect(self._on_written)

    def save(self, document: Document, path: Path, purpose: Purpose, options: EncodingOptions | None = None) -> Job:
        """Write a document as it is now. Saved as a picture or as a project, as the name says."""
        job = Job(document, path, purpose, options)
        for waiting in self._jobs[1:]:
            if (waiting.document, waiting.path, waiting.purpose) == (document, path, purpose):
                self._jobs.remove(waiting)
                waiting.snapshot.close()
                self.dropped.emit(waiting)
        self._jobs.append(job)
        self.asked.emit(job)
        if len(self._jobs) == 1:
            self._start()
        return job

    def busy(self, document: Document | None = None) -> bool:
        """Whether a file of that document, or of any, is still to be written."""
        return any(document in (None, job.document) for job in self._jobs)

    def wait(self, document: Document | None = None) -> None:
        """Return when nothing of that document, or of any, is to be written any more. The window is drawn meanwhile,
        but takes no input."""
        while self.busy(document):
            loop = QEventLoop()
            self.saved.connect(loop.quit)
            self.failed.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def close(self) -> None:
        """Wait for all files, and end the thread."""
        self.wait()
        self._threads.shutdown()

    def _start(self) -> None:
        job = self._jobs[0]
        self._threads.submit(self._write, job)
        self.started.emit(job)

    def _write(self, job: Job) -> None:
        """In the thread."""
        try:
            write_document(job.snapshot.read(), job.path, job.options)
        except FileError as error:
            _LOGGER.warning("%s was not written", job.path, exc_info=True)
            self._written.emit(job, str(error))
        except BaseException as error:  # the border of the thread
            _LOGGER.exception("%s was not written", job.path)
            self._written.emit(job, f"{type(error).__name__}: {error}.")
        else:
            self._written.emit(job, "")

    @Slot(object, str)
    def _on_written(self, job: Job, fault: str) -> None:
        job.snapshot.close()
        self._jobs.remove(job)
        if fault:
            self.failed.emit(job, fault)
        else:
            if job.purpose is Purpose.SAVE:
                job.document.path = job.path
                job.document.mark_saved(job.snapshot.state)
            self.saved.emit(job)
        if self._jobs:
            self._start()
        else:
            self.idle.emit()
