"""What the engine of the tests makes of each request: plain colours, so that a test can say what it should see.

Generate, Inpaint, Outpaint, Vary   `COLOUR` where something may change, 20 lighter for each further picture
StructuralEdit                      `COLOUR` over the picture, by the strength and by the strength map
Interpolate                         from `COLOUR` in the first frame straight to `FAR_COLOUR` in the last
Blend                               each region its colour of `REGION_COLOURS`, `COLOUR` where a new picture has none
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from paella_core.request import (
    Blend,
    Box,
    Generate,
    Inpaint,
    Interpolate,
    Outpaint,
    Request,
    StructuralEdit,
    Vary,
)

COLOUR = (40, 160, 90)
FAR_COLOUR = (220, 60, 140)
REGION_COLOURS = ((200, 40, 40), (40, 40, 200), (200, 200, 40), (40, 200, 200))
_LIGHTER = 20
_CONTEXT = 8  # pixels around what may change

Colour = tuple[int, ...] | np.ndarray


@dataclass(frozen=True, eq=False)
class Painting:
    """The pictures that a request gives, the box that may differ, and whether they are made one after the other."""

    pictures: tuple[np.ndarray, ...]
    box: Box
    in_turn: bool = False

    def shown(self, step: int, total: int) -> tuple[np.ndarray, ...]:
        """The pictures that a step shows: all, or the one that is being made."""
        if not self.in_turn:
            return self.pictures
        now = (step - 1) * len(self.pictures) // total
        return self.pictures[now : now + 1]


@singledispatch
def painting_of(request: Request) -> Painting:
    """What a request gives."""
    raise TypeError(f"{type(request).__name__} is no request.")


@painting_of.register
def _generate(request: Generate) -> Painting:
    return _new(request.size, _colours(request.params.count))


@painting_of.register
def _inpaint(request: Inpaint) -> Painting:
    share = (request.mask > 0) * _map(request.strength_map)
    return _filled(request.image, share, _colours(request.params.count), request.box or around(request.mask))


@painting_of.register
def _outpaint(request: Outpaint) -> Painting:
    sides = ((request.top, request.bottom), (request.left, request.right))
    canvas = np.pad(request.image, (*sides, (0, 0)), mode="edge")
    added = np.pad(np.zeros(request.image.shape[:2]), sides, constant_values=1.0)
    return _filled(canvas, added, _colours(request.params.count), around(added))


@painting_of.register
def _structural_edit(request: StructuralEdit) -> Painting:
    mask = np.ones(request.image.shape[:2]) if request.mask is None else request.mask > 0
    share = mask * _map(request.strength_map)
    pictures = [
        _over(request.image, share * strength, colour)
        for strength in request.strengths or (request.strength,)
        for colour in _colours(request.params.count)
    ]
    return Painting(tuple(pictures), request.box or around(mask))


@painting_of.register
def _vary(request: Vary) -> Painting:
    colours = _colours(request.params.count)
    if request.image is not None and request.mask is not None:
        return _filled(request.image, request.mask > 0, colours, around(request.mask))
    height, width = request.images[0].shape[:2]
    return _new(request.size or (width, height), colours)


@painting_of.register
def _interpolate(request: Interpolate) -> Painting:
    places = np.linspace(0.0, 1.0, request.frames)
    colours = [np.rint(np.array(COLOUR) * (1 - place) + np.array(FAR_COLOUR) * place) for place in places]
    if request.image is not None and request.mask is not None:
        made = _filled(request.image, request.mask > 0, colours, around(request.mask))
    else:
        made = _new(request.size, colours)
    return Painting(made.pictures, made.box, in_turn=True)


@painting_of.register
def _blend(request: Blend) -> Painting:
    """A later region lies over an earlier one."""
    shape = request.regions[0].mask.shape
    pictures = []
    for number in range(request.params.count):
        picture = request.image
        if picture is None:
            picture = _over(np.zeros((*shape, 3), np.uint8), np.ones(shape), _lighter(COLOUR, number))
        for index, region in enumerate(request.regions):
            colour = _lighter(REGION_COLOURS[index % len(REGION_COLOURS)], number)
            picture = _over(picture, region.mask / 255, colour)
        pictures.append(picture)
    painted = np.max([region.mask for region in request.regions], axis=0)
    whole = Box(0, 0, shape[1], shape[0])
    return Painting(tuple(pictures), whole if request.image is None else around(painted))


def around(plane: np.ndarray) -> Box:
    """What is painted with 8 pixels around it; everything where nothing is."""
    height, width = plane.shape
    rows, columns = np.nonzero(plane)
    if not rows.size:
        return Box(0, 0, width, height)
    left, top = max(int(columns.min()) - _CONTEXT, 0), max(int(rows.min()) - _CONTEXT, 0)
    right, bottom = int(columns.max()) + 1 + _CONTEXT, int(rows.max()) + 1 + _CONTEXT
    return Box(left, top, min(right, width) - left, min(bottom, height) - top)


def _colours(count: int) -> list[np.ndarray]:
    return [_lighter(COLOUR, number) for number in range(count)]


def _lighter(colour: Sequence[int], number: int) -> np.ndarray:
    return np.minimum(np.array(colour) + _LIGHTER * number, 255)


def _map(strength_map: np.ndarray | None) -> np.ndarray | float:
    return 1.0 if strength_map is None else strength_map / 255


def _new(size: tuple[int, int], colours: Iterable[Colour]) -> Painting:
    width, height = size
    empty = np.zeros((height, width, 3), np.uint8)
    return _filled(empty, np.ones((height, width)), colours, Box(0, 0, width, height))


def _filled(picture: np.ndarray, share: np.ndarray, colours: Iterable[Colour], box: Box) -> Painting:
    return Painting(tuple(_over(picture, share, colour) for colour in colours), box)


def _over(picture: np.ndarray, share: np.ndarray, colour: Colour) -> np.ndarray:
    """A colour laid over a picture, with a share of 0..1 for each pixel; what is touched becomes opaque."""
    made, where = picture.copy(), share > 0
    deep = 257 if picture.dtype == np.uint16 else 1
    part = share[where][:, None]
    made[where, :3] = np.rint(picture[where][:, :3] * (1 - part) + np.asarray(colour) * deep * part)
    if picture.shape[2] == 4:
        made[where, 3] = np.iinfo(picture.dtype).max
    return made
