"""What holds for every test: no display needed, no file of the user touched, nothing left behind.

A test that leaves a thread, a QThread, a timer or a top-level widget behind fails. Imports neither Qt nor torch:
tests that need neither do not pay for them.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

GRACE = 2.0  # seconds that threads and pending deletions get to end


def pytest_configure(config: pytest.Config) -> None:
    """Draw offscreen where there is no display, and keep settings, packs and journals in a temporary folder."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = tempfile.mkdtemp(prefix="paella-home-")
    os.environ["PAELLA_HOME"] = home
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail when the test leaves a Python thread running."""
    before = set(threading.enumerate())
    yield
    assert_gone("threads", lambda: [thread for thread in threading.enumerate() if is_left(thread, before)])


def is_left(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    """Whether a thread is the test's own: no foreign one that only passed through Python, nor tqdm's shared monitor."""
    foreign = isinstance(thread, threading._DummyThread) or type(thread).__name__ == "TMonitor"
    return thread.is_alive() and thread not in before and not foreign


@pytest.fixture(autouse=True)
def no_qt_object_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when a test of the interface leaves a running QThread, an active timer or a top-level widget.

    Freezing the collector hides all older objects from it, so that what the test made is found in a millisecond.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    before = {address_of(thing) for thing in qt_objects_alive([])}
    gc.freeze()
    try:
        yield
        assert_gone("Qt objects", lambda: qt_objects_since(before))
    finally:
        gc.unfreeze()


def qt_objects_since(before: set[int]) -> list[Any]:
    """The Qt objects at work, less those that were before, once pending deletions are carried out."""
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    core.QCoreApplication.processEvents()
    gc.collect()
    alive = {address_of(thing): thing for thing in qt_objects_alive(gc.get_objects())}
    return [thing for address, thing in alive.items() if address not in before]


def qt_objects_alive(candidates: list[Any]) -> list[Any]:
    """Running QThreads and active QTimers among the candidates and the application's children; top-level widgets."""
    core, widgets = sys.modules.get("PySide6.QtCore"), sys.modules.get("PySide6.QtWidgets")
    if core is None or core.QCoreApplication.instance() is None:
        return []
    known = [thing for thing in candidates if issubclass(type(thing), core.QThread | core.QTimer)]
    known += core.QCoreApplication.instance().findChildren(core.QTimer)
    alive = [thing for thing in known if sys.modules["shiboken6"].isValid(thing) and is_active(thing)]
    return alive + (widgets.QApplication.topLevelWidgets() if widgets else [])


def address_of(thing: Any) -> int:
    """The address of the C++ object: Python wrappers come and go."""
    return sys.modules["shiboken6"].getCppPointer(thing)[0]


def is_active(thing: Any) -> bool:
    """Whether a timer is counting or a thread running; the thread of the caller does not count."""
    if hasattr(thing, "isActive"):
        return thing.isActive()
    return thing.isRunning() and thing is not type(thing).currentThread()


def assert_gone(what: str, left: Callable[[], list[Any]]) -> None:
    """Wait until nothing is left, and fail with its names when the grace is over."""
    deadline = time.monotonic() + GRACE
    while left() and time.monotonic() < deadline:
        time.sleep(0.01)
    remaining = left()
    assert not remaining, f"the test left {what} behind: {', '.join(map(repr, remaining))}"
