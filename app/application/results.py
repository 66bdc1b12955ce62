"""The answer to a result: keep it, drop it, make more like it, go on from one of its steps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.application.session import Session
from app.application.stage import Stage
from app.application.work import Outcome, WorkCommands
from app.document.document import Document
from app.engine.edits import Edit, anew
from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import Gallery
from app.engine.landing import PlaceGone, changed_outside, land
from app.language import tr
from app.panels.recipe import Recipe
from app.panels.tray import Tray, Variation
from paella_core.params import SamplingParams
from paella_core.request import Inpaint, Opening, StructuralEdit

SETTLED = 0.4  # the share of the steps after which the composition stands
MORE = 4


@dataclass(frozen=True, eq=False, kw_only=True)
class Made(Variation):
    """A variation with where it came from: its edit, its complete parameters, its recipe, its entry in the gallery."""

    edit: Edit
    params: SamplingParams
    recipe: dict[str, Any]
    entry: Entry


class ResultCommands(QObject):
    """Acts on the variation that is chosen in the tray."""

    came = Signal(object)  # the first Made of a run
    seed_known = Signal(object)  # the seed, too large for a C int, of the variation that is chosen
    landed = Signal(object)  # Made, which is a layer of its document now
    shown_changed = Signal()  # another variation waits for the answer, or none
    failed = Signal(str, str)

    def __init__(
        self, session: Session, recipe: Recipe, tray: Tray, stage: Stage, work: WorkCommands, gallery: Gallery
    ) -> None:
        super().__init__()
        self._session, self._recipe, self._tray, self._stage = session, recipe, tray, stage
        self._work, self._gallery = work, gallery
        self._watched: Document | None = None
        work.came.connect(self._on_outcome)
        tray.shown_changed.connect(self._show)
        tray.shown_changed.connect(self.shown_changed)
        session.documents_changed.connect(self._drop_closed)

    @property
    def chosen(self) -> Made | None:
        """The variation that an answer is about."""
        chosen = self._tray.chosen
        return chosen if isinstance(chosen, Made) else None

    @property
    def locked(self) -> bool:
        """Whether some of the chosen variation is locked."""
        made = self.chosen
        return made is not None and bool(_kept(made).any())

    @property
    def outcome(self) -> str:
        """What the chosen variation did to what it was not to change, in words."""
        made = self.chosen
        if made is None or made.edit.mask is None:
            return ""
        count = changed_outside(made.edit, made.picture, made.box)
        return tr("Outside the mask: {count} pixels changed").format(count=count)

    # ---- answers

    def accept(self) -> None:
        """Make the chosen variation a layer: one undo step."""
        made = self.chosen
        if made is None or made.edit.document.editing:
            return
        self._session.show(made.edit.document)
        picture = self._seen(made)
        self._tray.clear()
        try:
            land(made.edit, picture, made.box, made.recipe)
        except PlaceGone as error:
            kept = tr("It lies among what was generated.")
            self.failed.emit(tr("The result was not used"), f"{error} {kept}")
        else:
            self.landed.emit(made)

    def _seen(self, made: Made) -> np.ndarray:
        """Its pixels, at the step that is looked at."""
        picture = self._tray.picture if self._tray.shown is made else None
        return made.picture if picture is None else picture

    def reject(self) -> None:
        """Drop what waits; it still lies in the gallery."""
        self._tray.clear()

    def stop(self) -> None:
        """Give up what is under way; where nothing is, drop what waits."""
        if self._work.working:
            self._work.cancel()
        else:
            self.reject()

    def next(self) -> None:
        """The variation after the chosen one."""
        self._tray.walk(1)

    def previous(self) -> None:
        """The variation before the chosen one."""
        self._tray.walk(-1)

    def star(self) -> None:
        """Give the chosen variation a star, or take it away."""
        if self.chosen is not None:
            self.star_this(self.chosen)

    @Slot(object)
    def star_this(self, made: Made) -> None:
        """Give a variation a star, here and in the gallery, or take it away."""
        self._tray.flip_star(made)
        self._gallery.star([made.entry], self._tray.starred(made))

    def delete(self) -> None:
        """Take the chosen variation away."""
        if self.chosen is not None:
            self.delete_this(self.chosen)

    @Slot(object)
    def delete_this(self, made: Made) -> None:
        """Take a variation out of the tray and the gallery."""
        self._gallery.delete([made.entry])
        self._tray.remove(made)

    def more(self) -> None:
        """Ask for more with the same composition and other details."""
        made = self.chosen
        if made is not None:
            steps = round(SETTLED * (made.params.steps or 1))
            self._work.submit(_anew(made, replace(made.params, seed=None, count=MORE), _opening(made, steps)))

    @Slot(int)
    def branch(self, step: int) -> None:
        """Go on from one of the chosen variation's steps with the prompt and the seed as they are set now."""
        made, wanted = self.chosen, self._recipe.wanted
        if made is not None:
            params = replace(made.params, seed=wanted.params.seed, count=wanted.params.count)
            edit = _anew(made, params, _opening(made, step))
            request = replace(edit.request, prompt=wanted.prompt, negative=wanted.negative)  # pyright: ignore[reportCallIssue]
            self._work.submit(replace(edit, request=request))

    def reroll(self) -> None:
        """Make what is not locked anew; the rest of the chosen variation stays."""
        made = self.chosen
        if made is not None and self.locked:
            self._work.submit(_rerolled(made))

    def unlock(self) -> None:
        """Let everything of a result change again."""
        document = self._session.current
        if document is not None and not document.editing:
            with document.edit(tr("Unlock all"), document.keep), document.keep.paint(document.keep.area) as pixels:
                pixels[...] = 0

    # ---- what is shown

    @Slot(int, object, object)
    def _on_outcome(self, _job: int, outcome: Outcome, entries: list[Entry]) -> None:
        variations = [_made(outcome, index, entry) for index, entry in enumerate(entries)]
        if getattr(outcome.edit.request, "strengths", ()):
            self._add_strengths(outcome.edit, variations)
        else:
            self._tray.add(outcome.edit.text, variations)
            self.came.emit(variations[0])

    def _add_strengths(self, edit: Edit, variations: list[Made]) -> None:
        """Other strengths stand beside the one that was asked for, if that still waits for an answer."""
        for run in self._tray.runs:
            first = run.variations[0]
            if isinstance(first, Made) and first.edit.place is edit.place:
                strengths = {of.recipe["strength"]: of for of in (*variations, first)}
                self._tray.extend(run, [strengths[strength] for strength in sorted(strengths)])
                return

    @Slot()
    def _show(self) -> None:
        if self.chosen is not None:
            self.seed_known.emit(self.chosen.seed)
        made, picture = self._tray.shown, self._tray.picture
        if not isinstance(made, Made) or picture is None or made.edit.document not in self._session.documents:
            self._stage.hide(self)
            self._watch(None)
            return
        self._watch(made.edit.document)
        self._stage.show(self, made.edit.document, picture, made.edit.place.part(made.box))

    def _watch(self, document: Document | None) -> None:
        """Notice when the person goes on painting in the picture under a result."""
        if document is self._watched:
            return
        if self._watched is not None and self._watched in self._session.documents:
            for plane in (self._watched.root, self._watched.mask, self._watched.strength):
                plane.changed.disconnect(self._look_away)
        self._watched = document
        if document is not None:
            for plane in (document.root, document.mask, document.strength):
                plane.changed.connect(self._look_away)

    @Slot()
    def _look_away(self) -> None:
        """The picture changes under the result: what is painted counts, and the tray still has the rest."""
        self._tray.choose(None)

    @Slot()
    def _drop_closed(self) -> None:
        for variation in self._tray.variations:
            if isinstance(variation, Made) and variation.edit.document not in self._session.documents:
                self._watched = None if self._watched is variation.edit.document else self._watched
                self._tray.remove(variation)


