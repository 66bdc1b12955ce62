"""The modes of the Edit panel: which is chosen, which can be, and what each of them asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.modes import MODE_HINTS, MODE_NAMES, Mode
from app.panels.mode_fields import EDGE_TIPS
from app.panels.mode_switch import UNABLE
from app.panels.prompt import PromptPanel
from app.panels.recipe import Recipe
from app.theme import LIGHT, palette

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def recipe() -> Recipe:
    return Recipe()


@pytest.fixture
def panel(qtbot: QtBot, recipe: Recipe) -> PromptPanel:
    made = PromptPanel(recipe)
    qtbot.addWidget(made)
    made.setPalette(palette(LIGHT))
    made.resize(304, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def checked(panel: PromptPanel) -> list[Mode]:
    return [mode for mode, button in panel.modes.buttons.items() if button.isChecked()]


def slide(panel: PromptPanel, *percents: int) -> None:
    """Drag the handle of the strength's slider, in one go, to where the dots of these strengths would be."""
    slider, dots = panel.fields.strength.slider, panel.fields.strength.dots

    def at(percent: float) -> QPoint:
        return QPoint(round(dots.place(percent / 100)), slider.height() // 2)

    QTest.mousePress(slider, LEFT, pos=at(slider.value()))
    for percent in percents:
        QTest.mouseMove(slider, at(percent))
    QTest.mouseRelease(slider, LEFT, pos=at(percents[-1]))


# ---- which mode


@pytest.mark.parametrize("mode", Mode)
def test_a_click_chooses_a_mode(panel: PromptPanel, recipe: Recipe, mode: Mode) -> None:
    button = panel.modes.buttons[mode]
    assert (button.text(), button.toolTip()) == (MODE_NAMES[mode], MODE_HINTS[mode])
    QTest.mouseClick(button, LEFT)
    assert recipe.mode is mode
    assert checked(panel) == [mode]


def test_the_switch_follows_the_recipe(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.BLEND)
    assert checked(panel) == [Mode.BLEND]


def test_modes_stand_in_two_rows_of_three(panel: PromptPanel) -> None:
    places = [button.geometry().topLeft() for button in panel.modes.buttons.values()]
    assert [place.y() for place in places] == [places[0].y()] * 3 + [places[3].y()] * 3
    assert [place.x() for place in places[:3]] == [place.x() for place in places[3:]]
    assert len({place.x() for place in places}) == 3


def test_arrows_walk_through_what_the_pack_can_do(panel: PromptPanel, recipe: Recipe) -> None:
    panel.set_abilities(frozenset({"generate", "inpaint", "structural-edit", "blend"}))
    panel.modes.buttons[Mode.GENERATE].setFocus()
    walk = ((Qt.Key.Key_Right, Mode.INPAINT), (Qt.Key.Key_Down, Mode.BLEND), (Qt.Key.Key_Left, Mode.STRUCTURE))
    for key, mode in walk:
        QTest.keyClick(panel.focusWidget(), key)
        assert recipe.mode is mode


def test_what_the_pack_cannot_do_cannot_be_chosen(panel: PromptPanel, recipe: Recipe) -> None:
    panel.set_abilities(frozenset({"generate", "inpaint"}))
    button = panel.modes.buttons[Mode.VARY]
    QTest.mouseClick(button, LEFT)
    assert recipe.mode is Mode.GENERATE
    assert not button.isEnabled()
    assert button.toolTip() == f"{MODE_HINTS[Mode.VARY]}\n{UNABLE}"
    panel.set_abilities(None)
    assert all(button.isEnabled() for button in panel.modes.buttons.values())
    assert button.toolTip() == MODE_HINTS[Mode.VARY]


# ---- what a mode asks for


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        (Mode.GENERATE, set()),
        (Mode.INPAINT, {"edge", "live"}),
        (Mode.EXTEND, {"note"}),
        (Mode.STRUCTURE, {"strength", "edge"}),
        (Mode.BLEND, {"regions"}),
        (Mode.VARY, set()),
    ],
)
def test_only_what_matters_is_seen(panel: PromptPanel, recipe: Recipe, mode: Mode, names: set[str]) -> None:
    recipe.set_mode(mode)
    parts = ("strength", "edge", "live", "note", "regions", "reset")
    assert {name for name in parts if getattr(panel.fields, name).isVisible()} == names


