"""The hand of the random walks: what it can do on the real window, and what it works with."""

from __future__ import annotations

import errno
import random
from collections.abc import Callable
from pathlib import Path

from driver import NO_KEY, Driver, ScriptedDialogs, combination
from fakes import FakeEngine
from pictures import noise
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from walk_checks import Watch

from app.document.document import Document

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Fsync:
    """What the system says when a file shall lie on the disk; with `full` that there is no room."""

    def __init__(self, real: Callable[[int], None]) -> None:
        self._real = real
        self.full = False

    def __call__(self, file: int) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._real(file)


class WalkDialogs(ScriptedDialogs):
    """Stops the work or not, as the hand says."""

    stops_work = True

    def may_stop_work(self) -> bool:
        return self.stops_work


class Hand:
    """On one studio. `random` is set anew for each deed."""

    def __init__(self, driver: Driver, engine: FakeEngine, home: Path, fsync: Fsync) -> None:
        self.driver, self.engine, self.home, self.fsync = driver, engine, home, fsync
        self.studio, self.canvas = driver.studio, driver.canvas
        self.random = random.Random()
        self.held: Qt.MouseButton | None = None
        self.watch = Watch(driver.studio, driver.qtbot.waitUntil)

    @property
    def document(self) -> Document | None:
        """The current one."""
        return self.studio.session.current

    @property
    def dialogs(self) -> WalkDialogs:
        dialogs = self.driver.dialogs
        assert isinstance(dialogs, WalkDialogs)
        return dialogs

    def pump(self, milliseconds: int = 0) -> None:
        """Let everything happen that is under way."""
        QTest.qWait(milliseconds)

    # ---- the pointer

    def at(self, x: float, y: float) -> QPoint:
        """Where a pixel of the picture is on the canvas, or the nearest place there is."""
        place, inside = self.driver.place(x, y), self.canvas.rect().adjusted(1, 1, -2, -2)
        return QPoint(
            min(max(place.x(), inside.left()), inside.right()), min(max(place.y(), inside.top()), inside.bottom())
        )

    def somewhere(self) -> QPoint:
        """Some pixel of the picture, seldom one beside it."""
        document = self.document
        width, height = (document.width, document.height) if document else (100, 80)
        beside = 12 if self.random.random() < 0.1 else 0
        return self.at(self.random.uniform(-beside, width + beside), self.random.uniform(-beside, height + beside))

    def press(self, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        if self.held is None:
            self.held = button
            QTest.mousePress(self.canvas, button, NO_KEY, place)

    def release(self, place: QPoint) -> None:
        if self.held is not None:
            button, self.held = self.held, None
            QTest.mouseRelease(self.canvas, button, NO_KEY, place)

    # ---- keys and commands

    def trigger(self, id_: str) -> None:
        """What a menu or a key does, if it can be done now."""
        action = self.studio.actions[id_]
        if action.isEnabled():
            action.trigger()

    def click(self, button: QAbstractButton) -> None:
        """Press a button that can be seen and pressed."""
        if button.isVisible() and button.isEnabled():
            button.click()

    def key(self, keys: str) -> None:
        pressed = combination(keys)
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, pressed.key(), pressed.keyboardModifiers())

    def escape(self) -> None:
        self.key("Esc")

    def enter(self) -> None:
        self.key("Return")

    # ---- the end

    def end(self) -> None:
        """Let go of everything, and wait until nothing is under way."""
        self.random = random.Random(0)
        self.engine.error = self.engine.fault = None
        self.fsync.full = False
        if self.held is not None:
            self.escape()
            self.release(self.somewhere())
        self.canvas.cancel_gesture()
        self.studio.recipe.set_live(False)
        self.engine.gated = False
        self.engine.let(1000)
        self.driver.qtbot.waitUntil(lambda: not self.watch.under_way(), timeout=20_000)


def files(home: Path) -> list[Path]:
    """Two pictures, one of them deep and with alpha."""
    small, deep = home / "small.png", home / "deep.tif"
    if not small.exists():
        Image.fromarray(noise(120, 90)).save(small)
        Image.fromarray(noise(70, 90, 4, seed=3)).save(deep)
    return [small, deep]


def hurry(driver: Driver) -> None:
    """Pauses last some milliseconds, and journals look at what was done all the time."""
    studio = driver.studio
    for timer in (studio.live._pause, studio.extending._pause, studio.context._pause):
        timer.setInterval(4)
    studio.recovery._timer.setInterval(20)
