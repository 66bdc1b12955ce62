"""What a tree of layers looks like: tile by tile, from the lowest layer that can be seen to the topmost.

How an area is cut into tiles, and what is left out in a tile because it does not show there, makes no difference to
the result, not to the last bit.

Groups are composited as OpenRaster says: an isolated group by itself and then as one layer; the layers of a group that
is not isolated, directly over what lies below the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeGuard

import numpy as np

from app.document.blending import BlendMode, blend_planar
from app.document.boxes import around, clipped, is_empty, moved
from app.document.planar import fill_planar, from_planar, is_opaque, is_transparent, put_planar, to_planar
from paella_core.request import Box

TILE = 264  # pixels at most; few enough that the floats stay in a processor's cache, many to a step of Python
_SHOWN = 255  # in a mask
_SHARES = (np.arange(256, dtype=np.float32) / np.float32(_SHOWN)).astype(np.float32)  # exactly 0 and 1 at its ends


class Pixels(Protocol):
    """RGBA pixels with straight alpha, (height, width, 4), uint8 or uint16, at a place in the document."""

    @property
    def area(self) -> Box:
        """Where they lie."""
        ...

    def view(self, box: Box, /) -> np.ndarray:
        """Those of `box`, clipped to the area."""
        ...


class Mask(Protocol):
    """How much of a layer is shown, uint8: 255 all of it, 0 nothing."""

    def read(self, box: Box, /) -> np.ndarray:
        """The values of `box`, (height, width), wherever it lies."""
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
    @property
    def effective_mask(self) -> Mask | None: ...


class Group(Node, Protocol):
    """Layers and groups, the lowest first."""

    @property
    def children(self) -> Sequence[Node]: ...
    @property
    def isolated(self) -> bool: ...


def composites_alone(group: Group) -> bool:
    """Whether a group is composited by itself first: it is isolated, or its look needs it to be one picture."""
    return group.isolated or group.look.opacity < 1 or group.look.mode is not BlendMode.NORMAL


def composite(root: Group, box: Box, dtype: np.dtype | type) -> np.ndarray:
    """The visible layers of `root` in `box` (document coordinates): RGBA with straight alpha, (height, width, 4).

    It is rounded once to `dtype`: uint8, uint16 or float32 in 0..1. Where it is transparent, it is black; but if one
    normal, fully opaque layer is all that is visible, these are its own bytes. The root's own look plays no part.
    """
    pixels = np.empty((box.height, box.width, 4), dtype)
    Compositor().compose(root, box, pixels)
    return pixels


class Compositor:
    """Composes trees of layers, and keeps the memory that it works with for the next time. For one thread at a time."""

    def __init__(self) -> None:
        self._free: list[np.ndarray] = []
        self._spare = _memory()

    def compose(self, root: Group, box: Box, pixels: np.ndarray) -> None:
        """Write what `composite` gives into `pixels`, of shape (height, width, 4)."""
        pieces = _pieces(root)
        alone = len(pieces) == 1 and pieces[0].is_plain_layer and pieces[0].mask is None
        for tile in _tiles(box):
            part = pixels[moved(tile, -box.left, -box.top).slices]
            if alone:
                _copy(pieces[0], tile, part)
            else:
                self._render(_seen(pieces, tile), tile, part)

    def _render(self, seen: Sequence[_Seen], tile: Box, pixels: np.ndarray) -> None:
        """Write what is seen in a tile into `pixels`."""
        if not seen:
            pixels[...] = 0
        elif len(seen) == 1 and seen[0].hides:
            _copy(seen[0].piece, tile, pixels)
        else:
            with self._planes(tile) as planar:
                self._draw(seen, tile, planar)
                if planar[3].min() <= 0:
                    planar[:3] *= planar[3] > 0  # the colour that is left there depends on what was left out
                put_planar(planar, pixels)

    def _draw(self, seen: Sequence[_Seen], tile: Box, planar: np.ndarray) -> None:
        """Write what is seen in a tile, over nothing, into its planes."""
        if seen and seen[0].piece.mode is BlendMode.NORMAL and seen[0].part == tile:
            self._take(seen[0], tile, planar)
            planar[3] *= np.float32(seen[0].piece.opacity)
            seen = seen[1:]
        else:
            planar[...] = 0
        for one in seen:
            self._lay(one, tile, planar)

    def _lay(self, one: _Seen, tile: Box, planar: np.ndarray) -> None:
        """Lay something over what is in the planes of a tile."""
        box = tile if one.piece.mode.clears_around else one.part
        rows, columns = moved(box, -tile.left, -tile.top).slices
        with self._planes(box) as above:
            self._take(one, box, above)
            spare = _shaped(self._spare, box)
            blend_planar(planar[:, rows, columns], above, one.piece.opacity, one.piece.mode, spare)

    def _take(self, one: _Seen, box: Box, planar: np.ndarray) -> None:
        """Write what something alone looks like, apart from its opacity, into the planes of a box."""
        if one.pixels is None:
            self._draw(_seen(one.piece.members, box), box, planar)
        elif one.part == box:
            self._fill(one, planar)
        else:
            rows, columns = moved(one.part, -box.left, -box.top).slices
            planar[...] = 0
            self._fill(one, planar[:, rows, columns])

    def _fill(self, one: _Seen, planar: np.ndarray) -> None:
        """Write the pixels of a layer, with its mask in their alpha, into the planes of its part."""
        assert one.pixels is not None
        fill_planar(planar, one.pixels, _shaped(self._spare, one.part))
        if one.mask is not None:
            planar[3] *= _SHARES.take(one.mask)

    @contextmanager
    def _planes(self, box: Box) -> Iterator[np.ndarray]:
        """Four planes of the size of a box that hold anything."""
        memory = self._free.pop() if self._free else _memory()
        try:
            yield _shaped(memory, box)
        finally:
            self._free.append(memory)


def _memory() -> np.ndarray:
    """As much as four planes of a tile need."""
    return np.empty(4 * TILE * TILE, np.float32)


def _shaped(memory: np.ndarray, box: Box) -> np.ndarray:
    """Four planes of the size of a box."""
    return memory[: 4 * box.height * box.width].reshape(4, box.height, box.width)


class _Piece(NamedTuple):
    """Something that is laid over what is below it: all pixels of a layer, or the members of a group, lowest first."""

    pixels: np.ndarray | None
    members: tuple[_Piece, ...]
    area: Box
    opacity: float
    mode: BlendMode
    mask: Mask | None = None

    @property
    def is_plain_layer(self) -> bool:
        return self.opacity >= 1 and self.mode is BlendMode.NORMAL and self.pixels is not None

    def mask_in(self, part: Box) -> np.ndarray | None:
        """The mask in a part of the area; None where it hides nothing there."""
        if self.mask is None or is_empty(part):
            return None
        values = self.mask.read(part)
        return None if values.min() == _SHOWN else values

    def view(self, part: Box) -> np.ndarray | None:
        """The pixels of a part of the area; None for a group."""
        return None if self.pixels is None else self.pixels[moved(part, -self.area.left, -self.area.top).slices]


class _Seen(NamedTuple):
    """A piece in a tile: the part of the tile that it lies in, its pixels and what of a mask hides any there, and
    whether it hides all below it."""

    piece: _Piece
    part: Box
    pixels: np.ndarray | None
    mask: np.ndarray | None
    hides: bool


def _pieces(group: Group) -> tuple[_Piece, ...]:
    """What is visible in a group, without the groups that make no difference."""
    found: list[_Piece] = []
    for child in group.children:
        look = child.look
        if not look.visible or (look.opacity <= 0 and not look.mode.clears_around):
            continue
        if _is_group(child):
            inner = _pieces(child)
            found += [_of_group(inner, look)] if _is_one_picture(child, inner) else inner
        elif _is_layer(child):
            area = child.pixels.area
            found.append(_Piece(child.pixels.view(area), (), area, look.opacity, look.mode, child.effective_mask))
    return tuple(found)


def _of_group(members: tuple[_Piece, ...], look: Look) -> _Piece:
    area = around(piece.area for piece in members) if members else Box(0, 0, 0, 0)
    return _Piece(None, members, area, look.opacity, look.mode)


def _is_group(node: Node) -> TypeGuard[Group]:
    return hasattr(node, "isolated")  # by far faster than to ask whether it is an instance of a protocol


def _is_layer(node: Node) -> TypeGuard[Layer]:
    return hasattr(node, "pixels")


def _is_one_picture(group: Group, inner: tuple[_Piece, ...]) -> bool:
    """Whether the group's layers have to be composited by themselves. Normal ones may be laid down in any grouping."""
    plain = group.look.opacity >= 1 and group.look.mode is BlendMode.NORMAL
    return composites_alone(group) and not (plain and all(piece.mode is BlendMode.NORMAL for piece in inner))


