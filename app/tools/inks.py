"""What the dabs of a stroke do to a plane."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from mmap import mmap

import numpy as np
from PySide6.QtGui import QColor

from app.document.boxes import around, is_empty, moved
from app.document.plane import TILE, Plane
from app.tools.colours import as_pixel
from app.tools.painting import erased, grey_of, mixed, painted, weights
from paella_core.request import Box

Dab = tuple[Box, np.ndarray]
Lay = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From the pixels before the stroke and weights to the pixels after it."""


class Ink(ABC):
    """Lays dabs on a plane that an edit has open."""

    def __init__(self, plane: Plane) -> None:
        self.plane = plane

    def stamp(self, dabs: list[Dab]) -> None:
        """Lay dabs, each a box of the document and its strength, (height, width) uint8."""
        area = self.plane.clipped(around(box for box, _ in dabs))
        if not is_empty(area):
            self._lay(dabs, area)

    @abstractmethod
    def _lay(self, dabs: list[Dab], area: Box) -> None:
        """Lay the part of the dabs that lies within `area`, which holds them and is clipped to the plane."""


class AddInk(Ink):
    """Makes a mask as strong as the strongest dab."""

    def _lay(self, dabs: list[Dab], area: Box) -> None:
        with self.plane.paint(area) as pixels:
            _strengthen(pixels, dabs, area)


class TakeInk(Ink):
    """Makes a mask as weak as the strongest dab leaves it."""

    def _lay(self, dabs: list[Dab], area: Box) -> None:
        with self.plane.paint(area) as pixels:
            for under, shape in _parts(pixels, dabs, area):
                np.minimum(under, 255 - shape, out=under)


class BlendInk(Ink):
    """Lays one even coat over what was there before the stroke, however often the stroke crosses itself.

    The strongest dab over each pixel is kept apart, as the stroke's coverage. The plane keeps its borders as long as
    the stroke lasts.
    """

    def __init__(self, plane: Plane, lay: Lay, opacity: float) -> None:
        super().__init__(plane)
        self._lay_coat = lay
        self._opacity = opacity
        size = (plane.height, plane.width)  # zeros that take no time: the system gives each page when it is first used
        self._coverage = np.frombuffer(mmap(-1, plane.height * plane.width), np.uint8).reshape(size)

    def _lay(self, dabs: list[Dab], area: Box) -> None:
        own = moved(area, -self.plane.area.left, -self.plane.area.top)
        coverage = self._coverage[own.slices]
        thinner = coverage.copy()
        _strengthen(coverage, dabs, area)
        with self.plane.paint(area) as pixels:
            for piece in _pieces(area.width, area.height):
                coat = coverage[piece.slices]
                if not np.array_equal(coat, thinner[piece.slices]):
                    before = self.plane.before(moved(piece, area.left, area.top))
                    pixels[piece.slices] = self._lay_coat(before, weights(coat, self._opacity))


def colour_coat(plane: Plane, colour: QColor) -> Lay:
    """A coat of a colour for the pixels of a layer; for the mask of one, of its grey value."""
    pixel = as_pixel(colour, plane.array.dtype)
    if plane.array.ndim == 3:
        return lambda before, share: painted(before, pixel, share)
    grey = grey_of(pixel)
    return lambda before, share: mixed(before, grey, share)


def clear_coat(plane: Plane) -> Lay:
    """A coat that takes the alpha of a layer's pixels; on a mask, black, which hides them."""
    return erased if plane.array.ndim == 3 else lambda before, share: mixed(before, 0, share)


def _strengthen(pixels: np.ndarray, dabs: list[Dab], area: Box) -> None:
    for under, shape in _parts(pixels, dabs, area):
        np.maximum(under, shape, out=under)


def _parts(pixels: np.ndarray, dabs: list[Dab], area: Box) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each dab the pixels under it, of those of `area`, and the part of the dab that lies there."""
    for (left, top, width, height), shape in dabs:
        x, y = left - area.left, top - area.top
        right, down = max(-x, 0), max(-y, 0)  # what is cut off at the left and above
        under = pixels[y + down : max(y + height, 0), x + right : max(x + width, 0)]
        yield under, shape[down : down + under.shape[0], right : right + under.shape[1]]


def _pieces(width: int, height: int) -> Iterator[Box]:
    """Pieces that are worked on one by one, so that those without a change cost nothing."""
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            yield Box(left, top, min(TILE, width - left), min(TILE, height - top))
