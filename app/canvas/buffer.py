"""The view in device pixels: only stale parts are painted again, and a pan moves what is there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QRegion

from app.document.dirty import gathered
from app.qimage import ArrayImage


class Buffer:
    """`pixels` is (height, width) uint32, 0xffRRGGBB; `edge`, (height, width) uint8, marks the mask's edge."""

    def __init__(self) -> None:
        self.pixels = np.zeros((1, 1), np.uint32)
        self.edge = np.zeros((1, 1), np.uint8)
        self._stale = QRegion()
        self.resize(QSize(1, 1), 1.0)

    @property
    def rect(self) -> QRect:
        """All of it."""
        return QRect(0, 0, self.pixels.shape[1], self.pixels.shape[0])

    @property
    def fresh(self) -> bool:
        """Whether nothing has to be painted again."""
        return self._stale.isEmpty()

    def resize(self, size: QSize, ratio: float) -> None:
        """Another size in device pixels and number of them for a logical one. All of it is stale."""
        self.pixels = np.zeros((max(size.height(), 1), max(size.width(), 1)), np.uint32)
        self.edge = np.zeros(self.pixels.shape, np.uint8)
        self.image = ArrayImage(self.pixels, QImage.Format.Format_RGB32)
        self._shown = ArrayImage(self.pixels, QImage.Format.Format_RGB32)
        self._shown.setDevicePixelRatio(ratio)
        self.spoil_all()

    def spoil(self, region: QRect | QRegion) -> None:
        """Say that a part has to be painted again."""
        self._stale += region

    def spoil_all(self) -> None:
        """Say that all of it has to be painted again."""
        self._stale = QRegion(self.rect)

    def take_stale(self) -> list[QRect]:
        """The rectangles that have to be painted again, none of which is stale any more."""
        stale, self._stale = self._stale.intersected(self.rect), QRegion()
        return gathered(stale)

    def scroll(self, by: QPoint) -> None:
        """Move all that was painted; what comes in from outside is stale."""
        there = self.rect.intersected(self.rect.translated(by))
        here = there.translated(-by)
        for plane in (self.pixels, self.edge):
            plane[_slices(there)] = plane[_slices(here)]
        self._stale = self._stale.translated(by) + QRegion(self.rect).subtracted(there)

    def draw(self, painter: QPainter) -> None:
        """Paint it onto the widget."""
        painter.drawImage(QPoint(), self._shown)


def _slices(rect: QRect) -> tuple[slice, slice]:
    return slice(rect.y(), rect.y() + rect.height()), slice(rect.x(), rect.x() + rect.width())
