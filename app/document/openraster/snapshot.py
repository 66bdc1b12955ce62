"""A document at one moment: plain values and copies of its pixels, for a thread to encode while painting goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.document.boxes import clipped, moved
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node, Wording
from app.document.plane import Plane
from paella_core.request import Box


@dataclass(frozen=True, eq=False)
class PlaneSnapshot:
    """The pixels of a plane, and where its upper left one lies in the document."""

    array: np.ndarray
    left: int = 0
    top: int = 0

    @property
    def area(self) -> Box:
        """Where they lie in the document."""
        return Box(self.left, self.top, self.array.shape[1], self.array.shape[0])

    def view(self, box: Box) -> np.ndarray:
        """The pixels of `box`, clipped to the plane, sharing its memory."""
        return self.array[moved(clipped(box, self.area), -self.left, -self.top).slices]


@dataclass(frozen=True, eq=False)
class LayerSnapshot:
    """A layer."""

    pixels: PlaneSnapshot
    look: Look
    foreign: Mapping[str, Any]
    active: bool = False


@dataclass(frozen=True, eq=False)
class GroupSnapshot:
    """A group and its members, the lowest first."""

    children: tuple[LayerSnapshot | GroupSnapshot, ...]
    look: Look
    isolated: bool
    foreign: Mapping[str, Any]
    active: bool = False


@dataclass(frozen=True, eq=False)
class RegionSnapshot:
    """A part of the picture with a prompt of its own."""

    plane: PlaneSnapshot
    wording: Wording


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A document. `mask` and `strength` have the size of the canvas; None is a plane without anything on it."""

    width: int
    height: int
    dtype: np.dtype
    root: GroupSnapshot
    mask: np.ndarray | None
    strength: np.ndarray | None
    regions: tuple[RegionSnapshot, ...]
    profile: bytes | None
    metadata: Any
    foreign: Mapping[str, Any]


def snapshot_of(document: Document) -> Snapshot:
    """A document as it is now. It costs one copy of all its pixels: 20 ms for a layer of 4096 x 4096."""
    root = _group(document.root, document.active)
    return Snapshot(
        document.width,
        document.height,
        document.dtype,
        root,
        _on_canvas(document.mask, document.bounds),
        _on_canvas(document.strength, document.bounds),
        tuple(RegionSnapshot(_plane(region.plane), region.wording) for region in document.regions),
        document.profile,
        document.metadata,
        dict(document.foreign),
    )


def _group(group: Group, active: Node | None) -> GroupSnapshot:
    children = tuple(_node(child, active) for child in group.children)
    return GroupSnapshot(children, group.look, group.isolated, dict(group.foreign), group is active)


def _node(node: Node, active: Node | None) -> LayerSnapshot | GroupSnapshot:
    if isinstance(node, Group):
        return _group(node, active)
    assert isinstance(node, Layer)
    return LayerSnapshot(_plane(node.pixels), node.look, dict(node.foreign), node is active)


def _plane(plane: Plane) -> PlaneSnapshot:
    return PlaneSnapshot(plane.array.copy(), plane.area.left, plane.area.top)


def _on_canvas(plane: Plane, canvas: Box) -> np.ndarray | None:
    pixels = plane.read(canvas)
    return pixels if (pixels != plane.background).any() else None
