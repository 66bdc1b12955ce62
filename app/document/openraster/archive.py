"""The zip archive around it all: what lies in it, within limits that no file of a painter reaches."""

from __future__ import annotations

import struct
import zlib
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MIMETYPE = "image/openraster"
STACK, MERGED, THUMBNAIL, OURS = "stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png", "paella/"
LARGEST_MEMBER = 2 << 30  # bytes
LARGEST_OF_OTHERS = 512 << 20  # bytes of all members that are kept as they are, as they stay in memory
_LARGEST_STACK = 16 << 20  # bytes
DAMAGE = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, struct.error)


class Archive:
    """An OpenRaster file for reading.

    Raises:
        ValueError: from all methods: it is no zip archive, something in it is damaged, missing or too large.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = ZipFile(file)
        except DAMAGE as error:
            raise ValueError(f"no zip archive: {error}") from error
        members = self._zip.infolist()
        self._sizes = {one.filename: one.file_size for one in members if not one.filename.endswith("/")}

    @property
    def names(self) -> list[str]:
        """The members, in their order."""
        return list(self._sizes)

    def stack(self) -> bytes:
        """The description of the layers."""
        return self.read(STACK, _LARGEST_STACK)

    def read(self, name: str, largest: int = LARGEST_MEMBER) -> bytes:
        """A member of at most so many bytes."""
        if self._sizes.get(name, 0) > largest:
            raise ValueError(f"{name} is too large")
        try:
            return self._zip.read(name)
        except DAMAGE as error:
            raise ValueError(f"{name} cannot be read: {error}") from error

    def open(self, name: str) -> IO[bytes]:
        """A member, to be read from its beginning."""
        try:
            return self._zip.open(name)
        except DAMAGE as error:
            raise ValueError(f"{name} cannot be read: {error}") from error

    def others(self, known: set[str]) -> dict[str, bytes]:
        """All members but those that are written anew in any case, and the known ones."""
        written = {"mimetype", STACK, MERGED, THUMBNAIL} | known
        names = [name for name in self._sizes if name not in written and not name.startswith(OURS)]
        if sum(self._sizes[name] for name in names) > LARGEST_OF_OTHERS:
            raise ValueError("what other programs put into the file is too large")
        return {name: self.read(name) for name in names}


def start_archive(file: BinaryIO) -> ZipFile:
    """An archive to write to, with what has to come first."""
    archive = ZipFile(file, "w")
    add(archive, "mimetype", MIMETYPE.encode())
    return archive


def add(archive: ZipFile, name: str, data: bytes) -> None:
    """Put a member into it: PNGs and the type as they are, the rest compressed. Members bear no date, so that the same
    document gives the same file."""
    member = ZipInfo(name)
    member.external_attr = 0o644 << 16
    member.compress_type = ZIP_STORED if name == "mimetype" or name.endswith(".png") else ZIP_DEFLATED
    archive.writestr(member, data)
