"""Steps about films: keyframes, frames on the canvas, and the files that they become."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from fakes import FakeEngine
from film_window import FilmWindow, film_of
from PIL import Image, ImageSequence
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytest_bdd import given, parsers, then, when
from pytestqt.qtbot import QtBot
from steps.pictures import Rows

from app.dialogs.film import FilmOptions
from app.engine.worker import Opener, open_engine
from app.resources import RESOURCES
from paella_core.request import Box

LEFT = Qt.MouseButton.LeftButton
MINI = RESOURCES / "packs" / "mini"
MIDDLE = Box(48, 48, 32, 32)
PATIENCE = 120_000  # milliseconds: a cold start of the engine on a busy computer
StartFilms = Callable[[Opener], FilmWindow]


def small_picture() -> np.ndarray:
    """128 x 128 pixels that go from blue to red."""
    rows, columns = np.mgrid[0:128, 0:128]
    return np.stack([columns * 2, np.full_like(rows, 90), 255 - rows], axis=-1).astype(np.uint8)


def frames_in(path: Path) -> list[np.ndarray]:
    with Image.open(path) as image:
        return [np.array(frame.convert("RGB")) for frame in ImageSequence.Iterator(image)]


def place_of(films: FilmWindow, number: int) -> QPoint:
    return QPoint(round(films.strip.timeline.x_of(number - 1)), 18)


# ---- before


@given("a small picture, with the engine that ships", target_fixture="films")
def with_mini(start_films: StartFilms) -> FilmWindow:
    films = start_films(partial(open_engine, MINI, "cpu"))
    films.recipe.set_param("seed", 7)
    return films


@given("a small picture, with a quick engine", target_fixture="films")
def with_quick(start_films: StartFilms, engine: FakeEngine) -> FilmWindow:
    return start_films(engine.open)


@given("a small picture, with an engine that waits", target_fixture="films")
def with_waiting(start_films: StartFilms, engine: FakeEngine) -> FilmWindow:
    engine.gated = True
    return start_films(engine.open)


# ---- what is asked for


@when("I describe the keyframes")
def describe(films: FilmWindow, datatable: Rows) -> None:
    films.describe(*(row[0] for row in datatable))


@when(parsers.parse("I ask for a film of {count:d} frames"))
def ask_for(films: FilmWindow, count: int) -> None:
    field = films.strip.frames
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, str(count))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert films.strip.make.text() == f"Make {count} frames"


@when("I start the film with Enter and wait for it")
def make(films: FilmWindow, qtbot: QtBot) -> None:
    QTest.keyClick(films.strip.keyframes.cells[1].words, Qt.Key.Key_Return)
    assert films.slide.making is not None
    qtbot.waitUntil(lambda: films.slide.making is None, timeout=PATIENCE)
    assert films.failures == []


@when(parsers.parse("I start the film with Enter and wait for frame {number:d}"))
def make_some(films: FilmWindow, engine: FakeEngine, qtbot: QtBot, number: int) -> None:
    QTest.keyClick(films.strip.keyframes.cells[1].words, Qt.Key.Key_Return)
    engine.let(2 * number)
    qtbot.waitUntil(lambda: len(film_of(films).made) == number)


@when(parsers.parse("I click “{text}” in the strip"))
def press(films: FilmWindow, text: str) -> None:
    buttons = [one for one in films.strip.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert len(buttons) == 1
    QTest.mouseClick(buttons[0], LEFT)


@when(parsers.parse("I click on frame {number:d} of the timeline"))
def click_frame(films: FilmWindow, number: int) -> None:
    QTest.mouseClick(films.strip.timeline, LEFT, pos=place_of(films, number))
    assert films.strip.number.text().startswith(f"{number} / ")


@when("Space is hit in the timeline")
def press_space(films: FilmWindow) -> None:
    QTest.keyClick(films.strip.timeline, Qt.Key.Key_Space)


@when("I paint over the middle of it")
def paint(films: FilmWindow) -> None:
    mask = films.document.mask
    with films.document.edit("Paint mask", mask), mask.paint(MIDDLE) as pixels:
        pixels[...] = 255


@when(parsers.parse("I export the film as “{name}”, back and forth"))
def export(films: FilmWindow, qtbot: QtBot, folder: Path, name: str) -> None:
    films.questions.options = FilmOptions(Path(name).suffix, 24, ping_pong=True)
    films.questions.path = folder / name
    QTest.mouseClick(films.strip.export, LEFT)
    qtbot.waitUntil(lambda: films.strip.note.text() == f"Saved “{name}”", timeout=PATIENCE)


# ---- what comes of it


@then(parsers.parse("{count:d} frames are there, and the last shows something else than the first"))
def frames_are_there(films: FilmWindow, count: int) -> None:
    film = film_of(films)
    assert film.made == list(range(count))
    assert np.abs(film.whole(0).astype(int) - film.whole(count - 1)).mean() > 10


@then("the small picture is as it was")
def is_as_it_was(films: FilmWindow) -> None:
    np.testing.assert_array_equal(films.document.flattened(), small_picture())
    assert films.document.history() == []


@then(parsers.parse("each frame is on the canvas within {limit:d} milliseconds when I drag over the timeline"))
def scrubs(films: FilmWindow, limit: int) -> None:
    """Taken is the median: this computer may be busy."""
    film, timeline, taken = film_of(films), films.strip.timeline, []
    QTest.mousePress(timeline, LEFT, pos=place_of(films, len(film.frames)))
    for number in (1, 2, 3, 4, 5, 4, 3, 2, 1):
        began = time.perf_counter()
        QTest.mouseMove(timeline, place_of(films, number))
        films.canvas.repaint()
        taken.append(1000 * (time.perf_counter() - began))
        assert films.shown is film.frames[number - 1]
    QTest.mouseRelease(timeline, LEFT, pos=place_of(films, 1))
    assert np.median(taken) <= limit


@then(parsers.parse("“{name}” is a film of {count:d} frames of {width:d} x {height:d} pixels"))
def is_film(folder: Path, name: str, count: int, width: int, height: int) -> None:
    with Image.open(folder / name) as film:
        assert (getattr(film, "n_frames", 1), film.size, film.info["loop"]) == (count, (width, height), 0)


@then("its frames are those that I saw")
def frames_are_those(films: FilmWindow, folder: Path) -> None:
    """As near as 256 colours come to them."""
    film = film_of(films)
    for number, frame in zip((0, 1, 2, 3, 4, 3, 2, 1), frames_in(folder / "night.gif"), strict=True):
        assert np.abs(frame.astype(int) - film.whole(number)).mean() < 6


@then(parsers.parse("the strip says “{text}”"))
def strip_says(films: FilmWindow, text: str) -> None:
    assert films.strip.note.text().startswith(text)


@then(parsers.parse("I can go back to frame {number:d}"))
def go_back(films: FilmWindow, number: int) -> None:
    click_frame(films, number)
    assert films.shown is film_of(films).frames[number - 1]


@then(parsers.parse("the picture is frame {number:d}, in one step “{step}”"))
def picture_is_frame(films: FilmWindow, number: int, step: str) -> None:
    np.testing.assert_array_equal(films.document.flattened(), film_of(films).whole(number - 1))
    assert films.document.history() == [step]


@then("frames go by, there and back again")
def frames_go_by(films: FilmWindow, qtbot: QtBot) -> None:
    seen: list[int] = []
    films.slide.position_changed.connect(lambda: seen.append(films.slide.position))
    qtbot.waitUntil(lambda: len(seen) > 3 and max(seen) >= 7 and seen[-1] < 5, timeout=10_000)


@then("the film stands still")
def stands_still(films: FilmWindow, qtbot: QtBot) -> None:
    at = films.slide.position
    qtbot.wait(150)
    assert films.slide.position == at


@then(parsers.parse("the strip offers “{text}”"))
def strip_offers(films: FilmWindow, text: str) -> None:
    assert films.strip.area.currentText() == text


@then(parsers.parse("in “{name}” nothing changes outside the middle"))
def nothing_changes_outside(folder: Path, name: str) -> None:
    frames = frames_in(folder / name)
    assert len(frames) == 16
    outside = np.ones((128, 128), bool)
    outside[MIDDLE.slices] = False
    for frame in frames:
        np.testing.assert_array_equal(frame[outside], small_picture()[outside])
    assert (frames[0][MIDDLE.slices] != frames[8][MIDDLE.slices]).all()
