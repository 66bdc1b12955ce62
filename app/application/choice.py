"""The choice between the pictures of one generation, open until the document goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.edits import Edit, apply_result
from paella_core.request import Result


class ResultChoice(QObject):
    """Exchanges the picture that was applied for another one of the same result: still one undo step."""

    opened = Signal(object)  # Result
    chosen = Signal(object)  # the seed, too large for a C int, of the picture that is in the document now
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edit: Edit | None = None
        self._result: Result | None = None
        self._is_step = False
        self._exchanging = False

    @Slot(object, object, bool)
    def open(self, edit: Edit, result: Result, is_step: bool) -> None:
        """Offer the pictures of a result, the first of which was just applied; one alone is no choice. `is_step` says
        that it made an undo step."""
        self.close()
        self._is_step = is_step
        self.chosen.emit(result.seeds[0])
        if len(result.images) > 1:
            self._edit, self._result = edit, result
            edit.document.history_changed.connect(self._on_history)
            edit.document.destroyed.connect(self.close)
            self.opened.emit(result)

    @Slot(int)
    def choose(self, index: int) -> None:
        """Put another picture in the place of the one that is there."""
        if self._edit is None or self._result is None or self._edit.document.editing:
            return
        self._exchanging = True
        if self._is_step:
            self._edit.document.undo()
        self._is_step = apply_result(self._edit, self._result, index)
        self._exchanging = False
        self.chosen.emit(self._result.seeds[index])

    @Slot()
    def close(self) -> None:
        """Keep what is there."""
        if self._edit is not None:
            self._edit.document.history_changed.disconnect(self._on_history)
            self._edit.document.destroyed.disconnect(self.close)
            self._edit = self._result = None
            self.closed.emit()

    @Slot()
    def _on_history(self) -> None:
        if not self._exchanging:
            self.close()
