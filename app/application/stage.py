"""What the canvas shows in place of a part of the picture: previews, results that wait for an answer, frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.application.session import Session
from app.document.document import Document
from paella_core.request import Box


@dataclass(frozen=True, eq=False)
class Shown:
    """An image (height, width, 3 or 4), uint8 or uint16, in place of a box of a document. The box may reach beyond the
    canvas."""

    document: Document
    image: np.ndarray
    box: Box
    fades: bool  # in, from what was shown before


class Stage(QObject):
    """Several owners may want to show something; of those that mean the current document, the last one wins."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: dict[object, Shown] = {}
        session.current_changed.connect(self.changed)
        session.documents_changed.connect(self._drop_closed)

    @property
    def shown(self) -> Shown | None:
        """What is on top for the current document."""
        fitting = [shown for shown in self._shown.values() if shown.document is self._session.current]
        return fitting[-1] if fitting else None

    def show(self, owner: object, document: Document, image: np.ndarray, box: Box) -> None:
        """Show an image of the box's size there at once, on top of what others show."""
        self._put(owner, Shown(document, image, box, fades=False))

    def fade_to(self, owner: object, document: Document, image: np.ndarray, box: Box) -> None:
        """The same, gently: for what comes by itself."""
        self._put(owner, Shown(document, image, box, fades=True))

    def hide(self, owner: object) -> None:
        """Show nothing of that owner any more."""
        if self._shown.pop(owner, None) is not None:
            self.changed.emit()

    def _put(self, owner: object, shown: Shown) -> None:
        self._shown.pop(owner, None)
        self._shown[owner] = shown
        self.changed.emit()

    def _drop_closed(self) -> None:
        open_now = self._session.documents
        self._shown = {owner: shown for owner, shown in self._shown.items() if shown.document in open_now}
