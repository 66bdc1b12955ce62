"""The knobs of sampling, each declared once: range, unit and help text.

Panels, the command line, requests and files all read the fields of `SamplingParams`. Imports no torch.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, fields, replace
from typing import Any

from paella_core.errors import BadInput

LARGEST_SEED = 2**32 - 1
_WHOLE = ("seed", "count", "steps", "renoise_steps", "guided_steps")
_PAIRS = ("temperature",)


@dataclass(frozen=True)
class Knob:
    """What a field means to people: its label, help, range (both ends included) and unit.

    A field with `choices` is one of these words, and has no range.
    """

    label: str
    help: str
    low: float = 0.0
    high: float = 0.0
    unit: str = ""
    choices: tuple[str, ...] = ()


def knob(default: Any, **about: Any) -> Any:
    """A dataclass field that carries its `Knob`."""
    return field(default=default, metadata={"knob": Knob(**about)})


@dataclass(frozen=True)
class SamplingParams:
    """How to sample. None means "the pack's own value"; a result carries the complete set.

    What the pack leaves at None too: all steps are guided, tokens are drawn by "multinomial", none is filtered out.

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
    guided_steps: int | None = knob(
        None,
        label="Guided steps",
        help="How many of the first steps are guided; the later ones follow the prompt alone, in half the time.",
        low=0,
        high=200,
    )
    mode: str | None = knob(
        None,
        label="Drawing",
        help="How a token is picked: multinomial draws by chance, argmax takes the likeliest, quant averages.",
        choices=("multinomial", "argmax", "quant"),
    )
    typical_mass: float | None = knob(
        None,
        label="Typical mass",
        help="Only the most typical tokens up to this share of the probability are drawn from; 1 allows all.",
        low=0.0,
        high=1.0,
    )

    def __post_init__(self) -> None:
        for name, value in self.chosen.items():
            if (name in _PAIRS) != isinstance(value, tuple):
                raise BadInput(f"{knob_of(name).label} must be {'two numbers' if name in _PAIRS else 'one value'}.")
            check(knob_of(name), value)
            if name in _WHOLE and int(value) != value:
                raise BadInput(f"{knob_of(name).label} must be a whole number.")

    @property
    def chosen(self) -> dict[str, Any]:
        """The fields that are not None, by name."""
        return {e.name: getattr(self, e.name) for e in fields(self) if getattr(self, e.name) is not None}

    def over(self, base: SamplingParams) -> SamplingParams:
        """A copy in which every None is taken from `base`, as a choice is laid over a preset."""
        return replace(base, **self.chosen)

    def completed(self, defaults: SamplingParams) -> SamplingParams:
        """A copy in which every None is taken from `defaults`, and a missing seed is drawn."""
        filled = self.over(defaults)
        if filled.seed is None:
            filled = replace(filled, seed=random.SystemRandom().randrange(LARGEST_SEED - 16))
        if filled.steps is None:
            return filled
        settled = min(filled.steps - 1 if filled.renoise_steps is None else filled.renoise_steps, filled.steps - 1)
        return replace(filled, renoise_steps=settled)


def knob_of(name: str) -> Knob:
    """The `Knob` of a field of `SamplingParams` by its name."""
    return SamplingParams.__dataclass_fields__[name].metadata["knob"]


def check(about: Knob, value: Any) -> None:
    """Refuse a value, or either of a pair, that is no number within the knob's range or none of its choices."""
    parts = value if isinstance(value, tuple) else (value,)
    if isinstance(value, tuple) and len(value) != 2:
        raise BadInput(f"{about.label} must be two numbers, not {len(value)}.")
    for part in parts:
        if about.choices and part not in about.choices:
            raise BadInput(f"{about.label} must be one of {', '.join(about.choices)}, not {part!r}.")
        if not about.choices and not _lies_between(part, about.low, about.high):
            raise BadInput(f"{about.label} must lie between {about.low:g} and {about.high:g}, not {part}.")


def _lies_between(value: Any, low: float, high: float) -> bool:
    """Whether it is a number (not NaN) from `low` to `high`."""
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
