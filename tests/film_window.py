"""A window with a canvas and the strip that makes films, joined as in the program, and the hand that works it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from fakes import FakeEngine
from PySide6.QtCore import QObject, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.application.filming import FilmCommands
from app.application.session import Session
from app.application.slides import MadeFilm
from app.application.sliding import Sliding
from app.application.stage import Stage
from app.canvas.canvas_view import CanvasView
from app.dialogs.film import FilmOptions, FilmQuestions
from app.document.document import Document
from app.engine.client import EngineClient
from app.engine.worker import Opener
from app.panels.interpolation import InterpolationStrip
from app.panels.recipe import Recipe
from app.panels.slide import Slide
from paella_core.request import Interpolate


class ScriptedFilmQuestions(FilmQuestions):
    """Answers as a test says. With `real` the dialog about the format is the real one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.options: FilmOptions | None = None
        self.path: Path | None = None
        self.picture: Path | None = None
        self.asked: list[tuple[FilmOptions, int]] = []
        self.suggested: list[Path] = []
        self.real = False

    def film(self, options: FilmOptions, frames: int, mp4: bool) -> FilmOptions | None:
        self.asked.append((options, frames))
        return super().film(options, frames, mp4) if self.real else self.options

    def film_file(self, suggestion: Path) -> Path | None:
        self.suggested.append(suggestion)
        return self.path

    def keyframe_file(self, folder: str) -> Path | None:  # noqa: ARG002
        return self.picture


class FilmWindow(QObject):
    """The parts that make films, without the rest of the program."""

    def __init__(self, opener: Opener) -> None:
        super().__init__()
        self.window = QWidget()
        self.canvas = CanvasView()
        self.canvas.set_motion(False)
        self.strip = InterpolationStrip()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.strip)
        self.session, self.recipe, self.client = Session(), Recipe(), EngineClient(opener)
        self.stage = Stage(self.session)
        self.sliding = Sliding(self.session, self.recipe, self.client, self.stage)
        self.questions = ScriptedFilmQuestions(self.window)
        self.filming = FilmCommands(self.sliding, self.questions)
        self.failures: list[tuple[str, str]] = []
        self.sliding.failed.connect(self.note)
        self.filming.failed.connect(self.note)
        self.stage.changed.connect(self.show_stage)
        self.session.current_changed.connect(self.show_document)
        join(self.strip, self.sliding, self.filming)
        self.strip.show()

    @property
    def slide(self) -> Slide:
        slide = self.sliding.slide
        assert slide is not None
        return slide

    @property
    def document(self) -> Document:
        assert self.session.current is not None
        return self.session.current

    @property
    def shown(self) -> np.ndarray | None:
        """What the canvas shows in place of the picture."""
        return self.stage.shown.image if self.stage.shown else None

    def open(self, pixels: np.ndarray, path: Path | None = None) -> Document:
        document = Document.from_array(pixels, path)
        self.session.add(document)
        return document

    def describe(self, *words: str) -> None:
        """Click into one keyframe after the other and type; those that are missing are added."""
        for index, text in enumerate(words):
            if index >= len(self.strip.keyframes.cells):
                self.strip.keyframes.add.click()
            field = self.strip.keyframes.cells[index].words
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, text)

    @Slot(str, str)
    def note(self, title: str, text: str) -> None:
        self.failures.append((title, text))

    @Slot()
    def show_stage(self) -> None:
        shown = self.stage.shown
        if shown is None:
            self.canvas.show_preview(None, None)
        else:
            self.canvas.show_frame(shown.image, shown.box)

    @Slot()
    def show_document(self) -> None:
        self.canvas.set_document(self.session.current)

    def close(self) -> None:
        self.window.hide()
        self.filming.close()
        self.client.close()
        self.canvas.set_document(None)
        self.window.deleteLater()


def join(strip: InterpolationStrip, sliding: Sliding, filming: FilmCommands) -> None:
    """Which signal moves what."""
    strip.make_requested.connect(sliding.start)
    strip.cancel_requested.connect(sliding.cancel)
    strip.use_requested.connect(sliding.use_frame)
    strip.export_requested.connect(filming.export)
    strip.picture_wanted.connect(sliding.take_picture)
    strip.file_wanted.connect(filming.choose_keyframe)
    strip.file_dropped.connect(sliding.take_file)
    strip.shown_changed.connect(sliding.set_shown)
    strip.closed.connect(strip.hide)
    sliding.slide_changed.connect(strip.set_slide)
    sliding.offered.connect(strip.show_offer)
    filming.progressed.connect(strip.show_writing)
    filming.written.connect(strip.show_written)
    filming.ended.connect(strip.hide_writing)
    sliding.tell_offer()


@contextmanager
def filming(
    qtbot, opener: Opener, pictures: Sequence[np.ndarray], size: tuple[int, int] = (930, 500)
) -> Iterator[FilmWindow]:
    """An open window with the pictures, closed at the end whatever happens."""
    made = FilmWindow(opener)
    try:
        made.window.resize(*size)
        with qtbot.waitExposed(made.window):
            made.window.show()
        made.window.activateWindow()
        for picture in pictures:
            made.open(picture)
        yield made
    finally:
        made.close()
        made.deleteLater()


def ask(window: FilmWindow) -> None:
    """Describe two keyframes, and ask for the film."""
    window.describe("day", "night")
    window.sliding.start()


def make(window: FilmWindow, qtbot) -> MadeFilm:
    """The same, and wait for it."""
    ask(window)
    qtbot.waitUntil(lambda: window.slide.making is None, timeout=10_000)
    return film_of(window)


def film_of(window: FilmWindow) -> MadeFilm:
    """The film of the current slide."""
    film = window.slide.film
    assert isinstance(film, MadeFilm)
    return film


def request_of(engine: FakeEngine) -> Interpolate:
    """What the engine was asked for last."""
    request = engine.requests[-1]
    assert isinstance(request, Interpolate)
    return request


def colour_of(frame: np.ndarray | None) -> tuple[int, ...]:
    """The one colour that a frame has."""
    assert frame is not None
    colours = {tuple(colour) for colour in frame[..., :3].reshape(-1, 3).tolist()}
    assert len(colours) == 1
    return colours.pop()
