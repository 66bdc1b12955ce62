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
        self._strength = recipe.strength
        recipe.changed.connect(self._follow)
        tray.changed.connect(self._tell)

    @Slot(object)
    def make_ahead(self, made: Made) -> None:
        """Ask for the other strengths of a structural edit that was made alone."""
        request = made.edit.request
        if not isinstance(request, StructuralEdit) or request.opening is not None or request.params.count > 1:
            return
        if self._job is not None:
            self._client.cancel(self._job)
        others = tuple(strength for strength in STRENGTHS if abs(strength - request.strength) > 0.02)
        self._job = self._work.submit(anew(made.edit, strengths=others, params=made.params), Lane.AHEAD)

    @Slot()
    def _follow(self) -> None:
        """Choose the result that is nearest to the strength that is wanted now."""
        strength, self._strength = self._strength, self._recipe.strength
        ready = self._ready()
        if strength != self._strength and self._recipe.mode is Mode.STRUCTURE and len(ready) > 1:
            nearest = min(ready, key=lambda made: abs(made.recipe["strength"] - self._strength))
            if nearest is not self._tray.chosen:
                self._tray.choose(nearest)

    @Slot()
    def _tell(self) -> None:
        self.ready_changed.emit(tuple(made.recipe["strength"] for made in self._ready()))

    def _ready(self) -> list[Made]:
        """The results of the last run, if they are of one structural edit."""
        if not self._tray.runs:
            return []
        last = self._tray.runs[-1].variations
        return [made for made in last if isinstance(made, Made) and "strength" in made.recipe]
