"""The canvas on the screen, driven by real events and looked at pixel by pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from looking import colours_of, fill_mask, seen_picture, shown
from pictures import noise
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QInputDevice,
    QPainter,
    QPalette,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.canvas_view import CanvasView
from app.canvas.pyramid import Budget, MaskPyramid, level_for
from app.canvas.scene import Scene
from app.canvas.tints import sample
from app.canvas.viewport import Viewport
from app.document.document import Document
from app.qimage import to_array
from app.tools.brush import MaskBrush
from paella_core.request import Box

Drag = Callable[..., None]
At = Callable[[float, float], QPoint]
MIDDLE, RIGHT = Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
ZOOMS = [0.07, 0.23, 0.5, 0.8, 1.0, 1.7, 3.0, 9.0]


# ---- what is shown


def test_at_one_the_picture_is_shown_exactly(canvas: CanvasView, document: Document) -> None:
    assert np.array_equal(seen_picture(canvas), document.flattened())


def test_enlarged_pixels_are_squares(canvas: CanvasView, document: Document) -> None:
    canvas.zoom_to(2.0)
    assert np.array_equal(seen_picture(canvas), np.kron(document.flattened(), np.ones((2, 2, 1), np.uint8)))


def test_zoomed_out_the_picture_is_averaged(canvas: CanvasView, document: Document) -> None:
    canvas.zoom_to(0.5)
    mean = document.flattened().reshape(75, 2, 100, 2, 3).mean(axis=(1, 3))
    assert np.abs(seen_picture(canvas) - mean).max() <= 1


@pytest.mark.parametrize("channels", [3, 4])
def test_sixteen_bits_and_alpha_are_shown(canvas: CanvasView, channels: int) -> None:
    pixels = noise(100, 80, channels, np.uint16)
    pixels[..., 3:] = 65535
    canvas.set_document(Document.from_array(pixels))
    canvas.zoom_to(1.0)
    assert np.abs(seen_picture(canvas) - pixels[..., :3] / 257).max() <= 1


def test_through_transparency_a_checkerboard_is_seen(canvas: CanvasView) -> None:
    canvas.set_document(Document.from_array(np.zeros((64, 64, 4), np.uint8)))
    canvas.zoom_to(1.0)
    assert colours_of(canvas) == {(200,) * 3, (238,) * 3}
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#323232"))
    canvas.setPalette(palette)
    assert colours_of(canvas) == {(90,) * 3, (110,) * 3}


def test_the_mask_is_tinted_within_an_edge(canvas: CanvasView) -> None:
    document = Document.from_array(np.full((100, 100, 3), 128, np.uint8))
    canvas.set_document(document)
    canvas.zoom_to(1.0)
    fill_mask(document, Box(30, 30, 40, 40))
    seen = seen_picture(canvas).astype(int)
    red, green, _ = seen[50, 50]
    assert red > 160 > 110 > green
    edge = {tuple(colour) for colour in seen[30, 34:66].tolist()}
    assert edge == {(0xF4,) * 3, (0x18,) * 3}  # dashes
    assert seen[29, 50].tolist() == [128] * 3
    canvas.set_mask_visible(False)
    assert (seen_picture(canvas) == 128).all()


@pytest.mark.parametrize("zoom", [*ZOOMS, 0.13, 0.3, 0.45])
def test_no_painted_pixel_is_lost_at_any_zoom(zoom: float) -> None:
    viewport = Viewport()
    viewport.resize(QSize(200, 150), 1.0)
    viewport.set_picture(QSize(200, 150))
    viewport.fit()
    viewport.zoom_at(QPointF(100, 75), zoom)
    for column in range(90, 108):
        mask = np.zeros((150, 200), np.uint8)
        mask[75, column] = 1
        plane, level = MaskPyramid(200, 150, lambda box, mask=mask: mask[box.slices]), level_for(zoom)
        plane.freshen(level, plane.area(level), Budget(60))
        found = sample(plane.level(level), viewport, QRect(0, 0, 200, 150))
        assert found, column
        assert found.inner.any(), column


@pytest.mark.parametrize("zoom", ZOOMS)
def test_painting_piece_by_piece_is_painting_at_once(
    canvas: CanvasView, document: Document, drag: Drag, zoom: float
) -> None:
    canvas.set_motion(False)
    canvas.zoom_to(zoom)
    shown(canvas)
    drag((60, 40), (70, 50), (90, 75), (140, 100))
    layer = document.layers()[0].pixels
    with document.edit("Fill", layer), layer.paint(Box(77, 51, 33, 29)) as pixels:
        pixels[..., :3] = 255 - pixels[..., :3]
    pieces = shown(canvas)
    canvas._scene.set_document(document)
    assert np.abs(pieces.astype(int) - shown(canvas)).max() <= 1  # Qt's smoothing rounds by where a piece begins


def test_only_what_changed_is_painted(canvas: CanvasView, drag: Drag, qtbot: QtBot) -> None:
    qtbot.wait(20)
    spoiled: list[QRect] = []
    scene = canvas._scene
    invalidate = scene.invalidate
    scene.invalidate = lambda box: spoiled.append(near := invalidate(box)) or near
    drag((100, 75), (104, 75))
    assert spoiled
    assert max(rect.width() * rect.height() for rect in spoiled) < 40 * 40


def test_a_preview_takes_the_pictures_place(canvas: CanvasView, document: Document) -> None:
    fill_mask(document, document.bounds)
    canvas.set_motion(False)
    preview = noise(40, 30, seed=5)
    canvas.show_preview(preview, Box(50, 60, 40, 30))
    seen = seen_picture(canvas)
    assert np.array_equal(seen[60:90, 50:90], preview)
    assert np.array_equal(seen[2:60, 2:-2], document.flattened()[2:60, 2:-2])  # no tint beside a preview either
    canvas.show_preview(None, None)
    canvas.set_mask_visible(False)
    assert np.array_equal(seen_picture(canvas), document.flattened())


def test_box_ring_and_hint_are_drawn_and_removed(canvas: CanvasView) -> None:
    plain = shown(canvas)
    box = Box(20, 20, 100, 80)
    for show, hide in (
        (lambda: canvas.set_context_box(box), lambda: canvas.set_context_box(None)),
        (lambda: canvas.set_progress(0.5), lambda: canvas.set_progress(None)),
        (lambda: canvas.set_hint("Paint over what should change"), lambda: canvas.set_hint("")),
    ):
        show()
        assert not np.array_equal(shown(canvas), plain)
        hide()
        assert np.array_equal(shown(canvas), plain)


def test_the_outline_has_the_brushs_size(canvas: CanvasView, at: At, brush: MaskBrush) -> None:
    plain = shown(canvas)
    brush.settings.size = 60
    QTest.mouseMove(canvas, at(100, 75))
    differs = (to_array(canvas.grab().toImage())[..., :3] != plain).any(axis=2)
    columns, rows = np.flatnonzero(differs.any(axis=0)), np.flatnonzero(differs.any(axis=1))
    assert columns[-1] - columns[0] == pytest.approx(62, abs=2)
    assert rows[-1] - rows[0] == pytest.approx(62, abs=2)
    assert canvas.cursor().shape() == Qt.CursorShape.BlankCursor
    brush.settings.size = 2
    assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor


def test_without_a_document_the_ways_in_are_shown(canvas: CanvasView) -> None:
    canvas.set_document(None)
    colours = {tuple(colour) for colour in shown(canvas).reshape(-1, 3).tolist()}
    assert len(colours) > 10
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_surround_follows_the_palette(canvas: CanvasView) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Dark, QColor("#2b2b2b"))
    canvas.setPalette(palette)
    assert shown(canvas)[2, 2].tolist() == [0x2B] * 3


def test_on_a_fine_screen_the_picture_is_shown_exactly(document: Document) -> None:
    viewport = Viewport()
    viewport.resize(QSize(200, 150), 2.0)
    viewport.set_picture(QSize(200, 150))
    viewport.zoom_at(QPointF(100, 75), 1.0)
    viewport.fit()
    assert viewport.zoom == 1.0
    scene = Scene(viewport)
    scene.set_document(document)
    fine = QImage(400, 300, QImage.Format.Format_RGB32)
    fine.setDevicePixelRatio(2.0)
    painter = QPainter(fine)
    scene.draw(painter)
    painter.end()
    assert np.array_equal(to_array(fine)[75:225, 100:300], document.flattened())


# ---- the hand


def test_painting_with_the_mouse(document: Document, drag: Drag) -> None:
    drag((50, 50), (100, 60), (150, 110))
    assert document.history() == ["Paint mask"]
    assert (document.mask.array[[50, 60, 110], [50, 100, 150]] == 255).all()
    assert not document.mask.array[:30].any()


def test_painting_lands_under_the_cursor_at_every_zoom(canvas: CanvasView, document: Document, drag: Drag) -> None:
    for zoom in (0.5, 1.0, 3.0):
        canvas.zoom_to(zoom)
        drag((100, 75))
        rows, columns = np.nonzero(document.mask.array)
        assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx((100, 75), abs=1.1 / zoom)
        document.undo()


def test_the_right_button_erases(document: Document, drag: Drag) -> None:
    drag((50, 50), (100, 50))
    drag((100, 50), button=RIGHT)
    assert document.mask.array[50, 60] == 255
    assert document.mask.array[50, 100] == 0


def test_escape_takes_the_stroke_back(canvas: CanvasView, document: Document, drag: Drag) -> None:
    drag((50, 50), (100, 60), let_go=False)
    assert document.mask.array.any()
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not document.mask.array.any()
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    drag((60, 60), (70, 70))
    assert document.history() == ["Paint mask"]


@pytest.mark.parametrize("interrupt", ["set_document", "set_tool", "hide"])
def test_what_ends_a_gesture_takes_it_back(canvas: CanvasView, document: Document, drag: Drag, interrupt: str) -> None:
    drag((50, 50), (100, 60), let_go=False)
    canvas.hide() if interrupt == "hide" else getattr(canvas, interrupt)(None)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton)
    assert not document.mask.array.any()
    assert not document.can_undo


def test_a_pen_paints_with_pressure_and_erases(canvas: CanvasView, document: Document, at: At) -> None:
    def send(kind: QEvent.Type, x: float, y: float, pressure: float, pen: QPointingDevice.PointerType) -> None:
        device = QPointingDevice(
            "pen", 1, QInputDevice.DeviceType.Stylus, pen, QInputDevice.Capability.Pressure, 1, 3, "",
            QPointingDeviceUniqueId(),
        )  # fmt: skip
        place = at(x, y).toPointF()
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
        event = QTabletEvent(
            kind, device, place, place, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton, held,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
        assert event.isAccepted()

    def draw(pen: QPointingDevice.PointerType) -> None:
        send(QEvent.Type.TabletPress, 60, 75, 0.3, pen)
        send(QEvent.Type.TabletMove, 140, 75, 1.0, pen)
        send(QEvent.Type.TabletRelease, 140, 75, 0.0, pen)

    draw(QPointingDevice.PointerType.Pen)
    heights = (document.mask.array > 127).sum(axis=0)
    assert heights[60] < heights[100] < heights[140]
    draw(QPointingDevice.PointerType.Eraser)
    assert document.undo_text == "Erase mask"
    assert not document.mask.array[75, 60:140].any()


def wheel(canvas: CanvasView, place: QPoint, notches: float) -> None:
    event = QWheelEvent(
        place.toPointF(), canvas.mapToGlobal(place).toPointF(), QPoint(), QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_at_the_cursor(canvas: CanvasView, at: At, qtbot: QtBot) -> None:
    place = at(150, 40)
    with qtbot.waitSignal(canvas.zoom_changed) as told:
        wheel(canvas, place, 3)
    assert told.args == [pytest.approx(1.728)]
    point = canvas.viewport.to_image(place.toPointF())
    assert (point.x(), point.y()) == pytest.approx((150, 40), abs=1)


def test_the_middle_button_pans(canvas: CanvasView, document: Document, drag: Drag) -> None:
    before = canvas.viewport.origin
    start = at_view(canvas, 100, 75)
    QTest.mousePress(canvas, MIDDLE, pos=start)
    QTest.mouseMove(canvas, start + QPoint(40, -25))
    assert canvas.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(canvas, MIDDLE, pos=start + QPoint(40, -25))
    assert canvas.viewport.origin - before == QPointF(40, -25)
    assert canvas.cursor().shape() != Qt.CursorShape.ClosedHandCursor
    drag((50, 50))
    assert document.can_undo


def test_a_second_button_does_not_disturb_a_stroke(canvas: CanvasView, document: Document, drag: Drag, at: At) -> None:
    drag((50, 50), (60, 60), let_go=False)
    QTest.mouseClick(canvas, RIGHT, pos=at(60, 60))
    QTest.mouseMove(canvas, at(120, 100))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(120, 100))
    assert document.history() == ["Paint mask"]
    assert document.mask.array[100, 120] == 255


def test_space_and_drag_pans_and_paints_nothing(canvas: CanvasView, document: Document) -> None:
    before, start = canvas.viewport.origin, at_view(canvas, 100, 75)
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(-30, 20))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(-30, 20))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.viewport.origin - before == QPointF(-30, 20)
    assert not document.can_undo


def at_view(canvas: CanvasView, x: float, y: float) -> QPoint:
    return canvas.viewport.to_widget(QPointF(x, y)).toPoint()


def test_the_cursors_pixel_is_told(canvas: CanvasView, at: At) -> None:
    told: list[QPoint | None] = []
    canvas.cursor_moved.connect(told.append)
    for x, y in ((0, 0), (199, 149), (-3, 20)):
        QTest.mouseMove(canvas, at(x, y))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert told == [QPoint(0, 0), QPoint(199, 149), None, None]


def test_a_fitted_picture_stays_fitted_until_the_user_zooms(canvas: CanvasView, qtbot: QtBot) -> None:
    canvas.fit()
    canvas.resize(1000, 800)
    qtbot.waitUntil(lambda: canvas.viewport.view == QSize(1000, 800))
    assert canvas.viewport.zoom == 4.0
    canvas.zoom_to(1.0)
    canvas.resize(600, 400)
    qtbot.waitUntil(lambda: canvas.viewport.view == QSize(600, 400))
    assert canvas.viewport.zoom == 1.0


def test_a_dropped_file_is_told(canvas: CanvasView, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/folder/boat.png")])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(canvas, QDragEnterEvent(QPoint(50, 50), *how))
    with qtbot.waitSignal(canvas.file_dropped) as told:
        QApplication.sendEvent(canvas, QDropEvent(QPointF(50, 50), *how))
    assert told.args == ["/folder/boat.png"]
