"""The packs that there are, and the work on them: one job at a time, each in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.engine.packs.child import Child
from app.engine.packs.entry import Fetching, PackEntry, PackProgress, entry_of, fetching_of, progress_of

COMMAND = (sys.executable, "-m", "paella_core")


class Verb(Enum):
    """What can be done with packs; the value is the word of the command line."""

    DOWNLOAD = "download"
    IMPORT = "import"
    VERIFY = "verify"
    REMOVE = "remove"


_SURE = (Verb.DOWNLOAD, Verb.REMOVE)  # which the command line asks about, unless somebody has


@dataclass(frozen=True)
class PackJob:
    """A piece of work. `name` is the pack's, "" for an import until it is done; `files` are those to import."""

    number: int
    verb: Verb
    name: str
    files: tuple[Path, ...] = ()

    @property
    def arguments(self) -> list[str]:
        """What the command line is told."""
        subjects = [str(path) for path in self.files] or [self.name]
        sure = ["--yes"] if self.verb in _SURE else []
        return ["packs", self.verb.value, *sure, "--json", "--", *subjects]


@dataclass(frozen=True)
class Failure:
    """A job that failed, and the sentence that says why."""

    job: PackJob
    sentence: str


class PackStore(QObject):
    """Runs the command line, keeps what it tells, and signals out of that state. Nothing here waits, but `close`.

    `look` asks which packs there are; it is never asked by itself, but after each job. Jobs wait for their turn. What a
    download has fetched is kept when it is cancelled or fails, and used by the next one. `close` must be called before
    the store goes.
    """

    packs_changed = Signal()
    jobs_changed = Signal()
    progressed = Signal()
    finished = Signal(object)  # PackJob
    failed = Signal(object)  # Failure

    def __init__(self, command: Sequence[str] = COMMAND, parent: QObject | None = None) -> None:
        """`command` is the program with its first arguments."""
        super().__init__(parent)
        self._command = list(command)
        self._numbers = count(1)
        self._looker: Child | None = None
        self._found: list[PackEntry] = []  # by the look that is under way
        self._look_again = self._closed = False
        self._worker: Child | None = None
        self._stopped = False
        self._fetching: Fetching | None = None  # by the running job
        self.packs: tuple[PackEntry, ...] | None = None  # None until they are known
        self.fault = ""  # of the last look
        self.running: PackJob | None = None
        self.waiting: list[PackJob] = []
        self.progress: PackProgress | None = None  # of the running job, None before it tells any
        self.failures: dict[str, Failure] = {}  # by `key`: those that nobody has dismissed
        self.done: dict[str, Verb] = {}  # by the pack's name: what was done with it last
        self._outdated: set[str] = set()  # packs with which something was done since they were looked for

    @property
    def looking(self) -> bool:
        """Whether the packs are being looked for."""
        return self._looker is not None

    @property
    def stopping(self) -> bool:
        """Whether the running job was cancelled, and has not ended yet."""
        return self._stopped

    @property
    def jobs(self) -> tuple[PackJob, ...]:
        """All jobs, the running one first."""
        return (*([self.running] if self.running else []), *self.waiting)

    def job_of(self, of: str) -> PackJob | None:
        """The job with a key."""
        return next((job for job in self.jobs if key(job) == of), None)

    def is_outdated(self, name: str) -> bool:
        """Whether something was done with a pack, and the look that will tell how it is now has not ended."""
        return name in self._outdated

    def pack(self, name: str) -> PackEntry | None:
        """The pack of that name."""
        return next((pack for pack in self.packs or () if pack.name == name), None)

    def look(self) -> None:
        """Ask which packs there are; once more where that is being asked already. It needs no network."""
        if self._looker is not None or self._closed:
            self._look_again = True
            return
        self._found, self._look_again, self.fault = [], False, ""
        self._looker = Child([*self._command, "packs", "list", "--json"], self)
        self._looker.told.connect(self._on_pack)
        self._looker.ended.connect(self._on_looked)
        self._looker.start()
        self.packs_changed.emit()

    def download(self, name: str) -> None:
        """Fetch and install a pack; what was fetched before is used."""
        self._queue(Verb.DOWNLOAD, name)

    def verify(self, name: str) -> None:
        """Check every file of an installed pack."""
        self._queue(Verb.VERIFY, name)

    def remove(self, name: str) -> None:
        """Delete an installed pack, or what has come of one."""
        self._queue(Verb.REMOVE, name)

    def import_files(self, files: Sequence[Path]) -> PackJob:
        """Make a pack of files that the person has."""
        return self._queue(Verb.IMPORT, "", tuple(path.absolute() for path in files))

    def retry(self, failure: Failure) -> None:
        """Do once more what failed."""
        self.dismiss(key(failure.job))
        self._queue(failure.job.verb, failure.job.name, failure.job.files)

    def dismiss(self, of: str) -> None:
        """Forget a failure."""
        if self.failures.pop(of, None) is not None:
            self.jobs_changed.emit()

    def cancel(self, job: PackJob) -> None:
        """Give a job up; one that runs ends within seconds. What it has fetched is kept."""
        if job in self.waiting:
            self.waiting.remove(job)
        elif self._worker is not None and self.running is not None and self.running.number == job.number:
            self._stopped = True
            self._worker.stop()
        self.jobs_changed.emit()

    def close(self) -> None:
        """End what runs; returns when it has ended. Nothing is told or begun any more."""
        self._closed = True
        self.blockSignals(True)
        self.waiting.clear()
        for child in (self._looker, self._worker):
            if child is not None:
                child.end()
        self._looker = self._worker = self.running = None

    def _queue(self, verb: Verb, name: str, files: tuple[Path, ...] = ()) -> PackJob:
        """A job that is queued already is not queued again."""
        same = [job for job in self.jobs if (job.verb, job.name, job.files) == (verb, name, files)]
        if same:
            return same[0]
        job = PackJob(next(self._numbers), verb, name, files)
        self.failures.pop(key(job), None)
        self.done.pop(name, None)
        self.waiting.append(job)
        self._begin()
        return job

    def _begin(self) -> None:
        """Start the next job where none runs, and tell of it."""
        if self.running is None and self.waiting and not self._closed:
            job = self.running = self.waiting.pop(0)
            self.progress, self._fetching, self._stopped = None, None, False
            online = job.verb is Verb.DOWNLOAD
            self._worker = Child([*self._command, *job.arguments], self, online=online)
            self._worker.told.connect(self._on_told)
            self._worker.ended.connect(self._on_ended)
            self._worker.start()
        self.jobs_changed.emit()

    def _on_pack(self, told: dict[str, Any]) -> None:
        entry = entry_of(told)
        if entry is not None:
            self._found.append(entry)

    def _on_looked(self, fault: str) -> None:
        self._looker = None
        self.fault = fault
        if not fault:
            self.packs = tuple(self._found)
        if self._look_again:
            self.look()
        else:
            self._outdated.clear()
            self.packs_changed.emit()

    def _on_told(self, told: dict[str, Any]) -> None:
        progress, job = progress_of(told), self.running
        if progress is not None:
            self.progress = self._fetching.overall(progress) if self._fetching else progress
            self.progressed.emit()
            return
        pack = self.pack(job.name) if job is not None else None
        self._fetching = fetching_of(told, pack.kept if pack else 0) or self._fetching
        if job is not None and told.get("event") == "done" and isinstance(told.get("name"), str):
            self.running = replace(job, name=told["name"])

    def _on_ended(self, sentence: str) -> None:
        """The next job begins before anybody hears of the last one."""
        job, stopped = self.running, self._stopped
        self._worker = self.running = self.progress = None
        self._stopped = False
        tell: Callable[[], object] | None = None
        if job is not None and job.verb is not Verb.VERIFY:
            self._outdated.add(job.name)
        if job is not None and not sentence:
            self.done[job.name] = job.verb
            tell = partial(self.finished.emit, job)
        elif job is not None and not stopped:
            self.failures[key(job)] = Failure(job, sentence)
            tell = partial(self.failed.emit, self.failures[key(job)])
        self.look()
        self._begin()
        if tell is not None:
            tell()


def key(job: PackJob) -> str:
    """What a job is about: the pack's name; for an import, which has none yet, something that is no name."""
    return f"#{job.number}" if job.verb is Verb.IMPORT else job.name
