"""Dabs of a round brush along a line, so close that the edge shows no scallops."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from paella_core.request import Box

SCALLOP = 0.2  # pixels that the edge of a stroke may wave between two dabs
SNAP = 4  # small dabs lie on quarters of a pixel, so that few shapes need be made
COARSE = 16.0  # radius in pixels from which dabs lie on whole pixels


class Touch(NamedTuple):
    """Where the brush touches the picture (image coordinates), and its radius there, in pixels."""

    x: float
    y: float
    radius: float


def line(start: Touch, end: Touch) -> Iterator[Touch]:
    """The touches that lead from `start`, which is stamped already, to `end`, which comes last."""
    distance = math.dist(start[:2], end[:2])
    count = max(1, math.ceil(distance / spacing(min(start.radius, end.radius))))
    for step in range(1, count + 1):
        share = step / count
        yield Touch(*(a + (b - a) * share for a, b in zip(start, end, strict=True)))


def spacing(radius: float) -> float:
    """The distance in pixels between dabs whose envelope waves by `SCALLOP` at most (the sagitta of a chord)."""
    return max(0.5, min(math.sqrt(8 * radius * SCALLOP), radius / 2))


def dab(touch: Touch, hardness: float) -> tuple[Box, np.ndarray]:
    """Where a dab lies, and its strength: (height, width) uint8, 255 = full.

    The strength is full within hardness * radius and fades smoothly to nothing at the radius; a hard edge is
    smoothed over one pixel.
    """
    x, y = _snapped(touch.x, touch.radius), _snapped(touch.y, touch.radius)
    shape = _shape(round(touch.radius * SNAP) / SNAP, round(hardness, 2), x % 1.0, y % 1.0)
    reach = shape.shape[0] // 2
    return Box(math.floor(x) - reach, math.floor(y) - reach, shape.shape[1], shape.shape[0]), shape


def _snapped(value: float, radius: float) -> float:
    if radius < 1:
        return math.floor(value) + 0.5  # the smallest brush fills single pixels
    grain = SNAP if radius < COARSE else 1
    return math.floor(value * grain + 0.5) / grain


@lru_cache(maxsize=64)
def _shape(radius: float, hardness: float, x: float, y: float) -> np.ndarray:
    """A dab whose centre lies at (`x`, `y`) within its middle pixel, both in 0..1."""
    outer = max(radius, 0.5) + 0.5
    inner = min(hardness * radius, radius - 0.5)
    reach = math.ceil(outer)
    centres = np.arange(-reach, reach + 1, dtype=np.float32) + 0.5
    distance = np.hypot(centres[None, :] - x, centres[:, None] - y)
    share = np.clip((outer - distance) / (outer - inner), 0.0, 1.0)
    shape = np.rint(255.0 * share * share * (3.0 - 2.0 * share)).astype(np.uint8)
    shape.flags.writeable = False
    return shape
