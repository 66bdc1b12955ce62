"""The work under way: from the wish to previews, and to results that wait for an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.application.context import ContextBox
from app.application.offers import NEW_SIZE, Offer, offer
from app.application.session import Session
from app.application.stage import Stage
from app.document import pictures
from app.document.document import Document
from app.engine.client import EngineClient, EngineState, Lane
from app.engine.edits import Edit, Terms, freeze, recipe_of
from app.engine.gallery.entry import Entry
from app.language import mark, tr
from app.modes import Mode, Wanted
from app.panels.recipe import Recipe
from app.tools.frame import FrameTool
from paella_core.request import Box, Opening, Result, Step

SAFE = mark("Your picture is as it was.")
_MID_GREY = 128
_MOST_PREVIEWS = 256 << 20  # bytes of a run's steps; those of larger ones are not kept


@dataclass(eq=False)
class Job:
    """An edit on its way through the engine, and how it looked after each step."""

    number: int
    edit: Edit
    lane: Lane
    previews: list[tuple[np.ndarray, ...]] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What an edit gave: the pictures of its box, and how each of them looked after each step."""

    edit: Edit
    result: Result
    pictures: tuple[np.ndarray, ...]
    steps: tuple[tuple[np.ndarray, ...], ...]

    @property
    def box(self) -> Box:
        """The part of the request's picture that may have changed."""
        return self.result.box

    def recipe(self, index: int) -> dict[str, Any]:
        """How one of the pictures was asked for."""
        return recipe_of(self.edit, self.result, index)


Keep = Callable[[Outcome, Callable[[list[Entry]], None]], None]


