"""One contiguous array of pixels, whose tiles are copied when an edit first writes to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QObject, QRect, Signal

from paella_core.request import Box

TILE = 128  # pixels; large enough for few copies, small enough for tight undo

Tiles = dict[Box, np.ndarray]


class Plane(QObject):
    """Pixels of shape (height, width) or (height, width, channels), uint8 or uint16.

    Write through `paint`, which keeps what undo needs and tells the canvas:

        with plane.paint(box) as pixels:
            pixels[...] = 255
    """

    changed = Signal(QRect)

    def __init__(self, array: np.ndarray) -> None:
        super().__init__()
        if array.dtype not in (np.uint8, np.uint16) or array.ndim not in (2, 3) or not array.size:
            raise ValueError(f"A plane holds uint8 or uint16 pixels, not {array.dtype} of shape {array.shape}.")
        self.array = np.require(array, requirements=["C", "W"])
        self._before: Tiles | None = None

    @property
    def width(self) -> int:
        """In pixels."""
        return self.array.shape[1]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.array.shape[0]

    @property
    def bounds(self) -> Box:
        """The whole plane."""
        return Box(0, 0, self.width, self.height)

    def clipped(self, box: Box) -> Box:
        """The part of `box` that lies on the plane; of width or height 0 where none does."""
        left, top = max(box.left, 0), max(box.top, 0)
        right, bottom = min(box.left + box.width, self.width), min(box.top + box.height, self.height)
        return Box(left, top, max(right - left, 0), max(bottom - top, 0))

    @contextmanager
    def paint(self, box: Box) -> Iterator[np.ndarray]:
        """The pixels of `box` (clipped to the plane) to write to; on leaving, `changed` is emitted.

        Raises:
            RuntimeError: no edit of the document has this plane open.
        """
        part = self.clipped(box)
        self.touch(part)
        try:
            yield self.array[part.slices]
        finally:
            if part.width and part.height:
                self.changed.emit(QRect(*part))

    def touch(self, box: Box) -> None:
        """Keep the tiles under `box` as they are now, for undo. To be called before they are written.

        Raises:
            RuntimeError: no edit of the document has this plane open.
        """
        if self._before is None:
            raise RuntimeError("Pixels are written inside `with document.edit(...)` only.")
        for tile in self._tiles(self.clipped(box)):
            if tile not in self._before:
                self._before[tile] = self.array[tile.slices].copy()

    def begin(self) -> None:
        """Start to keep tiles. Called by the document.

        Raises:
            RuntimeError: another edit has the plane open.
        """
        if self._before is not None:
            raise RuntimeError("This plane is being edited already; finish or cancel that edit first.")
        self._before = {}

    def finish(self) -> Tiles:
        """Stop keeping tiles, and give back the old pixels of those that differ now."""
        before, self._before = self._before or {}, None
        return {tile: old for tile, old in before.items() if not np.array_equal(old, self.array[tile.slices])}

    def swap(self, tiles: Tiles) -> None:
        """Exchange the pixels of `tiles` with the plane's own, and emit `changed` with the tight rectangle."""
        changed = QRect()
        for tile, pixels in tiles.items():
            current = self.array[tile.slices]
            changed |= _difference(tile, current, pixels)
            tiles[tile] = current.copy()
            current[...] = pixels
        if not changed.isEmpty():
            self.changed.emit(changed)

    def _tiles(self, box: Box) -> Iterator[Box]:
        """The tiles that `box` meets, clipped to the plane."""
        if not box.width or not box.height:
            return
        for top in range(box.top // TILE * TILE, box.top + box.height, TILE):
            for left in range(box.left // TILE * TILE, box.left + box.width, TILE):
                yield self.clipped(Box(left, top, TILE, TILE))


def _difference(tile: Box, one: np.ndarray, other: np.ndarray) -> QRect:
    """The tight rectangle, in the plane's coordinates, in which two versions of a tile differ."""
    differs = one != other
    if differs.ndim == 3:
        differs = differs.any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not rows.size:
        return QRect()
    return QRect(
        tile.left + int(columns[0]),
        tile.top + int(rows[0]),
        int(columns[-1] - columns[0]) + 1,
        int(rows[-1] - rows[0]) + 1,
    )


def eight_bits(pixels: np.ndarray) -> np.ndarray:
    """uint8 pixels as they are; uint16 ones scaled from 0..65535 to 0..255, rounded."""
    if pixels.dtype == np.uint8:
        return pixels
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
