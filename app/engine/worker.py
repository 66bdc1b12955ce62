"""The engine's side of the bridge: one object that lives in its own thread and does one run after the other."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.pack import PackAbout
from app.language import tr
from paella_core.contexts import limits_of
from paella_core.errors import PaellaError
from paella_core.request import Request, Result, Step

_LONGEST_FAULT = 200  # characters
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunningEngine:
    """An open engine as the worker uses it: what its pack is, its device's name, and steps for a request."""

    about: PackAbout
    device: str
    run: Callable[[Request], Iterator[Step]]


@dataclass(frozen=True, eq=False)
class Run:
    """One attempt at a request. Setting `stop` in any thread ends it before its next step."""

    request: Request
    stop: Event = field(default_factory=Event)


Opener = Callable[[], RunningEngine]
PackOpener = Callable[[str], RunningEngine]  # from the name of a pack, or its folder


def open_engine(pack: str | Path = "mini", device: str = "auto") -> RunningEngine:
    """The engine on a pack, by its name or folder. Imports torch: call it in the worker's thread only.

    Raises:
        PaellaError: the pack cannot be opened.
    """
    with _collector_at_rest():
        from paella_core.engine import Engine  # noqa: PLC0415 - torch takes seconds to import; the window comes first

        engine = Engine.open(pack, device)
        engine.load()
    manifest = engine.manifest
    about = PackAbout(manifest.name, frozenset(manifest.abilities), limits_of(manifest), manifest.defaults)
    return RunningEngine(about, engine.device.type.upper(), engine.run)


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
    """Opens the engine once and does one run after the other. `step` and `ended` tell of the run that it was given
    last; it is given the next one after `ended` only. `changing` is told before the engine that `use` asks for loads:
    what was told earlier was said of another one."""

    changing = Signal()
    loading = Signal()
    ready = Signal(object)  # RunningEngine
    unavailable = Signal(str)
    step = Signal(object)  # Step
    ended = Signal(object)  # the Result, the sentence of the failure, or None where the run was stopped

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
    def use(self, opener: Opener) -> None:
        """Let go of the engine, whose memory the other one may need, and open that."""
        self._opener, self._engine = opener, None
        self.changing.emit()
        self.load()

    @Slot(object)
    def do(self, run: Run) -> None:
        """Do a run to its end, its failure or its cancellation; tell `ended` in any case."""
        try:
            outcome = self._done(run)
        except Exception as error:  # the border: whatever went wrong becomes one sentence
            outcome = _sentence(error)
        self.ended.emit(outcome)

    def _opened(self) -> RunningEngine:
        if self._engine is None:
            self.loading.emit()
            self._engine = self._opener()
            self.ready.emit(self._engine)
        return self._engine

    def _done(self, run: Run) -> Result | None:
        """The result, or None where the run was stopped: then it goes no further than the step under way."""
        result = None
        engine = None if run.stop.is_set() else self._opened()
        if engine is None or run.stop.is_set():
            return None
        for step in engine.run(run.request):
            if run.stop.is_set():
                return None
            self.step.emit(step)
            result = step.result
        return result


def _sentence(error: Exception) -> str:
    """What happened and what to do, on one line."""
    if isinstance(error, PaellaError):
        return str(error)
    _log.error("The engine failed.", exc_info=error)
    if isinstance(error, MemoryError):
        return tr("The computer's memory does not suffice. Close other programs, or use a smaller picture.")
    said = str(error).strip().partition("\n")[0][:_LONGEST_FAULT]  # torch adds its whole stack
    fault = f"{type(error).__name__}: {said}" if said else type(error).__name__
    words = tr("The engine stopped on an unexpected fault ({fault}). Try again, or start the program anew.")
    return words.format(fault=fault)
