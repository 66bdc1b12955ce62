"""How late the interface is while a large picture is opened."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from PySide6.QtTest import QTest

from app.application.reading import Reader
from app.bench.cases import noise
from app.bench.lateness import TICK, lateness

SIDE = 4096  # pixels
RUNS = 3


def measure_opening(side: int = SIDE) -> list[float]:
    """The lateness of the timers, in milliseconds, while a square PNG file of noise is read some times."""
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "noise.png"
        Image.fromarray(noise(side, 3, seed=0)).save(path, compress_level=1)
        with lateness() as late:
            for _ in range(RUNS):
                reader.read(path)
                QTest.qWait(2 * TICK)  # a tick that had to wait is noted
            return late
