"""Areas of a colour: which pixels are alike, and which of them hang together."""

from __future__ import annotations

import numpy as np


def alike(pixels: np.ndarray, x: int, y: int, tolerance: int) -> np.ndarray:
    """Which pixels have nearly the colour of the one at (`x`, `y`): bool, (height, width).

    `pixels` is (height, width, 4), uint8 or uint16, straight alpha. `tolerance` is how far each channel may differ, in
    0..255 whatever the depth. Pixels that are as transparent are alike whatever their colours where the wanted one is
    fully transparent.
    """
    depth = pixels.dtype.type
    top = int(np.iinfo(pixels.dtype).max)
    wanted, slack = pixels[y, x].astype(np.int64), tolerance * (top // 255)
    if wanted[3] == 0:
        return pixels[..., 3] <= depth(slack)
    low, high = np.maximum(wanted - slack, 0).astype(depth), np.minimum(wanted + slack, top).astype(depth)
    height, width = pixels.shape[:2]
    lows, spans = np.tile(low, width), np.tile(high - low, width)
    rows = np.ascontiguousarray(pixels).reshape(height, width * 4)
    result = np.empty((height, width), bool)
    for first in range(0, height, 64):  # in bands that stay in the processor's cache
        near = rows[first : first + 64] - lows <= spans  # what lies below wraps around, far above any span
        result[first : first + 64] = near.view(np.uint32) == 0x01010101
    return result


def connected(inside: np.ndarray, x: int, y: int) -> np.ndarray:
    """The pixels of `inside`, (height, width) bool, that hang together by their sides with the one at (`x`, `y`), as an
    array of the same kind. There are none where that one is not inside.

    The pixels are joined as runs of rows: neighbouring runs become one by hooking the roots of trees onto lower ones
    and then shortening all paths, which takes a few rounds (Shiloach and Vishkin, 1982).
    """
    height, width = inside.shape
    if not inside[y, x]:
        return np.zeros(inside.shape, bool)
    stride = width + 1  # a column without pixels ends each row's last run
    flat = np.zeros(height * stride + 2, np.int8)
    flat[1:-1].reshape(height, stride)[:, :width] = inside
    bounds = np.flatnonzero(flat[1:] != flat[:-1])
    starts, ends = bounds[0::2], bounds[1::2]
    labels = _labels(len(starts), *_touching(starts, ends, stride))
    wanted = labels == labels[np.searchsorted(starts, y * stride + x, side="right") - 1]
    flat[:] = 0
    flat[starts[wanted]] = 1
    flat[ends[wanted]] = -1
    np.cumsum(flat, out=flat)
    return flat[:-2].reshape(height, stride)[:, :width].astype(bool)


def _touching(starts: np.ndarray, ends: np.ndarray, stride: int) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of runs that lie above each other: two arrays of numbers of runs."""
    first = np.searchsorted(ends, starts + stride, side="right")
    last = np.searchsorted(starts, ends + stride, side="left")
    counts = np.maximum(last - first, 0)
    above = np.repeat(np.arange(len(starts)), counts)
    within = np.arange(len(above)) - np.repeat(np.cumsum(counts) - counts, counts)
    return above, np.repeat(first, counts) + within


def _labels(count: int, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each run the lowest number of the runs that it hangs together with."""
    labels = np.arange(count)
    while one.size:
        high, low = np.maximum(labels[one], labels[other]), np.minimum(labels[one], labels[other])
        apart = high != low
        one, other = one[apart], other[apart]
        labels[high[apart]] = low[apart]  # of several, one holds; the others come again in the next round
        while not np.array_equal(shorter := labels[labels], labels):
            labels = shorter
    return labels
