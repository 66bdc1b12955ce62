"""A result is shown once it lies on the disk, or once it is clear that it will not."""

from __future__ import annotations

import errno
import os
from threading import Event

import pytest
from driver import Driver
from fakes import FakeEngine

from app.dialogs.dialogs import Answer


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Event:
    """A disk that is slow until the event is set."""
    sync, ready = os.fsync, Event()

    def slow(file: int) -> None:
        ready.wait(5)
        sync(file)

    monkeypatch.setattr(os, "fsync", slow)
    return ready


def test_every_result_is_shown_on_a_full_disk(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        driver.fill()
        for results in (1, 2, 3):
            driver.wait_until_done()
            assert len(driver.studio.tray.variations) == results
            driver.click(driver.parts.prompt.generate)
        driver.wait_until_done()


def test_a_result_that_is_deleted_before_it_is_written_is_waited_for_no_longer(driver: Driver, disk: Event) -> None:
    driver.fill()
    gallery = driver.studio.gallery
    driver.qtbot.waitUntil(lambda: bool(gallery.entries()))
    assert driver.studio.work.working
    gallery.delete(gallery.entries())
    gallery.forget_deleted()
    assert not driver.studio.work.working
    disk.set()


def test_what_is_on_its_way_to_the_disk_can_be_given_up(driver: Driver, disk: Event) -> None:
    driver.fill()
    driver.qtbot.waitUntil(lambda: bool(driver.studio.gallery.entries()))
    driver.studio.work.cancel()
    assert not driver.studio.work.working
    disk.set()
    driver.qtbot.waitUntil(lambda: not driver.studio.gallery._unwritten)
    assert driver.studio.tray.runs == ()


def test_a_closed_picture_takes_along_what_is_on_its_way_to_the_disk(
    driver: Driver, engine: FakeEngine, disk: Event
) -> None:
    driver.fill()
    driver.qtbot.waitUntil(lambda: bool(driver.studio.gallery.entries()))
    driver.dialogs.answer = Answer.DISCARD
    driver.studio.actions["close"].trigger()
    assert not driver.studio.work.working
    disk.set()
    driver.qtbot.waitUntil(lambda: not driver.studio.gallery._unwritten)
    assert driver.studio.tray.runs == ()
    assert len(engine.requests) == 1
