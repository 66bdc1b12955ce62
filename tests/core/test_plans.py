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
from paella_core.plan import Plan, Window
from paella_core.request import (
    Blend,
    Box,
    Edge,
    Generate,
    Inpaint,
    Interpolate,
    Opening,
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


def windows_of(edit: Plan) -> tuple[Window, ...]:
    """Those of the first frame."""
    return edit.frames[0].windows


def laid(edit: Plan) -> np.ndarray:
    """How much is laid over each pixel of the picture, by all windows together."""
    total = np.zeros(edit.picture.shape[:2], int)
    for window in windows_of(edit):
        total[window.box.slices] += window.opacity
    return total


def texts(edit: Plan) -> list[list[str]]:
    return [[weighted.cue.text for weighted in frame.cues] for frame in edit.frames]


# ---- where and how much


def test_a_new_picture_may_change_everywhere() -> None:
    edit = planned(Generate("a boat", (33, 21)))
    assert edit.picture.shape == (21, 33, 3)
    assert (windows_of(edit)[0].levels == 1).all()
    assert texts(edit) == [["a boat"]]


def test_a_strength_map_says_from_which_noise_level_a_token_may_change() -> None:
    strengths = np.zeros((40, 52), np.uint8)
    strengths[:, 16:] = 51
    edit = planned(Inpaint(PICTURE, painted(), "", strength_map=strengths))
    levels = windows_of(edit)[0].levels
    assert set(np.unique(levels)) == {0.0, np.float32(0.2)}
    assert not laid(edit)[:, :16].any()


def test_strength_is_the_level_of_all_that_is_painted() -> None:
    edit = planned(StructuralEdit(PICTURE, "", 0.6))
    assert windows_of(edit)[0].levels == pytest.approx(0.6)
    assert windows_of(edit)[0].keeps_unchanged
    inside = windows_of(planned(StructuralEdit(PICTURE, "", 0.6, mask=painted())))[0]
    assert inside.levels.min() == 0
    assert inside.levels.max() == pytest.approx(0.6)
    assert np.array_equal(inside.opacity, painted()[inside.box.slices])


def test_a_strength_map_multiplies_the_strength() -> None:
    edit = planned(StructuralEdit(PICTURE, "", 0.5, strength_map=np.full((40, 52), 102, np.uint8)))
    assert windows_of(edit)[0].levels == pytest.approx(0.2)


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
    assert windows_of(edit) == ()
    assert edit.steps == 1


def test_several_strengths_are_frames_of_one_edit_each_as_it_is_alone() -> None:
    edit = planned(StructuralEdit(PICTURE, "a", mask=painted(), strengths=(1, 0.2, 0)))
    assert texts(edit) == [["a"]] * 3
    assert not edit.film
    assert edit.steps == 3 + 3 + 1
    assert edit.frames[2].windows == ()
    for frame, strength in zip(edit.frames, (1.0, 0.2), strict=False):
        (window,) = frame.windows
        (alone,) = windows_of(planned(StructuralEdit(PICTURE, "a", strength, mask=painted())))
        assert window.box == alone.box
        assert window.keeps_unchanged
        assert np.array_equal(window.levels, alone.levels)
        assert window.levels.max() == pytest.approx(strength)


def test_without_strengths_the_one_counts() -> None:
    (frame,) = planned(StructuralEdit(PICTURE, "a", 0.2)).frames
    assert frame.windows[0].levels == pytest.approx(0.2)
    assert planned(StructuralEdit(PICTURE, "a", strengths=[])).steps == 3


def test_an_edit_ends_where_its_largest_strength_does() -> None:
    gone, kept = np.zeros((40, 52), np.uint8), painted()
    edit = planned(StructuralEdit(PICTURE, "a", mask=kept, strengths=(0.0, 0.5)))
    assert edit.box == edit.frames[1].windows[0].box
    assert planned(StructuralEdit(PICTURE, "a", strengths=(0.5, 1), strength_map=gone)).box == Box(0, 0, 52, 40)


def test_outpainting_keeps_the_picture_and_fills_the_rest_once() -> None:
    edit = planned(Outpaint(PICTURE, "a boat", left=3, top=50, right=100, bottom=1))
    assert edit.picture.shape == (91, 155, 3)
    filled = laid(edit)
    assert np.array_equal(edit.picture[50:90, 3:55], PICTURE)
    assert not filled[50:90, 3:55].any()
    filled[50:90, 3:55] = 255
    assert (filled == 255).all()
    assert len(windows_of(edit)) > 1
    assert edit.box == Box(0, 0, 155, 91)
    assert edit.steps == 3 * len(windows_of(edit))


def test_a_little_more_is_added_in_one_pass() -> None:
    assert len(windows_of(planned(Outpaint(PICTURE, "", right=8, bottom=4)))) == 1


def test_noise_counts_from_where_the_picture_began() -> None:
    assert planned(Inpaint(PICTURE, painted(), "")).origin == (0, 0)
    for left, top, first in ((0, 0, (0, 0)), (8, 4, (-1, -2)), (5, 1, (-1, -2)), (12, 0, (0, -3))):
        edit = planned(Outpaint(PICTURE, "", left=left, top=top, right=4))
        (window,) = windows_of(edit)
        assert (window.grid.work_width, edit.origin) == (window.box.width, (left, top))
        assert window.offset(edit.origin) == first


def test_what_outpainting_adds_to_a_transparent_picture_is_transparent_until_filled() -> None:
    opaque = np.dstack([PICTURE, np.full((40, 52), 255, np.uint8)])
    edit = planned(Outpaint(opaque, "", left=5))
    assert not edit.picture[:, :5, 3].any()
    assert (edit.picture[:, 5:, 3] == 255).all()


@pytest.mark.parametrize(("edge", "wider"), [("exact", False), ("balanced", True), ("wide", True)])
def test_only_the_wider_edges_reach_beyond_the_mask(edge: Edge, wider: bool) -> None:
    edit = planned(Inpaint(PICTURE, painted(), "", edge=edge))
    window = windows_of(edit)[0]
    assert laid(edit)[painted() == 0].any() == wider
    assert np.array_equal(window.strength > 0, window.opacity > 0)
    assert (laid(edit)[painted() > 0] == 255).all()


def test_a_wide_edge_is_wider_than_a_balanced_one() -> None:
    balanced, wide = (
        windows_of(planned(Inpaint(PICTURE, painted(), "", edge=edge)))[0] for edge in ("balanced", "wide")
    )
    assert (wide.opacity > 0).sum() > (balanced.opacity > 0).sum()


def test_a_band_never_changes_more_than_what_is_painted() -> None:
    window = windows_of(planned(StructuralEdit(PICTURE, "", 0.3, mask=painted(), edge="wide")))[0]
    assert window.strength.max() == round(0.3 * 255)


def test_nothing_is_laid_outside_the_callers_box() -> None:
    box = Box(10, 8, 16, 20)
    window = windows_of(planned(Inpaint(PICTURE, painted(), "", edge="wide", box=box)))[0]
    assert window.opacity.shape == window.strength.shape == (20, 16)


# ---- what


def test_an_interpolation_goes_from_stop_to_stop() -> None:
    edit = planned(Interpolate(["a", "b", "c"], frames=5, size=(32, 32)))
    assert texts(edit) == [["a"], ["a", "b"], ["b"], ["b", "c"], ["c"]]
    assert [[weighted.share for weighted in frame.cues] for frame in edit.frames] == [
        [1],
        [0.5, 0.5],
        [1],
        [0.5, 0.5],
        [1],
    ]


def test_an_interpolation_takes_pictures_and_may_stay_in_a_mask() -> None:
    edit = planned(Interpolate(["a", PICTURE], frames=2, image=PICTURE, mask=painted()))
    assert np.array_equal(edit.picture, PICTURE)
    assert np.array_equal(laid(edit), painted())
    (last,) = edit.frames[-1].cues
    assert last.cue.pictures[0].shape == (40, 52, 3)


def test_the_shares_of_a_blend_add_up_to_one_everywhere() -> None:
    half = np.full((40, 52), 128, np.uint8)
    edit = planned(Blend([Region(painted(), "a"), Region(half, "b"), Region(painted(200), "c")], prompt="rest"))
    planes = [np.asarray(weighted.share) for weighted in edit.frames[0].cues]
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
    assert [picture.shape for picture in edit.frames[0].cues[0].cue.pictures] == [(40, 52, 3), (20, 52, 3)]
    assert planned(Vary([PICTURE], size=(9, 7))).picture.shape == (7, 9, 3)


def test_variations_may_stay_in_a_mask() -> None:
    edit = planned(Vary([PICTURE[:20]], "a boat", image=PICTURE, mask=painted(), size=(9, 7)))
    assert np.array_equal(edit.picture, PICTURE)
    assert np.array_equal(laid(edit), painted())
    assert edit.frames[0].cues[0].cue.pictures[0].shape == (20, 52, 3)


def test_a_region_counts_by_its_weight() -> None:
    left, half = np.zeros((40, 52), np.uint8), np.full((40, 52), 100, np.uint8)
    left[:, :20] = 255
    edit = planned(Blend([Region(left, "a", 3), Region(half, "b", 0.5)], prompt="rest"))
    planes = [np.asarray(weighted.share) for weighted in edit.frames[0].cues]
    assert (np.sum(planes, axis=0, dtype=int) == 255).all()
    # 765 to 50 where both are painted; 50 to 155, which nobody paints, elsewhere.
    assert [int(plane[0, 0]) for plane in planes] == [239, 16, 0]
    assert [int(plane[0, 30]) for plane in planes] == [0, 62, 193]


def test_where_no_region_counts_the_common_prompt_holds() -> None:
    edit = planned(Blend([Region(painted(), "a", 0)], image=PICTURE, prompt="rest"))
    assert [int(np.asarray(weighted.share).max()) for weighted in edit.frames[0].cues] == [0, 255]
    assert np.array_equal(laid(edit), painted())


def test_regions_that_fill_the_picture_leave_nothing_to_the_common_prompt() -> None:
    edit = planned(Blend([Region(ONE, "a"), Region(ONE, "b"), Region(ONE, "c")], prompt="rest"))
    assert texts(edit) == [["a", "b", "c"]]


BRANCHING: dict[str, Callable[[Opening], Request]] = {
    "generate": lambda opening: Generate("x", opening=opening),
    "inpaint": lambda opening: Inpaint(PICTURE, painted(), "x", opening=opening),
    "outpaint": lambda opening: Outpaint(PICTURE, "x", right=4, opening=opening),
    "structural-edit": lambda opening: StructuralEdit(PICTURE, "x", opening=opening),
}


@pytest.mark.parametrize("edit", BRANCHING)
def test_a_run_may_branch_after_any_of_its_steps(edit: str) -> None:
    for steps in (1, 3):
        opening = Opening(steps, "a", 5)
        assert planned(BRANCHING[edit](opening)).opening == opening
    assert planned(BRANCHING[edit](Opening(0, "a", 5))).opening is None
    with pytest.raises(BadInput, match="branches after 0 to 3"):
        planned(BRANCHING[edit](Opening(4, "a", 5)))


# ---- what is refused

BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: StructuralEdit(PICTURE, "x", -0.1), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", 1.1), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", float("nan")), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", "much"), "strength must lie"),  # type: ignore[arg-type]
    (lambda: StructuralEdit(PICTURE, "x", strengths=(0.5, 1.1)), "strength must lie"),
    (lambda: StructuralEdit(PICTURE, "x", strengths=["much"]), "strength must lie"),  # type: ignore[list-item]
    (lambda: StructuralEdit(PICTURE, "x", strengths=(0, 1), params=SamplingParams(count=2)), "count to 1"),
    (lambda: Generate("x", opening=Opening(-1, "a", 5)), "0 to 3 of them, not -1"),
    (lambda: Generate("x", opening=Opening(1.5, "a", 5)), "not 1.5"),  # type: ignore[arg-type]
    (lambda: Generate("x", opening=Opening(9, "a", 5), params=SamplingParams(steps=8)), "0 to 8 of them, not 9"),
    (lambda: Generate("x", opening=Opening(1, "a", -5)), "seed of an opening"),
    (lambda: Generate("x", opening=Opening(1, "a", 2**32)), "seed of an opening"),
    (lambda: Generate("x", opening=Opening(1, None, 5)), "must be text"),  # type: ignore[arg-type]
    (lambda: Generate("x", opening=Opening(1, "a", 5, "\udc80")), "no text"),
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
    (lambda: Vary([PICTURE], image=PICTURE), "both the picture and a mask"),
    (lambda: Vary([PICTURE], mask=ONE), "both the picture and a mask"),
    (lambda: Vary([PICTURE], image=PICTURE, mask=ONE - 255), "mask is empty"),
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
    (lambda: Blend([Region(ONE, "a", 10.1)]), "weight of a region must lie between 0 and 10"),
    (lambda: Blend([Region(ONE, "a", float("nan"))]), "weight of a region"),
    (lambda: Blend([Region(ONE, "a", "much")]), "weight of a region"),  # type: ignore[arg-type]
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
    "negative": Generate("", opening=Opening(1, "", 5, negative="y")),
    "branch": Generate("", opening=Opening(1, "", 5)),
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
