"""Live mode: the fill follows mask and prompt while one works. The newest wish wins, and nothing queues up."""

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Slot

from app.application.session import Session
from app.application.work import WorkCommands
from app.document.document import Document
from app.modes import Mode, Wanted
from app.panels.recipe import Recipe

PAUSE = 350  # milliseconds after the last key before a new prompt counts


class LiveMode(QObject):
    """Starts a fill when a stroke ends, or when the wish has changed and the hands rest."""

    def __init__(self, session: Session, recipe: Recipe, work: WorkCommands) -> None:
        super().__init__()
        self._session, self._recipe, self._work = session, recipe, work
        self._document: Document | None = None
        self._touched = False
        self._wanted: Wanted | None = None
        self._seed = random.SystemRandom().randrange(2**31)
        self._job: int | None = None
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._fill)
        session.current_changed.connect(self._follow)
        recipe.changed.connect(self._on_recipe)

    @Slot()
    def _follow(self) -> None:
        old = self._document
        if old is not None and old in self._session.documents:
            for plane in (old.mask, old.strength):
                plane.changed.disconnect(self._touch)
            old.history_changed.disconnect(self._on_edited)
        new = self._document = self._session.current
        if new is not None:
            for plane in (new.mask, new.strength):
                plane.changed.connect(self._touch)
            new.history_changed.connect(self._on_edited)

    @Slot()
    def _touch(self) -> None:
        self._touched = True

    @Slot()
    def _on_edited(self) -> None:
        """A stroke ended: only what may change counts, not what was painted into the picture."""
        if self._document is not None and self._touched and not self._document.editing:
            self._touched = False
            self._fill()

    @Slot()
    def _on_recipe(self) -> None:
        wanted, self._wanted = self._wanted, self._recipe.wanted
        if not self._recipe.live:
            self._pause.stop()
        elif wanted != self._wanted:
            self._pause.start()

    @Slot()
    def _fill(self) -> None:
        """The seed stays the same from stroke to stroke, so that only what was touched changes."""
        self._pause.stop()
        wanted = self._recipe.wanted
        if not self._recipe.live or wanted.mode is not Mode.INPAINT or self._work.offer.reason:
            return
        seed = self._seed if wanted.params.seed is None else wanted.params.seed
        wanted = replace(wanted, params=replace(wanted.params, seed=seed, count=1))
        self._job = self._work.replace(self._job, self._work.frozen(wanted))
