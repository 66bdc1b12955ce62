"""The pictures at half the size and half again, from which zoomed-out views are drawn."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pictures import noise
from PySide6.QtCore import QRect

from app.canvas.pyramid import LEAST, Budget, ColourPyramid, MaskPyramid, Pyramid, level_for
from paella_core.request import Box


def pyramids(pixels: np.ndarray, mask: np.ndarray) -> tuple[ColourPyramid, MaskPyramid]:
    height, width = mask.shape
    return ColourPyramid.of(pixels), MaskPyramid(width, height, lambda box: mask[box.slices])


def whole(pyramid: Pyramid, number: int) -> np.ndarray:
    pyramid.freshen(number, pyramid.area(number), Budget(60))
    return pyramid.level(number)


def test_levels_shrink_to_no_less_than_half() -> None:
    for zoom in np.linspace(0.05, 32, 500):
        left = zoom * 2 ** level_for(zoom)
        assert 0.5 < left <= 1 or zoom > 1


@given(
    width=st.integers(1, 70), height=st.integers(1, 70), left=st.integers(0, 69), top=st.integers(0, 69),
    size=st.integers(1, 30),
)  # fmt: skip
def test_levels_kept_up_are_levels_made_anew(width: int, height: int, left: int, top: int, size: int) -> None:
    pixels, mask = noise(width, height, 4), noise(width, height)[..., 0].copy()
    kept = pyramids(pixels, mask)
    for pyramid in kept:
        for number in range(9):
            whole(pyramid, number)
    part = (slice(top, top + size), slice(left, left + size))
    pixels[part], mask[part] = 255 - pixels[part], 255 - mask[part]
    box = Box(left, top, max(min(size, width - left), 0), max(min(size, height - top), 0))
    anew = pyramids(pixels, mask)
    for old, new in zip(kept, anew, strict=True):
        if box.width and box.height:
            old.invalidate(box)
        for number in range(9):
            assert np.array_equal(whole(old, number), whole(new, number))


def test_a_level_is_the_same_from_the_picture_and_from_a_finer_level() -> None:
    pixels = noise(301, 203, 4)
    stepwise, direct = pyramids(pixels, pixels[..., 0])[0], pyramids(pixels, pixels[..., 0])[0]
    for number in range(4):
        whole(stepwise, number)
    assert np.array_equal(whole(stepwise, 3), whole(direct, 3))


def test_only_what_is_looked_at_is_read() -> None:
    pixels, read = noise(2000, 1500, 4), []
    pyramid = ColourPyramid(2000, 1500, lambda box: (read.append(box), pixels[box.slices])[1])
    pyramid.freshen(0, QRect(900, 700, 100, 50), Budget(60))
    assert read == [Box(900, 700, 100, 50)]
    pyramid.freshen(0, QRect(900, 700, 100, 50), Budget(60))
    assert len(read) == 1


def test_what_the_time_does_not_allow_is_made_later() -> None:
    pixels = noise(2000, 1500, 4)
    pyramid = ColourPyramid.of(pixels)
    rounds = 0
    while (budget := Budget(0)) and rounds < 100:
        pyramid.freshen(1, pyramid.area(1), budget)
        rounds += 1
        if not budget.refusals:
            break
    assert 2000 * 1500 / LEAST < rounds < 99
    assert np.array_equal(pyramid.level(1), whole(ColourPyramid.of(pixels), 1))
