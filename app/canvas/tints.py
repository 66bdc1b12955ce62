"""Planes of the document as device pixels, and the tints of mask and regions over the picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, qRgba

from app.canvas.pyramid import level_for
from app.canvas.viewport import Viewport
from app.qimage import ArrayImage

MASK = QColor(230, 50, 70, 115)  # a cool red at 45 %
REGION_ALPHA = 90
LINE = 255  # the value that a region's border has in its colour table
_QUARTERS = np.array([[0.25], [0.75]])


class Sample(NamedTuple):
    """A part of a plane as the view's device pixels: `values`, (height, width) uint8, for the pixels of `rect` and one
    more at each side."""

    rect: QRect
    values: np.ndarray

    @property
    def inner(self) -> np.ndarray:
        """The values of `rect` alone."""
        return self.values[1:-1, 1:-1]

    @property
    def rim(self) -> np.ndarray:
        """Which of the device pixels of `rect` are the outermost of what is not 0: bool."""
        inside = self.values > 0
        around = inside[:-2, 1:-1] & inside[2:, 1:-1] & inside[1:-1, :-2] & inside[1:-1, 2:]
        return inside[1:-1, 1:-1] & ~around

    @property
    def border(self) -> np.ndarray:
        """Which of the device pixels of `rect` are 0, beside one that is not: bool."""
        inside = self.values > 0
        beside = inside[:-2, 1:-1] | inside[2:, 1:-1] | inside[1:-1, :-2] | inside[1:-1, 2:]
        return beside & ~inside[1:-1, 1:-1]


def sample(level: np.ndarray, viewport: Viewport, rect: QRect) -> Sample | None:
    """What the level of a plane that fits the zoom shows under `rect` (device pixels), cut to what is not 0 and its
    border; None where all is 0.

    Each device pixel is as strong as the strongest of four image pixels, those at its quarters. As a pixel of a level
    covers at least half a device pixel, none is missed.
    """
    origin, picture = viewport.device_origin, viewport.picture
    columns, xs = _sampled(rect.left(), rect.width(), origin.x(), viewport.zoom, picture.width())
    rows, ys = _sampled(rect.top(), rect.height(), origin.y(), viewport.zoom, picture.height())
    if not xs.size or not ys.size:
        return None
    left, top = columns[0, 0], rows[0, 0]
    found = level[top : rows[1, -1] + 1, left : columns[1, -1] + 1]
    columns, xs = _cut(columns - left, xs, np.asarray(found.any(axis=0)))
    rows, ys = _cut(rows - top, ys, np.asarray(found.any(axis=1)))
    if not xs.size or not ys.size:
        return None
    strongest = np.zeros((len(ys) + 4, len(xs) + 4), np.uint8)  # room for the border, and one more
    strongest[2:-2, 2:-2] = _strongest(found, rows, columns)
    placed = QRect(int(xs[0]) - 1, int(ys[0]) - 1, len(xs) + 2, len(ys) + 2)
    shown = placed.intersected(rect)
    if shown.isEmpty():
        return None
    cut = shown.translated(-placed.topLeft())
    return Sample(shown, strongest[cut.top() : cut.bottom() + 3, cut.left() : cut.right() + 3])


def colour_table(tint: QColor) -> list[int]:
    """For each strength the tint with so much alpha."""
    return [qRgba(tint.red(), tint.green(), tint.blue(), round(value * tint.alphaF())) for value in range(256)]


def tint_image(values: np.ndarray, table: list[int]) -> QImage:
    """Values (height, width) uint8 in the colours of a table, as Qt paints it fastest."""
    image = ArrayImage(values, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def outlined(found: Sample) -> np.ndarray:
    """The values of a sample with its rim as a line."""
    values = np.minimum(found.inner, LINE - 1)
    values[found.rim] = LINE
    return values


def region_table(colour: QColor) -> list[int]:
    """The colours of a region, its border opaque."""
    light = QColor(colour)
    light.setAlpha(REGION_ALPHA)
    return [*colour_table(light)[:LINE], colour.rgba()]


def _sampled(start: int, length: int, origin: int, zoom: float, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Along one axis, for each device pixel on the picture, from one before a range to one after it, the pixels of the
    level for this zoom at its two quarters, (2, count), and which device pixel it is, (count,)."""
    places = np.arange(start - 1, start + length + 1)
    pixels = np.floor((places + _QUARTERS - origin) / zoom).astype(np.intp)
    inside = (pixels[1] >= 0) & (pixels[0] < size)
    return np.clip(pixels[:, inside], 0, size - 1) >> level_for(zoom), places[inside]


def _cut(pixels: np.ndarray, places: np.ndarray, filled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The part of what `_sampled` found from the first to the last pixel that is `filled`."""
    wanted = np.flatnonzero(filled[pixels].any(axis=0))
    span = slice(wanted[0], wanted[-1] + 1) if wanted.size else slice(0)
    return pixels[:, span], places[span]


def _strongest(found: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    first, last = columns.min(), columns.max() + 1
    tall = found[rows[0], first:last]
    if not np.array_equal(rows[0], rows[1]):
        tall = np.maximum(tall, found[rows[1], first:last])
    columns = columns - first
    if np.array_equal(columns[0], columns[1]):
        return tall if len(columns[0]) == last - first else tall.take(columns[0], axis=1)
    return np.maximum(tall.take(columns[0], axis=1), tall.take(columns[1], axis=1))
