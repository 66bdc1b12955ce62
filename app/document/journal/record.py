"""What a record of the log holds: tiles that changed, and the outline of the document when it did."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.document.blending import BlendMode
from app.document.node import Look, Wording
from app.document.outline import GroupOutline, LayerOutline, NodeOutline, Outline, RegionOutline
from paella_core.request import Box

_LEVEL = 1  # of zlib
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True)
class PlaneRecord:
    """A plane by its number.

    Attributes:
        extent: where its pixels lie in coordinates of its own, which stay while it moves and grows.
        left, top: where its upper left pixel lies in the document.
        dtype: "uint8" or "uint16".
        channels: of a pixel; 0 for a plane of two dimensions.
        background: what is around it.
    """

    number: int
    extent: Box
    left: int
    top: int
    dtype: str
    channels: int
    background: int


@dataclass(frozen=True, eq=False)
class Tile:
    """Pixels of a plane; `box` is in its own coordinates."""

    number: int
    box: Box
    pixels: np.ndarray


@dataclass(frozen=True)
class About:
    """The file of a document, None while it has none, and whether anything differs from it."""

    path: Path | None
    modified: bool


@dataclass(frozen=True, eq=False)
class Record:
    """A moment of a document: `outline` is its `described` text where it differs from the record before, else "";
    `time` is in seconds since 1970."""

    outline: str
    about: About
    time: float
    tiles: tuple[PackedTile, ...] = ()


@dataclass(frozen=True, eq=False)
class PackedTile:
    """A tile whose pixels are compressed."""

    number: int
    box: Box
    data: bytes

    def unpacked(self, plane: PlaneRecord) -> Tile:
        """The tile of a plane."""
        shape = (self.box.height, self.box.width, *([plane.channels] if plane.channels else []))
        return Tile(self.number, self.box, np.frombuffer(zlib.decompress(self.data), plane.dtype).reshape(shape))


def packed(tile: Tile) -> PackedTile:
    """A tile, compressed."""
    return PackedTile(tile.number, tile.box, zlib.compress(np.ascontiguousarray(tile.pixels).data, _LEVEL))


def to_bytes(record: Record) -> bytes:
    """The payload of a record."""
    head = {
        "outline": record.outline,
        "path": str(record.about.path) if record.about.path else None,
        "modified": record.about.modified,
        "time": record.time,
        "tiles": [[tile.number, *tile.box, len(tile.data)] for tile in record.tiles],
    }
    text = json.dumps(head).encode()
    return b"".join([_LENGTH.pack(len(text)), text, *(tile.data for tile in record.tiles)])


def from_bytes(payload: bytes) -> Record:
    """A record of its payload, whose checksum was right."""
    (length,) = _LENGTH.unpack_from(payload)
    head = json.loads(payload[_LENGTH.size : _LENGTH.size + length])
    tiles = tuple(_tiles(head["tiles"], payload, _LENGTH.size + length))
    about = About(Path(head["path"]) if head["path"] else None, head["modified"])
    return Record(head["outline"], about, head["time"], tiles)


def described(outline: Outline[PlaneRecord]) -> str:
    """An outline as JSON. What other programs wrote into the file and what the file said stays with the file."""
    return json.dumps(
        {
            "size": [outline.width, outline.height],
            "depth": outline.depth,
            "profile": base64.b64encode(outline.profile).decode() if outline.profile else None,
            "root": _from_node(outline.root),
            "mask": _from_plane(outline.mask),
            "strength": _from_plane(outline.strength),
            "regions": [
                [region.wording.prompt, region.wording.weight, _from_plane(region.pixels)] for region in outline.regions
            ],
        }
    )


def understood(text: str) -> Outline[PlaneRecord]:
    """The outline of its JSON."""
    found = json.loads(text)
    root = _to_node(found["root"])
    assert isinstance(root, GroupOutline)
    regions = [RegionOutline(Wording(prompt, weight), _to_plane(plane)) for prompt, weight, plane in found["regions"]]
    width, height = found["size"]
    return Outline(
        width,
        height,
        found["depth"],
        root,
        _to_plane(found["mask"]),
        _to_plane(found["strength"]),
        tuple(regions),
        base64.b64decode(found["profile"]) if found["profile"] else None,
    )


def _tiles(rows: list[list[int]], payload: bytes, start: int) -> Iterator[PackedTile]:
    for number, left, top, width, height, length in rows:
        yield PackedTile(number, Box(left, top, width, height), payload[start : start + length])
        start += length


def _from_plane(plane: PlaneRecord) -> list[Any]:
    return [
        plane.number,
        list(plane.extent),
        plane.left,
        plane.top,
        plane.dtype,
        plane.channels,
        plane.background,
    ]


def _to_plane(row: list[Any]) -> PlaneRecord:
    number, extent, *rest = row
    return PlaneRecord(number, Box(*extent), *rest)


def _from_node(node: NodeOutline[PlaneRecord]) -> dict[str, Any]:
    look = node.look
    about = {
        "look": [look.name, look.opacity, look.visible, look.locked, look.mode.value],
        "active": node.active,
    }
    if isinstance(node, LayerOutline):
        mask = {} if node.mask is None else {"mask": _from_plane(node.mask), "mask_enabled": node.mask_enabled}
        return {**about, "plane": _from_plane(node.pixels), **mask}
    return {**about, "isolated": node.isolated, "children": [_from_node(child) for child in node.children]}


def _to_node(found: Mapping[str, Any]) -> NodeOutline[PlaneRecord]:
    name, opacity, visible, locked, mode = found["look"]
    look = Look(name, opacity, visible, locked, BlendMode(mode))
    if "plane" in found:
        mask = _to_plane(found["mask"]) if "mask" in found else None
        enabled = found.get("mask_enabled", True)
        return LayerOutline(look, _to_plane(found["plane"]), {}, found["active"], mask, enabled)
    children = tuple(_to_node(child) for child in found["children"])
    return GroupOutline(look, children, found["isolated"], {}, found["active"])
