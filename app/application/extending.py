"""While the frame is dragged outward, a quick look at how the picture goes on fills what is new."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.application.results import Made
from app.application.session import Session
from app.application.stage import Stage
from app.application.work import WorkCommands
from app.document.boxes import around, clipped, contains, moved
from app.document.document import Document
from app.document.node import with_alpha
from app.engine.client import EngineClient, Lane
from app.engine.edits import Edit, seen
from app.language import tr
from app.modes import Mode
from app.panels.recipe import Recipe
from app.tools.frame import FrameTool
from paella_core.request import Box, Outpaint, Result, Step

PAUSE = 200  # milliseconds that the hand rests before the look begins
STEPS = 4


@dataclass(frozen=True, eq=False)
class Look:
    """The picture as far as it went on until now: the pixels of `box` in the document."""

    pixels: np.ndarray
    box: Box

    def part(self, box: Box) -> np.ndarray:
        """The pixels of a part of the box."""
        return self.pixels[moved(box, -self.box.left, -self.box.top).slices]


class ExtendingLook(QObject):
    """What was made once stays as it is: where the frame grows, only what is new is made, and where it shrinks, less of
    it is shown. When the hand lets go, the run that was meant takes over the looks' seed. Escape gives both up, the
    frame and its run; where the frame becomes the canvas, or another tool is taken, the run goes on."""

    ended = Signal()  # the frame is not needed any more: its run has come, or was given up

    def __init__(
        self,
        session: Session,
        recipe: Recipe,
        client: EngineClient,
        stage: Stage,
        frame: FrameTool,
        work: WorkCommands,
    ) -> None:
        super().__init__()
        self._session, self._recipe, self._client = session, recipe, client
        self._stage, self._frame, self._work = stage, frame, work
        self._document: Document | None = None
        self._look: Look | None = None  # the latest that is whole
        self._partly: Look | None = None  # the one under way, on top of it
        self._wanted: Box | None = None  # what the job under way makes the look into
        self._job: int | None = None
        self._run: int | None = None  # what was asked for when the hand let go
        self._edit: Edit | None = None  # the same as an edit
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._go_on)
        self._dropped = QTimer(self, interval=0, singleShot=True)  # when it is known what became of the frame
        self._dropped.timeout.connect(self._end_run)
        frame.frame_changed.connect(self._on_frame)
        frame.settled.connect(self._on_settled)
        recipe.changed.connect(self._on_recipe)
        session.current_changed.connect(self._follow)
        client.cancelled.connect(self._on_cancelled)
        client.step.connect(self._on_step)
        client.finished.connect(self._on_finished)
        self._seed = 0
        self._prompt = recipe.prompt
        self._forget()

    @Slot(object)
    def end(self, made: Made) -> None:
        """A result has come; where it is of the frame as it is now, the look is over."""
        if made.edit.mode is Mode.EXTEND and made.edit.place.now == self._frame.frame:
            self._run = None
            self._drop_frame()

    def _drop_frame(self) -> None:
        self.ended.emit()
        self._frame.drop()  # one that was typed is in no gesture

    @Slot()
    def _follow(self) -> None:
        """A frame belongs to its document."""
        self._frame.drop()
        self._forget()

    @Slot()
    def _on_frame(self) -> None:
        frame, document = self._frame.frame, self._session.current
        if frame is None or document is None:
            self._forget()
            self._dropped.start()
            return
        self._document = document
        self._show()
        if contains(document.bounds, frame):
            self._pause.stop()
        else:
            self._pause.start()

    @Slot()
    def _on_settled(self) -> None:
        """The hand let go: what is new is made in full, from the noise of the look."""
        frame, document = self._frame.frame, self._session.current
        if frame is None or document is None or contains(document.bounds, frame):
            return
        self._pause.stop()
        wanted = replace(self._recipe.wanted, mode=Mode.EXTEND)
        wanted = replace(wanted, params=replace(wanted.params, seed=self._seed))
        self._edit = self._work.frozen(wanted)
        self._run = self._work.replace(self._run, self._edit)

    @Slot()
    def _end_run(self) -> None:
        """Escape dropped the frame: nobody waits for what was to fill it."""
        run, edit = self._run, self._edit
        if run is None or edit is None or self._frame.frame is not None or self._recipe.mode is not Mode.EXTEND:
            return
        if edit.document is self._session.current and edit.place.now != edit.document.bounds:
            self._client.cancel(run)

    @Slot(int)
    def _on_cancelled(self, number: int) -> None:
        if number == self._run:
            self._run = None
            self._drop_frame()

    @Slot()
    def _on_recipe(self) -> None:
        """Other words mean another look."""
        prompt, self._prompt = self._prompt, self._recipe.prompt
        if prompt != self._prompt and self._look is not None:
            self._forget()
            self._on_frame()

    @Slot()
    def _forget(self) -> None:
        self._pause.stop()
        self._stage.hide(self)
        if self._job is not None:
            self._client.cancel(self._job)
        self._look = self._partly = self._wanted = self._job = None
        seed = self._recipe.params.seed
        self._seed = random.SystemRandom().randrange(2**31) if seed is None else seed

    @Slot()
    def _go_on(self) -> None:
        """Let the look grow by what the frame has beyond it."""
        frame, document = self._frame.frame, self._document
        if frame is None or document is None:
            return
        look = self._look or Look(seen(document), document.bounds)
        wanted = around([look.box, frame])
        if wanted == look.box:
            return
        self._look, self._partly, self._wanted = look, None, wanted
        request = Outpaint(
            look.pixels,
            self._recipe.prompt,
            left=look.box.left - wanted.left,
            top=look.box.top - wanted.top,
            right=wanted.left + wanted.width - look.box.left - look.box.width,
            bottom=wanted.top + wanted.height - look.box.top - look.box.height,
            negative=self._recipe.negative,
            params=replace(self._recipe.params, seed=self._seed, count=1, steps=STEPS, renoise_steps=None),
        )
        self._job = self._client.replace(self._job, request, tr("Look beyond the edge"), Lane.AHEAD)

    @Slot(int, object)
    def _on_step(self, number: int, step: Step) -> None:
        if number != self._job or self._look is None or self._wanted is None:
            return
        box = moved(step.box, self._wanted.left, self._wanted.top)
        self._partly = _with(self._partly or self._look, Look(step.preview, box))
        self._show()

    @Slot(int, object)
    def _on_finished(self, number: int, result: Result) -> None:
        if number == self._job and self._wanted is not None:
            self._look, self._partly, self._job = Look(result.image, self._wanted), None, None
            self._show()
            self._go_on()

    def _show(self) -> None:
        """Show of the look what lies in the frame."""
        frame, document, look = self._frame.frame, self._document, self._partly or self._look
        if frame is None or document is None or look is None or contains(document.bounds, frame):
            self._stage.hide(self)
            return
        there = _news(clipped(frame, look.box), document.bounds)
        self._stage.fade_to(self, document, look.part(there), there)


def _with(look: Look, other: Look) -> Look:
    """A look with another one laid over it; what neither shows is transparent."""
    box = around([look.box, other.box])
    pixels = np.zeros((box.height, box.width, 4), look.pixels.dtype)
    for one in (look, other):
        pixels[moved(one.box, -box.left, -box.top).slices] = with_alpha(one.pixels)
    return Look(pixels, box)


def _news(box: Box, canvas: Box) -> Box:
    """The part of a box that is not on the canvas; the whole box where that is no rectangle."""
    inner = clipped(box, canvas)
    if (inner.top, inner.height) == (box.top, box.height):
        if inner.left == box.left:
            return Box(inner.left + inner.width, box.top, box.width - inner.width, box.height)
        if inner.left + inner.width == box.left + box.width:
            return Box(box.left, box.top, box.width - inner.width, box.height)
    if (inner.left, inner.width) == (box.left, box.width):
        if inner.top == box.top:
            return Box(box.left, inner.top + inner.height, box.width, box.height - inner.height)
        if inner.top + inner.height == box.top + box.height:
            return Box(box.left, box.top, box.width, box.height - inner.height)
    return box
