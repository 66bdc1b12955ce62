"""A world put on a picture, from the sky to the weather in front."""

from __future__ import annotations

from random import Random

from PIL import Image

from paella_core.training.scenes import storybook
from paella_core.training.scenes.palette import SUBJECT, mix, palette_of
from paella_core.training.scenes.pen import Frame, Pen
from paella_core.training.scenes.scenery import (
    draw_clouds,
    draw_ground,
    draw_growth,
    draw_hills,
    draw_lights,
    draw_water,
    draw_waves,
    fall,
    light_of,
    shines,
    sky,
    veil,
)
from paella_core.training.scenes.subjects import DRAW, HALF_WIDTH
from paella_core.training.scenes.world import AFLOAT, AIRBORNE, SWAY, Subject, World

OUTLINE = 0.013
SAND = (240, 220, 160)
IN_WATER, ON_LAND = (255, 255, 255), (0, 0, 0)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the picture's sides."""


class Painting:
    """A picture of a world of `size` = (width, height) in the making. Its parts are painted one over the other: sky,
    land, subjects."""

    def __init__(self, world: World, layout: str, size: tuple[int, int]) -> None:
        self.world, self.layout = world, layout
        self.palette = palette_of(world)
        self.horizon = self.lot("horizon").uniform(0.5, 0.62)
        self.aspect = size[0] / size[1]
        self.light = light_of(world, self.lot("light"), self.horizon, self.aspect)
        self.storybook = world.style == "storybook"
        self.outline = OUTLINE if world.style == "ink" else 0.0
        self.image = sky(size, world, self.palette, self.horizon)

    def lot(self, part: str) -> Random:
        """The lot of one part, always from its start."""
        return Random(f"{self.layout}/{part}")

    def paint_sky(self) -> None:
        """Sun or moon, stars, clouds."""
        pen = Pen(self.image)
        if self.storybook and shines(self.world):
            storybook.glow(self.image, self.light)
        draw_lights(pen, self.world, self.light, self.lot("lights"), self.horizon)
        draw_clouds(pen, self.world, self.palette, self.lot("clouds"), self.horizon)

    def paint_land(self) -> None:
        """Hills, ground, water, what grows, and fog over all of it."""
        world, palette, horizon = self.world, self.palette, self.horizon
        pen = Pen(self.image, self.outline * 0.6)
        draw_hills(pen, world, palette, self.lot("hills"), horizon)
        if self.storybook:
            storybook.haze(self.image, palette, horizon)
        if world.water != "sea":
            draw_ground(pen, palette, horizon)
        if self.storybook:
            storybook.tufts(pen, palette, self.lot("tufts"), horizon)
        draw_water(pen, world, self.lot("water"), horizon, palette.water, mix(palette.ground, palette.lit(SAND), 0.6))
        if self.storybook:
            storybook.deepen(self.image, horizon)
            storybook.mirror(self.image, self.water(), horizon)
        draw_waves(pen, world, palette, self.lot("waves"), horizon)
        draw_growth(pen, world, palette, self.lot("growth"), horizon)
        self.image = veil(self.image, world, palette)

    def water(self) -> Image.Image:
        """Where the water is, a mask "L"."""
        mask = Image.new("RGB", self.image.size)
        draw_water(Pen(mask), self.world, self.lot("water"), self.horizon, IN_WATER, ON_LAND)
        return mask.getchannel("R")

    def paint_subjects(self) -> tuple[Box, ...]:
        """The subjects and the weather before them; the subjects' boxes."""
        feet = self.lot("feet")
        boxes = tuple(
            self.paint_subject(subject, foot_of(self.world, subject, feet)) for subject in self.world.subjects
        )
        fall(Pen(self.image, self.outline), self.world, self.lot("weather"))
        return boxes

    def paint_subject(self, subject: Subject, foot: float) -> Box:
        """One subject where it belongs."""
        x, colour = subject.x * self.aspect, self.palette.lit(SUBJECT[subject.colour])
        layer = Image.new("RGBA", self.image.size) if self.storybook else self.image
        DRAW[subject.kind](Frame(Pen(layer, self.outline), x, foot, subject.size), colour, self.palette)
        if self.storybook and (cutout := storybook.rounded(layer, self.light)):
            if subject.kind in AFLOAT:
                storybook.cast_reflection(self.image, cutout, foot, self.water())
            elif subject.kind not in AIRBORNE:
                storybook.cast_shadow(self.image, cutout, foot)
            cutout.onto(self.image)
        half = HALF_WIDTH.get(subject.kind, 0.45) * subject.size
        left, right = (min(max(side / self.aspect, 0.0), 1.0) for side in (x - half, x + half))
        top, bottom = (min(max(side, 0.0), 1.0) for side in (foot - subject.size, foot + 0.02))
        return left, top, right, bottom


def foot_of(world: World, subject: Subject, lot: Random) -> float:
    """The height at which a subject stands: in the sky, on the water, or on the ground; far ones stand higher."""
    far = subject.distance == "far"
    if subject.kind in AIRBORNE:
        return (0.45 if far else 0.66) + lot.uniform(-SWAY, SWAY)
    near = 0.92 if world.water == "sea" and subject.kind not in AFLOAT else 0.87
    return (0.74 if far else near) + lot.uniform(-SWAY, SWAY) / 2
