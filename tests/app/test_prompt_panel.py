"""The Edit panel on its own: what it says, and what it makes of what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.fields import NumberField, SliderField
from app.panels.prompt import PROMPT_HINT, PromptPanel
from app.panels.recipe import Recipe
from paella_core.params import LARGEST_SEED


@pytest.fixture
def recipe() -> Recipe:
    return Recipe()


@pytest.fixture
def panel(qtbot: QtBot, recipe: Recipe) -> PromptPanel:
    made = PromptPanel(recipe)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def replace(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_empty_box_says_what_to_do(panel: PromptPanel) -> None:
    assert panel.prompt.placeholderText() == PROMPT_HINT
    assert panel.prompt.toPlainText() == ""


def test_what_is_typed_is_in_the_recipe(panel: PromptPanel, recipe: Recipe) -> None:
    QTest.keyClicks(panel.prompt, "  a red boat ")
    QTest.keyClicks(panel.negative, "people")
    assert (recipe.prompt, recipe.negative) == ("a red boat", "people")


def test_the_offer_is_shown(panel: PromptPanel) -> None:
    panel.set_offer("Fill mask", "", "Only the painted part will change.")
    assert (panel.generate.text(), panel.generate.isEnabled()) == ("Fill mask", True)
    assert panel.reason.text() == "Only the painted part will change."
    panel.set_offer("Fill mask", "Paint first.")
    assert not panel.generate.isEnabled()
    assert panel.generate.toolTip() == panel.reason.text() == "Paint first."


def test_cancel_takes_the_place_of_generate(panel: PromptPanel, qtbot: QtBot) -> None:
    panel.set_offer("Fill mask", "")
    place = panel.generate.geometry()
    with qtbot.waitSignal(panel.generate_requested):
        QTest.mouseClick(panel.generate, Qt.MouseButton.LeftButton)
    panel.set_working(True)
    qtbot.waitUntil(lambda: panel.cancel.geometry() == place)
    assert not panel.generate.isVisible()
    with qtbot.waitSignal(panel.cancel_requested):
        QTest.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)


def test_seeds_reach_to_the_largest(panel: PromptPanel, recipe: Recipe) -> None:
    assert recipe.params.seed is None
    replace(panel.seed, str(LARGEST_SEED))
    assert recipe.params.seed == LARGEST_SEED
    replace(panel.seed, "0")
    assert recipe.params.seed == 0


def test_knobs_are_the_pack_s_own_until_they_are_set(panel: PromptPanel, recipe: Recipe) -> None:
    panel.fold.click()
    knobs = panel.parameters
    assert [field.text() for field in (knobs.steps, knobs.guidance, knobs.first, knobs.last)] == ["Auto"] * 4
    replace(knobs.steps, "12")
    replace(knobs.last, "0.25")
    assert (recipe.params.steps, recipe.params.temperature) == (12, (0.25, 0.25))
    replace(knobs.first, "1.5")
    assert recipe.params.temperature == (1.5, 0.25)
    knobs.first.setValue(knobs.first.minimum())
    assert recipe.params.temperature is None
    assert knobs.last.text() == "Auto"


def test_the_panel_follows_the_recipe(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_param("count", 4)
    recipe.set_param("seed", 9)
    recipe.set_param("guidance", 3.5)
    assert (panel.count.text(), panel.seed.text(), panel.parameters.guidance.number()) == ("4", "9", 3.5)


def test_advanced_is_folded_at_first(panel: PromptPanel) -> None:
    assert not panel.parameters.isVisible()
    QTest.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    assert panel.parameters.isVisible()


def test_a_slider_and_its_field_say_the_same(qtbot: QtBot) -> None:
    both = SliderField(1, 1000, " px", curve=2.5)
    qtbot.addWidget(both)
    heard: list[float] = []
    both.edited.connect(heard.append)
    both.show_number(100)
    assert heard == []
    assert both.field.text() == "100 px"
    both.slider.setValue(both.slider.maximum())
    both.slider.setValue(both.slider.minimum())
    assert heard == [1000, 1]
