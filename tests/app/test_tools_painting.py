"""Colour over pixels: the maths, and the brushes that lay an even coat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import noise
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor

from app.document.document import Document
from app.document.node import Group, Layer, Look, Region
from app.document.plane import Plane
from app.tools.brush import Brush, BrushSettings, RegionBrush
from app.tools.colours import Colours, as_colour, as_pixel
from app.tools.eyedropper import Eyedropper, EyedropperSettings
from app.tools.paint import PaintBrush, StrengthBrush
from app.tools.painting import ALL, erased, mixed, painted, weights
from app.tools.tool import Gesture, Phase, PointerEvent, ToolError
from paella_core.request import Box

RED = QColor(255, 0, 0)
SEEDS = st.integers(0, 2**32 - 1)
DEPTHS = [np.uint8, np.uint16]


def stroke(brush: Brush, document: Document, *points: tuple[float, float], **about: object) -> None:
    events = [PointerEvent(Phase.MOVE, x, y, **about) for x, y in points]  # pyright: ignore[reportArgumentType]
    gesture = Gesture(brush, document, replace(events[0], phase=Phase.PRESS))
    for event in events[1:]:
        gesture.send(event)
    gesture.send(replace(events[-1], phase=Phase.RELEASE))
    assert not gesture.running


def paint_brush(size: int = 30, hardness: float = 1.0, opacity: float = 1.0) -> PaintBrush:
    colours = Colours()
    colours.foreground = RED
    brush = PaintBrush(BrushSettings(), colours, Eyedropper(EyedropperSettings(), colours))
    brush.settings.size, brush.settings.hardness, brush.settings.opacity = size, hardness, opacity
    return brush


def layered(*layers: Layer, width: int = 200, height: int = 150) -> Document:
    return Document(QSize(width, height), Group(layers))


def clear(width: int = 200, height: int = 150, left: int = 0, top: int = 0) -> Layer:
    return Layer(Plane(np.zeros((height, width, 4), np.uint8), left, top), Look("Sketch"))


def pixels(document: Document) -> np.ndarray:
    assert isinstance(document.active, Layer)
    return document.active.pixels.array


# ---- the maths


@pytest.mark.parametrize("dtype", DEPTHS)
@given(seed=SEEDS, opacity=st.floats(0, 1))
def test_painting_is_source_over(dtype: type, seed: int, opacity: float) -> None:
    full = int(np.iinfo(dtype).max)
    before = noise(16, 12, 4, dtype, seed)
    before[:4, :, 3] = full
    before[4:6, :, 3] = 0
    coverage = noise(16, 12, 1, np.uint8, seed + 1)[..., 0]
    colour = np.array([full, full // 3, 0, full], dtype)
    after = painted(before, colour, weights(coverage, opacity))
    above = coverage[..., None] / 255 * opacity
    below = before[..., 3:] / full
    alpha = above + below * (1 - above)
    wanted = (above * colour[:3] + below * (1 - above) * before[..., :3]) / np.maximum(alpha, 1e-12)
    slack = 1.01 if dtype is np.uint8 else 1.01 + 1 / np.maximum(alpha, 1e-3)  # 16 bits are as fine as the weights
    assert np.abs(after[..., 3:] - alpha * full).max() <= 1
    assert (np.abs(after[..., :3] - wanted) <= slack)[alpha[..., 0] > 0.02].all()
    assert after.dtype == dtype


@pytest.mark.parametrize("dtype", DEPTHS)
def test_nothing_and_all_are_exact(dtype: type) -> None:
    before, colour = noise(16, 12, 4, dtype), noise(1, 1, 4, dtype, 5)[0, 0]
    colour[3] = np.iinfo(dtype).max
    nothing, all_ = np.zeros((12, 16), np.uint32), np.full((12, 16), ALL, np.uint32)
    assert np.array_equal(painted(before, colour, nothing), before)
    assert (painted(before, colour, all_) == colour).all()
    assert np.array_equal(erased(before, nothing), before)
    assert np.array_equal(erased(before, all_)[..., :3], before[..., :3])
    assert not erased(before, all_)[..., 3].any()


def test_mixing_never_overflows() -> None:
    top = np.full((1, 2), 65535, np.uint16)
    for share in (1, ALL // 2, ALL - 1):
        assert (mixed(top, 65535, np.full((1, 2), share, np.uint32)) == 65535).all()


# ---- the paint brush


@pytest.mark.parametrize("dtype", DEPTHS)
def test_a_stroke_has_the_colour(dtype: type) -> None:
    document = Document.from_array(noise(dtype=dtype))
    before = pixels(document).copy()
    stroke(paint_brush(), document, (50, 75), (150, 75))
    top = np.iinfo(dtype).max
    assert (pixels(document)[65:85, 50:150] == (top, 0, 0, top)).all()
    assert np.array_equal(pixels(document)[:58], before[:58])
    assert document.history() == ["Paint"]
    document.undo()
    assert np.array_equal(pixels(document), before)


@pytest.mark.parametrize("ground", [0, 90, 255])
def test_a_stroke_that_crosses_itself_is_one_even_coat(ground: int) -> None:
    layer = clear()
    layer.pixels.array[..., 3] = ground
    document = layered(layer)
    brush = paint_brush(hardness=0.3, opacity=0.5)
    stroke(brush, document, (50, 75), (150, 75))
    once = pixels(document).copy()
    document.undo()
    stroke(brush, document, (50, 75), (150, 75), (50, 75), (150, 75))
    assert np.array_equal(pixels(document), once)
    assert pixels(document)[75, 100, 3] == pytest.approx(127.5 + ground / 2, abs=1)
    stroke(brush, document, (50, 75), (150, 75))
    assert pixels(document)[75, 100, 3] >= once[75, 100, 3] + (255 - once[75, 100, 3]) // 2 - 1


def test_colour_on_nothing_is_pure() -> None:
    document = layered(clear())
    stroke(paint_brush(hardness=0.0), document, (100, 75))
    seen = pixels(document)[..., 3] > 0
    assert 300 < np.count_nonzero(seen) < 900
    assert (pixels(document)[seen][:, :3] == (255, 0, 0)).all()


def test_erasing_takes_alpha_and_keeps_colours(document: Document) -> None:
    before = pixels(document).copy()
    brush = paint_brush(opacity=0.5)
    stroke(brush, document, (60, 75), (140, 75), buttons=Qt.MouseButton.RightButton)
    assert document.undo_text == "Erase"
    assert (pixels(document)[70:80, 60:140, 3] == 128).all()
    assert np.array_equal(pixels(document)[..., :3], before[..., :3])


def test_a_small_layer_grows_to_be_painted_on() -> None:
    document = layered(clear(20, 10, 150, -4))
    stroke(paint_brush(), document, (20, 100))
    assert document.active is not None
    assert document.active.area == Box(0, -4, 200, 154)
    assert tuple(document.composite.read(Box(20, 100, 1, 1))[0, 0]) == (255, 0, 0, 255)
    document.undo()
    assert document.active.area == Box(150, -4, 20, 10)


@pytest.mark.parametrize(
    ("about", "word"),
    [({"locked": True}, "locked"), ({"visible": False}, "hidden")],
)
def test_what_cannot_be_painted_on_refuses_in_words(about: dict, word: str) -> None:
    layer, inner = clear(), clear()
    layer_off = layered(Layer(layer.pixels, Look("Sky", **about)))
    group_off = layered(Group((inner,), Look("All", **about)))  # pyright: ignore[reportArgumentType]
    group_off.active = inner
    for document, name in ((layer_off, "Sky"), (group_off, "All")):
        with pytest.raises(ToolError, match=word) as error:
            stroke(paint_brush(), document, (50, 50))
        assert name in str(error.value)
        assert not document.editing
        assert not document.can_undo


def test_no_layer_and_a_group_refuse_in_words() -> None:
    with pytest.raises(ToolError, match="Add a layer"):
        stroke(paint_brush(), layered(), (50, 50))
    document = layered(Group((clear(),)))  # pyright: ignore[reportArgumentType]
    document.active = document.root.children[0]
    with pytest.raises(ToolError, match="group"):
        stroke(paint_brush(), document, (50, 50))


def test_ctrl_takes_a_colour_instead(document: Document) -> None:
    brush = paint_brush()
    told: list[int] = []
    brush.feedback_changed.connect(lambda: told.append(len(brush.shapes)))
    stroke(brush, document, (50.5, 60.5), modifiers=Qt.KeyboardModifier.ControlModifier)
    assert not document.can_undo
    assert brush.ink(document.layers()[0].pixels, erase=False) is not None
    assert as_pixel(brush._colours.foreground, np.dtype(np.uint8)).tolist() == pixels(document)[60, 50].tolist()
    assert told == [1, 0]


def test_escape_takes_a_coat_back(document: Document) -> None:
    before = pixels(document).copy()
    gesture = Gesture(paint_brush(), document, PointerEvent(Phase.PRESS, 50, 50))
    gesture.send(PointerEvent(Phase.MOVE, 150, 100))
    assert not np.array_equal(pixels(document), before)
    gesture.back(PointerEvent(Phase.BACK, 0, 0))
    assert np.array_equal(pixels(document), before)
    assert not document.can_undo


# ---- pressure


def test_pressure_may_give_the_opacity() -> None:
    document, brush = layered(clear()), paint_brush()
    brush.settings.size_by_pressure, brush.settings.opacity_by_pressure = False, True
    stroke(brush, document, (60, 75), (140, 75), pressure=0.4)
    assert pixels(document)[75, 100, 3] == 102
    assert np.count_nonzero(pixels(document)[:, 100, 3]) == pytest.approx(30, abs=1)


# ---- the strength brush and the region brush


def test_the_strength_brush_paints_a_level_and_erasing_restores(document: Document) -> None:
    brush = StrengthBrush(BrushSettings())
    brush.settings.size, brush.settings.hardness, brush.settings.strength = 40, 0.0, 0.25
    stroke(brush, document, (60, 75), (140, 75), (60, 75))
    assert document.strength.array[75, 60:140].min() >= 64
    assert document.strength.array[75, 60:140].max() <= 66
    assert (document.strength.array[:50] == 255).all()
    assert document.undo_text == "Paint strength"
    brush.settings.hardness = 1.0
    stroke(brush, document, (60, 75), (140, 75), eraser=True)
    assert (document.strength.array[60:90, 60:140] == 255).all()
    assert document.undo_text == "Erase strength"


def test_the_region_brush_paints_its_region_over_the_whole_canvas(document: Document) -> None:
    brush = RegionBrush(BrushSettings())
    brush.settings.size, brush.settings.hardness = 20, 1.0
    with pytest.raises(ToolError, match="region"):
        stroke(brush, document, (50, 50))
    region = Region(Plane(np.zeros((10, 10), np.uint8)))
    document.set_regions("Add region", (region,))
    brush.region = region
    stroke(brush, document, (150, 100))
    assert region.plane.read(Box(150, 100, 1, 1)) == 255
    assert document.undo_text == "Paint region"
    document.set_regions("Remove region", ())
    with pytest.raises(ToolError, match="region"):
        stroke(brush, document, (50, 50))


# ---- any stroke


@settings(max_examples=20, deadline=None)
@given(
    points=st.lists(st.tuples(st.floats(-50, 250), st.floats(-50, 200)), min_size=1, max_size=5),
    size=st.integers(1, 160),
    hardness=st.floats(0, 1),
    opacity=st.floats(0, 1),
    erase=st.booleans(),
)
def test_any_coat_lies_between_before_and_the_colour(
    points: list[tuple[float, float]], size: int, hardness: float, opacity: float, erase: bool
) -> None:
    document, brush = Document.from_array(noise(channels=4)), paint_brush(size, hardness, opacity)
    brush.settings.erase = erase
    before = pixels(document).copy()
    stroke(brush, document, *points)
    after = pixels(document).copy()
    if erase:
        assert (after[..., 3] <= before[..., 3]).all()
        assert np.array_equal(after[..., :3], before[..., :3])
    else:
        assert (after[..., 3] >= before[..., 3]).all()
        assert (after[..., 0] >= before[..., 0]).all()
        assert (after[..., 1:3] <= before[..., 1:3]).all()
    document.undo()
    assert np.array_equal(pixels(document), before)


# ---- colours


@pytest.mark.parametrize("dtype", DEPTHS)
def test_colours_come_back_as_they_were_taken(dtype: type) -> None:
    for pixel in noise(30, 1, 4, dtype)[0]:
        again = as_pixel(as_colour(pixel), np.dtype(dtype))
        assert again[:3].tolist() == pixel[:3].tolist()
        assert again[3] == np.iinfo(dtype).max


def test_colours_are_swapped() -> None:
    colours = Colours()
    colours.foreground = RED
    colours.swap()
    assert (colours.foreground, colours.background) == (QColor("white"), RED)
