"""What comes and goes over the picture, and the view that moves: previews, the mask's edge, tints, grid, screens."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from looking import PaintLog, colours_of, fill_mask, seen_picture, shown
from pictures import noise
from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import QColor, QColorSpace, QRegion
from pytestqt.qtbot import QtBot

from app.canvas.canvas_view import CanvasView
from app.canvas.rulers import RuledCanvas, round_step
from app.document.document import Document
from app.document.node import Region
from app.document.pictures.colour import to_srgb
from app.document.plane import Plane
from paella_core.request import Box

BLUE = QColor("#4f9de8")


def test_previews_fade_into_each_other(canvas: CanvasView, qtbot: QtBot) -> None:
    box, preview = Box(20, 20, 60, 40), canvas._scene.preview
    dark, light = np.zeros((40, 60, 3), np.uint8), np.full((40, 60, 3), 255, np.uint8)
    canvas.set_mask_visible(False)
    canvas.show_preview(dark, box)
    qtbot.waitUntil(lambda: not preview.fading, timeout=2000)
    canvas.show_preview(light, box)
    preview._fade.pause()
    preview._fade.setCurrentTime(60)
    assert seen_picture(canvas)[40, 50, 0] == pytest.approx(128, abs=2)
    preview._fade.resume()
    qtbot.waitUntil(lambda: not preview.fading, timeout=2000)
    assert seen_picture(canvas)[40, 50].tolist() == [255] * 3
    assert len(list(preview.layers())) == 1
    canvas.set_motion(False)
    canvas.show_preview(dark, box)
    assert not preview.fading
    assert seen_picture(canvas)[40, 50].tolist() == [0] * 3


@pytest.mark.parametrize("box", [Box(150, -30, 120, 90), Box(-60, 20, 40, 50), Box(-20, -20, 240, 190)])
@pytest.mark.parametrize("zoom", [0.5, 1.0])
def test_a_preview_beyond_the_picture_is_drawn_there_and_leaves_nothing(
    canvas: CanvasView, box: Box, zoom: float
) -> None:
    canvas.set_motion(False)
    canvas.zoom_to(zoom)
    plain = shown(canvas)
    canvas.show_preview(np.full((box.height, box.width, 3), 77, np.uint8), box)
    pieces = shown(canvas)
    rect = canvas.viewport.box_to_widget(box).toRect()
    part = pieces[rect.top() : rect.top() + rect.height(), rect.left() : rect.left() + rect.width()]
    assert (part == 77).all()
    beside = pieces[rect.center().y(), rect.left() - 2 if box.left < 0 else rect.left() + rect.width() + 1]
    surround = plain[3, 3].astype(int)
    assert (surround - beside).min() > 3  # the soft edge
    canvas._repaint_all()
    assert np.array_equal(shown(canvas), pieces)
    canvas.show_preview(None, None)
    assert np.array_equal(shown(canvas), plain)


def test_through_a_preview_beyond_the_picture_squares_are_seen(canvas: CanvasView) -> None:
    canvas.set_motion(False)
    canvas.show_preview(np.zeros((40, 40, 4), np.uint8), Box(190, 50, 40, 40))
    rect = canvas.viewport.box_to_widget(Box(190, 50, 40, 40)).toRect()
    seen = shown(canvas)[rect.top() : rect.top() + 40, rect.left() : rect.left() + 40]
    assert {tuple(colour) for colour in seen.reshape(-1, 3).tolist()} == {(200,) * 3, (238,) * 3}


def test_what_fades_away_beside_the_next_preview_is_gone(canvas: CanvasView, qtbot: QtBot) -> None:
    plain, preview = shown(canvas), canvas._scene.preview
    canvas.show_preview(np.zeros((60, 90, 3), np.uint8), Box(180, 10, 90, 60))
    qtbot.waitUntil(lambda: not preview.fading, timeout=2000)
    canvas.show_preview(np.zeros((20, 20, 3), np.uint8), Box(10, 10, 20, 20))
    shown(canvas)
    qtbot.waitUntil(lambda: not preview.fading, timeout=2000)
    beside = canvas.viewport.box_to_widget(Box(200, 0, 80, 150)).toRect()
    rows, columns = slice(beside.top(), beside.bottom()), slice(beside.left() + 1, beside.right())
    assert np.array_equal(shown(canvas)[rows, columns], plain[rows, columns])
    canvas.show_preview(None, None)
    assert np.array_equal(shown(canvas), plain)


def test_frames_beyond_the_picture_follow_each_other_without_a_trace(canvas: CanvasView) -> None:
    for box in (Box(150, 20, 120, 90), Box(150, 40, 80, 90), Box(-30, 10, 60, 60), Box(10, 10, 20, 20)):
        canvas.show_frame(np.full((box.height, box.width, 3), 77, np.uint8), box)
        pieces = shown(canvas)
        canvas._repaint_all()
        assert np.array_equal(shown(canvas), pieces)


def test_the_first_preview_fades_in_over_the_picture(canvas: CanvasView) -> None:
    canvas.set_document(Document.from_array(np.full((100, 100, 3), 60, np.uint8)))
    canvas.show_preview(np.full((100, 100, 3), 200, np.uint8), Box(0, 0, 100, 100))
    fade = canvas._scene.preview._fade
    fade.pause()
    fade.setCurrentTime(60)
    assert seen_picture(canvas)[50, 50, 0] == pytest.approx(130, abs=2)


def test_frames_are_shown_at_once(canvas: CanvasView) -> None:
    preview, box = canvas._scene.preview, Box(20, 20, 60, 40)
    canvas.set_mask_visible(False)
    for level in (10, 200):
        canvas.show_frame(np.full((40, 60, 3), level, np.uint8), box)
        assert not preview.fading
        assert seen_picture(canvas)[40, 50].tolist() == [level] * 3
    canvas.show_preview(np.zeros((40, 60, 3), np.uint8), box)
    assert preview.fading
    canvas.show_frame(np.full((40, 60, 3), 90, np.uint8), box)
    assert not preview.fading
    assert seen_picture(canvas)[40, 50].tolist() == [90] * 3


def test_the_time_that_is_left_stands_beside_the_ring(canvas: CanvasView) -> None:
    canvas.set_context_box(Box(20, 20, 160, 100))
    canvas.set_progress(0.5)
    ring = shown(canvas)
    canvas.set_progress(0.5, "0.4 s")
    differs = (shown(canvas) != ring).any(axis=2)
    place = canvas.viewport.box_to_widget(Box(20, 20, 160, 100)).toRect()
    rows, columns = np.nonzero(differs)
    assert differs.sum() > 200
    assert place.contains(int(columns.min()), int(rows.min()))
    assert columns.max() < place.left() + place.width() - 8 - 13  # the ring itself stays where it was
    canvas.set_progress(None)
    canvas.set_progress(0.5)
    assert np.array_equal(shown(canvas), ring)


def test_the_edge_marches_and_only_its_strip_is_painted(canvas: CanvasView, qtbot: QtBot) -> None:
    document = Document.from_array(np.full((300, 500, 3), 128, np.uint8))
    canvas.set_document(document)
    canvas.zoom_to(1.0)
    canvas.set_motion(False)
    fill_mask(document, Box(250, 100, 200, 150))
    qtbot.waitUntil(lambda: canvas.complete, timeout=5000)
    before = shown(canvas)
    log = PaintLog(canvas)
    qtbot.wait(50)
    qtbot.waitUntil(log.is_quiet, timeout=5000)
    canvas._step_edge()
    qtbot.waitUntil(lambda: not log.region.isEmpty(), timeout=2000)
    painted = QRegion(log.region)
    differs = (shown(canvas) != before).any(axis=2)
    rows, columns = np.nonzero(differs)
    rect = canvas.viewport.box_to_widget(Box(250, 100, 200, 150)).toRect()
    assert all(rect.contains(x, y) for x, y in zip(columns.tolist(), rows.tolist(), strict=True))
    inner = rect.adjusted(1, 1, -1, -1)
    assert not any(inner.contains(x, y) for x, y in zip(columns.tolist(), rows.tolist(), strict=True))
    assert differs.sum() > 100
    assert not painted.contains(inner.center())  # the strip alone is painted again
    assert not painted.contains(QPoint(5, 200))


def test_with_reduced_motion_the_edge_stands_still(canvas: CanvasView, document: Document, qtbot: QtBot) -> None:
    canvas.set_motion(False)
    fill_mask(document, Box(30, 30, 60, 60))
    before = shown(canvas)
    qtbot.wait(300)
    assert np.array_equal(shown(canvas), before)


def test_the_masks_colour_can_be_chosen(canvas: CanvasView) -> None:
    document = Document.from_array(np.full((100, 100, 3), 128, np.uint8))
    canvas.set_document(document)
    canvas.zoom_to(1.0)
    fill_mask(document, document.bounds)
    canvas.set_mask_tint(QColor(0, 0, 255, 255))
    assert seen_picture(canvas)[50, 50].tolist() == [0, 0, 255]


def test_strength_and_regions_are_shown_when_asked_for(canvas: CanvasView) -> None:
    document = Document.from_array(np.full((100, 100, 3), 128, np.uint8))
    region = Region(Plane(np.zeros((100, 100), np.uint8)))
    document.set_regions("Add", (region,))
    canvas.set_document(document)
    canvas.zoom_to(1.0)
    plain = seen_picture(canvas)
    with document.edit("Fill", region.plane), region.plane.paint(Box(10, 10, 30, 30)) as pixels:
        pixels[...] = 255
    with document.edit("Fill", document.strength), document.strength.paint(Box(60, 10, 30, 30)) as pixels:
        pixels[...] = 0
    assert np.array_equal(seen_picture(canvas), plain)
    canvas.set_regions_visible(True)
    assert np.array_equal(seen_picture(canvas), plain)
    canvas.show_regions(((region, BLUE),))
    assert changed_box(plain, seen_picture(canvas)) == Box(10, 10, 30, 30)
    assert seen_picture(canvas)[10, 20].tolist() == [BLUE.red(), BLUE.green(), BLUE.blue()]
    canvas.set_regions_visible(False)
    canvas.set_strength_visible(True)
    assert not np.array_equal(seen_picture(canvas), plain)
    with document.edit("Clear", region.plane), region.plane.paint(Box(10, 10, 30, 30)) as pixels:
        pixels[...] = 0
    canvas.set_strength_visible(False)
    assert np.array_equal(seen_picture(canvas), plain)


def changed_box(one: np.ndarray, other: np.ndarray) -> Box:
    differs = (one != other).any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)


def test_the_grid_can_be_turned_off(canvas: CanvasView) -> None:
    canvas.set_document(Document.from_array(np.full((20, 20, 3), 60, np.uint8)))
    canvas.zoom_to(8.0)
    assert len(colours_of(canvas)) > 1
    canvas.set_grid_visible(False)
    assert colours_of(canvas) == {(60,) * 3}


@pytest.mark.parametrize("by", [QPointF(30, -20), QPointF(-450, 0), QPointF(0.4, 300)])
@pytest.mark.parametrize("zoom", [0.5, 0.8, 3.0])
def test_a_moved_view_is_the_view_painted_at_once(
    canvas: CanvasView, document: Document, by: QPointF, zoom: float
) -> None:
    canvas.set_motion(False)
    fill_mask(document, Box(40, 30, 90, 80))
    canvas.zoom_to(zoom)
    shown(canvas)
    canvas.viewport.pan(by)
    canvas._moved_by_user()
    moved = shown(canvas)
    canvas._repaint_all()
    differs = np.abs(moved.astype(int) - shown(canvas)).max(axis=2) > 2  # Qt's smoothing rounds by where a piece begins
    assert differs.sum() <= 4  # and so do the corners of the shadow


def test_when_the_canvas_grows_what_is_in_view_stays_in_place(canvas: CanvasView, document: Document) -> None:
    canvas.zoom_to(2.0)
    before = canvas.viewport.to_widget(QPointF(0, 0))
    document.resize("Extend", Box(0, 0, 260, 190))
    assert canvas.viewport.to_widget(QPointF(0, 0)) == before
    assert canvas.viewport.picture == QSize(260, 190)
    seen = shown(canvas)
    assert seen.shape == (400, 600, 3)
    canvas._document_resized(QPoint(40, 0))  # as the document tells where its pixels went
    assert canvas.viewport.to_widget(QPointF(40, 0)) == before


def test_colours_of_another_profile_are_shown_as_srgb(canvas: CanvasView, document: Document) -> None:
    document.profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    canvas.set_document(document)
    canvas.zoom_to(1.0)
    expected = to_srgb(document.flattened(), document.profile)
    assert np.array_equal(seen_picture(canvas), expected)
    assert not np.array_equal(expected, document.flattened())


def test_layers_that_change_are_seen(canvas: CanvasView, document: Document) -> None:
    layer = document.layers()[0]
    with document.edit("Hide", layer):
        layer.look = replace(layer.look, visible=False)
    assert colours_of(canvas) == {(200,) * 3, (238,) * 3}
    document.undo()
    assert np.array_equal(seen_picture(canvas), document.flattened())


def test_a_large_picture_appears_piece_by_piece_and_then_whole(canvas: CanvasView, qtbot: QtBot) -> None:
    pixels = np.tile(noise(128, 128), (20, 20, 1))
    canvas.set_document(Document.from_array(pixels))
    qtbot.waitUntil(lambda: canvas.complete, timeout=20_000)
    pieces = shown(canvas)
    canvas._repaint_all()
    qtbot.waitUntil(lambda: canvas.complete, timeout=20_000)
    assert np.abs(pieces.astype(int) - shown(canvas)).max() <= 2


SCREENS = """{"screens": [
    {"name": "one", "x": 0, "y": 0, "width": 800, "height": 600},
    {"name": "two", "x": 800, "y": 0, "width": 800, "height": 600}]}"""
MOVED = """
import sys
import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget
from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from app.document.node import Region
from app.document.pictures.colour import to_srgb
from app.document.plane import Plane
from app.qimage import to_array

