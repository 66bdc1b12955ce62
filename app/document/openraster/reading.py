"""OpenRaster files opened: layers, what is ours, and all that is not understood, to be written again."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

import numpy as np
from PySide6.QtCore import QSize

from app.document import pictures
from app.document.document import Document
from app.document.node import Group, Layer, Node, Region
from app.document.openraster import ours, stack
from app.document.openraster.archive import STACK, Archive
from app.document.openraster.ours import StoredMask
from app.document.openraster.sources import Source, checksum, decoded, source_of
from app.document.openraster.stack import Extras, FileExtras
from app.document.plane import Plane
from app.language import tr

LARGEST_SIDE = 1 << 16  # pixels
LARGEST_CANVAS = 1 << 28  # pixels
LARGEST_TOTAL = 8 << 30  # bytes of all layers
_DAMAGE = (ValueError, TypeError, KeyError, OverflowError)
_OF_IMAGE = {"w", "h", "version", stack.NAMESPACE[0]}
_LINEAR_LIGHT = "mypaint:eotf"


def read_openraster(file: BinaryIO, name: str) -> tuple[Document, tuple[str, ...]]:
    """The document in an OpenRaster file, and a sentence for each thing that is not shown as it was meant.

    `name` is for messages.

    Raises:
        FileError: it is none, damaged, or too large.
        OSError: it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, about large pictures: there is a limit of our own
            return _read(Archive(file))
    except MemoryError as error:
        text = tr("There is not enough memory to open “{name}”. Close other pictures, and try again.")
        raise pictures.FileError(text.format(name=name)) from error
    except _DAMAGE as error:
        text = tr("“{name}” is damaged, or no OpenRaster file ({reason}). Get it again, or open a backup.")
        raise pictures.FileError(text.format(name=name, reason=error)) from error


@dataclass
class _Reading:
    """A file that is being read, and what was found on the way."""

    archive: Archive
    sources: Mapping[str, Source]
    description: Mapping[str, Any]  # of what is ours
    profile: bytes | None
    dtype: np.dtype
    selected: Node | None = None
    notices: list[str] = field(default_factory=list)

    def notice(self, text: str) -> None:
        if text not in self.notices:
            self.notices.append(text)


def _read(archive: Archive) -> tuple[Document, tuple[str, ...]]:
    image = stack.parse(archive.stack())
    top = image.find("stack")
    if image.tag != "image" or top is None:
        raise ValueError(f"{STACK} describes no layers")
    sources = dict(_sources(archive, top))
    reading = _Reading(archive, sources, _description(archive), _profile(sources), _dtype(sources))
    nodes, last = _members(top, reading)
    root = Group(nodes, foreign=stack.as_foreign(Extras(dict(top.attrib), inside=last)))
    size = _size(image)
    own = _ours(reading, (size.width(), size.height()))
    document = Document(size, root, reading.dtype.itemsize * 8, regions=own.regions)
    own.give(document)
    document.profile = reading.profile
    document.foreign = stack.as_foreign(_file_extras(archive, image, top, sources))
    document.active = reading.selected or document.active
    if stack.number(image.get(_LINEAR_LIGHT), 1.0) != 1.0:
        reading.notice(
            tr("MyPaint mixed colours in linear light; half-transparent parts look a little different here.")
        )
    return document, tuple(reading.notices)


def _description(archive: Archive) -> dict[str, Any]:
    """What the file says of what is ours; nothing where it is damaged, as `_ours` tells."""
    try:
        return ours.read_description(archive)
    except ValueError:
        return {}


def _size(image: Element) -> QSize:
    width, height = (round(stack.number(image.get(name), 0.0)) for name in ("w", "h"))
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE and width * height <= LARGEST_CANVAS):
        raise ValueError(f"a canvas of {width} x {height} pixels")
    return QSize(width, height)


def _sources(archive: Archive, top: Element) -> Iterator[tuple[str, Source]]:
    """What is known of each PNG file that is the pixels of a layer, before any is decoded."""
    total = 0
    for element in top.iter("layer"):
        name = element.get("src", "")
        if name not in archive.names:
            raise ValueError(f"the pixels of layer {element.get('name', '')!r} are missing")
        source = source_of(archive, name)
        if source is not None:
            total += source.width * source.height * (8 if source.deep else 4)
            if total > LARGEST_TOTAL or source.width * source.height > LARGEST_CANVAS:
                raise ValueError("its layers are too large")
            yield name, source


def _profile(sources: Mapping[str, Source]) -> bytes | None:
    """That of the topmost layer that has one."""
    return next((source.profile for source in sources.values() if source.profile), None)


def _dtype(sources: Mapping[str, Source]) -> np.dtype:
    return np.dtype(np.uint16 if any(source.deep for source in sources.values()) else np.uint8)


