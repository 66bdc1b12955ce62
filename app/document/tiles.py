"""Old tiles of pixels: in memory, or spilled to files that go when nobody needs them any more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from weakref import finalize

import numpy as np

from paella_core.request import Box

SEGMENT = 256 << 20  # bytes of a file, which goes when all that lies in it is forgotten


class Spill:
    """Files for what the memory shall not hold. They have no name, so that they vanish with the program."""

    def __init__(self) -> None:
        self._segment: _Segment | None = None

    def write(self, pixels: np.ndarray) -> Spilled:
        """Put pixels on the disk.

        Raises:
            OSError: the disk is full.
        """
        if self._segment is None or self._segment.length >= SEGMENT:
            self._segment = _Segment()
        return Spilled(self._segment, self._segment.append(pixels), pixels.shape, pixels.dtype)


class _Segment:
    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="paella-undo-")  # noqa: SIM115 - closed when nobody needs it
        self.length = 0
        finalize(self, self._file.close)

    def append(self, pixels: np.ndarray) -> int:
        """Where the pixels lie in the file."""
        start = self.length
        self._file.seek(start)
        self._file.write(np.ascontiguousarray(pixels).data)
        self.length += pixels.nbytes
        return start

    def read(self, start: int, count: int) -> bytes:
        self._file.seek(start)
        return self._file.read(count)


class Spilled:
    """Pixels that lie on the disk."""

    def __init__(self, segment: _Segment, start: int, shape: tuple[int, ...], dtype: np.dtype) -> None:
        self._segment, self._start, self._shape, self._dtype = segment, start, shape, dtype

    def read(self) -> np.ndarray:
        """The pixels."""
        count = int(np.prod(self._shape)) * self._dtype.itemsize
        return np.frombuffer(self._segment.read(self._start, count), self._dtype).reshape(self._shape)


class Tiles:
    """Pixels by their boxes, in memory or on the disk. `size` says how many bytes are in memory."""

    def __init__(self, tiles: dict[Box, np.ndarray]) -> None:
        self._tiles: dict[Box, np.ndarray | Spilled] = dict(tiles)
        self.size = sum(pixels.nbytes for pixels in tiles.values())

    def __bool__(self) -> bool:
        return bool(self._tiles)

    def __setitem__(self, box: Box, pixels: np.ndarray) -> None:
        old = self._tiles[box]
        self.size += pixels.nbytes - (0 if isinstance(old, Spilled) else old.nbytes)
        self._tiles[box] = pixels

    def items(self) -> Iterator[tuple[Box, np.ndarray]]:
        """Each box with its pixels. Other pixels may be put in the place of those just given."""
        for box, pixels in list(self._tiles.items()):
            yield box, pixels.read() if isinstance(pixels, Spilled) else pixels

    def spill(self, wanted: int, spill: Spill) -> int:
        """Move tiles of at least `wanted` bytes, or all, to the disk; gives how many bytes that was.

        Raises:
            OSError: the disk is full; what was not moved stays in memory.
        """
        before = self.size
        for box, pixels in self._tiles.items():
            if before - self.size >= wanted:
                break
            if isinstance(pixels, np.ndarray):
                self._tiles[box] = spill.write(pixels)
                self.size -= pixels.nbytes
        return before - self.size
