"""Dabs of a round brush along a smooth path, so close that the edge shows no scallops."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from paella_core.request import Box

SCALLOP = 0.2  # pixels that the edge of a stroke may wave between two dabs
SNAP = 4  # small dabs lie on quarters of a pixel, so that few shapes need be made
COARSE = 16.0  # radius in pixels from which dabs lie on whole pixels
VAST = 64.0  # radius in pixels from which radii are whole pixels
TURN = 0.5  # the cosine of the sharpest turn that is rounded; a sharper one is a corner
RELAX = 0.7  # how far the path's end leans against its beginning: less than 1, so that a wave dies away
RIPPLE = 1 / 128  # share of the full strength by which a stroke may wave along its middle
PIECES = 8  # straight pieces by which the length of a curve is measured

Vector = tuple[float, float]
Places = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
"""A curve: from shares of the way, 0..1, to x and y."""


class Touch(NamedTuple):
    """Where the brush touches the picture (image coordinates), its radius there in pixels, and how much of its full
    effect it has, 0..1."""

    x: float
    y: float
    radius: float
    strength: float = 1.0


class Path:
    """A smooth way through touches as they come, each reached at once.

    Each piece is a cubic Hermite curve. It leaves in the direction in which the last one arrived, and arrives in one
    that the way so far suggests, because where it will go on is not known yet.
    """

    def __init__(self, start: Touch, hardness: float) -> None:
        self._last = start
        self._hardness = hardness
        self._heading: Vector | None = None
        self._length = 0.0  # of the piece before, in pixels

    def to(self, end: Touch) -> list[Touch]:
        """The touches that lead to `end`, which comes last. Those until the last `end` are stamped already."""
        start, self._last = self._last, end
        chord = (end.x - start.x, end.y - start.y)
        length = math.hypot(*chord)
        if not length:
            return [end]
        ahead = (chord[0] / length, chord[1] / length)
        leave, pull = self._heading, min(length, 2 * self._length)  # a short piece says little about a long one
        self._heading, self._length = ahead, length
        if leave is None or leave[0] * ahead[0] + leave[1] * ahead[1] < TURN:
            return line(start, end, self._hardness)
        arrive = _unit(ahead[0] + RELAX * (ahead[0] - leave[0]), ahead[1] + RELAX * (ahead[1] - leave[1]))
        self._heading = arrive
        places = _hermite(start, end, (pull * leave[0], pull * leave[1]), (length * arrive[0], length * arrive[1]))
        return _spread(start, end, places, self._hardness)


def line(start: Touch, end: Touch, hardness: float) -> list[Touch]:
    """The touches that lead straight from `start`, which is stamped already, to `end`, which comes last."""
    return _spread(
        start, end, lambda share: (_between(start.x, end.x, share), _between(start.y, end.y, share)), hardness
    )


def spacing(radius: float, hardness: float) -> float:
    """The distance in pixels between dabs whose envelope waves by `SCALLOP` at most (the sagitta of a chord), and whose
    strength waves by `RIPPLE` at most along the middle, where a soft dab has a peak."""
    peak = hardness + math.sqrt(RIPPLE / 3) * (1 - hardness)  # half the distance, as a share of the radius
    return max(0.5, min(math.sqrt(8 * radius * SCALLOP), radius / 2, 2 * peak * radius))


def dab(touch: Touch, hardness: float) -> tuple[Box, np.ndarray]:
    """Where a dab lies, and its strength: (height, width) uint8, 255 = full.

    At full strength, all within hardness * radius is full and fades smoothly to nothing at the radius; a hard edge is
    smoothed over one pixel.
    """
    x, y, radius, strength = touch
    x, y = _snapped(x, radius), _snapped(y, radius)
    left, top = math.floor(x), math.floor(y)
    grain = 4 if radius < COARSE else 2 if radius < VAST else 1
    kept = _small_shape if radius < COARSE else _large_shape
    shape = kept(round(radius * grain) / grain, hardness, x - left, y - top)
    if strength < 1.0:
        shape = _faint(round(255 * strength)).take(shape)
    height, width = shape.shape
    return Box(left - height // 2, top - height // 2, width, height), shape


def _unit(x: float, y: float) -> Vector:
    length = math.hypot(x, y)
    return x / length, y / length


def _between(start: float, end: float, share: np.ndarray) -> np.ndarray:
    return start + (end - start) * share


def _spread(start: Touch, end: Touch, places: Places, hardness: float) -> list[Touch]:
    """Touches along a curve, so many that none is too far from the next; the radius and the strength go evenly from one
    end to the other."""
    x, y = places(np.arange(PIECES + 1) / PIECES)
    longest = PIECES * float(np.hypot(np.diff(x), np.diff(y)).max())
    count = max(1, math.ceil(longest / spacing(min(start.radius, end.radius), hardness) - 1e-9))
    share = np.arange(1, count + 1) / count
    x, y = places(share)
    radius, strength = _between(start.radius, end.radius, share), _between(start.strength, end.strength, share)
    touches = zip(x.tolist(), y.tolist(), radius.tolist(), strength.tolist(), strict=True)
    return [*[*map(Touch._make, touches)][:-1], end]


def _hermite(start: Touch, end: Touch, leave: Vector, arrive: Vector) -> Places:
    """The curve with these tangents at its ends."""

    def at(share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        rest = 1 - share
        ends, out, back = share * share * (3 - 2 * share), share * rest * rest, -share * share * rest
        x = _between(start.x, end.x, ends) + leave[0] * out + arrive[0] * back
        return x, _between(start.y, end.y, ends) + leave[1] * out + arrive[1] * back

    return at


def _snapped(value: float, radius: float) -> float:
    if radius < 1:
        return math.floor(value) + 0.5  # the smallest brush fills single pixels
    grain = SNAP if radius < COARSE else 1
    return math.floor(value * grain + 0.5) / grain


def _shape(radius: float, hardness: float, x: float, y: float) -> np.ndarray:
    """A dab whose centre lies at (`x`, `y`) within its middle pixel, both in 0..1."""
    reach = math.ceil(max(radius, 0.5) + 0.5)
    if x or y:
        centres = np.arange(-reach, reach + 1, dtype=np.float32) + 0.5
        shape = _profile(centres - x, centres - y, radius, hardness)
    else:  # a quarter says all
        centres = np.arange(reach + 1, dtype=np.float32) + 0.5
        quarter = _profile(centres, centres, radius, hardness)
        half = np.concatenate([quarter[-2::-1], quarter])
        shape = np.concatenate([half[:, -2::-1], half], axis=1)
    shape.flags.writeable = False
    return shape


def _profile(across: np.ndarray, down: np.ndarray, radius: float, hardness: float) -> np.ndarray:
    """The strength at these distances from the centre, (height, width) uint8."""
    outer = max(radius, 0.5) + 0.5
    inner = min(hardness * radius, radius - 0.5)
    share = np.sqrt(np.square(across)[None, :] + np.square(down)[:, None])
    np.subtract(outer, share, out=share)
    share *= 1 / (outer - inner)
    np.minimum(np.maximum(share, 0, out=share), 1, out=share)
    return (255 * share * share * (3 - 2 * share) + 0.5).astype(np.uint8)


_small_shape = lru_cache(maxsize=2048)(_shape)  # of 1 kB and less
_large_shape = lru_cache(maxsize=64)(_shape)  # of up to 1 MB


@lru_cache(maxsize=256)
def _faint(strength: int) -> np.ndarray:
    """What becomes of each strength of a dab, 0..255, at a strength of the whole of 0..255."""
    return np.rint(np.arange(256) * (strength / 255)).astype(np.uint8)
