"""The pictures at half the size and half again, from which zoomed-out views are drawn."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pictures import noise

from app.canvas.pyramid import ColourPyramid, MaskPyramid, level_for
from paella_core.request import Box


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
    kept = ColourPyramid(pixels), MaskPyramid(mask)
    for pyramid in kept:
        pyramid.level(9)
    part = (slice(top, top + size), slice(left, left + size))
    pixels[part], mask[part] = 255 - pixels[part], 255 - mask[part]
    box = Box(left, top, max(min(size, width - left), 0), max(min(size, height - top), 0))
    anew = ColourPyramid(pixels), MaskPyramid(mask)
    for old, new in zip(kept, anew, strict=True):
        if box.width and box.height:
            old.invalidate(box)
        for number in range(9):
            assert np.array_equal(old.level(number), new.level(number))
