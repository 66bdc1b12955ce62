"""The part of the journal that works in a thread of its own: what was touched becomes records on the disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from threading import Event

from app.document.journal.folder import Folder, Head
from app.document.journal.log import Log
from app.document.journal.record import About, PackedTile, Record, Tile, packed, to_bytes
from app.document.journal.tracking import Tracked
from app.document.snapshot import Frozen
from paella_core.request import Box

_LOGGER = logging.getLogger(__name__)


class Part:
    """Tiles of a plane as they are now. Made and closed in the interface thread."""

    def __init__(self, tracked: Tracked, tiles: Sequence[Box]) -> None:
        self._tracked, self._tiles = tracked, tiles
        self._places = [tracked.inside(tile) for tile in tiles]
        self._frozen = Frozen(tracked.plane)

    def packed(self) -> Iterator[PackedTile]:
        """The tiles, compressed. In any thread."""
        for tile, place in zip(self._tiles, self._places, strict=True):
            yield packed(Tile(self._tracked.number, tile, self._frozen.read(place)))

    def mark_again(self) -> None:
        """The tiles did not get to the disk."""
        for tile in self._tiles:
            self._tracked.mark(tile)

    def close(self) -> None:
        """Keep nothing any more."""
        self._frozen.close()


class Batch:
    """What becomes one record: all or nothing of it will be read again.

    `error` says why it was not written, None if it was; `length` is that of its log then, in bytes.
    """

    def __init__(self, number: int, outline: str, about: About, parts: Sequence[Part]) -> None:
        self.number = number  # of the log that it belongs to
        self._outline, self._about, self._parts, self._time = outline, about, parts, time.time()
        self.error: str | None = None
        self.length = 0

    def opening(self) -> Record:
        """The outline alone."""
        return Record(self._outline, self._about, self._time)

    def record(self) -> Record:
        """The record. In any thread."""
        tiles = tuple(tile for part in self._parts for tile in part.packed())
        return Record(self._outline, self._about, self._time, tiles)

    def mark_again(self) -> None:
        """It did not get to the disk."""
        for part in self._parts:
            part.mark_again()

    def close(self) -> None:
        """Keep nothing any more."""
        for part in self._parts:
            part.close()


class Writer:
    """Appends to the logs of a folder, each in its turn, after the folder got its first head. `begun` is set when that
    was tried. Once `closed` is set, it does nothing more.

    A log goes on from a file with the planes of its first batch: where that batch cannot be written, its outline is
    still what the log begins with, and stays owed until it is written, also when a later log is begun meanwhile.
    """

    def __init__(self, folder: Folder, head: Head) -> None:
        self._folder, self._head = folder, head
        self._log: Log | None = None
        self._number = -1
        self._owed: dict[int, Record] = {}  # what logs begin with that have nothing in them yet
        self._newest = -1  # of the logs that a batch was for
        self.begun = Event()
        self.closed = False

    def write(self, batch: Batch) -> None:
        """Write a record, and note in the batch how it went."""
        if self.closed:
            return
        begins = batch.number > self._newest
        if begins:
            self._newest = batch.number
            self._owed[batch.number] = batch.opening()
        try:
            if not self._folder.has_head:
                self._folder.write_head(self._head)
            self._pay([number for number in self._owed if not (begins and number == batch.number)])
            log = self._log_of(batch.number)
            log.append(to_bytes(batch.record()))
            self._owed.pop(batch.number, None)
            batch.length = log.length
        except (OSError, MemoryError) as error:
            _LOGGER.warning("The journal could not be written", exc_info=True)
            batch.error = getattr(error, "strerror", None) or str(error)
        finally:
            self.begun.set()

    def close(self) -> None:
        """Let go of the file."""
        if self._log is not None:
            self._log.close()
            self._log = None

    def _pay(self, numbers: Sequence[int]) -> None:
        """Begin logs with what they owe."""
        for number in numbers:
            self._log_of(number).append(to_bytes(self._owed[number]))
            del self._owed[number]

    def _log_of(self, number: int) -> Log:
        if self._log is None or self._number != number:
            self.close()
            self._log, self._number = Log(self._folder.log(number)), number
        return self._log
