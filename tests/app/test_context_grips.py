"""The box that the engine would look at, dragged by its grips with real events."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from looking import shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas_view import CanvasView
from app.document.document import Document
from app.tools.brush import MaskBrush
from paella_core.request import Box

Drag = Callable[..., None]
At = Callable[[float, float], QPoint]
BOX = Box(40, 30, 100, 80)
CURSORS = Qt.CursorShape


@pytest.fixture
def offered(canvas: CanvasView, brush: MaskBrush) -> CanvasView:
    brush.settings.size = 4
    canvas.offer_context_box(BOX)
    shown(canvas)
    return canvas


def tab_of(canvas: CanvasView, at: At) -> QPoint:
    """A place on the tab, which stands above the box's upper left corner."""
    return at(BOX.left, BOX.top) + QPoint(30, -16 - round(QFontMetricsF(canvas.font()).height() / 2))


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ((140, 110), (150, 125), Box(40, 30, 110, 95)),
        ((40, 30), (25, 40), Box(25, 40, 115, 70)),
        ((140, 30), (130, 20), Box(40, 20, 90, 90)),
        ((90, 110), (130, 140), Box(40, 30, 100, 110)),
        ((40, 70), (60, 140), Box(60, 30, 80, 80)),
        ((140, 110), (20, 20), Box(40, 30, 32, 32)),
        ((40, 30), (139, 109), Box(108, 78, 32, 32)),
        ((140, 110), (400, 300), Box(40, 30, 160, 120)),
        ((40, 30), (-90, -90), Box(0, 0, 140, 110)),
    ],
)
def test_grips_resize_the_box_within_the_picture(
    offered: CanvasView,
    document: Document,
    drag: Drag,
    at: At,
    start: tuple[int, int],
    end: tuple[int, int],
    wanted: Box,
) -> None:
    told: list[Box] = []
    offered.context_dragged.connect(told.append)
    drag(start, end, let_go=False)
    assert told == [wanted]  # while it is dragged
    QTest.mouseRelease(offered, Qt.MouseButton.LeftButton, pos=at(*end))
    assert offered._grips.box == wanted
    assert not document.can_undo


def test_the_tab_moves_the_box(offered: CanvasView, at: At) -> None:
    tab = tab_of(offered, at)
    for way, wanted in (((20, 15), (60, 45)), ((500, 500), (100, 70)), ((-500, -500), (0, 0))):
        offered.offer_context_box(BOX)
        QTest.mousePress(offered, Qt.MouseButton.LeftButton, pos=tab)
        QTest.mouseMove(offered, tab + QPoint(*way))
        QTest.mouseRelease(offered, Qt.MouseButton.LeftButton, pos=tab + QPoint(*way))
        assert offered._grips.box == Box(*wanted, 100, 80)


def test_a_double_click_on_the_tab_asks_for_the_usual_box(
    offered: CanvasView, document: Document, at: At, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(offered.context_reset):
        QTest.mouseDClick(offered, Qt.MouseButton.LeftButton, pos=tab_of(offered, at))
    assert not document.can_undo


def test_escape_puts_the_box_back(offered: CanvasView, document: Document, drag: Drag) -> None:
    told: list[Box] = []
    offered.context_dragged.connect(told.append)
    drag((140, 110), (160, 120), let_go=False)
    QTest.keyClick(offered, Qt.Key.Key_Escape)
    assert told[-1] == offered._grips.box == BOX
    QTest.mouseMove(offered, QPoint(5, 5))
    QTest.mouseRelease(offered, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert offered._grips.box == BOX
    drag((60, 60), (70, 70))
    assert document.history() == ["Paint mask"]


def test_everywhere_else_the_tool_paints(offered: CanvasView, document: Document, drag: Drag) -> None:
    drag((90, 70), (100, 75))  # in the box
    drag((40, 50), (45, 50))  # on its edge, between the grips
    drag((140, 110), (140, 112), button=Qt.MouseButton.RightButton)
    assert document.history() == ["Paint mask", "Paint mask"]
    assert offered._grips.box == BOX
    document.undo()
    drag((100, 75), (140, 110), let_go=False)  # a stroke that comes across a grip goes on
    drag((140, 110), (150, 120))
    assert offered._grips.box == BOX


def test_the_cursor_says_what_a_press_would_do(offered: CanvasView, brush: MaskBrush, at: At) -> None:
    brush.settings.size = 60
    wanted = {
        (40, 30): CURSORS.SizeFDiagCursor,
        (140, 30): CURSORS.SizeBDiagCursor,
        (90, 30): CURSORS.SizeVerCursor,
        (140, 70): CURSORS.SizeHorCursor,
        (90, 70): CURSORS.BlankCursor,  # the brush's outline
    }
    for place, shape in wanted.items():
        QTest.mouseMove(offered, at(*place))
        assert offered.cursor().shape() == shape, place
    QTest.mouseMove(offered, tab_of(offered, at))
    assert offered.cursor().shape() == CURSORS.SizeAllCursor


def test_the_box_is_seen_while_it_is_offered_and_gives_way_to_the_engines(
    canvas: CanvasView, document: Document, at: At
) -> None:
    plain = shown(canvas)
    canvas.offer_context_box(BOX)
    offered = shown(canvas)
    tab = tab_of(canvas, at)
    assert (offered[tab.y() - 4 : tab.y() + 4, tab.x() - 4 : tab.x() + 4] != plain[tab.y(), tab.x()]).any()
    corner = at(140, 110) + QPoint(6, 6)
    assert offered[corner.y(), corner.x()].min() > 200  # a light grip
    canvas.set_context_box(BOX)
    assert shown(canvas)[corner.y() - 2, corner.x() - 3].tolist() == plain[corner.y() - 2, corner.x() - 3].tolist()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(canvas, corner + QPoint(9, 9))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corner + QPoint(9, 9))
    assert document.history() == ["Paint mask"]
    assert canvas._grips.box == BOX
    document.undo()
    canvas.set_context_box(None)
    assert np.array_equal(shown(canvas), offered)
    canvas.offer_context_box(None)
    assert np.array_equal(shown(canvas), plain)


@pytest.mark.parametrize("interrupt", ["hide", "document", "none"])
def test_what_ends_the_offer_ends_the_drag(offered: CanvasView, drag: Drag, interrupt: str) -> None:
    drag((140, 110), (160, 120), let_go=False)
    if interrupt == "hide":
        offered.hide()
        assert offered._grips.box == BOX
    elif interrupt == "document":
        offered.set_document(None)
    else:
        offered.offer_context_box(None)
    assert not offered._grips.dragging


def test_the_tab_stays_in_view(offered: CanvasView) -> None:
    offered.zoom_to(6.0)
    view, metrics = offered.rect().toRectF(), QFontMetricsF(offered.font())
    for box in (Box(0, 0, 200, 150), Box(60, 40, 80, 80), Box(95, 70, 32, 32)):
        offered.offer_context_box(box)
        grips = offered._grips
        assert view.contains(grips._tab_rect(grips._place(), view, metrics))