def _copy(piece: _Piece, tile: Box, pixels: np.ndarray) -> None:
    """Write a plain layer in a tile into `pixels` as it is."""
    part = clipped(tile, piece.area)
    if part != tile:
        pixels[...] = 0
    inside, found = pixels[moved(part, -tile.left, -tile.top).slices], piece.view(part)
    assert found is not None
    inside[...] = found if found.dtype == pixels.dtype else from_planar(to_planar(found), pixels.dtype)


def _seen(pieces: tuple[_Piece, ...], tile: Box) -> list[_Seen]:
    """What matters of the pieces in a tile, the lowest first: from the topmost that hides all below it."""
    seen: list[_Seen] = []
    for piece in reversed(pieces):
        part = clipped(tile, piece.area)
        pixels, mask = piece.view(part), piece.mask_in(part)
        if piece.mode.clears_around or not _is_nothing(part, pixels, mask):
            plain = piece.is_plain_layer and part == tile and mask is None
            hides = plain and pixels is not None and is_opaque(pixels)
            seen.append(_Seen(piece, part, pixels, mask, hides))
            if hides:
                break
    seen.reverse()
    return seen


def _is_nothing(part: Box, pixels: np.ndarray | None, mask: np.ndarray | None) -> bool:
    """Whether a part of a layer is empty, hidden or transparent everywhere; of a group only the first is known."""
    if is_empty(part) or (mask is not None and not mask.any()):
        return True
    return pixels is not None and is_transparent(pixels)


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