def _made(outcome: Outcome, index: int, entry: Entry) -> Made:
    recipe = outcome.recipe(index)
    params = replace(outcome.result.params, seed=outcome.result.seeds[index], count=1)
    strength = recipe.get("strength")
    return Made(
        picture=outcome.pictures[index],
        box=outcome.box,
        prompt=recipe["prompt"],
        seed=outcome.result.seeds[index],
        steps=outcome.steps[index],
        note="" if strength is None else f"{strength * 100:.0f} %",
        edit=outcome.edit,
        params=params,
        recipe=recipe,
        entry=entry,
    )


def _opening(made: Made, steps: int) -> Opening:
    """The first steps of a variation, to go on from; it may have branched off another one itself."""
    before = getattr(made.edit.request, "opening", None)
    return Opening(steps, made.prompt, made.seed, made.recipe["negative"], before)


def _anew(made: Made, params: SamplingParams, opening: Opening) -> Edit:
    """The edit of a variation with other parameters; where it can branch, from one of its steps."""
    request = replace(made.edit.request, params=params)
    if hasattr(request, "opening"):
        request = replace(request, opening=opening)  # pyright: ignore[reportCallIssue]
    return replace(made.edit, request=request)


def _kept(made: Made) -> np.ndarray:
    """What of a variation's box is locked: (height, width) bool."""
    return made.edit.document.keep.read(made.edit.place.part(made.box)) > 0


def _rerolled(made: Made) -> Edit:
    """An edit whose picture has what is locked of a variation, and which makes the rest anew. It looks at the
    variation's box, so that what is locked belongs to its result, however far from the rest it lies."""
    edit, kept, request = made.edit, _kept(made), made.edit.request
    size = edit.place.box.height, edit.place.box.width
    mask = np.full(size, 255, np.uint8) if edit.mask is None else edit.mask.copy()
    mask[made.box.slices][kept] = 0
    picture = (
        np.zeros((*size, made.picture.shape[2]), made.picture.dtype) if edit.before is None else edit.before.copy()
    )
    changes: dict[str, Any] = {
        "image": picture,
        "mask": mask,
        "box": made.box,
        "params": replace(made.params, seed=None),
    }
    part = picture[made.box.slices]
    if isinstance(request, StructuralEdit):  # what is not locked goes on from what was there
        part[kept] = made.picture[kept]
        return anew(edit, **changes, strengths=(), edge="exact", opening=None)
    part[...] = made.picture
    if isinstance(request, Inpaint):
        return anew(edit, **changes, edge="exact", opening=None)
    return replace(edit, request=Inpaint(**changes, prompt=made.prompt, negative=made.recipe["negative"]))
