"""Before and after: while a key is held, the canvas shows the picture as it was before the last result."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent

from app.application.results import Made
from app.application.session import Session
from app.application.stage import Stage
from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from paella_core.request import Box

KEY = Qt.Key.Key_Y


class Comparison(QObject):
    """Listens to the canvas's keys."""

    def __init__(self, session: Session, canvas: CanvasView, stage: Stage) -> None:
        super().__init__()
        self._session, self._stage = session, stage
        self._before: tuple[Document, np.ndarray, Box] | None = None
        self._held = False
        canvas.installEventFilter(self)

    @Slot(object)
    def remember(self, made: Made) -> None:
        """Keep what was under a result before it became a layer."""
        edit = made.edit
        if edit.before is not None:
            self._before = edit.document, edit.before[made.box.slices].copy(), edit.place.part(made.box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the picture as it was from press to release, or until the focus goes."""
        if isinstance(event, QKeyEvent) and event.key() == KEY and not event.isAutoRepeat():
            if event.type() == QEvent.Type.KeyPress:
                self._show_before()
            elif event.type() == QEvent.Type.KeyRelease:
                self._show_after()
        elif event.type() == QEvent.Type.FocusOut:
            self._show_after()
        return super().eventFilter(watched, event)

    def _show_before(self) -> None:
        if self._before is not None and self._before[0] is self._session.current:
            self._held = True
            self._stage.show(self, *self._before)

    def _show_after(self) -> None:
        if self._held:
            self._held = False
            self._stage.hide(self)
