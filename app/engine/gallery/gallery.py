"""The gallery: everything that was generated, across sessions, until the person deletes it.

What it holds is known at once in the interface thread; files are written and read in two threads of its own, one for
each, so that nobody who looks waits for a picture that is being written.
"""

from __future__ import annotations

import json
import logging
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from app.document.pictures.picture import FileError, Recipe
from app.engine.gallery.entry import Entry, newest_first
from app.engine.gallery.shelf import Shelf
from app.engine.gallery.thumbnails import Thumbnails, smaller
from app.language import tr
from paella_core.request import Box

LIMIT = 4 << 30
_LOGGER = logging.getLogger(__name__)


class Gallery(QObject):
    """Lives in the interface thread. `close` must be called before it goes: it writes what is left.

    A picture that could not be written stays in memory, and is tried again with the next one.
    """

    changed = Signal()  # there are other entries, or other stars
    kept = Signal(object)  # Entry, which lies on the disk by now
    unkept = Signal(object)  # Entry, which will not lie there soon: it could not be written, or was deleted before
    failed = Signal(str, str)  # a title, and one sentence
    _listed = Signal(object)
    _made = Signal(str, QImage)
    _written = Signal(object, object, str)
    _noted = Signal(str)
    _pixels_read = Signal(object, object, str)

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        """`limit` is in bytes: where the pictures need more, the oldest ones without a star go."""
        super().__init__()
        self._shelf, self._limit = Shelf(folder), limit
        self._writer = ThreadPoolExecutor(1, "gallery")
        self._reader = ThreadPoolExecutor(1, "gallery reading")
        self._entries: dict[Entry, Entry] = {}  # newest first
        self._sizes: dict[Entry, int] = {}  # bytes on the disk
        self._unwritten: dict[Entry, np.ndarray] = {}
        self._under_way: set[Entry] = set()
        self._deleted: list[Entry] = []  # last, and still there
        self._loaded = self._faulty = self._closed = False
        self.thumbnails = Thumbnails(self._thumbnail, self._look)
        self._listed.connect(self._on_listed)
        self._made.connect(self.thumbnails.keep)
        self._written.connect(self._on_written)
        self._noted.connect(self._on_noted)
        self._pixels_read.connect(self._on_pixels)

    @property
    def loaded(self) -> bool:
        """Whether the entries of earlier sessions are known."""
        return self._loaded

    def load(self) -> None:
        """Find the entries of earlier sessions."""
        self._look(self._list)

    def add(self, pictures: Sequence[np.ndarray], recipes: Sequence[Recipe], box: Box, name: str) -> list[Entry]:
        """Keep the pictures of one run, each with its recipe. They are known at once, and written in a thread, so
        nobody may write into their arrays any more.

        `pictures` have the size of `box`, the part of the document called `name` that they are:
        (height, width, 3 or 4), uint8 or uint16, sRGB.
        """
        run, now = uuid.uuid4().hex[:12], time.time()
        entries = [
            Entry(f"{run}-{number:03}", now, name, box, json.loads(json.dumps(dict(recipe))))
            for number, recipe in enumerate(recipes, 1)
        ]
        self._unwritten |= zip(entries, pictures, strict=True)
        self._put(entries)
        self._write_all()
        return entries

    def entries(self) -> list[Entry]:
        """All of them, newest first."""
        return list(self._entries.values())

    def found(self, text: str, *, starred: bool = False) -> list[Entry]:
        """Those that have all words of a text in their prompts or their name, newest first; only `starred` ones."""
        words = text.casefold().split()
        return [entry for entry in self._entries.values() if (entry.starred or not starred) and entry.has(words)]

    def star(self, entries: Iterable[Entry], starred: bool) -> None:
        """Mark entries so that they are only deleted by hand, or not so any more."""
        for entry in entries:
            known = self._entries.get(entry)
            if known is not None and known.starred != starred:
                self._entries[known] = fresh = replace(known, starred=starred)
                if fresh not in self._unwritten:
                    self._store(self._note, fresh)
        self.changed.emit()

    def delete(self, entries: Iterable[Entry]) -> None:
        """Delete entries. `restore` brings them back until `forget_deleted`, or until others are deleted."""
        self.forget_deleted()
        self._deleted = [self._entries.pop(entry) for entry in entries if entry in self._entries]
        self.changed.emit()

    def clear(self) -> None:
        """Delete all entries but the starred ones."""
        self.delete([entry for entry in self.entries() if not entry.starred])

    def restore(self) -> None:
        """Bring back what was deleted last."""
        deleted, self._deleted = self._deleted, []
        self._put(deleted)

    def forget_deleted(self) -> None:
        """Delete for good what was deleted last."""
        deleted, self._deleted = self._deleted, []
        self._remove(deleted)

    def read(self, entry: Entry, then: Callable[[np.ndarray], object]) -> None:
        """Hand an entry's picture to `then`, in this thread, later. Where it cannot be read, `failed` tells why."""
        self._look(self._read, entry, then)

    def close(self) -> None:
        """Write what is left, delete what was deleted, and end the threads."""
        self.forget_deleted()
        self._faulty = False  # a last try for each
        self._write_all()
        self._closed = True
        self._reader.shutdown(cancel_futures=True)
        self._writer.shutdown()
        self.blockSignals(True)  # what the threads told last is still on its way

    # ---- what is known

    def _put(self, entries: Iterable[Entry]) -> None:
        """Know more entries."""
        known = {**self._entries, **{entry: entry for entry in entries if entry not in self._entries}}
        self._entries = dict(sorted(known.items(), key=lambda pair: newest_first(pair[0])))
        self.changed.emit()

    def _remove(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._sizes.pop(entry, None)
            if self._unwritten.pop(entry, None) is not None:
                self.unkept.emit(entry)
            self._store(self._shelf.remove, entry)
        if entries:
            self._write_all()  # there is more room now

    def _make_room(self) -> None:
        """Delete the oldest entries without a star as long as all need more than the limit; never the latest run."""
        excess = sum(self._sizes.values()) - self._limit
        if excess <= 0 or not self._loaded:
            return
        latest, leaving = next(iter(self._entries)).run, []
        for entry in reversed(self.entries()):
            if excess > 0 and not entry.starred and entry.run != latest:
                leaving.append(self._entries.pop(entry))
                excess -= self._sizes.get(entry, 0)
        if leaving:
            self._remove(leaving)
            self.changed.emit()

    def _tell(self, fault: str) -> None:
        """Once, until something can be written again."""
        if not self._faulty:
            text = tr(
                "The folder {folder} could not be written ({reason}): make room there, or what is generated now will"
                " be gone when the program ends."
            )
            self.failed.emit(tr("The gallery could not be kept"), text.format(folder=self._shelf.folder, reason=fault))
        self._faulty = True

    # ---- what the threads are asked for

    def _store(self, work: Callable[..., None], *about: object) -> None:
        if not self._closed:
            self._writer.submit(_logged, work, *about)

    def _look(self, work: Callable[..., None], *about: object) -> None:
        if not self._closed:
            self._reader.submit(_logged, work, *about)

    def _write_all(self) -> None:
        """Write all that is not written; after a failure one, and the others when that could be."""
        waiting = [entry for entry in self._unwritten if entry not in self._under_way]
        for entry in waiting[:1] if self._faulty else waiting:
            self._under_way.add(entry)
            self._store(self._write, self._entries.get(entry, entry), self._unwritten[entry])

    # ---- in the threads

    def _list(self) -> None:
        try:
            listed = self._shelf.listed()
        except OSError:
            _LOGGER.warning("The gallery could not be read", exc_info=True)
            listed = {}
        self._listed.emit(listed)
        self._store(self._shelf.sweep)

    def _write(self, entry: Entry, picture: np.ndarray) -> None:
        small = smaller(picture)
        self._made.emit(entry.id, small)
        try:
            self._written.emit(entry, self._shelf.write(entry, picture, small), "")
        except Exception as error:  # whatever it is, the thread goes on and the picture stays in memory
            _LOGGER.warning("A generated picture was not kept", exc_info=True)
            self._written.emit(entry, 0, _reason(error))

    def _note(self, entry: Entry) -> None:
        try:
            self._shelf.note(entry)
        except OSError as error:
            _LOGGER.warning("A star was not kept", exc_info=True)
            self._noted.emit(_reason(error))

    def _thumbnail(self, entry: Entry) -> QImage:
        image, picture = self._shelf.thumbnail(entry), self._unwritten.get(entry)
        return smaller(picture) if image.isNull() and picture is not None else image

    def _read(self, entry: Entry, then: Callable[[np.ndarray], object]) -> None:
        picture, fault = self._unwritten.get(entry), ""
        try:
            picture = self._shelf.read(entry) if picture is None else picture
        except FileError as error:
            fault = str(error)
        self._pixels_read.emit(then, picture, fault)

    # ---- what the threads tell

    @Slot(object)
    def _on_listed(self, listed: dict[Entry, int]) -> None:
        self._loaded = True
        self._sizes |= listed
        self._put(listed)
        self._make_room()

    @Slot(object, object, str)
    def _on_written(self, entry: Entry, size: int, fault: str) -> None:
        self._under_way.discard(entry)
        if fault:
            self._tell(fault)
            for waiting in list(self._unwritten):  # the others are not tried before one could be written
                self.unkept.emit(waiting)
        elif self._unwritten.pop(entry, None) is not None:
            self._faulty = False
            self._sizes[entry] = size
            known = self._entries.get(entry, entry)
            if known.starred != entry.starred:
                self._store(self._note, known)
            self.kept.emit(known)
            self._make_room()
            self._write_all()

    @Slot(str)
    def _on_noted(self, fault: str) -> None:
        self._tell(fault)

    @Slot(object, object, str)
    def _on_pixels(self, then: Callable[[np.ndarray], object], picture: np.ndarray | None, fault: str) -> None:
        if picture is None:
            self.failed.emit(tr("The picture could not be read"), fault)
        else:
            then(picture)


def _logged(work: Callable[..., None], *about: object) -> None:
    """The border of the threads: nobody asks what became of their work."""
    try:
        work(*about)
    except Exception:
        _LOGGER.exception("Work of the gallery failed")


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
