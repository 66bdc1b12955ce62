"""The generation under way: from the wish to previews, and to one undo step."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.application.session import Session
from app.document.document import Document
from app.engine.client import EngineClient, EngineState
from app.engine.edits import FILL_TEXT, GENERATE_TEXT, Edit, TargetChanged, Wish, apply_result, freeze, has_mask
from app.panels.recipe import Recipe
from paella_core.request import Generate, Result, Step

NEED_WISH = "Paint over what should change, or describe a picture."
NEED_PROMPT = "Describe the picture that you want, or open one and paint over what should change."
SAFE = "Your picture is as it was."
_NEW_SIZE = Generate.__dataclass_fields__["size"].default
_MID_GREY = 128


@dataclass(frozen=True)
class Offer:
    """What the Generate button will do. With a `reason` it cannot do it now; the `note` says what to expect."""

    text: str
    reason: str = ""
    note: str = ""


class WorkCommands(QObject):
    """Starts, follows and ends one generation at a time; tells of it only by signals."""

    offer_changed = Signal()
    started = Signal()
    appeared = Signal()  # the first preview is there
    progressed = Signal(int, int, object)  # step, of how many, seconds left or None
    preview_changed = Signal(object)  # the Step to show on the current document, or None
    applied = Signal(object, object, bool)  # Edit, Result, whether it made an undo step
    ended = Signal()  # after success, failure and cancellation alike
    given_up = Signal()  # after failure and cancellation
    failed = Signal(str, str)  # title, text

    def __init__(self, session: Session, recipe: Recipe, client: EngineClient) -> None:
        super().__init__()
        self._session = session
        self._recipe = recipe
        self._client = client
        self._edit: Edit | None = None
        self._step: Step | None = None
        self._first_step_at = 0.0
        client.step.connect(self._on_step)
        client.finished.connect(self._on_finished)
        client.failed.connect(self._on_failed)
        client.cancelled.connect(self._on_cancelled)
        client.state_changed.connect(self._on_engine_state)
        recipe.changed.connect(self.offer_changed)
        session.current_changed.connect(self._on_current_changed)
        session.documents_changed.connect(self._on_documents_changed)

    @property
    def working(self) -> bool:
        """Whether a generation is under way."""
        return self._edit is not None

    @property
    def offer(self) -> Offer:
        """What would happen now."""
        document, prompt = self._session.current, self._recipe.prompt
        if document is None:
            note = f"Makes a new picture of {_NEW_SIZE[0]} × {_NEW_SIZE[1]} pixels."
            return Offer(GENERATE_TEXT, "" if prompt else NEED_PROMPT, note)
        if has_mask(document):
            note = "Only the painted part will change." if prompt else "Without words, what fits will be filled in."
            return Offer(FILL_TEXT, "", note)
        note = "Replaces the whole picture. Paint over a part to change only that."
        return Offer(GENERATE_TEXT, "" if prompt else NEED_WISH, note)

    def start(self) -> None:
        """Do what the offer says, if nothing is under way."""
        if self.working or self.offer.reason:
            return
        if self._session.current is None:
            self._session.add(_blank())
        assert self._session.current is not None
        wish = Wish(self._recipe.prompt, self._recipe.negative, self._recipe.params)
        self._edit = freeze(self._session.current, wish)
        self._step = None
        self._client.submit(self._edit.request)
        self.started.emit()
        self.progressed.emit(0, 1, None)

    def cancel(self) -> None:
        """Give the generation up; the picture stays as it was."""
        self._client.cancel()

    @Slot(int, object)
    def _on_step(self, _job: int, step: Step) -> None:
        now = monotonic()
        if self._step is None:
            self._first_step_at = now
            self.appeared.emit()
        self._step = step
        self.progressed.emit(step.index, step.total, self._seconds_left(step, now))
        self._tell_preview()

    @Slot(int, object)
    def _on_finished(self, _job: int, result: Result) -> None:
        edit = self._end()
        try:
            self.applied.emit(edit, result, apply_result(edit, result))
        except TargetChanged as error:
            self.failed.emit("The result was not used", f"{error} {SAFE}")
        self.ended.emit()

    @Slot(int, str)
    def _on_failed(self, _job: int, sentence: str) -> None:
        edit = self._end()
        self.failed.emit(f"“{edit.text}” did not succeed", f"{sentence} {SAFE}")
        self.given_up.emit()
        self.ended.emit()

    @Slot(int)
    def _on_cancelled(self, _job: int) -> None:
        self._end()
        self.given_up.emit()
        self.ended.emit()

    @Slot()
    def _on_engine_state(self) -> None:
        if self._client.state is EngineState.UNAVAILABLE and not self.working:
            self.failed.emit("The engine could not start", f"{self._client.fault} Painting and saving work as before.")

    @Slot()
    def _on_current_changed(self) -> None:
        self._tell_preview()
        self.offer_changed.emit()

    @Slot()
    def _on_documents_changed(self) -> None:
        """A closed document takes its work along, so that a result always finds its target."""
        if self._edit is not None and self._edit.document not in self._session.documents:
            self.cancel()

    def _end(self) -> Edit:
        edit, self._edit, self._step = self._edit, None, None
        assert edit is not None, "the client tells of the current job only"
        self._tell_preview()
        return edit

    def _tell_preview(self) -> None:
        shown = self._edit is not None and self._edit.document is self._session.current
        self.preview_changed.emit(self._step if shown else None)

    def _seconds_left(self, step: Step, now: float) -> float | None:
        """The first step also loads and encodes, so the pace is that of the steps after it."""
        if step.index < 2:
            return None
        return (now - self._first_step_at) / (step.index - 1) * (step.total - step.index)


def _blank() -> Document:
    width, height = _NEW_SIZE
    return Document.from_array(np.full((height, width, 3), _MID_GREY, np.uint8))
