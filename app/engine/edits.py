"""Document to request. A request holds copies only, so the document stays free."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint

from app.document import pictures
from app.document.boxes import clipped, moved
from app.document.document import Document
from app.language import mark, tr
from app.modes import Mode, Wanted
from paella_core.request import (
    Blend,
    Box,
    Generate,
    Inpaint,
    Opening,
    Outpaint,
    Region,
    Request,
    Result,
    StructuralEdit,
    Vary,
)

EDIT_TEXTS = {
    Mode.GENERATE: mark("Generate picture"),
    Mode.INPAINT: mark("Fill mask"),
    Mode.EXTEND: mark("Extend picture"),
    Mode.STRUCTURE: mark("Restructure picture"),
    Mode.BLEND: mark("Blend regions"),
    Mode.VARY: mark("Vary picture"),
}
MASKED_TEXTS = {Mode.STRUCTURE: mark("Restructure mask"), Mode.VARY: mark("Vary mask")}


@dataclass(frozen=True, eq=False)
class Place:
    """What a request's picture was in its document: a box of the canvas, or the frame that the canvas is to become.
    `origin` is where the canvas lay then."""

    document: Document
    box: Box
    origin: QPoint

    @property
    def now(self) -> Box:
        """The box in the document as it is now, wherever its canvas moved meanwhile."""
        by = self.origin - self.document.origin
        return moved(self.box, by.x(), by.y())

    def part(self, box: Box) -> Box:
        """A box of the request's picture, in the document as it is now."""
        return moved(box, self.now.left, self.now.top)


@dataclass(frozen=True, eq=False)
class Edit:
    """A request under way, what it is called, and where its result belongs.

    `before` is the request's picture as it was in the document, in the engine's colours, None where there was none;
    `mask` (height, width) uint8 says where of it the result counts, None: everywhere.
    """

    mode: Mode
    text: str
    place: Place
    request: Request
    before: np.ndarray | None = None
    mask: np.ndarray | None = None

    @property
    def document(self) -> Document:
        """The document that it is for."""
        return self.place.document


@dataclass(frozen=True)
class Terms:
    """What the canvas adds to a wish: the context box that the person dragged, the frame that the canvas shall become,
    and the run that this one branches from."""

    box: Box | None = None
    frame: Box | None = None
    opening: Opening | None = None


def has_mask(document: Document) -> bool:
    """Whether anything of the document may change."""
    return document.masked is not None


def painted_regions(document: Document) -> list[Region]:
    """The regions that are painted somewhere on the canvas, as the engine wants them."""
    planes = [(region.wording, region.plane.read(document.bounds)) for region in document.regions]
    return [Region(plane, wording.prompt, wording.weight) for wording, plane in planes if plane.any()]


def text_of(document: Document, mode: Mode) -> str:
    """What an edit of a document is called in its history."""
    texts = MASKED_TEXTS if mode in MASKED_TEXTS and has_mask(document) else EDIT_TEXTS
    return tr(texts[mode])


def freeze(document: Document, wanted: Wanted, terms: Terms | None = None) -> Edit:
    """The edit that a wish means for the document as it is now."""
    terms = terms or Terms()
    if wanted.mode is Mode.EXTEND and terms.frame is not None:
        return _extended(document, wanted, terms.frame, terms.opening)
    place = Place(document, document.bounds, document.origin)
    if wanted.mode is Mode.GENERATE:
        size = (document.width, document.height)
        request = Generate(wanted.prompt, size, wanted.negative, wanted.params, terms.opening)
        return Edit(wanted.mode, text_of(document, wanted.mode), place, request)
    picture = seen(document)
    mask = document.read_mask().copy() if has_mask(document) else None
    request = _request(document, wanted, terms, picture, mask)
    if isinstance(request, Blend):
        mask = np.max([region.mask for region in request.regions], axis=0)
    new = isinstance(request, Vary) and mask is None  # a picture like it, whose depth and channels are its own
    return Edit(wanted.mode, text_of(document, wanted.mode), place, request, None if new else picture, mask)


def seen(document: Document) -> np.ndarray:
    """The picture as the engine sees it: sRGB, (height, width, 3), or 4 where anything is not opaque."""
    return pictures.to_srgb(document.flattened(), document.profile)


def recipe_of(edit: Edit, result: Result, index: int) -> dict[str, Any]:
    """How one of the pictures of a result was asked for, as a file keeps it."""
    request = edit.request
    params = {name: value for name, value in asdict(result.params).items() if value is not None}
    recipe = {
        "verb": edit.mode.value,
        "prompt": _words(request),
        "negative": request.negative,
        "params": {**params, "seed": result.seeds[index], "count": 1},
        "pack": result.pack,
        "size": [edit.place.box.width, edit.place.box.height],
    }
    if isinstance(request, StructuralEdit):
        recipe["strength"] = request.strengths[index] if request.strengths else request.strength
    opening = getattr(request, "opening", None)
    return {**recipe, "opening": asdict(opening)} if opening is not None else recipe


def _words(request: Request) -> str:
    """What a request asks for, in one line; a blend's regions one after the other."""
    if isinstance(request, Blend):
        prompts = [region.prompt for region in request.regions]
        return ", ".join(prompt for prompt in (*prompts, request.prompt) if prompt)
    return getattr(request, "prompt", "")


def _request(
    document: Document, wanted: Wanted, terms: Terms, picture: np.ndarray, mask: np.ndarray | None
) -> Inpaint | StructuralEdit | Blend | Vary:
    words = {"prompt": wanted.prompt, "negative": wanted.negative, "params": wanted.params}
    match wanted.mode:
        case Mode.BLEND:
            return Blend(painted_regions(document), picture, **words)
        case Mode.VARY if mask is None:
            return Vary([picture], **words)
        case Mode.VARY:
            around = document.masked
            assert around is not None, "there is a mask"
            return Vary([picture[around.slices]], image=picture, mask=mask, **words)
    how = {"edge": wanted.edge, "box": terms.box, "opening": terms.opening, "strength_map": _strength(document)}
    if wanted.mode is Mode.STRUCTURE:
        return StructuralEdit(picture, strength=wanted.strength, mask=mask, **how, **words)
    assert mask is not None, "only what is painted is filled"
    return Inpaint(picture, mask, **how, **words)


def _strength(document: Document) -> np.ndarray | None:
    """How much of each pixel may go; None where all may."""
    strength = document.strength.view(document.bounds)
    return None if bool((strength == 255).all()) else strength.copy()


def _extended(document: Document, wanted: Wanted, frame: Box, opening: Opening | None) -> Edit:
    """What of the picture lies in the frame goes on to the frame's edges."""
    known = clipped(document.bounds, frame)
    picture = seen(document)[known.slices]
    request = Outpaint(
        picture,
        wanted.prompt,
        left=known.left - frame.left,
        top=known.top - frame.top,
        right=frame.left + frame.width - known.left - known.width,
        bottom=frame.top + frame.height - known.top - known.height,
        negative=wanted.negative,
        params=wanted.params,
        edge=wanted.edge,
        opening=opening,
    )
    inner = moved(known, -frame.left, -frame.top)
    before = np.zeros((frame.height, frame.width, picture.shape[2]), picture.dtype)
    before[inner.slices] = picture
    mask = np.full((frame.height, frame.width), 255, np.uint8)
    mask[inner.slices] = 0
    place = Place(document, frame, document.origin)
    return Edit(wanted.mode, text_of(document, wanted.mode), place, request, before, mask)


def anew(edit: Edit, **changes: Any) -> Edit:
    """The same edit with other fields of its request."""
    return replace(edit, request=replace(edit.request, **changes))
