"""The history panel: one line a step, each with its icon, and a click goes there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.panels.history import HistoryPanel
from paella_core.request import Box


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> HistoryPanel:
    made = HistoryPanel()
    qtbot.addWidget(made)
    made.set_document(document)
    made.resize(304, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def paint(document: Document, text: str, left: int) -> None:
    with document.edit(text, document.mask), document.mask.paint(Box(left, 0, 5, 5)) as pixels:
        pixels[...] = 255


def lines(panel: HistoryPanel) -> list[str]:
    return [panel.item(row).text() for row in range(panel.count())]


def dimmed(panel: HistoryPanel) -> list[bool]:
    faint = panel.palette().placeholderText()
    return [panel.item(row).foreground() == faint for row in range(panel.count())]


def test_lines_follow_the_steps(panel: HistoryPanel, document: Document) -> None:
    for left, text in enumerate(("One", "Two", "Three")):
        paint(document, text, 10 * left)
    assert (lines(panel), panel.currentRow()) == (["Opened", "One", "Two", "Three"], 3)
    document.undo()
    document.undo()
    assert (dimmed(panel), panel.currentRow()) == ([False, False, True, True], 1)
    document.redo()
    assert (dimmed(panel), panel.currentRow()) == ([False, False, False, True], 2)
    paint(document, "Four", 50)
    assert (lines(panel), dimmed(panel)) == (["Opened", "One", "Two", "Four"], [False] * 4)


def test_lines_that_stay_are_left_alone(panel: HistoryPanel, document: Document) -> None:
    paint(document, "One", 0)
    first = panel.item(1)
    paint(document, "Two", 10)
    document.undo()
    assert panel.item(1) is first


def test_a_click_goes_there(panel: HistoryPanel, document: Document) -> None:
    for left in range(3):
        paint(document, "Paint mask", 10 * left)
    for row, left in ((1, 5), (3, 25), (0, 0)):
        place = panel.visualItemRect(panel.item(row)).center()
        QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(document.history()) == row
        assert int(document.mask.array[0, :30].any()) == bool(left)


def test_steps_of_a_kind_have_their_icon(panel: HistoryPanel, document: Document) -> None:
    for left, text in enumerate(("Paint mask", "New layer", "Paint mask", "Something else")):
        paint(document, text, 10 * left)
    keys = [panel.item(row).icon().cacheKey() for row in range(1, 5)]
    assert keys[0] == keys[2]
    assert len(set(keys)) == 3


def test_no_document_no_lines(panel: HistoryPanel, document: Document) -> None:
    paint(document, "One", 0)
    panel.set_document(None)
    assert panel.count() == 0
    panel.set_document(document)
    assert lines(panel) == ["Opened", "One"]
