"""`paella bench edit`: how soon generative editing answers in the whole program. Times are milliseconds.

- first preview: from Ctrl+Enter, on a warm engine, to the canvas painted with the first step.
- cancel: from Escape until the engine is free.
- late: how late the interface's timers are while the engine works.
- strengths, variations, steps, frames: from the change to the canvas painted, of what was made before.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest

from app.application.studio import Studio, make_application
from app.bench.lateness import lateness
from app.engine.worker import open_engine
from app.language import tr
from app.modes import Mode
from app.panels.slide import Keyframe
from app.settings import Settings
from paella_core.errors import BadInput, PaellaError
from paella_core.request import Box

ABOUT = "how soon generative editing answers in the whole program: previews, cancelling, sliders"
RUNS = 8
MASK = 128  # pixels along a side
PATIENCE = 600.0  # seconds
_REST = 500  # milliseconds
_HAND = 50  # milliseconds between two gestures: no hand is faster, and the window has its turns in between
_MARKS = {"p50": 50, "p95": 95, "worst": 100}  # percentiles


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    parser.add_argument("--pack", default="mini", metavar="NAME_OR_DIR", help="what generates (default mini)")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"of each kind (default {RUNS})")


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """The percentiles of each kind.

    Raises:
        PaellaError: the engine cannot be used, or there is nothing to measure.
    """
    if chosen.runs < 1:
        raise BadInput(f"Runs must be 1 or more, not {chosen.runs}.")
    with tempfile.TemporaryDirectory() as folder, _studio(chosen.pack, Path(folder)) as studio:
        return {name: spread(times) for name, times in Editing(studio, chosen.runs).figures().items()}


def spread(times: Sequence[float]) -> dict[str, float]:
    """The percentiles of times."""
    return {name: round(float(np.percentile(times, mark)), 1) for name, mark in _MARKS.items()}


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{'ms':16}" + "".join(f"{mark:>9}" for mark in _MARKS)]
    lines += [f"{name:16}" + "".join(f"{value:9}" for value in one.values()) for name, one in figures.items()]
    return "\n".join(lines)


class Editing:
    """The hand on the program, and the clock."""

    def __init__(self, studio: Studio, runs: int) -> None:
        self._studio, self._runs = studio, runs
        self._canvas, self._tray = studio.parts.canvas, studio.tray
        self._painted = _Painted(studio.parts.canvas)

    def figures(self) -> dict[str, list[float]]:
        """All times."""
        with lateness() as late:
            previews = [self._first_preview() for _ in range(self._runs + 1)][1:]  # the first one warms the engine up
            cancels = [self._cancel() for _ in range(self._runs)]
            scrubbed = self._scrubbed()
        return {"first preview": previews, "cancel": cancels, "late": late, **scrubbed}

    def _first_preview(self) -> float:
        """One fill, given up after its first preview."""
        self._paint_mask()
        QTest.qWait(_HAND)
        begin = time.perf_counter()
        self._press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._until(lambda: self._studio.stage.shown is not None)
        self._settle()
        passed = 1000 * (time.perf_counter() - begin)
        self._studio.work.cancel_all()
        self._until(lambda: self._studio.client.resting)
        return passed

    def _cancel(self) -> float:
        self._press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._until(lambda: self._studio.client.progress.step >= 2)
        begin = time.perf_counter()
        self._press(Qt.Key.Key_Escape)
        self._until(lambda: self._studio.client.resting)
        return 1000 * (time.perf_counter() - begin)

    def _scrubbed(self) -> dict[str, list[float]]:
        studio, tray = self._studio, self._tray
        studio.recipe.set_mode(Mode.STRUCTURE)
        QTest.qWait(_HAND)
        studio.work.start()
        self._until(lambda: len(tray.variations) > 1)
        strengths = [made.recipe["strength"] for made in tray.variations]  # pyright: ignore[reportAttributeAccessIssue]
        times = {
            "strengths": [self._timed(partial(studio.recipe.set_strength, one)) for one in reversed(strengths)],
            "variations": [self._timed(partial(tray.walk, 1)) for _ in strengths],
        }
        tray.choose(next(made for made in tray.variations if made.steps))
        steps = range(1, len(tray.chosen.steps) if tray.chosen else 0)
        return {**times, "steps": [self._timed(partial(tray.look_at_step, step)) for step in steps], **self._frames()}

    def _frames(self) -> dict[str, list[float]]:
        sliding = self._studio.sliding
        self._studio.parts.interpolation.show()
        QTest.qWait(_HAND)
        assert sliding.slide is not None, "a picture is open"
        for index, words in enumerate(("a summer day", "a summer night")):
            sliding.slide.set_keyframe(index, Keyframe(words))
            QTest.qWait(_HAND)
        sliding.start()
        self._until(lambda: sliding.slide is None or (sliding.slide.film is not None and sliding.slide.making is None))
        assert sliding.slide.film is not None, "it was made"
        return {"frames": [self._timed(partial(sliding.slide.go, at)) for at in range(len(sliding.slide.film.frames))]}

    def _timed(self, change: Callable[[], object]) -> float:
        """From a change to the canvas painted."""
        self._painted.times = 0
        begin = time.perf_counter()
        change()
        self._settle()
        return 1000 * (time.perf_counter() - begin)

    def _paint_mask(self) -> None:
        document = self._studio.session.current
        assert document is not None, "the sample picture is open"
        self._studio.recipe.set_prompt("a red boat")
        with document.edit(tr("Paint mask"), document.mask), document.mask.paint(Box(180, 140, MASK, MASK)) as pixels:
            pixels[...] = 255

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._canvas, key, modifiers)

    def _settle(self) -> None:
        """Until the canvas is painted as it shall be."""
        self._until(lambda: self._painted.times > 0 and self._canvas.complete)

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if self._studio.client.fault or time.monotonic() > end:
                raise PaellaError(self._studio.client.fault or "The engine did not get ready in time: try again.")
            # It sleeps between two events (the timers see to some), so that the engine has all of the computer.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class _Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if event.type() == QEvent.Type.Paint:
            self.times += 1
        return super().eventFilter(watched, event)


@contextmanager
def _studio(pack: str, home: Path) -> Iterator[Studio]:
    """The whole program on the sample picture, its engine open."""
    application = make_application(sys.argv[:1])
    settings = Settings(home)
    settings.tour_seen = True
    studio = Studio(settings, partial(open_engine, pack), home)
    studio.show([])
    try:
        while studio.client.about is None and not studio.client.fault:
            application.processEvents()
        if studio.client.fault:
            raise PaellaError(studio.client.fault)
        studio.window.activateWindow()  # so that keys reach it
        studio.parts.canvas.setFocus()
        QTest.qWait(_REST)  # the window has painted what the engine's readiness changed
        yield studio
    finally:
        studio.close()
