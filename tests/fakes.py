"""An engine that does what a test tells it, in no time, so that every path of the interface can be walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Semaphore

from fake_pictures import COLOUR, FAR_COLOUR, REGION_COLOURS, Painting, painting_of

from app.engine.pack import PackAbout
from app.engine.worker import RunningEngine
from paella_core.contexts import Limits
from paella_core.packs.manifest import ABILITIES
from paella_core.params import SamplingParams
from paella_core.request import Opening, Request, Result, Step

__all__ = ["ABOUT", "COLOUR", "FAR_COLOUR", "PATIENCE", "REGION_COLOURS", "FakeEngine"]

PATIENCE = 10.0  # seconds after which a step that nobody lets through gives up
DEFAULTS = SamplingParams(steps=4, guidance=4.0, temperature=(1.0, 0.2))
ABOUT = PackAbout("fake", frozenset(ABILITIES), Limits(128, 160, 4, 4), DEFAULTS)  # the limits of the pack "mini"


@dataclass
class FakeEngine:
    """Paints what may change in plain colours (see `fake_pictures`).

    With `gated` each step waits for `let`. `error` is raised before the step `fails_at` (from 1), `fault` on opening.
    `about` is what the pack can do.
    """

    total: int = 4
    gated: bool = False
    error: Exception | None = None
    fails_at: int = 1
    fault: Exception | None = None
    about: PackAbout = ABOUT
    requests: list[Request] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    steps_begun: int = 0
    opened: int = 0

    def __post_init__(self) -> None:
        self._gate = Semaphore(0)

    @property
    def openings(self) -> list[Opening]:
        """The openings of the requests that had one."""
        all_ = [getattr(request, "opening", None) for request in self.requests]
        return [opening for opening in all_ if opening is not None]

    def open(self) -> RunningEngine:
        """What the worker calls in its thread."""
        self.opened += 1
        if self.fault is not None:
            raise self.fault
        return RunningEngine(self.about, "CPU", self.run)

    def let(self, steps: int = 1) -> None:
        """Let the next steps through the gate."""
        self._gate.release(steps)

    def run(self, request: Request) -> Iterator[Step]:
        """The steps of a request."""
        self.requests.append(request)
        painting = painting_of(request)
        for index in range(1, self.total + 1):
            self._pass_gate()
            self.steps_begun += 1
            if self.error is not None and index == self.fails_at:
                raise self.error
            yield self._step(request, painting, index)

    def _pass_gate(self) -> None:
        if self.gated and not self._gate.acquire(timeout=PATIENCE):
            raise TimeoutError("nobody let the step through")

    def _step(self, request: Request, painting: Painting, index: int) -> Step:
        previews = tuple(picture[painting.box.slices] for picture in painting.shown(index, self.total))
        result = self._result(request, painting) if index == self.total else None
        return Step(index, self.total, painting.box, previews, result)

    def _result(self, request: Request, painting: Painting) -> Result:
        first = 100 if request.params.seed is None else request.params.seed
        pictures, count = painting.pictures, request.params.count
        seeds = tuple(first + number % count for number in range(len(pictures)))
        params = request.params.completed(SamplingParams(steps=self.total).over(DEFAULTS))
        return Result(pictures, seeds, params, painting.box, self.about.name, "cpu", 0.01, self.notes)
