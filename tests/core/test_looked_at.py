"""Which tokens' pixels a window looks at: those that it names, and no others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paella_core.contexts import Limits, fit
from paella_core.plan import Window
from paella_core.request import Box


def window_of(width: int, height: int, painted: Box, limits: Limits) -> Window:
    """Of a picture of that size, in a part of which everything may change."""
    mask = np.zeros((height, width), np.uint8)
    mask[painted.slices] = 255
    return Window(Box(0, 0, width, height), fit(width, height, limits), mask, mask)


@pytest.mark.parametrize(
    ("painted", "looked_at"),
    [
        (Box(24, 32, 8, 4), Box(5, 7, 4, 3)),
        (Box(23, 31, 10, 6), Box(5, 7, 4, 3)),
        (Box(22, 35, 12, 1), Box(4, 8, 6, 2)),
        (Box(0, 0, 1, 1), Box(0, 0, 1, 1)),
        (Box(0, 0, 2, 2), Box(0, 0, 2, 2)),
        (Box(75, 55, 5, 5), Box(18, 13, 2, 2)),
        (Box(0, 0, 80, 60), Box(0, 0, 20, 15)),
    ],
)
def test_of_a_picture_at_its_own_size_the_pixels_of_the_seam_are_looked_at(painted: Box, looked_at: Box) -> None:
    assert window_of(80, 60, painted, Limits(32, 256, 4, 2)).looked_at == looked_at


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(5, 90),
    height=st.integers(5, 90),
    native=st.sampled_from([16, 48, 160]),
    downscale=st.sampled_from([4, 8]),
    seed=st.integers(0, 2**32 - 1),
)
def test_what_is_elsewhere_changes_nothing(width: int, height: int, native: int, downscale: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    left, top = int(random.integers(width)), int(random.integers(height))
    painted = Box(left, top, int(random.integers(1, width - left + 1)), int(random.integers(1, height - top + 1)))
    window = window_of(width, height, painted, Limits(native, max(48, native), downscale, 2))
    columns, rows = window.grid.seen_size
    picture = random.integers(0, 256, (height, width, 3)).astype(np.uint8)
    generated = np.clip(0.5 + 0.1 * random.standard_normal((rows, columns, 3)), 0, 1).astype(np.float32)
    elsewhere = random.random(generated.shape).astype(np.float32)
    box = Box(*(downscale * number for number in window.looked_at)).slices
    elsewhere[box] = generated[box]
    for lay in (window.preview, window.finished):
        assert np.array_equal(lay(picture, generated, None), lay(picture, elsewhere, None))
