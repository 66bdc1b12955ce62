"""Pixels and tokens: which tokens a mask frees, how the result is laid over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paella_core.contexts import Grid, Limits, fit
from paella_core.images import white
from paella_core.masks import composite, edged, token_levels, token_weights

LIMITS = Limits(native=32, largest=64, downscale=4, multiple=4)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_a_token_is_free_where_any_of_its_pixels_is_painted(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 90)), data.draw(st.integers(1, 90))
    mask = np.zeros((height, width), np.uint8)
    for _ in range(data.draw(st.integers(1, 4))):
        mask[data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))] = 1
    grid = fit(width, height, LIMITS)
    assert np.array_equal(token_levels(mask, grid) > 0, slow_token_mask(mask, grid))


def slow_token_mask(mask: np.ndarray, grid: Grid) -> np.ndarray:
    """Each token by itself: the pixels that its cell overlaps, the last ones beyond the edge."""
    free = np.zeros((grid.rows, grid.columns), bool)
    for row in range(grid.rows):
        rows = overlapped(row, grid.downscale, grid.work_height, grid.height)
        for column in range(grid.columns):
            columns = overlapped(column, grid.downscale, grid.work_width, grid.width)
            free[row, column] = mask[np.ix_(rows, columns)].any()
    return free


def overlapped(token: int, downscale: int, work: int, side: int) -> list[int]:
    first, end = token * downscale * side, (token + 1) * downscale * side
    return [pixel for pixel in range(side) if pixel * work < end and (pixel + 1) * work > first] or [side - 1]


@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_a_token_has_the_largest_level_and_the_mean_weight_of_its_pixels(width: int, height: int, seed: int) -> None:
    plane = np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)
    grid = fit(width, height, LIMITS)
    levels, weights = token_levels(plane, grid), token_weights(plane, grid)
    assert levels.dtype == weights.dtype == np.float32
    assert levels.shape == weights.shape == (grid.rows, grid.columns)
    for row, column in {(0, 0), (grid.rows // 2, grid.columns // 3), (grid.rows - 1, grid.columns - 1)}:
        rows = overlapped(row, grid.downscale, grid.work_height, grid.height)
        columns = overlapped(column, grid.downscale, grid.work_width, grid.width)
        pixels = plane[np.ix_(rows, columns)] / 255
        assert levels[row, column] == np.float32(pixels.max())
        assert weights[row, column] == pytest.approx(pixels.mean(), abs=1e-6)


def test_a_full_plane_is_one_everywhere_and_an_empty_one_nothing() -> None:
    grid = fit(33, 7, LIMITS)
    for pooled in (token_levels, token_weights):
        assert (pooled(np.full((7, 33), 255, np.uint8), grid) == 1).all()
        assert (pooled(np.zeros((7, 33), np.uint8), grid) == 0).all()


def test_weights_of_a_large_plane_do_not_overflow() -> None:
    grid = fit(6000, 6000, LIMITS)
    assert (token_weights(np.full((6000, 6000), 255, np.uint8), grid) == 1).all()


def test_tokens_beyond_the_picture_follow_its_edge() -> None:
    mask = np.zeros((32, 33), np.uint8)
    mask[:, 32] = 255
    assert token_levels(mask, fit(33, 32, LIMITS))[:, 8:].all()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 12), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_band_beyond_a_mask_covers_it_and_ends_at_its_reach(
    width: int, height: int, beyond: int, seed: int
) -> None:
    lot = np.random.default_rng(seed)
    mask = np.where(lot.random((height, width)) < 0.02, lot.integers(0, 256, (height, width)), 0).astype(np.uint8)
    opacity = edged(mask, beyond)
    assert opacity.dtype == np.uint8
    assert (opacity >= mask).all()
    assert (opacity[distance(mask) > beyond] == 0).all()
    full = distance(np.where(mask == 255, mask, 0)) <= beyond
    assert (opacity[full] > 0).all()
    if not beyond:
        assert np.array_equal(opacity, mask)


def distance(mask: np.ndarray) -> np.ndarray:
    """Each pixel's steps along rows and columns to the nearest painted one."""
    rows, columns = np.mgrid[: mask.shape[0], : mask.shape[1]]
    steps = [np.abs(rows - row) + np.abs(columns - column) for row, column in zip(*np.nonzero(mask), strict=True)]
    return np.min(steps, axis=0) if steps else np.full(mask.shape, mask.size + 99)


def test_the_band_falls_linearly_from_the_edge_and_goes_around_a_thin_stroke() -> None:
    mask = np.zeros((11, 11), np.uint8)
    mask[5, 5] = 255
    opacity = edged(mask, 4)
    assert opacity[5].tolist() == [0, 51, 102, 153, 204, 255, 204, 153, 102, 51, 0]
    assert opacity[:, 5].tolist() == opacity[5].tolist()
    assert opacity[3, 3] == 51


def test_a_soft_mask_goes_on_from_what_it_is() -> None:
    mask = np.array([[255, 128, 10, 0, 0, 0, 0]], np.uint8)
    assert edged(mask, 2).tolist() == [[255, 170, 85, 0, 0, 0, 0]]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_a_composite_changes_only_painted_pixels_and_blends_linearly(dtype: type, channels: int) -> None:
    largest = white(np.dtype(dtype))
    picture = np.full((1, 3, channels), largest, dtype)
    picture[..., :3] = 0
    mask = np.array([[0, 51, 255]], np.uint8)
    result = composite(picture, mask, np.ones((1, 3, 3), np.float32))
    assert result.dtype == dtype
    assert result[0, :, 0].tolist() == [0, round(largest / 5), largest]
    assert np.array_equal(result[..., 3:], picture[..., 3:])


def test_what_is_filled_becomes_opaque_without_a_dark_fringe() -> None:
    clear = np.zeros((1, 3, 4), np.uint8)
    result = composite(clear, np.array([[0, 128, 255]], np.uint8), np.full((1, 3, 3), 0.8, np.float32))
    assert result[0, :, 3].tolist() == [0, 128, 255]
    assert result[0, 1:, :3].tolist() == [[204] * 3] * 2
    assert result[0, 0].tolist() == [0, 0, 0, 0]
