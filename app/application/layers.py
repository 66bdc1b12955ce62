"""What the Layer menu and the layers panel do, each as one undo step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import numpy as np

from app.application import layer_masks
from app.application.document_commands import DocumentCommands, Refused, check_unlocked, with_contents
from app.application.layer_pixels import fill, merged, picture_of, wipe
from app.application.layer_tree import (
    add_above,
    copy_of,
    dissolve,
    enclose,
    exchange,
    group_of,
    move,
    remove,
    replaced,
    siblings,
    without,
)
from app.application.session import Session
from app.document.blending import BlendMode
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node
from app.document.plane import Plane
from app.language import tr
from app.tools.colours import Colours
from app.tools.target import painted_plane


class LayerCommands(DocumentCommands):
    """Works on the active layer or group of the current document; `colours` has the colour to fill with."""

    def __init__(self, session: Session, colours: Colours) -> None:
        super().__init__(session)
        self._colours = colours
        self._held = ExitStack()  # the edit that is open while the opacity is dragged
        self._holding: Node | None = None

    def facts(self) -> set[str]:
        """What holds now, for the table of actions: "layer", "group", "several", "layer_mask", "no_layer_mask"."""
        document = self._session.current
        if document is None:
            return set()
        active = document.active
        mask = active.mask if isinstance(active, Layer) else None
        holds = {
            "layer": isinstance(active, Layer),
            "layer_mask": mask is not None,
            "no_layer_mask": isinstance(active, Layer) and mask is None,
            "group": isinstance(active, Group),
            "several": len(document.nodes()) > 1,
        }
        return {name for name, fact in holds.items() if fact}

    # ---- which layers there are

    def add(self) -> None:
        """An empty layer above the active one."""
        document = self.document
        if document is not None:
            pixels = np.zeros((document.height, document.width, 4), document.dtype)
            add_above(document, tr("New layer"), Layer(Plane(pixels), Look(_new_name(document, tr("Layer {number}")))))

    def duplicate(self) -> None:
        """A copy of the active layer above it."""
        document, node = self._target()
        if document is None or node is None:
            return
        look = replace(node.look, name=tr("{name} copy").format(name=node.look.name))
        add_above(document, tr("Duplicate layer"), copy_of(node, look))

    def delete(self) -> None:
        """Take the active layer out of the picture; its neighbour becomes active."""
        document, node = self._target()
        if document is not None and node is not None:
            with self.refusals():
                check_unlocked(*with_contents(node))
                remove(document, tr("Delete layer"), node)

    def group(self) -> None:
        """Put the active layer into a group of its own."""
        document, node = self._target()
        if document is not None and node is not None:
            enclose(document, tr("Group"), node, Look(_new_name(document, tr("Group {number}"))))

    def ungroup(self) -> None:
        """Put what is in the active group into its place."""
        document, node = self._target()
        if document is not None and isinstance(node, Group):
            with self.refusals():
                check_unlocked(node)
                dissolve(document, tr("Ungroup"), node)

    def merge_down(self) -> None:
        """Make one layer of the active one and the one below it."""
        document, node = self._target()
        if document is not None and node is not None:
            with self.refusals():
                _merge_down(document, node)

    def flatten(self) -> None:
        """Make one layer, as large as the canvas, of all that is visible."""
        document = self.document
        if document is None:
            return
        with self.refusals():
            check_unlocked(*document.nodes())
            pixels = picture_of(document.root.children, document.bounds, document.dtype)
            layer = Layer(Plane(pixels), Look(tr("Background")))
            exchange(document, tr("Flatten"), document.root, (layer,), layer)

    # ---- their order

    def raise_one(self) -> None:
        """Above the next one; from the top of a group, out of it."""
        self._shift(1)

    def lower_one(self) -> None:
        """Below the next one; from the bottom of a group, out of it."""
        self._shift(-1)

    def to_top(self) -> None:
        """Above all others of its group."""
        document, node = self._target()
        if document is not None and node is not None:
            group = group_of(document, node)
            self.move(node, group, len(group.children))

    def to_bottom(self) -> None:
        """Below all others of its group."""
        document, node = self._target()
        if document is not None and node is not None:
            self.move(node, group_of(document, node), 0)

    def move(self, node: Node, group: Group, index: int) -> None:
        """Put a node into a group, below the member that has `index` now, counted from the lowest."""
        document = self.document
        if document is not None:
            move(document, tr("Reorder layers"), node, group, index)

    # ---- how they are shown

    def toggle_visible(self) -> None:
        """Hide the active layer, or show it."""
        document, node = self._target()
        if document is not None and node is not None:
            self.flip_visible(node)

    def flip_visible(self, node: Node) -> None:
        """Hide a layer, or show it."""
        text = tr("Hide layer") if node.look.visible else tr("Show layer")
        self._dress(text, node, replace(node.look, visible=not node.look.visible))

    def toggle_lock(self) -> None:
        """Lock the active layer, or unlock it."""
        document, node = self._target()
        if document is not None and node is not None:
            self.flip_lock(node)

    def flip_lock(self, node: Node) -> None:
        """Lock a layer, or unlock it."""
        text = tr("Unlock layer") if node.look.locked else tr("Lock layer")
        self._dress(text, node, replace(node.look, locked=not node.look.locked))

    def rename(self, node: Node, name: str) -> None:
        """Give a layer another name; an empty one changes nothing."""
        if name.strip():
            self._dress(tr("Rename layer"), node, replace(node.look, name=name.strip()))

    def set_mode(self, mode: BlendMode) -> None:
        """How the active layer meets what is below it."""
        document, node = self._target()
        if document is not None and node is not None:
            with self.refusals():
                check_unlocked(node)
                self._dress(tr("Blend mode"), node, replace(node.look, mode=mode))

    def hold_opacity(self) -> None:
        """From now on until `release_opacity`, all changes of the opacity are one step."""
        document, node = self._target()
        if document is not None and node is not None:
            with self.refusals():
                check_unlocked(node)
                self._held.enter_context(document.edit(tr("Opacity"), node))
                self._holding = node

    def release_opacity(self) -> None:
        """Make the step."""
        self._holding = None
        self._held.close()

    def set_opacity(self, opacity: float) -> None:
        """How much of the active layer is seen, 0..1."""
        if self._holding is not None:
            self._holding.look = replace(self._holding.look, opacity=opacity)
            return
        document, node = self._target()
        if document is not None and node is not None:
            with self.refusals():
                check_unlocked(node)
                self._dress(tr("Opacity"), node, replace(node.look, opacity=opacity))

    # ---- their masks

    def add_mask(self) -> None:
        """Hide of the active layer what the mask does not cover; without a mask, nothing yet."""
        self._mask(layer_masks.add)

    def apply_mask(self) -> None:
        """Make what the mask of the active layer hides transparent."""
        self._mask(layer_masks.apply)

    def delete_mask(self) -> None:
        """Show all of the active layer."""
        self._mask(layer_masks.delete)

    def toggle_mask(self) -> None:
        """Let the mask of the active layer count no longer, or again."""
        self._mask(layer_masks.switch)

    def flip_mask(self, layer: Layer) -> None:
        """The same for any layer."""
        document = self.document
        if document is not None:
            with self.refusals():
                check_unlocked(layer)
                layer_masks.switch(document, layer)

    def toggle_mask_painting(self) -> None:
        """Paint on the mask of the active layer, or on its pixels again."""
        document = self.document
        if document is not None:
            document.paints_mask = not document.paints_mask

    # ---- their pixels

    def fill(self) -> None:
        """Lay the foreground colour over what the mask covers of the active layer, or over all of it."""
        document = self.document
        if document is not None:
            with self.refusals():
                fill(document, tr("Fill"), painted_plane(document), self._colours.foreground)

    def clear(self) -> None:
        """Make what the mask covers of the active layer transparent, or all of it."""
        document = self.document
        if document is not None:
            with self.refusals():
                wipe(document, tr("Clear"), painted_plane(document))

    def _mask(self, command: Callable[[Document, Layer], None]) -> None:
        document, node = self._target()
        if document is not None and isinstance(node, Layer):
            with self.refusals():
                check_unlocked(node)
                command(document, node)

    def _target(self) -> tuple[Document | None, Node | None]:
        document = self.document
        return document, None if document is None else document.active

    def _dress(self, text: str, node: Node, look: Look) -> None:
        document = self.document
        if document is not None:
            with document.edit(text, node):
                node.look = look

    def _shift(self, step: int) -> None:
        document, node = self._target()
        if document is None or node is None:
            return
        nodes, index = siblings(document, node)
        group = group_of(document, node)
        if 0 <= index + step < len(nodes):
            self.move(node, group, index + step + (1 if step > 0 else 0))
        elif group is not document.root:
            _, place = siblings(document, group)
            self.move(node, group_of(document, group), place + (1 if step > 0 else 0))


def _merge_down(document: Document, node: Node) -> None:
    check_unlocked(*with_contents(node))
    nodes, index = siblings(document, node)
    if index == 0:
        raise Refused(tr("There is nothing below “{name}” to merge it with.").format(name=node.look.name))
    below = nodes[index - 1]
    check_unlocked(*with_contents(below))
    for one in (node, below):
        if not one.look.visible:
            raise Refused(tr("“{name}” is hidden. Show it first.").format(name=one.look.name))
    made = merged(below, node, document.dtype)
    if made is None:
        raise Refused(tr("There are no pixels to merge. Paint something first."))
    children = without(replaced(nodes, below, (made,)), node)
    exchange(document, tr("Merge down"), group_of(document, node), children, made)


def _new_name(document: Document, pattern: str) -> str:
    """The pattern with the first number that no layer has in its name."""
    names = {node.look.name for node in document.nodes()}
    number = 1
    while pattern.format(number=number) in names:
        number += 1
    return pattern.format(number=number)
