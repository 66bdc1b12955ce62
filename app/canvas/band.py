"""How far beyond the mask's edge a fill may reach: the band of the balanced and the wide edge."""

from __future__ import annotations

import numpy as np

from app.document.boxes import moved
from app.document.plane import Plane
from paella_core.request import Box

FULL = 255


def band(plane: Plane, box: Box, beyond: int) -> np.ndarray:
    """How strongly the pixels of `box` that are not painted in a mask may change: (height, width) uint8.

    It falls from the mask's edge to 0 within `beyond` pixels, counted along rows and columns, and is 0 within the mask.
    """
    around = Box(box.left - beyond, box.top - beyond, box.width + 2 * beyond, box.height + 2 * beyond)
    if not plane.view(around).any():
        return np.zeros((box.height, box.width), np.uint8)
    mask = plane.read(around)
    slope = FULL / (beyond + 1)
    ramp = _fallen(_fallen(mask.astype(np.float32), slope).T, slope).T
    inner = moved(box, -around.left, -around.top).slices
    return np.where(mask[inner] == 0, np.rint(ramp[inner]), 0).astype(np.uint8)


def _fallen(values: np.ndarray, slope: float) -> np.ndarray:
    """Along the first axis, the largest of all values less `slope` for each pixel that they are away; at least 0."""
    down = np.arange(len(values), dtype=np.float32)[:, None] * np.float32(slope)
    before = np.maximum.accumulate(values + down) - down
    after = np.maximum.accumulate((values - down)[::-1])[::-1] + down
    return np.maximum(before, after).clip(min=0)
