"""Undo, redo, and the changes to a mask that need no hand."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.application.session import Session


class EditCommands(QObject):
    """What the Edit menu does, and the Mask menu apart from painting."""

    stepped = Signal()  # after undo and redo

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def undo(self) -> None:
        """Take the latest step back."""
        if self._session.current is not None:
            self._session.current.undo()
            self.stepped.emit()

    def redo(self) -> None:
        """Make the step that was taken back last again."""
        if self._session.current is not None:
            self._session.current.redo()
            self.stepped.emit()

    def clear_mask(self) -> None:
        """Nothing may change any more."""
        document = self._session.current
        if document is not None:
            self._set_mask("Clear mask", np.zeros_like(document.mask.array))

    def invert_mask(self) -> None:
        """What could change may not, and the other way round."""
        document = self._session.current
        if document is not None:
            self._set_mask("Invert mask", 255 - document.mask.array)

    def _set_mask(self, text: str, values: np.ndarray) -> None:
        document = self._session.current
        if document is None or document.editing:
            return
        with document.edit(text, document.mask), document.mask.paint(document.mask.bounds) as pixels:
            pixels[...] = values
