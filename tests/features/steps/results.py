"""Steps about results that wait for an answer: stars, locks, steps, branches, and where all of them are kept."""

from __future__ import annotations

import numpy as np
from driver import Driver
from fakes import FakeEngine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytest_bdd import given, parsers, then, when
from steps.asking import as_words, part_of
from steps.hand import type_number
from steps.pictures import PLACES, Rows

from app.application.stage import Shown
from paella_core.request import Vary


def tray_button(driver: Driver, text: str) -> QAbstractButton:
    buttons = driver.parts.results.findChildren(QAbstractButton)
    return next(button for button in buttons if text in (button.text(), button.accessibleName()))


def numbers(chosen: list[int]) -> str:
    return ", ".join(map(str, chosen)) or "none"


def shown_now(driver: Driver) -> Shown:
    shown = driver.studio.stage.shown
    assert shown is not None
    return shown


# ---- answers


@when(parsers.parse("I click “{text}” in the tray"))
def click_in_tray(driver: Driver, text: str) -> None:
    button = tray_button(driver, text)
    assert button.isEnabled()
    driver.click(button)


@then(parsers.parse("“{text}” in the tray cannot be clicked"))
def cannot_click(driver: Driver, text: str) -> None:
    assert not tray_button(driver, text).isEnabled()


@when(parsers.parse("I lock what lies between ({left:g}, {top:g}) and ({right:g}, {bottom:g})"))
def lock(driver: Driver, left: float, top: float, right: float, bottom: float) -> None:
    """Strokes with a hard brush, as wide as what is locked is high."""
    driver.take("Lock part of a result")
    size = bottom - top
    for name, number in (("size", size), ("hardness", 100)):
        type_number(driver.parts.tool_options.field(name).control.field, f"{number:g}")  # pyright: ignore[reportAttributeAccessIssue]
    driver.canvas.setFocus()
    driver.stroke((left + 0.5, (top + bottom) / 2), (right - size / 2, (top + bottom) / 2))


@then("nothing is locked")
def nothing_locked(driver: Driver) -> None:
    assert not driver.document.keep.array.any()


# ---- steps


@when(parsers.parse("I go {count:d} steps back"))
def go_back(driver: Driver, count: int) -> None:
    slider = driver.parts.results.scrubber.slider
    slider.setFocus()
    for _ in range(count):
        QTest.keyClick(slider, Qt.Key.Key_Left)


@then(parsers.parse("the tray is at step {step:d} of {count:d}"))
def at_step(driver: Driver, step: int, count: int) -> None:
    assert driver.parts.results.scrubber.place.text() == f"Step {step} of {count}"


@when(parsers.parse("the prompt is “{prompt}” now"))
def other_prompt(driver: Driver, prompt: str) -> None:
    driver.parts.prompt.prompt.selectAll()
    driver.write_prompt("")
    driver.parts.prompt.prompt.selectAll()
    QTest.keyClicks(driver.parts.prompt.prompt, prompt)


@when(parsers.parse("the engine makes {count:d} steps"))
def engine_makes(driver: Driver, engine: FakeEngine, count: int, patience: int) -> None:
    engine.let(count)
    driver.qtbot.waitUntil(lambda: engine.steps_begun >= count, timeout=patience)
    driver.wait_until_done(patience)


# ---- what becomes of them


@then(parsers.parse("the results with a star are {wanted}"))
def starred_are(driver: Driver, wanted: str) -> None:
    tray = driver.studio.tray
    starred = [number for number, one in enumerate(tray.variations, 1) if tray.starred(one)]
    assert numbers(starred) == wanted
    shown = [driver.parts.results.pictures.thumbnail(one).starred for one in tray.variations]
    assert numbers([number for number, star in enumerate(shown, 1) if star]) == wanted


@then(parsers.parse("the latest {count:d} generated pictures with a star are {wanted}"))
def gallery_stars_are(driver: Driver, count: int, wanted: str) -> None:
    entries = driver.studio.gallery.entries()[:count]
    seeds = sorted(entry.recipe["params"]["seed"] for entry in entries if entry.starred)
    first = min(entry.recipe["params"]["seed"] for entry in entries)
    assert numbers([seed - first + 1 for seed in seeds]) == wanted


@given("I know what was generated so far")
def know_generated(driver: Driver, kept: dict[str, object]) -> None:
    kept["generated"] = set(driver.studio.gallery.entries())


@then(parsers.parse("{count:d} pictures were generated"))
def were_generated(driver: Driver, kept: dict[str, object], count: int) -> None:
    before = kept["generated"]
    assert isinstance(before, set)
    assert len(set(driver.studio.gallery.entries()) - before) == count


@then("nothing is made ahead")
def nothing_ahead(driver: Driver) -> None:
    driver.qtbot.waitUntil(lambda: not driver.studio.client.queue, timeout=1000)


@then("the first request is")
def first_request(engine: FakeEngine, datatable: Rows) -> None:
    assert [[name, as_words(part_of(engine.requests[0], name))] for name, _ in datatable] == datatable


@then("the first request told how much may go")
def first_told_strengths(engine: FakeEngine, datatable: Rows) -> None:
    assert datatable[0] == ["place", "share"]
    strengths = getattr(engine.requests[0], "strength_map", None)
    assert isinstance(strengths, np.ndarray)
    for place, share in datatable[1:]:
        x, y = PLACES[place]
        assert f"{strengths[int(y), int(x)] / 255:.0%}".replace("%", " %") == share


@then(parsers.parse("the engine was shown {width:d} × {height:d} pixels to vary"))
def shown_to_vary(engine: FakeEngine, width: int, height: int) -> None:
    request = engine.requests[-1]
    assert isinstance(request, Vary)
    assert [image.shape[:2] for image in request.images] == [(height, width)]
