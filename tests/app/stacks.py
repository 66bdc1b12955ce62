"""Layers for tests, and what they look like in words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QColor

from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.document import Document
from app.document.node import Group, Layer, Node
from app.tools.colours import Colours
from paella_core.request import Box


def commands_on(session: Session) -> LayerCommands:
    colours = Colours()
    colours.foreground = QColor(200, 100, 50)
    return LayerCommands(session, colours)


def shape(nodes: tuple[Node, ...]) -> list[object]:
    """Names from the lowest to the topmost; a group is its name and its members."""
    return [(node.look.name, shape(node.children)) if isinstance(node, Group) else node.look.name for node in nodes]


def tree(document: Document) -> list[object]:
    return shape(document.root.children)


def name(document: Document) -> str:
    assert document.active is not None
    return document.active.look.name


def cover(document: Document, box: Box, value: int = 255) -> None:
    with document.edit("Paint mask", document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value


def paint(document: Document, layer: Node | None, box: Box, pixel: tuple[int, ...]) -> None:
    assert isinstance(layer, Layer)
    with document.edit("Paint", layer.pixels), layer.pixels.paint(box) as pixels:
        pixels[...] = pixel


def stacked(commands: LayerCommands, document: Document) -> Document:
    """Background, Layer 1, Layer 2, of which Layer 1 is active."""
    commands.add()
    commands.add()
    document.active = document.layers()[1]
    return document


def lock(document: Document, node: Node) -> None:
    with document.edit("Lock layer", node):
        node.look = replace(node.look, locked=True)
