"""Engines that behave as one is seldom lucky enough to see: the real one on `mini`, made to wait or to fail.

As a program (`python installers/rehearsed.py packs ...`) it is the command line of packs, but downloads stand still
half-way: nothing is fetched.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.engine.worker import Opener, RunningEngine
from paella_core.cli import main as command_line
from paella_core.request import Request, Step

COMMAND = (sys.executable, str(Path(__file__).resolve()))
SIZES = {"paella_v3.pt": 4 << 30, "vqgan_f4.pt": 1 << 29}
SO_FAR = 1_900_000_000  # bytes of the first file
SPEED = 11.4e6  # bytes a second
STILL = 600  # seconds, if nobody ends it before


class Rehearsed:
    """An engine whose opening, or whose runs after so many steps, wait until `go_on` is called, or fail."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._gate = Event()
        self.steps: int | None = None  # after which a run waits or fails; None: it goes to its end
        self.error: Exception | None = None  # that comes instead of waiting

    def go_on(self) -> None:
        """Let everything go to its end from now on."""
        self.steps = None
        self._gate.set()

    def open_late(self) -> RunningEngine:
        """Open only when it may go on."""
        self._gate.wait()
        return self.open()

    def open(self) -> RunningEngine:
        """Open at once."""
        real = self._opener()

        def run(request: Request) -> Iterator[Step]:
            for number, step in enumerate(real.run(request), 1):
                yield step
                if number == self.steps and self.error is not None:
                    raise self.error
                if number == self.steps:
                    self._gate.wait()

        return RunningEngine(real.about, real.device, run)


def _download() -> None:
    """Tell of a download that has come half-way, and stand still."""
    _say(event="files", files=[{"file": name, "bytes": size, "have": 0} for name, size in SIZES.items()])
    file, total = next(iter(SIZES.items()))
    left = (sum(SIZES.values()) - SO_FAR) / SPEED
    _say(event="progress", stage="downloading", file=file, done=SO_FAR, total=total, speed=SPEED, left=left)
    time.sleep(STILL)


def _say(**told: object) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    if "download" in sys.argv:
        _download()
    else:
        raise SystemExit(command_line())
