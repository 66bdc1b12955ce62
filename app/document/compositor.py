"""What a tree of layers looks like: tile by tile, from the lowest layer that can be seen to the topmost.

Groups are composited as OpenRaster says: an isolated group by itself and then as one layer; the layers of a group that
is not isolated, directly over what lies below the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from app.document.blending import BlendMode, blend_planar, from_planar, to_planar
from app.document.boxes import clipped, contains, is_empty, moved
from paella_core.request import Box

TILE = 128  # pixels; some planes of floats of this size fit into a processor's cache


class Pixels(Protocol):
    """RGBA pixels with straight alpha, (height, width, 4), uint8 or uint16, at a place in the document."""

    @property
    def area(self) -> Box:
        """Where they lie."""
        ...

    def view(self, box: Box, /) -> np.ndarray:
        """Those of `box`, clipped to the area."""
        ...


class Look(Protocol):
    """How a layer or a group is shown."""

    @property
    def opacity(self) -> float: ...
    @property
    def visible(self) -> bool: ...
    @property
    def mode(self) -> BlendMode: ...


class Node(Protocol):
    """A layer or a group."""

    @property
    def look(self) -> Look: ...


@runtime_checkable
class Layer(Node, Protocol):
    """Pixels and how they are shown."""

    @property
    def pixels(self) -> Pixels: ...


@runtime_checkable
class Group(Node, Protocol):
    """Layers and groups, the lowest first."""

    @property
    def children(self) -> Sequence[Node]: ...
    @property
    def isolated(self) -> bool: ...


def composite(root: Group, box: Box, dtype: np.dtype | type) -> np.ndarray:
    """The visible layers of `root` in `box` (document coordinates): RGBA with straight alpha, (height, width, 4).

    It is rounded once to `dtype`: uint8, uint16 or float32 in 0..1. Where one normal, fully opaque layer is all that
    lies in a tile, these are its own bytes. The root's own look plays no part.
    """
    pieces = _pieces(root)
    pixels = np.empty((box.height, box.width, 4), dtype)
    for tile in _tiles(box):
        _render(pieces, tile, pixels[moved(tile, -box.left, -box.top).slices])
    return pixels


def composites_alone(group: Group) -> bool:
    """Whether a group is composited by itself first: it is isolated, or its look needs it to be one picture."""
    return group.isolated or group.look.opacity < 1 or group.look.mode is not BlendMode.NORMAL


@dataclass(frozen=True)
class _Piece:
    """Something that is laid over what is below it: a layer's pixels, or a group of pieces, the lowest first."""

    content: Pixels | tuple[_Piece, ...]
    opacity: float
    mode: BlendMode

    @property
    def is_plain(self) -> bool:
        return self.opacity >= 1 and self.mode is BlendMode.NORMAL

    def reaches(self, box: Box) -> bool:
        if isinstance(self.content, tuple):
            return any(piece.reaches(box) for piece in self.content)
        return not is_empty(clipped(box, self.content.area))


def _pieces(group: Group) -> tuple[_Piece, ...]:
    """What is visible in a group, without the groups that make no difference."""
    found: list[_Piece] = []
    for child in group.children:
        look = child.look
        if not look.visible or (look.opacity <= 0 and not look.mode.clears_around):
            continue
        if isinstance(child, Group):
            inner = _pieces(child)
            found += [_Piece(inner, look.opacity, look.mode)] if _is_one_picture(child, inner) else inner
        elif isinstance(child, Layer):
            found.append(_Piece(child.pixels, look.opacity, look.mode))
    return tuple(found)


def _is_one_picture(group: Group, inner: tuple[_Piece, ...]) -> bool:
    """Whether the group's layers have to be composited by themselves. Normal ones may be laid down in any grouping."""
    plain = group.look.opacity >= 1 and group.look.mode is BlendMode.NORMAL
    return composites_alone(group) and not (plain and all(piece.mode is BlendMode.NORMAL for piece in inner))


def _render(pieces: tuple[_Piece, ...], tile: Box, pixels: np.ndarray) -> None:
    """Write what the pieces look like in a tile into `pixels`."""
    seen = _seen(pieces, tile)
    if len(seen) == 1 and seen[0].is_plain and not isinstance(seen[0].content, tuple):
        _copy(seen[0].content, tile, pixels)
    else:
        pixels[...] = from_planar(_planar(seen, tile), pixels.dtype)


def _copy(content: Pixels, tile: Box, pixels: np.ndarray) -> None:
    part, found = clipped(tile, content.area), content.view(tile)
    if part != tile:
        pixels[...] = 0
    inside = pixels[moved(part, -tile.left, -tile.top).slices]
    inside[...] = found if found.dtype == pixels.dtype else from_planar(to_planar(found), pixels.dtype)


def _seen(pieces: tuple[_Piece, ...], tile: Box) -> tuple[_Piece, ...]:
    """The pieces that matter in a tile: those that lie in it, from the topmost that hides all below it."""
    here = tuple(piece for piece in pieces if piece.mode.clears_around or piece.reaches(tile))
    for index in range(len(here) - 1, 0, -1):
        if _hides(here[index], tile):
            return here[index:]
    return here


def _hides(piece: _Piece, tile: Box) -> bool:
    if not piece.is_plain or isinstance(piece.content, tuple) or not contains(piece.content.area, tile):
        return False
    alpha = piece.content.view(tile)[..., 3]
    return bool(alpha.min() == np.iinfo(alpha.dtype).max)


def _planar(pieces: tuple[_Piece, ...], tile: Box) -> np.ndarray:
    """What the pieces look like in a tile, over nothing: planar float32 (4, height, width)."""
    result = np.zeros((4, tile.height, tile.width), np.float32)
    for piece in pieces:
        _lay(piece, tile, result)
    return result


def _lay(piece: _Piece, tile: Box, result: np.ndarray) -> None:
    """Lay a piece over `result`, the planar pixels of a tile."""
    if isinstance(piece.content, tuple):
        blend_planar(result, _planar(_seen(piece.content, tile), tile), piece.opacity, piece.mode)
        return
    part, found = clipped(tile, piece.content.area), piece.content.view(tile)
    rows, columns = moved(part, -tile.left, -tile.top).slices
    if piece.mode.clears_around:
        above = np.zeros_like(result)
        above[:, rows, columns] = to_planar(found)
        blend_planar(result, above, piece.opacity, piece.mode)
    elif found[..., 3].any():
        blend_planar(result[:, rows, columns], to_planar(found), piece.opacity, piece.mode)


def _tiles(box: Box) -> Iterator[Box]:
    """The tiles of the document that a box meets, clipped to it."""
    for top in range(box.top // TILE * TILE, box.top + box.height, TILE):
        for left in range(box.left // TILE * TILE, box.left + box.width, TILE):
            yield clipped(Box(left, top, TILE, TILE), box)
