"""The page at which F1 opens: the one about the question, panel, tool or mode that a person is at."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields

import pytest
from driver import Driver
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDockWidget, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

import app.dialogs
from app.application.help import DIALOG_PAGES, MODE_PAGES, PANEL_PAGES, TOOL_PAGES
from app.dialogs.help_pages import PAGES
from app.entries import TOOLS
from app.main_window import Parts
from app.modes import Mode


@pytest.fixture(autouse=True)
def pointer_away(qapp: object) -> Iterator[None]:  # noqa: ARG001 - there is a pointer once there is a program
    """The pointer of the one test is none of the next."""
    QCursor.setPos(QPoint(-1, -1))
    yield
    QCursor.setPos(QPoint(-1, -1))


def test_every_mode_tool_panel_and_dialog_has_a_page() -> None:
    assert set(MODE_PAGES) == set(Mode)
    assert set(TOOL_PAGES) == set(TOOLS)
    assert set(PANEL_PAGES) == {field.name for field in fields(Parts)}
    assert set(DIALOG_PAGES) == {dialog.__name__ for dialog in dialogs_of_the_program()}
    pages = {*MODE_PAGES.values(), *TOOL_PAGES.values(), *PANEL_PAGES.values(), *DIALOG_PAGES.values()}
    assert pages - {""} <= set(PAGES)


def dialogs_of_the_program() -> set[type[QDialog]]:
    """Every window of `app.dialogs` that can be opened."""
    names = [module.name for module in pkgutil.iter_modules(app.dialogs.__path__, "app.dialogs.")]
    modules = [importlib.import_module(name) for name in names]
    classes = {thing for module in modules for thing in vars(module).values() if isinstance(thing, type)}
    return {one for one in classes if issubclass(one, QDialog) and one.__module__.startswith("app.")}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_in_the_hand_opens_its_page(driver: Driver, tool: str) -> None:
    driver.studio.actions[tool].trigger()
    driver.canvas.setFocus()
    page = MODE_PAGES[driver.studio.recipe.mode] if tool == "brush" else TOOL_PAGES[tool]
    assert driver.studio.help.fitting == page


@pytest.mark.parametrize("panel", [name for name, page in PANEL_PAGES.items() if page])
def test_the_panel_that_has_the_keys_opens_its_page(driver: Driver, panel: str) -> None:
    part = getattr(driver.parts, panel)
    part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    part.show()
    for dock in driver.window.findChildren(QDockWidget):
        if dock.isAncestorOf(part):
            dock.raise_()
    driver.to_front()
    part.setFocus()
    assert driver.studio.help.fitting == PANEL_PAGES[panel]


def test_the_panel_that_is_pointed_at_opens_its_page(driver: Driver) -> None:
    driver.window.resize(780, 780)  # within the screen, as only there is something under the pointer
    driver.to_front()
    driver.canvas.setFocus()
    layers = driver.parts.layers
    QCursor.setPos(layers.mapToGlobal(layers.rect().center()))
    assert driver.studio.help.fitting == "layers"
    bar = driver.window.findChild(QToolBar, "tools")
    assert isinstance(bar, QToolBar)
    button = next(one for one in bar.findChildren(QToolButton) if one.text() == "Magic wand")
    QCursor.setPos(button.mapToGlobal(button.rect().center()))
    assert driver.studio.help.fitting == "selecting"


def test_a_question_that_waits_has_help(qtbot: QtBot, driver: Driver) -> None:
    """Its window can be used while all others wait for the answer."""
    help_ = driver.studio.help

    def look(dialog: QDialog) -> None:
        qtbot.waitUntil(lambda: dialog.isActiveWindow())
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_F1)
        assert help_.window is not None
        assert help_.window.view.page == "preferences"
        assert help_.window.isVisible()
        search = help_.window.search
        QTest.mouseClick(
            help_.window.windowHandle(), Qt.MouseButton.LeftButton, pos=search.mapTo(help_.window, QPoint(60, 8))
        )
        qtbot.waitUntil(search.hasFocus)
        dialog.reject()

    with driver.answering(look):
        driver.studio.actions["preferences"].trigger()


def test_a_window_beside_has_help(qtbot: QtBot, driver: Driver) -> None:
    driver.studio.actions["concepts"].trigger()
    dialog = driver.studio.concepts.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_F1)
    assert driver.studio.help.window is not None
    assert driver.studio.help.window.view.page == "concepts"


def test_it_opens_at_the_page_that_fits(driver: Driver) -> None:
    help_ = driver.studio.help
    assert help_.fitting == "start"
    driver.canvas.setFocus()
    driver.studio.recipe.set_mode(Mode.VARY)
    assert help_.fitting == "vary"
    driver.take("Crop and extend")
    assert help_.fitting == "extend"
    driver.take("Lasso selection")
    assert help_.fitting == "selecting"
    driver.take("Paint mask")
    driver.fill()
    driver.wait_until_done()
    driver.to_front()
    driver.canvas.setFocus()
    driver.keys("F1")
    assert help_.window is not None
    assert help_.window.view.page == "results"
