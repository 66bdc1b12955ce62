"""Which part of a picture a model sees: the box, how it lies on tokens, how far an edge reaches. All without torch."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import CONFIGS, networks_of, toy_manifest

from paella_core.contexts import Limits, bounds, context_box, fit, limits_of, reach
from paella_core.request import Box

LIMITS = Limits(native=32, largest=64, downscale=4, multiple=4)
SIDES = st.integers(1, 200)


@given(SIDES, SIDES)
def test_a_grid_covers_the_box_in_whole_multiples_within_the_limits(width: int, height: int) -> None:
    grid = fit(width, height, LIMITS)
    assert grid.columns % 4 == grid.rows % 4 == 0
    assert grid.columns * grid.rows <= LIMITS.most_tokens
    assert 0 < grid.work_width <= grid.seen_size[0]
    assert 0 < grid.work_height <= grid.seen_size[1]


@pytest.mark.parametrize(
    ("size", "work"),
    [((32, 32), (32, 32)), ((64, 48), (64, 48)), ((16, 16), (32, 32)), ((8, 2), (64, 16)), ((256, 128), (91, 45))],
)
def test_a_box_is_scaled_only_where_it_must_be(size: tuple[int, int], work: tuple[int, int]) -> None:
    grid = fit(*size, LIMITS)
    assert grid.columns * grid.rows <= LIMITS.most_tokens
    if size == (256, 128):
        assert grid.work_width <= 91
        assert grid.work_width / grid.work_height == pytest.approx(2, rel=0.05)
    else:
        assert (grid.work_width, grid.work_height) == work


@given(st.data())
def test_the_context_lies_in_the_picture_and_holds_the_mask_with_a_margin(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 300)), data.draw(st.integers(1, 300))
    left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    mask = np.zeros((height, width), np.uint8)
    mask[top : data.draw(st.integers(top + 1, height)), left : data.draw(st.integers(left + 1, width))] = 255
    painted, box = bounds(mask), context_box(mask, LIMITS)
    assert box.left >= 0
    assert box.top >= 0
    assert box.left + box.width <= width
    assert box.top + box.height <= height
    assert np.count_nonzero(mask[box.slices]) == np.count_nonzero(mask)
    assert box.width >= min(width, 32, painted.width)
    assert box.left % 4 == box.top % 4 == 0
    margin = max(max(width, height) / 16, (painted.width + painted.height) / 4)
    assert box.width >= min(width, painted.width + 2 * margin)
    assert box.height >= min(height, painted.height + 2 * margin)


def test_edge_modes_reach_no_cell_one_cell_or_four() -> None:
    assert [reach(edge, 8) for edge in ("exact", "balanced", "wide")] == [0, 8, 32]
    assert [reach(edge, 0.5) for edge in ("exact", "balanced", "wide")] == [0, 4, 4]


def test_bounds_are_tight() -> None:
    mask = np.zeros((20, 30), np.uint8)
    mask[3, 5] = mask[7, 11] = 1
    assert bounds(mask) == Box(5, 3, 7, 5)


def test_a_manifest_says_the_limits() -> None:
    assert limits_of(toy_manifest(networks_of(CONFIGS))) == LIMITS


@pytest.mark.parametrize("module", ["contexts", "films", "packs.store", "packs.manifest"])
def test_what_the_editor_needs_draws_in_no_torch(module: str) -> None:
    heavy = {"torch", "transformers", "open_clip"} | ({"PIL"} if module != "films" else set())
    question = f"import sys, paella_core.{module}; print(*sorted({heavy!r} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, timeout=60, check=True)
    assert answer.stdout.strip() == ""
