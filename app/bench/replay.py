"""Replays strokes on a canvas in real time, and measures how long after each event its effect was painted."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from threading import Thread

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.bench.strokes import Sample

PEN = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
AFTER = 0.3  # seconds that are waited for the last paint


@dataclass
class Timings:
    """What was measured, in milliseconds: `latency` from each event to the end of the paint that shows it; `work`, the
    processor's time that it took, its share of the paint included; `lateness`, by how much it was posted late, which
    tells how busy the computer is with other things."""

    latency: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    lateness: list[float] = field(default_factory=list)
    posted: int = 0

    @property
    def lost(self) -> int:
        """Events that never arrived, or were never shown."""
        return self.posted - len(self.latency)


class WatchedApplication(QApplication):
    """Tells `watch` of all that a widget has finished with."""

    watch: Replay | None = None

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        watch, kind = self.watch, event.type()
        handled = super().notify(receiver, event)
        if watch is not None and receiver is watch.canvas:
            watch.finished(kind)
        return handled


class Replay:
    """One replay on `canvas`. The events are posted by a thread of their own, each at its time, whatever the interface
    is busy with."""

    def __init__(self, canvas: QWidget, samples: list[Sample]) -> None:
        self.canvas = canvas
        self.timings = Timings()
        self._samples = samples
        self._posted: deque[float] = deque()
        self._handled: list[float] = []
        self._busy = 0.0
        self._pen = QPointingDevice(
            "pen", 1, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
            QInputDevice.Capability.Pressure, 1, 3, "", QPointingDeviceUniqueId(),
        )  # fmt: skip

    def run(self) -> Timings:
        """Replay it all."""
        application = QCoreApplication.instance()
        assert isinstance(application, WatchedApplication)
        loop = QEventLoop()
        thread = Thread(target=self._post)
        application.watch = self
        self._busy = time.thread_time()
        thread.start()
        QTimer.singleShot(round((self._samples[-1].time + AFTER) * 1000), loop, loop.quit)
        loop.exec()
        thread.join()
        application.watch = None
        return self.timings

    def finished(self, kind: QEvent.Type) -> None:
        """The canvas has dealt with an event."""
        if kind in PEN:
            self._handled.append(self._posted.popleft())
        elif kind == QEvent.Type.Paint and self._handled:
            now = time.perf_counter()
            busy = time.thread_time()
            self.timings.work += [(busy - self._busy) * 1000 / len(self._handled)] * len(self._handled)
            self._busy = busy
            self.timings.latency += [(now - posted) * 1000 for posted in self._handled]
            self._handled.clear()

    def _post(self) -> None:
        begin, down = time.perf_counter() + 0.05, False
        for sample in self._samples:
            kind = QEvent.Type.TabletMove
            if (sample.pressure > 0) != down:
                down = not down
                kind = QEvent.Type.TabletPress if down else QEvent.Type.TabletRelease
            event = self._event(kind, sample, down)
            time.sleep(max(begin + sample.time - time.perf_counter(), 0))
            now = time.perf_counter()
            self.timings.lateness.append((now - begin - sample.time) * 1000)
            self.timings.posted += 1
            self._posted.append(now)
            QCoreApplication.postEvent(self.canvas, event)

    def _event(self, kind: QEvent.Type, sample: Sample, down: bool) -> QTabletEvent:
        place = QPointF(sample.x, sample.y)
        changes = kind != QEvent.Type.TabletMove
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        return QTabletEvent(
            kind, self._pen, place, place, sample.pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
            left if changes else none, left if down else none,
        )  # fmt: skip
