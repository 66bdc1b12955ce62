"""Pixels at a place in the document, whose tiles are copied when an edit first writes to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import numpy as np
from PySide6.QtCore import QObject, QRect, Signal

from app.document.boxes import around, clipped, contains, is_empty, moved, to_rect
from app.document.commands import Change
from app.document.tiles import Spill, Tiles
from paella_core.request import Box

TILE = 128  # pixels; large enough for few copies, small enough for tight undo


class Watcher(Protocol):
    """Something that wants to know what is about to be written, such as a journal."""

    def before_write(self, plane: Plane, tile: Box, pixels: np.ndarray) -> None:
        """`tile` (in the plane's own coordinates) is about to be written and still holds `pixels`."""


class Plane(QObject):
    """Pixels of shape (height, width) or (height, width, channels), uint8 or uint16, somewhere in a document.

    Boxes are in document coordinates; where the plane has no pixels, it is `background`. Write through `paint`, which
    keeps what undo needs and tells the canvas:

        with plane.paint(box) as pixels:
            pixels[...] = 255

    Tiles are counted in the plane's own coordinates, which stay when it moves in the document or grows.
    """

    changed = Signal(QRect)  # document coordinates
    reshaped = Signal()  # `array` is another one, or lies elsewhere

    def __init__(self, array: np.ndarray, left: int = 0, top: int = 0, background: int = 0) -> None:
        super().__init__()
        if array.dtype not in (np.uint8, np.uint16) or array.ndim not in (2, 3) or not array.size:
            raise ValueError(f"A plane holds uint8 or uint16 pixels, not {array.dtype} of shape {array.shape}.")
        self.array = np.require(array, requirements=["C", "W"])
        self.background = background
        self._corner = (0, 0)  # of `array`, in the plane's own coordinates
        self._offset = (left, top)  # of the plane's own coordinates, in the document
        self._open: _Open | None = None
        self._watchers: list[Watcher] = []

    @property
    def width(self) -> int:
        """In pixels."""
        return self.array.shape[1]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.array.shape[0]

    @property
    def area(self) -> Box:
        """Where the pixels lie in the document."""
        return moved(self._extent, *self._offset)

    @property
    def changes(self) -> bool:
        """Whether an edit has the plane open."""
        return self._open is not None

    def clipped(self, box: Box) -> Box:
        """The part of `box` that lies on the plane; of width or height 0 where none does."""
        return clipped(box, self.area)

    def view(self, box: Box) -> np.ndarray:
        """The pixels of `box`, clipped to the plane, sharing its memory. Not to be written to."""
        return self.array[self._inside(self.clipped(box)).slices]

    def read(self, box: Box) -> np.ndarray:
        """A copy of the pixels of `box`, with the background where the plane has none."""
        pixels = np.full((box.height, box.width, *self.array.shape[2:]), self.background, self.array.dtype)
        part = self.clipped(box)
        if not is_empty(part):
            pixels[moved(part, -box.left, -box.top).slices] = self.view(part)
        return pixels

    def before(self, box: Box) -> np.ndarray:
        """A copy of the pixels of `box`, clipped to the plane, as they were when the open edit began."""
        part = self.clipped(box)
        pixels = self.view(part).copy()
        kept = self._opened.tiles
        for tile in self._tiles(part):
            if tile in kept:
                placed = moved(tile, *self._offset)
                both = clipped(placed, part)
                old = kept[tile][moved(both, -placed.left, -placed.top).slices]
                pixels[moved(both, -part.left, -part.top).slices] = old
        return pixels

    @contextmanager
    def paint(self, box: Box) -> Iterator[np.ndarray]:
        """The pixels of `box` (clipped to the plane) to write to; on leaving, `changed` is emitted.

        Raises:
            RuntimeError: no edit of the document has this plane open.
        """
        part = self.clipped(box)
        self.touch(part)
        try:
            yield self.view(part)
        finally:
            if not is_empty(part):
                self.changed.emit(to_rect(part))

    def touch(self, box: Box) -> None:
        """Keep the tiles under `box` as they are now, for undo. To be called before they are written.

        Raises:
            RuntimeError: no edit of the document has this plane open.
        """
        kept = self._opened.tiles
        for tile in self._tiles(self.clipped(box)):
            pixels = self._own(tile)
            for watcher in self._watchers:
                watcher.before_write(self, tile, pixels)
            if tile not in kept:
                kept[tile] = pixels.copy()

    def cover(self, box: Box) -> None:
        """Grow so that `box` lies on the plane. Inside an edit, before anything is painted.

        Raises:
            RuntimeError: no edit has this plane open, or it was painted on already.
        """
        if self._opened.tiles:
            raise RuntimeError("A plane grows before it is painted on.")
        wanted = around((self.area, box))
        if wanted != self.area:
            self._reshape(moved(wanted, -self._offset[0], -self._offset[1]))

    def move_to(self, left: int, top: int) -> None:
        """Put the upper left pixel at another place of the document. Inside an edit.

        Raises:
            RuntimeError: no edit of the document has this plane open.
        """
        assert self._opened is not None
        self._place((left - self._corner[0], top - self._corner[1]))

    def watch(self, watcher: Watcher) -> None:
        """Tell `watcher` of everything that is about to be written, until `unwatch`."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Tell it no longer."""
        self._watchers.remove(watcher)

    def begin(self) -> None:
        """Start to keep what is there. Called by the document.

        Raises:
            RuntimeError: another edit has the plane open.
        """
        if self._open is not None:
            raise RuntimeError("This plane is being edited already; finish or cancel that edit first.")
        self._open = _Open(self._extent, self._offset)

    def finish(self) -> Change | None:
        """Stop keeping, and give what leads back; None when nothing differs from the beginning."""
        opened, self._open = self._opened, None
        tiles = Tiles({tile: old for tile, old in opened.tiles.items() if not np.array_equal(old, self._own(tile))})
        if not tiles and opened.extent == self._extent and opened.offset == self._offset:
            return None
        return PlaneChange(self, tiles, opened.extent, opened.offset)

    def exchange(self, change: PlaneChange) -> None:
        """Go to the other side of a change, which then leads back."""
        extent, offset = self._extent, self._offset
        if contains(change.extent, extent):
            self._reshape(change.extent)
            self._swap(change.tiles)
        else:  # what is cut off is background again once the tiles are back
            self._swap(change.tiles)
            self._reshape(change.extent)
        self._place(change.offset)
        change.extent, change.offset = extent, offset

    @property
    def _extent(self) -> Box:
        """Where the pixels lie in the plane's own coordinates."""
        return Box(*self._corner, self.width, self.height)

    @property
    def _opened(self) -> _Open:
        if self._open is None:
            raise RuntimeError("Pixels are written inside `with document.edit(...)` only.")
        return self._open

    def _inside(self, box: Box) -> Box:
        """A box of the document in the coordinates of `array`."""
        return moved(box, -self._offset[0] - self._corner[0], -self._offset[1] - self._corner[1])

    def _inside_own(self, box: Box) -> Box:
        """A box of the plane's own coordinates in those of `array`."""
        return moved(box, -self._corner[0], -self._corner[1])

    def _own(self, tile: Box) -> np.ndarray:
        return self.array[self._inside_own(tile).slices]

    def _swap(self, tiles: Tiles) -> None:
        changed = QRect()
        for tile, pixels in tiles.items():
            current = self._own(tile)
            for watcher in self._watchers:
                watcher.before_write(self, tile, current)
            changed |= _difference(moved(tile, *self._offset), current, pixels)
            tiles[tile] = current.copy()
            current[...] = pixels
        if not changed.isEmpty():
            self.changed.emit(changed)

    def _reshape(self, extent: Box) -> None:
        """Other borders, in the plane's own coordinates: grown with background, or cut."""
        if extent == self._extent:
            return
        self.array = self.read(moved(extent, *self._offset))
        self._corner = (extent.left, extent.top)
        self.reshaped.emit()

    def _place(self, offset: tuple[int, int]) -> None:
        if offset == self._offset:
            return
        before = to_rect(self.area)
        self._offset = offset
        self.reshaped.emit()
        self.changed.emit(before | to_rect(self.area))

    def _tiles(self, box: Box) -> Iterator[Box]:
        """The tiles that a box of the document meets, in the plane's own coordinates."""
        if is_empty(box):
            return
        own = moved(box, -self._offset[0], -self._offset[1])
        for top in range(own.top // TILE * TILE, own.top + own.height, TILE):
            for left in range(own.left // TILE * TILE, own.left + own.width, TILE):
                yield clipped(Box(left, top, TILE, TILE), self._extent)


class _Open:
    """What an open edit keeps of a plane."""

    def __init__(self, extent: Box, offset: tuple[int, int]) -> None:
        self.extent = extent
        self.offset = offset
        self.tiles: dict[Box, np.ndarray] = {}


class PlaneChange(Change):
    """The pixels, borders and place of a plane on the other side of a step."""

    def __init__(self, plane: Plane, tiles: Tiles, extent: Box, offset: tuple[int, int]) -> None:
        self.plane = plane
        self.tiles = tiles
        self.extent = extent
        self.offset = offset

    def flip(self) -> None:
        """Exchange the two sides."""
        self.plane.exchange(self)

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.tiles.size

    def spill(self, wanted: int, spill: Spill) -> int:
        """Move tiles to the disk; gives how many bytes that was."""
        return self.tiles.spill(wanted, spill)


def _difference(tile: Box, one: np.ndarray, other: np.ndarray) -> QRect:
    """The tight rectangle, in the document, in which two versions of a tile differ."""
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
