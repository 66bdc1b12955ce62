"""The queue of the engine: order, newest wishes, cancelling, and what goes before what."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pytest
from fakes import PATIENCE, FakeEngine
from hearing import Heard
from PySide6.QtWidgets import QApplication

from app.engine.client import EngineClient, EngineState, Lane
from app.engine.tickets import Ticket, WaitingLine
from app.engine.worker import RunningEngine
from paella_core.errors import BadInput
from paella_core.request import Generate


def wish(prompt: str) -> Generate:
    return Generate(prompt, (16, 16))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(gated=True)


@pytest.fixture
def client(qapp: QApplication, engine: FakeEngine) -> Iterator[EngineClient]:
    made = EngineClient(engine.open)
    yield made
    engine.let(1000)
    made.close()
    qapp.processEvents()


@pytest.fixture
def heard(client: EngineClient) -> Heard:
    return Heard(client)


def numbers(client: EngineClient) -> list[int]:
    return [ticket.number for ticket in client.queue]


def prompts(engine: FakeEngine) -> list[str]:
    return [request.prompt for request in engine.requests if isinstance(request, Generate)]


def submitted(client: EngineClient, *names: str, lane: Lane = Lane.ASKED) -> list[int]:
    return [client.submit(wish(name), name, lane) for name in names]


def run_to_the_end(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    engine.let(1000)
    qtbot.waitUntil(lambda: not client.busy)


# ---- one after the other


def test_jobs_run_in_the_order_of_their_submission(qtbot, client, engine, heard) -> None:
    jobs = submitted(client, "a", "b", "c")
    assert numbers(client) == jobs
    assert client.running is client.queue[0]
    assert (client.queue[1].text, client.queue[1].request.prompt) == ("b", "b")
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["a", "b", "c"]
    assert heard.told == [(name, job) for job in jobs for name in ["step"] * 4 + ["finished"]]


def test_every_change_of_the_queue_is_told(qtbot, client, engine) -> None:
    seen: list[list[int]] = []
    client.queue_changed.connect(lambda: seen.append(numbers(client)))
    first, second = submitted(client, "a", "b")
    run_to_the_end(qtbot, client, engine)
    assert seen == [[first], [first, second], [second], []]


def test_a_failed_job_leaves_the_rest_going_on(qtbot, client, engine, heard) -> None:
    engine.error = BadInput("The mask is empty. Paint something first.")
    first, second = submitted(client, "a", "b")
    engine.let()
    qtbot.waitUntil(lambda: heard.of(first) == ["failed"])
    engine.error = None
    run_to_the_end(qtbot, client, engine)
    assert heard.of(second)[-1] == "finished"
    assert heard.sentences == ["The mask is empty. Paint something first."]


def test_the_progress_tells_how_long_it_will_take(qtbot, client, engine, heard) -> None:
    (job,) = submitted(client, "a")
    assert client.progress == (0, 1, None)
    engine.let()
    qtbot.waitUntil(lambda: heard.of(job) == ["step"])
    assert client.progress == (1, 4, None)
    qtbot.wait(30)
    engine.let()
    qtbot.waitUntil(lambda: len(heard.of(job)) == 2)
    step, total, left = client.progress
    assert (step, total) == (2, 4)
    assert 0.06 <= left < 5
    submitted(client, "b")
    engine.let(2)
    qtbot.waitUntil(lambda: heard.of(job)[-1] == "finished")
    assert client.progress == (0, 1, None)


# ---- cancelling


def test_a_job_that_waits_never_reaches_the_engine(qtbot, client, engine, heard) -> None:
    first, second, third = submitted(client, "a", "b", "c")
    client.cancel(second)
    assert heard.told == [("cancelled", second)]
    assert numbers(client) == [first, third]
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["a", "c"]


def test_cancelling_the_running_job_lets_the_next_one_begin(qtbot, client, engine, heard) -> None:
    first, second = submitted(client, "a", "b")
    qtbot.waitUntil(lambda: prompts(engine) == ["a"])
    client.cancel(first)
    assert numbers(client) == [second]
    assert client.running is None, "the engine is busy with its last step"
    engine.let()
    qtbot.waitUntil(lambda: client.running is not None)
    run_to_the_end(qtbot, client, engine)
    assert heard.of(first) == ["cancelled"]
    assert engine.steps_begun == 1 + 4


def test_a_job_that_is_cancelled_while_the_engine_opens_never_reaches_it(qtbot, qapp, engine) -> None:
    opening = Event()

    def open_slowly() -> RunningEngine:
        opening.wait(PATIENCE)
        return engine.open()

    client = EngineClient(open_slowly)
    heard = Heard(client)
    (job,) = submitted(client, "a")
    qtbot.waitUntil(lambda: client.state is EngineState.LOADING)
    client.cancel(job)
    assert heard.told == [("cancelled", job)]
    submitted(client, "b")
    opening.set()
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["b"]
    client.close()
    qapp.processEvents()


def test_cancelling_what_is_over_does_nothing(qtbot, client, engine, heard) -> None:
    (job,) = submitted(client, "a")
    run_to_the_end(qtbot, client, engine)
    client.cancel(job)
    client.cancel(77)
    assert heard.of(job)[-1] == "finished"


def test_all_jobs_can_be_cancelled(qtbot, client, engine, heard) -> None:
    jobs = submitted(client, "a", "b", "c")
    qtbot.waitUntil(lambda: prompts(engine) == ["a"] and client.about is not None)
    client.cancel_all()
    assert heard.told == [("cancelled", job) for job in jobs]
    assert (client.queue, client.state) == ((), EngineState.READY)
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["a"]


def test_a_receiver_may_submit_while_it_is_told(qtbot, client, engine) -> None:
    again: list[int] = []

    def on_finished(job: int, _result: object) -> None:
        if len(again) < 2:
            again.append(client.submit(wish("again")))
            client.cancel(job)

    client.finished.connect(on_finished)
    submitted(client, "a")
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["a", "again", "again"]


# ---- newest wishes


def test_of_many_wishes_only_the_newest_runs(qtbot, client, engine, heard) -> None:
    job = client.replace(None, wish("0"), "0")
    qtbot.waitUntil(lambda: prompts(engine) == ["0"])
    for number in range(1, 20):
        job = client.replace(job, wish(str(number)), str(number))
        qtbot.wait(1)
    assert len(client.queue) == 1
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["0", "19"]
    assert heard.told == [("step", job)] * 4 + [("finished", job)]


def test_a_waiting_job_is_replaced_in_its_place(qtbot, client, engine, heard) -> None:
    first, second, third = submitted(client, "a", "b", "c")
    new = client.replace(second, wish("B"), "B")
    assert numbers(client) == [first, new, third]
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["a", "B", "c"]
    assert heard.of(second) == []


def test_a_running_job_is_stopped_and_its_heir_is_next(qtbot, client, engine, heard) -> None:
    first, second = submitted(client, "a", "b")
    engine.let()
    qtbot.waitUntil(lambda: heard.of(first) == ["step"])
    new = client.replace(first, wish("A"))
    assert numbers(client) == [new, second]
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["a", "A", "b"]
    assert heard.of(first) == ["step"]


def test_replacing_what_is_over_waits_behind_the_others(client) -> None:
    first, second = submitted(client, "a", "b")
    third = client.replace(77, wish("c"))
    assert numbers(client) == [first, second, third]


# ---- places


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [("d", 0, "adbc"), ("b", 1, "acbd"), ("b", 99, "acdb"), ("c", -5, "acbd"), ("a", 2, "abcd"), ("c", 1, "abcd")],
)
def test_waiting_jobs_change_places(qtbot, client, engine, moved, place, order) -> None:
    jobs = dict(zip("abcd", submitted(client, *"abcd"), strict=True))
    client.move(jobs[moved], place)
    assert numbers(client) == [jobs[name] for name in order]
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == list(order)


# ---- what was asked for goes before what is made ahead of time


def test_what_was_asked_for_overtakes_what_waits_ahead_of_time(qtbot, client, engine) -> None:
    submitted(client, "first")
    submitted(client, "x", "y", lane=Lane.AHEAD)
    submitted(client, "a", "b")
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["first", "a", "b", "x", "y"]


def test_what_was_asked_for_interrupts_what_runs_ahead_of_time(qtbot, client, engine, heard) -> None:
    x, y = submitted(client, "x", "y", lane=Lane.AHEAD)
    engine.let(2)
    qtbot.waitUntil(lambda: heard.of(x) == ["step"] * 2)
    (a,) = submitted(client, "a")
    assert numbers(client) == [a, x, y]
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["x", "a", "x", "y"]
    assert heard.of(x) == ["step"] * 2 + ["step"] * 4 + ["finished"]
    assert heard.told.index(("finished", a)) < heard.told.index(("finished", x))


def test_what_runs_ahead_of_time_is_not_interrupted_by_its_like(qtbot, client, engine, heard) -> None:
    (x,) = submitted(client, "x", lane=Lane.AHEAD)
    qtbot.waitUntil(lambda: prompts(engine) == ["x"])
    submitted(client, "y", lane=Lane.AHEAD)
    run_to_the_end(qtbot, client, engine)
    assert prompts(engine) == ["x", "y"]
    assert heard.of(x) == ["step"] * 4 + ["finished"]


def test_the_steps_of_an_interrupted_attempt_are_not_told_as_those_of_the_next(qtbot, client, engine, heard) -> None:
    engine.gated = False
    (x,) = submitted(client, "x", lane=Lane.AHEAD)
    qtbot.waitUntil(lambda: not client.busy)
    (x,) = submitted(client, "x", lane=Lane.AHEAD)
    deadline = time.monotonic() + 5
    while engine.steps_begun < 8 and time.monotonic() < deadline:
        time.sleep(0.01)  # the interface is busy: the signals of the attempt queue up
    submitted(client, "a")
    run_to_the_end(qtbot, client, engine)
    assert heard.of(x) == ["step"] * 4 + ["finished"]


@pytest.mark.parametrize(("place", "order"), [(0, "axyz"), (2, "ayxz"), (99, "ayzx")])
def test_places_keep_within_the_lane(place: int, order: str) -> None:
    line = WaitingLine()
    for name in "xyz":
        line.append(Ticket(ord(name), name, wish(name), Lane.AHEAD))
    line.append(Ticket(ord("a"), "a", wish("a")))
    at = line.place_of(ord("x"))
    assert at is not None
    line.insert(line.take(at), place)
    assert "".join(ticket.text for ticket in line) == order
