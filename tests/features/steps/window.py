"""Steps about the window: title, tabs, messages, panels, colours, language, and what is on the screen."""

from __future__ import annotations

from driver import Driver
from pytest_bdd import parsers, then, when
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDockWidget, QLabel, QMessageBox
from steps.pictures import Rows

from app.actions import plain
from app.dialogs.preferences import PreferencesDialog

LIGHTEST_DARK = 128


def colour_on_screen(driver: Driver, place: QPoint) -> str:
    return driver.canvas.grab().toImage().pixelColor(place).name()


def is_dark(driver: Driver) -> bool:
    shown = driver.window.grab().toImage()
    return sum(shown.pixelColor(x, 3).lightness() for x in range(200, 600, 50)) / 8 < LIGHTEST_DARK


# ---- title, tabs, messages


@then(parsers.parse("the title says “{name}” and that all is saved"))
def title_says_saved(driver: Driver, name: str) -> None:
    assert driver.window.windowTitle() == f"{name}[*] — Paella Studio"
    assert not driver.window.isWindowModified()
    assert driver.parts.tabs.tabText(driver.parts.tabs.currentIndex()) == name


@then(parsers.parse("the title says “{name}” and that something is not saved"))
def title_says_unsaved(driver: Driver, name: str) -> None:
    assert driver.window.windowTitle() == f"{name}[*] — Paella Studio"
    assert driver.window.isWindowModified()
    assert driver.parts.tabs.tabText(driver.parts.tabs.currentIndex()) == f"{name} •"


@then("the tabs are")
def tabs_are(driver: Driver, datatable: Rows) -> None:
    tabs = driver.parts.tabs
    assert [[tabs.tabText(index)] for index in range(tabs.count())] == datatable


@then("no picture is open")
def nothing_open(driver: Driver) -> None:
    assert driver.studio.session.current is None
    assert driver.parts.welcome.isVisible()


@when(parsers.parse("I click the tab “{name}”"))
def click_tab(driver: Driver, name: str) -> None:
    tabs = driver.parts.tabs
    index = next(index for index in range(tabs.count()) if tabs.tabText(index).removesuffix(" •") == name)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(index).center() - QPoint(8, 0))


@then(parsers.parse("a message tells “{one}” and “{other}”"))
def message_tells(driver: Driver, one: str, other: str) -> None:
    messages = driver.parts.messages
    assert messages.isVisible()
    said = f"{messages.title.text()}: {messages.text.text()}"
    assert one in said
    assert other in said


@then("no message is shown")
def no_message(driver: Driver) -> None:
    assert not driver.parts.messages.isVisible(), driver.parts.messages.text.text()


@then(parsers.parse("the canvas says “{text}”"))
def canvas_says(driver: Driver, text: str) -> None:
    assert text in driver.canvas._foreground.refusal


# ---- what is on the screen


@then(parsers.parse("the canvas shows {colour} at ({x:d}, {y:d})"))
def canvas_shows(driver: Driver, colour: str, x: int, y: int) -> None:
    place = driver.place(x + 0.5, y + 0.5)
    driver.qtbot.waitUntil(lambda: colour_on_screen(driver, place) == colour, timeout=3000)


@then(parsers.parse("the canvas does not show {colour} at ({x:d}, {y:d})"))
def canvas_does_not_show(driver: Driver, colour: str, x: int, y: int) -> None:
    place = driver.place(x + 0.5, y + 0.5)
    driver.qtbot.waitUntil(lambda: colour_on_screen(driver, place) != colour, timeout=3000)


@then("the window is dark")
def window_is_dark(driver: Driver) -> None:
    assert is_dark(driver)


@then("the window is light")
def window_is_light(driver: Driver) -> None:
    assert not is_dark(driver)


@then("the panels are hidden")
def panels_hidden(driver: Driver) -> None:
    assert not any(dock.isVisible() for dock in driver.window.findChildren(QDockWidget))
    assert not driver.parts.tool_options.isVisible()
    assert driver.canvas.isVisible()


@then("the panels are shown")
def panels_shown(driver: Driver) -> None:
    assert all(part.isVisible() for part in (driver.parts.prompt, driver.parts.layers, driver.parts.tool_options))


@when(parsers.parse("I hide the panel “{name}” by its cross"))
def hide_panel(driver: Driver, name: str) -> None:
    dock = panel(driver, name)
    cross = [one for one in dock.titleBarWidget().findChildren(type(driver.parts.status.cancel)) if one.isVisible()]
    driver.click(cross[0])


@then(parsers.parse("the panel “{name}” is {state}"))
def panel_is(driver: Driver, name: str, state: str) -> None:
    assert panel(driver, name).isVisible() == {"shown": True, "hidden": False}[state]


def panel(driver: Driver, name: str) -> QDockWidget:
    return next(dock for dock in driver.window.findChildren(QDockWidget) if dock.windowTitle() == name)


@then(parsers.parse("the status bar says the zoom is {percent:d} %"))
def zoom_is(driver: Driver, percent: int) -> None:
    assert driver.parts.status.zoom_label.text() == f"{percent} %"
    across = driver.canvas.viewport.to_widget(QPoint(101, 0).toPointF()) - driver.canvas.viewport.to_widget(
        QPoint(1, 0).toPointF()
    )
    assert round(across.x()) == percent


@then("all of the picture is in view")
def all_in_view(driver: Driver) -> None:
    corners = driver.place(0, 0), driver.place(driver.document.width, driver.document.height)
    assert all(driver.canvas.rect().adjusted(0, 0, 1, 1).contains(corner) for corner in corners)
    assert corners[1].x() - corners[0].x() > driver.canvas.width() * 0.5


# ---- preferences and language


@when(parsers.parse("I open the preferences and give “{text}” of the menu “{menu}” the keys {keys}"))
def rebind(driver: Driver, text: str, menu: str, keys: str) -> None:
    id_ = next(id_ for id_, action in driver.studio.actions._by_id.items() if action is driver.command(menu, text))

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, PreferencesDialog)
        dialog.pages.setCurrentRow(2)
        dialog.keys.search.setFocus()
        QTest.keyClicks(dialog.keys.search, text)
        dialog.keys.choose(id_)
        driver.click(dialog.keys.keys)
        QTest.keyClicks(dialog.keys.keys, keys)
        dialog.accept()

    with driver.answering(answer):
        driver.choose("Edit", "Preferences")


@then(parsers.parse("the menus are called {names}"))
def menus_are(driver: Driver, names: str) -> None:
    assert ", ".join(plain(action.text()) for action in driver.window.menuBar().actions()) == names


@then("the window has the words")
def words_are(driver: Driver, datatable: Rows) -> None:
    labels = {label.text() for label in driver.window.findChildren(QLabel)}
    words = labels | {driver.parts.prompt.generate.text(), driver.parts.prompt.prompt.placeholderText()}
    assert {word for [word] in datatable} - words == set()


def answer_question(driver: Driver, answer: str):
    """Press a button of the question that comes, which has this text."""

    def press(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        button = next(button for button in dialog.buttons() if plain(button.text()) == answer)
        driver.click(button)

    return driver.answering(press)
