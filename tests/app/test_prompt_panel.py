"""The Edit panel on its own: what it says, and what it makes of what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.modes import Mode
from app.panels.numbers import NumberField, SliderField
from app.panels.prompt import PROMPT_HINTS, PromptPanel
from app.panels.recipe import Recipe
from paella_core.params import LARGEST_SEED, SamplingParams

OWN = SamplingParams(steps=12, renoise_steps=11, temperature=(0.9, 0.2), guidance=2.5)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def recipe() -> Recipe:
    return Recipe()


@pytest.fixture
def panel(qtbot: QtBot, qapp: QApplication, recipe: Recipe) -> PromptPanel:
    qapp.setStyleSheet("")  # whatever the program wore in an earlier test
    made = PromptPanel(recipe)
    qtbot.addWidget(made)
    made.resize(304, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def replace(field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def drag(field: NumberField, pixels: int) -> None:
    edit = field.lineEdit()
    start = edit.rect().center()
    QTest.mousePress(edit, LEFT, pos=start)
    for way in (pixels // 2, pixels):
        QTest.mouseMove(edit, start + QPoint(way, 0))
    QTest.mouseRelease(edit, LEFT, pos=start + QPoint(pixels, 0))


def settle() -> None:
    """Let the layout have its way."""
    QTest.qWait(1)


@pytest.mark.parametrize("mode", Mode)
def test_the_empty_box_says_what_to_do(panel: PromptPanel, recipe: Recipe, mode: Mode) -> None:
    recipe.set_mode(mode)
    assert panel.prompt.placeholderText() == PROMPT_HINTS[mode]
    assert panel.prompt.toPlainText() == ""


def test_a_description_is_optional_where_a_picture_says_enough(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.VARY)
    assert "Optional" in panel.prompt.placeholderText()


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


def test_more_can_be_asked_for_while_work_is_under_way(panel: PromptPanel, qtbot: QtBot) -> None:
    panel.set_offer("Fill mask", "", "Only the painted part will change.")
    assert not panel.cancel.isVisible()
    settle()
    place = panel.generate.geometry()
    with qtbot.waitSignal(panel.generate_requested):
        QTest.mouseClick(panel.generate, LEFT)
    panel.set_working(True)
    panel.set_offer("Queue: Fill mask", "", "It waits for what is under way.")
    settle()
    assert panel.generate.geometry() == place
    assert panel.cancel.geometry().top() > place.bottom()
    with qtbot.waitSignal(panel.generate_requested):
        QTest.mouseClick(panel.generate, LEFT)
    with qtbot.waitSignal(panel.cancel_requested):
        QTest.mouseClick(panel.cancel, LEFT)
    panel.set_working(False)
    assert not panel.cancel.isVisible()


def test_the_button_is_in_sight_in_a_low_window(panel: PromptPanel) -> None:
    panel.fold.click()
    panel.resize(304, 320)
    settle()
    assert panel.generate.visibleRegion().boundingRect() == panel.generate.rect()


def test_long_words_keep_the_panel_as_narrow_as_it_is(panel: PromptPanel) -> None:
    before = panel.minimumSizeHint().width()
    panel.set_offer("Queue: " + 20 * "extend ", "", 20 * "note ")
    settle()
    assert panel.minimumSizeHint().width() == before <= 304
    assert panel.width() == 304


@pytest.mark.parametrize("mode", Mode)
def test_what_is_below_the_words_stays_when_the_mode_changes(panel: PromptPanel, recipe: Recipe, mode: Mode) -> None:
    settle()
    place = panel.preset.geometry()
    recipe.set_mode(mode)
    settle()
    assert panel.preset.geometry() == place
    assert panel.prompt.height() >= 60


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


def test_auto_says_what_the_pack_does(panel: PromptPanel, recipe: Recipe) -> None:
    knobs = panel.parameters
    panel.set_defaults(OWN)
    fields = (knobs.steps, knobs.renoise_steps, knobs.first, knobs.last, knobs.guidance, knobs.typical_mass)
    assert [field.text() for field in fields] == [
        "Auto (12)",
        "Auto (11)",
        "Auto (0.9)",
        "Auto (0.2)",
        "Auto (2.5)",
        "Auto",
    ]
    replace(knobs.steps, "6")
    assert (knobs.steps.text(), knobs.renoise_steps.text()) == ("6", "Auto (5)")
    replace(knobs.first, "1.5")
    assert recipe.params.temperature == (1.5, 0.2)
    panel.set_defaults(None)
    assert knobs.guidance.text() == "Auto"


def test_every_knob_can_be_set(panel: PromptPanel, recipe: Recipe) -> None:
    panel.fold.click()
    knobs = panel.parameters
    replace(knobs.renoise_steps, "7")
    replace(knobs.guided_steps, "4")
    replace(knobs.typical_mass, "0.85")
    knobs.drawing.setFocus()
    QTest.keyClicks(knobs.drawing, "Like")
    wanted = SamplingParams(renoise_steps=7, guided_steps=4, typical_mass=0.85, mode="argmax")
    assert recipe.params == wanted
    QTest.keyClick(knobs.drawing, Qt.Key.Key_Home)
    assert recipe.params.mode is None


def test_everything_says_what_it_is_for(panel: PromptPanel) -> None:
    panel.set_offer("Fill mask", "")
    parts = [part for part in panel.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    parts = [part for part in parts if not isinstance(part, QAbstractScrollArea | QLineEdit)]
    assert len(parts) > 20
    assert [part for part in parts if not part.toolTip()] == []
    assert [part for part in parts if not (part.accessibleName() or getattr(part, "text", str)())] == []


def test_everything_is_reached_by_keyboard(panel: PromptPanel) -> None:
    panel.set_offer("Fill mask", "")
    panel.activateWindow()
    panel.prompt.setFocus()
    reached = []
    for _ in range(12):
        reached.append(panel.focusWidget())
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
    mode = panel.modes.buttons[Mode.GENERATE]
    wanted = [
        panel.negative,
        panel.preset,
        panel.random_seed,
        panel.seed,
        panel.count,
        panel.fold,
        panel.generate,
        mode,
    ]
    assert [part for part in wanted if part not in reached] == []


def test_a_number_is_dragged(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_param("count", 3)
    settle()
    drag(panel.count, 24)
    assert recipe.params.count == 9
    assert not panel.count.hasFocus()
    drag(panel.count, -12)
    assert recipe.params.count == 6


def test_a_number_is_dragged_from_what_auto_means(panel: PromptPanel, recipe: Recipe) -> None:
    panel.set_defaults(OWN)
    panel.fold.click()
    settle()
    drag(panel.parameters.steps, 20)
    assert recipe.params.steps == 17


def test_a_click_begins_to_type(panel: PromptPanel, recipe: Recipe) -> None:
    panel.activateWindow()
    drag(panel.count, 2)  # a hand is never quite still
    assert panel.count.hasFocus()
    QTest.keyClicks(panel.focusWidget(), "5")
    QTest.keyClick(panel.count, Qt.Key.Key_Return)
    assert recipe.params.count == 5


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
