"""Pictures at full, half, quarter ... size, so that a view zoomed out reads few pixels. Each level is made where it is
looked at, kept, and made again in rectangles where the document changed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QRegion

from app.document.boxes import to_box
from app.document.dirty import area, gathered
from app.qimage import ArrayImage, to_qimage
from paella_core.request import Box

PIECE = 256  # pixels of the document; a piece is made at once
FRAGMENTS = 64  # stale rectangles of a level; more become the one around them
LEAST = 4 * PIECE * PIECE  # pixels of the document that are made whatever the time

OPAQUE = 0xFF000000  # what an opaque pixel is at least

Read = Callable[[Box], np.ndarray]
Halve = Callable[[np.ndarray], np.ndarray]


def level_for(zoom: float) -> int:
    """The level that is shown at `zoom` by shrinking it to no less than half."""
    return max(0, math.floor(-math.log2(zoom)))


class Budget:
    """The time that making pieces may take before something is painted, so that the view never stands still."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._pixels = 0
        self.refusals = 0

    def allows(self, pixels: int) -> bool:
        """Whether a piece of so many pixels of the document may be made."""
        self._pixels += pixels
        allowed = self._pixels <= LEAST or self._left > 0
        self.refusals += not allowed
        return allowed

    @contextmanager
    def spending(self) -> Iterator[None]:
        """What is done within counts."""
        begin = time.perf_counter()
        yield
        self._left -= time.perf_counter() - begin


class Pyramid:
    """Levels of shape (height, width), each half as large as the one before, rounded up.

    `read` gives the pixels of a box at full size. A level takes memory only where it was made.
    """

    dtype: type

    def __init__(self, width: int, height: int, read: Read, halve: Halve) -> None:
        self._width, self._height = width, height
        self._read, self._halve = read, halve
        self._levels: dict[int, np.ndarray] = {}
        self._stale: dict[int, QRegion] = {}

    def area(self, number: int) -> QRect:
        """The whole of a level, in its own pixels."""
        return QRect(0, 0, -(-self._width >> number), -(-self._height >> number))

    def level(self, number: int) -> np.ndarray:
        """A level, of which only what was made with `freshen` means anything; the rest is 0."""
        if number not in self._levels:
            area = self.area(number)
            self._levels[number] = np.zeros((area.height(), area.width()), self.dtype)
            self._stale[number] = QRegion(area)
        return self._levels[number]

    def coarser(self, number: int) -> int | None:
        """The smallest level that is kept, where it is smaller than level `number`."""
        coarsest = max(self._levels, default=number)
        return coarsest if coarsest > number else None

    def freshen(self, number: int, part: QRect, budget: Budget) -> QRect:
        """Make what is stale in a part of a level, as far as the budget allows. Gives what is left over, in pixels of
        the level."""
        self.level(number)
        stale = self._stale[number]
        wanted = stale.intersected(part)
        for piece in _pieces(wanted, max(PIECE >> number, 1)):
            if not stale.intersects(piece):
                continue
            if not budget.allows(area(piece) << 2 * number):
                break
            with budget.spending():
                self._levels[number][to_box(piece).slices] = self._made(number, piece)
            stale = stale.subtracted(piece)
        self._stale[number] = stale
        return stale.intersected(part).boundingRect()

    def invalidate(self, box: Box) -> None:
        """Say that the pixels of `box` changed."""
        for number, stale in self._stale.items():
            stale += self._at_level(number, box).intersected(self.area(number))
            self._stale[number] = stale if stale.rectCount() <= FRAGMENTS else QRegion(stale.boundingRect())

    def _made(self, number: int, piece: QRect) -> np.ndarray:
        """The pixels of a piece of a level, from the nearest finer level that is up to date there."""
        source = next((finer for finer in range(number - 1, -1, -1) if self._has(finer, number, piece)), None)
        first = source or 0
        wide = QRect(
            piece.x() << number - first,
            piece.y() << number - first,
            piece.width() << number - first,
            piece.height() << number - first,
        )
        box = to_box(wide.intersected(self.area(first)))
        pixels = self._base(box) if source is None else self._levels[source][box.slices]
        for _ in range(number - first):
            pixels = self._halve(_even(pixels))
        return pixels

    def _has(self, finer: int, number: int, piece: QRect) -> bool:
        if finer not in self._levels:
            return False
        shift = number - finer
        part = QRect(piece.x() << shift, piece.y() << shift, piece.width() << shift, piece.height() << shift)
        return self._stale[finer].intersected(part).isEmpty()

    def _base(self, box: Box) -> np.ndarray:
        return self._read(box)

    def _at_level(self, number: int, box: Box) -> QRect:
        left, top = box.left >> number, box.top >> number
        return QRect(left, top, -(-(box.left + box.width) >> number) - left, -(-(box.top + box.height) >> number) - top)


