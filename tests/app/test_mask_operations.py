"""Masks that grow, shrink, fade and close; areas of a colour; shapes; and how selections meet the mask."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document.areas import alike, connected
from app.document.document import Document
from app.document.morphology import around_set, feather, fill_holes, grow, shrink
from app.document.selection import Combine, combined, select
from app.document.shapes import Coverage, ellipse, polygon, rectangle
from paella_core.request import Box

CANVAS = Box(0, 0, 40, 30)
SEEDS = st.integers(0, 2**32 - 1)


def random_mask(seed: int, share: float = 0.1, width: int = 40, height: int = 30) -> np.ndarray:
    """Mostly nothing, with all strengths where something is set."""
    rng = np.random.default_rng(seed)
    strengths = rng.integers(1, 256, (height, width))
    return np.where(rng.random((height, width)) < share, strengths, 0).astype(np.uint8)


def disc(height: int, width: int, x: float, y: float, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[:height, :width] + 0.5
    return np.hypot(columns - x, rows - y) <= radius


def strongest_around(mask: np.ndarray, radius: int) -> np.ndarray:
    """What `grow` says it does, pixel by pixel."""
    result = np.zeros_like(mask)
    for y, x in np.argwhere(mask):
        rows, columns = np.mgrid[: mask.shape[0], : mask.shape[1]]
        near = (rows - y) ** 2 + (columns - x) ** 2 <= radius * (radius + 1)
        result[near] = np.maximum(result[near], mask[y, x])
    return result


# ---- grow and shrink


@given(seed=SEEDS, radius=st.integers(0, 9))
def test_growing_takes_the_strongest_of_a_disc(seed: int, radius: int) -> None:
    mask = random_mask(seed, 0.02)
    before = mask.copy()
    assert np.array_equal(grow(mask, radius), strongest_around(mask, radius))
    assert np.array_equal(mask, before)


@given(seed=SEEDS, radius=st.integers(0, 9))
def test_shrinking_is_growing_what_is_not_set(seed: int, radius: int) -> None:
    mask = 255 - random_mask(seed, 0.02)
    assert np.array_equal(shrink(mask, radius), 255 - strongest_around(255 - mask, radius))


@pytest.mark.parametrize("radius", [3, 8, 20])
def test_a_grown_pixel_is_round(radius: int) -> None:
    mask = np.zeros((101, 101), np.uint8)
    mask[50, 50] = 200
    grown = grow(mask, radius)
    assert set(np.unique(grown)) == {0, 200}
    assert grown[50, 50 - radius] == grown[50 + radius, 50] == 200
    assert not grown[50, 51 + radius]
    assert np.count_nonzero(grown) == pytest.approx(math.pi * (radius + 0.5) ** 2, rel=0.05)


@pytest.mark.parametrize("radius", [49, 64, 150, 500])
@pytest.mark.parametrize("place", [(0, 0), (3, 230), (239, 239), (120, 110)])
def test_a_large_disc_is_nearly_round(radius: int, place: tuple[int, int]) -> None:
    mask = np.zeros((240, 240), np.uint8)
    mask[place] = 200
    grown = grow(mask, radius) > 0
    x, y = place[1] + 0.5, place[0] + 0.5
    assert grown[disc(240, 240, x, y, 0.98 * radius)].all()
    assert not grown[~disc(240, 240, x, y, 1.02 * radius + 0.5)].any()
    across = np.abs(np.arange(240) - place[1]) <= radius
    assert np.array_equal(grown[place[0]], across)
    assert np.array_equal(grown[:, place[1]], np.abs(np.arange(240) - place[0]) <= radius)


def test_growing_works_in_bands_without_seams() -> None:
    mask = np.zeros((700, 900), np.uint8)
    mask[5:695:60, 7] = mask[5:695:60, 890] = 255  # so wide that some discs lie across the seam of two bands
    grown = grow(mask, 29)
    assert np.array_equal(grown, strongest_around(mask, 29))


def test_the_pictures_border_does_not_shrink_a_mask() -> None:
    full = np.full((30, 40), 255, np.uint8)
    assert (shrink(full, 6) == 255).all()
    assert not grow(np.zeros_like(full), 6).any()


# ---- feather


def test_a_feathered_mask_keeps_what_was_set_and_fades_outside() -> None:
    mask = disc(200, 200, 100, 100, 40).astype(np.uint8) * 255
    faded = feather(mask, 12)
    assert (faded[mask == 255] == 255).all()
    assert not faded[~disc(200, 200, 100, 100, 40 + 3 * 12)].any()
    outward = faded[100, 139:180].astype(int)
    assert (np.diff(outward) <= 0).all()
    assert np.diff(outward).min() > -40
    assert 90 < outward[12] < 165  # half way, the fade is at its half


def test_feathering_by_nothing_changes_nothing() -> None:
    mask = random_mask(1)
    assert np.array_equal(feather(mask, 0), mask)
    assert not feather(np.zeros_like(mask), 5).any()


# ---- holes


def test_holes_are_filled_and_bays_are_not() -> None:
    ring = disc(60, 80, 30, 30, 20) & ~disc(60, 80, 30, 30, 12)
    bay = np.zeros_like(ring)
    bay[10:50, 60:75] = True
    bay[20:40, 65:75] = False  # open to the right
    mask = (ring | bay).astype(np.uint8) * 255
    wanted = (disc(60, 80, 30, 30, 20) | bay).astype(np.uint8) * 255
    assert np.array_equal(fill_holes(mask), wanted)


def test_a_soft_rim_inside_a_ring_is_filled_too() -> None:
    rows, columns = np.mgrid[:81, :81] - 40
    distance = np.hypot(columns, rows)
    soft = np.clip(255 - 25 * np.abs(distance - 25), 0, 255).astype(np.uint8)
    soft[np.abs(distance - 25) < 1.5] = 255
    filled = fill_holes(soft)
    assert (filled[distance < 25] == 255).all()
    assert np.array_equal(filled[distance > 27], soft[distance > 27])


def test_a_ring_that_is_not_quite_full_encloses_too() -> None:
    mask = (disc(60, 60, 30, 30, 20) & ~disc(60, 60, 30, 30, 12)).astype(np.uint8) * 200
    assert (fill_holes(mask)[disc(60, 60, 30, 30, 10)] == 255).all()


# ---- areas of a colour


def reached(inside: np.ndarray, x: int, y: int) -> np.ndarray:
    """What `connected` says it does, pixel by pixel."""
    found = np.zeros_like(inside)
    waiting = [(y, x)]
    while waiting:
        row, column = waiting.pop()
        within = 0 <= row < inside.shape[0] and 0 <= column < inside.shape[1]
        if within and inside[row, column] and not found[row, column]:
            found[row, column] = True
            waiting += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
    return found


@given(seed=SEEDS, share=st.floats(0.3, 1.0), x=st.integers(0, 39), y=st.integers(0, 29))
def test_connected_is_what_a_flood_reaches(seed: int, share: float, x: int, y: int) -> None:
    inside = np.random.default_rng(seed).random((30, 40)) < share
    assert np.array_equal(connected(inside, x, y), reached(inside, x, y))


def test_connected_follows_a_spiral() -> None:
    inside = np.zeros((41, 41), bool)
    x, y, length = 0, 0, 40
    inside[0, 0] = True
    for turn in range(40):
        right, down = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn % 4]
        for _ in range(length):
            x, y = x + right, y + down
            inside[y, x] = True
        length -= 2 * (turn % 2) if turn > 1 else 0
        if length <= 1:
            break
    assert np.array_equal(connected(inside, 0, 0), inside)
    assert np.count_nonzero(inside) > 500


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@given(seed=SEEDS, tolerance=st.integers(0, 255))
def test_alike_compares_every_channel(dtype: type, seed: int, tolerance: int) -> None:
    scale = 1 if dtype is np.uint8 else 257
    pixels = np.random.default_rng(seed).integers(0, 256 * scale, (80, 9, 4)).astype(dtype)
    pixels[3, 4, 3] = max(int(pixels[3, 4, 3]), 1)
    distance = np.abs(pixels.astype(int) - pixels[3, 4].astype(int)).max(axis=2)
    assert np.array_equal(alike(pixels, 4, 3, tolerance), distance <= tolerance * scale)


def test_what_is_transparent_is_alike_whatever_its_colour() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (5, 6, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    pixels[1:3, 2:4, 3] = 0
    assert np.array_equal(alike(pixels, 2, 1, 0), pixels[..., 3] == 0)


# ---- shapes


def test_a_rectangle_covers_whole_pixels_within_the_canvas() -> None:
    cover = rectangle(Box(-5, 3, 20, 4), CANVAS)
    assert cover.box == Box(0, 3, 15, 4)
    assert (cover.pixels == 255).all()


def test_an_ellipse_is_smooth_at_its_edge() -> None:
    cover = ellipse(Box(4, 5, 31, 17), CANVAS)
    assert cover.box == Box(4, 5, 31, 17)
    assert cover.pixels.sum() / 255 == pytest.approx(math.pi * 31 * 17 / 4, rel=0.01)
    assert len(np.unique(cover.pixels)) > 10
    assert np.abs(cover.pixels.astype(int) - cover.pixels[:, ::-1]).max() < 12


def test_a_polygon_is_clipped_and_winds() -> None:
    cover = polygon([(-10, -10), (20, -10), (20, 10), (-10, 10)], CANVAS)
    assert cover.box == Box(0, 0, 20, 10)
    assert (cover.pixels == 255).all()
    half = polygon([(2.5, 2), (12, 2), (12, 8), (2.5, 8)], CANVAS)
    assert half.pixels[3, 0] == pytest.approx(128, abs=3)
    star = [
        (20 + 14 * math.sin(2 * math.pi * k * 2 / 5), 15 - 14 * math.cos(2 * math.pi * k * 2 / 5)) for k in range(5)
    ]
    inside = polygon(star, CANVAS)
    assert inside.pixels[15 - inside.box.top, 20 - inside.box.left] == 255


def test_a_shape_off_the_canvas_covers_nothing() -> None:
    for cover in (rectangle(Box(50, 0, 9, 9), CANVAS), ellipse(Box(0, -20, 9, 9), CANVAS)):
        assert not cover.pixels.size


def test_the_box_around_what_is_set() -> None:
    mask = np.zeros((30, 40), np.uint8)
    assert around_set(mask, 3) is None
    mask[2, 10], mask[20, 12] = 1, 9
    assert around_set(mask, 0) == Box(10, 2, 3, 19)
    assert around_set(mask, 4) == Box(6, 0, 11, 25)


# ---- selections


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        (Combine.REPLACE, [0, 100, 255, 255]),
        (Combine.ADD, [80, 100, 255, 255]),
        (Combine.SUBTRACT, [80, 0, 0, 0]),
        (Combine.INTERSECT, [0, 0, 80, 255]),
    ],
)
def test_how_a_selection_meets_the_mask(mode: Combine, wanted: list[int]) -> None:
    mask, cover = np.array([[80, 0, 80, 255]], np.uint8), np.array([[0, 100, 255, 255]], np.uint8)
    assert combined(mask, cover, mode).tolist() == [wanted]


@given(seed=SEEDS, mode=st.sampled_from(Combine), left=st.integers(-20, 50), top=st.integers(-20, 40))
def test_selecting_is_combining_with_nothing_around(seed: int, mode: Combine, left: int, top: int) -> None:
    document = Document.from_array(np.zeros((30, 40, 4), np.uint8))
    before, cover = random_mask(seed, 0.5), random_mask(seed + 1, 0.9, 15, 12)
    document.mask.array[...] = before
    whole = np.zeros((100, 120), np.uint8)
    whole[top + 30 : top + 42, left + 30 : left + 45] = cover
    select(document, "Select", Coverage(Box(left, top, 15, 12), cover), mode)
    after = document.mask.array.copy()
    assert np.array_equal(after, combined(before, whole[30:60, 30:70], mode))
    document.undo()
    assert np.array_equal(document.mask.array, before)
    assert document.history() == []
