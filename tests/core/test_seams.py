"""The membrane: exact against a dense solve, blind to what is not known, and quiet where nothing is to be done."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paella_core.seams import REACH, membrane, spread

SIDES = st.integers(1, 24)
MASKS = st.sampled_from(["disc", "box", "half", "noise", "all but one", "comb", "pixel"])


def painted(kind: str, height: int, width: int, seed: int) -> np.ndarray:
    """A mask (height, width) bool of some kind."""
    rows, columns = np.mgrid[:height, :width]
    lot = np.random.default_rng(seed)
    one = (rows == lot.integers(height)) & (columns == lot.integers(width))
    return {
        "disc": np.hypot(rows - height / 2, columns - width / 2) < min(height, width) / 3,
        "box": (rows >= height // 4) & (columns >= width // 4) & (rows < height - 2),
        "half": columns < (width + 1) // 2,
        "noise": lot.random((height, width)) < 0.7,
        "all but one": ~one,
        "comb": (rows % 2 == 0) | (columns == 0),
        "pixel": one,
    }[kind]


def beside(mask: np.ndarray) -> np.ndarray:
    """The pixels outside a mask that share a side with it."""
    around = np.pad(mask, 1)
    touched = around[:-2, 1:-1] | around[2:, 1:-1] | around[1:-1, :-2] | around[1:-1, 2:]
    return touched & ~mask


def solved_densely(values: np.ndarray, rim: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """The same equations, one row for each pixel: an open one is the mean of its open and rim neighbours."""
    height, width = opened.shape
    number = np.arange(opened.size).reshape(opened.shape)
    matrix, right = np.eye(opened.size), np.where(rim, values, 0).ravel().astype(float)
    for row, column in zip(*np.nonzero(opened), strict=True):
        around = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        linked = [
            place
            for place in around
            if 0 <= place[0] < height and 0 <= place[1] < width and (opened[place] or rim[place])
        ]
        for place in linked:
            matrix[number[row, column], number[place]] = -1 / len(linked)
    return np.linalg.solve(matrix, right).reshape(opened.shape)


@given(SIDES, SIDES, MASKS, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_spreading_agrees_with_a_dense_solve(height: int, width: int, kind: str, seed: int) -> None:
    opened = painted(kind, height, width, seed)
    rim = beside(opened)
    if not opened.any() or not rim.any():
        return
    values = np.random.default_rng(seed).uniform(-1, 1, opened.shape).astype(np.float32)
    found = spread(values[rim][:, None], rim, opened)[..., 0]
    extent = float(np.ptp(values[rim]))
    exact = np.where(opened, solved_densely(values, rim, opened), 0)
    assert np.abs(found - exact).max() <= 2 / 255 * extent + 1e-5


@given(st.integers(1, 67), st.integers(1, 67), MASKS, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_a_constant_tone_is_lifted_exactly_and_nothing_outside_changes(
    height: int, width: int, kind: str, seed: int
) -> None:
    inside = painted(kind, height, width, seed)
    picture = np.random.default_rng(seed).uniform(0.3, 0.8, (height, width, 3)).astype(np.float32)
    generated = picture - np.array([0.14, 0, -0.1], np.float32)
    result = membrane(picture, generated, inside)
    assert np.array_equal(result[~inside], generated[~inside])
    expected = picture if not inside.all() else generated
    assert np.abs(result - expected)[inside].max(initial=0) < 1e-5


def test_the_correction_fades_with_a_tone_that_differs_along_the_rim() -> None:
    picture = np.full((64, 64, 3), 0.5, np.float32)
    picture[:, 32:] = 0.6
    inside = np.zeros((64, 64), bool)
    inside[16:48, 16:48] = True
    shift = membrane(picture, np.full_like(picture, 0.5), inside)[32, 16:48, 0] - 0.5
    assert shift[0] == pytest.approx(0, abs=0.01)
    assert shift[-1] == pytest.approx(0.1, abs=0.01)
    assert (np.diff(shift) > -1e-3).all()


def test_another_thing_beyond_the_edge_does_not_bleed_into_the_mask() -> None:
    picture = np.full((40, 40, 3), 0.5, np.float32)
    picture[:, 24:] = (0.9, 0.1, 0.1)
    inside = np.zeros((40, 40), bool)
    inside[8:32, 8:24] = True
    generated = np.full_like(picture, 0.45)
    assert np.abs(membrane(picture, generated, inside)[inside] - 0.5).max() < 1e-3


def test_another_thing_that_the_mask_follows_far_enough_does_not_fade_into_it() -> None:
    picture = np.full((80, 80, 3), 0.5, np.float32)
    picture[:, 48:] = (0.9, 0.1, 0.1)
    inside = np.zeros((80, 80), bool)
    inside[16:64, 16:48] = True
    generated = np.full_like(picture, 0.45)
    assert np.abs(membrane(picture, generated, inside, fade=4)[inside] - 0.5).max() < 1e-3


@pytest.mark.parametrize(("fade", "shares"), [(0, (0, 0, 0, 0, 0)), (1, (1, 0, 0, 0, 0)), (4, (1, 0.75, 0.5, 0.25, 0))])
def test_what_is_more_than_tone_fades_out_inside_the_mask(fade: int, shares: tuple[float, ...]) -> None:
    picture, generated = np.full((30, 40, 3), 0.9, np.float32), np.full((30, 40, 3), 0.5, np.float32)
    inside = np.zeros((30, 40), bool)
    inside[5:25, 10:30] = True
    result = membrane(picture, generated, inside, fade=fade)
    rings = result[15, 10:15], result[15, 29:24:-1], result[5:10, 20], result[24:19:-1, 20]
    for ring in rings:
        assert ring == pytest.approx(np.repeat(0.5 + 0.4 * np.array(shares)[:, None], 3, axis=1), abs=1e-5)
    assert np.array_equal(result[9:21, 14:26], generated[9:21, 14:26])
    assert np.array_equal(result[~inside], generated[~inside])


def test_an_edge_that_follows_less_than_half_of_the_masks_does_not_stop_the_fading() -> None:
    picture, generated = np.full((40, 40, 3), 0.9, np.float32), np.full((40, 40, 3), 0.5, np.float32)
    inside = np.zeros((40, 40), bool)
    inside[10:30, 10:30] = True
    picture[10:30, 9], picture[9, 10:18] = 0.1, 0.1
    result = membrane(picture, generated, inside, fade=2)
    assert result[20, 29] == pytest.approx([0.9] * 3, abs=1e-5)
    assert result[20, 28] == pytest.approx([0.7] * 3, abs=1e-5)


@pytest.mark.parametrize("fade", [0, 4])
def test_a_shift_and_what_fades_add_up_to_the_picture_beside_the_mask(fade: int) -> None:
    picture, generated = np.full((30, 30, 3), 0.6, np.float32), np.full((30, 30, 3), 0.5, np.float32)
    picture[:, :6] = 0.9
    inside = np.zeros((30, 30), bool)
    inside[3:27, 5:25] = True
    result = membrane(picture, generated, inside, fade=fade)
    assert (result[15, 5, 0] == pytest.approx(0.9, abs=1e-5)) == (fade > 0)
    assert result[15, 10:24] == pytest.approx(np.full((14, 3), 0.6), abs=1e-3)


def test_texture_that_the_codec_lost_is_not_smeared_inwards() -> None:
    rows, columns = np.mgrid[:40, :40]
    picture = np.repeat((0.5 + 0.2 * ((rows + columns) % 2 - 0.5))[..., None], 3, axis=2).astype(np.float32)
    inside = np.hypot(rows - 20, columns - 20) < 12
    result = membrane(picture, np.full_like(picture, 0.5), inside)
    assert np.abs(result[inside] - 0.5).max() < 0.03


@pytest.mark.parametrize("fade", [0, 4])
def test_a_pixel_of_the_rim_that_is_not_known_tells_nothing(fade: int) -> None:
    lot = np.random.default_rng(0)
    picture = lot.uniform(0, 1, (30, 30, 3)).astype(np.float32)
    generated = np.full_like(picture, 0.5)
    inside = painted("disc", 30, 30, 0)
    known = np.ones((30, 30), bool)
    known[:, :15] = False
    other = picture.copy()
    other[~known] = lot.uniform(0, 1, (int((~known).sum()), 3))
    result = membrane(picture, generated, inside, known, fade)
    assert np.array_equal(membrane(other, generated, inside, known, fade), result)
    assert not np.array_equal(
        membrane(other, generated, inside, fade=fade), membrane(picture, generated, inside, fade=fade)
    )
    assert np.array_equal(result[~inside], generated[~inside])


def test_pixels_that_are_not_known_are_no_contour() -> None:
    picture, generated = np.full((30, 30, 3), 0.9, np.float32), np.full((30, 30, 3), 0.5, np.float32)
    inside, known = np.zeros((30, 30), bool), np.ones((30, 30), bool)
    inside[5:25, 5:25] = True
    known[:5], known[:, :5], known[25:] = False, False, False
    picture[~known] = 0
    result = membrane(picture, generated, inside, known, fade=1)
    assert result[5:25, 24] == pytest.approx(np.full((20, 3), 0.9), abs=1e-5)


@pytest.mark.parametrize("fade", [0, 4])
def test_beside_transparent_pixels_the_tone_of_the_known_ones_goes_on(fade: int) -> None:
    picture = np.full((30, 30, 3), 0.6, np.float32)
    inside, known = painted("disc", 30, 30, 0), np.ones((30, 30), bool)
    picture[:, :15], known[:, :15] = 0, False
    result = membrane(picture, np.full_like(picture, 0.5), inside, known, fade)
    assert np.abs(result[inside] - 0.6).max() < 1e-5


@pytest.mark.parametrize("side", [1, 2, 9])
def test_without_a_known_rim_nothing_changes(side: int) -> None:
    picture, generated = np.zeros((side, side, 3), np.float32), np.ones((side, side, 3), np.float32)
    everything, nothing = np.ones((side, side), bool), np.zeros((side, side), bool)
    assert np.array_equal(membrane(picture, generated, everything), generated)
    assert np.array_equal(membrane(picture, generated, nothing), generated)
    one = nothing.copy()
    one[0, 0] = True
    assert np.array_equal(membrane(picture, generated, one, nothing), generated)


@pytest.mark.parametrize("fade", [0, 4])
def test_only_the_neighbourhood_of_the_rim_matters(fade: int) -> None:
    lot = np.random.default_rng(1)
    picture, generated = lot.uniform(0, 1, (2, 50, 50, 3)).astype(np.float32)
    inside = np.zeros((50, 50), bool)
    inside[20:30, 20:30] = True
    margin = REACH + 1
    near = (slice(20 - margin, 30 + margin),) * 2
    result = membrane(picture, generated, inside, fade=fade)
    assert np.array_equal(membrane(picture[near], generated[near], inside[near], fade=fade), result[near])


@pytest.mark.parametrize("fade", [0, 4])
def test_the_inputs_are_left_alone_and_the_result_stays_in_range(fade: int) -> None:
    picture, generated = np.zeros((12, 12, 3), np.float32), np.full((12, 12, 3), 0.1, np.float32)
    picture[:6], generated[3:9, 3:9] = 1, 0.9
    inside = np.zeros((12, 12), bool)
    inside[3:9, 3:9] = True
    before = generated.copy()
    result = membrane(picture, generated, inside, fade=fade)
    assert np.array_equal(generated, before)
    assert result.dtype == np.float32
    assert result.min() >= 0
    assert result.max() <= 1
