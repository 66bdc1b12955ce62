"""The strokes that a benchmark replays: recorded ones, or drawn ones where there is no recording."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import numpy as np

from paella_core.errors import BadInput

RATE = 125  # samples a second of the drawn strokes, as a pen sends them
STROKE, PAUSE = 1.2, 0.2  # seconds


class Sample(NamedTuple):
    """Where a pen is `time` seconds after the beginning, in pixels of the screen. It hovers where `pressure` (0..1) is
    0."""

    time: float
    x: float
    y: float
    pressure: float


def read_strokes(path: Path) -> list[Sample]:
    """A recording: lines of time, x, y and pressure.

    Raises:
        BadInput: the file holds something else.
        OSError: it cannot be read.
    """
    try:
        table = np.loadtxt(path, ndmin=2)
    except ValueError:
        table = np.zeros((0, 0))
    if table.shape[0] < 2 or table.shape[1] != 4 or not np.isfinite(table).all():
        raise BadInput(f"{path} holds no strokes: each line must have time, x, y and pressure.")
    table[:, 0] -= table[0, 0]
    table[:, 3] = table[:, 3].clip(0, 1)
    return [Sample(*row) for row in table.tolist()]


def drawn_strokes(seconds: float) -> list[Sample]:
    """Loops at a brisk pace, about 900 pixels a second at most."""
    return [_drawn(number / RATE) for number in range(round(seconds * RATE))]


def cut(samples: list[Sample], seconds: float) -> list[Sample]:
    """The first seconds of it."""
    return [sample for sample in samples if sample.time <= seconds]


def centred(samples: list[Sample], width: int, height: int) -> list[Sample]:
    """The same in the middle of a view, of which nothing leaves it."""
    xs, ys = [sample.x for sample in samples], [sample.y for sample in samples]
    right, down = (width - min(xs) - max(xs)) / 2, (height - min(ys) - max(ys)) / 2
    return [
        sample._replace(x=min(max(sample.x + right, 0), width - 1), y=min(max(sample.y + down, 0), height - 1))
        for sample in samples
    ]


def _drawn(time: float) -> Sample:
    within = time % (STROKE + PAUSE)
    angle = 2.6 * time
    pressure = 0.0 if within >= STROKE else 0.3 + 0.7 * math.sin(math.pi * within / STROKE)
    return Sample(time, 300 + 300 * math.sin(angle), 250 + 250 * math.sin(1.31 * angle), pressure)
