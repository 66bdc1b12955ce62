"""What a tree of layers looks like: tile by tile, from the lowest layer that can be seen to the topmost.

How an area is cut into tiles, and what is left out in a tile because it does not show there, makes no difference to
the result, not to the last bit.

Groups are composited as OpenRaster says: an isolated group by itself and then as one layer; the layers of a group that
is not isolated, directly over what lies below the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeGuard

import numpy as np

from app.document.blending import BlendMode, blend_planar
from app.document.boxes import clipped, contains, is_empty, moved
from app.document.planar import alpha_range, from_planar, put_planar, to_planar
from paella_core.request import Box

TILE = 160  # pixels at most; some planes of floats of this size fit into a processor's cache


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


class Layer(Node, Protocol):
    """Pixels and how they are shown."""

    @property
    def pixels(self) -> Pixels: ...


class Group(Node, Protocol):
    """Layers and groups, the lowest first."""

    @property
    def children(self) -> Sequence[Node]: ...
    @property
    def isolated(self) -> bool: ...


def composite(root: Group, box: Box, dtype: np.dtype | type) -> np.ndarray:
    """The visible layers of `root` in `box` (document coordinates): RGBA with straight alpha, (height, width, 4).

    It is rounded once to `dtype`: uint8, uint16 or float32 in 0..1. Where it is transparent, it is black; but if one
    normal, fully opaque layer is all that is visible, these are its own bytes. The root's own look plays no part.
    """
    pixels = np.empty((box.height, box.width, 4), dtype)
    compose(root, box, pixels)
    return pixels


def compose(root: Group, box: Box, pixels: np.ndarray) -> None:
    """Write the same into `pixels`, of shape (height, width, 4)."""
    pieces = _pieces(root)
    draw = _copy if len(pieces) == 1 and pieces[0].is_plain_layer else _render
    for tile in _tiles(box):
        draw(pieces, tile, pixels[moved(tile, -box.left, -box.top).slices])


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
    def is_plain_layer(self) -> bool:
        return self.opacity >= 1 and self.mode is BlendMode.NORMAL and not isinstance(self.content, tuple)

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
        if _is_group(child):
            inner = _pieces(child)
            found += [_Piece(inner, look.opacity, look.mode)] if _is_one_picture(child, inner) else inner
        elif _is_layer(child):
            found.append(_Piece(child.pixels, look.opacity, look.mode))
    return tuple(found)


def _is_group(node: Node) -> TypeGuard[Group]:
    return hasattr(node, "isolated")  # by far faster than to ask whether it is an instance of a protocol


def _is_layer(node: Node) -> TypeGuard[Layer]:
    return hasattr(node, "pixels")


def _is_one_picture(group: Group, inner: tuple[_Piece, ...]) -> bool:
    """Whether the group's layers have to be composited by themselves. Normal ones may be laid down in any grouping."""
    plain = group.look.opacity >= 1 and group.look.mode is BlendMode.NORMAL
    return composites_alone(group) and not (plain and all(piece.mode is BlendMode.NORMAL for piece in inner))


def _copy(pieces: tuple[_Piece, ...], tile: Box, pixels: np.ndarray) -> None:
    """Write the only piece in a tile, a plain layer, into `pixels` as it is."""
    content = pieces[0].content
    assert not isinstance(content, tuple)
    part, found = clipped(tile, content.area), content.view(tile)
    if part != tile:
        pixels[...] = 0
    inside = pixels[moved(part, -tile.left, -tile.top).slices]
    inside[...] = found if found.dtype == pixels.dtype else from_planar(to_planar(found), pixels.dtype)


def _render(pieces: tuple[_Piece, ...], tile: Box, pixels: np.ndarray) -> None:
    """Write what the pieces look like in a tile into `pixels`."""
    seen = _seen(pieces, tile)
    if len(seen) == 1 and _hides(seen[0], tile):
        _copy(seen, tile, pixels)
    elif seen:
        planar = _planar(seen, tile)
        if planar[3].min() <= 0:
            planar[:3] *= planar[3] > 0  # what colour is left there depends on what was left out
        put_planar(planar, pixels)
    else:
        pixels[...] = 0


def _seen(pieces: tuple[_Piece, ...], tile: Box) -> tuple[_Piece, ...]:
    """The pieces that matter in a tile: those that lie in it, from the topmost that hides all below it."""
    here = tuple(piece for piece in pieces if piece.mode.clears_around or piece.reaches(tile))
    for index in range(len(here) - 1, 0, -1):
        if _hides(here[index], tile):
            return here[index:]
    return here


def _hides(piece: _Piece, tile: Box) -> bool:
    if not piece.is_plain_layer or isinstance(piece.content, tuple) or not contains(piece.content.area, tile):
        return False
    found = piece.content.view(tile)
    return alpha_range(found)[0] == np.iinfo(found.dtype).max


def _planar(pieces: tuple[_Piece, ...], tile: Box) -> np.ndarray:
    """What the pieces look like in a tile, over nothing: planar float32 (4, height, width)."""
    if pieces and _fills(pieces[0], tile):
        result, pieces = _alone(pieces[0], tile), pieces[1:]
    else:
        result = np.zeros((4, tile.height, tile.width), np.float32)
    for piece in pieces:
        _lay(piece, tile, result)
    return result


def _fills(piece: _Piece, tile: Box) -> bool:
    """Whether a piece has only to be taken as it is where nothing is below it."""
    return piece.mode is BlendMode.NORMAL and (isinstance(piece.content, tuple) or contains(piece.content.area, tile))


def _alone(piece: _Piece, tile: Box) -> np.ndarray:
    """What a piece that fills a tile looks like in it."""
    inside = isinstance(piece.content, tuple)
    result = _planar(_seen(piece.content, tile), tile) if inside else to_planar(piece.content.view(tile))
    result[3] *= np.float32(piece.opacity)
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
    elif alpha_range(found)[1] > 0:
        blend_planar(result[:, rows, columns], to_planar(found), piece.opacity, piece.mode)


def _tiles(box: Box) -> Iterator[Box]:
    """The parts of a box that are worked on one by one: as few as may be, and of nearly the same size."""
    if is_empty(box):
        return
    columns, rows = -(-box.width // TILE), -(-box.height // TILE)
    lefts = [box.left + box.width * at // columns for at in range(columns + 1)]
    tops = [box.top + box.height * at // rows for at in range(rows + 1)]
    for top, bottom in pairwise(tops):
        for left, right in pairwise(lefts):
            yield Box(left, top, right - left, bottom - top)