application = QApplication([])
pixels = np.random.default_rng(0).integers(0, 256, (150, 200, 3), dtype=np.uint8)
canvas = CanvasView()
canvas.setGeometry(50, 50, 500, 400)
canvas.set_document(Document.from_array(pixels))
canvas.show()
canvas.zoom_to(1.0)
application.processEvents()
middle = canvas.viewport.to_image(QPointF(250, 200))
canvas.move(900, 50)
application.processEvents()
seen = to_array(canvas.grab().toImage())
assert canvas.devicePixelRatioF() == canvas.viewport.ratio == 2, canvas.viewport.ratio
assert seen.shape[:2] == (800, 1000), seen.shape
corner = canvas.viewport.device_origin
part = seen[corner.y() : corner.y() + 150, corner.x() : corner.x() + 200, :3]
assert np.array_equal(part, pixels)
after = canvas.viewport.to_image(QPointF(250, 200))
assert abs(after.x() - middle.x()) < 1 and abs(after.y() - middle.y()) < 1, (middle, after)
canvas.set_document(None)
"""


def test_on_another_screen_the_picture_stays_sharp_and_in_place(tmp_path: Path) -> None:
    screens = tmp_path / "screens.json"
    screens.write_text(SCREENS)
    run = subprocess.run(
        [sys.executable, "-c", MOVED],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
            "QT_SCREEN_SCALE_FACTORS": "one=1;two=2",
        },
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr


# ---- rulers


def test_rulers_follow_the_view_and_can_be_turned_off(qtbot: QtBot, document: Document) -> None:
    canvas = CanvasView()
    ruled = RuledCanvas(canvas)
    qtbot.addWidget(ruled)
    ruled.resize(500, 400)
    canvas.set_document(document)
    with qtbot.waitExposed(ruled):
        ruled.show()
    assert canvas.size() == QSize(500, 400)
    ruled.set_rulers_visible(True)
    qtbot.waitUntil(lambda: canvas.size() == QSize(480, 380), timeout=2000)
    ruler = ruled._rulers[0]
    canvas.zoom_to(2.0)
    numbers = {number: place for place, number in ruler._marks() if number is not None}
    assert numbers[100] == pytest.approx(canvas.viewport.to_widget(QPointF(100, 0)).x())
    before = ruler.grab().toImage()
    canvas.viewport.pan(QPointF(7, 0))
    canvas._moved_by_user()
    assert ruler.grab().toImage() != before
    ruled.set_rulers_visible(False)
    qtbot.waitUntil(lambda: canvas.size() == QSize(500, 400), timeout=2000)
    canvas.set_document(None)


@pytest.mark.parametrize(
    ("least", "step"), [(0.3, 1), (1, 1), (1.2, 2), (3, 5), (9, 10), (11, 20), (56, 100), (180, 200)]
)
def test_rulers_count_in_round_steps(least: float, step: int) -> None:
    assert round_step(least) == step
