"""What is measured of pictures and of series of numbers. Pictures are (height, width, 3) uint8.

Shape letters: H W rows and columns, N pictures, F features.
"""

from __future__ import annotations

import numpy as np

FARTHEST_SHIFT = 16  # rows
STRIP = 8  # columns beside a seam


def psnr(picture: np.ndarray, other: np.ndarray) -> float:
    """The peak signal-to-noise ratio in dB, infinite where they are equal."""
    squared = np.mean((picture.astype(np.float64) - other) ** 2)
    return float("inf") if squared == 0 else float(10 * np.log10(255**2 / squared))


def brightness(picture: np.ndarray) -> np.ndarray:
    """Rec. 601 luma -> (H, W) float64."""
    return picture @ np.array([0.299, 0.587, 0.114])


def edge_correlation(picture: np.ndarray, other: np.ndarray) -> float:
    """The correlation of the strengths of their edges, -1..1; 0 where one has none."""
    one, two = (np.hypot(*np.gradient(brightness(each))).ravel() for each in (picture, other))
    if one.std() == 0 or two.std() == 0:
        return 0.0
    return float(np.corrcoef(one, two)[0, 1])


def colour_step(picture: np.ndarray, mask: np.ndarray) -> float:
    """The mean difference of colours, 0..255, of pixels that are neighbours across the edge of a mask (H, W) bool."""
    colours, steps = picture.astype(np.float64), []
    for axis in (0, 1):
        across = np.diff(mask.astype(np.int8), axis=axis) != 0
        steps.append(np.abs(np.diff(colours, axis=axis))[across].ravel())
    return float(np.concatenate(steps).mean())


def height_step(picture: np.ndarray, column: int) -> int:
    """By how many rows the picture right of a column lies higher or lower than what is left of it: the shift at which
    the narrow strips on both sides fit best."""
    left, right = (
        picture[:, columns].astype(np.float64).mean(1)
        for columns in (slice(column - STRIP, column), slice(column, column + STRIP))
    )
    return min(range(FARTHEST_SHIFT + 1), key=lambda shift: min(_misfit(left, right, way * shift) for way in (1, -1)))


def _misfit(left: np.ndarray, right: np.ndarray, shift: int) -> float:
    """How far the colours of rows lie apart when those on the right are moved down."""
    rows = len(left) - abs(shift)
    above, below = max(shift, 0), max(-shift, 0)
    return float(np.mean((left[above : above + rows] - right[below : below + rows]) ** 2))


def mean_distance(features_NF: np.ndarray) -> float:
    """The mean distance of two of at least two vectors."""
    apart_NN = np.linalg.norm(features_NF[:, None] - features_NF, axis=-1)
    return float(apart_NN[np.triu_indices(len(features_NF), 1)].mean())


def rank_correlation(values: np.ndarray) -> float:
    """Spearman's correlation of a series with its order: 1 where it only rises. Equal values share their ranks."""
    ranks = np.array([np.mean(np.flatnonzero(np.sort(values) == value)) for value in values])
    if ranks.std() == 0:
        return 0.0
    return float(np.corrcoef(ranks, np.arange(len(values)))[0, 1])
