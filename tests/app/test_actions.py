"""The table of actions: complete, without clashes, and what menus and keys follow from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from driver import Driver, driving
from fakes import FakeEngine
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from app.actions import MENUS, TABLE, with_shortcut
from app.dialogs.shortcuts import ShortcutsDialog
from app.resources import RESOURCES


@pytest.fixture
def driver(qtbot: QtBot, tmp_path: Path, picture: Path):
    with driving(qtbot, FakeEngine().open, tmp_path / "home", [picture]) as made:
        yield made


def menu_of(driver: Driver, name: str) -> QMenu:
    menu = next(action for action in driver.window.menuBar().actions() if action.text().replace("&", "") == name).menu()
    assert isinstance(menu, QMenu)
    return menu


def test_ids_and_shortcuts_are_not_given_twice() -> None:
    ids = Counter(entry.id for entry in TABLE)
    keys = Counter(QKeySequence(keys).toString() for entry in TABLE for keys in entry.shortcuts)
    assert max(ids.values()) == 1
    assert max(keys.values()) == 1
    assert "" not in keys


def test_every_entry_has_its_menu_and_its_icon() -> None:
    assert {entry.menu for entry in TABLE} == set(MENUS)
    missing = [
        entry.icon for entry in TABLE if entry.icon and not (RESOURCES / "icons" / f"{entry.icon}.svg").is_file()
    ]
    assert missing == []


def test_menus_hold_the_table_in_order(driver: Driver) -> None:
    for name in MENUS:
        shown = [action.objectName() for action in menu_of(driver, name).actions() if action.objectName()]
        rows = sorted((entry for entry in TABLE if entry.menu == name), key=lambda entry: entry.group)
        assert shown == [entry.id for entry in rows]


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


def test_every_action_can_be_triggered(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("app.dialogs.shortcuts.ShortcutsDialog.exec", lambda self: shown.append(self.windowTitle()))
    monkeypatch.setattr("app.dialogs.about.AboutDialog.exec", lambda self: shown.append(self.windowTitle()))
    last = ("close", "quit")
    for entry in sorted(TABLE, key=lambda entry: entry.id in last):
        driver.studio.actions[entry.id].trigger()
    assert shown == ["Keyboard shortcuts", "About Paella Studio"]


def test_the_list_of_shortcuts_names_them_all(qtbot: QtBot, driver: Driver) -> None:
    dialog = ShortcutsDialog(driver.window)
    qtbot.addWidget(dialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    for entry in TABLE:
        if entry.shortcuts:
            assert QKeySequence(entry.shortcuts[0]).toString(QKeySequence.SequenceFormat.NativeText) in texts


def test_a_tip_tells_the_shortcut() -> None:
    assert with_shortcut("Open …", ("Ctrl+O",)) == "Open (Ctrl+O)"
    assert with_shortcut("About", ()) == "About"
