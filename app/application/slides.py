"""What film a slide asks for: the request, why none can be made now, and the film with where it came from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from math import sqrt
from typing import Any

import numpy as np

from app.document.document import Document
from app.engine.edits import Edit, Place, has_mask, seen
from app.engine.pack import PackAbout
from app.language import mark, tr
from app.modes import Mode, Wanted
from app.panels.interpolation import EMPTY, FilmOffer
from app.panels.slide import FEWEST_KEYFRAMES, Area, Film, Slide, letter_of
from paella_core.params import SamplingParams
from paella_core.request import Box, Interpolate

ABILITY, PICTURE_ABILITY = "interpolate", "vary"
NEED_PICTURE = mark("No picture is open.")
NEED_MASK = mark("Paint over the part that should change, or choose the whole picture.")
_MOST_BYTES = 2 << 30  # of all frames together
_NATIVE = 256  # pixels along a side, as long as no pack is open


@dataclass(eq=False)
class MadeFilm(Film):
    """A film with where it came from. `box` is the part of the request's picture that the frames show."""

    edit: Edit
    names: tuple[str, ...]
    box: Box
    params: SamplingParams
    pack: str = ""

    @property
    def request(self) -> Interpolate:
        """What was asked for."""
        assert isinstance(self.edit.request, Interpolate)
        return self.edit.request

    def whole(self, number: int) -> np.ndarray:
        """A frame that is there, with the picture around it that it was made in."""
        frame, before = self.frames[number], self.edit.before
        assert frame is not None, "only frames that are there are written"
        if before is None:
            return frame
        picture = before.copy()
        picture[self.box.slices] = frame
        return picture


def film_offer(document: Document | None, slide: Slide | None, about: PackAbout | None) -> FilmOffer:
    """What would be made now."""
    if document is None or slide is None:
        return FilmOffer(tr("Make frames"), reason=tr(NEED_PICTURE))
    text = tr("Make {frames} frames").format(frames=slide.frames)
    area = slide.area or (Area.MASK if has_mask(document) else Area.PICTURE)
    unpainted = tr(NEED_MASK) if area is Area.MASK and not has_mask(document) else ""
    reason = _unsaid(slide) or unpainted or _lacking(slide, about) or _too_large(document, slide, area, about)
    return FilmOffer(text, area, reason)


def new_film(document: Document, slide: Slide, area: Area, wanted: Wanted, about: PackAbout | None) -> MadeFilm:
    """An empty film, with the request that it is to be made by: that has copies only."""
    place, inside = _place(document, area, about), area is Area.MASK
    picture = seen(document) if inside else None
    mask = document.read_mask().copy() if inside else None
    request = Interpolate(
        stops=tuple(keyframe.stop for keyframe in slide.keyframes),
        frames=slide.frames,
        image=picture,
        mask=mask,
        size=place.box[2:],
        path=slide.path,
        negative=wanted.negative,
        params=replace(wanted.params, count=1),
    )
    mode = Mode.INPAINT if inside else Mode.GENERATE
    edit = Edit(mode, tr("Use frame"), place, request, picture, mask)
    names = tuple(keyframe.text.strip() for keyframe in slide.keyframes)
    whole = Box(0, 0, place.box.width, place.box.height)
    return MadeFilm(len(names), [None] * slide.frames, edit, names, whole, request.params)


def recipe_of(film: MadeFilm, number: int) -> dict[str, Any]:
    """How a frame was asked for, as a file keeps it: with the words of all keyframes."""
    request = film.request
    params = {name: value for name, value in asdict(film.params).items() if value is not None}
    return {
        "verb": film.edit.mode.value,
        "prompt": " → ".join(film.names),
        "negative": request.negative,
        "params": {**params, "count": 1},
        "pack": film.pack,
        "size": list(request.size),
        "frame": [number + 1, len(film.frames)],
    }


def _unsaid(slide: Slide) -> str:
    """The keyframes that are missing."""
    empty = [index for index, keyframe in enumerate(slide.keyframes) if keyframe.is_empty]
    if len(slide.keyframes) - len(empty) < FEWEST_KEYFRAMES:
        return tr(EMPTY)
    return tr("Describe keyframe {letter}, or remove it.").format(letter=letter_of(empty[0])) if empty else ""


def _lacking(slide: Slide, about: PackAbout | None) -> str:
    """What the pack cannot do."""
    if about is None:
        return ""
    if ABILITY not in about.abilities:
        return tr("“{pack}” cannot make films: choose another pack.").format(pack=about.name)
    if PICTURE_ABILITY not in about.abilities and any(keyframe.picture is not None for keyframe in slide.keyframes):
        return tr("“{pack}” cannot start from pictures: describe all keyframes.").format(pack=about.name)
    return ""


def _too_large(document: Document, slide: Slide, area: Area, about: PackAbout | None) -> str:
    """How much memory the frames need, where that is too much."""
    box = _place(document, area, about).box
    needed = slide.frames * box.width * box.height * 4 * document.dtype.itemsize
    if needed <= _MOST_BYTES:
        return ""
    text = tr("So many frames of this size need {size} GB of memory: make fewer, or a small picture.")
    return text.format(size=f"{needed / (1 << 30):.0f}")


def _place(document: Document, area: Area, about: PackAbout | None) -> Place:
    """Where the request's picture lies; one of the model's own size is in the middle."""
    box = document.bounds
    if area is Area.NATIVE:
        scale = (about.limits.native if about else _NATIVE) / sqrt(box.width * box.height)
        width, height = max(1, round(box.width * scale)), max(1, round(box.height * scale))
        box = Box((box.width - width) // 2, (box.height - height) // 2, width, height)
    return Place(document, box, document.origin)
