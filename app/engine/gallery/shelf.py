"""The gallery's folder. Three files are one entry: `ID.png` is the picture, with its recipe in it; `ID.thumb` a small
one, JPEG or, where it has alpha, PNG; `ID.json` says everything else. The last is written last and goes first, so that
an entry is there wholly or not at all, whenever the program ends.

Several programs may use one folder at once: nothing is kept in a file common to the entries.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from app.document import pictures
from app.document.atomic import replacing
from app.document.pictures.picture import PARTLY_GENERATED, WHOLLY_GENERATED
from app.engine.gallery.entry import Entry, from_bytes, newest_first, to_bytes

CARD, PICTURE, THUMB = ".json", ".png", ".thumb"
_QUALITY = 88  # of JPEG
_OLD = 3600.0  # seconds after which nobody is writing a file any more
_LOGGER = logging.getLogger(__name__)


class Shelf:
    """Reads and writes the entries in a folder, which is made when the first one comes. For any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def listed(self) -> dict[Entry, int]:
        """All whole entries that can be read, newest first, with the bytes of their pictures.

        Raises:
            OSError: the folder cannot be read.
        """
        files = {file.name: file for file in self._files()}
        ids = [name.removesuffix(CARD) for name in files if name.endswith(CARD)]  # thousands of Paths are slow
        entries = [entry for id_ in ids if id_ + PICTURE in files and (entry := self._entry(id_)) is not None]
        return {entry: files[entry.id + PICTURE].stat().st_size for entry in sorted(entries, key=newest_first)}

    def write(self, entry: Entry, picture: np.ndarray, small: QImage) -> int:
        """Keep a picture, (height, width, 3 or 4), uint8 or uint16, with its thumbnail; the bytes it takes.

        Raises:
            OSError: it could not be written; nothing of it is left.
            FileError: it does not fit into a PNG file.
        """
        whole = entry.recipe.get("verb") == "generate"
        options = pictures.EncodingOptions(source=WHOLLY_GENERATED if whole else PARTLY_GENERATED)
        data = pictures.encode_picture(pictures.Picture(picture, recipe=entry.recipe), "PNG", options)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._replace(entry, PICTURE, data)
            self._replace(entry, THUMB, _encoded(small))
            self.note(entry)
        except OSError:
            self.remove(entry)
            raise
        return len(data)

    def note(self, entry: Entry) -> None:
        """Keep what is known of an entry whose picture is there.

        Raises:
            OSError: it could not be written; what was noted before still holds.
        """
        self._replace(entry, CARD, to_bytes(entry))

    def read(self, entry: Entry) -> np.ndarray:
        """The picture as it was handed over.

        Raises:
            FileError: it is missing or damaged.
        """
        return pictures.read_picture(self._path(entry, PICTURE)).pixels

    def thumbnail(self, entry: Entry) -> QImage:
        """The small picture; a null image where it cannot be read."""
        try:
            return QImage.fromData(self._path(entry, THUMB).read_bytes())
        except OSError:
            return QImage()

    def remove(self, entry: Entry) -> None:
        """Delete an entry, as far as it is there."""
        for kind in (CARD, PICTURE, THUMB):
            try:
                self._path(entry, kind).unlink(missing_ok=True)
            except OSError:
                _LOGGER.warning("A file of the gallery was not deleted", exc_info=True)

    def sweep(self) -> None:
        """Delete what is left of entries that a crash kept from being written or deleted.

        Raises:
            OSError: the folder cannot be read.
        """
        files = {Path(file.name): file.stat().st_mtime for file in self._files()}
        for path, modified in files.items():
            whole = path.with_suffix(CARD) in files and path.with_suffix(PICTURE) in files
            ours = path.suffix in (CARD, PICTURE, THUMB) or path.match(".paella-*.part")
            if ours and not whole and modified < time.time() - _OLD:
                (self.folder / path).unlink(missing_ok=True)

    def _files(self) -> Iterator[os.DirEntry[str]]:
        if not self.folder.is_dir():
            return
        with os.scandir(self.folder) as files:
            yield from (file for file in files if file.is_file())

    def _entry(self, id_: str) -> Entry | None:
        try:
            with open(f"{self.folder}{os.sep}{id_}{CARD}", "rb") as file:
                return from_bytes(id_, file.read())
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            _LOGGER.warning("An entry of the gallery cannot be read: %s", id_, exc_info=True)
            return None

    def _replace(self, entry: Entry, kind: str, data: bytes) -> None:
        with replacing(self._path(entry, kind)) as file:
            file.write(data)

    def _path(self, entry: Entry, kind: str) -> Path:
        return self.folder / f"{entry.id}{kind}"


def _encoded(small: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if small.hasAlphaChannel():
        small.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    else:
        small.save(buffer, "JPEG", _QUALITY)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())
