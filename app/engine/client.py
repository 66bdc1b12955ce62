"""The interface's side of the bridge: a queue of jobs, one of which is at work in the engine's thread."""

from __future__ import annotations

from enum import Enum
from functools import partial
from itertools import count
from time import monotonic

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from app.engine.pack import PackAbout
from app.engine.progress import Pace, Progress
from app.engine.tickets import Lane, Ticket, WaitingLine
from app.engine.worker import Opener, Run, RunningEngine, Worker
from app.language import tr
from paella_core.request import Request, Result, Step


class EngineState(Enum):
    """What the engine is doing, as far as a person cares."""

    ASLEEP = "asleep"
    LOADING = "loading"
    READY = "ready"
    WORKING = "working"
    UNAVAILABLE = "unavailable"


class EngineClient(QObject):
    """Owns the queue, the worker and its thread. Lives in the interface thread and never waits for the other one.

    Every job has a number. `step(number, Step)`, then one of `finished(number, Result)`, `failed(number, sentence)` and
    `cancelled(number)` tell of it; nothing is told of a job after its end, or after another replaced it. A job that is
    interrupted (see `Lane`) begins again at step 1 when its turn has come. One that fails leaves the others going on.
    `noted(title, text)` tells what a person should know of a job that succeeded.
    The engine is opened for the first job, or by `load`, and tried again with each further one if that failed. `use`
    puts another one in its place.

    `queue_changed` tells of jobs that come, go, begin, or change places. `close` must be called before the client goes.
    """

    state_changed = Signal()
    queue_changed = Signal()
    step = Signal(int, object)
    finished = Signal(int, object)
    failed = Signal(int, str)
    cancelled = Signal(int)
    noted = Signal(str, str)
    _load_wanted = Signal()
    _change_wanted = Signal(object)
    _run_wanted = Signal(object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.about: PackAbout | None = None
        self.device = ""
        self.fault = ""
        self.progress = Progress()
        self._pace = Pace()
        self._numbers = count(1)
        self._line = WaitingLine()
        self._running: Ticket | None = None
        self._run: Run | None = None  # what the worker does; it goes on with a stopped one until its step is over
        self._loading = self._closed = False
        self._changes = 0  # that were asked for and have not begun: until then the worker speaks of an engine that goes
        self._thread = QThread()
        self._thread.setObjectName("engine")
        self._worker = Worker(opener)
        self._worker.moveToThread(self._thread)
        self._connect()

    @property
    def name(self) -> str:
        """The pack's name, empty until the engine is open."""
        return "" if self.about is None else self.about.name

    @property
    def state(self) -> EngineState:
        """What the engine is doing now."""
        if self._loading:
            return EngineState.LOADING
        if self.busy:
            return EngineState.WORKING
        if self.fault:
            return EngineState.UNAVAILABLE
        return EngineState.ASLEEP if self.about is None else EngineState.READY

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits, the loading before it included."""
        return self._running is not None or len(self._line) > 0

    @property
    def resting(self) -> bool:
        """Whether the engine does nothing, not even the rest of a step that was given up."""
        return self._run is None

    @property
    def running(self) -> Ticket | None:
        """The job that is at work; `progress` is how far."""
        return self._running

    @property
    def queue(self) -> tuple[Ticket, ...]:
        """All jobs, the running one first, then those that wait in the order of their turn."""
        return tuple(self._line) if self._running is None else (self._running, *self._line)

    def load(self) -> None:
        """Open the engine in its thread, if it is not open yet."""
        if not self._closed:
            self._thread.start()
            self._load_wanted.emit()

    def use(self, opener: Opener) -> None:
        """Give up all jobs, let go of the engine when its step is over, and open another one in its place."""
        if self._closed:
            return
        self._changes += 1
        self.about, self.device, self.fault, self._loading = None, "", "", True
        self.cancel_all()
        self._thread.start()
        self._change_wanted.emit(opener)

    def submit(self, request: Request, text: str = "", lane: Lane = Lane.ASKED) -> int:
        """Queue a request behind the others of its lane and give its job number; people read `text` in the queue. The
        request must hold copies: it is read in another thread."""
        ticket = Ticket(next(self._numbers), text, request, lane)
        self._line.append(ticket)
        self._go_on()
        return ticket.number

    def replace(self, number: int | None, request: Request, text: str = "", lane: Lane = Lane.ASKED) -> int:
        """Queue a request in the place of a job, and give its own number: the newest wish wins, nothing piles up.

        The old job is given up without a word, no `cancelled` is told; one that ran is stopped, and the new one is next
        in its lane. Where there is no such job any more, this is `submit`.
        """
        place = None if number is None else self._give_up(number)
        ticket = Ticket(next(self._numbers), text, request, lane)
        self._line.insert(ticket, len(self._line) if place is None else place)
        self._go_on()
        return ticket.number

    def move(self, number: int, place: int) -> None:
        """Let a job that waits wait at another place, 0 being next, or as near to it as its lane allows."""
        old = self._line.place_of(number)
        if old is not None:
            self._line.insert(self._line.take(old), place)
            self._go_on()

    def cancel(self, number: int) -> None:
        """Give up a job at once; where it runs, the engine stops before its next step."""
        if self._give_up(number) is not None:
            self.cancelled.emit(number)
            self._go_on()

    def cancel_all(self) -> None:
        """Give up all jobs at once."""
        given_up = self.queue
        self._line.clear()
        self._stop()
        for ticket in given_up:
            self.cancelled.emit(ticket.number)
        self._go_on()

    def close(self) -> None:
        """Give up all jobs without a word and end the thread; returns when it has ended, after one step at most. For
        those who still ask, nothing is done any more."""
        self._closed = True
        self._line.clear()
        self._stop()
        self._thread.quit()
        self._thread.wait()
        self.blockSignals(True)  # what the worker told last is still on its way

    def _connect(self) -> None:
        self._load_wanted.connect(self._worker.load)
        self._change_wanted.connect(self._worker.use)
        self._run_wanted.connect(self._worker.do)
        self._worker.changing.connect(self._on_changing)
        self._worker.loading.connect(self._on_loading)
        self._worker.ready.connect(self._on_ready)
        self._worker.unavailable.connect(self._on_unavailable)
        self._worker.step.connect(self._on_step)
        self._worker.ended.connect(self._on_ended)

    def _give_up(self, number: int) -> int | None:
        """Take a job out of the queue; gives the place where it waited, 0 where it ran, None where it is not."""
        if self._running is not None and self._running.number == number:
            self._stop()
            return 0
        place = self._line.place_of(number)
        if place is not None:
            self._line.take(place)
        return place

    def _stop(self) -> None:
        """Let the engine give up what it does."""
        self._running, self.progress = None, Progress()
        if self._run is not None:
            self._run.stop.set()

    def _go_on(self) -> None:
        """Put those first who were asked for, start the next one where the engine is free, and tell of it."""
        self._interrupt()
        self._start_next()
        self.queue_changed.emit()
        self.state_changed.emit()

    def _interrupt(self) -> None:
        """What runs ahead of time waits, next in its lane, while somebody waits for something else."""
        running, following = self._running, self._line.next
        if running is None or following is None or running.lane is Lane.ASKED or following.lane is Lane.AHEAD:
            return
        self._stop()
        self._line.insert(running, 0)

    def _start_next(self) -> None:
        if self._closed or self._run is not None or not len(self._line):
            return
        self._running = self._line.take(0)
        self._run = Run(self._running.request)
        self._pace, self.progress = Pace(), Progress()
        self._thread.start()
        # The window first paints that there is work: with the engine on all cores it would take twice as long.
        QTimer.singleShot(0, self, partial(self._run_wanted.emit, self._run))

    @Slot()
    def _on_changing(self) -> None:
        self._changes -= 1

    @Slot()
    def _on_loading(self) -> None:
        self._loading, self.fault = True, ""
        self.state_changed.emit()

    @Slot(object)
    def _on_ready(self, engine: RunningEngine) -> None:
        if not self._changes:
            self._loading, self.about, self.device = False, engine.about, engine.device
            self.state_changed.emit()

    @Slot(str)
    def _on_unavailable(self, sentence: str) -> None:
        if not self._changes:
            self._loading, self.fault = False, sentence
            self.state_changed.emit()

    @Slot(object)
    def _on_step(self, step: Step) -> None:
        """Where nothing is running, the step is one of a job that was given up."""
        if self._running is not None:
            self.progress = self._pace.progress(step, monotonic())
            self.step.emit(self._running.number, step)

    @Slot(object)
    def _on_ended(self, outcome: Result | str | None) -> None:
        """The engine is free: it begins with the next job before anybody hears of the last one."""
        ended, self._running, self._run = self._running, None, None
        if self.about is None and isinstance(outcome, str) and not self._changes:
            self._loading, self.fault = False, outcome
        self._start_next()
        if ended is not None and isinstance(outcome, Result):
            self.finished.emit(ended.number, outcome)
            if outcome.notes:
                self.noted.emit(tr("The engine goes on with less memory"), " ".join(outcome.notes))
        elif ended is not None and outcome is not None:
            self.failed.emit(ended.number, outcome)
        self.queue_changed.emit()
        self.state_changed.emit()
