"""Steps about what is asked of the engine: modes, edges, strengths, the context box, and what of it reaches it."""

from __future__ import annotations

from collections.abc import Sequence

from driver import LEFT, Driver
from fakes import FakeEngine
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from pytest_bdd import given, parsers, then, when
from steps.hand import type_number
from steps.pictures import Rows
from steps.work import listening

from app.application.stage import Shown
from app.canvas.context_grips import SIDES, TAB, Hold, _middle
from app.panels.mode_fields import EDGE_NAMES
from paella_core.request import Box

HOLDS: dict[str, Hold] = {"left": Hold(-1, 0), "top": Hold(0, -1), "right": Hold(1, 0), "bottom": Hold(0, 1)}


def part_of(thing: object, path: str) -> object:
    """What a thing has under a name such as "opening.seed", or "kind": what it is."""
    for name in path.split("."):
        thing = type(thing).__name__ if name == "kind" else getattr(thing, name)
    return thing


def as_words(value: object) -> str:
    """A value as a table says it: numbers without needless zeros, what is missing as "-"."""
    if value is None:
        return "-"
    if isinstance(value, str | bool | int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    assert isinstance(value, Sequence)
    return " ".join(as_words(one) for one in value)


def grip_of(driver: Driver, hold: Hold) -> QPoint:
    """Where a grip of the context box, or its tab, is on the canvas."""
    grips, view = driver.canvas._grips, driver.canvas.rect().toRectF()
    place = grips._place()
    if hold == TAB:
        return grips._tab_rect(place, view, driver.canvas.fontMetrics()).center().toPoint()  # pyright: ignore[reportArgumentType]
    return _middle(place, hold).toPoint()


def drag_grip(driver: Driver, hold: Hold, right: int, down: int) -> None:
    """Drag a grip by pixels of the picture."""
    assert hold in (*SIDES, TAB)
    start = grip_of(driver, hold)
    way = QPointF(right, down) * driver.canvas.viewport.scale
    QTest.mousePress(driver.canvas, LEFT, pos=start)
    for share in (0.5, 1.0):
        QTest.mouseMove(driver.canvas, start + (way * share).toPoint())
    QTest.mouseRelease(driver.canvas, LEFT, pos=start + way.toPoint())


def wait_for_box(driver: Driver, box: Box | None) -> None:
    """The box follows the mask after a short pause."""

    def is_there() -> None:
        assert driver.canvas._grips.box == box

    driver.qtbot.waitUntil(is_there, timeout=3000)


# ---- what I choose


@when(parsers.parse("I mask a rectangle from ({left:g}, {top:g}) to ({right:g}, {bottom:g})"))
def mask_rectangle(driver: Driver, left: float, top: float, right: float, bottom: float) -> None:
    driver.take("Rectangle selection")
    driver.stroke((left, top), ((left + right) / 2, (top + bottom) / 2), (right, bottom))


@given(parsers.parse("I have chosen “{text}” in the Edit panel"))
@when(parsers.parse("I choose “{text}” in the Edit panel"))
def choose_mode(driver: Driver, text: str) -> None:
    button = next(button for button in driver.parts.prompt.modes.buttons.values() if button.text() == text)
    driver.click(button)
    assert button.isChecked()


@when(parsers.parse("I choose the edge “{text}”"))
def choose_edge(driver: Driver, text: str) -> None:
    field = driver.parts.prompt.fields.edge
    assert field.isVisible()
    field.chosen.emit(next(edge for edge, name in EDGE_NAMES.items() if name == text))


@when(parsers.parse("I type {percent:d} % as the strength"))
def type_strength(driver: Driver, percent: int) -> None:
    type_number(driver.parts.prompt.fields.strength.field, str(percent))


@when(parsers.parse("I drag the strength slider from {start:d} % to {end:d} %"))
def drag_strength(driver: Driver, start: int, end: int) -> None:
    strength = driver.parts.prompt.fields.strength
    places = [
        QPoint(round(strength.dots.place(percent / 100)), strength.slider.height() // 2) for percent in (start, end)
    ]
    QTest.mousePress(strength.slider, LEFT, pos=places[0])
    QTest.mouseMove(strength.slider, (places[0] + places[1]) / 2)
    QTest.mouseMove(strength.slider, places[1])
    QTest.mouseRelease(strength.slider, LEFT, pos=places[1])
    assert abs(strength.slider.value() - end) <= 1


@when(parsers.parse("I click the dot at {percent:d} %"))
def click_dot(driver: Driver, percent: int) -> None:
    dots = driver.parts.prompt.fields.strength.dots
    QTest.mouseClick(dots, LEFT, pos=QPoint(round(dots.place(percent / 100)), dots.height() // 2))


@then("the pictures are ready at the strengths")
def ready_strengths(driver: Driver, datatable: Rows, patience: int) -> None:
    dots = driver.parts.prompt.fields.strength.dots
    wanted = [percent for [percent] in datatable]
    driver.qtbot.waitUntil(lambda: len(dots.strengths) == len(wanted), timeout=patience)
    assert [f"{strength:.0%}".replace("%", " %") for strength in dots.strengths] == wanted


# ---- the context box


@then(parsers.parse("the context box reaches from ({left:d}, {top:d}) to ({right:d}, {bottom:d})"))
def context_box_is(driver: Driver, left: int, top: int, right: int, bottom: int) -> None:
    wait_for_box(driver, Box(left, top, right - left, bottom - top))


@then("no context box is shown")
def no_context_box(driver: Driver) -> None:
    wait_for_box(driver, None)


@when(parsers.parse("I drag the {side} side of the context box by ({right:d}, {down:d})"))
def drag_side(driver: Driver, side: str, right: int, down: int) -> None:
    drag_grip(driver, HOLDS[side], right, down)


@when("I click its tab twice")
def reset_box(driver: Driver) -> None:
    QTest.mouseDClick(driver.canvas, LEFT, pos=grip_of(driver, TAB))


@then(parsers.parse("the context box can be given back: {state}"))
def reset_is(driver: Driver, state: str) -> None:
    assert driver.parts.prompt.fields.reset.isVisible() == {"yes": True, "no": False}[state]


@then(parsers.parse("the line under the button says “{text}”"))
def reason_says(driver: Driver, text: str) -> None:
    assert driver.parts.prompt.reason.text() == text


# ---- what is asked of the engine


@then("the engine was asked for")
def asked_for(engine: FakeEngine, datatable: Rows) -> None:
    request = engine.requests[-1]
    said = [[name, as_words(part_of(request, name))] for name, _ in datatable]
    assert said == datatable


@then(parsers.parse("the engine was asked {count:d} times"))
def asked_times(driver: Driver, engine: FakeEngine, count: int) -> None:
    driver.qtbot.wait(50)
    assert len(engine.requests) == count


# ---- the real engine


@when("I start the work with Ctrl+Return and look at each step")
def watch_steps(driver: Driver, patience: int, kept: dict[str, object]) -> None:
    steps: list[Shown] = []
    driver.canvas.setFocus()
    with listening(driver, steps):
        driver.keys("Ctrl+Return")
        driver.wait_until_done(patience)
    kept["steps"] = steps


@then(parsers.parse("at least {count:d} different steps were shown within the context box"))
def steps_differ(driver: Driver, kept: dict[str, object], count: int) -> None:
    steps = kept["steps"]
    assert isinstance(steps, list)
    assert len({step.image.tobytes() for step in steps}) >= count
    assert {step.box for step in steps} == {driver.canvas._grips.box}
