"""The status bar's progress, and the list of the queue that opens over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import FakeEngine
from hearing import Heard
from looking import PaintLog
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from app.engine.client import EngineClient, Lane
from app.panels.queue import QueuePanel, time_left
from app.panels.status import StatusPanel
from paella_core.request import Generate

LEFT = Qt.MouseButton.LeftButton
WISH = Generate("a lake", (16, 16))
NARROW_SCREEN = 1024  # pixels


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(gated=True)


@pytest.fixture
def client(qapp, engine: FakeEngine) -> Iterator[EngineClient]:
    made = EngineClient(engine.open)
    yield made
    engine.let(1000)
    made.close()
    qapp.processEvents()


@pytest.fixture
def status(qtbot, client: EngineClient) -> StatusPanel:
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    made = StatusPanel(client)
    window.setStatusBar(made)
    qtbot.addWidget(window)
    window.resize(1000, 300)
    with qtbot.waitExposed(window):
        window.show()
    made.window_kept = window  # pyright: ignore[reportAttributeAccessIssue] - as long as the panel
    return made


@pytest.fixture
def queue(status: StatusPanel) -> Iterator[QueuePanel]:
    yield status.queue
    status.queue.hide()


def click(button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def opened(status: StatusPanel) -> QueuePanel:
    click(status.queue_button)
    assert status.queue.isVisible()
    return status.queue


def texts(queue: QueuePanel) -> list[str]:
    """The rows from top to bottom, as they lie on the screen."""
    QApplication.processEvents()
    return [row.text.text() for row in sorted(queue.rows, key=lambda row: row.y())]


def step(qtbot, engine: FakeEngine, heard: Heard, count: int = 1) -> None:
    before = len(heard.steps)
    engine.let(count)
    qtbot.waitUntil(lambda: len(heard.steps) == before + count)


# ---- the status bar


def test_nothing_is_shown_where_nothing_is_made(status: StatusPanel) -> None:
    assert not status.bar.isVisible()
    assert not status.queue_button.isVisible()


def test_the_window_does_not_grow_for_the_work(client, status) -> None:
    status.engine_label.setText("a pack with a very long name on a device with a very long name, working")
    status.file_label.setText("Saving “a picture with a very long name.ora” …")
    client.submit(WISH)
    QApplication.processEvents()
    assert status.bar.isVisible()
    assert status.minimumSizeHint().width() <= NARROW_SCREEN


def test_what_is_still_written_is_said_again_after_a_file_was_opened(status) -> None:
    status.show_saving("lake.ora")
    status.show_opening("boat.png")
    assert "boat.png" in status.file_label.text()
    status.hide_opening()
    assert "lake.ora" in status.file_label.text()
    status.show_opening("boat.png")
    status.hide_saving()
    assert "boat.png" in status.file_label.text()
    status.hide_opening()
    assert not status.file_label.text()


def test_progress_does_not_paint_the_window_at_once(client, status) -> None:
    client.submit(WISH)
    QApplication.processEvents()
    status.window().update()
    painted = PaintLog(status.window())
    status.show_progress(3, 4, None)
    assert status.bar.value() == 750
    assert painted.is_quiet()
    QApplication.processEvents()
    assert not painted.is_quiet()


def test_the_running_job_is_followed(qtbot, client, engine, status) -> None:
    heard = Heard(client)
    client.submit(WISH)
    assert (status.step_label.text(), status.bar.value(), status.left_label.text()) == ("Starting", 0, "")
    assert status.queue_button.text() == "Queue"
    step(qtbot, engine, heard, 2)
    assert (status.step_label.text(), status.bar.value()) == ("Step 2 of 4", 500)
    assert status.left_label.text().endswith(" s left")
    engine.let(10)
    qtbot.waitUntil(lambda: not client.busy)
    assert not status.bar.isVisible()


def test_the_button_counts_what_waits(client, status) -> None:
    for _ in range(3):
        client.submit(WISH)
    assert status.queue_button.text() == "2 waiting"
    needed = status.queue_button.fontMetrics().horizontalAdvance("2 waiting")
    assert status.queue_button.parentWidget().minimumWidth() > needed


def test_the_cross_gives_up_the_running_job_only(qtbot, client, engine, status) -> None:
    heard = Heard(client)
    first, second = client.submit(WISH), client.submit(WISH)
    step(qtbot, engine, heard)
    click(status.cancel)
    assert (heard.of(first), [ticket.number for ticket in client.queue]) == (["step", "cancelled"], [second])
    assert status.step_label.text() == "Starting", "the next one has made no step"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0.44, "0.4 s left"),
        (9.96, "10.0 s left"),
        (45.4, "45 s left"),
        (119, "119 s left"),
        (170, "3 min left"),
    ],
)
def test_the_time_is_told_as_people_do(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words


# ---- the list


def test_the_list_says_when_it_is_empty(client, status) -> None:
    client.submit(WISH, "a")
    queue = opened(status)
    assert not queue.empty.isVisible()
    click(queue.cancel_all)
    assert (client.queue, queue.rows) == ((), [])
    assert queue.empty.isVisible()
    assert not queue.cancel_all.isEnabled()


def test_rows_show_what_runs_and_what_waits(qtbot, client, engine, status) -> None:
    heard = Heard(client)
    for name in ("a", "b", "c"):
        client.submit(WISH, name)
    client.submit(WISH, "x", Lane.AHEAD)
    queue = opened(status)
    assert texts(queue) == ["a", "b", "c", "x"]
    first, *waiting = queue.rows
    assert (first.bar.isVisible(), first.step.text()) == (True, "Starting")
    assert not any(row.bar.isVisible() for row in waiting)
    assert [(row.up.isEnabled(), row.down.isEnabled()) for row in waiting] == [
        (False, True),
        (True, False),
        (False, False),
    ]
    step(qtbot, engine, heard, 2)
    assert (first.step.text(), first.bar.value()) == ("Step 2 of 4", 500)
    assert first.left.text().endswith("left")
    assert "ahead of time" in waiting[-1].text.toolTip()


def test_rows_change_places_by_their_buttons(client, status) -> None:
    for name in ("a", "b", "c", "d"):
        client.submit(WISH, name)
    queue = opened(status)
    focused = queue.rows[3].up
    click(focused)
    assert texts(queue) == [ticket.text for ticket in client.queue] == ["a", "b", "d", "c"]
    assert queue.rows[2].up is focused, "the row is the same, so that it can be clicked again"
    click(queue.rows[1].down)
    assert texts(queue) == ["a", "d", "b", "c"]


def test_a_row_can_be_given_up(client, status) -> None:
    heard = Heard(client)
    jobs = [client.submit(WISH, name) for name in ("a", "b", "c")]
    queue = opened(status)
    click(queue.rows[1].cancel)
    assert (texts(queue), heard.told) == (["a", "c"], [("cancelled", jobs[1])])


def test_rows_follow_the_queue_while_the_list_is_open(qtbot, client, engine, status) -> None:
    client.submit(WISH, "a")
    queue = opened(status)
    height = queue.height()
    client.submit(WISH, "b")
    assert texts(queue) == ["a", "b"]
    assert queue.height() > height
    engine.let(4)
    qtbot.waitUntil(lambda: texts(queue) == ["b"])
    assert queue.rows[0].bar.isVisible()
    engine.let(4)
    qtbot.waitUntil(lambda: queue.empty.isVisible())


def test_the_list_lies_above_the_status_bar(qtbot, client, status) -> None:
    for number in range(30):
        client.submit(WISH, f"job {number}")
    queue = opened(status)
    assert all(row.height() >= row.cancel.height() for row in queue.rows)
    for size in ((1100, 700), (1200, 500)):
        status.window().resize(*size)
        qtbot.waitUntil(lambda: queue.geometry().right() < status.geometry().right() < queue.geometry().right() + 20)
        assert 0 < status.geometry().top() - queue.geometry().bottom() < 20
        assert queue.geometry().top() > 0


def test_escape_closes_the_list_and_gives_nothing_up(client, status) -> None:
    client.submit(WISH, "a")
    queue = opened(status)
    QTest.keyClick(queue, Qt.Key.Key_Escape)
    assert not queue.isVisible()
    assert len(client.queue) == 1


def test_the_list_is_closed_by_its_cross_and_by_the_button(client, status) -> None:
    client.submit(WISH, "a")
    click(opened(status).close_button)
    assert not status.queue.isVisible()
    opened(status)
    click(status.queue_button)
    assert not status.queue.isVisible()
    assert len(client.queue) == 1


def test_everything_has_a_name(client, status) -> None:
    client.submit(WISH, "a")
    client.submit(WISH, "")
    queue = opened(status)
    for button in [*queue.findChildren(QAbstractButton), status.queue_button, status.cancel]:
        assert button.toolTip()
        assert button.accessibleName() or button.text()
    assert queue.rows[0].cancel.accessibleName() == "Cancel this: a"
    assert queue.rows[1].text.text() == "Picture"
