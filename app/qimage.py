"""numpy arrays as QImages and back, sharing memory where the layouts allow."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

_FORMATS = {
    (np.dtype(np.uint8), 1): QImage.Format.Format_Grayscale8,
    (np.dtype(np.uint8), 3): QImage.Format.Format_RGB888,
    (np.dtype(np.uint8), 4): QImage.Format.Format_RGBA8888,
    (np.dtype(np.uint16), 1): QImage.Format.Format_Grayscale16,
    (np.dtype(np.uint16), 4): QImage.Format.Format_RGBA64,
}


class ArrayImage(QImage):
    """A QImage that shows an array's memory and keeps the array alive."""

    def __init__(self, array: np.ndarray, pixel_format: QImage.Format) -> None:
        self.array = np.ascontiguousarray(array)
        height, width = self.array.shape[:2]
        super().__init__(self.array.data, width, height, self.array.strides[0], pixel_format)


def to_qimage(array: np.ndarray) -> QImage:
    """An image of an array of shape (height, width) or (height, width, 3 or 4), uint8 or uint16.

    It shares the array's memory, unless the array is not contiguous or holds 16-bit RGB, which Qt stores padded.
    """
    channels = 1 if array.ndim == 2 else array.shape[2]
    if array.dtype == np.uint16 and channels == 3:
        return ArrayImage(_padded(array), QImage.Format.Format_RGBX64)
    return ArrayImage(array, _FORMATS[array.dtype, channels])


def to_array(image: QImage) -> np.ndarray:
    """The pixels of an image as (height, width, 3 or 4), uint8 or uint16: a copy, with alpha where the image has it,
    and 16 bits where it has more than 8 a channel."""
    alpha = image.hasAlphaChannel()
    if _is_deep(image):
        wide = QImage.Format.Format_RGBA64 if alpha else QImage.Format.Format_RGBX64
        return _copied(image.convertToFormat(wide), np.dtype(np.uint16), 4)[..., : 4 if alpha else 3]
    narrow = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    return _copied(image.convertToFormat(narrow), np.dtype(np.uint8), 4 if alpha else 3)


def _copied(image: QImage, dtype: np.dtype, channels: int) -> np.ndarray:
    """An image's memory without the padding at the end of its rows. A view of it would outlive the image."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    used = rows[:, : image.width() * channels * dtype.itemsize].copy()
    return used.view(dtype).reshape(image.height(), image.width(), channels)


def _is_deep(image: QImage) -> bool:
    return image.depth() >= 64 or image.format() == QImage.Format.Format_Grayscale16


def _padded(array: np.ndarray) -> np.ndarray:
    padded = np.full((*array.shape[:2], 4), 65535, np.uint16)
    padded[..., :3] = array
    return padded
