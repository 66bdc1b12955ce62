"""From painted pixels to tokens and back: which tokens may change and how much, the band beyond a mask's edge, the
composite.

A mask is (H, W) uint8: 0 keeps, 255 may change, values between blend. Pixels at 0 never change.
"""

from __future__ import annotations

import numpy as np

from paella_core.contexts import Grid
from paella_core.images import as_integer, white

FULL = 255  # of a mask: what is painted fully


def token_levels(level_HW: np.ndarray, grid: Grid) -> np.ndarray:
    """How much each token (rows, columns) float32 0..1 may change: as much as that of its pixels that may most.

    Tokens beyond the box follow its last row and column.
    """
    spans = _pixels_of(grid.rows, grid.downscale, grid.work_height, grid.height)
    most_RW = _largest(level_HW, *spans)
    spans = _pixels_of(grid.columns, grid.downscale, grid.work_width, grid.width)
    return _largest(most_RW.T, *spans).T.astype(np.float32) / FULL


def token_weights(weight_HW: np.ndarray, grid: Grid) -> np.ndarray:
    """The mean over each token's pixels (rows, columns) float32 0..1 of a plane of weights.

    Tokens beyond the box follow its last row and column.
    """
    sums = np.pad(weight_HW.astype(np.int64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    top, bottom = _pixels_of(grid.rows, grid.downscale, grid.work_height, grid.height)
    left, right = _pixels_of(grid.columns, grid.downscale, grid.work_width, grid.width)
    rows = sums[bottom] - sums[top]
    areas = (bottom - top)[:, None] * (right - left)
    return ((rows[:, right] - rows[:, left]) / (areas * FULL)).astype(np.float32)


def edged(mask_HW: np.ndarray, beyond: int) -> np.ndarray:
    """The opacity (H, W) uint8 with which a filled picture is laid over: the mask, and a ramp that falls linearly
    from its edge to 0 within `beyond` pixels, counted along rows and columns.
    """
    if not beyond:
        return mask_HW
    slope = FULL / (beyond + 1)
    ramp_HW = _sloping(_sloping(mask_HW.astype(np.float64), slope).T, slope).T
    return np.maximum(mask_HW, np.rint(ramp_HW).clip(0, FULL)).astype(np.uint8)


def composite(picture_HWC: np.ndarray, mask_HW: np.ndarray, generated_HW3: np.ndarray) -> np.ndarray:
    """Lay a generated float picture over a picture where the mask says; at 0 every byte stays.

    With alpha the two are blended as light (premultiplied), and what is filled becomes opaque.
    """
    if (mask_HW == FULL).all():
        return _opaque(generated_HW3, picture_HWC)
    result = picture_HWC.copy()
    chosen = mask_HW > 0
    share_N1 = mask_HW[chosen][:, None].astype(np.float32) / FULL
    old_NC = picture_HWC[chosen].astype(np.float32) / white(picture_HWC.dtype)
    alpha_N1 = old_NC[:, 3:] if picture_HWC.shape[2] == 4 else np.ones_like(share_N1)
    kept_N1 = alpha_N1 * (1 - share_N1)
    opacity_N1 = kept_N1 + share_N1
    colour_N3 = (old_NC[:, :3] * kept_N1 + generated_HW3[chosen] * share_N1) / opacity_N1
    blended_NC = np.concatenate([colour_N3, opacity_N1], axis=1)[:, : picture_HWC.shape[2]]
    result[chosen] = as_integer(blended_NC, picture_HWC.dtype)
    return result


def _opaque(generated_HW3: np.ndarray, picture_HWC: np.ndarray) -> np.ndarray:
    """A generated float picture as a picture of the same kind as another."""
    result = np.full_like(picture_HWC, white(picture_HWC.dtype))
    result[..., :3] = as_integer(generated_HW3, picture_HWC.dtype)
    return result


def _pixels_of(tokens: int, downscale: int, work: int, side: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last + 1 pixel of the box under each token along one axis, at least one pixel, within the box."""
    first = np.minimum(np.arange(tokens) * downscale * side // work, side - 1)
    last = np.minimum(-(-(np.arange(tokens) + 1) * downscale * side // work), side)
    return first, np.maximum(last, first + 1)


def _largest(plane_HW: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """The largest of each of these stretches of rows, which may overlap."""
    stretches = np.stack([first, last], axis=1).ravel()
    return np.maximum.reduceat(np.pad(plane_HW, ((0, 1), (0, 0))), stretches, axis=0)[::2]


def _sloping(plane_HW: np.ndarray, slope: float) -> np.ndarray:
    """Each pixel's largest of a column's values, less the slope times their distance."""
    climb_H1 = slope * np.arange(len(plane_HW))[:, None]
    below = np.maximum.accumulate(plane_HW + climb_H1) - climb_H1
    above = np.maximum.accumulate((plane_HW - climb_H1)[::-1])[::-1] + climb_H1
    return np.maximum(below, above)
