"""Masks that grow, shrink, fade and close: (height, width) uint8 in, a new array of the same shape out."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageFilter

from app.document.areas import connected
from app.document.boxes import clipped
from paella_core.request import Box

FULL = 255
_HALF = 128
_BAND = 1 << 18  # pixels that are worked on at once, so that they stay in the processor's cache
_EXACT = 48  # pixels of a radius up to which a disc is made row by row
_EDGE = 2 * math.tan(math.pi / 16)  # the side of a regular polygon of 16 sides around a circle of radius 1
_SIDES = ((1, 0), (1, 1), (2, 1), (1, 2), (1, -1), (2, -1), (1, -2), (0, 1))
"""The directions of its sides, as steps to the right and down. In this order nothing leaves the padding and returns."""
_FADE = 0.5  # the standard deviation of a feathered edge, as a share of its radius


def grow(mask: np.ndarray, radius: int) -> np.ndarray:
    """Each pixel becomes the strongest of the disc of `radius` >= 0 pixels around it. From 48 pixels on the disc is off
    by up to 2 % of its radius, so that it takes no longer to make."""
    grown = mask.copy()
    box = around_set(mask, radius)
    if radius < 1 or box is None:
        return grown
    part = np.pad(mask[box.slices], radius)
    if radius > _EXACT:
        part, radius = _polygon_maximum(part, radius)
    reach = [math.isqrt(radius * (radius + 1) - dy * dy) for dy in range(radius + 1)]  # half the chord, rounded
    rows = max(1, _BAND // part.shape[1])
    for top in range(0, box.height, rows):
        band = part[top : top + rows + 2 * radius]
        count = band.shape[0] - 2 * radius
        grown[box.top + top : box.top + top + count, box.left : box.left + box.width] = _disc_maximum(band, reach)
    return grown


def shrink(mask: np.ndarray, radius: int) -> np.ndarray:
    """Each pixel becomes the weakest of the disc of `radius` >= 0 pixels around it. The border of the picture takes
    nothing away, as if the mask went on beyond it."""
    return FULL - grow(FULL - mask, radius)


def feather(mask: np.ndarray, radius: int) -> np.ndarray:
    """The mask with an edge that fades to nothing within about 2 * `radius` pixels outside. What was set stays set."""
    box = around_set(mask, 3 * radius)
    faded = mask.copy()
    if radius < 1 or box is None:
        return faded
    grown = Image.fromarray(grow(mask[box.slices], radius))
    blurred = np.asarray(grown.filter(ImageFilter.GaussianBlur(radius * _FADE)))
    np.maximum(mask[box.slices], blurred, out=faded[box.slices])
    return faded


def fill_holes(mask: np.ndarray) -> np.ndarray:
    """The mask with all filled that it encloses: whatever the border cannot be reached from without crossing pixels
    that are full, or none weaker than one half."""
    filled = mask.copy()
    box = around_set(mask, 0)
    if box is None:
        return filled
    for wall in (FULL, _HALF):
        outside = connected(np.pad(filled[box.slices] < wall, 1, constant_values=True), 0, 0)
        enclosed = ~outside[1:-1, 1:-1]
        filled[box.slices][enclosed & (filled[box.slices] < wall)] = FULL
    return filled


def around_set(mask: np.ndarray, margin: int) -> Box | None:
    """The smallest box around what is set, with a margin in pixels but within the mask; None where nothing is set."""
    rows = np.flatnonzero(mask.max(axis=1))  # several times as fast as `any`
    if not rows.size:
        return None
    columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].max(axis=0))
    top, left = int(rows[0]) - margin, int(columns[0]) - margin
    box = Box(left, top, int(columns[-1]) + 1 + margin - left, int(rows[-1]) + 1 + margin - top)
    return clipped(box, Box(0, 0, mask.shape[1], mask.shape[0]))


def _disc_maximum(band: np.ndarray, reach: list[int]) -> np.ndarray:
    """The strongest in a disc around each pixel that is farther than the radius from the border of `band`.

    `reach[dy]` is half the width of the disc dy rows from its middle. The rows are taken from the narrowest, at the
    disc's top and bottom, to the widest, so that each width goes on from the one before.
    """
    radius = len(reach) - 1
    height, width = band.shape[0] - 2 * radius, band.shape[1] - 2 * radius
    wide = band[:, radius : radius + width].copy()
    strongest = np.zeros((height, width), np.uint8)
    done = 0
    for dy in range(radius, -1, -1):
        for step in range(done + 1, reach[dy] + 1):
            np.maximum(wide, band[:, radius - step : radius - step + width], out=wide)
            np.maximum(wide, band[:, radius + step : radius + step + width], out=wide)
        done = reach[dy]
        for row in {radius - dy, radius + dy}:
            np.maximum(strongest, wide[row : row + height], out=strongest)
    return strongest


def _polygon_maximum(padded: np.ndarray, radius: int) -> tuple[np.ndarray, int]:
    """The strongest in a polygon of 16 sides around each pixel, and the rest of the radius that is to be added yet.

    The polygon is the Minkowski sum of its sides, and each side is swept in few steps by doubling. `padded` has
    `radius` pixels around what is wanted; the result has the rest.
    """
    sides = [(x, y, round((radius - _EXACT // 2) * _EDGE / math.hypot(x, y) / 2)) for x, y in _SIDES]
    for x, y, half in sides:
        padded = _swept(padded, x, y, 2 * half)
    reach = sum(half * x for x, _, half in sides)
    top = reach - sum(half * y for _, y, half in sides)  # a sweep to the right and down looks ahead by half a side
    height, width = padded.shape[0] - 2 * reach, padded.shape[1] - 2 * reach
    return padded[top : top + height, :width], radius - reach


def _swept(pixels: np.ndarray, right: int, down: int, steps: int) -> np.ndarray:
    """The strongest of each pixel and of `steps` more, each a step farther."""
    done = 0
    while done < steps:
        by = min(done + 1, steps - done)
        x, y = by * right, by * down
        height, width = pixels.shape[0] - abs(y), pixels.shape[1] - x
        here, there = max(-y, 0), max(y, 0)
        swept = pixels.copy()
        near = swept[here : here + height, :width]
        np.maximum(near, pixels[there : there + height, x:], out=near)
        pixels, done = swept, done + by
    return pixels
