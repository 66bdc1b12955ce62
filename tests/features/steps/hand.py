"""Steps of the hand: mouse, pen, keys, tools and their options, menus, steps back and forth."""

from __future__ import annotations

from driver import Driver, combination
from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QToolButton, QWidget
from pytest_bdd import given, parsers, then, when
from steps.pictures import PLACES, STROKES, Rows, points

from app.dialogs.canvas_size import CanvasSizeDialog

RIGHT = Qt.MouseButton.RightButton
KEYS = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift and Alt": Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier,
}


def type_number(field: QWidget, text: str) -> None:
    """Type over what a number field says, and end with Enter."""
    field.setFocus()
    field.selectAll()  # pyright: ignore[reportAttributeAccessIssue]
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


# ---- strokes and clicks


@when(parsers.parse("I paint a stroke over the {place}"))
def paint_over(driver: Driver, place: str) -> None:
    driver.stroke(*STROKES[place])


@when("I paint a stroke through")
def paint_through(driver: Driver, datatable: Rows) -> None:
    driver.stroke(*points(datatable))


@when(parsers.parse("I paint a stroke over the {place} with the right button"))
def paint_right(driver: Driver, place: str) -> None:
    driver.stroke(*STROKES[place], button=RIGHT)


@when(parsers.parse("I begin a stroke over the {place}"))
def begin_stroke(driver: Driver, place: str) -> None:
    driver.press(*STROKES[place][0])
    for point in STROKES[place][1:]:
        driver.move(*point)


@when(parsers.parse("I end the stroke over the {place}"))
def end_stroke(driver: Driver, place: str) -> None:
    driver.release(*STROKES[place][-1])


@when(parsers.parse("I draw with the {end} of a pen through"))
def draw_with_pen(driver: Driver, end: str, datatable: Rows) -> None:
    assert datatable[0] == ["x", "y", "pressure"]
    tip = {"tip": QPointingDevice.PointerType.Pen, "eraser end": QPointingDevice.PointerType.Eraser}[end]
    driver.pen([(float(x), float(y), float(pressure)) for x, y, pressure in datatable[1:]], tip)


@when(parsers.parse("I click at ({x:g}, {y:g})"))
def click_at(driver: Driver, x: float, y: float) -> None:
    driver.stroke((x, y))


@when(parsers.parse("I click on the {place}"))
def click_on(driver: Driver, place: str) -> None:
    x, y = PLACES[place]
    driver.stroke((x + 0.5, y + 0.5))


@when(parsers.parse("I hold {keys} and click on the {place}"))
def click_on_with_keys(driver: Driver, keys: str, place: str) -> None:
    x, y = PLACES[place]
    driver.stroke((x + 0.5, y + 0.5), modifiers=KEYS[keys])


@when(parsers.parse("I hold {keys} and click at ({x:g}, {y:g})"))
def click_at_with_keys(driver: Driver, keys: str, x: float, y: float) -> None:
    driver.stroke((x, y), modifiers=KEYS[keys])


@when(parsers.parse("I click with the mouse at the corners"))
def click_corners(driver: Driver, datatable: Rows) -> None:
    for point in points(datatable):
        driver.stroke(point)


@given(parsers.parse("I dragged from ({x:g}, {y:g}) to ({to_x:g}, {to_y:g})"))
@when(parsers.parse("I drag from ({x:g}, {y:g}) to ({to_x:g}, {to_y:g})"))
def drag(driver: Driver, x: float, y: float, to_x: float, to_y: float) -> None:
    driver.stroke((x, y), ((x + to_x) / 2, (y + to_y) / 2), (to_x, to_y))


@when(parsers.parse("I hold {keys} and drag from ({x:g}, {y:g}) to ({to_x:g}, {to_y:g})"))
def drag_with_keys(driver: Driver, keys: str, x: float, y: float, to_x: float, to_y: float) -> None:
    driver.stroke((x, y), ((x + to_x) / 2, (y + to_y) / 2), (to_x, to_y), modifiers=KEYS[keys])


@when(parsers.parse("I drag along"))
def drag_along(driver: Driver, datatable: Rows) -> None:
    driver.stroke(*points(datatable))


# ---- keys


@when(parsers.parse("I press {keys}"))
def press_keys(driver: Driver, keys: str) -> None:
    driver.keys(keys)


@when(parsers.parse("I go to the canvas and press {keys}"))
def press_keys_on_canvas(driver: Driver, keys: str) -> None:
    driver.canvas.setFocus()
    driver.keys(keys)


@when(parsers.parse("I hold {key} down"))
def hold_key(driver: Driver, key: str) -> None:
    driver.canvas.setFocus()
    QTest.keyPress(driver.canvas, combination(key).key())


