"""Document to request, result to one undo step. A request holds copies only, so the document stays free."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from app.document import pictures
from app.document.boxes import clipped
from app.document.composite import only_layer
from app.document.document import Document
from app.document.node import Layer, Look, with_alpha
from app.document.plane import Plane
from app.language import mark, tr
from paella_core.errors import PaellaError
from paella_core.params import SamplingParams
from paella_core.request import Box, Generate, Inpaint, Result

FILL_TEXT = mark("Fill mask")
GENERATE_TEXT = mark("Generate picture")


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
    request: Generate | Inpaint


def has_mask(document: Document) -> bool:
    """Whether anything of the document may change."""
    return document.masked is not None


def freeze(document: Document, wish: Wish) -> Edit:
    """The edit that a wish means for the document as it is now: fill its mask, or make the whole picture anew."""
    if has_mask(document):
        return Edit(tr(FILL_TEXT), document, _inpaint(document, wish))
    size = (document.width, document.height)
    return Edit(tr(GENERATE_TEXT), document, Generate(wish.prompt, size, wish.negative, wish.params))


def apply_result(edit: Edit, result: Result, index: int = 0) -> bool:
    """Put one of the pictures of a result into the document, inside the result's box only, as one undo step: into the
    layer that alone is seen, or else as a layer of its own on top. False when nothing differs, so no step is made.

    Raises:
        TargetChanged: the document has another size than the result.
    """
    document, image = edit.document, result.images[index]
    if image.shape[:2] != (document.height, document.width):
        raise TargetChanged(tr("The picture has another size than when the work began. Start the work again."))
    box = clipped(result.box, document.bounds)
    document.recipe = recipe_of(edit, result, index)
    fresh = _fresh_pixels(edit, image, box)
    if np.array_equal(fresh, document.composite.read(box)):
        return False
    layer = only_layer(document.root)
    if layer is None or layer.look.locked:
        _add_layer(edit, box, fresh)
    else:
        _paint_into(edit, layer, box, fresh)
    return True


def as_pixels_of(dtype: np.dtype, image: np.ndarray) -> np.ndarray:
    """`image` as RGBA in the depth `dtype`; an alpha channel that it lacks is opaque."""
    deepest = np.iinfo(dtype).max
    if image.dtype != dtype:
        wide = image.astype(np.uint32)
        image = (wide * 257 if deepest > 255 else (wide + 128) // 257).astype(dtype)
    return with_alpha(image)


def recipe_of(edit: Edit, result: Result, index: int) -> dict[str, Any]:
    """How one of the pictures of a result was asked for, as a file keeps it."""
    request = edit.request
    params = {name: value for name, value in asdict(result.params).items() if value is not None}
    return {
        "verb": "generate" if isinstance(request, Generate) else "inpaint",
        "prompt": request.prompt,
        "negative": request.negative,
        "params": {**params, "seed": result.seeds[index], "count": 1},
        "pack": result.pack,
        "size": [edit.document.width, edit.document.height],
    }


def _fresh_pixels(edit: Edit, image: np.ndarray, box: Box) -> np.ndarray:
    """The document's pixels of a box after a result: where the result is as it was asked about, they stay as they are,
    whatever the way to the engine's colours and back would have rounded."""
    document = edit.document
    part = image[box.slices]
    fresh = pictures.from_srgb(as_pixels_of(document.dtype, part), document.profile)
    if isinstance(edit.request, Inpaint):
        same = (part == edit.request.image[box.slices]).all(axis=2)
        fresh = np.where(same[..., None], document.composite.read(box), fresh)
    return fresh


def _paint_into(edit: Edit, layer: Layer, box: Box, fresh: np.ndarray) -> None:
    with edit.document.edit(edit.text, layer.pixels):
        layer.pixels.cover(box)
        with layer.pixels.paint(box) as pixels:
            pixels[...] = fresh


def _add_layer(edit: Edit, box: Box, fresh: np.ndarray) -> None:
    """Only what may change is on the new layer, so that everything else is seen as before."""
    document, pixels = edit.document, fresh.copy()
    if isinstance(edit.request, Inpaint):
        pixels[edit.request.mask[box.slices] == 0] = 0
    layer = Layer(Plane(pixels, box.left, box.top), Look(edit.request.prompt or edit.text))
    with document.edit(edit.text, document.root.members):
        document.root.children = (*document.root.children, layer)


def _inpaint(document: Document, wish: Wish) -> Inpaint:
    strength = document.strength.view(document.bounds)
    return Inpaint(
        image=pictures.to_srgb(document.flattened(), document.profile),
        mask=document.read_mask().copy(),
        prompt=wish.prompt,
        negative=wish.negative,
        params=wish.params,
        strength_map=None if bool((strength == 255).all()) else strength.copy(),
    )
