"""Whether a pack fits this machine, how its networks will share the memory, and about how long a picture takes: all of
it before anything is downloaded."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from paella_core.counting import counted_needs, counted_work
from paella_core.devices import choose, free_bytes
from paella_core.packs.manifest import Manifest
from paella_core.residency import GIBIBYTE, plan_memory, plans
from paella_core.speed import pace, seconds_of


@dataclass(frozen=True)
class Fit:
    """How a pack gets on with a device. `seconds` are for a picture of its own size, its prompt encoded before."""

    fits: bool
    device: str
    precision: str
    plan: str
    text: str
    seconds: float | None

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def fit_of(manifest: Manifest) -> Fit:
    """How a pack gets on with the fastest device here. It need not be installed.

    Raises:
        PackBroken: a network's configuration does not fit it.
    """
    place, needs = choose("auto"), counted_needs(manifest)
    free = free_bytes(place)
    plan = plan_memory(needs, place, free)
    if plan is None:
        least = plans(needs, place)[-1].peak_bytes
        text = (
            f"It needs {least / GIBIBYTE:.1f} GiB of memory at least, and {free / GIBIBYTE:.1f} GiB are free. "
            "Close other programs, or use a smaller pack."
        )
        return Fit(False, place.type, "", "", text, None)
    seconds = seconds_of(counted_work(manifest), pace(place, plan.arithmetic))
    precision = str(plan.precision).removeprefix("torch.")
    text = f"{plan.explained()} A picture takes about {_duration(seconds)}."
    return Fit(True, place.type, precision, plan.name, text, round(seconds, 2))


def _duration(seconds: float) -> str:
    if seconds < 10:
        return f"{max(seconds, 0.1):.1f} s"
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
