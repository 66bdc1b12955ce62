"""What each edit means: where, how much and what, before anything is loaded; and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from toy import CONFIGS, networks_of, toy_manifest

from paella_core.edits import plan
from paella_core.errors import BadInput, NotSupported
from paella_core.params import SamplingParams
from paella_core.plan import Plan
from paella_core.request import (
    Blend,
    Box,
    Edge,
    Generate,
    Inpaint,
    Interpolate,
    Outpaint,
    Region,
    Request,
    StructuralEdit,
    Vary,
)

MANIFEST = toy_manifest(networks_of(CONFIGS))
PICTURE = np.random.default_rng(3).integers(0, 256, (40, 52, 3)).astype(np.uint8)
ONE = np.full((40, 52), 255, np.uint8)


def planned(request: Request) -> Plan:
    return plan(request, MANIFEST)


def painted(value: int = 255) -> np.ndarray:
    mask = np.zeros((40, 52), np.uint8)
    mask[10:24, 12:21] = value
    return mask


def laid(edit: Plan) -> np.ndarray:
    """How much is laid over each pixel of the picture, by all windows together."""
    total = np.zeros(edit.picture.shape[:2], int)
    for window in edit.windows:
        total[window.box.slices] += window.opacity
    return total


def texts(edit: Plan) -> list[list[str]]:
    return [[weighted.cue.text for weighted in frame] for frame in edit.frames]


# ---- where and how much


def test_a_new_picture_may_change_everywhere() -> None:
    edit = planned(Generate("a boat", (33, 21)))
    assert edit.picture.shape == (21, 33, 3)
    assert (edit.windows[0].levels == 1).all()
    assert texts(edit) == [["a boat"]]


def test_a_strength_map_says_from_which_noise_level_a_token_may_change() -> None:
    strengths = np.zeros((40, 52), np.uint8)
    strengths[:, 16:] = 51
    edit = planned(Inpaint(PICTURE, painted(), "", strength_map=strengths))
    levels = edit.windows[0].levels
    assert set(np.unique(levels)) == {0.0, np.float32(0.2)}
    assert not laid(edit)[:, :16].any()


def test_strength_is_the_level_of_all_that_is_painted() -> None:
    edit = planned(StructuralEdit(PICTURE, "", 0.6))
    assert edit.windows[0].levels == pytest.approx(0.6)
    assert edit.windows[0].keeps_unchanged
    inside = planned(StructuralEdit(PICTURE, "", 0.6, mask=painted())).windows[0]
    assert inside.levels.min() == 0
    assert inside.levels.max() == pytest.approx(0.6)
    assert np.array_equal(inside.opacity, painted()[inside.box.slices])


def test_a_strength_map_multiplies_the_strength() -> None:
    edit = planned(StructuralEdit(PICTURE, "", 0.5, strength_map=np.full((40, 52), 102, np.uint8)))
    assert edit.windows[0].levels == pytest.approx(0.2)


@pytest.mark.parametrize(
    "request_",
    [
        StructuralEdit(PICTURE, "x", 0.0),
        StructuralEdit(PICTURE, "x", 1.0, strength_map=ONE - 255),
        Inpaint(PICTURE, painted(), "x", strength_map=ONE - 255),
    ],
    ids=["no strength", "an empty map", "an empty map in a mask"],
)
def test_what_may_not_change_needs_no_window(request_: Request) -> None:
    edit = planned(request_)
    assert edit.windows == ()
    assert edit.steps == 1


def test_outpainting_keeps_the_picture_and_fills_the_rest_once() -> None:
    edit = planned(Outpaint(PICTURE, "a boat", left=3, top=50, right=100, bottom=1))
    assert edit.picture.shape == (91, 155, 3)
    filled = laid(edit)
    assert np.array_equal(edit.picture[50:90, 3:55], PICTURE)
    assert not filled[50:90, 3:55].any()
    filled[50:90, 3:55] = 255
    assert (filled == 255).all()
    assert len(edit.windows) > 1
    assert edit.steps == 3 * len(edit.windows)


def test_a_little_more_is_added_in_one_pass() -> None:
    assert len(planned(Outpaint(PICTURE, "", right=8, bottom=4)).windows) == 1


def test_what_outpainting_adds_to_a_transparent_picture_is_transparent_until_filled() -> None:
    opaque = np.dstack([PICTURE, np.full((40, 52), 255, np.uint8)])
    edit = planned(Outpaint(opaque, "", left=5))
    assert not edit.picture[:, :5, 3].any()
    assert (edit.picture[:, 5:, 3] == 255).all()


@pytest.mark.parametrize(("edge", "wider"), [("exact", False), ("balanced", True), ("wide", True)])
def test_only_the_wider_edges_reach_beyond_the_mask(edge: Edge, wider: bool) -> None:
    edit = planned(Inpaint(PICTURE, painted(), "", edge=edge))
    window = edit.windows[0]
    assert laid(edit)[painted() == 0].any() == wider
    assert np.array_equal(window.strength > 0, window.opacity > 0)
    assert (laid(edit)[painted() > 0] == 255).all()


def test_a_wide_edge_is_wider_than_a_balanced_one() -> None:
    balanced, wide = (planned(Inpaint(PICTURE, painted(), "", edge=edge)).windows[0] for edge in ("balanced", "wide"))
    assert (wide.opacity > 0).sum() > (balanced.opacity > 0).sum()


def test_a_band_never_changes_more_than_what_is_painted() -> None:
    window = planned(StructuralEdit(PICTURE, "", 0.3, mask=painted(), edge="wide")).windows[0]
    assert window.strength.max() == round(0.3 * 255)


def test_nothing_is_laid_outside_the_callers_box() -> None:
    box = Box(10, 8, 16, 20)
    window = planned(Inpaint(PICTURE, painted(), "", edge="wide", box=box)).windows[0]
    assert window.opacity.shape == window.strength.shape == (20, 16)


# ---- laying what was made over the picture


def test_the_finished_window_has_the_tone_of_what_is_around_it() -> None:
    grey = np.full((40, 52, 3), 128, np.uint8)
    window = planned(Inpaint(grey, painted(), "")).windows[0]
    darker = np.full((*window.grid.seen_size[::-1], 3), 0.45, np.float32)
    assert window.preview(grey, darker, None).min() < 120
    assert np.abs(window.finished(grey, darker, None).astype(int) - 128).max() <= 1


def test_transparent_pixels_say_nothing_of_the_tone() -> None:
    grey = np.dstack([np.full((40, 52, 3), 128, np.uint8), np.zeros((40, 52), np.uint8)])
    window = planned(Inpaint(grey, painted(), "")).windows[0]
    darker = np.full((*window.grid.seen_size[::-1], 3), 0.45, np.float32)
    laid_over = window.preview(grey, darker, None)
    assert np.array_equal(window.finished(grey, darker, None), laid_over)


def test_where_no_token_changed_an_edit_of_structure_keeps_the_pixels() -> None:
    window = planned(StructuralEdit(PICTURE, "", 0.5)).windows[0]
    made = np.zeros((*window.grid.seen_size[::-1], 3), np.float32)
    changed = np.zeros((window.grid.rows, window.grid.columns), bool)
    assert np.array_equal(window.preview(PICTURE, made, changed), PICTURE)
    changed[0, 0] = True
    kept = (window.preview(PICTURE, made, changed) == PICTURE).all(axis=-1)
    cell = window.grid.cell
    assert not kept[: int(cell), : int(cell)].any()
    assert kept[int(2 * cell) + 1 :].all()
    assert kept[:, int(2 * cell) + 1 :].all()


# ---- what


def test_an_interpolation_goes_from_stop_to_stop() -> None:
    edit = planned(Interpolate(["a", "b", "c"], frames=5, size=(32, 32)))
    assert texts(edit) == [["a"], ["a", "b"], ["b"], ["b", "c"], ["c"]]
    assert [[weighted.share for weighted in frame] for frame in edit.frames] == [[1], [0.5, 0.5], [1], [0.5, 0.5], [1]]


def test_an_interpolation_takes_pictures_and_may_stay_in_a_mask() -> None:
    edit = planned(Interpolate(["a", PICTURE], frames=2, image=PICTURE, mask=painted()))
    assert np.array_equal(edit.picture, PICTURE)
    assert np.array_equal(laid(edit), painted())
    (last,) = edit.frames[-1]
    assert last.cue.pictures[0].shape == (40, 52, 3)


def test_the_shares_of_a_blend_add_up_to_one_everywhere() -> None:
    half = np.full((40, 52), 128, np.uint8)
    edit = planned(Blend([Region(painted(), "a"), Region(half, "b"), Region(painted(200), "c")], prompt="rest"))
    planes = [np.asarray(weighted.share) for weighted in edit.frames[0]]
    assert (np.sum(planes, axis=0, dtype=int) == 255).all()
    first, second, third, rest = planes
    assert (first[0, 0], second[0, 0], third[0, 0], rest[0, 0]) == (0, 128, 0, 127)
    assert first[15, 15] > third[15, 15] > second[15, 15] > 0
    assert texts(edit) == [["a", "b", "c", "rest"]]


def test_a_blend_in_a_picture_fills_what_any_region_paints() -> None:
    other = np.roll(painted(), 15, axis=1)
    edit = planned(Blend([Region(painted(), "a"), Region(other, "b")], image=PICTURE))
    assert np.array_equal(laid(edit) > 0, (painted() > 0) | (other > 0))
    assert np.array_equal(edit.picture, PICTURE)


def test_variations_are_of_the_first_pictures_size_unless_said_otherwise() -> None:
    edit = planned(Vary([PICTURE, PICTURE[:20]], "a boat"))
    assert edit.picture.shape == PICTURE.shape
    assert [picture.shape for picture in edit.frames[0][0].cue.pictures] == [(40, 52, 3), (20, 52, 3)]
    assert planned(Vary([PICTURE], size=(9, 7))).picture.shape == (7, 9, 3)


# ---- what is refused

BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: StructuralEdit(PICTURE, "x", -0.1), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", 1.1), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", float("nan")), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", "much"), "strength must lie"),  # type: ignore[arg-type]
    (lambda: StructuralEdit(PICTURE, "x", strength_map=ONE[1:]), "strength map is 52x39"),
    (lambda: StructuralEdit(PICTURE, "x", mask=ONE - 255), "mask is empty"),
    (lambda: Inpaint(PICTURE, painted(), "x", strength_map=ONE.astype(np.float32)), "strength map must be"),
    (lambda: Outpaint(PICTURE, "x"), "Nothing is to be added"),
    (lambda: Outpaint(PICTURE, "x", left=-1), "whole numbers of 0 or more"),
    (lambda: Outpaint(PICTURE, "x", top=1.5), "whole numbers of 0 or more"),  # type: ignore[arg-type]
    (lambda: Outpaint(PICTURE, "x", right=10**9), "The size must be"),
    (lambda: Outpaint(PICTURE, "x", right=1, edge="soft"), "edge must be one of"),  # type: ignore[arg-type]
    (lambda: Vary([]), "at least one"),
    (lambda: Vary([PICTURE], size=(0, 4)), "The size must be"),
    (lambda: Interpolate(["a"]), "at least two stops"),
    (lambda: Interpolate(["a", "b", "c"], frames=2), "from 3"),
    (lambda: Interpolate(["a", "b"], frames=10**9), "to 1000"),
    (lambda: Interpolate(["a", "b"], path="arc"), "path must be one of"),  # type: ignore[arg-type]
    (lambda: Interpolate(["a", "b"], params=SamplingParams(count=2)), "count to 1"),
    (lambda: Interpolate(["a", "b"], image=PICTURE), "both the picture and a mask"),
    (lambda: Interpolate(["a", PICTURE[..., 0]]), "3 or 4"),
    (lambda: Blend([]), "at least one mask"),
    (lambda: Blend([Region(ONE - 255, "a")]), "regions are empty"),
    (lambda: Blend([Region(ONE, "a"), Region(ONE[:4], "b")]), "region is 52x4"),
    (lambda: Blend([Region(ONE[:4], "a")], image=PICTURE), "region is 52x4"),
    (lambda: Blend([Region(PICTURE, "a")]), "region must be"),
]


@pytest.mark.parametrize(("make", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_bad_requests_are_refused(make: Callable[[], Any], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        planned(make())


NEEDS: dict[str, Request] = {
    "generate": Generate("x"),
    "inpaint": Inpaint(PICTURE, painted(), ""),
    "outpaint": Outpaint(PICTURE, "", right=9),
    "structural-edit": StructuralEdit(PICTURE, ""),
    "strength-map": Inpaint(PICTURE, painted(), "", strength_map=ONE),
    "vary": Interpolate(["", PICTURE]),
    "interpolate": Interpolate(["", ""]),
    "blend": Blend([Region(painted(), "")]),
    "negative": Generate("", negative="y"),
}


@pytest.mark.parametrize("ability", NEEDS)
def test_a_pack_is_asked_only_for_what_it_can_do(ability: str) -> None:
    unable = replace(MANIFEST, abilities=tuple(one for one in MANIFEST.abilities if one != ability))
    plan(NEEDS[ability], MANIFEST)
    with pytest.raises(NotSupported, match=f"cannot {ability}"):
        plan(NEEDS[ability], unable)


def test_words_are_refused_where_none_are_read() -> None:
    silent = replace(MANIFEST, abilities=("vary",))
    plan(Vary([PICTURE]), silent)
    with pytest.raises(NotSupported, match="reads no prompts"):
        plan(Vary([PICTURE], "a boat"), silent)
