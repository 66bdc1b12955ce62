"""The context box: what the engine will look at around the mask, shown before the run, and moved by hand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.application.session import Session
from app.document.boxes import contains
from app.document.document import Document
from app.engine.client import EngineClient
from app.modes import Mode
from app.panels.recipe import Recipe
from paella_core.request import Box

PAUSE = 60  # milliseconds without a change of the mask before the box is laid anew
MODES = (Mode.INPAINT, Mode.STRUCTURE)


class ContextBox(QObject):
    """Follows the mask until the person drags the box; a mask that outgrows the dragged box takes it back."""

    changed = Signal()

    def __init__(self, session: Session, recipe: Recipe, client: EngineClient) -> None:
        super().__init__()
        self._session, self._recipe, self._client = session, recipe, client
        self._document: Document | None = None
        self._dragged: Box | None = None
        self._laid: Box | None = None
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.refresh)
        session.current_changed.connect(self._follow)
        recipe.changed.connect(self.refresh)
        client.state_changed.connect(self.refresh)

    @property
    def dragged(self) -> Box | None:
        """The box that the person chose, as long as the mask lies in it; None lets the engine choose."""
        masked = self._document.masked if self._document else None
        fits = self._dragged is not None and masked is not None and contains(self._dragged, masked)
        return self._dragged if fits else None

    @property
    def offered(self) -> Box | None:
        """The box to show: the person's, or the one that the engine would choose. None where there is nothing to do."""
        return self.dragged or self._laid

    @property
    def band(self) -> int:
        """How far beyond the mask the edge mode reaches, in pixels."""
        about, box = self._client.about, self.offered
        if about is None or box is None:
            return 0
        return about.band_of(self._recipe.edge, box)

    @Slot(object)
    def drag(self, box: Box) -> None:
        """Take the box that the person drags; one that leaves out a part of the mask is not taken."""
        self._dragged = box
        self._dragged = self.dragged
        self.changed.emit()

    @Slot()
    def reset(self) -> None:
        """Let the engine choose again."""
        self._dragged = None
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Lay the box around the mask as it is now."""
        document, about = self._document, self._client.about
        self._dragged, self._laid = self.dragged, None
        if document and about and document.masked and self._recipe.mode in MODES:
            self._laid = about.context_of(document.read_mask())
        else:
            self._dragged = None
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        if self._document is not None and self._document in self._session.documents:
            self._document.mask.changed.disconnect(self._pause.start)
            self._document.resized.disconnect(self._on_resized)
        self._document, self._dragged = self._session.current, None
        if self._document is not None:
            self._document.mask.changed.connect(self._pause.start)
            self._document.resized.connect(self._on_resized)
        self.refresh()

    @Slot()
    def _on_resized(self) -> None:
        """What was dragged was meant for another canvas."""
        self._dragged = None
        self._pause.start()
