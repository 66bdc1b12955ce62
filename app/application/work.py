"""The generation under way: from the wish to previews, and to one undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.application.session import Session
from app.document import pictures
from app.document.document import Document
from app.engine.client import EngineClient, EngineState
from app.engine.edits import FILL_TEXT, GENERATE_TEXT, Edit, TargetChanged, Wish, apply_result, freeze, has_mask
from app.language import mark, tr
from app.panels.recipe import Recipe
from paella_core.request import Generate, Result, Step

NEED_WISH = mark("Paint over what should change, or describe a picture.")
NEED_PROMPT = mark("Describe the picture that you want, or open one and paint over what should change.")
SAFE = mark("Your picture is as it was.")
_NEW_SIZE = Generate.__dataclass_fields__["size"].default
_MID_GREY = 128


Keep = Callable[[Document, Callable[[], None]], None]


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

    def __init__(self, session: Session, recipe: Recipe, client: EngineClient, keep: Keep) -> None:
        """`keep` calls back once a document lies on the disk as it is now."""
        super().__init__()
        self._keep = keep
        self._session = session
        self._recipe = recipe
        self._client = client
        self._edit: Edit | None = None
        self._step: Step | None = None
        self._waiting: Result | None = None  # for the end of a stroke
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
            note = tr("Makes a new picture of {width} × {height} pixels.")
            note = note.format(width=_NEW_SIZE[0], height=_NEW_SIZE[1])
            return Offer(tr(GENERATE_TEXT), "" if prompt else tr(NEED_PROMPT), note)
        if has_mask(document):
            wordless = tr("Without words, what fits will be filled in.")
            return Offer(tr(FILL_TEXT), "", tr("Only the painted part will change.") if prompt else wordless)
        note = tr("Replaces the whole picture. Paint over a part to change only that.")
        return Offer(tr(GENERATE_TEXT), "" if prompt else tr(NEED_WISH), note)

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
        if self._waiting is None:
            self._client.cancel()
        else:
            self._forget_waiting()
            self._on_cancelled(0)

    def use_settings(self) -> None:
        """Ask for what the picture's file says that it was made from."""
        document = self._session.current
        if document is not None and document.recipe is not None:
            recipe = document.recipe
            self._recipe.take(recipe["prompt"], recipe.get("negative", ""), pictures.params_of(recipe))

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
        assert self._edit is not None, "the client tells of the current job only"
        if self._edit.document.editing:
            self._waiting = result
            self._edit.document.history_changed.connect(self._on_edited)
        else:
            self._apply(result)

    @Slot()
    def _on_edited(self) -> None:
        """A stroke that was in progress when the result came has ended."""
        result = self._forget_waiting()
        if result is not None:
            self._apply(result)

    def _forget_waiting(self) -> Result | None:
        result, self._waiting = self._waiting, None
        if self._edit is not None:
            self._edit.document.history_changed.disconnect(self._on_edited)
        return result

    def _apply(self, result: Result) -> None:
        edit = self._end()
        try:
            self.applied.emit(edit, result, apply_result(edit, result))
        except TargetChanged as error:
            self.failed.emit(tr("The result was not used"), f"{error} {tr(SAFE)}")
        self._keep(edit.document, self.ended.emit)

    @Slot(int, str)
    def _on_failed(self, _job: int, sentence: str) -> None:
        edit = self._end()
        self.failed.emit(tr("“{work}” did not succeed").format(work=edit.text), f"{sentence} {tr(SAFE)}")
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
            safe = tr("Painting and saving work as before.")
            self.failed.emit(tr("The engine could not start"), f"{self._client.fault} {safe}")

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
