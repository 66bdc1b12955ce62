"""The tour walks by itself while the person does the things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver, driving
from fakes import FakeEngine
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application.tour import DESCRIBE, DONE, KEEP, PAINT, PAUSE, PRESS, Tour
from app.panels.tour import TourCard

SKY = ((60, 60), (300, 60))


@pytest.fixture
def first(qtbot: QtBot, engine: FakeEngine, tmp_path: Path) -> Iterator[Driver]:
    """The program at its very first start, with the sample picture."""
    with driving(qtbot, engine.open, tmp_path / "home", first_start=True) as made:
        qtbot.waitUntil(lambda: made.studio.tour.running)
        made.to_front()
        yield made
        engine.let(1000)


def tour_of(driver: Driver) -> Tour:
    return driver.studio.tour


def card_of(driver: Driver) -> TourCard:
    return driver.studio.tour.card


def on_window(driver: Driver, part: QWidget) -> QRect:
    return QRect(part.mapTo(driver.window, QPoint()), part.size())


def go_to(driver: Driver, step: int) -> None:
    """Press "Next" until a step is there."""
    while tour_of(driver).step != step:
        driver.click(card_of(driver).next)


# ---- when it is shown


def test_it_is_shown_at_the_first_start_and_never_again(
    qtbot: QtBot, engine: FakeEngine, tmp_path: Path, first: Driver
) -> None:
    assert tour_of(first).step == PAINT
    assert card_of(first).isVisible()
    assert first.studio.settings.tour_seen
    first.studio.settings.save()
    with driving(qtbot, engine.open, tmp_path / "home", first_start=True) as again:
        qtbot.waitUntil(lambda: again.studio.client.about is not None)
        assert not tour_of(again).running
        assert not card_of(again).isVisible()


def test_a_picture_to_open_comes_first(qtbot: QtBot, engine: FakeEngine, picture: Path, tmp_path: Path) -> None:
    with driving(qtbot, engine.open, tmp_path / "home", [picture], first_start=True) as made:
        qtbot.waitUntil(lambda: made.studio.client.about is not None)
        assert not tour_of(made).running
        assert not made.studio.settings.tour_seen


def test_the_menu_takes_it_on_a_sample_picture(driver: Driver) -> None:
    before = driver.document
    driver.choose("Help", "Take the tour")
    assert tour_of(driver).step == PAINT
    assert driver.document is not before
    assert (driver.document.width, driver.document.height) == (512, 384)
    driver.choose("Help", "Take the tour")
    assert len(driver.studio.session.documents) == 2
    driver.stroke(*SKY)
    driver.choose("Help", "Take the tour")
    assert len(driver.studio.session.documents) == 3
    assert tour_of(driver).step == PAINT


# ---- it goes on by itself


def test_it_walks_while_the_person_does_the_things(first: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    first.stroke(*SKY)
    assert tour_of(first).step == DESCRIBE
    first.write_prompt("a red sky")
    assert tour_of(first).step == DESCRIBE
    first.qtbot.waitUntil(lambda: tour_of(first).step == PRESS, timeout=PAUSE + 2000)
    first.canvas.setFocus()
    first.keys("Ctrl+Return")
    assert tour_of(first).step == KEEP
    assert card_of(first).title.text() == "The picture comes about"
    engine.let(1000)
    first.qtbot.waitUntil(lambda: card_of(first).title.text() == "Keep the result")
    first.canvas.setFocus()
    first.keys("Enter")
    assert tour_of(first).step == DONE
    assert len(first.document.layers()) == 2
    first.click(card_of(first).next)
    assert tour_of(first).step is None
    assert not card_of(first).isVisible()
    assert not card_of(first).ring.isVisible()


def test_who_is_faster_is_not_held_up(first: Driver) -> None:
    first.stroke(*SKY)
    first.write_prompt("a red sky")
    first.click(first.parts.prompt.generate)
    assert tour_of(first).step == KEEP
    first.wait_until_done()


def test_next_and_skip(first: Driver) -> None:
    for step in (DESCRIBE, PRESS, KEEP, DONE):
        first.click(card_of(first).next)
        assert tour_of(first).step == step
    first.click(card_of(first).other)
    assert not tour_of(first).running
    assert first.studio.help.window is not None
    assert first.studio.help.window.view.page == "start"
    tour_of(first).start()
    first.click(card_of(first).other)
    assert not tour_of(first).running


def test_without_a_result_there_is_something_to_press_again(first: Driver, engine: FakeEngine) -> None:
    engine.gated = True
    first.stroke(*SKY)
    first.canvas.setFocus()
    first.keys("Ctrl+Return")
    first.keys("Esc")
    assert tour_of(first).step == PRESS
    engine.let(1000)
    first.keys("Ctrl+Return")
    first.wait_until_done()
    first.qtbot.waitUntil(lambda: bool(first.studio.tray.runs))
    first.keys("Esc")
    assert first.studio.tray.runs == ()
    assert tour_of(first).step == PRESS


def test_another_picture_ends_it(first: Driver, picture: Path) -> None:
    first.studio.commands.files.open_path(picture)
    assert not tour_of(first).running
    assert not card_of(first).isVisible()


# ---- what it says


def test_it_says_that_the_engine_is_not_ready(qtbot: QtBot, tmp_path: Path) -> None:
    engine = FakeEngine(fault=OSError("The pack is gone."))
    with driving(qtbot, engine.open, tmp_path / "home", first_start=True) as made:
        qtbot.waitUntil(lambda: made.studio.tour.running)
        go_to(made, PRESS)
        qtbot.waitUntil(lambda: "could not start" in card_of(made).text.text())
        made.studio.client._on_loading()
        assert "not ready yet" in card_of(made).text.text()


def test_a_ready_engine_needs_no_words(first: Driver) -> None:
    first.qtbot.waitUntil(lambda: first.studio.client.about is not None)
    go_to(first, PRESS)
    assert "engine" not in card_of(first).text.text()
    assert "Ctrl+Enter" in card_of(first).text.text()


def test_it_names_the_keys_as_they_are_now(first: Driver) -> None:
    first.studio.actions.rebind("generate", ("F9",))
    go_to(first, PRESS)
    assert "F9" in card_of(first).text.text()


# ---- where it stands, and what it leaves alone


def test_the_card_stands_beside_its_part(first: Driver) -> None:
    for step, part in (
        (PAINT, first.canvas),
        (DESCRIBE, first.parts.prompt.prompt),
        (PRESS, first.parts.prompt.generate),
    ):
        first.studio.settings.reduced_motion = True
        go_to(first, step)
        card, ring = card_of(first).geometry(), card_of(first).ring.geometry()
        assert first.window.rect().contains(card)
        assert on_window(first, part).contains(ring)
        assert (step == PAINT) == ring.intersects(card.adjusted(9, 9, -9, -9))


def test_it_stays_beside_its_part(first: Driver) -> None:
    first.studio.settings.reduced_motion = True
    go_to(first, PRESS)
    first.window.resize(1500, 900)
    button = first.parts.prompt.generate
    first.qtbot.waitUntil(lambda: card_of(first).ring.geometry() == on_window(first, button))
    first.canvas.setFocus()
    first.keys("Tab")
    assert not card_of(first).ring.isVisible()
    assert card_of(first).isVisible()
    assert on_window(first, first.canvas).contains(card_of(first).geometry())
    first.keys("Tab")
    first.qtbot.waitUntil(lambda: card_of(first).ring.geometry() == on_window(first, button))


def test_it_takes_no_focus_and_no_clicks(first: Driver) -> None:
    first.canvas.setFocus()
    first.click(card_of(first).next)
    assert first.canvas.hasFocus()
    go_to(first, DESCRIBE)
    prompt = first.parts.prompt.prompt
    assert first.window.childAt(on_window(first, prompt).topLeft() + QPoint(3, 3)) is not card_of(first).ring
    first.click(prompt.viewport())
    assert prompt.hasFocus()


def test_a_click_on_the_card_paints_nothing(first: Driver) -> None:
    QTest.mousePress(card_of(first), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseRelease(card_of(first), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert not first.document.read_mask().any()


def test_escape_belongs_to_strokes_then_to_the_tour(first: Driver) -> None:
    first.canvas.setFocus()
    first.press(60, 60)
    first.move(90, 60)
    first.keys("Esc")
    first.release(90, 60)
    assert tour_of(first).step == PAINT
    assert not first.document.read_mask().any()
    first.keys("Esc")
    assert not tour_of(first).running


def test_the_card_glides_unless_motion_is_reduced(first: Driver) -> None:
    first.click(card_of(first).next)
    glides = card_of(first)._way
    assert glides.state() == glides.State.Running
    first.qtbot.waitUntil(lambda: glides.state() == glides.State.Stopped)
    first.studio.settings.reduced_motion = True
    first.click(card_of(first).next)
    assert glides.state() == glides.State.Stopped
