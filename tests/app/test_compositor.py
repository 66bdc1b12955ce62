"""What a tree of layers looks like: tile by tile the same as all at once, byte for byte where one layer is alone."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import noise

from app.document.blending import BlendMode, blend
from app.document.boxes import moved
from app.document.compositor import TILE, Compositor, composite
from app.document.node import Group, Layer, Look, Node
from app.document.plane import Plane
from paella_core.request import Box

CANVAS = Box(0, 0, TILE + 20, TILE // 2 + 30)
NORMAL, MULTIPLY = BlendMode.NORMAL, BlendMode.MULTIPLY


def layer(pixels: np.ndarray, left: int = 0, top: int = 0, **look: Any) -> Layer:
    return Layer(Plane(pixels, left, top), Look(**look))


def filled(*color: int, size: tuple[int, int] = (CANVAS.width, CANVAS.height), **look: Any) -> Layer:
    return layer(np.full((size[1], size[0], 4), color, np.uint8), **look)


def visible(pixels: np.ndarray) -> np.ndarray:
    """Without any that are fully transparent."""
    pixels[..., 3] |= 1
    return pixels


def speckled(seed: int = 0, **look: Any) -> Layer:
    """Noise over the canvas, in alpha too."""
    return layer(noise(CANVAS.width, CANVAS.height, 4, seed=seed), **look)


def shown(*nodes: Node, box: Box = CANVAS, dtype: Any = np.uint8) -> np.ndarray:
    return composite(Group(nodes), box, dtype)


def slowly(nodes: Sequence[Node], backdrop: np.ndarray, box: Box) -> np.ndarray:
    """The nodes over a backdrop (float32), one after the other, each over the whole box."""
    for node in nodes:
        look = node.look
        if not look.visible:
            continue
        if isinstance(node, Layer):
            pixels = node.pixels.read(box).astype(np.float32) / 255
            if node.mask is not None and node.mask_enabled:
                pixels[..., 3] *= node.mask.read(box).astype(np.float32) / 255
            backdrop = blend(backdrop, pixels, look.opacity, look.mode)
        elif isinstance(node, Group) and not node.isolated and look.opacity == 1 and look.mode is NORMAL:
            backdrop = slowly(node.children, backdrop, box)
        elif isinstance(node, Group):
            inside = slowly(node.children, np.zeros_like(backdrop), box)
            backdrop = blend(backdrop, inside, look.opacity, look.mode)
    return backdrop


def expected(*nodes: Node, box: Box = CANVAS) -> np.ndarray:
    result = slowly(nodes, np.zeros((box.height, box.width, 4), np.float32), box)
    return np.rint(result * 255).astype(np.uint8)


def assert_looks_like(got: np.ndarray, wanted: np.ndarray) -> None:
    """The same within one rounding; what is all but transparent has no colour to compare."""
    assert got.shape == wanted.shape
    difference = np.abs(got.astype(int) - wanted.astype(int))
    difference[..., :3][wanted[..., 3] == 0] = 0
    assert difference.max(initial=0) <= 1


# ---- one layer


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_one_normal_layer_is_shown_byte_for_byte(dtype: Any) -> None:
    pixels = noise(CANVAS.width, CANVAS.height, 4, dtype)
    pixels[:20, :20, 3] = 0  # with colours under full transparency
    nested = Group((Group((layer(pixels),)), filled(9, 9, 9, 255, visible=False)))
    assert np.array_equal(shown(nested, dtype=dtype), pixels)


def test_around_a_small_layer_there_is_nothing() -> None:
    pixels = noise(50, 40, 4)
    left = CANVAS.width // 2 - 20  # across two tiles
    picture = shown(layer(pixels, left, 30))
    assert np.array_equal(picture[30:70, left : left + 50], pixels)
    picture[30:70, left : left + 50] = 0
    assert not picture.any()


def test_a_layer_may_lie_partly_or_wholly_beside_the_canvas() -> None:
    pixels = visible(noise(50, 40, 4))
    picture = shown(layer(pixels, -30, -10), layer(pixels, 5000, 0))
    assert np.array_equal(picture[:30, :20], pixels[10:, 30:])


def test_an_opaque_layer_hides_what_is_below_exactly() -> None:
    top = noise(CANVAS.width, CANVAS.height, 4)
    top[..., 3] = 255
    assert np.array_equal(shown(speckled(1), layer(top), filled(0, 0, 0, 0)), top)


def test_a_layer_that_is_opaque_in_places_hides_only_these() -> None:
    nodes = (speckled(1), speckled(2))
    assert_looks_like(shown(*nodes), expected(*nodes))


def test_nothing_visible_is_transparent() -> None:
    assert not shown(speckled(visible=False), speckled(opacity=0.0), Group(())).any()
    assert not shown().any()


# ---- masks


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_mask_is_exact_where_it_shows_all_or_nothing(dtype: Any) -> None:
    box, below = Box(0, 0, 60, 50), noise(60, 50, 4, dtype, 1)
    pixels, mask = visible(noise(60, 50, 4, dtype)), np.zeros((50, 60), np.uint8)
    below[..., 3] = np.iinfo(dtype).max
    mask[10:30] = 255
    masked = Layer(Plane(pixels), mask=Plane(mask))
    alone = shown(masked, box=box, dtype=dtype)
    assert np.array_equal(alone[10:30], pixels[10:30])
    assert not alone[:10].any()
    both = shown(layer(below), masked, box=box, dtype=dtype)
    assert np.array_equal(both[30:], below[30:])
    assert np.array_equal(both[10:30], shown(layer(below), layer(pixels), box=box, dtype=dtype)[10:30])


def test_an_opaque_layer_hides_what_is_below_only_where_its_mask_shows_it() -> None:
    mask = Plane(noise(CANVAS.width, CANVAS.height, 1, seed=4)[..., 0].copy())
    nodes = (speckled(1), Layer(filled(10, 200, 30, 255).pixels, mask=mask))
    assert_looks_like(shown(*nodes), expected(*nodes))


@pytest.mark.parametrize(("background", "beside"), [(0, 0), (255, 200)])
def test_around_a_mask_is_its_background(background: int, beside: int) -> None:
    half = Layer(
        Plane(np.full((40, 40, 4), 200, np.uint8)), mask=Plane(np.full((5, 6), 51, np.uint8), 7, 9, background)
    )
    alpha = shown(half, box=Box(0, 0, 40, 40))[..., 3]
    assert (alpha[9:14, 7:13] == 40).all()
    alpha[9:14, 7:13] = beside
    assert (alpha == beside).all()


def test_a_mask_that_is_off_hides_nothing() -> None:
    pixels = noise(CANVAS.width, CANVAS.height, 4)
    hidden = Plane(np.zeros((1, 1), np.uint8))
    assert np.array_equal(shown(Layer(Plane(pixels), None, None, hidden, False)), pixels)
    assert not shown(Layer(Plane(pixels), mask=Plane(np.zeros((1, 1), np.uint8)))).any()


def test_a_masked_layer_that_clears_around_clears_where_it_is_hidden() -> None:
    mask = np.zeros((CANVAS.height, CANVAS.width), np.uint8)
    mask[:50] = 255
    window = Layer(filled(1, 2, 3, 255).pixels, Look(mode=BlendMode.DESTINATION_IN), mask=Plane(mask))
    picture = shown(filled(10, 20, 30, 255), window)
    assert (picture[:50] == (10, 20, 30, 255)).all()
    assert not picture[50:].any()


# ---- several


@pytest.mark.parametrize("mode", list(BlendMode))
def test_each_mode_over_a_backdrop(mode: BlendMode) -> None:
    small = layer(noise(150, 60, 4, seed=3), 40, 90, mode=mode, opacity=0.8)
    nodes = (speckled(1), small)
    assert_looks_like(shown(*nodes), expected(*nodes))


@pytest.mark.parametrize("mode", [BlendMode.DESTINATION_IN, BlendMode.DESTINATION_ATOP])
def test_masks_clear_what_lies_beside_them(mode: BlendMode) -> None:
    picture = shown(filled(10, 20, 30, 255), filled(1, 2, 3, 255, size=(10, 10), mode=mode))
    assert picture[:10, :10].all()
    assert not picture[10:, 10:, 3].any()
    assert not shown(filled(10, 20, 30, 255), Group((), Look(mode=mode)))[..., 3].any()


def test_an_isolated_group_does_not_see_what_is_below() -> None:
    below, above = filled(200, 100, 50, 255), filled(100, 100, 100, 255, mode=MULTIPLY)
    assert tuple(shown(below, Group((above,)))[0, 0]) == (100, 100, 100, 255)
    assert tuple(shown(below, Group((above,), isolated=False))[0, 0]) == (78, 39, 20, 255)


@pytest.mark.parametrize("look", [Look(opacity=0.5), Look(mode=MULTIPLY), Look(opacity=0.3, mode=BlendMode.SCREEN)])
def test_a_group_with_a_look_of_its_own_is_one_picture(look: Look) -> None:
    nodes = (speckled(1), Group((speckled(2), speckled(3, mode=BlendMode.PLUS)), look, isolated=False))
    assert_looks_like(shown(*nodes), expected(*nodes))
    isolated = (speckled(1), Group((speckled(2), speckled(3, mode=BlendMode.PLUS)), look, isolated=True))
    assert np.array_equal(shown(*nodes), shown(*isolated))


def test_a_hidden_group_hides_its_layers() -> None:
    below = filled(200, 100, 50, 255)
    assert np.array_equal(shown(below, Group((speckled(),), Look(visible=False))), shown(below))


looks = st.builds(
    Look,
    opacity=st.sampled_from([0.0, 0.37, 1.0, 1.0]),
    visible=st.sampled_from([True, True, False]),
    mode=st.sampled_from([NORMAL, NORMAL, *BlendMode]),
)
layers = st.builds(
    lambda look, seed, left, top, alpha, mask, enabled: Layer(
        Plane(_some_pixels(seed, alpha), left, top), look, None, _some_mask(seed, mask, left, top), enabled
    ),
    looks,
    st.integers(0, 9),
    st.integers(-100, 200),
    st.integers(-100, 100),
    st.sampled_from(["noise", "opaque", "extremes"]),
    st.sampled_from([None, None, "noise", "extremes", "shown", "hidden"]),
    st.sampled_from([True, True, False]),
)
trees = st.recursive(
    st.lists(layers, max_size=3),
    lambda inner: st.lists(
        layers | st.builds(lambda nodes, look, alone: Group(tuple(nodes), look, alone), inner, looks, st.booleans()),
        max_size=4,
    ),
    max_leaves=6,
)


def _some_pixels(seed: int, alpha: str) -> np.ndarray:
    """Noise; `extremes` is blocks that are opaque, transparent with colours below that, or anything."""
    pixels = noise(180, 150, 4, seed=seed)
    if alpha == "opaque":
        pixels[..., 3] = 255
    elif alpha == "extremes":
        blocks = np.kron(noise(6, 5, 1, seed=seed)[..., 0] % 3, np.ones((30, 30), np.uint8))
        pixels[..., 3] = np.choose(blocks, [np.uint8(0), np.uint8(255), pixels[..., 3]])
    return pixels


def _some_mask(seed: int, kind: str | None, left: int, top: int) -> Plane | None:
    """A mask that is a little beside a layer at that place."""
    if kind is None:
        return None
    values = {"noise": noise(160, 140, 1, seed=seed)[..., 0], "shown": np.full((9, 9), 255, np.uint8)}
    values["extremes"] = _some_pixels(seed, "extremes")[..., 3]
    background = 255 if kind == "shown" or seed % 2 else 0
    return Plane(values.get(kind, np.zeros((200, 200), np.uint8)), left + 10 - 7 * seed, top - 5, background)


def _cut(box: Box, chance: random.Random) -> Iterator[Box]:
    """Boxes that make up a box, large and small."""
    if box.width * box.height < 400 or chance.random() < 0.2:
        yield box
    elif chance.random() * (box.width + box.height) < box.width:
        at = chance.randrange(box.width)
        yield from _cut(Box(box.left, box.top, at, box.height), chance)
        yield from _cut(Box(box.left + at, box.top, box.width - at, box.height), chance)
    else:
        at = chance.randrange(box.height)
        yield from _cut(Box(box.left, box.top, box.width, at), chance)
        yield from _cut(Box(box.left, box.top + at, box.width, box.height - at), chance)


@settings(max_examples=120, deadline=None)
@given(nodes=trees, seed=st.integers(0, 999), dtype=st.sampled_from([np.uint8, np.uint16, np.float32]))
def test_how_an_area_is_cut_makes_no_difference(nodes: list[Node], seed: int, dtype: Any) -> None:
    box = Box(-50, -10, TILE + 40, 150)
    whole, pieces = shown(*nodes, box=box, dtype=dtype), np.empty((box.height, box.width, 4), dtype)
    compositor = Compositor()
    for part in _cut(box, random.Random(seed)):
        compositor.compose(Group(tuple(nodes)), part, pieces[moved(part, -box.left, -box.top).slices])
    assert np.array_equal(pieces, whole)


@pytest.mark.parametrize("mode", list(BlendMode))
@pytest.mark.parametrize("bottom", ["noise", "opaque", "extremes"])
def test_each_mode_is_the_same_pixel_by_pixel(mode: BlendMode, bottom: str) -> None:
    small = Layer(Plane(_some_pixels(2, "extremes"), 5, 7), Look(mode=mode))
    nodes = (Layer(Plane(_some_pixels(1, bottom))), small, Layer(Plane(_some_pixels(3, "extremes"), -9, 4)))
    box = Box(20, 20, 30, 20)
    whole = shown(*nodes, box=box, dtype=np.float32)
    for row, column in itertools.product(range(0, box.height, 3), range(box.width)):
        pixel = shown(*nodes, box=Box(box.left + column, box.top + row, 1, 1), dtype=np.float32)
        assert np.array_equal(pixel[0, 0], whole[row, column])


def test_what_is_transparent_is_black_unless_a_layer_is_alone() -> None:
    hidden = filled(9, 8, 7, 0)
    assert shown(hidden)[0, 0].tolist() == [9, 8, 7, 0]
    assert not shown(hidden, filled(5, 5, 5, 0, mode=MULTIPLY)).any()
    assert not shown(hidden, layer(noise(9, 9, 4), 5000, 0)).any()


@settings(max_examples=60, deadline=None)
@given(nodes=trees, left=st.integers(-50, 100), width=st.integers(1, 200))
def test_any_tree_in_any_box(nodes: list[Node], left: int, width: int) -> None:
    box = Box(left, -10, width, 150)
    assert_looks_like(shown(*nodes, box=box), expected(*nodes, box=box))


def test_sixteen_bits_are_not_rounded_to_eight() -> None:
    grey = np.full((20, 20, 4), 65535, np.uint16)
    dark = grey.copy()
    dark[..., :3], dark[..., 3] = 12345, 32768
    picture = shown(layer(grey), layer(dark, opacity=0.5), box=Box(0, 0, 20, 20), dtype=np.uint16)
    assert tuple(picture[0, 0]) == (52237, 52237, 52237, 65535)


def test_another_depth_can_be_asked_for() -> None:
    pixels = noise(30, 20, 4)
    box = Box(0, 0, 30, 20)
    assert np.array_equal(shown(layer(pixels), box=box, dtype=np.uint16), pixels.astype(np.uint16) * 257)
    assert shown(layer(pixels), box=box, dtype=np.float32).max() == 1.0


def test_an_empty_box_has_no_pixels() -> None:
    assert shown(speckled(), box=Box(3, 3, 0, 5)).shape == (5, 0, 4)
