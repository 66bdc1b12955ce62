"""A file that only grows: records with their length and checksum, of which those that are whole are read."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

_HEADER = struct.Struct("<4sQI")  # sign, bytes of the payload, CRC-32 of the payload
_SIGN = b"PREC"


class Log:
    """A log to append to. Not for two threads at once."""

    def __init__(self, path: Path) -> None:
        """Raises:
        OSError: the file cannot be made, or is there already.
        """
        self._file = path.open("xb", buffering=0)
        self.length = 0  # of all whole records, in bytes

    def append(self, payload: bytes) -> None:
        """Add a record, which lies on the disk afterwards.

        Raises:
            OSError: the disk is full or failed; the log is as it was before.
        """
        record = _HEADER.pack(_SIGN, len(payload), zlib.crc32(payload)) + payload
        try:
            rest = memoryview(record)
            while rest:
                rest = rest[self._file.write(rest) :]
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self.length)
            self._file.seek(self.length)
            raise
        self.length += len(record)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def records(path: Path) -> Iterator[bytes]:
    """The payloads of all records up to the first one that is not whole, as the last one after a crash.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        while len(header := file.read(_HEADER.size)) == _HEADER.size:
            sign, length, checksum = _HEADER.unpack(header)
            if sign != _SIGN or length > path.stat().st_size - file.tell():
                return
            payload = file.read(length)
            if zlib.crc32(payload) != checksum:
                return
            yield payload
