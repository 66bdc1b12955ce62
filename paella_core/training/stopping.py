"""When a run ends before its last step: its minutes are over, or somebody asks it to stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stopping(minutes: float) -> Iterator[Callable[[], bool]]:
    """Whether to stop after the step in hand. Ctrl+C and SIGTERM (a scheduler's warning) ask for it; asked twice, the
    program ends at once, as it would have."""
    end, asked = time.monotonic() + 60 * minutes, threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield lambda: time.monotonic() > end
        return
    before = {int(number): signal.getsignal(number) for number in SIGNALS}

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.set()
        signal.signal(number, before[number])

    for number in SIGNALS:
        signal.signal(number, ask)
    try:
        yield lambda: asked.is_set() or time.monotonic() > end
    finally:
        for number in SIGNALS:
            signal.signal(number, before[number])
