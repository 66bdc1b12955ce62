"""Steps about live filling and the queue: what is asked for by itself, or one behind the other."""

from __future__ import annotations

import numpy as np
from driver import LEFT, Driver
from fakes import FakeEngine
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytest_bdd import given, parsers, then, when
from steps.pictures import PLACES, Rows
from steps.results import other_prompt

from paella_core.errors import NumericalError, PackNotFound

FAULTS: dict[str, Exception] = {
    "the end of memory": MemoryError(),
    "numbers that are none": NumericalError("The model's numbers in step 1 are none (NaN). Choose another pack."),
    "a fault in itself": ZeroDivisionError("division by zero"),
}


# ---- live filling


@when(parsers.parse("I switch live filling {state}"))
def switch_live(driver: Driver, state: str) -> None:
    box = driver.parts.prompt.fields.live
    assert box.isVisible()
    QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert box.isChecked() == {"on": True, "off": False}[state]


@when("I rest for half a second")
def rest(driver: Driver) -> None:
    driver.qtbot.wait(500)


@then("both requests have the same seed")
def same_seed(engine: FakeEngine) -> None:
    assert engine.requests[-1].params.seed == engine.requests[-2].params.seed is not None


@then(parsers.parse("the last request may change the {one} and the {other}"))
def may_change(engine: FakeEngine, one: str, other: str) -> None:
    mask = getattr(engine.requests[-1], "mask", None)
    assert isinstance(mask, np.ndarray)
    assert all(mask[int(PLACES[place][1]), int(PLACES[place][0])] == 255 for place in (one, other))


# ---- the queue


@when(parsers.re(r"I ask for (?P<wishes>“.*”( and |, )“.*”)"))
def ask_for(driver: Driver, wishes: str) -> None:
    for wish in wishes.replace(" and ", ", ").split(", "):
        other_prompt(driver, wish.strip("“”"))
        driver.keys("Ctrl+Return")


@then(parsers.parse("the status bar says that {count:d} wait"))
def says_waiting(driver: Driver, count: int) -> None:
    assert driver.parts.status.queue_button.text() == f"{count} waiting"


@then(parsers.parse("{count:d} jobs are under way"))
def under_way(driver: Driver, count: int) -> None:
    assert len(driver.studio.client.queue) == count


@when("I open the queue")
def open_queue(driver: Driver) -> None:
    driver.click(driver.parts.status.queue_button)
    assert driver.parts.status.queue.isVisible()


@when("I move the last job up")
def move_up(driver: Driver) -> None:
    driver.click(driver.parts.status.queue.rows[-1].up)


@when(parsers.parse("I cancel job {number:d} in the queue"))
def cancel_job(driver: Driver, number: int) -> None:
    driver.click(driver.parts.status.queue.rows[number - 1].cancel)


@when("I cancel everything in the queue")
def cancel_everything(driver: Driver) -> None:
    driver.click(driver.parts.status.queue.cancel_all)


@then("the engine was asked in the order")
def asked_in_order(engine: FakeEngine, datatable: Rows) -> None:
    assert [[getattr(request, "prompt", "")] for request in engine.requests] == datatable


# ---- faults


@when(parsers.parse("the engine comes to {fault}"))
def comes_to(driver: Driver, engine: FakeEngine, fault: str, patience: int) -> None:
    """The first job fails, and the one behind it does not."""
    engine.error = FAULTS[fault]
    engine.let()
    driver.qtbot.waitUntil(driver.parts.messages.isVisible, timeout=patience)
    engine.error = None


@given("the pack of the engine is missing")
def pack_missing(engine: FakeEngine) -> None:
    engine.fault = PackNotFound("There is no pack of that name. Import it, or choose another one.")


@when("the pack is there again")
def pack_there(engine: FakeEngine) -> None:
    engine.fault = None


@then(parsers.parse("a message will tell “{one}” and “{other}”"))
def message_will_tell(driver: Driver, one: str, other: str, patience: int) -> None:
    messages = driver.parts.messages
    driver.qtbot.waitUntil(messages.isVisible, timeout=patience)
    assert messages.title.text() == one
    assert other in messages.text.text()
