"""Films on their way to the disk: written in a thread of their own, whole or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module, util
from pathlib import Path
from threading import Event, Thread

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.document.plane import eight_bits
from app.language import tr
from paella_core.errors import PaellaError

_LOGGER = logging.getLogger(__name__)
_DEEP = ("",)  # what holds 16 bits a colour: a folder of PNGs
_WITH_ALPHA = ("", ".webp", ".apng")
_TIMES_READ = {".gif": 3, ".apng": 0}  # how often each frame is read; 0: all are read before the work begins


def writes_mp4() -> bool:
    """Whether what encodes video is installed."""
    return util.find_spec("av") is not None


@dataclass(frozen=True, eq=False)
class FilmJob:
    """A film to be written, of so many `frames` a second: a folder of PNGs where `path` has no suffix."""

    path: Path
    frames: Sequence[np.ndarray]
    speed: int


class FilmWriter(QObject):
    """Writes one film at a time. `close` must be called before it goes."""

    progressed = Signal(object, float)  # FilmJob, the share (0..1) that is done, 0 as long as nobody can tell
    written = Signal(object)  # FilmJob
    failed = Signal(object, str)  # FilmJob, why
    _ended = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._thread: Thread | None = None
        self._stop = Event()
        self._ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether a film is being written."""
        return self._thread is not None

    def write(self, job: FilmJob) -> None:
        """Begin to write a film; there must be none under way."""
        assert self._thread is None, "one film at a time"
        self._stop.clear()
        self._thread = Thread(target=self._write, args=(job,), name="film")
        self._thread.start()
        self.progressed.emit(job, 0.0)

    def close(self) -> None:
        """Give up what is under way; nothing is left of it on the disk."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _write(self, job: FilmJob) -> None:
        """In the thread. The encoders take long to import, so they are loaded here."""
        try:
            import_module("paella_core.films").write(job.path, _Read(self, job, self._stop), job.speed)
        except _Stopped:
            self._ended.emit(job, tr("The program is closing."))
        except (PaellaError, OSError) as error:
            _LOGGER.warning("%s was not written", job.path, exc_info=True)
            self._ended.emit(job, _sentence(job, error))
        except BaseException as error:  # the border of the thread
            _LOGGER.exception("%s was not written", job.path)
            self._ended.emit(job, f"{type(error).__name__}: {error}.")
        else:
            self._ended.emit(job, "")

    @Slot(object, str)
    def _on_ended(self, job: FilmJob, fault: str) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if fault:
            self.failed.emit(job, fault)
        else:
            self.written.emit(job)


class _Stopped(Exception):
    """The film is given up."""


class _Read(Sequence[np.ndarray]):
    """The frames of a job as its kind of file can hold them; reading them tells how far it is."""

    def __init__(self, writer: FilmWriter, job: FilmJob, stop: Event) -> None:
        self._writer, self._job, self._stop = writer, job, stop
        self._suffix = job.path.suffix.lower()
        self._reads = _TIMES_READ.get(self._suffix, 1) * len(job.frames)
        self._read = 0

    def __len__(self) -> int:
        return len(self._job.frames)

    def __iter__(self) -> Iterator[np.ndarray]:
        """To the end: the mixin's own would take a fault of the kind IndexError for it."""
        return (self[index] for index in range(len(self)))

    def __getitem__(self, index: int) -> np.ndarray:  # pyright: ignore[reportIncompatibleMethodOverride]
        if self._stop.is_set():
            raise _Stopped
        frame = fitting(self._job.frames[index], self._suffix)
        self._read += 1
        if self._reads:
            self._writer.progressed.emit(self._job, min(self._read / self._reads, 1.0))
        return frame


def fitting(frame: np.ndarray, suffix: str) -> np.ndarray:
    """A frame as files with that suffix can hold it: in 8 bits where they have no more, on white where they are
    opaque."""
    if suffix not in _DEEP:
        frame = eight_bits(frame)
    if frame.shape[2] == 4 and suffix not in _WITH_ALPHA:
        colour, alpha = frame[..., :3].astype(np.uint32), frame[..., 3:].astype(np.uint32)
        frame = ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
    return np.ascontiguousarray(frame)


def _sentence(job: FilmJob, error: Exception) -> str:
    if isinstance(error, PaellaError):
        return str(error)
    reason = getattr(error, "strerror", None) or str(error)
    return tr("“{name}” could not be written: {reason}.").format(name=job.path.name, reason=reason)
