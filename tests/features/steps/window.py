"""Steps about the window: title, tabs, messages, panels, colours, language, and what is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from driver import Driver, combination
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QLabel, QMessageBox, QToolButton
from pytest_bdd import given, parsers, then, when
from steps.pictures import Rows

from app.actions import plain
from app.dialogs.preferences import PreferencesDialog
from app.language import install

LIGHTEST_DARK = 128
Start = Callable[..., Driver]  # from files to open, and the folder of settings and of what survives a crash


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

    def is_shown() -> None:
        assert colour_on_screen(driver, place) == colour

    driver.qtbot.waitUntil(is_shown, timeout=3000)


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
    driver.click(dock.titleBarWidget().findChildren(QToolButton)[0])


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
        QTest.keyClick(dialog.keys.keys, combination(keys).key())
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


def answer_question(driver: Driver, *answers: str):
    """Press a button of each question that comes, which has this text."""
    return driver.answering(*(partial(press_button_of, driver, answer) for answer in answers))


def press_button_of(driver: Driver, answer: str, dialog: QDialog) -> None:
    assert isinstance(dialog, QMessageBox)
    driver.click(next(button for button in dialog.buttons() if plain(button.text()) == answer))


# ---- start and view


@given("the language is German")
def language_is_german(qapp: QApplication, translators: None) -> None:  # noqa: ARG001
    assert install(qapp, "de") == "de"


@when("I close the program and start it again", target_fixture="driver")
def start_again(driver: Driver, start: Start) -> Driver:
    driver.window.close()
    return start()


@when(parsers.parse("I roll the wheel by {notches:d} notches at ({x:g}, {y:g})"))
def roll(driver: Driver, notches: int, x: float, y: float, kept: dict[str, object]) -> None:
    place = kept["cursor"] = driver.place(x, y)
    event = QWheelEvent(
        place.toPointF(),
        driver.canvas.mapToGlobal(place).toPointF(),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(driver.canvas, event)


@then(parsers.parse("the cursor is at ({x:g}, {y:g}) still"))
def cursor_is_still_at(driver: Driver, x: float, y: float, kept: dict[str, object]) -> None:
    before = kept["cursor"]
    assert isinstance(before, QPoint)
    assert (driver.place(x, y) - before).manhattanLength() <= 2


@when(parsers.parse("I move the mouse to ({x:g}, {y:g})"))
def move_mouse(driver: Driver, x: float, y: float) -> None:
    driver.move(x, y)


@then(parsers.parse("the status bar says I am at x {x:d} and y {y:d}"))
def status_says_place(driver: Driver, x: int, y: int) -> None:
    driver.qtbot.waitUntil(lambda: driver.parts.status.cursor_label.text() == f"x {x}  y {y}")


@when(parsers.parse("I drag the view by {right:d} pixels to the right and {down:d} down"))
def drag_view(driver: Driver, right: int, down: int, kept: dict[str, object]) -> None:
    kept["corner"], middle = driver.place(0, 0), driver.canvas.rect().center()
    QTest.mousePress(driver.canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(driver.canvas, middle + QPoint(right, down))
    QTest.mouseRelease(driver.canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(right, down))


@then(parsers.parse("the view has moved by {right:d} pixels to the right and {down:d} down"))
def view_moved(driver: Driver, right: int, down: int, kept: dict[str, object]) -> None:
    before = kept["corner"]
    assert isinstance(before, QPoint)
    assert driver.place(0, 0) - before == QPoint(right, down)
