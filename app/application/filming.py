"""A film to the disk: asked about, written in a thread, told of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from app.application.slides import MadeFilm
from app.application.sliding import Sliding
from app.dialogs.film import FOLDER, FilmOptions, FilmQuestions
from app.engine.films import FilmJob, FilmWriter, writes_mp4
from app.language import tr
from app.panels.slide import round_trip

_FIRST = ".gif"


class FilmCommands(QObject):
    """Writes the film of the current slide. `close` must be called before it goes."""

    progressed = Signal(str, float)  # name, the share (0..1) that is done
    written = Signal(str)  # name
    ended = Signal()  # after a failure
    failed = Signal(str, str)  # title, text

    def __init__(self, sliding: Sliding, questions: FilmQuestions) -> None:
        super().__init__()
        self._sliding, self._questions = sliding, questions
        self._suffix, self._folder = _FIRST, Path.home()
        self.writer = FilmWriter()
        self.writer.progressed.connect(self._on_progress)
        self.writer.written.connect(self._on_written)
        self.writer.failed.connect(self._on_failed)

    @Slot()
    def export(self) -> None:
        """Ask how and where, and write what there is of the film."""
        slide = self._sliding.slide
        film = slide.film if slide else None
        if slide is None or not isinstance(film, MadeFilm) or len(film.made) < 2 or self.writer.busy:
            return
        frames = film.made
        offered = FilmOptions(self._suffix, slide.speed, slide.ping_pong)
        options = self._questions.film(offered, len(frames), writes_mp4())
        path = self._questions.film_file(self._suggestion(film, options.suffix)) if options else None
        if options is None or path is None:
            return
        self._suffix, self._folder = options.suffix, path.parent
        order = round_trip(frames) if options.ping_pong else frames
        self.writer.write(FilmJob(path, WholeFrames(film, order), options.speed))

    @Slot(int)
    def choose_keyframe(self, index: int) -> None:
        """Ask for a picture file to be a keyframe."""
        path = self._questions.keyframe_file(str(self._folder))
        if path is not None:
            self._sliding.take_file(index, path)

    def close(self) -> None:
        """Give up what is being written, and end its thread."""
        self.writer.close()

    def _suggestion(self, film: MadeFilm, suffix: str) -> Path:
        document = film.edit.document
        folder = document.path.parent if document.path else self._folder
        name = tr("{name} film").format(name=Path(document.name).stem)
        return folder / (name if suffix == FOLDER else name + suffix)

    @Slot(object, float)
    def _on_progress(self, job: FilmJob, share: float) -> None:
        self.progressed.emit(job.path.name, share)

    @Slot(object)
    def _on_written(self, job: FilmJob) -> None:
        self.written.emit(job.path.name)

    @Slot(object, str)
    def _on_failed(self, job: FilmJob, sentence: str) -> None:
        self.ended.emit()
        safe = tr("The frames are still here.")
        self.failed.emit(tr("“{name}” was not exported").format(name=job.path.name), f"{sentence} {safe}")


class WholeFrames(Sequence[np.ndarray]):
    """Frames of a film in an order of their own, put together when they are read: most are parts of a large picture."""

    def __init__(self, film: MadeFilm, order: Sequence[int]) -> None:
        self._film, self._order = film, order

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> np.ndarray:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._film.whole(self._order[index])
