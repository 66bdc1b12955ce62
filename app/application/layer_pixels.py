"""What becomes of the pixels of layers: several made into one, filled, cleared, and the part of them that is meant.

The mask is the selection: where any of it is set, only that part is meant; otherwise everything is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtGui import QColor

from app.document.blending import BlendMode
from app.document.boxes import around, clipped, is_empty
from app.document.compositor import composite
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node
from app.document.plane import Plane
from app.tools.inks import Lay, clear_coat, colour_coat
from app.tools.painting import erased, weights
from paella_core.request import Box

_BAND = 256  # rows that are worked on at once: little memory on top of the picture's own


@dataclass(frozen=True)
class Sheet:
    """Pixels to be composed with another look than that of their layer, and with its mask."""

    pixels: Plane
    look: Look
    effective_mask: Plane | None


@dataclass(frozen=True)
class Stack:
    """Nodes to be composed together, the lowest first, without taking them from where they are."""

    children: Sequence[Node | Sheet | Stack]
    look: Look = field(default_factory=Look)
    isolated: bool = True


def picture_of(nodes: Sequence[Node | Sheet | Stack], box: Box, dtype: np.dtype) -> np.ndarray:
    """What visible nodes look like together in a box of the document: (height, width, 4), straight alpha."""
    return composite(Stack(nodes), box, dtype)


def merged(lower: Node, upper: Node, dtype: np.dtype) -> Layer | None:
    """One layer that looks as two did, with the name and the blend mode of the lower one; None if both are empty."""
    areas = [node.area for node in (lower, upper) if not is_empty(node.area)]
    if not areas:
        return None
    box = around(areas)
    pixels = picture_of([_as_normal(lower), upper], box, dtype)
    return Layer(Plane(pixels, box.left, box.top), Look(lower.look.name, mode=lower.look.mode))


def selected(document: Document) -> Box | None:
    """The smallest box around what the mask covers of the canvas; None where it covers nothing."""
    return document.masked


def fill(document: Document, text: str, plane: Plane, colour: QColor) -> None:
    """Lay a colour over what is meant of the canvas: over a layer's pixels, or as grey over a mask."""
    with document.edit(text, plane):
        plane.cover(document.bounds)
        _lay(document, plane, document.bounds, colour_coat(plane, colour))


def clear(document: Document, text: str, layer: Layer) -> None:
    """Make what is meant of a layer transparent."""
    wipe(document, text, layer.pixels)


def wipe(document: Document, text: str, plane: Plane) -> None:
    """Make what is meant of a layer's pixels transparent, or of a mask black."""
    with document.edit(text, plane):
        if plane.background:  # else nothing is there to be wiped
            plane.cover(document.bounds)
        _lay(document, plane, plane.area, clear_coat(plane))


def part_of(document: Document, node: Node) -> tuple[np.ndarray, Box] | None:
    """What is meant of a node: a layer's own pixels with its mask, or a group as it looks. None where there is none of
    it."""
    box = clipped(node.area, selected(document) or node.area)
    if is_empty(box):
        return None
    if isinstance(node, Layer):
        return chosen(document, node.read(box), box), box
    assert isinstance(node, Group)
    return chosen(document, picture_of(node.children, box, document.dtype), box), box


def chosen(document: Document, pixels: np.ndarray, box: Box) -> np.ndarray:
    """The pixels of a box, with the mask in their alpha where there is one."""
    if selected(document) is None:
        return pixels.copy()
    return erased(pixels, weights(255 - document.mask.read(box), 1.0))


def _as_normal(node: Node) -> Sheet | Stack:
    look = replace(node.look, mode=BlendMode.NORMAL)
    if isinstance(node, Layer):
        return Sheet(node.pixels, look, node.effective_mask)
    assert isinstance(node, Group)
    return Stack(node.children, look, node.isolated)


def _lay(document: Document, plane: Plane, everything: Box, coat: Lay) -> None:
    """Lay a coat over what is meant of `everything`."""
    box = selected(document)
    for band in _bands(clipped(box or everything, plane.area)):
        mask = document.mask.read(band) if box else np.full((band.height, band.width), 255, np.uint8)
        with plane.paint(band) as pixels:
            pixels[...] = coat(pixels, weights(mask, 1.0))


def _bands(box: Box) -> Iterator[Box]:
    for top in range(box.top, box.top + box.height, _BAND):
        yield clipped(Box(box.left, top, box.width, _BAND), box)
