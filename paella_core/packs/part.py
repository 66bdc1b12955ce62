"""A file that has come in part: its bytes in `NAME.part`, and beside it `NAME.part.json`, which says what of.

Bytes go to the system as they come, so that a process that is killed loses none that it has written. One process at a
time works on a file; `NAME.lock` is held meanwhile, and let go of by the system however the process ends.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from paella_core.atomic import write_text
from paella_core.errors import DownloadFailed

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Part:
    """What has come of the file `target`, which shall have `size` bytes of the content that `checksum` names.

    Bytes of other content count as none. `etag` is the strong ETag of the server that the bytes came from, in its
    quotes as it was sent, or None if it gave none. Appending needs a `with` block.
    """

    def __init__(self, target: Path, size: int, checksum: str) -> None:
        self._target = target
        self.path = target.with_name(f"{target.name}.part")
        self._state = target.with_name(f"{target.name}.part.json")
        self._size, self._checksum = size, checksum
        self.have, self.etag = self._kept()

    def _kept(self) -> tuple[int, str | None]:
        """How many bytes are there to go on from, and their ETag; a damaged or foreign state means none."""
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
            have = self.path.stat().st_size
            same = (state["checksum"], state["size"]) == (self._checksum, self._size) and have <= self._size
            return (have, state["etag"]) if same else (0, None)
        except (OSError, ValueError, KeyError, TypeError):
            return 0, None

    def __enter__(self) -> Part:
        with self._disk():
            self._file = self.path.open("ab", buffering=0)
            if not self.have:
                self._file.truncate(0)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def begin(self, etag: str | None) -> None:
        """Start over with bytes that the server calls `etag`."""
        with self._disk():
            self._file.truncate(0)
            self.have, self.etag = 0, etag
            state = {"checksum": self._checksum, "size": self._size, "etag": etag}
            write_text(self._state, json.dumps(state))

    def append(self, data: bytes) -> None:
        """Write what has come; nothing stays in this process."""
        with self._disk():
            rest = memoryview(data)
            while rest:
                written = self._file.write(rest)
                self.have += written
                rest = rest[written:]

    def sync(self) -> None:
        """Have the system write everything to the disk itself."""
        with self._disk():
            os.fsync(self._file.fileno())

    def complete(self) -> None:
        """Rename the bytes to what they were to be, and forget the rest."""
        with self._disk():
            self.path.replace(self._target)
            self._state.unlink(missing_ok=True)

    def remove(self) -> None:
        """Throw away what has come."""
        with self._disk():
            self.path.unlink(missing_ok=True)
            self._state.unlink(missing_ok=True)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        with clear_disk_faults(self.path.parent, self._size - self.have):
            yield


@contextmanager
def clear_disk_faults(folder: Path, needed: int) -> Iterator[None]:
    """Say what the errors of a disk mean; `needed` is how many bytes are still to be written to it.

    Raises:
        DownloadFailed: the disk is full, or something cannot be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise DownloadFailed(
                f"{error.filename or folder} cannot be used ({error.strerror}). Mend that, or set PAELLA_HOME to "
                "another folder; what has come is kept."
            ) from None
        raise DownloadFailed(
            f"the disk takes no more in {folder}: {_missing(folder, needed) / 1e6:,.1f} MB more are needed. Free them, "
            "or set PAELLA_HOME to a folder on another disk; what has come is kept."
        ) from None


def _missing(folder: Path, needed: int) -> int:
    """How many bytes must be freed; all that are needed where it is a quota or the file system that says no."""
    free = shutil.disk_usage(folder).free
    return needed - free if free < needed else needed


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Keep other processes from working on the same file.

    Raises:
        DownloadFailed: another does.
    """
    lock = FileLock(target.with_name(f"{target.name}.lock"), blocking=False)
    with clear_disk_faults(target.parent, 0):
        try:
            lock.acquire()
        except Timeout:
            raise DownloadFailed(
                "another window or command is downloading it already. Wait until that one is done, or end it."
            ) from None
    try:
        yield
    finally:
        lock.release()