class WorkCommands(QObject):
    """Hands edits to the engine and follows them; tells of them only by signals."""

    offer_changed = Signal()
    started = Signal()
    appeared = Signal()  # the first preview of a job is there
    worked_on = Signal(object)  # the Box in the current document that a step has changed, or None
    came = Signal(int, object, object)  # job number, Outcome, and its list of Entry: it is safe on the disk
    ended = Signal()  # no job of the person's is left
    given_up = Signal()  # after failure and cancellation
    failed = Signal(str, str)  # title, text

    def __init__(
        self,
        session: Session,
        recipe: Recipe,
        client: EngineClient,
        stage: Stage,
        frame: FrameTool,
        context: ContextBox,
        keep: Keep,
    ) -> None:
        """`keep` calls back once what an edit gave lies on the disk, with what the gallery knows it as."""
        super().__init__()
        self._session, self._recipe, self._client, self._stage = session, recipe, client, stage
        self._frame, self._context, self._keep = frame, context, keep
        self._jobs: dict[int, Job] = {}
        client.step.connect(self._on_step)
        client.finished.connect(self._on_finished)
        client.failed.connect(self._on_failed)
        client.cancelled.connect(self._on_cancelled)
        client.state_changed.connect(self._on_engine_state)
        recipe.changed.connect(self.offer_changed)
        frame.frame_changed.connect(self.offer_changed)
        session.current_changed.connect(self.offer_changed)
        session.documents_changed.connect(self._on_documents_changed)

    @property
    def working(self) -> bool:
        """Whether anything that the person asked for is under way or waits."""
        return any(job.lane is Lane.ASKED for job in self._jobs.values())

    def works_on(self, document: Document) -> bool:
        """Whether anything that the person asked for is under way for a document."""
        return any(job.lane is Lane.ASKED and job.edit.document is document for job in self._jobs.values())

    @property
    def offer(self) -> Offer:
        """What would happen now."""
        return offer(self._session.current, self._recipe.wanted, self._frame.frame)

    def start(self) -> None:
        """Do what the offer says; it waits for its turn where something is under way."""
        if not self.offer.reason:
            self.submit(self.frozen(self._recipe.wanted))

    def frozen(self, wanted: Wanted, opening: Opening | None = None) -> Edit:
        """The edit that a wish means for the current document; where there is none, for a new one."""
        if self._session.current is None:
            self._session.add(_blank())
        assert self._session.current is not None
        return freeze(self._session.current, wanted, Terms(self._context.dragged, self._frame.frame, opening))

    def submit(self, edit: Edit, lane: Lane = Lane.ASKED) -> int:
        """Hand an edit to the engine; gives its number."""
        return self._follow(Job(self._client.submit(edit.request, edit.text, lane), edit, lane))

    def replace(self, number: int | None, edit: Edit) -> int:
        """Hand an edit to the engine in the place of another one that is given up, if it is still under way."""
        if number is not None:
            self._forget(number)
        return self._follow(Job(self._client.replace(number, edit.request, edit.text), edit, Lane.ASKED))

    def cancel(self) -> None:
        """Give up what is under way; what waits goes on."""
        queued = [ticket.number for ticket in self._client.queue if ticket.number in self._jobs]
        for number in (queued or list(self._jobs))[:1]:
            self._drop(number)

    def cancel_all(self) -> None:
        """Give everything up."""
        for number in list(self._jobs):
            self._drop(number)

    def use_settings(self) -> None:
        """Ask for what the picture's file says that it was made from."""
        document = self._session.current
        if document is not None and document.recipe is not None:
            self._recipe.take(wanted_of(document.recipe))

    def _follow(self, job: Job) -> int:
        self._jobs[job.number] = job
        if job.lane is Lane.ASKED:
            self.started.emit()
        return job.number

    @Slot(int, object)
    def _on_step(self, number: int, step: Step) -> None:
        job = self._jobs.get(number)
        if job is None or job.lane is Lane.AHEAD:
            return
        if step.index == 1:  # a job that was interrupted begins anew
            job.previews.clear()
            self.appeared.emit()
        job.previews.append(step.previews)
        box = job.edit.place.part(step.box)
        self._stage.fade_to(self, job.edit.document, step.preview, box)
        if job.edit.document is self._session.current:
            self.worked_on.emit(box)

    @Slot(int, object)
    def _on_finished(self, number: int, result: Result) -> None:
        job = self._jobs.get(number)
        if job is not None:
            outcome = _outcome(job, result)
            self._keep(outcome, lambda entries: self._on_kept(number, outcome, entries))

    def _on_kept(self, number: int, outcome: Outcome, entries: list[Entry]) -> None:
        if number in self._jobs:
            self.came.emit(number, outcome, entries)
            self._forget(number)

    @Slot(int, str)
    def _on_failed(self, number: int, sentence: str) -> None:
        job = self._jobs.get(number)
        if job is not None and job.lane is Lane.AHEAD:
            self._forget(number)
        elif job is not None:
            self.failed.emit(tr("“{work}” did not succeed").format(work=job.edit.text), f"{sentence} {tr(SAFE)}")
            self._give_up(number)

    @Slot(int)
    def _on_cancelled(self, number: int) -> None:
        if number in self._jobs:
            self._give_up(number)

    def _drop(self, number: int) -> None:
        """Cancel a job; one that the engine has done already, and whose result is on its way to the disk, is given up
        here."""
        self._client.cancel(number)
        if number in self._jobs:
            self._give_up(number)

    def _give_up(self, number: int) -> None:
        self.given_up.emit()
        self._forget(number)

    def _forget(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is not None and job.lane is Lane.ASKED:
            self._stage.hide(self)
            self.worked_on.emit(None)
            if not self.working:
                self.ended.emit()

    @Slot()
    def _on_engine_state(self) -> None:
        if self._client.state is EngineState.UNAVAILABLE and not self.working:
            safe = tr("Painting and saving work as before.")
            self.failed.emit(tr("The engine could not start"), f"{self._client.fault} {safe}")

    @Slot()
    def _on_documents_changed(self) -> None:
        """A closed document takes its work along."""
        for number, job in list(self._jobs.items()):
            if job.edit.document not in self._session.documents:
                self._drop(number)


def wanted_of(recipe: pictures.Recipe) -> Wanted:
    """The wish that a recipe remembers; what it does not say is as at the start."""
    verb, strength = recipe.get("verb"), recipe.get("strength")
    mode = next((mode for mode in Mode if mode.value == verb), Mode.GENERATE)
    wanted = Wanted(mode, recipe["prompt"], recipe.get("negative", ""), pictures.params_of(recipe))
    known = isinstance(strength, int | float) and 0 <= strength <= 1
    return replace(wanted, strength=float(strength)) if known else wanted


def _outcome(job: Job, result: Result) -> Outcome:
    """Copies of what lies in the box, so that the whole pictures can go."""
    cut = tuple(image[result.box.slices].copy() for image in result.images)
    whole = all(previews[0].shape[:2] == cut[0].shape[:2] for previews in job.previews)
    each = whole and bool(job.previews) and len(job.previews[0]) == len(cut)
    few = sum(picture.nbytes for previews in job.previews for picture in previews) <= _MOST_PREVIEWS
    steps = tuple(zip(*job.previews, strict=True)) if each and few else ((),) * len(cut)
    return Outcome(job.edit, result, cut, steps)


def _blank() -> Document:
    width, height = NEW_SIZE
    return Document.from_array(np.full((height, width, 3), _MID_GREY, np.uint8))
