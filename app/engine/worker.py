"""The engine's side of the bridge: one object that lives in its own thread and runs one job after the other."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from paella_core.errors import PaellaError
from paella_core.request import Request, Step

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunningEngine:
    """An open engine as the worker uses it: its pack's name, its device's name, and steps for a request."""

    name: str
    device: str
    run: Callable[[Request], Iterator[Step]]


@dataclass(frozen=True, eq=False)
class Job:
    """A stamped request. Setting `stop` in any thread ends it before its next step."""

    number: int
    request: Request
    stop: Event


Opener = Callable[[], RunningEngine]


def open_engine(pack: str | Path = "mini", device: str = "auto") -> RunningEngine:
    """The engine on a pack, by its name or folder. Imports torch: call it in the worker's thread only.

    Raises:
        PaellaError: the pack cannot be opened.
    """
    with _collector_at_rest():
        from paella_core.engine import Engine  # noqa: PLC0415 - torch takes seconds to import; the window comes first

        engine = Engine.open(pack, device)
        engine.load()
    return RunningEngine(engine.manifest.name, engine.device.type.upper(), engine.run)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage is collected inside, and what was made there is never looked through again: with the libraries loaded,
    one full collection stops every thread, the interface too, for up to half a second."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Worker(QObject):
    """Opens the engine once and runs jobs. Every signal tells of the job by its number."""

    loading = Signal()
    ready = Signal(str, str)
    unavailable = Signal(str)
    step = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, str)
    cancelled = Signal(int)

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self._opener = opener
        self._engine: RunningEngine | None = None

    @Slot()
    def load(self) -> None:
        """Open the engine, unless it is open; tell `ready` or `unavailable`."""
        try:
            self._opened()
        except Exception as error:  # the border: whatever went wrong becomes one sentence
            self.unavailable.emit(_sentence(error))

    @Slot(object)
    def run(self, job: Job) -> None:
        """Run one job to its end, its failure or its cancellation."""
        try:
            self._run(job)
        except Exception as error:  # the border: whatever went wrong becomes one sentence
            self.failed.emit(job.number, _sentence(error))

    def _opened(self) -> RunningEngine:
        if self._engine is None:
            self.loading.emit()
            self._engine = self._opener()
            self.ready.emit(self._engine.name, self._engine.device)
        return self._engine

    def _run(self, job: Job) -> None:
        if job.stop.is_set():
            self.cancelled.emit(job.number)
            return
        for step in self._opened().run(job.request):
            if job.stop.is_set():
                self.cancelled.emit(job.number)
                return
            self.step.emit(job.number, step)
            if step.result is not None:
                self.finished.emit(job.number, step.result)


def _sentence(error: Exception) -> str:
    if isinstance(error, PaellaError):
        return str(error)
    _log.error("The engine failed.", exc_info=error)
    if isinstance(error, MemoryError):
        return "The computer's memory does not suffice. Close other programs, or use a smaller picture."
    return f"The engine stopped on an unexpected fault ({type(error).__name__}: {error})."
