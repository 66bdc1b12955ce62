"""The strength slider of a structural edit: other strengths are made ahead of time, so that it scrubs at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.application.results import Made
from app.application.work import WorkCommands
from app.engine.client import EngineClient, Lane
from app.engine.edits import anew
from app.modes import Mode
from app.panels.recipe import Recipe
from app.panels.tray import Tray
from paella_core.request import StructuralEdit

STRENGTHS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Strengths(QObject):
    """Follows the strength that is wanted through the results that are there."""

    ready_changed = Signal(object)  # tuple[float, ...]: the strengths that are shown at once

    def __init__(self, recipe: Recipe, tray: Tray, work: WorkCommands, client: EngineClient) -> None:
        super().__init__()
        self._recipe, self._tray, self._work, self._client = recipe, tray, work, client
        self._job: int | None = None
        self._beside: Made | None = None  # what the others are made to stand beside
        self._strength = recipe.strength
        recipe.changed.connect(self._follow)
        tray.changed.connect(self._on_tray)

    @Slot(object)
    def make_ahead(self, made: Made) -> None:
        """Ask for the other strengths of a structural edit that was made alone."""
        request = made.edit.request
        if not isinstance(request, StructuralEdit) or request.opening is not None or request.params.count > 1:
            return
        self._stop()
        others = tuple(strength for strength in STRENGTHS if abs(strength - request.strength) > 0.02)
        self._job = self._work.submit(anew(made.edit, strengths=others, params=made.params), Lane.AHEAD)
        self._beside = made

    @Slot()
    def _follow(self) -> None:
        """Choose the result that is nearest to the strength that is wanted now."""
        strength, self._strength = self._strength, self._recipe.strength
        if strength != self._strength:
            self._choose()

    def _choose(self) -> None:
        ready = self._ready()
        if self._recipe.mode is Mode.STRUCTURE and len({made.recipe["strength"] for made in ready}) > 1:
            nearest = min(ready, key=lambda made: abs(made.recipe["strength"] - self._strength))
            if nearest is not self._tray.chosen:
                self._tray.choose(nearest)

    @Slot()
    def _on_tray(self) -> None:
        """The others have come, or nobody needs them any more. A slider that was moved meanwhile counts."""
        ready = self._ready()
        self.ready_changed.emit(tuple(made.recipe["strength"] for made in ready))
        beside = self._beside
        if beside is None:
            return
        if beside not in self._tray.variations:
            self._stop()
        elif beside in ready and len(ready) > 1:
            self._beside = None
            if self._tray.chosen is beside and self._strength != beside.recipe["strength"]:
                self._choose()

    def _stop(self) -> None:
        """Make nothing ahead any more."""
        job, self._job, self._beside = self._job, None, None
        if job is not None:
            self._client.cancel(job)

    def _ready(self) -> list[Made]:
        """The results of the last run, if they are of one structural edit."""
        if not self._tray.runs:
            return []
        last = self._tray.runs[-1].variations
        return [made for made in last if isinstance(made, Made) and "strength" in made.recipe]
