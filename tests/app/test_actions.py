"""The table of actions: complete, without clashes, and what menus and keys follow from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from commands import NotedCommands
from driver import Driver, driving
from fakes import FakeEngine
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.actions import Actions, ShortcutTaken, native, rows_of, with_shortcut
from app.entries import GESTURES, MENUS, ON_CANVAS_ONLY, RECENT, TABLE, TIPS, TOOLS
from app.resources import RESOURCES
from app.theme import DARK, palette

FACTS = {"document", "undo", "redo", "mask", "offer", "layer", "group", "several", "clipboard", "recipe"}
FACTS |= {"layer_mask", "no_layer_mask", "stop", "staged", "locked", "keep"}


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, picture: Path):
    with driving(qtbot, FakeEngine().open, tmp_path / "home", [picture]) as made:
        yield made


@pytest.fixture
def commands() -> NotedCommands:
    return NotedCommands()


@pytest.fixture
def actions(qapp, commands: NotedCommands) -> Iterator[Actions]:  # noqa: ARG001 - icons need the application
    made = Actions(commands, palette(DARK))
    yield made
    made.deleteLater()


def menu_of(driver: Driver, name: str) -> QMenu:
    title = MENUS[name]
    menu = next(action for action in driver.window.menuBar().actions() if action.text() == title).menu()
    assert isinstance(menu, QMenu)
    return menu


# ---- the table


def test_ids_and_shortcuts_are_not_given_twice() -> None:
    ids = Counter(entry.id for entry in TABLE)
    keys = Counter(QKeySequence(keys).toString() for entry in TABLE for keys in entry.shortcuts)
    keys.update(QKeySequence(gesture.key).toString() for gesture in GESTURES if gesture.key)
    assert max(ids.values()) == 1
    assert max(keys.values()) == 1
    assert "" not in keys


def test_every_entry_has_its_menu_its_icon_its_tip_and_its_fact() -> None:
    assert {entry.menu for entry in TABLE} == set(MENUS)
    missing = [
        entry.icon for entry in TABLE if entry.icon and not (RESOURCES / "icons" / f"{entry.icon}.svg").is_file()
    ]
    assert missing == []
    assert set(TIPS) == {entry.id for entry in TABLE}
    assert all(tip.endswith(".") for tip in TIPS.values())
    assert {entry.needs for entry in TABLE} - {""} == FACTS
    assert [entry.id for entry in TABLE if not entry.slot] == [RECENT]
    assert set(TOOLS) >= {"brush", "eraser", "lasso", "hand"}
    assert {entry.id for entry in TABLE} >= ON_CANVAS_ONLY


def test_letters_of_menus_are_not_given_twice() -> None:
    letters = [title[title.index("&") + 1] for title in MENUS.values()]
    assert len(set(letters)) == len(MENUS)


def test_every_slot_is_called_by_its_action(actions: Actions, commands: NotedCommands) -> None:
    actions.enable(FACTS)
    for entry in TABLE:
        actions[entry.id].trigger()
    assert commands.called == [entry.slot for entry in TABLE if entry.slot]


def test_a_tip_says_name_keys_and_purpose(actions: Actions) -> None:
    assert actions["merge_down"].toolTip() == f"Merge down ({native('Ctrl+E')})\n{TIPS['merge_down']}"
    assert actions["merge_down"].statusTip() == TIPS["merge_down"]
    assert with_shortcut("Open …", ("Ctrl+O",)) == "Open (Ctrl+O)"
    assert with_shortcut("&About", ()) == "About"


def test_facts_enable(actions: Actions) -> None:
    actions.enable({"document", "layer"})
    assert [actions[id_].isEnabled() for id_ in ("new", "save", "cut", "paste", "ungroup", "undo")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_lines_part_the_groups_of_a_menu(actions: Actions) -> None:
    for menu in MENUS:
        shown = list(actions.of_menu(menu))
        rows = rows_of(menu)
        assert [action.objectName() for action in shown if action] == [entry.id for entry in rows]
        assert shown.count(None) == sum(one.group != other.group for one, other in pairwise(rows))
        assert shown[0] is not None
        assert shown[-1] is not None


# ---- other keys


def test_an_action_gets_other_keys(qtbot: QtBot, actions: Actions) -> None:
    with qtbot.waitSignal(actions.rebound) as told:
        actions.rebind("save", ("Ctrl+K",))
    assert told.args == ["save", ("Ctrl+K",)]
    assert actions["save"].shortcuts() == [QKeySequence("Ctrl+K")]
    assert "Ctrl+K" in actions["save"].toolTip()
    assert actions.is_rebound("save")
    with qtbot.waitSignal(actions.rebound) as told:
        actions.reset("save")
    assert told.args == ["save", None]
    assert actions.keys("save") == ("Ctrl+S",)


def test_chosen_keys_hold_from_the_start(commands: NotedCommands) -> None:
    made = Actions(commands, palette(DARK), {"save": ("F9",), "undo": (), "unknown": ("F8",)})
    assert made["save"].shortcuts() == [QKeySequence("F9")]
    assert made["undo"].shortcuts() == []
    assert made.keys("redo") == ("Ctrl+Shift+Z", "Ctrl+Y")
    made.deleteLater()


def test_a_conflict_is_said_in_words_and_changes_nothing(qtbot: QtBot, actions: Actions) -> None:
    with qtbot.assertNotEmitted(actions.rebound), pytest.raises(ShortcutTaken) as taken:
        actions.rebind("save", ("Ctrl+J",))
    assert str(taken.value) == f"{native('Ctrl+J')} already belongs to “Duplicate”."
    assert taken.value.owner == "duplicate_layer"
    with pytest.raises(ShortcutTaken, match="is held on the canvas") as taken:
        actions.rebind("save", ("Space",))
    assert taken.value.owner == ""
    with pytest.raises(ShortcutTaken):
        actions.take("save", "Y")
    assert actions.keys("save") == ("Ctrl+S",)


def test_keys_are_taken_from_their_owner(actions: Actions) -> None:
    actions.take("save", "Ctrl+Y")
    assert actions.keys("save") == ("Ctrl+Y",)
    assert actions.keys("redo") == ("Ctrl+Shift+Z",)
    with pytest.raises(ShortcutTaken):
        actions.reset("redo")
    actions.reset_all()
    assert actions.keys("redo") == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert not any(actions.is_rebound(entry.id) for entry in TABLE)


# ---- in the window


def test_menus_hold_the_table_in_order(driver: Driver) -> None:
    ids = {entry.id for entry in TABLE}
    for name in MENUS:
        shown = [action.objectName() for action in menu_of(driver, name).actions() if action.objectName() in ids]
        assert shown == [entry.id for entry in rows_of(name)]


def test_what_cannot_be_done_is_disabled(driver: Driver) -> None:
    actions = driver.studio.actions
    assert not actions["undo"].isEnabled()
    assert not actions["clear_mask"].isEnabled()
    assert not actions["generate"].isEnabled()
    assert not actions["cancel"].isEnabled()
    driver.stroke((40, 40), (80, 60))
    assert actions["undo"].isEnabled()
    assert actions["undo"].text() == "Undo Paint mask"
    assert actions["clear_mask"].isEnabled()
    assert actions["generate"].isEnabled()
    driver.document.mark_saved()
    actions["close"].trigger()
    for name in ("save", "undo", "fit", "invert_mask"):
        assert not actions[name].isEnabled()
