"""Steps about files, tabs and the clipboard."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from driver import Driver
from PIL import Image
from psd_tools import PSDImage
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QTabBar, QToolButton
from pytest_bdd import given, parsers, then, when
from steps.hand import type_number
from steps.pictures import SKY, Rows, Seen, deep_tree, open_file, read, tree
from steps.window import Start, answer_question

from app.dialogs.export import ExportDialog
from app.document.outline import still_of

# ---- files that are there


@given(parsers.parse("the file “{name}” shows a tree"))
def tree_file(folder: Path, name: str) -> None:
    Image.fromarray(tree()).save(folder / name)


@given(parsers.parse("the file “{name}” shows nothing but sky"))
def sky_file(folder: Path, name: str) -> None:
    Image.new("RGB", (80, 60), SKY).save(folder / name)


@given(parsers.parse("a file “{name}” that is no picture"))
def broken_file(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x89PNG\r\n\x1a\n and then nothing that makes sense")


@given(parsers.parse("a file “{name}” of Photoshop with the layers"))
def photoshop_file(folder: Path, name: str, datatable: Rows) -> None:
    psd = PSDImage.new("RGB", (200, 150))
    for [layer] in reversed(datatable):
        psd.create_pixel_layer(Image.fromarray(tree()), name=layer)
    psd.save(folder / name)


@given("the program has just been started", target_fixture="driver")
def just_started(start: Start) -> Driver:
    return start()


@given(parsers.parse("the program was started with the file “{name}”"), target_fixture="driver")
def started_with(start: Start, folder: Path, name: str, seen: Seen) -> Driver:
    driver = start([folder / name])
    seen.look(driver)
    return driver


# ---- opening


@given(parsers.parse("I opened “{name}”"))
@when(parsers.parse("I open “{name}”"))
def open_named(driver: Driver, folder: Path, seen: Seen, name: str) -> None:
    open_file(driver, folder / name, seen)


@when(parsers.parse("I try to open “{name}”"))
def try_to_open(driver: Driver, folder: Path, name: str) -> None:
    driver.file_dialogs.to_open = [folder / name]
    driver.keys("Ctrl+O")


@when(parsers.parse("I drop the file “{name}” on the canvas"))
def drop_file(driver: Driver, folder: Path, name: str) -> None:
    driver.drop(folder / name)


@when(parsers.parse("I choose “{name}” from the recent files on the canvas"))
def choose_recent(driver: Driver, name: str) -> None:
    shown = [one for one in driver.parts.welcome.findChildren(QToolButton) if one.accessibleName() == name]
    driver.click(shown[0])


@when(parsers.parse("I choose “{name}” from the recent files of the menu"))
def choose_recent_in_menu(driver: Driver, name: str) -> None:
    menu = driver.command("File", "Open recent").menu()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if Path(action.data()).name == name).trigger()


# ---- saving


@when("I save")
def save(driver: Driver) -> None:
    driver.canvas.setFocus()
    driver.keys("Ctrl+S")
    driver.wait_until_saved()


@when(parsers.parse("I save, am asked for a name, and answer with “{name}”"))
def save_and_name(driver: Driver, folder: Path, name: str) -> None:
    driver.file_dialogs.suggested.clear()
    driver.file_dialogs.to_save = folder / name
    save(driver)
    assert driver.file_dialogs.suggested


@when("I save, am asked for a name, and give none")
def save_without_name(driver: Driver) -> None:
    driver.file_dialogs.suggested.clear()
    driver.file_dialogs.to_save = None
    save(driver)
    assert driver.file_dialogs.suggested


@then(parsers.parse("the name “{name}” was suggested"))
def suggested(driver: Driver, name: str) -> None:
    assert [path.name for path in driver.file_dialogs.suggested] == [name]


@when(parsers.parse("I save as “{name}”"))
def save_as(driver: Driver, folder: Path, name: str) -> None:
    driver.file_dialogs.to_save = folder / name
    driver.canvas.setFocus()
    driver.keys("Ctrl+Shift+S")
    driver.wait_until_saved()


@when(parsers.parse("I export {kind} with a quality of {quality:d} % as “{name}”"))
def export(driver: Driver, folder: Path, kind: str, quality: int, name: str) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.format.setCurrentText(kind)
        type_number(dialog.quality, str(quality))
        if dialog.isVisible():
            dialog.accept()

    driver.file_dialogs.to_save = folder / name
    with driver.answering(answer):
        driver.choose("File", "Export")
    driver.wait_until_saved()


@then(parsers.parse("the file “{name}” shows the picture"))
def file_shows_picture(driver: Driver, folder: Path, name: str) -> None:
    np.testing.assert_array_equal(read(folder / name), driver.picture)


@then(parsers.parse("the file “{name}” shows the picture, nearly"))
def file_shows_nearly(driver: Driver, folder: Path, name: str) -> None:
    found = read(folder / name).astype(int)
    assert found.shape == driver.picture.shape
    assert abs(found - driver.picture).mean() < 6


@then(parsers.parse("the file “{name}” is a {kind} file"))
def file_is(folder: Path, name: str, kind: str) -> None:
    with Image.open(folder / name) as image:
        assert image.format == kind


@then(parsers.parse("the file “{name}” is as it was"))
def file_is_as_it_was(folder: Path, name: str) -> None:
    np.testing.assert_array_equal(read(folder / name), tree())


@then(parsers.parse("the file “{name}” is smaller than “{other}”"))
def file_is_smaller(folder: Path, name: str, other: str) -> None:
    assert (folder / name).stat().st_size < (folder / other).stat().st_size


@then(parsers.parse("the lower half of the file “{name}” has kept all 16 bits"))
def file_is_deep(folder: Path, name: str) -> None:
    found = read(folder / name)
    assert found.dtype == np.uint16
    np.testing.assert_array_equal(found[75:], deep_tree()[75:])


@then("everything is as it was before I closed it")
def document_is_as_it_was(driver: Driver, kept: dict[str, object]) -> None:
    assert all_of(driver) == kept["document"]


@when("I close the picture and keep in mind how it was")
def close_and_remember(driver: Driver, kept: dict[str, object]) -> None:
    kept["document"] = all_of(driver)
    driver.canvas.setFocus()
    driver.keys("Ctrl+W")


def all_of(driver: Driver) -> list[object]:
    """What belongs to a document: its size, its layers with pixels and looks, its mask."""
    still = still_of(driver.document)
    planes = [(plane.area, plane.array.tobytes()) for plane in still.planes()]
    return [driver.document.bounds, [node.look for node in driver.document.nodes()], planes]


# ---- closing


@when("I close the picture")
def close(driver: Driver) -> None:
    driver.canvas.setFocus()
    driver.keys("Ctrl+W")


@when(parsers.parse("I close the picture and answer “{answer}”"))
def close_and_answer(driver: Driver, answer: str) -> None:
    driver.canvas.setFocus()
    with answer_question(driver, answer):
        driver.keys("Ctrl+W")


@when("I close the picture, stop the work, and give up what is not saved")
def close_at_work(driver: Driver) -> None:
    driver.canvas.setFocus()
    with answer_question(driver, "Stop and close", "Don't save"):
        driver.keys("Ctrl+W")


@when(parsers.parse("I close the window and answer “{answer}”"))
def close_window_and_answer(driver: Driver, answer: str) -> None:
    with answer_question(driver, answer):
        driver.window.close()


@when(parsers.parse("I close the tab “{name}” by its cross"))
def close_tab(driver: Driver, name: str) -> None:
    tabs = driver.parts.tabs
    index = next(index for index in range(tabs.count()) if tabs.tabText(index).removesuffix(" •") == name)
    driver.click(tabs.tabButton(index, QTabBar.ButtonPosition.RightSide))


@then("the window is open still")
def window_is_open(driver: Driver) -> None:
    assert driver.window.isVisible()


@then("the window is closed")
def window_is_closed(driver: Driver) -> None:
    assert not driver.window.isVisible()


# ---- other programs


@when(parsers.parse("another program writes a picture of nothing but sky to “{name}”"))
def other_program_writes(folder: Path, name: str) -> None:
    Image.new("RGB", (200, 150), SKY).save(folder / name)
    os.utime(folder / name, (1, 1))


@when(parsers.parse("another program deletes “{name}”"))
def other_program_deletes(folder: Path, name: str) -> None:
    (folder / name).unlink()


@when("I come back to the window")
def come_back(driver: Driver) -> None:
    QApplication.sendEvent(driver.window, QEvent(QEvent.Type.ActivationChange))


@when(parsers.parse("I come back to the window and answer “{answer}”"))
def come_back_and_answer(driver: Driver, answer: str) -> None:
    with answer_question(driver, answer):
        come_back(driver)


@when("the folder of the pictures is gone")
def folder_gone(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@given("another program has put a red square on the clipboard")
def foreign_clipboard() -> None:
    square = QImage(40, 30, QImage.Format.Format_RGB32)
    square.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(square)


@then(parsers.parse("the clipboard has a picture of {width:d} × {height:d} pixels"))
def clipboard_has(width: int, height: int) -> None:
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (width, height)
