"""Planes at full, half, quarter ... size, so that a view zoomed out reads few pixels. Kept up in rectangles."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from app.document.plane import eight_bits
from app.qimage import ArrayImage, to_qimage
from paella_core.request import Box

STRIP = 64  # rows that are worked on at once, so that what lies between stays in the processor's cache

Halve = Callable[[np.ndarray], np.ndarray]


def level_for(zoom: float) -> int:
    """The level that is shown at `zoom` by shrinking it to no less than half."""
    return max(0, math.floor(-math.log2(zoom)))


class Pyramid:
    """Levels of shape (height, width), each half as large as the one before; made when first asked for."""

    def __init__(self, base: np.ndarray, halve: Halve) -> None:
        self._levels = [base]
        self._stale = [QRect()]
        self._halve = halve

    def level(self, number: int) -> np.ndarray:
        """A level, up to date; the last one where there are fewer, for a level has at least one pixel."""
        while len(self._levels) <= number and max(self._levels[-1].shape) > 1:
            height, width = self._levels[-1].shape
            self._levels.append(np.zeros(((height + 1) // 2, (width + 1) // 2), self._levels[0].dtype))
            self._stale.append(QRect(0, 0, (width + 1) // 2, (height + 1) // 2))
        last = min(number, len(self._levels) - 1)
        for index in range(last + 1):
            self._freshen(index)
        return self._levels[last]

    def invalidate(self, box: Box) -> None:
        """Say that the base changed in `box`."""
        left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
        for index in range(len(self._levels)):
            self._stale[index] |= QRect(left, top, right - left, bottom - top)
            left, top, right, bottom = left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2

    def _freshen(self, index: int) -> None:
        stale, self._stale[index] = self._stale[index], QRect()
        for top in range(stale.top(), stale.top() + stale.height(), STRIP):
            height = min(STRIP, stale.top() + stale.height() - top)
            self._fill(index, Box(stale.left(), top, stale.width(), height))

    def _fill(self, index: int, box: Box) -> None:
        if index > 0:
            source = Box(2 * box.left, 2 * box.top, 2 * box.width, 2 * box.height)
            self._levels[index][box.slices] = self._halve(_even(self._levels[index - 1][source.slices]))


class MaskPyramid(Pyramid):
    """The levels of a mask (uint8): a pixel is as strong as the strongest that it stands for. The base is shared."""

    def __init__(self, mask: np.ndarray) -> None:
        super().__init__(mask, _strongest)


class ColourPyramid(Pyramid):
    """The levels of a picture as Qt paints it fastest: uint32, 8 bits each of alpha and premultiplied colours."""

    def __init__(self, picture: np.ndarray) -> None:
        super().__init__(np.zeros(picture.shape[:2], np.uint32), _mean)
        self._picture = picture
        self.opaque = picture.shape[2] == 3
        self.invalidate(Box(0, 0, picture.shape[1], picture.shape[0]))

    def image(self, number: int) -> QImage:
        """A level as an image that shares its memory."""
        opaque = QImage.Format.Format_RGB32
        return ArrayImage(self.level(number), opaque if self.opaque else QImage.Format.Format_ARGB32_Premultiplied)

    def _fill(self, index: int, box: Box) -> None:
        if index == 0:
            image = to_qimage(eight_bits(self._picture[box.slices]))
            image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
            packed = np.frombuffer(image.constBits(), np.uint32)
            self._levels[0][box.slices] = packed.reshape(box.height, box.width)
        super()._fill(index, box)


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
