"""The knobs of sampling, each declared once: range, unit and help text.

Panels, the command line, requests and files all read the fields of `SamplingParams`. Imports no torch.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, fields, replace
from typing import Any

from paella_core.errors import BadInput

LARGEST_SEED = 2**32 - 1


@dataclass(frozen=True)
class Knob:
    """What a field means to people: its label, help, range (both ends included) and unit."""

    label: str
    help: str
    low: float
    high: float
    unit: str = ""


def knob(default: Any, **about: Any) -> Any:
    """A dataclass field that carries its `Knob`."""
    return field(default=default, metadata={"knob": Knob(**about)})


@dataclass(frozen=True)
class SamplingParams:
    """How to sample. None means "the pack's own value"; a result carries the complete set.

    Raises:
        BadInput: a value out of its range.
    """

    seed: int | None = knob(
        None,
        label="Seed",
        help="The same seed with the same settings gives the same picture; empty picks one at random.",
        low=0,
        high=LARGEST_SEED,
    )
    count: int = knob(1, label="Count", help="How many pictures to make at once; their seeds count up.", low=1, high=16)
    steps: int | None = knob(
        None, label="Steps", help="More steps take longer and settle more detail.", low=1, high=200
    )
    renoise_steps: int | None = knob(
        None,
        label="Renoised steps",
        help="After how many of the steps part of the picture is loosened again; the rest only settle.",
        low=0,
        high=200,
    )
    temperature: tuple[float, float] | None = knob(
        None,
        label="Temperature",
        help="How adventurous the first and the last step are: higher is more varied, lower is cleaner.",
        low=0.01,
        high=10.0,
    )
    guidance: float | None = knob(
        None,
        label="Guidance",
        help="How strictly the picture follows the prompt; 1 follows it loosely, high values look harsh.",
        low=0.0,
        high=50.0,
    )

    def __post_init__(self) -> None:
        for entry in fields(self):
            check(entry.metadata["knob"], getattr(self, entry.name))
        for name in ("seed", "count", "steps", "renoise_steps"):
            if getattr(self, name) is not None and int(getattr(self, name)) != getattr(self, name):
                raise BadInput(f"{knob_of(name).label} must be a whole number.")

    def completed(self, defaults: SamplingParams) -> SamplingParams:
        """A copy in which every None is taken from `defaults`, and a missing seed is drawn."""
        chosen = {e.name: getattr(defaults, e.name) for e in fields(self) if getattr(self, e.name) is None}
        if chosen.get("seed", 0) is None:
            chosen["seed"] = random.SystemRandom().randrange(LARGEST_SEED - 16)
        filled = replace(self, **chosen)
        if filled.steps is None:
            return filled
        settled = min(filled.steps - 1 if filled.renoise_steps is None else filled.renoise_steps, filled.steps - 1)
        return replace(filled, renoise_steps=settled)


def knob_of(name: str) -> Knob:
    """The `Knob` of a field of `SamplingParams` by its name."""
    return SamplingParams.__dataclass_fields__[name].metadata["knob"]


def check(about: Knob, value: Any) -> None:
    """Refuse a value, or any part of a pair, that is not a number within the knob's range."""
    for part in value if isinstance(value, tuple) else (value,):
        if part is None:
            continue
        if not isinstance(part, int | float) or not math.isfinite(part) or not about.low <= part <= about.high:
            raise BadInput(f"{about.label} must lie between {about.low:g} and {about.high:g}, not {part}.")
