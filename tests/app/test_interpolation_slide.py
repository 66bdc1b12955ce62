"""The state of the strip that makes films: keyframes, settings, the film, and the frame that is looked at."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QSignalSpy

from app.panels.slide import (
    FEWEST_KEYFRAMES,
    MOST_KEYFRAMES,
    Area,
    Film,
    Keyframe,
    Making,
    Slide,
    letter_of,
    places_of,
    round_trip,
)


def described(*words: str) -> Slide:
    slide = Slide()
    for _ in words[2:]:
        slide.add(Keyframe())
    for index, text in enumerate(words):
        slide.set_keyframe(index, Keyframe(text))
    return slide


def words_of(slide: Slide) -> list[str]:
    return [keyframe.text for keyframe in slide.keyframes]


def film(frames: int, made: range | None = None) -> Film:
    there = range(frames) if made is None else made
    return Film(2, [np.full((2, 2, 3), n, np.uint8) if n in there else None for n in range(frames)])


def test_a_new_slide_has_two_empty_keyframes() -> None:
    slide = Slide()
    assert [keyframe.is_empty for keyframe in slide.keyframes] == [True, True]
    assert (slide.frames, slide.path, slide.area, slide.film, slide.making) == (9, "slerp", None, None, None)


def test_a_keyframe_is_words_or_a_picture() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    assert Keyframe(" day ").stop == "day"
    assert Keyframe("tree.png", pixels).stop is pixels
    assert Keyframe("  ").is_empty
    assert not Keyframe("", pixels).is_empty


@pytest.mark.parametrize(
    ("index", "place", "wanted"), [(0, 2, "BCA"), (2, 0, "CAB"), (1, 1, "ABC"), (0, 3, "ABC"), (0, -1, "ABC")]
)
def test_keyframes_change_places(index: int, place: int, wanted: str) -> None:
    slide = described("A", "B", "C")
    slide.move(index, place)
    assert "".join(words_of(slide)) == wanted


def test_there_are_two_to_eight_keyframes() -> None:
    slide = described("A", "B")
    slide.remove(0)
    assert len(slide.keyframes) == FEWEST_KEYFRAMES == 2
    for _ in range(10):
        slide.add(Keyframe())
    assert len(slide.keyframes) == MOST_KEYFRAMES == 8
    slide.remove(0)
    assert words_of(slide)[0] == "B"


def test_there_is_a_frame_for_each_keyframe() -> None:
    slide = described("A", "B", "C")
    slide.set_frames(2)
    assert slide.frames == 3
    slide.remove(0)
    assert slide.frames == 2


def test_what_is_asked_for_is_told_once() -> None:
    slide = Slide()
    changes = QSignalSpy(slide.changed)
    for _ in range(2):
        slide.set_frames(5)
        slide.set_path("lerp")
        slide.set_area(Area.NATIVE)
        slide.set_speed(12)
        slide.set_ping_pong(False)
    assert changes.count() == 5
    assert (slide.frames, slide.path, slide.area, slide.speed, slide.ping_pong) == (5, "lerp", Area.NATIVE, 12, False)


def test_a_film_is_stale_once_something_else_is_asked_for() -> None:
    slide = described("A", "B")
    slide.begin(film(3))
    assert not slide.is_stale
    slide.set_speed(2)  # how it plays does not make it another film
    slide.set_ping_pong(False)
    assert not slide.is_stale
    slide.set_frames(4)
    assert slide.is_stale
    slide.begin(film(4))
    assert not slide.is_stale


def test_a_film_that_is_put_back_shows_what_was_asked_for_before() -> None:
    slide = described("A", "B")
    slide.begin(film(3))
    slide.put_back(film(5))
    assert slide.is_stale
    slide.put_back(None)
    assert (slide.is_stale, slide.looking) == (False, False)


def test_a_new_film_begins_at_its_start_and_is_looked_at() -> None:
    slide = described("A", "B")
    slide.begin(film(9))
    slide.go(7)
    slide.look(False)
    slide.begin(film(3, range(0)))
    assert (slide.position, slide.looking) == (0, True)
    assert slide.making == Making(1, 3)


def test_the_position_stays_within_the_film() -> None:
    slide = Slide()
    slide.go(3)
    assert (slide.position, slide.looking) == (0, False)
    slide.begin(film(4))
    slide.go(9)
    assert slide.position == 3
    slide.go(-2)
    assert slide.position == 0


def test_the_nearest_frame_that_is_there() -> None:
    some = film(9, range(2, 4))
    assert some.made == [2, 3]
    assert [some.nearest(number) for number in (0, 2, 3, 8)] == [2, 2, 3, 3]
    assert film(9, range(0)).nearest(4) is None


def test_keyframes_are_spread_over_the_frames() -> None:
    assert places_of(2, 9) == [0, 8]
    assert places_of(3, 9) == [0, 4, 8]
    assert places_of(4, 9) == [0, 3, 5, 8]
    assert places_of(3, 3) == [0, 1, 2]
    assert Film(3, [None] * 5).stops == [0, 2, 4]


def test_back_and_forth_shows_no_frame_twice_in_a_row() -> None:
    assert round_trip([0, 1, 2, 3]) == [0, 1, 2, 3, 2, 1]
    assert round_trip([0, 1]) == [0, 1]
    assert round_trip([4]) == [4]


def test_keyframes_have_letters() -> None:
    assert [letter_of(index) for index in (0, 1, 7)] == ["A", "B", "H"]
