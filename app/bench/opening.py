"""How late the interface is while a large picture is opened."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtTest import QTest

from app.application.reading import Reader
from app.bench.lateness import TICK, lateness

SIDE = 4096  # pixels
RUNS = 3


def measure_opening(side: int = SIDE) -> list[float]:
    """The lateness of the timers, in milliseconds, while a square PNG file of noise is read some times."""
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder:
        path = _noise(Path(folder), side)
        with lateness() as late:
            for _ in range(RUNS):
                reader.read(path)
                QTest.qWait(2 * TICK)  # a tick that had to wait is noted
            return late


def _noise(folder: Path, side: int) -> Path:
    pixels = np.random.default_rng(0).integers(256, size=(side, side, 3), dtype=np.uint8)
    path = folder / "noise.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return path
