"""From a seed to a picture: imagine a world, describe it, paint it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

import numpy as np
from PIL import Image

from paella_core.training.scenes.caption import COMPLETE, describe
from paella_core.training.scenes.painting import Box, Painting
from paella_core.training.scenes.world import World, imagine, otherwise

SUPERSAMPLING = 2


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture (height, width, 3) uint8, its caption, its world, and each subject's box; of an edit also the picture
    before it, of the same size."""

    image: np.ndarray
    caption: str
    world: World
    boxes: tuple[Box, ...]
    before: np.ndarray | None = None


class Draft(NamedTuple):
    """A world and its caption."""

    world: World
    caption: str


def draw_scene(seed: int, index: int, size: tuple[int, int] = (128, 128)) -> Scene:
    """Scene number `index` of the series `seed`, `size` = (width, height) in pixels. The same numbers give the same
    scene on every machine."""
    draft = draft_scene(seed, index)
    image, boxes = paint(draft.world, layout_of(seed, index), size)
    return Scene(np.asarray(image), draft.caption, draft.world, boxes)


def draw_edit(seed: int, index: int, size: tuple[int, int] = (128, 128)) -> Scene:
    """The same scene under a caption that leaves nothing out, with the picture before something in it changed: the
    time, the season, a colour ... All else is where it was."""
    scene, layout, lot = draw_scene(seed, index, size), layout_of(seed, index), Random(f"{seed}/{index}/edit")
    before, _ = paint(otherwise(scene.world, lot), layout, size)
    return replace(scene, caption=describe(scene.world, lot, COMPLETE), before=np.asarray(before))


def draft_scene(seed: int, index: int) -> Draft:
    """The same scene before it is painted: enough for who only reads captions."""
    lot = Random(f"{seed}/{index}")
    world = imagine(lot)
    return Draft(world, describe(world, lot))


def layout_of(seed: int, index: int) -> str:
    """The name of a scene's layout."""
    return f"{seed}/{index}/layout"


def paint(world: World, layout: str, size: tuple[int, int]) -> tuple[Image.Image, tuple[Box, ...]]:
    """The world as a picture, drawn large and reduced, with the subjects' boxes.

    Each part has a lot of its own from the layout's name, so that what changes in one leaves the others in place.
    """
    painting = Painting(world, layout, (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING))
    painting.paint_sky()
    painting.paint_land()
    boxes = painting.paint_subjects()
    return painting.image.reduce(SUPERSAMPLING), boxes
