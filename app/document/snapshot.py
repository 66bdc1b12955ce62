"""The pixels of a moment, which a thread copies while the person goes on painting.

Nothing is copied when a snapshot is made. Whatever is about to be written is kept first, and is put over what a copy
may have caught half written.
"""

from __future__ import annotations

import numpy as np

from app.document.boxes import clipped, is_empty, moved
from app.document.document import Document
from app.document.outline import Outline, Pixels, outline_of
from app.document.plane import Plane, Watcher
from paella_core.request import Box


class Frozen(Watcher):
    """A plane as it is now. Made and closed in the plane's thread; `read` may be called in any one until then.

    A plane that is reshaped gets another array; the old one stays as it was.
    """

    def __init__(self, plane: Plane) -> None:
        self._plane = plane
        self._array = plane.array
        self._kept: dict[Box, np.ndarray] = {}
        self.area = plane.area
        plane.watch(self)

    def before_write(self, plane: Plane, tile: Box, pixels: np.ndarray) -> None:  # noqa: ARG002
        """Keep what is there, the first time that it is about to be written."""
        if plane.array is not self._array:
            return
        place = place_in(self._array, pixels)
        if place not in self._kept:
            self._kept[place] = pixels.copy()

    def read(self, box: Box) -> np.ndarray:
        """A copy of the pixels of a box in the coordinates of the array, as they were."""
        pixels = self._array[box.slices].copy()
        for place, old in list(self._kept.items()):  # the list is made in one go, whatever the other thread does
            both = clipped(place, box)
            if not is_empty(both):
                old_part = old[moved(both, -place.left, -place.top).slices]
                pixels[moved(both, -box.left, -box.top).slices] = old_part
        return pixels

    def pixels(self) -> Pixels:
        """A copy of all of it."""
        whole = Box(0, 0, self.area.width, self.area.height)
        return Pixels(self.read(whole), self.area.left, self.area.top, self._plane.background)

    def close(self) -> None:
        """Keep nothing any more."""
        self._plane.unwatch(self)


class Snapshot:
    """A document as it is now. Made and closed in the document's thread; `read` may be called in any one."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.state = document.state
        self._outline = outline_of(document, Frozen)

    def read(self) -> Outline[Pixels]:
        """A copy of everything."""
        return self._outline.mapped(Frozen.pixels)

    def close(self) -> None:
        """Keep nothing any more."""
        for frozen in self._outline.planes():
            frozen.close()


def place_in(array: np.ndarray, part: np.ndarray) -> Box:
    """Where a part of a contiguous array lies in it."""
    start = part.__array_interface__["data"][0] - array.__array_interface__["data"][0]
    top, rest = divmod(start, array.strides[0])
    return Box(rest // array.strides[1], top, part.shape[1], part.shape[0])
