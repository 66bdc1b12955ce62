"""OpenRaster files written: from an outline, member by member, in any thread."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZipFile

import numpy as np
from PIL import Image

from app.document import pictures
from app.document.compositor import composite
from app.document.node import masked
from app.document.openraster import ours
from app.document.openraster.archive import MERGED, STACK, THUMBNAIL, add, start_archive
from app.document.openraster.sources import SRGB, checksum
from app.document.openraster.stack import (
    NAMESPACE,
    TILES,
    Extras,
    described,
    extras_of,
    file_extras_of,
    isolation_of,
)
from app.document.outline import GroupOutline, LayerOutline, Outline, Pixels
from app.document.plane import eight_bits

VERSION = "0.0.5"  # of the specification
_RESOLUTION = "72"  # pixels per inch: what it says of files that say nothing
_THUMBNAIL_SIDE = 256  # pixels


def write_openraster(still: Outline[Pixels], file: BinaryIO) -> None:
    """Write a project into an open file, from its position on. Layers keep their size, transparent borders and all.

    Raises:
        OSError: it could not be written.
        FileError: the profile or the metadata does not fit into a PNG file.
    """
    members = file_extras_of(still.foreign or {}).members
    with start_archive(file) as archive:
        layers = dict(_named(still.root, members))
        add(archive, STACK, _stack(still, {id(layer): name for name, layer in layers.items()}))
        masks: dict[str, dict[str, Any]] = {}
        for name, layer in layers.items():
            png = _png(_seen(layer), still.profile)
            add(archive, name, png)
            if layer.mask is not None:
                masks[name] = ours.described_mask(layer, png)
        _add_previews(archive, still)
        for name, layer in layers.items():
            for member, data in ours.mask_members(layer, name):
                add(archive, member, data)
        for name, data in ours.members_of(still, masks):
            add(archive, name, data)
        for name, data in members.items():
            add(archive, name, data)


def _named(group: GroupOutline[Pixels], taken: Collection[str]) -> Iterator[tuple[str, LayerOutline[Pixels]]]:
    """Each layer, the topmost first, with a name that nothing else in the archive has."""
    names = (name for index in range(1 << 30) if (name := f"data/layer{index:03}.png") not in taken)
    return zip(names, _layers(group), strict=False)


def _layers(group: GroupOutline[Pixels]) -> Iterator[LayerOutline[Pixels]]:
    for child in reversed(group.children):
        if isinstance(child, GroupOutline):
            yield from _layers(child)
        else:
            yield child


def _stack(still: Outline[Pixels], names: dict[int, str]) -> bytes:
    extras = file_extras_of(still.foreign or {})
    size = {"version": VERSION, "w": str(still.width), "h": str(still.height)}
    resolution = {"xres": _RESOLUTION, "yres": _RESOLUTION}
    image = Element("image", {**resolution, **extras.attributes, **size, NAMESPACE[0]: NAMESPACE[1]})
    image.extend(extras.before)
    root = extras_of(still.root.foreign)
    _fill(SubElement(image, "stack", dict(root.attributes)), still.root, root, names)
    image.extend(extras.inside)
    return b"<?xml version='1.0' encoding='UTF-8'?>\n" + tostring(image, "utf-8")


def _fill(stack: Element, group: GroupOutline[Pixels], extras: Extras, names: dict[int, str]) -> None:
    """The members of a group into its element, the topmost first."""
    stack.text = "\n"
    for child in reversed(group.children):
        of_child = extras_of(child.foreign)
        stack.extend(of_child.before)
        if isinstance(child, GroupOutline):
            element = described("stack", child.look, of_child, child.active)
            element.attrib.update(isolation_of(child))
            _fill(element, child, of_child, names)
        else:
            element = _layer(child, of_child, names[id(child)])
        element.tail = "\n"
        stack.append(element)
    stack.extend(extras.inside)


def _layer(layer: LayerOutline[Pixels], extras: Extras, name: str) -> Element:
    pixels = layer.pixels
    if extras.checksum is not None and extras.checksum != checksum(_seen(layer)):
        kept = {key: value for key, value in extras.attributes.items() if key not in TILES}
        extras = replace(extras, attributes=kept)
    element = described("layer", layer.look, extras, layer.active)
    element.attrib.update({"src": name, "x": str(pixels.left), "y": str(pixels.top)})
    element.extend(extras.inside)
    return element


def _seen(layer: LayerOutline[Pixels]) -> np.ndarray:
    """The pixels of a layer with its mask in their alpha."""
    pixels, mask = layer.pixels, layer.effective_mask
    return pixels.array if mask is None else masked(pixels.array, mask.read(pixels.area))


def _png(pixels: np.ndarray, profile: bytes | None) -> bytes:
    if profile is None and pixels.dtype == np.uint16:
        profile = SRGB  # Krita asks what 16 bits without a profile mean, and waits for the answer
    return pictures.encode_picture(pictures.Picture(pixels, profile), "PNG")


def _add_previews(archive: ZipFile, still: Outline[Pixels]) -> None:
    """What programs show that know nothing of layers."""
    merged = composite(still.root, still.bounds, still.dtype)
    add(archive, MERGED, _png(merged, still.profile))
    thumbnail = Image.fromarray(eight_bits(merged))
    thumbnail.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE), Image.Resampling.BOX)
    add(archive, THUMBNAIL, _png(np.array(thumbnail), still.profile))
