"""What a document is made of: layers, groups of them, and regions with a prompt of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QRect, Signal

from app.document.blending import BlendMode
from app.document.boxes import around, to_rect
from app.document.commands import Change
from app.document.plane import Plane
from app.document.tiles import Spill
from paella_core.request import Box


class Kept(QObject):
    """An object whose state, apart from pixels, is one immutable value; an edit that opens it can be taken back."""

    state_changed = Signal()

    def __init__(self, state: Any) -> None:
        super().__init__()
        self._state = state
        self._before: tuple[Any] | None = None

    def begin(self) -> None:
        """Start to keep the state. Called by the document.

        Raises:
            RuntimeError: another edit has it open.
        """
        if self._before is not None:
            raise RuntimeError("This is being edited already; finish or cancel that edit first.")
        self._before = (self._state,)

    def finish(self) -> Change | None:
        """What leads back to the state at the beginning; None when it is the same."""
        assert self._before is not None, "begin comes first"
        (before,), self._before = self._before, None
        return None if before == self._state else StateChange(self, before)

    def exchange(self, state: Any) -> Any:
        """Take another state on, and give the old one back."""
        before, self._state = self._state, state
        self._on_state(before)
        self.state_changed.emit()
        return before

    def _set(self, state: Any) -> None:
        if self._before is None:
            raise RuntimeError("Anything is changed inside `with document.edit(...)` only.")
        if state != self._state:
            self.exchange(state)

    def _on_state(self, before: Any) -> None:
        """The state is another one than `before`."""


class StateChange(Change):
    """The state of an object on the other side of a step."""

    def __init__(self, target: Kept, state: Any) -> None:
        self._target = target
        self._state = state

    def flip(self) -> None:
        """Exchange the two sides."""
        self._state = self._target.exchange(self._state)

    @property
    def size(self) -> int:
        """Bytes of the layers that only this change keeps."""
        held = self._state.nodes if isinstance(self._state, Children) else ()
        return sum(node.size for node in held if node.parent_group is None)

    def spill(self, wanted: int, spill: Spill) -> int:  # noqa: ARG002 - layers stay in memory
        """Nothing of it can be moved to the disk."""
        return 0


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
    looks_changed = Signal()  # its own look, or that of a member

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


class Layer(Node):
    """Pixels of shape (height, width, 4), straight alpha, and how they are shown."""

    def __init__(self, pixels: Plane, look: Look | None = None, foreign: dict[str, Any] | None = None) -> None:
        super().__init__(look or Look(), foreign)
        if pixels.array.ndim != 3 or pixels.array.shape[2] != 4:
            raise ValueError(f"The pixels of a layer have the shape (height, width, 4), not {pixels.array.shape}.")
        self.pixels = pixels
        pixels.setParent(self)
        pixels.changed.connect(self.changed)

    @property
    def area(self) -> Box:
        """Where its pixels lie in the document."""
        return self.pixels.area

    @property
    def size(self) -> int:
        """Bytes of its pixels."""
        return self.pixels.array.nbytes

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
