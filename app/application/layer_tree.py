"""Where layers lie: each change of their order, or of the groups that they lie in, as one undo step.

A node that goes to another group is added there first and taken from the old one then. So it never leaves the tree, and
the active layer stays active; undo goes the same way back.
"""

from __future__ import annotations

from app.document.document import Document
from app.document.node import Group, Layer, Look, Node
from app.document.plane import Plane

Nodes = tuple[Node, ...]


def group_of(document: Document, node: Node) -> Group:
    """The group that a node lies in."""
    return node.parent_group or document.root


def siblings(document: Document, node: Node) -> tuple[Nodes, int]:
    """The members of its group, the lowest first, and its own index among them."""
    nodes = group_of(document, node).children
    return nodes, nodes.index(node)


def add_above(document: Document, text: str, node: Node) -> None:
    """Put a new node above the active one, into its group, and make it the active one."""
    active = document.active
    group = document.root if active is None else group_of(document, active)
    index = len(group.children) if active is None else group.children.index(active) + 1
    with document.edit(text, group.members):
        group.children = (*group.children[:index], node, *group.children[index:])
    document.active = node


def remove(document: Document, text: str, node: Node) -> None:
    """Take a node out; the one below it becomes active, or else the one above it, or its group."""
    group, (nodes, index) = group_of(document, node), siblings(document, node)
    rest = without(nodes, node)
    outer = None if group is document.root else group
    with document.edit(text, group.members):
        document.active = rest[max(index - 1, 0)] if rest else outer
        group.children = rest


def move(document: Document, text: str, node: Node, group: Group, index: int) -> None:
    """Put a node into a group, below the member that has `index` now, counted from the lowest; into itself it cannot
    go."""
    if node is group or (isinstance(node, Group) and group in node.nodes()):
        return
    source, before, after = group_of(document, node), group.children[:index], group.children[index:]
    if source is group:
        with document.edit(text, group.members):
            group.children = (*without(before, node), node, *without(after, node))
        return
    with document.edit(text, group.members, source.members):
        group.children = (*before, node, *after)
        source.children = without(source.children, node)


def enclose(document: Document, text: str, node: Node, look: Look) -> None:
    """Put a group in the place of a node, and the node into it. The group becomes active."""
    outer, made = group_of(document, node), Group(look=look)
    with document.edit(text, made.members, outer.members):
        made.children = (node,)
        outer.children = replaced(outer.children, node, (made,))
    document.active = made


def dissolve(document: Document, text: str, group: Group) -> None:
    """Put the members of a group in its place. The topmost becomes active."""
    outer, members = group_of(document, group), group.children
    with document.edit(text, outer.members, group.members):
        outer.children = replaced(outer.children, group, members)
        document.active = members[-1] if members else document.active
        group.children = ()


def exchange(document: Document, text: str, group: Group, children: Nodes, active: Node) -> None:
    """Give a group other members, one of which becomes active."""
    with document.edit(text, group.members):
        group.children = children
        document.active = active


def replaced(nodes: Nodes, node: Node, others: Nodes) -> Nodes:
    """The nodes with others in the place of one."""
    index = nodes.index(node)
    return (*nodes[:index], *others, *nodes[index + 1 :])


def without(nodes: Nodes, node: Node) -> Nodes:
    """The nodes but one."""
    return tuple(one for one in nodes if one is not node)


def copy_of(node: Node, look: Look) -> Node:
    """The same layer, or group with all that is in it, once more, with pixels, a mask and a look of its own."""
    if isinstance(node, Group):
        copies = tuple(copy_of(child, child.look) for child in node.children)
        return Group(copies, look, node.isolated, dict(node.foreign))
    assert isinstance(node, Layer)
    mask = None if node.mask is None else _copied(node.mask)
    return Layer(_copied(node.pixels), look, dict(node.foreign), mask, node.mask_enabled)


def _copied(plane: Plane) -> Plane:
    return Plane(plane.array.copy(), plane.area.left, plane.area.top, plane.background)