def test_every_move_of_the_slider_is_a_strength(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.STRUCTURE)
    QTest.qWait(1)
    heard: list[float] = []
    recipe.changed.connect(lambda: heard.append(recipe.strength))
    slide(panel, 50, 40, 30)
    assert len(heard) == 3
    assert heard == pytest.approx([0.5, 0.4, 0.3], abs=0.02)
    assert panel.fields.strength.field.value() == round(recipe.strength * 100)


def test_strength_reaches_from_keeping_all_to_keeping_nothing(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.STRUCTURE)
    slider, field = panel.fields.strength.slider, panel.fields.strength.field
    assert (slider.value(), field.text()) == (60, "60 %")
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert recipe.strength == 0
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert recipe.strength == 1
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "35")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert recipe.strength == 0.35
    assert slider.value() == 35


def test_dots_stand_where_the_handle_would(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.STRUCTURE)
    QTest.qWait(1)
    dots = panel.fields.strength.dots
    assert is_plain(dots.grab().toImage())
    panel.set_ready_strengths([0.0, 0.5, 1.0])
    seen = dots.grab().toImage()
    assert not is_plain(seen)
    ground = seen.pixelColor(seen.width() // 4, seen.height() // 2)
    for strength in (0.0, 0.5, 1.0):
        place = QPointF(dots.place(strength), dots.height() / 2).toPoint() * seen.devicePixelRatio()
        assert seen.pixelColor(place) != ground
    assert 0 < dots.place(0) < dots.place(1) < dots.width()


def is_plain(image: QImage) -> bool:
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) == 1


def test_a_click_on_a_dot_takes_its_strength(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.STRUCTURE)
    QTest.qWait(1)
    dots = panel.fields.strength.dots
    QTest.mouseClick(dots, LEFT, pos=QPoint(30, 4))
    assert recipe.strength == 0.6
    panel.set_ready_strengths([0.2, 0.4, 0.8])
    QTest.mouseClick(dots, LEFT, pos=QPointF(dots.place(0.4) + 3, 4).toPoint())
    assert recipe.strength == 0.4


def test_the_edge_is_chosen_by_its_name(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.INPAINT)
    edge = panel.fields.edge
    assert (edge.currentText(), edge.toolTip()) == ("Exact", EDGE_TIPS["exact"])
    edge.setFocus()
    QTest.keyClick(edge, Qt.Key.Key_End)
    assert recipe.edge == "wide"
    assert edge.toolTip() == EDGE_TIPS["wide"]
    tips = [edge.itemData(index, Qt.ItemDataRole.ToolTipRole) for index in range(3)]
    assert tips == list(EDGE_TIPS.values())
    recipe.set_edge("balanced")
    assert edge.currentText() == "Balanced"


def test_live_is_switched(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.INPAINT)
    QTest.mouseClick(panel.fields.live, LEFT, pos=QPoint(10, 14))
    assert recipe.live
    QTest.keyClick(panel.fields.live, Qt.Key.Key_Space)
    assert not recipe.live
    recipe.set_live(True)
    assert panel.fields.live.isChecked()


@pytest.mark.parametrize("mode", Mode)
def test_a_moved_box_can_be_given_back(panel: PromptPanel, recipe: Recipe, qtbot: QtBot, mode: Mode) -> None:
    recipe.set_mode(mode)
    reset = panel.fields.reset
    assert not reset.isVisible()
    panel.set_box_changed(True)
    assert reset.isVisible() == (mode in {Mode.INPAINT, Mode.STRUCTURE})
    if reset.isVisible():
        with qtbot.waitSignal(panel.box_reset_requested):
            QTest.mouseClick(reset, LEFT)
    panel.set_box_changed(False)
    assert not reset.isVisible()


def test_extending_says_how_much_is_added(panel: PromptPanel, recipe: Recipe) -> None:
    recipe.set_mode(Mode.EXTEND)
    assert "Drag" in panel.fields.note.text()
    panel.set_note("Right +200 px")
    assert panel.fields.note.text() == "Right +200 px"
    panel.set_note("")
    assert "Drag" in panel.fields.note.text()


def test_blending_leads_to_the_regions(panel: PromptPanel, recipe: Recipe, qtbot: QtBot) -> None:
    recipe.set_mode(Mode.BLEND)
    with qtbot.waitSignal(panel.regions_requested):
        QTest.mouseClick(panel.fields.regions, LEFT)