class MaskPyramid(Pyramid):
    """The levels of a plane (uint8): a pixel is as strong as the strongest that it stands for."""

    dtype = np.uint8

    def __init__(self, width: int, height: int, read: Read) -> None:
        super().__init__(width, height, read, _strongest)


class ColourPyramid(Pyramid):
    """The levels of a picture as Qt paints it fastest: uint32, 8 bits each of alpha and premultiplied colours.

    `read` gives the pixels of a box: (height, width, 3 or 4), uint8 or uint16.
    """

    dtype = np.uint32

    def __init__(self, width: int, height: int, read: Read) -> None:
        super().__init__(width, height, read, _mean)
        self.opaque = True  # whether no pixel that was read so far lets anything through

    @classmethod
    def of(cls, pixels: np.ndarray) -> ColourPyramid:
        """The levels of an array that stays as it is."""
        return cls(pixels.shape[1], pixels.shape[0], lambda box: pixels[box.slices])

    def image(self, number: int) -> QImage:
        """A level as an image that shares its memory; transparent where it was never made."""
        return ArrayImage(self.level(number), QImage.Format.Format_ARGB32_Premultiplied)

    def solid_image(self, number: int) -> QImage:
        """The same without alpha, which Qt paints faster; black where it was never made."""
        return ArrayImage(self.level(number), QImage.Format.Format_RGB32)

    def _base(self, box: Box) -> np.ndarray:
        image = to_qimage(self._read(box)).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        pixels = np.frombuffer(image.constBits(), np.uint32).reshape(box.height, box.width).copy()
        self.opaque = self.opaque and bool(pixels.min() >= OPAQUE)
        return pixels


def _pieces(region: QRegion, side: int) -> Iterator[QRect]:
    """Rectangles that hold a region, cut into pieces."""
    for rect in gathered(region):
        for top in range(rect.top(), rect.top() + rect.height(), side):
            for left in range(rect.left(), rect.left() + rect.width(), side):
                yield QRect(left, top, side, side).intersected(rect)


def _even(pixels: np.ndarray) -> np.ndarray:
    """With the last row and column doubled where their number is odd."""
    height, width = pixels.shape
    return np.pad(pixels, ((0, height % 2), (0, width % 2)), mode="edge") if height % 2 or width % 2 else pixels


def _strongest(pixels: np.ndarray) -> np.ndarray:
    rows = np.maximum(pixels[0::2], pixels[1::2])
    return np.maximum(rows[:, 0::2], rows[:, 1::2])


def _mean(pixels: np.ndarray) -> np.ndarray:
    """The mean of 2 x 2 pixels in all four bytes at once; rounded down across rows and up across columns."""
    one, other = pixels[0::2], pixels[1::2]
    rows = (one & other) + (((one ^ other) & 0xFEFEFEFE) >> 1)
    one, other = rows[:, 0::2], rows[:, 1::2]
    return (one | other) - (((one ^ other) & 0xFEFEFEFE) >> 1)
