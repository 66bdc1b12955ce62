"""What becomes of the pixels of layers: several made into one, filled, cleared, and the part of them that is meant.

The mask is the selection: where any of it is set, only that part is meant; otherwise everything is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from app.document.blending import BlendMode
from app.document.boxes import around, clipped, is_empty
from app.document.compositor import composite
from app.document.document import Document
from app.document.node import Group, Layer, Look, Node
from app.document.plane import Plane
from app.tools.painting import erased, painted, weights
from paella_core.request import Box

_BAND = 256  # rows that are worked on at once: little memory on top of the picture's own


@dataclass(frozen=True)
class Sheet:
    """Pixels to be composed with another look than that of their layer."""

    pixels: Plane
    look: Look


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


def fill(document: Document, text: str, layer: Layer, colour: np.ndarray) -> None:
    """Lay a colour, an opaque pixel (4,) of the layer's depth, over what is meant of the canvas."""
    with document.edit(text, layer.pixels):
        layer.pixels.cover(document.bounds)
        _lay(document, layer, document.bounds, lambda pixels, share: painted(pixels, colour, share))


def clear(document: Document, text: str, layer: Layer) -> None:
    """Make what is meant of a layer transparent."""
    with document.edit(text, layer.pixels):
        _lay(document, layer, layer.area, erased)


def part_of(document: Document, node: Node) -> tuple[np.ndarray, Box] | None:
    """What is meant of a node: a layer's own pixels, or a group as it looks. None where there is none of it."""
    box = clipped(node.area, selected(document) or node.area)
    if is_empty(box):
        return None
    if isinstance(node, Layer):
        return chosen(document, node.pixels.read(box), box), box
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
        return Sheet(node.pixels, look)
    assert isinstance(node, Group)
    return Stack(node.children, look, node.isolated)


def _lay(
    document: Document, layer: Layer, everything: Box, coat: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> None:
    """Lay a coat over what is meant of `everything`: from pixels and weights to pixels."""
    box = selected(document)
    for band in _bands(clipped(box or everything, layer.area)):
        mask = document.mask.read(band) if box else np.full((band.height, band.width), 255, np.uint8)
        with layer.pixels.paint(band) as pixels:
            pixels[...] = coat(pixels, weights(mask, 1.0))


def _bands(box: Box) -> Iterator[Box]:
    for top in range(box.top, box.top + box.height, _BAND):
        yield clipped(Box(box.left, top, box.width, _BAND), box)
