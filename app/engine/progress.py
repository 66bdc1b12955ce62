"""How far a job is and how long it will take."""

from __future__ import annotations

from typing import NamedTuple

from paella_core.request import Step


class Progress(NamedTuple):
    """`step` of `total` is done, 0 before the first; `seconds_left` is None as long as nobody can tell."""

    step: int = 0
    total: int = 1
    seconds_left: float | None = None


class Pace:
    """The pace of one job. Its first step also loads and encodes, so only those after it count."""

    def __init__(self) -> None:
        self._first_at = 0.0

    def progress(self, step: Step, now: float) -> Progress:
        """The progress after a step that is done at `now`, in seconds of a clock that never goes back."""
        if step.index < 2:
            self._first_at = now
            return Progress(step.index, step.total)
        left = (now - self._first_at) / (step.index - 1) * (step.total - step.index)
        return Progress(step.index, step.total, left)