@when(parsers.parse("I let {key} go"))
def let_key_go(driver: Driver, key: str) -> None:
    QTest.keyRelease(driver.canvas, combination(key).key())


# ---- tools, options, menus


@given(parsers.parse("I have taken the tool “{tool}”"))
@when(parsers.parse("I take the tool “{tool}”"))
def take_tool(driver: Driver, tool: str) -> None:
    driver.take(tool)


@then(parsers.parse("I have the tool “{tool}” in my hand"))
def tool_is(driver: Driver, tool: str) -> None:
    action = driver.studio.actions[driver.studio.commands.tools.current]
    assert (action.text(), action.isChecked()) == (tool, True)


@given(parsers.parse("my brush is {size:d} pixels wide with a hard edge"))
def brush_is(driver: Driver, size: int) -> None:
    for name, number in (("size", size), ("hardness", 100)):
        type_number(driver.parts.tool_options.field(name).control.field, str(number))  # pyright: ignore[reportAttributeAccessIssue]
    driver.canvas.setFocus()


@when(parsers.parse("I set the {option} of the tool to {number:d}"))
def set_option(driver: Driver, option: str, number: int) -> None:
    type_number(driver.parts.tool_options.field(option).control.field, str(number))  # pyright: ignore[reportAttributeAccessIssue]
    driver.canvas.setFocus()


@then(parsers.parse("my brush is {size:d} pixels wide"))
def brush_size_is(driver: Driver, size: int) -> None:
    field = driver.parts.tool_options.field("size").control.field  # pyright: ignore[reportAttributeAccessIssue]
    outline = driver.studio.toolbox.mask_brush.outline()
    assert outline is not None
    assert (field.value(), round(2 * outline.radius)) == (size, size)


@when(parsers.parse("I click the option “{tip}”"))
def press_option(driver: Driver, tip: str) -> None:
    page = driver.parts.tool_options.currentWidget()
    assert page is not None
    found = [button for button in page.findChildren(QToolButton) if button.toolTip() == tip]
    assert len(found) == 1, f"no button “{tip}”"
    driver.click(found[0])


@given(parsers.parse("I chose “{text}” from the menu “{menu}”"))
@when(parsers.parse("I choose “{text}” from the menu “{menu}”"))
def choose(driver: Driver, menu: str, text: str) -> None:
    driver.choose(menu, text)


@then(parsers.parse("“{text}” of the menu “{menu}” cannot be chosen"))
def cannot_be_chosen(driver: Driver, menu: str, text: str) -> None:
    assert not driver.command(menu, text).isEnabled()


@when(parsers.parse("I type {number:d} as the {side} of the frame"))
def type_frame(driver: Driver, number: int, side: str) -> None:
    frame = driver.parts.tool_options.frame
    type_number({"width": frame.width_field, "height": frame.height_field}[side], str(number))


@when("I click “Apply” in the bar of the tool")
def apply_frame(driver: Driver) -> None:
    driver.click(driver.parts.tool_options.frame.apply)


@when(parsers.parse("I make the canvas {width:d} × {height:d} pixels large with the picture in the middle"))
def make_canvas(driver: Driver, width: int, height: int) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, CanvasSizeDialog)
        type_number(dialog.width_field, str(width))
        type_number(dialog.height_field, str(height))
        driver.click(dialog.anchor.group.button(4))
        dialog.accept()

    with driver.answering(answer):
        driver.choose("Image", "Canvas size")


# ---- steps back and forth


@when("I undo")
def undo(driver: Driver) -> None:
    driver.canvas.setFocus()
    driver.keys("Ctrl+Z")


@when("I redo")
def redo(driver: Driver) -> None:
    driver.canvas.setFocus()
    driver.keys("Ctrl+Shift+Z")


@then(parsers.parse("the last step is “{step}”"))
def last_step_is(driver: Driver, step: str) -> None:
    history = driver.parts.history
    assert history.item(history.currentRow()).text() == step


@then("no step is left to undo")
def nothing_to_undo(driver: Driver) -> None:
    assert driver.parts.history.currentRow() == 0
    assert not driver.studio.actions["undo"].isEnabled()


@then("the history lists")
def history_lists(driver: Driver, datatable: Rows) -> None:
    history = driver.parts.history
    assert [[history.item(row).text()] for row in range(history.count())] == datatable


@when(parsers.parse("I click line {line:d} of the history"))
def click_history(driver: Driver, line: int) -> None:
    history = driver.parts.history
    place = history.visualItemRect(history.item(line - 1)).center()
    QTest.mouseClick(history.viewport(), Qt.MouseButton.LeftButton, pos=place)
