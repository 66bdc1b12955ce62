"""The two colours that painting tools share."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QRgba64

from app.tools.options import Option, Options


class Colours(Options):
    """The colour to paint with, and one in reserve."""

    foreground = Option(QColor(Qt.GlobalColor.black))
    background = Option(QColor(Qt.GlobalColor.white))

    def swap(self) -> None:
        """Exchange the two."""
        self.foreground, self.background = self.background, self.foreground


def as_pixel(colour: QColor, dtype: np.dtype) -> np.ndarray:
    """A colour as an opaque pixel, (4,), uint8 or uint16."""
    wide = colour.rgba64()
    channels = np.array([wide.red(), wide.green(), wide.blue(), 65535], np.uint32)
    return channels.astype(dtype) if dtype == np.uint16 else ((channels + 128) // 257).astype(dtype)


def as_colour(pixel: np.ndarray) -> QColor:
    """A pixel, (4,), uint8 or uint16, as an opaque colour of 16 bits a channel."""
    red, green, blue = (int(value) * (257 if pixel.dtype == np.uint8 else 1) for value in pixel[:3])
    return QColor(QRgba64.fromRgba64(red, green, blue, 65535))
