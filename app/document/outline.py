"""The shape of a document as plain values: layers, groups, looks, places; of the pixels whatever one likes to know.

An outline is made in the interface thread and may then be read in any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from PySide6.QtCore import QSize

from app.document.boxes import clipped, is_empty, moved
from app.document.compositor import composite
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node, Region, Wording
from app.document.plane import Plane
from paella_core.request import Box

P = TypeVar("P")
Q = TypeVar("Q")


@dataclass(frozen=True, eq=False)
class Pixels:
    """The pixels of a plane: (height, width) or (height, width, channels), uint8 or uint16; `left` and `top` say where
    they lie in the document, `background` what is around them. Not to be written to."""

    array: np.ndarray
    left: int = 0
    top: int = 0
    background: int = 0

    @property
    def area(self) -> Box:
        """Where they lie in the document."""
        return Box(self.left, self.top, self.array.shape[1], self.array.shape[0])

    def view(self, box: Box) -> np.ndarray:
        """Those of a box of the document, clipped to the area."""
        return self.array[moved(clipped(box, self.area), -self.left, -self.top).slices]

    def read(self, box: Box) -> np.ndarray:
        """A copy of those of a box of the document, with the background around the area."""
        pixels = np.full((box.height, box.width, *self.array.shape[2:]), self.background, self.array.dtype)
        part = clipped(box, self.area)
        if not is_empty(part):
            pixels[moved(part, -box.left, -box.top).slices] = self.view(part)
        return pixels


@dataclass(frozen=True, eq=False)
class LayerOutline(Generic[P]):
    """A layer; its mask is None where it has none."""

    look: Look
    pixels: P
    foreign: dict[str, Any]
    active: bool = False
    mask: P | None = None
    mask_enabled: bool = True

    @property
    def effective_mask(self) -> P | None:
        """The mask where it counts."""
        return self.mask if self.mask_enabled else None


@dataclass(frozen=True, eq=False)
class GroupOutline(Generic[P]):
    """A group; `children` bottom first."""

    look: Look
    children: tuple[LayerOutline[P] | GroupOutline[P], ...]
    isolated: bool
    foreign: dict[str, Any]
    active: bool = False


@dataclass(frozen=True, eq=False)
class RegionOutline(Generic[P]):
    """A part of the picture with a prompt of its own."""

    wording: Wording
    pixels: P


NodeOutline = LayerOutline[P] | GroupOutline[P]


@dataclass(frozen=True, eq=False)
class Outline(Generic[P]):
    """A document. `depth` is 8 or 16; `profile`, `metadata`, `foreign` and `recipe` as in `Document`."""

    width: int
    height: int
    depth: int
    root: GroupOutline[P]
    mask: P
    strength: P
    regions: tuple[RegionOutline[P], ...] = ()
    profile: bytes | None = None
    metadata: Any = None
    foreign: dict[str, Any] | None = None
    recipe: Mapping[str, Any] | None = None

    @property
    def bounds(self) -> Box:
        """The canvas."""
        return Box(0, 0, self.width, self.height)

    @property
    def dtype(self) -> np.dtype:
        """The type of the layers' pixels."""
        return np.dtype(np.uint16 if self.depth == 16 else np.uint8)

    def planes(self) -> Iterator[P]:
        """What is known of each plane, always in the same order."""
        yield self.mask
        yield self.strength
        yield from (region.pixels for region in self.regions)
        yield from _planes_of(self.root)

    def mapped(self, of: Callable[[P], Q]) -> Outline[Q]:
        """The same document with something else in the place of its planes."""
        return Outline(
            self.width,
            self.height,
            self.depth,
            _mapped_group(self.root, of),
            of(self.mask),
            of(self.strength),
            tuple(RegionOutline(region.wording, of(region.pixels)) for region in self.regions),
            self.profile,
            self.metadata,
            self.foreign,
            self.recipe,
        )


