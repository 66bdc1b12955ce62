"""Planes over the picture: the band beyond the mask, the strength map as colours, what is kept."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from looking import fill_mask, seen_picture, shown
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from app.canvas.band import band
from app.canvas.canvas_view import CanvasView
from app.canvas.heat import PLACES, colours
from app.canvas.patterns import dots, locks
from app.document.document import Document
from app.document.plane import Plane
from paella_core.masks import edged
from paella_core.request import Box

Drag = Callable[..., None]
GREY = 128


@pytest.fixture
def grey(canvas: CanvasView) -> Document:
    """A grey picture of 200 x 150 pixels in the canvas, at 100 %."""
    document = Document.from_array(np.full((150, 200, 3), GREY, np.uint8))
    canvas.set_document(document)
    canvas.zoom_to(1.0)
    return document


def fill(document: Document, plane: Plane, box: Box, value: int) -> None:
    with document.edit("Fill", plane):
        plane.cover(document.bounds)
        with plane.paint(box) as pixels:
            pixels[...] = value


def tinted(canvas: CanvasView) -> np.ndarray:
    """Which pixels of the grey picture look otherwise."""
    return (seen_picture(canvas) != GREY).any(axis=2)


# ---- the band


@pytest.mark.parametrize("beyond", [1, 7, 20])
def test_the_band_is_where_a_fill_would_blend(beyond: int) -> None:
    random = np.random.default_rng(beyond)
    mask = np.zeros((90, 120), np.uint8)
    mask[30:50, 40:60], mask[70:74, 5:9] = 255, random.integers(1, 256, (4, 4))
    plane = Plane(mask)
    wanted = np.where(mask == 0, edged(mask, beyond), 0)
    assert np.abs(band(plane, plane.area, beyond).astype(int) - wanted).max() <= 1
    pieces = np.zeros_like(mask)
    for box in (Box(0, 0, 50, 90), Box(50, 0, 70, 41), Box(50, 41, 70, 49)):
        pieces[box.slices] = band(plane, box, beyond)
    assert np.array_equal(pieces, band(plane, plane.area, beyond))


def test_the_band_is_shown_beyond_the_mask_and_follows_it(canvas: CanvasView, grey: Document) -> None:
    canvas.set_motion(False)
    fill_mask(grey, Box(80, 60, 30, 20))
    only_mask = tinted(canvas)
    canvas.set_band(12)
    both = tinted(canvas)
    assert both.sum() > only_mask.sum()
    rows, columns = np.nonzero(both)
    assert (columns.min(), columns.max(), rows.min(), rows.max()) == (68, 121, 48, 91)
    assert not both[48:52, 68:72].any()  # it has no corners
    seen = seen_picture(canvas).astype(int)
    mask, beyond = seen[70, 95], seen[50:58, 85:105]
    assert np.abs(beyond - GREY).max(axis=2).mean() < np.abs(mask - GREY).max()  # lighter,
    assert len(np.unique(beyond.reshape(-1, 3), axis=0)) > 2  # and dotted
    fill_mask(grey, Box(20, 20, 10, 10))
    assert tinted(canvas)[9:12, 25].any()
    grey.undo()
    assert np.array_equal(tinted(canvas), both)
    canvas.set_mask_visible(False)
    assert not tinted(canvas).any()
    canvas.set_mask_visible(True)
    canvas.set_band(0)
    assert np.array_equal(tinted(canvas), only_mask)


@pytest.mark.parametrize("zoom", [0.3, 1.0, 3.0])
def test_a_painted_band_is_the_band_painted_at_once(
    canvas: CanvasView, grey: Document, drag: Drag, zoom: float
) -> None:
    canvas.set_motion(False)
    canvas.set_band(16)
    canvas.zoom_to(zoom)
    shown(canvas)
    drag((60, 40), (70, 50), (90, 75), (140, 100))
    pieces = shown(canvas)
    canvas._scene.set_document(grey)
    assert np.abs(pieces.astype(int) - shown(canvas)).max() <= 1


def test_beside_a_preview_there_is_no_band(canvas: CanvasView, grey: Document) -> None:
    canvas.set_motion(False)
    fill_mask(grey, Box(80, 60, 30, 20))
    canvas.set_band(12)
    canvas.show_preview(np.full((10, 10, 3), GREY, np.uint8), Box(0, 0, 10, 10))
    assert not tinted(canvas)[48:59].any()


def test_a_layer_that_is_painted_repaints_no_band(canvas: CanvasView, grey: Document) -> None:
    canvas.set_band(40)
    shown(canvas)
    spoiled: list[QRect] = []
    invalidate = canvas._scene.invalidate
    canvas._scene.invalidate = lambda box: spoiled.append(near := invalidate(box)) or near
    layer = grey.layers()[0].pixels
    with grey.edit("Fill", layer), layer.paint(Box(90, 70, 10, 10)) as pixels:
        pixels[...] = 0
    assert max(rect.width() for rect in spoiled) < 20


# ---- strength


def test_the_colours_of_the_strength_map_get_lighter() -> None:
    red, green, blue = colours(np.linspace(0, 1, 101)).astype(float).T
    luminance = 0.2126 * (red / 255) ** 2.2 + 0.7152 * (green / 255) ** 2.2 + 0.0722 * (blue / 255) ** 2.2
    lightness = 116 * luminance ** (1 / 3) - 16
    assert (np.diff(lightness) > 0.2).all()
    assert lightness[-1] - lightness[0] > 60
    assert blue[0] > red[0]  # cool
    assert red[-1] > blue[-1]  # warm
    assert len(PLACES) == len(np.unique(colours(np.array(PLACES)), axis=0))


@pytest.mark.usefixtures("grey")
def test_where_all_may_change_the_picture_is_seen(canvas: CanvasView) -> None:
    plain = shown(canvas)
    canvas.set_strength_visible(True)
    seen = seen_picture(canvas).astype(int)
    assert len(np.unique(seen.reshape(-1, 3), axis=0)) == 1
    assert 0 < np.abs(seen - GREY).max() <= 20
    view = shown(canvas)
    assert (view[-40:-12, 14:200] != plain[-40:-12, 14:200]).any()  # the legend
    canvas.set_strength_visible(False)
    assert np.array_equal(shown(canvas), plain)


def test_the_strength_map_is_shown_in_its_colours(canvas: CanvasView, grey: Document) -> None:
    canvas.set_strength_visible(True)
    untouched = seen_picture(canvas)[5, 5].tolist()
    for column, strength in enumerate((0, 64, 128, 192)):
        fill(grey, grey.strength, Box(10 + 40 * column, 40, 30, 30), strength)
    seen = seen_picture(canvas).astype(float)
    assert seen[5, 5].tolist() == untouched
    for column, strength in enumerate((0, 64, 128, 192)):
        place = seen[55, 25 + 40 * column]
        way = place - GREY
        wanted = colours(np.array([strength / 255]))[0].astype(float) - GREY
        assert np.abs(way).max() > 25
        assert way @ wanted > 0.98 * np.linalg.norm(way) * np.linalg.norm(wanted)  # the same hue over grey
    fill(grey, grey.strength, grey.bounds, 255)
    assert (seen_picture(canvas) == untouched).all()


# ---- what is kept


def test_what_is_kept_is_green_with_locks_over_previews_too(canvas: CanvasView, grey: Document) -> None:
    canvas.set_motion(False)
    fill(grey, grey.keep, Box(40, 30, 80, 60), 255)
    assert not tinted(canvas).any()
    canvas.set_keep_visible(True)
    kept = tinted(canvas)
    assert kept[30:90, 40:120].all()
    assert kept.sum() == 80 * 60
    seen = seen_picture(canvas)
    found, counts = np.unique(seen[32:88, 42:118].reshape(-1, 3), axis=0, return_counts=True)
    assert len(found) == 2  # the ground and the locks
    ground, lock = found[counts.argmax()].astype(int), found[counts.argmin()].astype(int)
    assert ground[1] > ground[0]
    assert ground[1] > ground[2]
    assert lock.min() > ground.max()
    canvas.show_preview(np.full((150, 200, 3), GREY, np.uint8), grey.bounds)
    assert np.array_equal(seen_picture(canvas), seen)
    canvas.set_keep_visible(False)
    assert not tinted(canvas).any()


@pytest.mark.parametrize("pattern", [dots, locks])
def test_patterns_are_drawn_larger_on_fine_screens(pattern: Callable[[float], np.ndarray]) -> None:
    one, two = pattern(1.0), pattern(2.0)
    assert 0.05 < one.mean() < 0.4
    assert np.array_equal(two, np.kron(one, np.ones((2, 2), bool)))


def test_a_tint_of_ones_own_choice_is_the_bands_too(canvas: CanvasView, grey: Document) -> None:
    fill_mask(grey, Box(80, 60, 30, 20))
    canvas.set_band(12)
    canvas.set_mask_tint(QColor(0, 0, 255, 115))
    red, _, blue = seen_picture(canvas)[54, 85:105].astype(int).T
    assert (blue > red).all()
