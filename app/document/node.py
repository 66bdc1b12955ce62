"""What a document is made of: layers, groups of them, and regions with a prompt of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QRect, Signal

from app.document.blending import BlendMode
from app.document.boxes import around, to_rect
from app.document.kept import Kept
from app.document.plane import Plane
from paella_core.request import Box


@dataclass(frozen=True)
class Look:
    """How a layer or a group is shown. `opacity` lies in 0..1; what is locked cannot be painted on."""

    name: str = ""
    opacity: float = 1.0
    visible: bool = True
    locked: bool = False
    mode: BlendMode = BlendMode.NORMAL


class Node(Kept):
    """A layer or a group. `changed` tells of pixels that may look different now, in document coordinates.

    `foreign` is what another program wrote about it in a file and this one does not understand.
    """

    changed = Signal(QRect)
    looks_changed = Signal()  # its own look or mask, or those of a member

    def __init__(self, look: Look, foreign: dict[str, Any] | None = None) -> None:
        super().__init__(look)
        self.foreign = foreign or {}
        self.parent_group: Group | None = None

    @property
    def look(self) -> Look:
        """How it is shown; set inside an edit that has the node open."""
        return self._state

    @look.setter
    def look(self, look: Look) -> None:
        self._set(look)

    @property
    def area(self) -> Box:
        """Where it has pixels, in the document."""
        raise NotImplementedError

    @property
    def size(self) -> int:
        """Bytes of its pixels."""
        raise NotImplementedError

    def layers(self) -> Iterator[Layer]:
        """Itself, or the layers of the group at any depth, bottom first."""
        raise NotImplementedError

    def _on_state(self, before: Look) -> None:  # noqa: ARG002
        self.looks_changed.emit()
        self.changed.emit(to_rect(self.area))


@dataclass(frozen=True)
class Masking:
    """What hides parts of a layer, if anything does: a plane of shape (height, width), uint8, 255 = shown, 0 = hidden;
    and whether it counts."""

    plane: Plane | None = None
    enabled: bool = True


class LayerMask(Kept):
    """The part of a layer that an edit of its mask opens: which one there is, and whether it counts. To paint on the
    mask, an edit opens the plane itself."""

    def __init__(self, layer: Layer, masking: Masking) -> None:
        super().__init__(Masking())
        self._layer = layer
        self.exchange(masking)

    @property
    def masking(self) -> Masking:
        """What there is; set inside an edit."""
        return self._state

    @masking.setter
    def masking(self, masking: Masking) -> None:
        self._set(masking)

    def held(self, state: Masking) -> int:
        """Bytes of a mask that the layer does not have now."""
        plane = state.plane
        return 0 if plane is None or plane is self.masking.plane else plane.array.nbytes

    def _on_state(self, before: Masking) -> None:
        after = self.masking
        if after.plane is not before.plane:
            if before.plane is not None:
                before.plane.changed.disconnect(self._layer.changed)
            if after.plane is not None:
                _check_mask(after.plane)
                after.plane.changed.connect(self._layer.changed)
        self._layer.looks_changed.emit()
        self._layer.changed.emit(to_rect(self._layer.area))


class Layer(Node):
    """Pixels of shape (height, width, 4), straight alpha, how they are shown, and a mask that hides parts of them."""

    def __init__(
        self,
        pixels: Plane,
        look: Look | None = None,
        foreign: dict[str, Any] | None = None,
        mask: Plane | None = None,
        mask_enabled: bool = True,
    ) -> None:
        super().__init__(look or Look(), foreign)
        if pixels.array.ndim != 3 or pixels.array.shape[2] != 4:
            raise ValueError(f"The pixels of a layer have the shape (height, width, 4), not {pixels.array.shape}.")
        self.pixels = pixels
        pixels.setParent(self)
        pixels.changed.connect(self.changed)
        self.masking = LayerMask(self, Masking(mask, mask_enabled))
        self.masking.setParent(self)

    @property
    def mask(self) -> Plane | None:
        """What hides parts of it: (height, width), uint8, 255 = shown, 0 = hidden. Another one, or none, is set inside
        an edit that has `layer.masking` open; it counts then."""
        return self.masking.masking.plane

    @mask.setter
    def mask(self, plane: Plane | None) -> None:
        self.masking.masking = Masking(plane)

    @property
    def mask_enabled(self) -> bool:
        """Whether the mask counts; set inside an edit that has `layer.masking` open."""
        return self.masking.masking.enabled

    @mask_enabled.setter
    def mask_enabled(self, enabled: bool) -> None:
        self.masking.masking = Masking(self.mask, enabled)

    @property
    def effective_mask(self) -> Plane | None:
        """The mask where it counts."""
        return self.mask if self.mask_enabled else None

    @property
    def planes(self) -> tuple[Plane, ...]:
        """Its pixels, and its mask where it has one."""
        return (self.pixels,) if self.mask is None else (self.pixels, self.mask)

    @property
    def area(self) -> Box:
        """Where its pixels lie in the document."""
        return self.pixels.area

    @property
    def size(self) -> int:
        """Bytes of its pixels and its mask."""
        return sum(plane.array.nbytes for plane in self.planes)

    def read(self, box: Box) -> np.ndarray:
        """A copy of its pixels in a box of the document as they are seen: with the mask in their alpha."""
        pixels, mask = self.pixels.read(box), self.effective_mask
        return pixels if mask is None else masked(pixels, mask.read(box))

    def layers(self) -> Iterator[Layer]:
        """Itself."""
        yield self


@dataclass(frozen=True, eq=False)
class Children:
    """The members of a group, the lowest first."""

    nodes: tuple[Node, ...] = ()


class Members(Kept):
    """The part of a group that an edit of its members opens."""

    def __init__(self, group: Group, nodes: tuple[Node, ...]) -> None:
        super().__init__(Children(nodes))
        self._group = group

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The members, the lowest first; set inside an edit."""
        return self._state.nodes

    @nodes.setter
    def nodes(self, nodes: tuple[Node, ...]) -> None:
        if nodes != self.nodes:
            self._set(Children(nodes))

    def held(self, state: Children) -> int:
        """Bytes of the layers that lie in no group now."""
        return sum(node.size for node in state.nodes if node.parent_group is None)

    def _on_state(self, before: Children) -> None:
        self._group.adopt(before.nodes, self.nodes)


