"""The interface's side of the bridge: jobs go out stamped, and only what belongs to the current one comes back."""

from __future__ import annotations

from enum import Enum
from itertools import count
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.engine.worker import Job, Opener, Worker
from paella_core.request import Request, Result, Step


class EngineState(Enum):
    """What the engine is doing, as far as a person cares."""

    ASLEEP = "asleep"
    LOADING = "loading"
    READY = "ready"
    WORKING = "working"
    UNAVAILABLE = "unavailable"


class EngineClient(QObject):
    """Owns the worker and its thread. Lives in the interface thread; a new job replaces the current one.

    `step(job, Step)`, `finished(job, Result)`, `failed(job, sentence)` and `cancelled(job)` tell of the current job
    only. `close()` must be called before the client goes.
    """

    state_changed = Signal()
    step = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, str)
    cancelled = Signal(int)
    _load_wanted = Signal()
    _run_wanted = Signal(object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.device = ""
        self.fault = ""
        self._numbers = count(1)
        self._current: Job | None = None
        self._loading = False
        self._thread = QThread()
        self._thread.setObjectName("engine")
        self._worker = Worker(opener)
        self._worker.moveToThread(self._thread)
        self._connect()

    @property
    def state(self) -> EngineState:
        """What the engine is doing now."""
        if self._loading:
            return EngineState.LOADING
        if self._current is not None:
            return EngineState.WORKING
        if self.fault:
            return EngineState.UNAVAILABLE
        return EngineState.READY if self.name else EngineState.ASLEEP

    @property
    def busy(self) -> bool:
        """Whether a job is under way, the loading before it included."""
        return self._current is not None

    def load(self) -> None:
        """Open the engine in its thread, if it is not open yet."""
        self._thread.start()
        self._load_wanted.emit()

    def submit(self, request: Request) -> int:
        """Queue a request and give its job number; a job that is under way is given up."""
        self._stop_current()
        self._thread.start()
        self._current = Job(next(self._numbers), request, Event())
        self._run_wanted.emit(self._current)
        self.state_changed.emit()
        return self._current.number

    def cancel(self) -> None:
        """Give up the current job at once; the engine stops before its next step."""
        job = self._stop_current()
        if job is not None:
            self.cancelled.emit(job.number)
            self.state_changed.emit()

    def close(self) -> None:
        """Give up the current job and end the thread; returns when it has ended."""
        self._stop_current()
        self._thread.quit()
        self._thread.wait()

    def _connect(self) -> None:
        self._load_wanted.connect(self._worker.load)
        self._run_wanted.connect(self._worker.run)
        self._worker.loading.connect(self._on_loading)
        self._worker.ready.connect(self._on_ready)
        self._worker.unavailable.connect(self._on_unavailable)
        self._worker.step.connect(self._on_step)
        self._worker.finished.connect(self._on_finished)
        self._worker.failed.connect(self._on_failed)

    def _stop_current(self) -> Job | None:
        job, self._current = self._current, None
        if job is not None:
            job.stop.set()
        return job

    def _is_current(self, number: int) -> bool:
        return self._current is not None and self._current.number == number

    @Slot()
    def _on_loading(self) -> None:
        self._loading, self.fault = True, ""
        self.state_changed.emit()

    @Slot(str, str)
    def _on_ready(self, name: str, device: str) -> None:
        self._loading, self.name, self.device = False, name, device
        self.state_changed.emit()

    @Slot(str)
    def _on_unavailable(self, sentence: str) -> None:
        self._loading, self.fault = False, sentence
        self.state_changed.emit()

    @Slot(int, object)
    def _on_step(self, number: int, step: Step) -> None:
        if self._is_current(number):
            self.step.emit(number, step)

    @Slot(int, object)
    def _on_finished(self, number: int, result: Result) -> None:
        if self._is_current(number):
            self._current = None
            self.finished.emit(number, result)
            self.state_changed.emit()

    @Slot(int, str)
    def _on_failed(self, number: int, sentence: str) -> None:
        if not self.name:
            self._loading, self.fault = False, sentence
        if self._is_current(number):
            self._current = None
            self.failed.emit(number, sentence)
        self.state_changed.emit()
