"""The concepts that the prompt offers while one is being typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.prompt import PromptPanel
from app.panels.recipe import Recipe

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # raising lists: the offscreen platform


@pytest.fixture
def panel(qtbot: QtBot) -> PromptPanel:
    made = PromptPanel(Recipe())
    qtbot.addWidget(made)
    made.set_words(["cat", "castle-2", "dog"])
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.prompt.setFocus()
    return made


def offered(panel: PromptPanel) -> list[str]:
    field = panel.prompt
    if not field.offers.isVisible():
        return []
    return [field.completer.completionModel().index(row, 0).data() for row in range(field.completer.completionCount())]


def test_words_are_offered_while_one_is_typed(panel: PromptPanel) -> None:
    field = panel.prompt
    QTest.keyClicks(field, "a photo of ")
    assert offered(panel) == []
    QTest.keyClicks(field, "<")
    assert offered(panel) == ["cat", "castle-2", "dog"]
    QTest.keyClicks(field, "CA")
    assert offered(panel) == ["cat", "castle-2"]
    QTest.keyClick(field.offers, Qt.Key.Key_Down)
    QTest.keyClick(field.offers, Qt.Key.Key_Return)
    assert field.toPlainText() == "a photo of <castle-2>"
    assert offered(panel) == []
    QTest.keyClicks(field, " by night")
    assert field.toPlainText() == "a photo of <castle-2> by night"
    assert offered(panel) == []


def test_other_brackets_are_plain_text(panel: PromptPanel) -> None:
    field = panel.prompt
    QTest.keyClicks(field, "1 <2")
    assert offered(panel) == []
    QTest.keyClicks(field, " <d")
    assert offered(panel) == ["dog"]
    QTest.keyClick(field.offers, Qt.Key.Key_Escape)
    assert offered(panel) == []
    assert field.toPlainText() == "1 <2 <d"
    panel.set_words([])
    QTest.keyClicks(field, " <d")
    assert offered(panel) == []


def test_a_word_is_written_where_the_cursor_is(panel: PromptPanel) -> None:
    panel.insert_word("cat")
    panel.insert_word("dog")
    assert panel.prompt.toPlainText() == "<cat> <dog>"
    assert panel._recipe.prompt == "<cat> <dog>"