def outline_of(document: Document, of: Callable[[Plane], P]) -> Outline[P]:
    """The outline of a document, with what `of` makes of each plane."""
    return Outline(
        document.width,
        document.height,
        document.depth,
        _group_of(document.root, of, document.active),
        of(document.mask),
        of(document.strength),
        tuple(RegionOutline(region.wording, of(region.plane)) for region in document.regions),
        document.profile,
        document.metadata,
        dict(document.foreign),
        document.recipe,
    )


def still_of(document: Document) -> Outline[Pixels]:
    """The outline of a document that nobody else has, without copying its pixels."""
    return outline_of(document, lambda plane: Pixels(plane.array, *plane.area[:2], plane.background))


def document_of(still: Outline[Pixels], path: Path | None = None) -> Document:
    """A document of an outline, which takes its pixels over."""
    active: list[Node] = []
    root = _node_of(still.root, active)
    assert isinstance(root, Group)
    regions = tuple(Region(_plane_of(region.pixels), region.wording) for region in still.regions)
    document = Document(QSize(still.width, still.height), root, still.depth, path, regions)
    document.profile, document.metadata = still.profile, still.metadata
    document.foreign, document.recipe = dict(still.foreign or {}), still.recipe
    document.mask.array[...] = still.mask.read(document.bounds)  # nobody has seen it yet
    document.strength.array[...] = still.strength.read(document.bounds)
    document.active = next((node for node in active if node is not root), document.active)
    return document


def flattened(still: Outline[Pixels]) -> np.ndarray:
    """What is seen: (height, width, 3), or 4 where anything is not opaque."""
    pixels = composite(still.root, still.bounds, still.dtype)
    opaque = bool((pixels[..., 3] == np.iinfo(pixels.dtype).max).all())
    return np.ascontiguousarray(pixels[..., :3]) if opaque else pixels


def _planes_of(node: NodeOutline[P]) -> Iterator[P]:
    if isinstance(node, LayerOutline):
        yield node.pixels
        if node.mask is not None:
            yield node.mask
        return
    for child in node.children:
        yield from _planes_of(child)


def _mapped_group(group: GroupOutline[P], of: Callable[[P], Q]) -> GroupOutline[Q]:
    children = tuple(_mapped(child, of) for child in group.children)
    return GroupOutline(group.look, children, group.isolated, group.foreign, group.active)


def _mapped(node: NodeOutline[P], of: Callable[[P], Q]) -> NodeOutline[Q]:
    if isinstance(node, GroupOutline):
        return _mapped_group(node, of)
    mask = None if node.mask is None else of(node.mask)
    return LayerOutline(node.look, of(node.pixels), node.foreign, node.active, mask, node.mask_enabled)


def _group_of(group: Group, of: Callable[[Plane], P], active: Node | None) -> GroupOutline[P]:
    children: list[NodeOutline[P]] = []
    for child in group.children:
        if isinstance(child, Group):
            children.append(_group_of(child, of, active))
        elif isinstance(child, Layer):
            children.append(_layer_of(child, of, child is active))
    return GroupOutline(group.look, tuple(children), group.isolated, group.foreign, group is active)


def _layer_of(layer: Layer, of: Callable[[Plane], P], active: bool) -> LayerOutline[P]:
    mask = None if layer.mask is None else of(layer.mask)
    return LayerOutline(layer.look, of(layer.pixels), layer.foreign, active, mask, layer.mask_enabled)


def _node_of(outline: NodeOutline[Pixels], active: list[Node]) -> Node:
    """A layer or a group of an outline; if it is the active one, it is added to `active`."""
    if isinstance(outline, LayerOutline):
        mask = None if outline.mask is None else _plane_of(outline.mask)
        node = Layer(_plane_of(outline.pixels), outline.look, outline.foreign, mask, outline.mask_enabled)
    else:
        children = tuple(_node_of(child, active) for child in outline.children)
        node = Group(children, outline.look, outline.isolated, outline.foreign)
    if outline.active:
        active.append(node)
    return node


def _plane_of(pixels: Pixels) -> Plane:
    return Plane(pixels.array, pixels.left, pixels.top, pixels.background)
