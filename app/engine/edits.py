"""Document to request, result to one undo step. A request holds copies only, so the document stays free."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.document.document import Document
from paella_core.errors import PaellaError
from paella_core.params import SamplingParams
from paella_core.request import Generate, Inpaint, Request, Result

FILL_TEXT = "Fill mask"
GENERATE_TEXT = "Generate picture"


class TargetChanged(PaellaError):
    """The picture that a result was made for has another size by now."""


@dataclass(frozen=True, eq=False)
class Wish:
    """What the person asks for: the words and how to sample."""

    prompt: str
    negative: str
    params: SamplingParams


@dataclass(frozen=True, eq=False)
class Edit:
    """A request under way: the document that it is for and the name of the undo step that it will be."""

    text: str
    document: Document
    request: Request


def has_mask(document: Document) -> bool:
    """Whether anything of the document may change."""
    return bool(document.mask.array.max())


def freeze(document: Document, wish: Wish) -> Edit:
    """The edit that a wish means for the document as it is now: fill its mask, or make the whole picture anew."""
    if has_mask(document):
        return Edit(FILL_TEXT, document, _inpaint(document, wish))
    size = (document.width, document.height)
    return Edit(GENERATE_TEXT, document, Generate(wish.prompt, size, wish.negative, wish.params))


def apply_result(edit: Edit, result: Result, index: int = 0) -> bool:
    """Put one of the pictures of a result into the document, inside the result's box only, as one undo step.
    False when nothing differs, so that there is no step.

    Raises:
        TargetChanged: the document has another size than the result.
    """
    document, image = edit.document, result.images[index]
    if image.shape[:2] != (document.height, document.width):
        raise TargetChanged("The picture has another size than when the work began. Start the work again.")
    plane, box = document.picture, document.picture.clipped(result.box)
    fresh = as_pixels_of(plane.array, image[box.slices])
    if np.array_equal(fresh, plane.array[box.slices]):
        return False
    with document.edit(edit.text, plane), plane.paint(box) as pixels:
        pixels[...] = fresh
    return True


def as_pixels_of(array: np.ndarray, image: np.ndarray) -> np.ndarray:
    """`image` in the depth and the channels of `array`; an alpha channel that it lacks is opaque."""
    deepest = np.iinfo(array.dtype).max
    if image.dtype != array.dtype:
        wide = image.astype(np.uint32)
        image = (wide * 257 if deepest > 255 else (wide + 128) // 257).astype(array.dtype)
    if image.shape[2] >= array.shape[2]:
        return image[..., : array.shape[2]]
    return np.dstack([image, np.full(image.shape[:2], deepest, array.dtype)])


def _inpaint(document: Document, wish: Wish) -> Inpaint:
    return Inpaint(
        image=document.picture.array.copy(),
        mask=document.mask.array.copy(),
        prompt=wish.prompt,
        negative=wish.negative,
        params=wish.params,
    )
