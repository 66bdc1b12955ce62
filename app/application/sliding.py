"""From keyframes to a film: asked of the engine, shown on the canvas frame by frame, a frame put into the picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.application.session import Session
from app.application.slides import MadeFilm, film_offer, new_film, recipe_of
from app.application.stage import Stage
from app.application.work import SAFE
from app.document import pictures
from app.document.document import Document
from app.document.pictures.picture import FileError
from app.document.plane import eight_bits
from app.engine.client import EngineClient
from app.engine.edits import seen
from app.engine.landing import PlaceGone, land
from app.language import tr
from app.panels.interpolation import FilmOffer
from app.panels.recipe import Recipe
from app.panels.slide import Film, Keyframe, Making, Slide
from paella_core.request import Result, Step


@dataclass(eq=False)
class Job:
    """A film under way, the film before it, and the frame that was shown last: who looks elsewhere is left alone."""

    document: Document
    slide: Slide
    film: MadeFilm
    before: Film | None
    at: int = 0


class Sliding(QObject):
    """A slide for each open document. Acts on the current one, and tells of it only by signals."""

    slide_changed = Signal(object)  # the Slide of the current document, or None
    offered = Signal(object)  # FilmOffer
    failed = Signal(str, str)  # title, text

    def __init__(self, session: Session, recipe: Recipe, client: EngineClient, stage: Stage) -> None:
        super().__init__()
        self._session, self._recipe, self._client, self._stage = session, recipe, client, stage
        self._slides: dict[Document, Slide] = {}
        self._jobs: dict[int, Job] = {}
        self._document: Document | None = None
        self._shown = False
        client.step.connect(self._on_step)
        client.finished.connect(self._on_finished)
        client.failed.connect(self._on_failed)
        client.cancelled.connect(self._on_cancelled)
        client.state_changed.connect(self.tell_offer)
        session.current_changed.connect(self._follow)
        session.documents_changed.connect(self._drop_closed)

    @property
    def slide(self) -> Slide | None:
        """The slide of the current document."""
        return self._slides.get(self._document) if self._document else None

    @property
    def offer(self) -> FilmOffer:
        """What would be made now."""
        return film_offer(self._document, self.slide, self._client.about)

    # ---- what the person does

    @Slot()
    def start(self) -> None:
        """Make what the offer says."""
        document, slide, offer = self._document, self.slide, self.offer
        if document is None or slide is None or offer.reason or slide.making is not None:
            return
        film = new_film(document, slide, offer.area, self._recipe.wanted, self._client.about)
        text = tr("Film of {frames} frames").format(frames=slide.frames)
        number = self._client.submit(film.request, text)
        self._jobs[number] = Job(document, slide, film, slide.film)
        slide.begin(film)

    @Slot()
    def cancel(self) -> None:
        """Stop making the current slide's film; the frames that are there stay."""
        for number, job in list(self._jobs.items()):
            if job.slide is self.slide:
                self._client.cancel(number)

    @Slot()
    def use_frame(self) -> None:
        """Put the frame that is looked at into the picture: one undo step."""
        slide, document = self.slide, self._document
        film = slide.film if slide else None
        if slide is None or document is None or document.editing or not isinstance(film, MadeFilm):
            return
        number = film.nearest(slide.position)
        frame = film.frames[number] if number is not None else None
        if number is None or frame is None:
            return
        try:
            land(film.edit, frame, film.box, recipe_of(film, number))
        except PlaceGone as error:
            self.failed.emit(tr("The frame was not used"), str(error))

    @Slot(int)
    def take_picture(self, index: int) -> None:
        """Make the picture as it looks now a keyframe."""
        if self._document is not None and self.slide is not None:
            picture = np.ascontiguousarray(eight_bits(seen(self._document)))
            self.slide.set_keyframe(index, Keyframe(self._document.name, picture))

    @Slot(int, Path)
    def take_file(self, index: int, path: Path) -> None:
        """Make a picture file a keyframe."""
        if self.slide is None:
            return
        try:
            picture = pictures.read_picture(path)
        except FileError as error:
            self.failed.emit(tr("“{name}” is no keyframe").format(name=path.name), str(error))
        else:
            pixels = pictures.to_srgb(eight_bits(picture.pixels), picture.profile)
            self.slide.set_keyframe(index, Keyframe(path.name, np.ascontiguousarray(pixels)))

    @Slot(bool)
    def set_shown(self, shown: bool) -> None:
        """Whether the strip is there: without it the canvas is the picture's."""
        self._shown = shown
        self._show()

    @Slot()
    def tell_offer(self) -> None:
        """Say what would be made now."""
        self.offered.emit(self.offer)

    # ---- from the engine

    @Slot(int, object)
    def _on_step(self, number: int, step: Step) -> None:
        job = self._jobs.get(number)
        if job is None:
            return
        film, frames = job.film, len(job.film.frames)
        film.box = step.box
        done = step.index * frames // step.total  # frames that are finished
        finished = step.total % frames == 0 and step.index * frames % step.total == 0
        if finished:
            film.frames[done - 1] = step.preview
        left = self._client.progress.seconds_left
        job.slide.report(Making(min(done + 1, frames), frames, step.index / step.total, left))
        following = job.slide.looking and job.slide.position == job.at
        if following and finished:
            job.at = done - 1
            job.slide.go(job.at)
        elif following and self._shown:
            self._stage.show(self, job.document, step.preview, film.edit.place.part(step.box))

    @Slot(int, object)
    def _on_finished(self, number: int, result: Result) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        film = job.film
        film.box, film.params, film.pack = result.box, result.params, result.pack
        film.frames[:] = [image[result.box.slices].copy() for image in result.images]
        job.slide.report(None)
        if job.slide.looking and job.slide.position == job.at:
            job.slide.go(len(film.frames) - 1)

    @Slot(int, str)
    def _on_failed(self, number: int, sentence: str) -> None:
        job = self._jobs.get(number)
        if job is not None:
            self._end(number)
            self.failed.emit(tr("The film did not succeed"), f"{sentence} {tr(SAFE)}")

    @Slot(int)
    def _on_cancelled(self, number: int) -> None:
        if number in self._jobs:
            self._end(number)

    def _end(self, number: int) -> None:
        """Keep what is there of a film; where that is nothing, the one before it is back."""
        job = self._jobs.pop(number)
        job.slide.report(None)
        if not job.film.made:
            job.slide.put_back(job.before)
        job.slide.position_changed.emit()

    # ---- documents

    @Slot()
    def _follow(self) -> None:
        """Act on another document."""
        before, self._document = self._document, self._session.current
        if before is not None and before in self._session.documents:
            before.changed.disconnect(self._look_away)
            before.history_changed.disconnect(self.tell_offer)
            self._slides[before].changed.disconnect(self.tell_offer)
            self._slides[before].position_changed.disconnect(self._show)
        document = self._document
        if document is not None:
            slide = self._slides.setdefault(document, Slide())
            document.changed.connect(self._look_away)
            document.history_changed.connect(self.tell_offer)
            slide.changed.connect(self.tell_offer)
            slide.position_changed.connect(self._show)
        self.slide_changed.emit(self.slide)
        self.tell_offer()
        self._show()

    @Slot()
    def _drop_closed(self) -> None:
        """A closed document takes its slide and its work along."""
        for number, job in list(self._jobs.items()):
            if job.document not in self._session.documents:
                self._client.cancel(number)
        self._slides = {one: slide for one, slide in self._slides.items() if one in self._session.documents}

    # ---- what is seen

    @Slot()
    def _show(self) -> None:
        """Put the frame that is looked at on the canvas, or leave it to the picture."""
        slide, document = self.slide, self._document
        film = slide.film if slide else None
        number = film.nearest(slide.position) if slide and film and slide.looking and self._shown else None
        if document is None or number is None or not isinstance(film, MadeFilm):
            self._stage.hide(self)
            return
        frame = film.frames[number]
        assert frame is not None, "the nearest is one that is there"
        self._stage.show(self, document, frame, film.edit.place.part(film.box))

    @Slot()
    def _look_away(self) -> None:
        """The picture changes: it is what the person wants to see."""
        if self.slide is not None and self.slide.looking:
            self.slide.look(False)
