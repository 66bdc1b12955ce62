"""Steps about the work of the engine: what is asked of it, what it shows, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from driver import Driver
from fakes import COLOUR, FakeEngine
from PySide6.QtCore import QEvent
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytest_bdd import given, parsers, then, when
from steps.hand import type_number
from steps.pictures import PLACES, Seen, read
from steps.window import answer_question

from app.application.stage import Shown
from app.document.node import Layer
from paella_core.errors import PaellaError


@contextmanager
def listening(driver: Driver, shown: list[Shown]) -> Iterator[None]:
    """Collect what is shown on the canvas in place of a part of the picture."""
    stage = driver.studio.stage

    def note() -> None:
        if stage.shown is not None:
            shown.append(stage.shown)

    stage.changed.connect(note)
    try:
        yield
    finally:
        stage.changed.disconnect(note)


def wait_for_first(driver: Driver, patience: int) -> None:
    """Wait until a step is shown on the canvas."""
    status = driver.parts.status
    driver.qtbot.waitUntil(lambda: status.step_label.text().startswith("Step"), timeout=patience)


def thumbnail(driver: Driver, number: int) -> QWidget:
    """The button of a result, counted from 1 in the order in which they were made."""
    return driver.parts.results.pictures.thumbnail(driver.studio.tray.variations[number - 1])


# ---- what is asked for


@given("the engine waits after each step")
def engine_waits(driver: Driver, engine: FakeEngine) -> None:
    assert not driver.studio.commands.work.working
    engine.gated = True


@given(parsers.parse("the engine fails with “{sentence}”"))
def engine_fails(engine: FakeEngine, sentence: str) -> None:
    engine.error, engine.fails_at = PaellaError(sentence), 2


@when("the engine may go on")
def engine_goes_on(driver: Driver, engine: FakeEngine, patience: int) -> None:
    engine.let(1000)
    driver.wait_until_done(patience)


@when("the engine makes a step")
def engine_makes_step(driver: Driver, engine: FakeEngine, patience: int) -> None:
    engine.let()
    wait_for_first(driver, patience)


@when(parsers.parse("I write “{prompt}”"))
def write(driver: Driver, prompt: str) -> None:
    driver.write_prompt(prompt)


@when(parsers.parse("I ask for {count:d} pictures"))
def ask_for(driver: Driver, count: int) -> None:
    type_number(driver.parts.prompt.count, str(count))


@when(parsers.parse("I type {seed:d} as the seed"))
def type_seed(driver: Driver, seed: int) -> None:
    type_number(driver.parts.prompt.seed, str(seed))
    driver.canvas.setFocus()


@when(parsers.parse("I press the button “{text}”"))
def press_button(driver: Driver, text: str) -> None:
    buttons = [driver.parts.prompt.generate, driver.parts.prompt.cancel]
    driver.click(next(button for button in buttons if button.isVisible() and button.text() == text))


@when("the result is there")
def result_is_there(driver: Driver, patience: int) -> None:
    driver.wait_until_done(patience)


@when("the first step is shown")
def first_step_is_shown(driver: Driver, patience: int) -> None:
    wait_for_first(driver, patience)


@when(parsers.parse("I wait for the work of {keys}, and look at what is shown meanwhile"))
def start_and_look(driver: Driver, seen: Seen, patience: int, keys: str, kept: dict[str, object]) -> None:
    steps: list[Shown] = []
    before = seen.picture
    with listening(driver, steps):
        driver.keys(keys)
        driver.qtbot.waitUntil(lambda: len(steps) > 0, timeout=patience)
        np.testing.assert_array_equal(driver.picture, before)
        driver.wait_until_done(patience)
    kept["steps"] = steps


# ---- what becomes of it


@then("more than one step was shown, and the picture is as it was")
def steps_were_shown(driver: Driver, seen: Seen, kept: dict[str, object]) -> None:
    steps = kept["steps"]
    assert isinstance(steps, list)
    assert len(steps) > 1
    np.testing.assert_array_equal(driver.picture, seen.picture)


@then(parsers.parse("the button says “{text}” and can be pressed"))
def button_says(driver: Driver, text: str) -> None:
    button = driver.parts.prompt.generate
    assert (button.text(), button.isVisible(), button.isEnabled()) == (text, True, True)


@then(parsers.parse("the button says “{text}” and cannot be pressed"))
def button_is_off(driver: Driver, text: str) -> None:
    button = driver.parts.prompt.generate
    assert (button.text(), button.isVisible(), button.isEnabled()) == (text, True, False)
    assert driver.parts.prompt.reason.text()


@then("the engine was asked for “a red boat” in the mask")
def engine_was_asked(driver: Driver, engine: FakeEngine) -> None:
    request = engine.requests[-1]
    assert request.prompt == "a red boat"  # pyright: ignore[reportAttributeAccessIssue]
    np.testing.assert_array_equal(request.mask, driver.document.read_mask())  # pyright: ignore[reportAttributeAccessIssue]


@then(parsers.parse("what may change has the colour of result {number:d}"))
def inside_is_result(driver: Driver, number: int) -> None:
    inside = driver.document.read_mask() == 255
    assert inside.any()
    assert (driver.picture[inside] == np.array(COLOUR) + 20 * (number - 1)).all()


@then(parsers.parse("the {place} has the colour of result {number:d}"))
def place_is_result(driver: Driver, place: str, number: int) -> None:
    x, y = PLACES[place]
    assert driver.picture[int(y), int(x)].tolist() == [part + 20 * (number - 1) for part in COLOUR]


@then("no work is under way")
def no_work(driver: Driver) -> None:
    driver.qtbot.waitUntil(lambda: not driver.studio.commands.work.working, timeout=1000)
    assert driver.parts.prompt.generate.isVisible()
    assert not driver.parts.prompt.cancel.isVisible()


@then("the work is under way")
def work_under_way(driver: Driver) -> None:
    assert driver.studio.commands.work.working
    assert driver.parts.prompt.cancel.isVisible()


@then(parsers.parse("{count:d} results are offered"))
def results_offered(driver: Driver, count: int) -> None:
    assert driver.parts.results.isVisible() == (count > 0)
    assert len(driver.studio.tray.variations) == count


@when(parsers.parse("I click result {number:d}"))
def click_result(driver: Driver, number: int) -> None:
    driver.click(thumbnail(driver, number))


@when(parsers.parse("I point at result {number:d}"))
def point_at_result(driver: Driver, number: int) -> None:
    widget = thumbnail(driver, number)
    middle = widget.rect().center().toPointF()
    QApplication.sendEvent(widget, QEnterEvent(middle, middle, middle))


@when("I point elsewhere")
def point_elsewhere(driver: Driver) -> None:
    for number in range(1, len(driver.studio.tray.variations) + 1):
        QApplication.sendEvent(thumbnail(driver, number), QEvent(QEvent.Type.Leave))


@when(parsers.parse("I press {key} on the canvas"))
def press_on_canvas(driver: Driver, key: str) -> None:
    driver.canvas.setFocus()
    driver.keys(key)


@when("I keep the result")
def keep_result(driver: Driver) -> None:
    press_on_canvas(driver, "Return")


@then(parsers.parse("the tray says “{text}”"))
def tray_says(driver: Driver, text: str) -> None:
    assert driver.parts.results.outcome.toolTip() == text


@then(parsers.parse("the active layer is “{name}” with a mask"))
def active_layer_has_mask(driver: Driver, name: str) -> None:
    layer = driver.document.active
    assert isinstance(layer, Layer)
    assert layer.look.name == name
    assert layer.mask is not None


@then(parsers.parse("the status bar says “{text}”"))
def status_says(driver: Driver, text: str) -> None:
    driver.qtbot.waitUntil(lambda: driver.parts.status.step_label.text() == text)


@then("the canvas shows the step, and the picture is as it was")
def canvas_shows_step(driver: Driver, seen: Seen) -> None:
    x, y = PLACES["tree"]
    place = driver.place(x + 0.5, y + 0.5)
    wanted = "#{:02x}{:02x}{:02x}".format(*COLOUR)
    driver.qtbot.waitUntil(lambda: driver.canvas.grab().toImage().pixelColor(place).name() == wanted)
    np.testing.assert_array_equal(driver.picture, seen.picture)


# ---- the real engine


@when("I keep in mind what was filled in")
def keep_fill(driver: Driver, kept: dict[str, object]) -> None:
    kept["fill"] = driver.picture.copy()


@then("the picture is as it was filled")
def picture_is_fill(driver: Driver, kept: dict[str, object]) -> None:
    np.testing.assert_array_equal(driver.picture, kept["fill"])


@then(parsers.parse("the file “{name}” shows what was filled in"))
def file_is_fill(folder: Path, kept: dict[str, object], name: str) -> None:
    np.testing.assert_array_equal(read(folder / name), kept["fill"])


@when("I give up what is not saved, and close the window")
def close_at_work(driver: Driver) -> None:
    assert driver.studio.commands.work.working
    with answer_question(driver, "Stop and close", "Don't save"):
        driver.window.close()
    assert not driver.window.isVisible()
    driver.studio.client.close()


@then("the engine has stopped")
def engine_stopped(driver: Driver) -> None:
    assert not driver.studio.client._thread.isRunning()
    assert not driver.studio.commands.work.working
