"""Presets of the Edit panel: what they set, what they leave alone, and that the list tells the truth."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.presets import CUSTOM, PRESETS, PresetField
from app.panels.recipe import Recipe, Wanted
from paella_core.params import SamplingParams

TWELVE = SamplingParams(steps=12, renoise_steps=11, temperature=(0.9, 0.2), guidance=2.5)
KEYS = {"Live": 0, "Fast": 1, "Balanced": 2, "As published": 3}


@pytest.fixture
def recipe() -> Recipe:
    return Recipe()


@pytest.fixture
def field(qtbot: QtBot, recipe: Recipe) -> PresetField:
    made = PresetField(recipe)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def choose(field: PresetField, name: str) -> None:
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(KEYS[name]):
        QTest.keyClick(field, Qt.Key.Key_Down)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("Live", SamplingParams(steps=5, guided_steps=2)),
        ("Fast", SamplingParams(steps=6, guided_steps=4)),
        ("Balanced", SamplingParams(steps=9, guided_steps=6)),
        ("As published", SamplingParams()),
    ],
)
def test_what_a_preset_sets(field: PresetField, recipe: Recipe, name: str, params: SamplingParams) -> None:
    field.set_defaults(TWELVE)
    recipe.take(Wanted(prompt="a boat", params=SamplingParams(seed=7, count=3, guidance=9.0, mode="quant")))
    assert field.currentText() == "Custom"
    choose(field, name)
    assert recipe.wanted == Wanted(prompt="a boat", params=replace(params, seed=7, count=3))
    assert field.currentText() == name


def test_presets_save_what_they_say(field: PresetField) -> None:
    def questions(params: SamplingParams) -> int:
        whole = params.over(TWELVE)
        steps = whole.steps or 0
        return steps + (steps if whole.guided_steps is None else whole.guided_steps)

    live, fast, balanced, published = (preset.params(TWELVE) for preset in PRESETS)
    assert questions(published) == 24
    assert questions(live) <= 8
    assert questions(fast) < 12
    assert questions(balanced) <= 16
    assert field.toolTip() == PRESETS[3].tip


@pytest.mark.parametrize("steps", [1, 2, 10, 60, 200])
def test_presets_fit_every_pack(steps: int) -> None:
    for preset in PRESETS:
        params = preset.params(SamplingParams(steps=steps))
        assert 1 <= (params.steps or 1) <= steps
        assert 1 <= (params.guided_steps or 1) <= steps


def test_the_list_follows_the_parameters(field: PresetField, recipe: Recipe) -> None:
    assert field.currentText() == "As published"
    recipe.set_param("steps", 6)
    assert field.currentText() == "Custom"
    assert "Advanced" in field.toolTip()
    recipe.set_param("guided_steps", 4)
    assert field.currentText() == "Fast"
    recipe.set_param("seed", 5)
    recipe.set_param("count", 2)
    assert field.currentText() == "Fast"
    recipe.set_param("typical_mass", 0.9)
    assert field.currentText() == "Custom"


def test_custom_is_nothing_to_choose(field: PresetField, recipe: Recipe) -> None:
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.currentText() == "As published"
    assert recipe.params == SamplingParams()
    assert field.findText(CUSTOM) == 4


def test_a_preset_stays_chosen_when_another_pack_comes(field: PresetField, recipe: Recipe) -> None:
    choose(field, "Fast")
    assert recipe.params.steps == 6
    field.set_defaults(SamplingParams(steps=20))
    assert (field.currentText(), recipe.params.steps, recipe.params.guided_steps) == ("Fast", 10, 7)
    recipe.set_param("steps", 11)
    field.set_defaults(TWELVE)
    assert (field.currentText(), recipe.params.steps) == ("Custom", 11)
