"""How much later than they should the timers of the interface come, in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer

TICK = 16  # milliseconds


@contextmanager
def lateness() -> Iterator[list[float]]:
    """A list that grows with every tick while the event loop runs."""
    late: list[float] = []
    due = time.perf_counter()

    def note() -> None:
        nonlocal due
        now = time.perf_counter()
        late.append(max(0.0, 1000 * (now - due) - TICK))
        due = now

    timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(note)
    timer.start()
    try:
        yield late
    finally:
        timer.stop()
