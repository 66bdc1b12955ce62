"""The regions panel: what is typed and clicked is in the document, and the panel follows its undo."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.document.node import Region, Wording
from app.panels.fields import IconButton
from app.panels.regions import COLOURS, RegionsPanel


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> RegionsPanel:
    made = RegionsPanel()
    qtbot.addWidget(made)
    made.set_document(document)
    made.resize(304, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def click_delete(panel: RegionsPanel, index: int) -> None:
    panel.parts[index].findChildren(IconButton)[-1].click()


def test_a_new_region_is_empty_and_in_the_brushs_hand(panel: RegionsPanel, document: Document) -> None:
    wanted: list[Region] = []
    panel.paint_requested.connect(wanted.append)
    panel.add_button.click()
    panel.add_button.click()
    assert list(document.regions) == wanted == [part.region for part in panel.parts]
    assert document.regions[0].plane.area == document.bounds
    assert not document.regions[0].plane.array.any()
    assert [part.brush.isChecked() for part in panel.parts] == [False, True]
    assert document.history() == ["Add region", "Add region"]


def test_prompt_and_weight_are_the_documents(panel: RegionsPanel, document: Document) -> None:
    panel.add()
    part = panel.parts[0]
    part.prompt.setFocus()
    QTest.keyClicks(part.prompt, " a red boat ")
    QTest.keyClick(part.prompt, Qt.Key.Key_Return)
    part.weight.setValue(2.5)
    assert document.regions[0].wording == Wording("a red boat", 2.5)
    assert document.history() == ["Add region", "Change region", "Change region"]
    document.undo()
    document.undo()
    assert (part.prompt.text(), part.weight.value()) == ("", 1.0)


def test_leaving_a_prompt_unchanged_is_no_step(panel: RegionsPanel, document: Document) -> None:
    panel.add()
    QTest.keyClick(panel.parts[0].prompt, Qt.Key.Key_Return)
    assert document.history() == ["Add region"]


def test_deleting_and_undoing(panel: RegionsPanel, document: Document) -> None:
    for _ in range(3):
        panel.add()
    first, second, third = panel.parts
    click_delete(panel, 1)
    assert panel.parts == [first, third]
    document.undo()
    assert [part.region for part in panel.parts] == [first.region, second.region, third.region]
    assert panel.parts[0] is first
    assert [part.colour.name() for part in panel.parts] == list(COLOURS[:3])


def test_what_is_shown_is_told(panel: RegionsPanel, document: Document) -> None:
    shown: list[tuple] = []
    panel.shown_changed.connect(shown.append)
    panel.add()
    panel.add()
    first, second = document.regions
    assert [(region, colour.name()) for region, colour in shown[-1]] == [(first, COLOURS[0]), (second, COLOURS[1])]
    panel.parts[0].eye.click()
    assert [region for region, _ in shown[-1]] == [second]
    panel.add()
    assert [region for region, _ in shown[-1]] == [second, document.regions[2]]


def test_the_brush_goes_to_the_region_that_is_clicked(panel: RegionsPanel, document: Document) -> None:
    panel.add()
    panel.add()
    wanted: list[Region] = []
    panel.paint_requested.connect(wanted.append)
    panel.parts[0].brush.click()
    assert wanted == [document.regions[0]]


def test_the_empty_state_says_what_regions_do(panel: RegionsPanel) -> None:
    assert panel._explanation.isVisible()
    assert "prompt of its own" in panel._explanation.text()
    panel.add()
    assert not panel._explanation.isVisible()
    panel.set_document(None)
    assert panel._explanation.text() == "No picture is open."
    assert not panel.add_button.isEnabled()
    panel.add()


def test_another_document_has_its_own_regions(panel: RegionsPanel, document: Document) -> None:
    panel.add()
    other = Document.from_array(np.zeros((5, 5, 3), np.uint8))
    panel.set_document(other)
    assert panel.parts == []
    panel.set_document(document)
    assert [part.region for part in panel.parts] == list(document.regions)
