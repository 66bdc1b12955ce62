"""Edits of documents, for tests."""

from __future__ import annotations

import numpy as np

from app.document.document import Document
from app.document.node import Layer, Look
from app.document.plane import Plane
from paella_core.request import Box


def paint(document: Document, box: Box, value: int, text: str = "Paint mask") -> None:
    with document.edit(text, document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value


def blank(document: Document, colour: tuple[int, ...], box: Box) -> Layer:
    pixels = np.broadcast_to(np.array(colour, document.dtype), (box.height, box.width, 4)).copy()
    return Layer(Plane(pixels, box.left, box.top), Look(f"{colour}"))


def paint_and_fail(document: Document, failure: BaseException, *planes: Plane) -> None:
    with document.edit("Fails", *planes):
        for plane in planes:
            with plane.paint(Box(3, 3, 160, 140)) as pixels:
                pixels[...] = 77
        raise failure
