"""What a film is asked for: of which part of the picture, from which keyframes, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import ABOUT, FAR_COLOUR, FakeEngine
from film_window import FilmWindow, ask, colour_of, filming, make, request_of
from looking import fill_mask
from pictures import noise
from PIL import Image
from pytestqt.qtbot import QtBot

from app.panels.slide import Area, Keyframe
from paella_core.request import Box

PAINTED = Box(60, 40, 30, 20)


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine) -> Iterator[FilmWindow]:
    """A picture of 200 x 150 pixels; the engine takes two steps for each of five frames."""
    engine.total = 10
    with filming(qtbot, engine.open, [noise()]) as made:
        made.slide.set_frames(5)
        yield made
        engine.let(1000)


def reason(window: FilmWindow) -> str:
    return window.sliding.offer.reason


# ---- where


def test_inside_the_mask_only_that_slides(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    fill_mask(window.document, PAINTED)
    assert window.sliding.offer.area is Area.MASK
    film = make(window, qtbot)
    request = request_of(engine)
    np.testing.assert_array_equal(request.image, noise())
    np.testing.assert_array_equal(request.mask, window.document.read_mask())
    assert film.box == Box(52, 32, 46, 36)  # the engine's box, with what lies around the mask
    for number in film.made:
        whole, frame = film.whole(number), film.frames[number]
        assert frame is not None
        assert frame.shape[:2] == (36, 46)
        outside = window.document.read_mask() == 0
        np.testing.assert_array_equal(whole[outside], noise()[outside])
    assert colour_of(film.whole(4)[PAINTED.slices]) == FAR_COLOUR


def test_the_request_holds_copies(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    fill_mask(window.document, PAINTED)
    engine.gated = True
    ask(window)
    qtbot.waitUntil(lambda: bool(engine.requests))
    fill_mask(window.document, Box(0, 0, 200, 150), 0)
    mask = request_of(engine).mask
    assert mask is not None
    assert np.count_nonzero(mask) == 600


def test_a_mask_can_be_left_aside(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    fill_mask(window.document, PAINTED)
    window.slide.set_area(Area.PICTURE)
    assert make(window, qtbot).box == Box(0, 0, 200, 150)
    assert request_of(engine).image is None


def test_a_small_picture_has_the_models_size_and_lies_in_the_middle(
    window: FilmWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    make(window, qtbot)  # now the pack is open
    window.slide.set_area(Area.NATIVE)
    make(window, qtbot)
    width, height = request_of(engine).size
    assert abs(width * height - ABOUT.limits.native**2) < 200
    assert width / height == pytest.approx(200 / 150, abs=0.02)
    shown_now = window.stage.shown
    assert shown_now is not None
    assert shown_now.box == Box((200 - width) // 2, (150 - height) // 2, width, height)


def test_frames_go_along_when_the_canvas_grows(window: FilmWindow, qtbot: QtBot) -> None:
    make(window, qtbot)
    window.document.resize("Canvas size", Box(-10, -20, 250, 200))
    window.slide.look(True)
    assert window.stage.shown is not None
    assert window.stage.shown.box == Box(10, 20, 200, 150)


# ---- why not


def test_what_is_missing_is_said(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    assert reason(window).startswith("Two descriptions make a film")
    window.describe("day")
    assert reason(window).startswith("Two descriptions make a film")
    window.describe("day", "night", "dawn")
    assert reason(window) == ""
    window.slide.set_keyframe(1, Keyframe(" "))
    assert reason(window) == "Describe keyframe B, or remove it."
    window.sliding.start()
    qtbot.wait(20)
    assert engine.requests == []
    window.slide.remove(1)
    assert reason(window) == ""
    window.slide.set_area(Area.MASK)
    assert reason(window) == "Paint over the part that should change, or choose the whole picture."
    fill_mask(window.document, PAINTED)
    assert reason(window) == ""


def test_what_the_pack_cannot_do_is_said(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    window.describe("day", "night")
    engine.about = replace(ABOUT, abilities=frozenset({"interpolate"}))
    window.client.load()
    qtbot.waitUntil(lambda: window.client.about is not None)
    assert reason(window) == ""
    window.sliding.take_picture(0)
    assert reason(window) == "“fake” cannot start from pictures: describe all keyframes."
    window.client.about = replace(ABOUT, abilities=frozenset({"vary"}))
    assert reason(window) == "“fake” cannot make films: choose another pack."


def test_more_than_memory_holds_is_refused(window: FilmWindow) -> None:
    window.open(np.zeros((3000, 4000, 3), np.uint8))
    window.describe("day", "night")
    window.slide.set_frames(44)
    assert reason(window) == ""
    window.slide.set_frames(120)
    assert reason(window).startswith("So many frames of this size need 5 GB of memory")
    window.slide.set_area(Area.NATIVE)
    assert reason(window) == ""


def test_without_a_picture_there_is_nothing_to_make(window: FilmWindow) -> None:
    window.session.remove(window.document)
    assert window.sliding.slide is None
    assert reason(window) == "No picture is open."
    window.sliding.start()
    window.sliding.use_frame()
    window.sliding.cancel()
    assert not window.client.busy


# ---- pictures as keyframes


def test_the_picture_as_it_looks_can_be_a_keyframe(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    window.describe("day", "night")
    window.sliding.take_picture(1)
    window.sliding.start()
    qtbot.waitUntil(lambda: window.slide.making is None)
    first, second = request_of(engine).stops
    assert first == "day"
    assert isinstance(second, np.ndarray)
    np.testing.assert_array_equal(second, noise())


def test_a_deep_picture_becomes_a_keyframe_of_eight_bits(window: FilmWindow) -> None:
    window.open(noise(dtype=np.uint16))
    window.sliding.take_picture(0)
    picture = window.slide.keyframes[0].picture
    assert picture is not None
    assert (picture.dtype, picture.shape) == (np.uint8, (150, 200, 3))


def test_a_file_can_be_a_keyframe(window: FilmWindow, tmp_path: Path) -> None:
    path = tmp_path / "lake.png"
    Image.fromarray(noise(seed=5)).save(path)
    window.sliding.take_file(0, path)
    keyframe = window.slide.keyframes[0]
    assert keyframe.text == "lake.png"
    np.testing.assert_array_equal(keyframe.picture, noise(seed=5))


def test_a_file_that_is_no_picture_is_told_of(window: FilmWindow, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no picture")
    window.sliding.take_file(0, path)
    assert window.failures[0][0] == "“notes.txt” is no keyframe"
    assert window.slide.keyframes[0].picture is None
