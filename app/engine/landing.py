"""A result into its document: one undo step, a layer of its own with a mask that says where it counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.document import pictures
from app.document.boxes import clipped, contains, is_empty
from app.document.node import Layer, Look, with_alpha
from app.document.plane import Plane
from app.engine.edits import Edit
from app.language import tr
from app.modes import Mode
from paella_core.errors import PaellaError
from paella_core.request import Box


class PlaceGone(PaellaError):
    """What a result was made for is not there any more."""


def land(edit: Edit, picture: np.ndarray, box: Box, recipe: dict[str, Any]) -> None:
    """Put a picture into the document as a layer on top: `picture` (height, width, 3 or 4) is the box of the request's
    picture. What was asked for is remembered as the document's recipe, and what was locked is free again.

    Raises:
        PlaceGone: the place lies off the canvas by now.
    """
    document, keep = edit.document, edit.document.keep
    if edit.mode is Mode.EXTEND:
        layer = _layer(edit, picture, box, box)
        with document.resizing(edit.text, edit.place.now, document.root.members):  # which opens all planes
            document.root.children = (*document.root.children, layer)
            _clear(keep)
    else:
        there = edit.place.part(box)
        if is_empty(clipped(there, document.bounds)):
            raise PlaceGone(tr("The part of the picture that it was made for is cut off by now."))
        layer = _layer(edit, picture, box, there)
        with document.edit(edit.text, document.root.members, keep):
            document.root.children = (*document.root.children, layer)
            _clear(keep)
    document.active = layer
    document.recipe = recipe


def changed_outside(edit: Edit, picture: np.ndarray, box: Box) -> int:
    """How many pixels of a result's box differ from what was there although the mask does not let them change."""
    if edit.before is None or edit.mask is None:
        return 0
    differs = (picture != edit.before[box.slices]).any(axis=2)
    return int(np.count_nonzero(differs & (edit.mask[box.slices] == 0)))


def as_pixels_of(dtype: np.dtype, image: np.ndarray) -> np.ndarray:
    """`image` as RGBA in the depth `dtype`; an alpha channel that it lacks is opaque."""
    deepest = np.iinfo(dtype).max
    if image.dtype != dtype:
        wide = image.astype(np.uint32)
        image = (wide * 257 if deepest > 255 else (wide + 128) // 257).astype(dtype)
    return with_alpha(image)


def _layer(edit: Edit, picture: np.ndarray, box: Box, there: Box) -> Layer:
    """The layer of a result, its pixels at `there` in the document."""
    document = edit.document
    pixels = pictures.from_srgb(as_pixels_of(document.dtype, picture), document.profile)
    if edit.before is not None and contains(document.bounds, edit.place.part(box)):
        # What stayed as it was keeps its own bytes, whatever the way to the engine's colours and back has rounded.
        same = (picture == edit.before[box.slices]).all(axis=2)
        pixels = np.where(same[..., None], document.composite.read(edit.place.part(box)), pixels)
    mask = _mask(edit, picture, box)
    shown = Plane(mask, there.left, there.top) if mask is not None else None
    words = getattr(edit.request, "prompt", "")
    return Layer(Plane(pixels, there.left, there.top), Look(words or edit.text), mask=shown)


def _mask(edit: Edit, picture: np.ndarray, box: Box) -> np.ndarray | None:
    """Where the layer shows: what was painted, and what a wide edge changed beyond it; None: everywhere."""
    if edit.mask is None or edit.before is None:
        return None
    differs = (picture != edit.before[box.slices]).any(axis=2)
    return np.where(differs | (edit.mask[box.slices] > 0), np.uint8(255), np.uint8(0))


def _clear(keep: Plane) -> None:
    with keep.paint(keep.area) as pixels:
        pixels[...] = 0
