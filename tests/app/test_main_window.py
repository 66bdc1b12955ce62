"""The window and its files, tabs, history, tools and view, driven by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from driver import FILL, Driver
from fakes import COLOUR
from pictures import noise
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from app.dialogs.dialogs import Answer
from app.dialogs.export import Export
from app.document.pictures.picture import EncodingOptions
from app.engine.client import EngineState
from app.panels.numbers import SliderField
from app.panels.option_fields import AmountField

# ---- what the window says


def test_it_opens_the_file_and_tells_of_it(driver: Driver) -> None:
    assert driver.window.windowTitle() == "noise.png[*] — Paella Studio"
    assert driver.parts.status.size_label.text() == "200 × 150"
    assert driver.parts.tabs.tabText(0) == "noise.png"
    np.testing.assert_array_equal(driver.picture, noise())


def test_the_engine_starts_after_the_first_paint(driver: Driver) -> None:
    driver.qtbot.waitUntil(lambda: driver.studio.client.state is EngineState.READY)
    assert driver.parts.status.engine_label.text() == "fake on CPU, ready"


def test_the_button_says_what_it_will_do(driver: Driver) -> None:
    prompt = driver.parts.prompt
    assert not prompt.generate.isEnabled()
    assert prompt.reason.text() == prompt.generate.toolTip() != ""
    driver.write_prompt("a lake")
    assert (prompt.generate.text(), prompt.generate.isEnabled()) == ("Generate picture", True)
    driver.stroke(*FILL)
    assert (prompt.generate.text(), prompt.generate.isEnabled()) == ("Fill mask", True)
    driver.studio.actions["clear_mask"].trigger()
    assert prompt.generate.text() == "Generate picture"


def test_the_cursor_and_the_zoom_are_told(driver: Driver) -> None:
    QTest.mouseMove(driver.canvas, driver.place(10.5, 20.5))
    assert driver.parts.status.cursor_label.text() == "x 10  y 20"
    driver.control(Qt.Key.Key_1)
    assert driver.parts.status.zoom_label.text() == "100 %"


# ---- files


def test_closing_asks_about_unsaved_changes(driver: Driver, picture: Path) -> None:
    driver.stroke(*FILL)
    dialogs = driver.dialogs
    assert not driver.window.close()
    assert dialogs.asked == 1
    assert driver.window.isVisible()
    dialogs.answer = Answer.SAVE
    assert driver.window.close()
    np.testing.assert_array_equal(np.asarray(Image.open(picture)), noise())


def test_saving_keeps_the_file_and_marks_it_saved(driver: Driver, picture: Path) -> None:
    driver.fill()
    driver.wait_until_done()
    assert driver.window.isWindowModified()
    assert driver.parts.tabs.tabText(0) == "noise.png •"
    driver.control(Qt.Key.Key_S)
    driver.wait_until_saved()
    assert not driver.window.isWindowModified()
    assert driver.parts.tabs.tabText(0) == "noise.png"
    np.testing.assert_array_equal(np.asarray(Image.open(picture)), driver.picture)


def test_a_copy_is_exported_and_the_picture_keeps_its_file(driver: Driver, picture: Path, tmp_path: Path) -> None:
    driver.dialogs.to_export = Export(".webp", EncodingOptions(lossless=True))
    driver.dialogs.to_save = tmp_path / "copy.webp"
    driver.studio.actions["export"].trigger()
    driver.wait_until_saved()
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "copy.webp")), noise())
    assert driver.document.path == picture


def test_saving_as_goes_on_with_the_new_file(driver: Driver, tmp_path: Path) -> None:
    driver.stroke(*FILL)
    driver.dialogs.to_save = tmp_path / "new.png"
    driver.studio.actions["save_as"].trigger()
    driver.wait_until_saved()
    assert driver.document.path == tmp_path / "new.png"
    assert not driver.document.modified
    assert driver.parts.tabs.tabText(0) == "new.png"


def test_what_cannot_be_written_or_read_is_told(driver: Driver, tmp_path: Path) -> None:
    driver.dialogs.to_save = tmp_path / "missing" / "a.png"
    driver.studio.actions["save_as"].trigger()
    driver.wait_until_saved()
    assert driver.parts.messages.title.text() == "The picture was not saved"
    driver.studio.commands.files.open_path(tmp_path / "none.png")
    assert driver.parts.messages.title.text() == "The picture was not opened"
    assert len(driver.studio.session.documents) == 1


def test_what_was_told_of_a_save_goes_with_the_next_that_succeeds(driver: Driver, tmp_path: Path) -> None:
    driver.dialogs.to_save = tmp_path / "missing" / "a.png"
    driver.studio.actions["save_as"].trigger()
    driver.wait_until_saved()
    assert driver.parts.messages.isVisible()
    driver.dialogs.to_save = tmp_path / "a.png"
    driver.studio.actions["save_as"].trigger()
    driver.wait_until_saved()
    assert not driver.parts.messages.isVisible()


def test_a_file_opens_once_and_tabs_switch(driver: Driver, picture: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.fromarray(noise(80, 60)).save(other)
    driver.dialogs.to_open = [other, picture]
    driver.control(Qt.Key.Key_O)
    assert [document.name for document in driver.studio.session.documents] == ["noise.png", "other.png"]
    assert driver.document.name == "noise.png"
    tabs = driver.parts.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert driver.document.name == "other.png"
    assert driver.parts.status.size_label.text() == "80 × 60"


def test_recent_pictures_are_offered_while_none_is_open(driver: Driver, picture: Path) -> None:
    driver.studio.actions["close"].trigger()
    offered = [one for one in driver.parts.welcome.findChildren(QToolButton) if one.property("path")]
    assert [button.accessibleName() for button in offered] == ["noise.png"]
    driver.click(offered[0])
    assert driver.document.path == picture
    assert not driver.parts.welcome.isVisible()


# ---- history, tools, view


def test_a_click_in_the_history_goes_there(driver: Driver) -> None:
    driver.stroke(*FILL)
    driver.stroke((30, 120), (60, 120))
    history = driver.parts.history
    assert [history.item(row).text() for row in range(history.count())] == ["Opened", "Paint mask", "Paint mask"]
    QTest.mouseClick(
        history.viewport(), Qt.MouseButton.LeftButton, pos=history.visualItemRect(history.item(0)).center()
    )
    assert not driver.document.mask.array.any()
    assert history.currentRow() == 0
    QTest.mouseClick(
        history.viewport(), Qt.MouseButton.LeftButton, pos=history.visualItemRect(history.item(2)).center()
    )
    assert driver.document.history() == ["Paint mask", "Paint mask"]


def test_keys_change_the_tool_and_the_brush(driver: Driver) -> None:
    driver.canvas.setFocus()
    brush, tools = driver.studio.toolbox.mask_brush.settings, driver.studio.commands.tools
    for key, name in (
        (Qt.Key.Key_E, "eraser"),
        (Qt.Key.Key_X, "brush"),
        (Qt.Key.Key_H, "hand"),
        (Qt.Key.Key_V, "move"),
        (Qt.Key.Key_P, "paint_brush"),
        (Qt.Key.Key_B, "brush"),
    ):
        driver.key(key)
        assert tools.current == name
        assert driver.studio.actions[name].isChecked()
    size, hardness = brush.size, brush.hardness
    driver.key(Qt.Key.Key_BracketRight)
    assert brush.size > size
    driver.key(Qt.Key.Key_BracketLeft)
    driver.key(Qt.Key.Key_BracketLeft)
    assert brush.size < size
    driver.key(Qt.Key.Key_BraceLeft, Qt.KeyboardModifier.ShiftModifier)
    assert brush.hardness < hardness
    assert amount(driver, "hardness").field.value() == round(brush.hardness * 100)


def test_letters_go_to_the_prompt_while_it_is_written(driver: Driver) -> None:
    driver.write_prompt("ebvxm [")
    assert driver.parts.prompt.prompt.toPlainText() == "ebvxm ["
    assert driver.studio.commands.tools.current == "brush"


def test_the_hand_moves_the_view_and_paints_nothing(driver: Driver) -> None:
    driver.canvas.setFocus()
    driver.studio.commands.view.actual_size()
    driver.canvas.zoom_to(8)
    driver.key(Qt.Key.Key_H)
    place = driver.place(100, 75)
    QTest.mousePress(driver.canvas, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(driver.canvas, place - driver.place(100, 75) + driver.place(90, 75))
    QTest.mouseRelease(driver.canvas, Qt.MouseButton.LeftButton, pos=driver.place(90, 75))
    assert driver.place(100, 75) != place
    assert not driver.document.mask.array.any()


def test_the_mask_steps_aside_for_the_result_and_comes_back(driver: Driver) -> None:
    show = driver.studio.actions["show_mask"]
    assert show.isChecked()
    driver.fill()
    driver.wait_until_done()
    assert not show.isChecked()
    driver.stroke((30, 120), (60, 120))
    assert show.isChecked()


def test_tab_hides_the_panels_and_brings_them_back(driver: Driver) -> None:
    driver.canvas.setFocus()
    width = driver.canvas.width()
    driver.key(Qt.Key.Key_Tab)
    driver.qtbot.waitUntil(lambda: driver.canvas.width() > width)
    assert not driver.parts.prompt.isVisible()
    driver.key(Qt.Key.Key_Tab)
    driver.qtbot.waitUntil(lambda: driver.canvas.width() == width)


def test_masks_are_cleared_and_inverted_as_steps(driver: Driver) -> None:
    driver.stroke(*FILL)
    painted = driver.document.mask.array.copy()
    driver.canvas.setFocus()
    driver.control(Qt.Key.Key_I)
    np.testing.assert_array_equal(driver.document.mask.array, 255 - painted)
    driver.control(Qt.Key.Key_D)
    assert not driver.document.mask.array.any()
    assert driver.document.history() == ["Paint mask", "Invert mask", "Clear mask"]


def amount(driver: Driver, option: str) -> SliderField:
    field = driver.parts.tool_options.field(option)
    assert isinstance(field, AmountField)
    return field.control


def test_undo_works_after_a_number_was_typed(driver: Driver) -> None:
    driver.stroke(*FILL)
    field = amount(driver, "size").field
    field.setFocus()
    QTest.keyClicks(field, "20")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.control(Qt.Key.Key_Z)
    assert not driver.document.mask.array.any()


def test_the_sliders_change_the_brush(driver: Driver) -> None:
    size, hardness = amount(driver, "size"), amount(driver, "hardness")
    size.field.setFocus()
    size.field.selectAll()
    QTest.keyClicks(size.field, "200")
    QTest.keyClick(size.field, Qt.Key.Key_Return)
    assert driver.studio.toolbox.mask_brush.settings.size == 200
    hardness.slider.setFocus()
    QTest.keyClick(hardness.slider, Qt.Key.Key_Home)
    assert driver.studio.toolbox.mask_brush.settings.hardness == 0.0


def test_holding_y_shows_the_picture_as_it_was(driver: Driver) -> None:
    driver.fill()
    driver.wait_until_done()
    place = driver.place(100, 68)
    driver.canvas.setFocus()
    QTest.keyPress(driver.canvas, Qt.Key.Key_Y)
    driver.qtbot.waitUntil(lambda: colour_at(driver, place) != COLOUR)
    QTest.keyRelease(driver.canvas, Qt.Key.Key_Y)
    driver.qtbot.waitUntil(lambda: colour_at(driver, place) == COLOUR)


def colour_at(driver: Driver, place: QPoint) -> tuple[int, int, int]:
    shown = driver.canvas.grab().toImage().pixelColor(place)
    return shown.red(), shown.green(), shown.blue()


def test_the_eye_of_a_region_hides_it_on_the_canvas(driver: Driver) -> None:
    driver.parts.regions.add()
    part = driver.parts.regions.parts[0]
    assert driver.canvas._scene.planes.shown_regions == ((part.region, part.colour),)
    part.eye.click()
    assert driver.canvas._scene.planes.shown_regions == ()
