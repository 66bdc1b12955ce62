"""From a seed to a picture: imagine a world, describe it, paint it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

import numpy as np
from PIL import Image

from paella_core.training.scenes.caption import COMPLETE, describe
from paella_core.training.scenes.palette import SUBJECT, Palette, palette_of
from paella_core.training.scenes.pen import Frame, Pen
from paella_core.training.scenes.scenery import (
    draw_clouds,
    draw_growth,
    draw_land,
    draw_lights,
    fall,
    paint_sky,
    veil,
)
from paella_core.training.scenes.subjects import DRAW, HALF_WIDTH
from paella_core.training.scenes.world import AFLOAT, AIRBORNE, SWAY, Subject, World, imagine, otherwise

SUPERSAMPLING = 2
OUTLINE = 0.013

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the picture's sides."""


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

    def lot(part: str) -> Random:
        return Random(f"{layout}/{part}")

    large = (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING)
    palette, horizon = palette_of(world), lot("horizon").uniform(0.5, 0.62)
    image = paint_sky(large, world, palette, horizon)
    outline = OUTLINE if world.style == "ink" else 0.0
    pen = Pen(image)
    draw_lights(pen, world, lot("lights"), horizon)
    draw_clouds(pen, world, palette, lot("clouds"), horizon)
    pen = Pen(image, outline * 0.6)
    draw_land(pen, world, palette, lot("land"), horizon)
    draw_growth(pen, world, palette, lot("growth"), horizon)
    pen = Pen(veil(image, world, palette), outline)
    feet = lot("feet")
    boxes = tuple(draw_subject(pen, world, subject, palette, feet) for subject in world.subjects)
    fall(pen, world, lot("weather"))
    return pen.image.reduce(SUPERSAMPLING), boxes


def draw_subject(pen: Pen, world: World, subject: Subject, palette: Palette, lot: Random) -> Box:
    """Draw one subject where it belongs and return its box."""
    foot = foot_of(world, subject, lot)
    x = subject.x * pen.aspect
    DRAW[subject.kind](Frame(pen, x, foot, subject.size), palette.lit(SUBJECT[subject.colour]), palette)
    half = HALF_WIDTH.get(subject.kind, 0.45) * subject.size
    left, right = (min(max(side / pen.aspect, 0.0), 1.0) for side in (x - half, x + half))
    top, bottom = (min(max(side, 0.0), 1.0) for side in (foot - subject.size, foot + 0.02))
    return left, top, right, bottom


def foot_of(world: World, subject: Subject, lot: Random) -> float:
    """The height at which a subject stands: in the sky, on the water, or on the ground; far ones stand higher."""
    far = subject.distance == "far"
    if subject.kind in AIRBORNE:
        return (0.45 if far else 0.66) + lot.uniform(-SWAY, SWAY)
    near = 0.92 if world.water == "sea" and subject.kind not in AFLOAT else 0.87
    return (0.74 if far else near) + lot.uniform(-SWAY, SWAY) / 2
