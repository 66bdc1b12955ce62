"""A picture goes on: the boxes fill all that is new, each beside something known."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from paella_core.outpainting import outpaint_contexts
from paella_core.request import Box

SIDES, ADDED = st.integers(1, 200), st.integers(0, 200)


@given(SIDES, SIDES, ADDED, ADDED, ADDED, ADDED, st.sampled_from([1, 32, 128]))
@settings(max_examples=60, deadline=None)
def test_the_boxes_fill_the_canvas_each_beside_what_is_known(
    width: int, height: int, left: int, top: int, right: int, bottom: int, native: int
) -> None:
    known = np.zeros((top + height + bottom, left + width + right), bool)
    known[top : top + height, left : left + width] = True
    for box in outpaint_contexts(width, height, left, top, right, bottom, native):
        assert box.left >= 0
        assert box.top >= 0
        assert known[box.slices].shape == (box.height, box.width)
        assert known[box.slices].any()
        assert known.all() or not known[box.slices].all()
        known[box.slices] = True
    assert known.all()


def test_a_small_addition_is_one_box() -> None:
    assert outpaint_contexts(40, 40, 5, 0, 6, 7, 32) == [Box(0, 0, 51, 47)]


def test_a_large_addition_goes_on_in_boxes_half_of_which_is_known() -> None:
    boxes = outpaint_contexts(64, 64, 0, 0, 128, 0, 64)
    assert boxes == [Box(32, 0, 64, 64), Box(64, 0, 64, 64), Box(96, 0, 64, 64), Box(128, 0, 64, 64)]
