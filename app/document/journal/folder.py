"""The folder of one journal: a lock, the file that the work began with, the logs of what was done since, and a head
that says which of them count."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.document.atomic import replacing
from app.document.lock import Lock
from app.document.stamp import Stamp

_HEAD = "head.json"
_LOCK = "lock"
VERSION = 1


@dataclass(frozen=True)
class Head:
    """What a journal goes on from.

    Attributes:
        base: the file that the first log goes on from, in the folder or elsewhere; None if the log tells everything.
        stamp: which `base` has if it lies elsewhere and is the right one.
        first: the number of the first log.
    """

    base: str | None
    stamp: Stamp | None
    first: int


class Folder:
    """A journal's folder. Whoever holds the lock may write to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = Lock(path / _LOCK)

    def log(self, number: int) -> Path:
        """Where a log lies."""
        return self.path / f"log-{number}"

    def logs(self, first: int) -> Iterator[Path]:
        """The logs that are there, in order."""
        number = first
        while (path := self.log(number)).exists():
            yield path
            number += 1

    @property
    def has_head(self) -> bool:
        """Whether it says what counts."""
        return (self.path / _HEAD).is_file()

    @property
    def blank(self) -> bool:
        """Whether nothing was ever noted: there is no record at all, not even a damaged one."""
        head = self.read_head()
        return head is not None and not any(path.stat().st_size for path in self.logs(head.first))

    def write_head(self, head: Head) -> None:
        """Say what counts; what no longer does goes.

        Raises:
            OSError: it could not be written.
        """
        with replacing(self.path / _HEAD) as file:
            file.write(json.dumps({"version": VERSION, **asdict(head)}).encode())
        for path in self.path.iterdir():
            name, _, number = path.stem.partition("-")
            if name in ("base", "log") and number.isdigit() and int(number) < head.first:
                with suppress(OSError):  # a system that does not delete open files
                    path.unlink()

    def read_head(self) -> Head | None:
        """What counts; None where nothing can be read."""
        try:
            found = json.loads((self.path / _HEAD).read_bytes())
            if found.pop("version") != VERSION:
                return None
            stamp = found.pop("stamp")
            return Head(**found, stamp=Stamp(**stamp) if stamp else None)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def delete(self) -> None:
        """Remove it with everything in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.lock.release()
        shutil.rmtree(self.path, ignore_errors=True)  # Windows keeps what is open, such as the lock


def new_folder(place: Path) -> Folder:
    """A new folder under `place`, with its lock held.

    Raises:
        OSError: it cannot be made.
    """
    path = place / uuid.uuid4().hex[:12]
    path.mkdir(parents=True)
    folder = Folder(path)
    folder.lock.acquire()
    return folder


def left_folders(place: Path) -> list[Folder]:
    """The folders under `place` that nobody holds any more, now held by the caller."""
    if not place.is_dir():
        return []
    folders = [Folder(path) for path in sorted(place.iterdir())]
    return [folder for folder in folders if folder.has_head and _acquired(folder)]


def _acquired(folder: Folder) -> bool:
    try:
        return folder.lock.acquire()
    except OSError:
        return False
