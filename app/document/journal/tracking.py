"""Which tiles of a plane were written to since the journal looked last."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.document.boxes import clipped, is_empty, moved
from app.document.journal.record import PlaneRecord
from app.document.plane import TILE, Plane, Watcher
from app.document.snapshot import place_in
from paella_core.request import Box


class Tracked(Watcher):
    """Follows a plane until `close`. Tiles are in coordinates of its own, which stay while the plane moves and grows:
    those of the array that it had when it was met first."""

    def __init__(self, plane: Plane, number: int) -> None:
        self.plane = plane
        self.number = number
        self._owner = plane.parent()  # which would take the plane along when it goes
        self._array, self._area = plane.array, plane.area
        self._corner = (0, 0)  # of the array, in own coordinates
        self._dirty: set[Box] = set()
        plane.watch(self)
        plane.reshaped.connect(self._on_reshaped)

    @property
    def dirty(self) -> bool:
        """Whether anything was written to."""
        return bool(self._dirty)

    @property
    def extent(self) -> Box:
        """Where the pixels lie in own coordinates."""
        return Box(*self._corner, self._area.width, self._area.height)

    @property
    def record(self) -> PlaneRecord:
        """What the journal says of the plane."""
        array, area = self._array, self._area
        channels = array.shape[2] if array.ndim == 3 else 0
        dtype, background = array.dtype.name, self.plane.background
        return PlaneRecord(self.number, self.extent, area.left, area.top, dtype, channels, background)

    def before_write(self, plane: Plane, tile: Box, pixels: np.ndarray) -> None:  # noqa: ARG002
        """Note what is about to be written."""
        self.mark(moved(place_in(self._array, pixels), *self._corner))

    def mark(self, box: Box) -> None:
        """Say that a box, in own coordinates, is to be looked at again."""
        self._dirty.update(tiles_of(box))

    def take(self) -> list[Box]:
        """The tiles that were written to, clipped to the plane; they count as seen from now on."""
        tiles = [clipped(tile, self.extent) for tile in sorted(self._dirty)]
        self._dirty.clear()
        return [tile for tile in tiles if not is_empty(tile)]

    def inside(self, tile: Box) -> Box:
        """A box of own coordinates in those of the array."""
        return moved(tile, -self._corner[0], -self._corner[1])

    def close(self) -> None:
        """Follow no longer."""
        self.plane.unwatch(self)
        self.plane.reshaped.disconnect(self._on_reshaped)

    def _on_reshaped(self) -> None:
        """Moved, if the array is the same; else grown or cut, where the plane lies. What was added is background."""
        before, self._area = self._area, self.plane.area
        if self.plane.array is self._array:
            return
        self._array = self.plane.array
        left, top = self._area.left - before.left, self._area.top - before.top
        self._corner = (self._corner[0] + left, self._corner[1] + top)


def tiles_of(box: Box) -> Iterator[Box]:
    """The whole tiles that a box meets."""
    for top in range(box.top // TILE * TILE, box.top + box.height, TILE):
        for left in range(box.left // TILE * TILE, box.left + box.width, TILE):
            yield Box(left, top, TILE, TILE)
