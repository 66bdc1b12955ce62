"""From keyframes to frames on the canvas: on a scripted engine, in a window with a canvas and the strip."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from fakes import COLOUR, FAR_COLOUR, FakeEngine
from film_window import FilmWindow, ask, colour_of, film_of, filming, make, request_of
from looking import fill_mask, shown
from pictures import noise
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.engine.tickets import Ticket
from app.panels.slide import Film
from paella_core.errors import DeviceError
from paella_core.params import SamplingParams
from paella_core.request import Box, Interpolate

PAINTED = Box(60, 40, 30, 20)


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine) -> Iterator[FilmWindow]:
    """A picture of 200 x 150 pixels; the engine takes two steps for each of five frames."""
    engine.total = 10
    with filming(qtbot, engine.open, [noise()]) as made:
        made.slide.set_frames(5)
        yield made
        engine.let(1000)


# ---- making


def test_a_film_has_all_frames_and_the_picture_is_untouched(
    window: FilmWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    window.recipe.set_param("seed", 7)
    window.recipe.set_param("count", 4)
    window.recipe.set_negative("people")
    film = make(window, qtbot)
    request = request_of(engine)
    assert (request.stops, request.frames, request.size) == (("day", "night"), 5, (200, 150))
    assert (request.path, request.negative, request.image, request.mask) == ("slerp", "people", None, None)
    assert (request.params.seed, request.params.count) == (7, 1)
    assert film.made == [0, 1, 2, 3, 4]
    assert [colour_of(film.frames[number]) for number in (0, 4)] == [COLOUR, FAR_COLOUR]
    np.testing.assert_array_equal(window.document.flattened(), noise())
    assert window.document.history() == []
    assert window.failures == []


def test_frames_appear_as_they_are_finished(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.gated = True
    ask(window)
    assert window.slide.making is not None
    assert window.shown is None
    engine.let(1)
    qtbot.waitUntil(lambda: window.slide.making is not None and window.slide.making.share == 0.1)
    assert film_of(window).made == []
    assert colour_of(window.shown) == COLOUR  # as it looks after a step
    engine.let(5)
    qtbot.waitUntil(lambda: film_of(window).made == [0, 1, 2])
    making = window.slide.making
    assert making is not None
    assert (making.frame, making.frames, making.share) == (4, 5, 0.6)
    assert making.seconds_left is not None
    assert window.slide.position == 2
    halfway = np.rint((np.array(COLOUR) + FAR_COLOUR) / 2)
    assert colour_of(film_of(window).frames[2]) == tuple(halfway)


def test_who_looks_elsewhere_is_left_alone(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.gated = True
    ask(window)
    engine.let(4)
    qtbot.waitUntil(lambda: film_of(window).made == [0, 1])
    window.slide.go(0)
    engine.let(1000)
    qtbot.waitUntil(lambda: window.slide.making is None)
    assert window.slide.position == 0
    assert colour_of(window.shown) == COLOUR


def test_where_steps_do_not_fall_on_frames_all_come_at_the_end(
    window: FilmWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.total, engine.gated = 4, True
    ask(window)
    engine.let(3)
    qtbot.waitUntil(lambda: window.slide.making is not None and window.slide.making.share == 0.75)
    assert film_of(window).made == []
    engine.let()
    qtbot.waitUntil(lambda: window.slide.making is None)
    assert [colour_of(film_of(window).frames[number]) for number in (0, 4)] == [COLOUR, FAR_COLOUR]


def test_a_second_start_waits_for_the_first(window: FilmWindow, engine: FakeEngine) -> None:
    engine.gated = True
    ask(window)
    window.sliding.start()
    tickets: tuple[Ticket, ...] = window.client.queue
    assert [ticket.text for ticket in tickets] == ["Film of 5 frames"]


def test_cancelling_keeps_what_is_there(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.gated = True
    ask(window)
    engine.let(4)
    qtbot.waitUntil(lambda: film_of(window).made == [0, 1])
    window.sliding.cancel()
    assert window.slide.making is None
    assert film_of(window).made == [0, 1]
    assert not window.client.queue
    window.slide.go(4)
    np.testing.assert_array_equal(window.shown, film_of(window).frames[1])


def test_cancelling_before_the_first_frame_brings_the_last_film_back(
    window: FilmWindow, engine: FakeEngine, qtbot: QtBot
) -> None:
    first = make(window, qtbot)
    engine.gated = True
    window.describe("dusk", "dawn")
    window.sliding.start()
    assert window.slide.film is not first
    window.sliding.cancel()
    assert window.slide.film is first
    assert window.slide.is_stale
    np.testing.assert_array_equal(window.shown, first.frames[0])


def test_a_failure_is_told_in_words(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    engine.error = DeviceError("The memory does not suffice: make the picture smaller.")
    ask(window)
    qtbot.waitUntil(lambda: bool(window.failures))
    title, text = window.failures[0]
    assert title == "The film did not succeed"
    assert text == "The memory does not suffice: make the picture smaller. Your picture is as it was."
    assert (window.slide.making, window.slide.film, window.shown) == (None, None, None)
    engine.error = None
    make(window, qtbot)
    assert film_of(window).made == [0, 1, 2, 3, 4]


# ---- what is seen


def test_each_frame_is_on_the_canvas_where_it_belongs(window: FilmWindow, qtbot: QtBot) -> None:
    make(window, qtbot)
    middle = window.canvas.rect().center()
    for number, colour in ((0, COLOUR), (4, FAR_COLOUR)):
        window.slide.go(number)
        assert tuple(shown(window.canvas)[middle.y(), middle.x()]) == colour
    window.slide.look(False)
    assert window.shown is None
    window.slide.look(True)
    assert colour_of(window.shown) == FAR_COLOUR
    window.strip.hide()
    assert window.shown is None
    window.strip.show()
    assert colour_of(window.shown) == FAR_COLOUR


def test_painting_shows_the_picture_again(window: FilmWindow, qtbot: QtBot) -> None:
    make(window, qtbot)
    fill_mask(window.document, PAINTED)
    assert (window.slide.looking, window.shown) == (False, None)


@pytest.mark.parametrize("side", [256, 1024])
def test_scrubbing_keeps_up_with_the_display(window: FilmWindow, qtbot: QtBot, side: int) -> None:
    """A frame is on the canvas within 33 ms; taken is the median, as this computer may be busy."""
    window.open(np.zeros((side, side, 3), np.uint8))
    film = make(window, qtbot)
    film.frames[:] = [noise(side, side, seed=number) for number in range(5)]
    taken = []
    for number in (0, 1, 2, 3, 4, 3, 2, 1, 0):
        began = time.perf_counter()
        window.slide.go(number)
        window.canvas.repaint()
        taken.append(time.perf_counter() - began)
    print(side, f"{1000 * np.median(taken):.1f} ms, at most {1000 * max(taken):.1f} ms")
    assert np.median(taken) < 0.033


# ---- into the picture


def test_a_frame_becomes_a_layer(window: FilmWindow, qtbot: QtBot) -> None:
    window.recipe.set_param("seed", 7)
    make(window, qtbot)
    window.slide.go(2)
    window.sliding.use_frame()
    document = window.document
    assert document.history() == ["Use frame"]
    assert len(document.layers()) == 2
    halfway = np.rint((np.array(COLOUR) + FAR_COLOUR) / 2)
    assert colour_of(document.flattened()) == tuple(halfway)
    recipe = document.recipe
    assert recipe is not None
    assert (recipe["prompt"], recipe["frame"], recipe["pack"]) == ("day → night", [3, 5], "fake")
    assert (recipe["params"]["seed"], recipe["params"]["count"]) == (7, 1)
    assert (window.slide.looking, window.shown) == (False, None)
    document.undo()
    np.testing.assert_array_equal(document.flattened(), noise())


def test_a_frame_inside_the_mask_has_that_mask(window: FilmWindow, qtbot: QtBot) -> None:
    fill_mask(window.document, PAINTED)
    make(window, qtbot)
    window.slide.go(4)
    window.sliding.use_frame()
    picture = window.document.flattened()
    assert colour_of(picture[PAINTED.slices]) == FAR_COLOUR
    outside = window.document.read_mask() == 0
    np.testing.assert_array_equal(picture[outside], noise()[outside])
    layer = window.document.layers()[-1]
    assert layer.mask is not None


def test_a_frame_whose_place_was_cut_off_is_not_used(window: FilmWindow, qtbot: QtBot) -> None:
    fill_mask(window.document, PAINTED)
    make(window, qtbot)
    window.document.resize("Crop", Box(150, 100, 50, 50))
    window.sliding.use_frame()
    assert window.failures[0][0] == "The frame was not used"
    assert len(window.document.layers()) == 1


def test_no_frame_is_used_while_a_stroke_is_in_progress(window: FilmWindow, qtbot: QtBot) -> None:
    make(window, qtbot)
    with window.document.edit("Paint", window.document.mask):
        window.sliding.use_frame()
    assert len(window.document.layers()) == 1


# ---- several pictures


def test_each_picture_has_a_slide_of_its_own(window: FilmWindow, qtbot: QtBot) -> None:
    first, slide = window.document, window.slide
    film = make(window, qtbot)
    second = window.open(noise(seed=1))
    assert window.slide is not slide
    assert (window.slide.film, window.shown) == (None, None)
    window.session.show(first)
    assert (window.slide, window.slide.film) == (slide, film)
    assert colour_of(window.shown) == FAR_COLOUR
    assert second in window.session.documents


def test_a_film_goes_on_while_another_picture_is_shown(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    first, slide = window.document, window.slide
    engine.gated = True
    ask(window)
    window.open(noise(seed=1))
    window.describe("sun", "rain")
    window.slide.set_frames(5)
    window.sliding.start()
    assert len(window.client.queue) == 2
    engine.let(1000)
    qtbot.waitUntil(lambda: slide.making is None and window.slide.making is None)
    assert slide.film is not None
    assert len(slide.film.made) == 5
    assert request_of(engine).stops == ("sun", "rain")
    window.session.show(first)
    assert window.slide is slide


def test_a_closed_picture_takes_its_film_along(window: FilmWindow, engine: FakeEngine, qtbot: QtBot) -> None:
    closed: Document = window.document
    engine.gated = True
    ask(window)
    engine.let(3)
    qtbot.waitUntil(lambda: film_of(window).made == [0])
    window.open(noise(seed=1))
    window.session.remove(closed)
    assert not window.client.queue
    assert closed not in window.sliding._slides
    assert window.shown is None
    assert window.failures == []


def test_the_work_of_others_is_no_film(window: FilmWindow, qtbot: QtBot) -> None:
    number = window.client.submit(Interpolate(["a", "b"], 5, params=SamplingParams()), "Somebody else's")
    qtbot.waitUntil(lambda: not window.client.busy)
    assert number > 0
    assert window.slide.film is None
    assert isinstance(make(window, qtbot), Film)
