"""The journal of one open document: once in a while everything that was touched goes to the disk, by a thread."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.document.atomic import replacing
from app.document.document import Document
from app.document.files import FileError, write_project
from app.document.journal.folder import Folder, Head
from app.document.journal.record import About, PlaneRecord, described
from app.document.journal.tracking import Tracked
from app.document.journal.writing import Batch, Part, Writer
from app.document.outline import outline_of
from app.document.plane import Plane
from app.document.snapshot import Snapshot
from app.document.stamp import stamp_of

_LOGGER = logging.getLogger(__name__)
LARGEST = 256 << 20  # bytes of logs, beyond which the journal starts anew


class Journal(QObject):
    """Follows a document until `close`. `collect` is to be called more often than once a second.

    What was collected is written by a thread of its own; whole files are written by `slow`, which runs one job at a
    time. `failed` tells, once until it succeeds again, that nothing can be written.
    """

    failed = Signal(str)
    closed = Signal()  # the folder is gone
    _written = Signal(object)  # Batch
    _started_anew = Signal(object)  # Snapshot

    def __init__(self, document: Document, folder: Folder, slow: Executor, largest: int = LARGEST) -> None:
        """The lock of the folder is held. A document that is as in its file starts from a copy of that."""
        super().__init__()
        self._document, self._folder, self._slow, self._largest = document, folder, slow, largest
        self._threads = ThreadPoolExecutor(1, "journal")
        self._tracked: dict[Plane, Tracked] = {}
        self._planes = self._number = 0  # so many planes were met; the log that is written to
        self._said: tuple[str, About] | None = None  # by the record before
        self._pending: list[Batch] = []
        self._done: list[Callable[[], None]] = []
        self._failing = self._compacting = self._closed = False
        self._exposed = False  # the base is the person's own file, which anybody may change
        self._written.connect(self._on_written)
        self._started_anew.connect(self._on_started_anew)
        base = document.path.resolve() if document.path is not None and not document.modified else None
        self._head = Head(str(base) if base else None, stamp_of(base) if base else None, 0)
        self._writer = Writer(folder, self._head)
        self._begin(base)

    @property
    def failing(self) -> bool:
        """Whether what was handed over last did not get to the disk."""
        return self._failing

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the disk."""
        return bool(self._pending)

    def collect(self) -> None:
        """Hand over what was touched, unless the thread is still busy with what was touched before."""
        if not self._pending and not self._closed:
            self._send()

    def flush_now(self, done: Callable[[], None]) -> None:
        """Hand over what was touched, and call `done` in this thread as soon as it lies on the disk, or cannot, or the
        document is closed."""
        self._send()
        if self._pending:
            self._done.append(done)
        else:
            done()

    def start_anew(self) -> int:
        """Start another log, for which a file with everything up to now will be the base. Returns its number."""
        self._send()
        self._number += 1
        self._said = None
        for plane in (self._document.mask, self._document.strength):  # of which a file has what lies on the canvas
            if plane in self._tracked and plane.area != self._document.bounds:
                self._tracked[plane].mark(self._tracked[plane].extent)
        self._send()
        return self._number

    def adopt(self, number: int, path: Path) -> None:
        """A file with everything up to the start of the log `number` is complete: nothing before it is needed."""
        self._slow.submit(self._take_base, number, path)

    def close(self) -> None:
        """The document was closed as the person wished: nothing needs to be kept."""
        self._closed = self._writer.closed = True
        self._writer.begun.set()
        for tracked in self._tracked.values():
            tracked.close()
        for batch in self._pending:
            batch.close()
        self._tracked.clear()
        self._call_done()
        self._slow.submit(self._delete)

    def _begin(self, base: Path | None) -> None:
        """Planes that lie in a file are known, others are still to be written."""
        outline_of(self._document, self._recorded)
        if base is not None:
            for tracked in self._tracked.values():
                tracked.take()
            self._slow.submit(self._take_first_base, base)
        self._send()

    # ---- in the interface thread

    def _send(self) -> None:
        batch = self._batch()
        if batch is not None:
            self._pending.append(batch)
            self._threads.submit(self._write, batch)

    def _batch(self) -> Batch | None:
        outline = outline_of(self._document, self._recorded)
        known = set(outline.mapped(lambda record: record.number).planes())
        for plane in [plane for plane, tracked in self._tracked.items() if tracked.number not in known]:
            self._tracked.pop(plane).close()
        about = About(self._document.path, self._document.modified or self._document.editing)
        said = described(outline), about
        parts = [Part(tracked, tracked.take()) for tracked in self._tracked.values() if tracked.dirty]
        if said == self._said and not parts:
            return None
        text = "" if self._said and self._said[0] == said[0] else said[0]
        self._said = said
        return Batch(self._number, text, about, parts)

    def _recorded(self, plane: Plane) -> PlaneRecord:
        tracked = self._tracked.get(plane)
        if tracked is None:
            self._planes += 1
            tracked = self._tracked[plane] = Tracked(plane, self._planes)
            tracked.mark(tracked.extent)
        return tracked.record

    def _on_written(self, batch: Batch) -> None:
        if self._closed:
            return
        batch.close()
        self._pending.remove(batch)
        if batch.error is not None:
            batch.mark_again()
            self._said = None
            if not self._failing:
                self.failed.emit(batch.error)
        self._failing = batch.error is not None
        if not self._pending:
            self._call_done()
        unsafe = self._exposed and not self._failing
        if (batch.length > self._largest or unsafe) and not self._compacting:
            self._compact()

    def _call_done(self) -> None:
        done, self._done = self._done, []
        for call in done:
            call()

    def _compact(self) -> None:
        self._compacting = True
        number = self.start_anew()
        self._slow.submit(self._write_base, number, Snapshot(self._document))

    def _on_started_anew(self, snapshot: Snapshot) -> None:
        snapshot.close()
        self._compacting = False

    # ---- in other threads

    def _write(self, batch: Batch) -> None:
        self._writer.write(batch)
        self._written.emit(batch)

    def _take_first_base(self, source: Path) -> None:
        """Copy the file that the document was opened from. Where that fails, or the file is another one by now, a base
        is written as soon as there is room again."""
        if stamp_of(source) == self._head.stamp:
            self._take_base(0, source)
        self._exposed = self._head.base == str(source)

    def _take_base(self, number: int, source: Path) -> None:
        """Copy a file, which then is the base, unless a later one is meanwhile."""
        if number < self._head.first:
            return
        base = self._folder.path / f"base-{number}{source.suffix}"
        with suppress(OSError):  # then what was the base before goes on to be it
            with source.open("rb") as file, replacing(base) as copy:
                shutil.copyfileobj(file, copy, 1 << 20)
            self._use_base(number, base)

    def _write_base(self, number: int, snapshot: Snapshot) -> None:
        """Write everything to a file, which then is the base."""
        base = self._folder.path / f"base-{number}.ora"
        try:
            with replacing(base) as file:
                write_project(snapshot.read(), file)
            self._use_base(number, base)
        except (OSError, MemoryError, FileError):
            _LOGGER.warning("The journal could not start anew", exc_info=True)
        finally:
            self._started_anew.emit(snapshot)

    def _use_base(self, number: int, base: Path) -> None:
        """Go on from a file of the folder; never before the first head is written, nor before the log that goes on from
        the file lies on the disk."""
        self._writer.begun.wait()
        self._threads.submit(int).result()  # by now that log's first record was tried
        if not self._folder.log(number).exists():
            return
        head = replace(self._head, base=base.name, stamp=None, first=number)
        self._folder.write_head(head)
        self._head = head
        self._exposed = False

    def _delete(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._writer.close()
        self._folder.delete()
        self.closed.emit()
