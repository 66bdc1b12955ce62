"""What was made, laid over the picture: the tone at the seam, transparent pixels, and what did not change."""

from __future__ import annotations

import numpy as np
from toy import CONFIGS, networks_of, toy_manifest

from paella_core.edits import plan
from paella_core.plan import Window
from paella_core.request import Inpaint, Request, StructuralEdit

MANIFEST = toy_manifest(networks_of(CONFIGS))
PICTURE = np.random.default_rng(3).integers(1, 256, (40, 52, 3)).astype(np.uint8)


def painted() -> np.ndarray:
    mask = np.zeros((40, 52), np.uint8)
    mask[10:24, 12:21] = 255
    return mask


def window_of(request: Request) -> Window:
    """The only one."""
    ((window,),) = (frame.windows for frame in plan(request, MANIFEST).frames)
    return window


def test_the_finished_window_has_the_tone_of_what_is_around_it() -> None:
    grey = np.full((40, 52, 3), 128, np.uint8)
    window = window_of(Inpaint(grey, painted(), ""))
    darker = np.full((*window.grid.seen_size[::-1], 3), 0.45, np.float32)
    assert window.preview(grey, darker, None).min() < 120
    assert np.abs(window.finished(grey, darker, None).astype(int) - 128).max() <= 1


def test_transparent_pixels_say_nothing_of_the_tone() -> None:
    grey = np.dstack([np.full((40, 52, 3), 128, np.uint8), np.zeros((40, 52), np.uint8)])
    window = window_of(Inpaint(grey, painted(), ""))
    darker = np.full((*window.grid.seen_size[::-1], 3), 0.45, np.float32)
    laid_over = window.preview(grey, darker, None)
    assert np.array_equal(window.finished(grey, darker, None), laid_over)


def test_where_no_token_changed_an_edit_of_structure_keeps_the_pixels() -> None:
    window = window_of(StructuralEdit(PICTURE, "", 0.5))
    made = np.zeros((*window.grid.seen_size[::-1], 3), np.float32)
    changed = np.zeros((window.grid.rows, window.grid.columns), bool)
    assert np.array_equal(window.preview(PICTURE, made, changed), PICTURE)
    changed[4, 6] = True
    kept = (window.preview(PICTURE, made, changed) == PICTURE).all(axis=-1)
    near = np.zeros((40, 52), bool)
    near[3 * 4 : 6 * 4, 5 * 4 : 8 * 4] = True
    assert (window.grid.work_width, window.grid.downscale) == (52, 4)
    assert np.array_equal(kept, ~near)


def test_what_is_filled_is_laid_over_although_its_tokens_are_what_they_were() -> None:
    window = window_of(Inpaint(PICTURE, painted(), ""))
    made = np.zeros((*window.grid.seen_size[::-1], 3), np.float32)
    unchanged = np.zeros((window.grid.rows, window.grid.columns), bool)
    laid_over = window.preview(PICTURE, made, unchanged)
    assert not laid_over[painted()[window.box.slices] > 0].any()