def _members(element: Element, reading: _Reading) -> tuple[tuple[Node, ...], tuple[Element, ...]]:
    """The layers and groups in an element, bottom first, and what is not understood below the last of them."""
    nodes: list[Node] = []
    unknown: list[Element] = []
    for child in element:
        child.tail = None
        if child.tag == "stack":
            nodes.append(_group(child, tuple(unknown), reading))
        elif child.tag == "layer" and child.get("src") in reading.sources:
            nodes.append(_layer(child, tuple(unknown), reading))
        else:
            unknown.append(child)
            _notice_unknown(child, reading)
            continue
        unknown.clear()
        _notice_look(child, nodes[-1], reading)
    return tuple(reversed(nodes)), tuple(unknown)


def _group(element: Element, before: tuple[Element, ...], reading: _Reading) -> Group:
    nodes, last = _members(element, reading)
    extras = Extras(stack.unknown_attributes(element), stack.operator_of(element), before, last)
    return Group(nodes, stack.look_of(element), stack.is_isolated(element), stack.as_foreign(extras))


def _layer(element: Element, before: tuple[Element, ...], reading: _Reading) -> Layer:
    name = element.attrib["src"]
    data, source = reading.archive.read(name), reading.sources[name]
    pixels, converted = decoded(data, source, name, reading.dtype, reading.profile)
    left, top = stack.place_of(element)
    if converted:
        reading.notice(tr("Layers had different colour profiles; they were converted to one."))
    attributes = stack.unknown_attributes(element)
    repeated = checksum(pixels) if any(tile in attributes for tile in stack.TILES) else None
    extras = Extras(attributes, stack.operator_of(element), before, tuple(element), repeated)
    look, foreign, mask = stack.look_of(element), stack.as_foreign(extras), _mask_of(name, data, reading)
    if mask is None:
        return Layer(Plane(pixels, left, top), look, foreign)
    whole = Plane(mask.unmasked(pixels), left, top)
    return Layer(whole, look, foreign, mask.plane(left, top), mask.alpha is not None)


def _mask_of(name: str, data: bytes, reading: _Reading) -> StoredMask | None:
    """The mask of the layer whose pixels are `data`, if it has one that can be read."""
    source = reading.sources[name]
    try:
        return ours.read_layer_mask(reading.archive, reading.description, name, data, (source.width, source.height))
    except (*_DAMAGE, AttributeError) as error:
        text = tr("The mask of a layer in the file is damaged ({reason}); what it hid stays hidden.")
        reading.notice(text.format(reason=error))
        return None


def _notice_unknown(element: Element, reading: _Reading) -> None:
    if not callable(element.tag):  # as that of a comment is
        text = tr("The file holds something that is no layer of pixels ({kind}); it is not shown, but kept.")
        reading.notice(text.format(kind=element.get("src") or element.tag))


def _notice_look(element: Element, node: Node, reading: _Reading) -> None:
    if element.get("selected") == "true":
        reading.selected = node
    if operator := stack.operator_of(element):
        text = tr("The blend mode “{mode}” of another program is shown as Normal, but kept.")
        reading.notice(text.format(mode=operator))


def _file_extras(archive: Archive, image: Element, top: Element, sources: Mapping[str, Source]) -> FileExtras:
    """What surrounds the layers. A file that is a layer's and is also named elsewhere counts as unknown, too."""
    parts = list(image)
    place = parts.index(top)
    for part in parts:
        part.tail = None
    named = {
        value
        for element in image.iter()
        for key, value in element.attrib.items()
        if not (key == "src" and value in sources and element.tag == "layer")
    }
    attributes = {key: value for key, value in image.attrib.items() if key not in _OF_IMAGE}
    members = archive.others(set(sources) - named)
    return FileExtras(attributes, tuple(parts[:place]), tuple(parts[place + 1 :]), members)


@dataclass(frozen=True)
class _Ours:
    """What only this program writes into the file."""

    mask: np.ndarray | None = None
    strength: np.ndarray | None = None
    regions: tuple[Region, ...] = ()
    metadata: pictures.Metadata | None = None
    recipe: Mapping[str, Any] | None = None

    def give(self, document: Document) -> None:
        """To a document that nobody has seen yet."""
        if self.mask is not None:
            document.mask.array[...] = self.mask
        if self.strength is not None:
            document.strength.array[...] = self.strength
        document.metadata, document.recipe = self.metadata, self.recipe


def _ours(reading: _Reading, size: tuple[int, int]) -> _Ours:
    """Nothing where it is damaged: the picture opens without it."""
    archive = reading.archive
    try:
        description = ours.read_description(archive)
        mask, strength = ours.read_mask(archive, size), ours.read_strength(archive, size)
        regions, metadata = ours.read_regions(archive, description), ours.read_metadata(description)
        return _Ours(mask, strength, regions, metadata, ours.read_recipe(description))
    except _DAMAGE as error:
        text = tr("The mask and the prompts in the file are damaged ({reason}); the picture was opened without them.")
        reading.notice(text.format(reason=error))
        return _Ours()
