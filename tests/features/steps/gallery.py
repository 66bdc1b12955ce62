"""Steps about what was generated, in this session and in earlier ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from driver import LEFT, Driver
from fakes import COLOUR
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget
from pytest_bdd import parsers, then, when
from steps.pictures import Rows
from steps.window import Start

from app.panels.gallery_grid import star_place, tile


def to_front(driver: Driver) -> None:
    """Show the panel, which may lie behind others."""
    dock = driver.window.findChild(QDockWidget, "dock_gallery")
    assert isinstance(dock, QDockWidget)
    dock.raise_()
    driver.qtbot.waitUntil(driver.parts.gallery.grid.isVisible)


def frame_of(driver: Driver, number: int):
    grid, model = driver.parts.gallery.grid, driver.parts.gallery.model
    return tile(grid.visualRect(model.index(number - 1)))


def click_at(driver: Driver, place: QPoint) -> None:
    QTest.mouseClick(driver.parts.gallery.grid.viewport(), LEFT, pos=place)


def prompts(driver: Driver) -> Rows:
    return [[entry.prompt] for entry in driver.parts.gallery.model.entries]


@when(parsers.parse("I let “{prompt}” be generated"))
def let_generate(driver: Driver, prompt: str, patience: int) -> None:
    gallery = driver.studio.gallery
    before = len(gallery.entries())
    driver.write_prompt(prompt)
    driver.keys("Ctrl+Return")
    driver.qtbot.waitUntil(lambda: len(gallery.entries()) > before, timeout=patience)
    driver.wait_until_done(patience)


@when("the program is started another time", target_fixture="driver")
def start_another_time(driver: Driver, start: Start, home: Path, patience: int) -> Driver:
    """What was generated is all that the next program finds."""
    driver.qtbot.waitUntil(lambda: not driver.studio.gallery._unwritten, timeout=patience)
    driver.studio.gallery.close()
    after = home.with_name(f"{home.name}-after")
    shutil.copytree(home / "generated", after / "generated")
    following = start(place=after)
    following.qtbot.waitUntil(lambda: following.studio.gallery.loaded, timeout=patience)
    return following


@when(parsers.parse("I choose “{text}” for generated picture {number:d}"))
def choose(driver: Driver, text: str, number: int) -> None:
    panel = driver.parts.gallery
    to_front(driver)
    click_at(driver, frame_of(driver, number).center())
    action = next(one for one in (panel.use, panel.place, panel.open, panel.delete) if one.text() == text)
    assert action.isEnabled()
    action.trigger()


@when(parsers.parse("I star generated picture {number:d}"))
def star(driver: Driver, number: int) -> None:
    to_front(driver)
    click_at(driver, star_place(frame_of(driver, number)).center())


@when(parsers.parse("I search the generated pictures for “{text}”"))
def search(driver: Driver, text: str) -> None:
    to_front(driver)
    driver.parts.gallery.search.clear()
    QTest.keyClicks(driver.parts.gallery.search, text)


@when("I undo the deletion")
def undo_deletion(driver: Driver) -> None:
    driver.click(driver.parts.gallery.notice.button)


@when("I clear the generated pictures")
def clear(driver: Driver) -> None:
    driver.parts.gallery.clear.trigger()
    driver.click(driver.parts.gallery.notice.button)


@then("the generated pictures are")
def generated_are(driver: Driver, datatable: Rows) -> None:
    driver.qtbot.waitUntil(lambda: prompts(driver) == datatable)


@then(parsers.re(r"(?P<count>\d+) generated pictures? (is|are) shown"), converters={"count": int})
def generated_shown(driver: Driver, count: int) -> None:
    driver.qtbot.waitUntil(lambda: len(prompts(driver)) == count)


@then(parsers.parse("generated picture {number:d} has the colour of result {result:d}"))
def generated_is_result(driver: Driver, number: int, result: int, patience: int) -> None:
    found: list[np.ndarray] = []
    driver.studio.gallery.read(driver.parts.gallery.model.entries[number - 1], found.append)
    driver.qtbot.waitUntil(lambda: bool(found), timeout=patience)
    wanted = np.array(COLOUR) + 20 * (result - 1)
    assert (found[0][..., :3] == wanted).all(axis=2).any()


@then(parsers.parse("“{prompt}” is asked for, with the seed {seed:d}"))
def asked_for(driver: Driver, prompt: str, seed: int) -> None:
    panel = driver.parts.prompt
    assert panel.prompt.toPlainText() == prompt
    assert panel.seed.number() == seed


@then(parsers.parse("the panel of generated pictures says “{text}”"))
def panel_says(driver: Driver, text: str) -> None:
    assert driver.parts.gallery.empty.isVisible()
    assert driver.parts.gallery.empty.text() == text


@then(parsers.parse("{count:d} pictures are open"))
def pictures_open(driver: Driver, count: int, patience: int) -> None:
    driver.qtbot.waitUntil(lambda: len(driver.studio.session.documents) == count, timeout=patience)
