"""A lock between processes that dies with the process that holds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Lock:
    """A file that one holder at a time has locked. The system unlocks it when the holder's process ends in any way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object is the holder."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Become the holder, if nobody else is; the file is made where it is missing.

        Raises:
            OSError: the file cannot be made or opened.
        """
        if self._handle is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(handle)
            except (BlockingIOError, PermissionError):  # Windows says the latter
                os.close(handle)
                return False
            self._handle = handle
        return True

    def release(self) -> None:
        """Let others hold it; nothing happens where this object is not the holder."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
