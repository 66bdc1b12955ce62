"""Steps about the tour and the help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver, driving
from fakes import FakeEngine
from PySide6.QtTest import QTest
from pytest_bdd import given, parsers, then, when
from pytestqt.qtbot import QtBot

from app.application.tour import PAUSE
from app.dialogs.help import HelpWindow


@pytest.fixture
def newcomer(qtbot: QtBot, engine: FakeEngine, home: Path) -> Iterator[Driver]:
    """The program as somebody meets it who never had it before."""
    with driving(qtbot, engine.open, home, first_start=True) as made:
        made.to_front()
        yield made
        engine.let(1000)


@pytest.fixture
def returning(qtbot: QtBot, engine: FakeEngine, home: Path, newcomer: Driver) -> Iterator[Driver]:
    """The next start after that."""
    newcomer.studio.settings.save()
    newcomer.window.close()
    with driving(qtbot, engine.open, home, first_start=True) as made:
        made.to_front()
        yield made
        engine.let(1000)


def help_of(driver: Driver) -> HelpWindow:
    window = driver.studio.help.window
    assert window is not None
    assert window.isVisible()
    return window


@given("the program has been started for the first time", target_fixture="driver")
def first_start(newcomer: Driver, patience: int) -> Driver:
    newcomer.qtbot.waitUntil(lambda: newcomer.studio.tour.running, timeout=patience)
    return newcomer


@when("the program is started once more", target_fixture="driver")
def second_start(returning: Driver, patience: int) -> Driver:
    returning.qtbot.waitUntil(lambda: returning.studio.client.about is not None, timeout=patience)
    return returning


@when("I paint over the sky of the sample picture")
def paint_sky(driver: Driver) -> None:
    driver.stroke((60, 60), (250, 60), (440, 60))


@when(parsers.parse("I describe “{prompt}” and pause"))
def describe(driver: Driver, prompt: str) -> None:
    driver.write_prompt(prompt)
    QTest.qWait(PAUSE + 100)


@when(parsers.parse("I search the help for “{text}”"))
def search_help(driver: Driver, text: str) -> None:
    QTest.keyClicks(help_of(driver).search, text)


@then(parsers.parse("the tour says “{title}”"))
def tour_says(driver: Driver, title: str) -> None:
    card = driver.studio.tour.card
    driver.qtbot.waitUntil(lambda: card.title.text() == title)
    assert card.isVisible()


@then("there is no tour")
def no_tour(driver: Driver) -> None:
    assert not driver.studio.tour.running
    assert not driver.studio.tour.card.isVisible()


@then("the sample picture has a new layer")
def new_layer(driver: Driver) -> None:
    assert len(driver.document.layers()) == 2


@then(parsers.parse("the help shows “{title}”"))
def help_shows(driver: Driver, title: str) -> None:
    text = help_of(driver).view.toPlainText()
    assert text.startswith(f"{title}\n")
    driver.to_front()


@then(parsers.parse("the help finds “{title}”"))
def help_finds(driver: Driver, title: str) -> None:
    contents = help_of(driver).contents
    items = [contents.item(row) for row in range(contents.count())]
    assert [item.text() for item in items if not item.isHidden()] == [title]
    driver.studio.help.put_away()
    driver.to_front()
