"""The cheat sheet, and the page on which keys are changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from commands import NotedCommands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.actions import Actions, native, plain
from app.dialogs.keys import KeysPage
from app.dialogs.shortcuts import ShortcutsDialog, balanced
from app.entries import GESTURES, MENUS, TABLE
from app.theme import DARK, palette

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def actions(qapp) -> Iterator[Actions]:  # noqa: ARG001 - icons need the application
    made = Actions(NotedCommands(), palette(DARK))
    yield made
    made.deleteLater()


@pytest.fixture
def page(qtbot: QtBot, actions: Actions) -> KeysPage:
    made = KeysPage(actions)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def press(page: KeysPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press the button, then keys."""
    page.keys.setFocus()
    page.keys.click()
    QTest.keyClick(page.keys, key, modifiers)


# ---- the cheat sheet


def test_the_sheet_names_all_keys_and_gestures(qtbot: QtBot, actions: Actions) -> None:
    actions.rebind("save", ("F9",))
    actions.rebind("open", ())
    dialog = ShortcutsDialog(actions, None)
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    pairs = set(pairwise(texts))
    for entry in TABLE:
        if actions.keys(entry.id):
            assert (plain(entry.text), native(actions.keys(entry.id)[0])) in pairs
    assert "Open as layer" in texts
    assert "Open" not in texts
    assert {gesture.how for gesture in GESTURES} <= set(texts)
    assert "F9" in texts
    assert native("Ctrl+S") not in texts


def test_columns_keep_the_order_and_are_about_as_high() -> None:
    parts = [(name, [("", "")] * size) for name, size in zip("abcdef", (9, 8, 2, 12, 21, 2), strict=True)]
    columns = balanced(parts, 3)
    assert [name for column in columns for name, _ in column] == list("abcdef")
    assert len(columns) == 3
    assert max(sum(len(rows) for _, rows in column) for column in columns) <= 25


# ---- the page


def test_the_page_lists_the_table(page: KeysPage) -> None:
    assert page.list.topLevelItemCount() == len(MENUS)
    assert page.chosen == TABLE[0].id
    page.choose("redo")
    assert page.name.text() == "Redo"
    assert page.keys.text() == native("Ctrl+Shift+Z")


def test_search_finds_names_and_keys(page: KeysPage) -> None:
    def shown() -> list[str]:
        return [id_ for id_, item in page._items.items() if not item.isHidden()]

    page.search.setText("ctrl+j")
    assert shown() == ["duplicate_layer"]
    page.search.setText("eyedr")
    assert shown() == ["eyedropper"]
    assert [item.isHidden() for item in page._menus.values()] == [menu != "Tools" for menu in MENUS]
    page.search.clear()
    assert len(shown()) == len(TABLE)


def test_pressed_keys_are_given(page: KeysPage, actions: Actions) -> None:
    page.choose("fit")
    press(page, Qt.Key.Key_K, CONTROL)
    assert actions.keys("fit") == ("Ctrl+K",)
    assert page.keys.text() == native("Ctrl+K")
    assert page._items["fit"].text(1) == native("Ctrl+K")
    assert not page.keys.isChecked()
    page.reset.click()
    assert actions.keys("fit") == ("Ctrl+0",)
    assert not page.reset.isEnabled()


def test_tab_and_shifted_signs_are_keys_too(page: KeysPage, actions: Actions) -> None:
    page.choose("fit")
    press(page, Qt.Key.Key_BraceRight, Qt.KeyboardModifier.ShiftModifier)
    assert page.conflict.text() == f"{native('Shift+}')} already belongs to “Harder brush”."
    page.choose("panels")
    page.none.click()
    page.choose("fit")
    press(page, Qt.Key.Key_Tab)
    assert actions.keys("fit") == ("Tab",)


def test_escape_and_modifiers_alone_give_nothing(page: KeysPage, actions: Actions) -> None:
    page.choose("fit")
    press(page, Qt.Key.Key_Control)
    assert page.keys.isChecked()
    assert page.keys.text() == "Press keys …"
    QTest.keyClick(page.keys, Qt.Key.Key_Escape)
    assert not page.keys.isChecked()
    assert actions.keys("fit") == ("Ctrl+0",)


def test_a_conflict_is_shown_and_can_be_settled(page: KeysPage, actions: Actions) -> None:
    page.choose("fit")
    press(page, Qt.Key.Key_J, CONTROL)
    assert page.conflict.text() == f"{native('Ctrl+J')} already belongs to “Duplicate”."
    assert page.use_here.isVisible()
    assert page.keys.text() == native("Ctrl+0")
    page.use_here.click()
    assert actions.keys("fit") == ("Ctrl+J",)
    assert actions.keys("duplicate_layer") == ()
    assert page._items["duplicate_layer"].text(1) == ""
    assert page.conflict.text() == ""
    page.reset_all.click()
    assert actions.keys("duplicate_layer") == ("Ctrl+J",)


def test_held_keys_cannot_be_taken(page: KeysPage) -> None:
    page.choose("fit")
    press(page, Qt.Key.Key_Space)
    assert "is held on the canvas" in page.conflict.text()
    assert not page.use_here.isVisible()


def test_no_keys(page: KeysPage, actions: Actions) -> None:
    page.choose("fit")
    page.none.click()
    assert actions.keys("fit") == ()
    assert page.keys.text() == "No keys"
    assert not page.none.isEnabled()
