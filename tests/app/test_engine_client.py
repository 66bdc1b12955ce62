"""The bridge to the engine: one job, what is told of it, and a thread that ends. The queue: `test_engine_queue`."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from fakes import FakeEngine
from hearing import Heard
from PySide6.QtWidgets import QApplication

from app.engine.client import EngineClient, EngineState
from paella_core.errors import BadInput, PackNotFound
from paella_core.request import Generate, Inpaint


def a_request() -> Generate:
    return Generate("a lake", (16, 16))


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def client(qapp: QApplication, engine: FakeEngine) -> Iterator[EngineClient]:
    made = EngineClient(engine.open)
    yield made
    engine.let(1000)
    made.close()
    qapp.processEvents()


def test_it_sleeps_until_it_is_asked(client: EngineClient, engine: FakeEngine) -> None:
    assert client.state is EngineState.ASLEEP
    assert engine.opened == 0


def test_loading_tells_name_and_device(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    client.load()
    qtbot.waitUntil(lambda: client.state is EngineState.READY)
    assert (client.name, client.device, engine.opened) == ("fake", "CPU", 1)


def test_the_pack_is_known_once_it_is_open(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    assert client.about is None
    client.load()
    qtbot.waitUntil(lambda: client.about is engine.about)
    assert client.about is not None
    assert "inpaint" in client.about.abilities
    assert client.about.limits.native == 128


def test_a_job_steps_and_finishes_in_the_interface_thread(qtbot, client: EngineClient) -> None:
    heard = Heard(client)
    job = client.submit(a_request())
    assert client.busy
    qtbot.waitUntil(lambda: not client.busy)
    assert heard.of(job) == ["step"] * 4 + ["finished"]
    assert heard.threads == {True}
    assert client.state is EngineState.READY


def test_the_engine_is_opened_once(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    client.load()
    for _ in range(2):
        client.submit(a_request())
        qtbot.waitUntil(lambda: not client.busy)
    assert engine.opened == 1


def test_cancelling_stops_before_the_next_step(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    engine.gated = True
    heard = Heard(client)
    job = client.submit(a_request())
    engine.let()
    qtbot.waitUntil(lambda: heard.of(job) == ["step"])
    client.cancel(job)
    assert heard.of(job) == ["step", "cancelled"]
    assert client.queue == ()
    assert client.state is EngineState.READY
    engine.let(10)
    second = client.submit(a_request())
    qtbot.waitUntil(lambda: heard.of(second)[-1:] == ["finished"])
    assert heard.of(job) == ["step", "cancelled"]
    assert engine.steps_begun == 2 + engine.total


def test_what_was_under_way_when_a_job_ended_is_dropped(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    heard = Heard(client)
    first = client.submit(a_request())
    qtbot.waitUntil(lambda: heard.of(first) != [])
    stale = client.submit(a_request())
    deadline = time.monotonic() + 5
    while engine.steps_begun < 2 * engine.total and time.monotonic() < deadline:
        time.sleep(0.01)  # the interface is busy: the signals of the job queue up
    client.cancel(stale)
    qtbot.wait(50)
    assert heard.of(stale) == ["cancelled"]
    assert client.state is EngineState.READY


def test_a_known_error_is_told_in_its_own_words(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    engine.error, engine.fails_at = BadInput("The mask is empty. Paint something first."), 2
    heard = Heard(client)
    job = client.submit(a_request())
    qtbot.waitUntil(lambda: not client.busy)
    assert heard.of(job) == ["step", "failed"]
    assert heard.sentences == ["The mask is empty. Paint something first."]
    assert client.state is EngineState.READY


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("oh\nand a whole stack"), "(RuntimeError: oh). Try again"),
        (ValueError(), "(ValueError)"),
        (MemoryError(), "memory does not suffice"),
    ],
)
def test_an_unknown_error_becomes_one_sentence(qtbot, client, engine, error, words) -> None:
    engine.error = error
    heard = Heard(client)
    client.submit(a_request())
    qtbot.waitUntil(lambda: not client.busy)
    assert words in heard.sentences[0]
    assert "\n" not in heard.sentences[0]


def test_an_engine_that_does_not_open_can_be_tried_again(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    engine.fault = PackNotFound("There is no pack “mini”.")
    client.load()
    qtbot.waitUntil(lambda: client.state is EngineState.UNAVAILABLE)
    assert client.fault == "There is no pack “mini”."
    heard = Heard(client)
    engine.fault = None
    job = client.submit(a_request())
    qtbot.waitUntil(lambda: heard.of(job)[-1:] == ["finished"])
    assert client.state is EngineState.READY


def test_an_engine_that_does_not_open_fails_each_job_in_words(qtbot, client: EngineClient, engine: FakeEngine) -> None:
    engine.fault = PackNotFound("There is no pack “mini”.")
    heard = Heard(client)
    jobs = [client.submit(a_request()), client.submit(a_request())]
    qtbot.waitUntil(lambda: not client.busy)
    assert heard.told == [("failed", jobs[0]), ("failed", jobs[1])]
    assert heard.sentences == [client.fault] * 2 == ["There is no pack “mini”."] * 2
    assert (client.state, client.about, engine.opened) == (EngineState.UNAVAILABLE, None, 2)


def test_closing_during_a_step_waits_for_that_step_only(qtbot, engine: FakeEngine) -> None:
    engine.gated = True
    client = EngineClient(engine.open)
    heard = Heard(client)
    job, waiting = client.submit(a_request()), client.submit(a_request())
    engine.let()
    qtbot.waitUntil(lambda: heard.of(job) == ["step"])
    engine.let()
    client.close()
    assert engine.steps_begun == 2
    assert (heard.of(waiting), len(engine.requests)) == ([], 1)
    assert not client._thread.isRunning()


def test_the_pixels_of_a_step_arrive_whole(qtbot, client: EngineClient) -> None:
    heard = Heard(client)
    mask = np.zeros((20, 30), np.uint8)
    mask[5:10, 5:10] = 255
    client.submit(Inpaint(np.full((20, 30, 3), 7, np.uint8), mask, "x"))
    qtbot.waitUntil(lambda: not client.busy)
    result = heard.results[0]
    assert result.image.shape == (20, 30, 3)
    assert (result.image[mask == 0] == 7).all()


def test_a_client_that_was_closed_starts_nothing_any_more(client: EngineClient, engine: FakeEngine) -> None:
    client.close()
    client.submit(a_request())
    client.load()
    assert not client._thread.isRunning()
    assert engine.requests == []
