"""Planes keep the tiles that an edit writes to, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from app.document.plane import TILE, Plane, eight_bits
from paella_core.request import Box

boxes = st.builds(Box, st.integers(-50, 350), st.integers(-50, 350), st.integers(0, 200), st.integers(0, 200))


def grey(width: int = 300, height: int = 260) -> Plane:
    return Plane(np.zeros((height, width), np.uint8))


def test_size_and_bounds() -> None:
    plane = grey(300, 260)
    assert (plane.width, plane.height, plane.bounds) == (300, 260, Box(0, 0, 300, 260))


@pytest.mark.parametrize("array", [np.zeros((4, 4), np.float32), np.zeros(4, np.uint8), np.zeros((0, 4), np.uint8)])
def test_refuses_what_is_no_picture(array: np.ndarray) -> None:
    with pytest.raises(ValueError, match="A plane holds"):
        Plane(array)


def test_writing_outside_an_edit_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside"), grey().paint(Box(0, 0, 1, 1)):
        pass


def test_one_edit_at_a_time() -> None:
    plane = grey()
    plane.begin()
    with pytest.raises(RuntimeError, match="already"):
        plane.begin()


def test_only_the_tiles_that_differ_are_kept() -> None:
    plane = grey()
    plane.begin()
    with plane.paint(plane.bounds):
        plane.array[5, TILE + 1] = 9
    assert list(plane.finish()) == [Box(TILE, 0, TILE, TILE)]


def test_tiles_hold_the_pixels_from_before() -> None:
    plane = grey()
    plane.begin()
    for value in (7, 8):
        with plane.paint(Box(0, 0, 10, 10)) as pixels:
            pixels[...] = value
    (old,) = plane.finish().values()
    assert not old.any()


@given(box=boxes)
def test_painting_is_clipped_and_told(box: Box) -> None:
    plane, told = grey(), []
    plane.changed.connect(told.append)
    plane.begin()
    with plane.paint(box) as pixels:
        pixels[...] = 1
    part = plane.clipped(box)
    assert int(plane.array.sum()) == part.width * part.height
    assert told == ([QRect(*part)] if part.width and part.height else [])


@given(box=boxes)
def test_swapping_twice_is_nothing_and_tells_the_tight_rectangle(box: Box) -> None:
    plane = grey()
    plane.begin()
    with plane.paint(box) as pixels:
        pixels[...] = 1
    painted, tiles, told = plane.array.copy(), plane.finish(), []
    plane.changed.connect(told.append)
    plane.swap(tiles)
    assert not plane.array.any()
    plane.swap(tiles)
    assert np.array_equal(plane.array, painted)
    part = plane.clipped(box)
    assert told == ([QRect(*part)] * 2 if part.width and part.height else [])


def test_eight_bits_scale_and_round() -> None:
    wide = np.array([[0, 128, 129, 257, 65535]], np.uint16)
    assert eight_bits(wide).tolist() == [[0, 0, 1, 1, 255]]
    narrow = np.array([[3]], np.uint8)
    assert eight_bits(narrow) is narrow
