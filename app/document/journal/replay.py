"""What a journal remembers, as the document that it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from app.document.boxes import clipped, is_empty, moved
from app.document.document import Document
from app.document.files import FileError, open_document
from app.document.journal.folder import Folder, Head
from app.document.journal.log import records
from app.document.journal.record import PlaneRecord, Record, Tile, from_bytes, understood
from app.document.outline import GroupOutline, NodeOutline, Outline, Pixels, document_of, still_of
from app.document.stamp import stamp_of
from app.language import tr
from paella_core.request import Box


@dataclass(frozen=True, eq=False)
class Remembered:
    """A document as the journal knows it. `path` is its file, None if it had none; `time` when it was so, in seconds
    since 1970; `modified` whether it differed from its file."""

    still: Outline[Pixels]
    path: Path | None
    time: float
    modified: bool

    @property
    def name(self) -> str:
        """The file's name, or a word for "without name"."""
        return self.path.name if self.path else tr("Untitled")

    def document(self) -> Document:
        """The document, marked as modified."""
        document = document_of(self.still, self.path)
        document.mark_modified()
        return document


def remembered(folder: Folder) -> Remembered:
    """All that can be read in a folder. In any thread.

    Raises:
        FileError: nothing can be read, or the file that the log goes on from is gone.
    """
    head = folder.read_head()
    if head is None:
        raise FileError(tr("The notes of this picture are damaged: they do not say what they belong to."))
    replay = _Replay(_base(folder, head))
    try:
        for path in folder.logs(head.first):
            for payload in records(path):
                replay.add(from_bytes(payload))
    except OSError as error:
        text = tr("The notes of this picture could not be read: {reason}.")
        raise FileError(text.format(reason=(error.strerror or str(error)).lower())) from error
    return replay.result()


def _base(folder: Folder, head: Head) -> Outline[Pixels] | None:
    if head.base is None:
        return None
    path = folder.path / head.base  # which is the base itself where that lies elsewhere
    if head.stamp is not None and stamp_of(path) != head.stamp:
        text = tr("“{name}” was changed or moved since, so the notes do not fit it any more.")
        raise FileError(text.format(name=path.name))
    return still_of(open_document(path).document)


class _Replay:
    """The planes and the outline as they were after the records so far."""

    def __init__(self, base: Outline[Pixels] | None) -> None:
        self._base = base
        self._planes: dict[int, _Growing] = {}
        self._outline: Outline[PlaneRecord] | None = None
        self._last: Record | None = None
        self._carried: dict[int, dict[str, Any]] = {}  # what other programs wrote about layers, by plane
        self._groups: dict[tuple[int, ...], dict[str, Any]] = {}  # and about groups, by their planes

    def add(self, record: Record) -> None:
        """Go on to the next record."""
        if record.outline:
            self._follow(understood(record.outline))
        records_of = {plane.number: plane for plane in self._outline.planes()} if self._outline else {}
        for tile in record.tiles:
            if tile.number in records_of:
                self._planes[tile.number].write(tile.unpacked(records_of[tile.number]))
        self._last = record

    def result(self) -> Remembered:
        """What it came to.

        Raises:
            FileError: there was no record at all.
        """
        if self._outline is None or self._last is None:
            raise FileError(tr("The notes of this picture are empty."))
        still = self._outline.mapped(lambda plane: self._planes[plane.number].pixels(plane))
        base = self._base
        still = replace(still, root=self._with_foreign(still.root, self._outline.root))
        if base is not None:
            still = replace(still, metadata=base.metadata, foreign=base.foreign, recipe=base.recipe)
        return Remembered(still, self._last.about.path, self._last.time, self._last.about.modified)

    def _follow(self, outline: Outline[PlaneRecord]) -> None:
        if self._outline is None and self._base is not None:
            self._start_from(self._base, outline)
        for plane in outline.planes():
            if plane.number in self._planes:
                self._planes[plane.number].reach(plane.extent)
            else:
                self._planes[plane.number] = _Growing.new(plane)
        self._outline = outline

    def _start_from(self, base: Outline[Pixels], outline: Outline[PlaneRecord]) -> None:
        """The first outline has the same planes as the base, in the same order.

        Raises:
            FileError: it has others.
        """
        found, told = list(base.planes()), list(outline.planes())
        if len(found) != len(told):
            raise FileError(tr("The notes of this picture do not fit the file that they go on from."))
        for pixels, plane in zip(found, told, strict=True):
            area = Box(plane.left, plane.top, plane.extent.width, plane.extent.height)
            self._planes[plane.number] = _Growing(pixels.read(area), plane.extent, plane.background)
        self._remember_foreign(base.root, outline.root)

    def _remember_foreign(self, base: NodeOutline[Pixels], told: NodeOutline[PlaneRecord]) -> None:
        if isinstance(base, GroupOutline) and isinstance(told, GroupOutline):
            self._groups[_numbers(told)] = base.foreign
            for one, other in zip(base.children, told.children, strict=True):
                self._remember_foreign(one, other)
        elif not isinstance(base, GroupOutline) and not isinstance(told, GroupOutline):
            self._carried[told.pixels.number] = base.foreign

    def _with_foreign(self, node: Any, told: NodeOutline[PlaneRecord]) -> Any:
        if not isinstance(told, GroupOutline):
            return replace(node, foreign=self._carried.get(told.pixels.number, {}))
        pairs = zip(node.children, told.children, strict=True)
        children = tuple(self._with_foreign(child, other) for child, other in pairs)
        return replace(node, children=children, foreign=self._groups.get(_numbers(told), {}))


class _Growing:
    """The pixels of a plane, by coordinates of its own."""

    def __init__(self, array: np.ndarray, extent: Box, background: int) -> None:
        self._array, self._extent, self._background = array, extent, background

    @classmethod
    def new(cls, plane: PlaneRecord) -> _Growing:
        """A plane of background only."""
        channels = [plane.channels] if plane.channels else []
        shape = (plane.extent.height, plane.extent.width, *channels)
        return cls(np.full(shape, plane.background, plane.dtype), plane.extent, plane.background)

    def reach(self, extent: Box) -> None:
        """Grow with background, or be cut."""
        if extent != self._extent:
            own = Pixels(self._array, self._extent.left, self._extent.top, self._background)
            self._array, self._extent = own.read(extent), extent

    def write(self, tile: Tile) -> None:
        """Put pixels in their place."""
        part = clipped(tile.box, self._extent)
        if not is_empty(part):
            target = self._array[moved(part, -self._extent.left, -self._extent.top).slices]
            target[...] = tile.pixels[moved(part, -tile.box.left, -tile.box.top).slices]

    def pixels(self, plane: PlaneRecord) -> Pixels:
        """As part of a document."""
        return Pixels(self._array, plane.left, plane.top, self._background)


def _numbers(node: NodeOutline[PlaneRecord]) -> tuple[int, ...]:
    """The planes in a group, which tell it from others."""
    if not isinstance(node, GroupOutline):
        return (node.pixels.number,)
    return tuple(number for child in node.children for number in _numbers(child))
