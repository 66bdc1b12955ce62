"""Arrays and images share memory, and neither outlives the other's pixels."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest
from pictures import noise
from PySide6.QtGui import QColor, QImage

from app.qimage import to_array, to_qimage


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
def test_there_and_back(channels: int, dtype: Any) -> None:
    pixels = noise(33, 21, channels, dtype)  # rows that Qt would pad
    back = to_array(to_qimage(pixels))
    assert back.dtype == dtype
    assert np.array_equal(back, pixels)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_grey_becomes_rgb(dtype: Any) -> None:
    grey = noise(33, 21, 3, dtype)[..., 0].copy()
    assert np.array_equal(to_array(to_qimage(grey)), np.dstack([grey] * 3))


def test_a_part_of_a_picture_and_a_turned_one() -> None:
    pixels = noise()
    for view in (pixels[10:40, 20:60], pixels[::-1], pixels.swapaxes(0, 1)):
        assert np.array_equal(to_array(to_qimage(view)), view)


def test_memory_is_shared() -> None:
    pixels = noise(8, 8, 4)
    image = to_qimage(pixels)
    pixels[2, 3] = (10, 20, 30, 255)
    assert image.pixelColor(3, 2) == QColor(10, 20, 30)


def test_an_image_keeps_its_array_alive() -> None:
    expected = noise(500, 500, seed=3)
    image = to_qimage(noise(500, 500, seed=3))
    gc.collect()
    other = [noise(500, 500, seed=seed) for seed in range(4, 8)]  # would take the freed memory
    assert np.array_equal(to_array(image), expected)
    del other


def test_an_array_outlives_its_image() -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    pixels = to_array(image)
    del image
    assert (pixels == (1, 2, 3)).all()
