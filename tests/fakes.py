"""An engine that does what a test tells it, in no time, so that every path of the interface can be walked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Semaphore

import numpy as np

from app.engine.worker import RunningEngine
from paella_core.params import SamplingParams
from paella_core.request import Box, Generate, Inpaint, Request, Result, Step

PATIENCE = 10.0  # seconds after which a step that nobody lets through gives up
COLOUR = (40, 160, 90)


@dataclass
class FakeEngine:
    """Paints what may change in one colour, a little lighter for each further picture.

    With `gated` each step waits for `let`. `error` is raised before the step `fails_at` (from 1), `fault` on opening.
    """

    total: int = 4
    gated: bool = False
    error: Exception | None = None
    fails_at: int = 1
    fault: Exception | None = None
    requests: list[Request] = field(default_factory=list)
    steps_begun: int = 0
    opened: int = 0

    def __post_init__(self) -> None:
        self._gate = Semaphore(0)

    def open(self) -> RunningEngine:
        """What the worker calls in its thread."""
        self.opened += 1
        if self.fault is not None:
            raise self.fault
        return RunningEngine("fake", "CPU", self.run)

    def let(self, steps: int = 1) -> None:
        """Let the next steps through the gate."""
        self._gate.release(steps)

    def run(self, request: Request) -> Iterator[Step]:
        """The steps of a request."""
        self.requests.append(request)
        for index in range(1, self.total + 1):
            self._pass_gate()
            self.steps_begun += 1
            if self.error is not None and index == self.fails_at:
                raise self.error
            yield self._step(request, index)

    def _pass_gate(self) -> None:
        if self.gated and not self._gate.acquire(timeout=PATIENCE):
            raise TimeoutError("nobody let the step through")

    def _step(self, request: Request, index: int) -> Step:
        pictures = tuple(painted(request, number) for number in range(request.params.count))
        box = box_of(request)
        result = self._result(request, pictures, box) if index == self.total else None
        return Step(index, self.total, box, tuple(picture[box.slices] for picture in pictures), result)

    def _result(self, request: Request, pictures: tuple[np.ndarray, ...], box: Box) -> Result:
        first = 100 if request.params.seed is None else request.params.seed
        seeds = tuple(first + number for number in range(len(pictures)))
        params = request.params.completed(SamplingParams(steps=self.total, guidance=4.0, temperature=(1.0, 0.2)))
        return Result(pictures, seeds, params, box, "fake", "cpu", 0.01)


def painted(request: Request, number: int) -> np.ndarray:
    """The picture with number `number` of a request."""
    colour = np.array(COLOUR) + 20 * number
    if isinstance(request, Generate):
        width, height = request.size
        return np.broadcast_to(colour, (height, width, 3)).astype(np.uint8)
    assert isinstance(request, Inpaint)
    picture = request.image.copy()
    deep = 257 if picture.dtype == np.uint16 else 1
    picture[request.mask > 0, :3] = colour * deep
    return picture


def box_of(request: Request) -> Box:
    """The whole picture, or what is painted with 8 pixels around it."""
    if isinstance(request, Generate):
        return Box(0, 0, *request.size)
    assert isinstance(request, Inpaint)
    rows, columns = np.nonzero(request.mask)
    height, width = request.mask.shape
    top, left = max(int(rows.min()) - 8, 0), max(int(columns.min()) - 8, 0)
    return Box(left, top, min(int(columns.max()) + 9, width) - left, min(int(rows.max()) + 9, height) - top)
