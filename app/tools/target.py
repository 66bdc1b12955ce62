"""What a tool may work on: the active layer, or a reason why not."""

from __future__ import annotations

from app.document.document import Document
from app.document.node import Layer, Node
from app.document.plane import Plane
from app.language import tr
from app.tools.tool import ToolError


def paintable(document: Document) -> Layer:
    """The active layer.

    Raises:
        ToolError: there is none, it is a group, hidden or locked.
    """
    node = document.active
    if node is None:
        raise ToolError(tr("There is no layer to paint on. Add a layer first."))
    if not isinstance(node, Layer):
        raise ToolError(tr("A group has no pixels of its own. Choose a layer in it."))
    _refuse_hidden(node)
    _refuse_locked(node)
    return node


def painted_plane(document: Document) -> Plane:
    """What is painted on: the pixels of the active layer, or its mask where `document.paints_mask` says so.

    Raises:
        ToolError: as from `paintable`, or the mask is switched off, so that nobody would see what is painted.
    """
    layer = paintable(document)
    if not document.paints_mask or layer.mask is None:
        return layer.pixels
    if not layer.mask_enabled:
        text = tr("The layer mask of “{name}” is switched off. Switch it on first.")
        raise ToolError(text.format(name=layer.look.name))
    return layer.mask


def movable(document: Document) -> list[Layer]:
    """The active layer, or all layers of the active group.

    Raises:
        ToolError: there is none, or something of it is locked.
    """
    node = document.active
    layers = [] if node is None else list(node.layers())
    if node is None or not layers:
        raise ToolError(tr("There is no layer to move. Add a layer first."))
    for layer in layers:
        _refuse_locked(layer)
    return layers


def _refuse_hidden(node: Node) -> None:
    for one in _upwards(node):
        if not one.look.visible:
            raise ToolError(tr("“{name}” is hidden. Show it first.").format(name=one.look.name))


def _refuse_locked(node: Node) -> None:
    for one in _upwards(node):
        if one.look.locked:
            raise ToolError(tr("“{name}” is locked. Unlock it first.").format(name=one.look.name))


def _upwards(node: Node) -> list[Node]:
    """The node and the groups that it lies in, from the inside."""
    found: list[Node] = [node]
    while (group := found[-1].parent_group) is not None:
        found.append(group)
    return found
