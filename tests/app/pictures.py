"""Pictures for tests."""

from __future__ import annotations

from typing import Any

import numpy as np


def noise(width: int = 200, height: int = 150, channels: int = 3, dtype: Any = np.uint8, seed: int = 0) -> np.ndarray:
    """Noise over the whole range of a depth, of shape (height, width, channels)."""
    top = np.iinfo(dtype).max
    return np.random.default_rng(seed).integers(0, top, (height, width, channels), dtype=dtype, endpoint=True)
