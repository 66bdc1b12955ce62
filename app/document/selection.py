"""Selections: coverage that goes into the mask, by itself or together with what is there."""

from __future__ import annotations

from enum import Enum

import numpy as np

from app.document.boxes import clipped, is_empty, moved
from app.document.document import Document
from app.document.shapes import Coverage


class Combine(Enum):
    """How a selection meets the mask that is there."""

    REPLACE = "replace"
    ADD = "add"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"


def combined(mask: np.ndarray, cover: np.ndarray, mode: Combine) -> np.ndarray:
    """A mask and a coverage of the same shape, uint8, as one."""
    if mode is Combine.ADD:
        return np.maximum(mask, cover)
    if mode is Combine.SUBTRACT:
        return np.minimum(mask, 255 - cover)
    if mode is Combine.INTERSECT:
        return np.minimum(mask, cover)
    return cover


def select(document: Document, text: str, cover: Coverage, mode: Combine) -> None:
    """Combine a coverage, in document coordinates, with the mask: one undo step named `text`, if anything changes."""
    outside_stays = mode in (Combine.ADD, Combine.SUBTRACT)
    box = clipped(cover.box if outside_stays else document.bounds, document.bounds)
    if is_empty(box):
        return
    whole = np.zeros((box.height, box.width), np.uint8)
    part = clipped(cover.box, box)
    whole[moved(part, -box.left, -box.top).slices] = cover.pixels[moved(part, -cover.box.left, -cover.box.top).slices]
    with document.edit(text, document.mask), document.mask.paint(box) as mask:
        mask[...] = combined(mask, whole, mode)
