"""What was generated goes to the gallery before it is shown as done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.application.work import Outcome
from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import Gallery


class Keeper(QObject):
    """Waits until all pictures of an outcome lie on the disk; for those that cannot, the gallery tells, and nobody
    waits."""

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self._gallery = gallery
        self._waiting: list[tuple[set[Entry], Callable[[], None]]] = []
        gallery.kept.connect(self._wait_no_longer)
        gallery.unkept.connect(self._wait_no_longer)

    def keep(self, outcome: Outcome, then: Callable[[list[Entry]], None]) -> None:
        """Keep the pictures of an outcome, and call back with their entries."""
        edit, result = outcome.edit, outcome.result
        recipes = [outcome.recipe(index) for index in range(len(result.images))]
        entries = self._gallery.add(outcome.pictures, recipes, edit.place.part(result.box), edit.document.name)
        self._waiting.append((set(entries), lambda: then(entries)))

    @Slot(object)
    def _wait_no_longer(self, entry: Entry) -> None:
        for left, _ in self._waiting:
            left.discard(entry)
        ready = [then for left, then in self._waiting if not left]
        self._waiting = [(left, then) for left, then in self._waiting if left]
        for then in ready:
            then()
