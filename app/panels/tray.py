"""The results that wait for an answer: the state that the tray of results shows and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from paella_core.request import Box

RUNS = 3  # that are kept with all their pictures; older ones lie in the gallery


@dataclass(frozen=True, eq=False)
class Variation:
    """One picture of a run: the pixels (height, width, 3 or 4) of `box` in its document, and how they looked after each
    sampling step, the last one included. `note` tells it from the others in a word or two, as "60 %"."""

    picture: np.ndarray
    box: Box
    prompt: str
    seed: int
    steps: tuple[np.ndarray, ...] = ()
    note: str = ""


@dataclass(frozen=True, eq=False)
class Run:
    """The variations that one press of the button gave, and what it did ("Fill mask")."""

    text: str
    variations: tuple[Variation, ...]


class Tray(QObject):
    """Runs of variations. One variation is chosen, and one is `shown` on the canvas: the one under the mouse, else the
    chosen one; at one of its steps, or finished."""

    changed = Signal()  # other runs, or another star
    shown_changed = Signal()  # another variation, or another step of it

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[Run] = []
        self._chosen: Variation | None = None
        self._hovered: Variation | None = None
        self._step: int | None = None
        self._starred: set[Variation] = set()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs, the newest last."""
        return tuple(self._runs)

    @property
    def variations(self) -> list[Variation]:
        """Those of all runs as they lie side by side: the newest run first, each run from its first to its last."""
        return [variation for run in reversed(self._runs) for variation in run.variations]

    @property
    def chosen(self) -> Variation | None:
        """The variation that an answer is about."""
        return self._chosen

    @property
    def shown(self) -> Variation | None:
        """The variation on the canvas."""
        return self._hovered or self._chosen

    @property
    def step(self) -> int | None:
        """The step (from 1) at which the chosen variation is shown; None: finished."""
        return self._step

    @property
    def picture(self) -> np.ndarray | None:
        """The pixels on the canvas: of the variation that is shown, at the step that is looked at."""
        if self.shown is None:
            return None
        if self.shown is self._chosen and self._step is not None:
            return self.shown.steps[self._step - 1]
        return self.shown.picture

    def run_of(self, variation: Variation) -> Run:
        """The run that a variation belongs to."""
        return next(run for run in self._runs if variation in run.variations)

    def add(self, text: str, variations: Sequence[Variation]) -> Run:
        """One more run, whose first variation is chosen."""
        run = Run(text, tuple(variations))
        self._runs = [*self._runs, run][-RUNS:]
        self._starred.intersection_update(self.variations)
        self.changed.emit()
        self.choose(run.variations[0])
        return run

    def extend(self, run: Run, variations: Sequence[Variation]) -> Run:
        """Other variations of a run, some that it has among them; gives the run as it is then. Where the chosen one has
        gone, another with its note is chosen, or the first."""
        longer = replace(run, variations=tuple(variations))
        self._runs = [longer if one is run else one for one in self._runs]
        self._starred.intersection_update(self.variations)
        self.changed.emit()
        chosen = self._chosen
        if chosen is not None and chosen not in self.variations:
            alike = [variation for variation in longer.variations if variation.note == chosen.note]
            self.choose((alike or longer.variations)[0])
        elif self._hovered not in self.variations:
            self.hover(None)
        return longer

    def choose(self, variation: Variation | None) -> None:
        """Another variation, finished; None: look at the picture without any."""
        self._chosen, self._hovered, self._step = variation, None, None
        self.shown_changed.emit()

    def walk(self, by: int) -> None:
        """The variation so many places on, around the end."""
        variations = self.variations
        if variations:
            at = variations.index(self._chosen) + by if self._chosen in variations else min(by, 0)
            self.choose(variations[at % len(variations)])

    def hover(self, variation: Variation | None) -> None:
        """Show a variation as long as the mouse is over it."""
        if variation is not self._hovered:
            self._hovered = variation
            self.shown_changed.emit()

    def look_at_step(self, step: int | None) -> None:
        """Show the chosen variation after one of its steps (from 1), or finished."""
        if self._chosen is None:
            return
        wanted = step if step is None or step < len(self._chosen.steps) else None
        if wanted != self._step:
            self._step = wanted
            self.shown_changed.emit()

    def starred(self, variation: Variation) -> bool:
        """Whether it has a star."""
        return variation in self._starred

    def flip_star(self, variation: Variation) -> None:
        """Give it a star, or take it away."""
        self._starred ^= {variation}
        self.changed.emit()

    def remove(self, variation: Variation) -> None:
        """Take one variation out; where it was chosen, its neighbour is."""
        place = self.variations.index(variation)
        runs = [replace(run, variations=tuple(v for v in run.variations if v is not variation)) for run in self._runs]
        self._runs = [run for run in runs if run.variations]
        self._starred.discard(variation)
        rest = self.variations
        self.changed.emit()
        if variation is self._chosen:
            self.choose(rest[min(place, len(rest) - 1)] if rest else None)
        elif variation is self._hovered:
            self.hover(None)

    def clear(self) -> None:
        """Offer nothing any more."""
        if self._runs:
            self._runs, self._starred = [], set()
            self.changed.emit()
            self.choose(None)
