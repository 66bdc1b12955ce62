"""Planes keep the tiles that an edit writes to, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from app.document.plane import TILE, Plane, PlaneChange, eight_bits
from app.document.tiles import Spill
from paella_core.request import Box

boxes = st.builds(Box, st.integers(-50, 350), st.integers(-50, 350), st.integers(0, 200), st.integers(0, 200))


def grey(width: int = 300, height: int = 260) -> Plane:
    return Plane(np.zeros((height, width), np.uint8))


def painted(plane: Plane, box: Box, value: int = 1) -> PlaneChange | None:
    """The change that painting makes."""
    plane.begin()
    with plane.paint(box) as pixels:
        pixels[...] = value
    change = plane.finish()
    assert change is None or isinstance(change, PlaneChange)
    return change


def test_size_and_area() -> None:
    plane = Plane(np.zeros((260, 300), np.uint8), -7, 9)
    assert (plane.width, plane.height, plane.area) == (300, 260, Box(-7, 9, 300, 260))


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
    with plane.paint(plane.area):
        plane.array[5, TILE + 1] = 9
    change = plane.finish()
    assert isinstance(change, PlaneChange)
    assert [box for box, _ in change.tiles.items()] == [Box(TILE, 0, TILE, TILE)]
    assert change.size == TILE * TILE


def test_what_does_not_change_is_no_change() -> None:
    assert painted(grey(), Box(0, 0, 40, 40), 0) is None


def test_before_is_as_it_was_when_the_edit_began() -> None:
    plane = Plane(np.random.default_rng(0).integers(0, 255, (260, 300), np.uint8), 40, -30)
    old = plane.array.copy()
    plane.begin()
    for value in (7, 8):
        with plane.paint(Box(100, 50, 90, 90)) as pixels:
            pixels[...] = value
    assert np.array_equal(plane.before(Box(90, 40, 300, 110)), old[70:180, 50:300])
    plane.finish()


def test_outside_a_plane_is_its_background() -> None:
    plane = Plane(np.full((2, 2), 5, np.uint8), 1, 1, background=9)
    assert plane.read(Box(0, 0, 3, 3)).tolist() == [[9, 9, 9], [9, 5, 5], [9, 5, 5]]
    assert plane.view(Box(0, 0, 3, 2)).tolist() == [[5, 5]]


@given(box=boxes)
def test_painting_is_clipped_and_told(box: Box) -> None:
    plane, told = grey(), []
    plane.changed.connect(told.append)
    painted(plane, box)
    part = plane.clipped(box)
    assert int(plane.array.sum()) == part.width * part.height
    assert told == ([QRect(*part)] if part.width and part.height else [])


@given(box=boxes)
def test_flipping_twice_is_nothing_and_tells_the_tight_rectangle(box: Box) -> None:
    plane, told = Plane(np.zeros((260, 300), np.uint8), -20, 15), []
    change = painted(plane, box)
    after = plane.array.copy()
    plane.changed.connect(told.append)
    part = plane.clipped(box)
    if change is None:
        assert not part.width or not part.height
        return
    change.flip()
    assert not plane.array.any()
    change.flip()
    assert np.array_equal(plane.array, after)
    assert told == [QRect(*part)] * 2


def test_a_plane_grows_and_shrinks_again_with_its_change() -> None:
    plane = Plane(np.full((50, 60), 3, np.uint8), 10, 10, background=1)
    reshaped = []
    plane.reshaped.connect(lambda: reshaped.append(plane.area))
    plane.begin()
    plane.cover(Box(0, 0, 40, 300))
    assert plane.area == Box(0, 0, 70, 300)
    with plane.paint(Box(0, 0, 15, 15)) as pixels:
        pixels[...] = 200
    change = plane.finish()
    assert change is not None
    after = plane.array.copy()
    assert (after[12, 12], after[16, 16], after[0, 69]) == (200, 3, 1)
    change.flip()
    assert plane.area == Box(10, 10, 60, 50)
    assert (plane.array == 3).all()
    change.flip()
    assert np.array_equal(plane.array, after)
    assert reshaped == [Box(0, 0, 70, 300), Box(10, 10, 60, 50), Box(0, 0, 70, 300)]


def test_a_plane_that_was_painted_on_does_not_grow_any_more() -> None:
    plane = grey()
    plane.begin()
    with plane.paint(Box(0, 0, 4, 4)):
        pass
    with pytest.raises(RuntimeError, match="before it is painted"):
        plane.cover(Box(-5, 0, 4, 4))
    plane.finish()


def test_moving_keeps_the_pixels_and_tells_both_places() -> None:
    plane, told = Plane(np.full((5, 6), 3, np.uint8), 1, 2), []
    plane.changed.connect(told.append)
    plane.begin()
    plane.move_to(20, -4)
    change = plane.finish()
    assert change is not None
    assert change.size == 0
    assert plane.area == Box(20, -4, 6, 5)
    change.flip()
    assert plane.area == Box(1, 2, 6, 5)
    assert told == [QRect(1, 2, 6, 5) | QRect(20, -4, 6, 5)] * 2


def test_spilled_tiles_come_back() -> None:
    plane = Plane(np.random.default_rng(0).integers(0, 255, (260, 300, 4), np.uint8))
    old = plane.array.copy()
    change = painted(plane, Box(0, 0, 200, 200))
    assert change is not None
    held = change.size
    assert change.spill(1, Spill()) == TILE * TILE * 4
    assert change.size == held - TILE * TILE * 4
    assert change.spill(held, Spill()) == change.spill(held, Spill()) + held - TILE * TILE * 4
    change.flip()
    assert np.array_equal(plane.array, old)
    assert change.size == held


class Witness:
    """Keeps what is told before anything is written."""

    def __init__(self) -> None:
        self.told: list[tuple[Box, int]] = []

    def before_write(
        self,
        plane: Plane,  # noqa: ARG002
        tile: Box,
        pixels: np.ndarray,
    ) -> None:
        self.told.append((tile, int(pixels.sum())))


def test_watchers_hear_of_every_write_while_the_old_pixels_are_there() -> None:
    plane, witness = grey(), Witness()
    plane.watch(witness)
    change = painted(plane, Box(0, 0, 2, 2), 3)
    assert change is not None
    change.flip()
    plane.unwatch(witness)
    change.flip()
    tile = Box(0, 0, TILE, TILE)
    assert witness.told == [(tile, 0), (tile, 12)]


def test_eight_bits_scale_and_round() -> None:
    wide = np.array([[0, 128, 129, 257, 65535]], np.uint16)
    assert eight_bits(wide).tolist() == [[0, 0, 1, 1, 255]]
    narrow = np.array([[3]], np.uint8)
    assert eight_bits(narrow) is narrow