class Group(Node):
    """Layers and groups that are shown as one. An isolated group is composed by itself, and then laid over what
    is below it."""

    members_changed = Signal()  # its own members, or those of a group in it

    def __init__(
        self,
        children: tuple[Node, ...] = (),
        look: Look | None = None,
        isolated: bool = True,
        foreign: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(look or Look(), foreign)
        self.isolated = isolated
        self.members = Members(self, children)
        self.members.setParent(self)
        self.adopt((), children)

    @property
    def children(self) -> tuple[Node, ...]:
        """The members, the lowest first; set inside an edit that has `group.members` open."""
        return self.members.nodes

    @children.setter
    def children(self, nodes: tuple[Node, ...]) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.members.nodes = nodes

    @property
    def area(self) -> Box:
        """The box around all members; empty at the origin where there is none."""
        return around(node.area for node in self.children) if self.children else Box(0, 0, 0, 0)

    @property
    def size(self) -> int:
        """Bytes of all pixels in it."""
        return sum(node.size for node in self.children)

    def layers(self) -> Iterator[Layer]:
        """The layers in it at any depth, bottom first."""
        for node in self.children:
            yield from node.layers()

    def nodes(self) -> Iterator[Node]:
        """All layers and groups in it at any depth, bottom first, a group before its members."""
        for node in self.children:
            yield node
            if isinstance(node, Group):
                yield from node.nodes()

    def adopt(self, before: tuple[Node, ...], after: tuple[Node, ...]) -> None:
        """Follow the members that came, leave those that went, and tell of it. Called by `Members`."""
        for node in before:
            node.changed.disconnect(self.changed)
            node.looks_changed.disconnect(self.looks_changed)
            if isinstance(node, Group):
                node.members_changed.disconnect(self.members_changed)
            if node.parent_group is self:
                node.parent_group = None
        for node in after:
            node.changed.connect(self.changed)
            node.looks_changed.connect(self.looks_changed)
            if isinstance(node, Group):
                node.members_changed.connect(self.members_changed)
            node.parent_group = self
        self.members_changed.emit()
        touched = [node for node in (*before, *after) if node.size]
        if touched:
            self.changed.emit(to_rect(around(node.area for node in touched)))


@dataclass(frozen=True)
class Wording:
    """What a region asks for: its prompt and how strongly, 0..10 against the others' 1."""

    prompt: str = ""
    weight: float = 1.0


class Region(Kept):
    """A part of the picture with a prompt of its own. The plane says where: 0..255, uint8."""

    changed = Signal(QRect)

    def __init__(self, plane: Plane, wording: Wording | None = None) -> None:
        super().__init__(wording or Wording())
        self.plane = plane
        plane.setParent(self)
        plane.changed.connect(self.changed)

    @property
    def wording(self) -> Wording:
        """What is wanted there; set inside an edit that has the region open."""
        return self._state

    @wording.setter
    def wording(self, wording: Wording) -> None:
        self._set(wording)


def with_alpha(pixels: np.ndarray) -> np.ndarray:
    """RGB pixels with an opaque alpha channel; RGBA ones as they are."""
    if pixels.shape[2] == 4:
        return pixels
    opaque = np.full((*pixels.shape[:2], 1), np.iinfo(pixels.dtype).max, pixels.dtype)
    return np.concatenate([pixels, opaque], axis=2)


def masked(pixels: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """RGBA pixels, (height, width, 4), uint8 or uint16, with their alpha times a mask, (height, width) uint8, rounded:
    255 leaves it as it is, 0 makes it 0. The colours stay."""
    result = pixels.copy()
    result[..., 3] = (pixels[..., 3].astype(np.uint32) * mask + 127) // 255
    return result


def _check_mask(plane: Plane) -> None:
    if plane.array.ndim != 2 or plane.array.dtype != np.uint8:
        raise ValueError(f"A mask is uint8 of shape (height, width), not {plane.array.dtype} of {plane.array.shape}.")
