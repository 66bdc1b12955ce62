"""The mask's edge, whose dashes march along it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion

from app.canvas.buffer import Buffer

LIGHT, DARK = np.uint32(0xFFF4F4F4), np.uint32(0xFF181818)
DASH = 4  # logical pixels of a dash, and between two
TILE = 64  # device pixels; the view is painted again in tiles that hold a part of the edge


class MarchingEdge:
    """Dashes on the pixels that the buffer marks as edge. A step moves them by a logical pixel."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer
        self._phase = 0
        self._dash = DASH
        self._step = 1
        self._origin = QPoint()
        self._found: tuple[np.ndarray, np.ndarray] | None = None

    def place(self, origin: QPoint, ratio: float) -> None:
        """Dashes are counted from `origin` (device pixels), so that they stay on the picture when it is moved."""
        self._dash, self._step = max(round(DASH * ratio), 1), max(round(ratio), 1)
        self._origin = QPoint(origin)
        self._found = None

    def lay(self, rect: QRect, edge: np.ndarray | None, within: QRect) -> None:
        """Mark `edge` (bool, of the size of `rect`) and draw it; nothing else within `within` is edge any more."""
        marks = self._buffer.edge
        marks[within.top() : within.bottom() + 1, within.left() : within.right() + 1] = 0
        self._found = None
        if edge is None:
            return
        marks[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] = edge
        rows, columns = np.nonzero(edge)
        rows, columns = rows + rect.top(), columns + rect.left()
        self._buffer.pixels[rows, columns] = self._colours(self._diagonals(rows, columns))

    def march(self) -> QRegion:
        """Move the dashes on; gives what has to be shown again, in device pixels."""
        self._phase += self._step
        if self._found is None:
            places = np.flatnonzero(self._buffer.edge)
            self._found = places, self._diagonals(*np.divmod(places, self._buffer.edge.shape[1]))
        places, diagonals = self._found
        self._buffer.pixels.reshape(-1)[places] = self._colours(diagonals)
        return self._strip(places)

    def _diagonals(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        return rows + columns - (self._origin.x() + self._origin.y())

    def _colours(self, diagonals: np.ndarray) -> np.ndarray:
        return np.where((diagonals - self._phase) // self._dash % 2 == 0, LIGHT, DARK)

    def _strip(self, places: np.ndarray) -> QRegion:
        """The tiles that hold a part of the edge, those side by side as one."""
        height, width = self._buffer.edge.shape
        rows, columns = np.divmod(places, width)
        tiles = np.zeros((-(-height // TILE), -(-width // TILE) + 1), np.int8)
        tiles[rows // TILE, columns // TILE] = 1
        region = QRegion()
        for row in np.flatnonzero(tiles.any(axis=1)).tolist():
            steps = np.flatnonzero(np.diff(tiles[row], prepend=0)).tolist()
            for first, last in zip(steps[0::2], steps[1::2], strict=True):
                region += QRect(first * TILE, row * TILE, (last - first) * TILE, TILE)
        return region
