"""Everything around the subjects: sky, hills, ground, water, trees, and the weather over it all."""

from __future__ import annotations

import math
from random import Random
from typing import NamedTuple

import numpy as np
from PIL import Image

from paella_core.training.scenes.palette import CREAM, Colour, Palette, mix, shade, times, tint
from paella_core.training.scenes.pen import Pen
from paella_core.training.scenes.world import World


def sky(size: tuple[int, int], world: World, palette: Palette, horizon: float) -> Image.Image:
    """A gradient from the top down to the horizon, as a new image of `size` = (width, height)."""
    ramp = np.clip(np.linspace(0, 1 / horizon, size[1]), 0, 1)[:, None, None]
    column = np.array(palette.sky_top) * (1 - ramp) + np.array(palette.sky_low) * ramp
    if world.weather == "rain":
        column = column * 0.82
    return Image.fromarray(column.astype(np.uint8)).resize(size, Image.Resampling.NEAREST)


class Light(NamedTuple):
    """Where the sun or the moon stands, how large it is and how far it shines, in picture heights, and its colour."""

    x: float
    y: float
    radius: float
    reach: float
    colour: Colour


def light_of(world: World, lot: Random, horizon: float, aspect: float) -> Light:
    """The sun, or at night the moon, whether or not the weather lets it be seen."""
    x = lot.uniform(0.15, 0.85) * aspect
    return {
        "dawn": Light(x, horizon - 0.06, 0.09, 0.5, (255, 225, 160)),
        "day": Light(x, 0.14, 0.09, 0.34, (255, 240, 130)),
        "sunset": Light(x, horizon - 0.04, 0.09, 0.55, (255, 95, 45)),
        "night": Light(x, 0.15, 0.07, 0.3, (245, 240, 210)),
    }[world.time]


def shines(world: World) -> bool:
    """Whether the weather lets the sun or the moon be seen."""
    return world.time == "night" or world.weather in ("clear", "cloudy")


def draw_lights(pen: Pen, world: World, light: Light, lot: Random, horizon: float) -> None:
    """Sun, moon and stars, where the weather lets them be seen."""
    if world.time == "night":
        for _ in range(14 if world.weather == "clear" else 3):
            r = lot.uniform(0.005, 0.009)
            pen.ellipse(lot.uniform(0, pen.aspect), lot.uniform(0, horizon * 0.8), r, r, (255, 250, 220))
    if shines(world):
        pen.ellipse(light.x, light.y, light.radius, light.radius, light.colour)


def draw_clouds(pen: Pen, world: World, palette: Palette, lot: Random, horizon: float) -> None:
    """Heaps of flat-bottomed ovals."""
    count = {"clear": 0, "cloudy": 4, "rain": 5, "snow": 3, "fog": 0}[world.weather]
    colour = mix(palette.sky_low, shade(palette.sky_top, 0.5) if world.weather == "rain" else (255, 255, 255), 0.55)
    for _ in range(round(count * max(1.0, pen.aspect))):
        x, y, w = lot.uniform(0, pen.aspect), lot.uniform(0.04, horizon * 0.55), lot.uniform(0.1, 0.18)
        pen.half_ellipse(x - w * 0.7, y, w * 0.7, w * 0.5, colour)
        pen.half_ellipse(x + w * 0.7, y, w * 0.7, w * 0.45, colour)
        pen.half_ellipse(x, y, w, w * 0.8, colour)


def ridge(pen: Pen, lot: Random, base: float, height: float) -> list[tuple[float, float]]:
    """The outline of a rolling ridge across the picture, closed at the bottom."""
    phase, waves = lot.uniform(0, 6.28), lot.uniform(3.0, 5.5)
    steps = max(12, round(12 * pen.aspect))
    points = []
    for k in range(steps + 1):
        x = pen.aspect * k / steps
        points.append(
            (x, base - height * (0.5 + 0.35 * math.sin(waves * x + phase) + 0.15 * math.sin(2.3 * waves * x)))
        )
    return [*points, (pen.aspect, 1.01), (0, 1.01)]


def draw_hills(pen: Pen, world: World, palette: Palette, lot: Random, horizon: float) -> None:
    """Two ranges of hills behind; the sea has none."""
    if world.water != "sea":
        pen.polygon(ridge(pen, lot, horizon + 0.02, 0.16), mix(palette.hills, palette.sky_low, 0.45))
        pen.polygon(ridge(pen, lot, horizon + 0.03, 0.08), palette.hills)


def draw_ground(pen: Pen, palette: Palette, horizon: float) -> None:
    """Level ground from the horizon down."""
    pen.rectangle(-0.01, horizon, pen.aspect + 0.01, 1.01, palette.ground)


def draw_water(pen: Pen, world: World, lot: Random, horizon: float, water: Colour, beach: Colour) -> None:
    """The water that the world has; before the sea a beach."""
    if world.water == "sea":
        pen.rectangle(-0.01, horizon, pen.aspect + 0.01, 1.01, water)
        pen.polygon(ridge(pen, lot, 0.97, 0.1), beach)
    elif world.water == "lake":
        pen.ellipse(pen.aspect * lot.uniform(0.35, 0.65), 0.83, pen.aspect * 0.42, 0.13, water)
    elif world.water == "river":
        draw_river(pen, lot, horizon, water)


def draw_waves(pen: Pen, world: World, palette: Palette, lot: Random, horizon: float) -> None:
    """A few bright strokes on a sea or a lake."""
    if world.water in ("none", "river"):
        return
    top, bottom = (horizon, 0.85) if world.water == "sea" else (0.78, 0.88)
    colour = tint(palette.water, 0.35)
    for _ in range(round(5 * pen.aspect)):
        x, y = pen.aspect * lot.uniform(0.25, 0.75), lot.uniform(top + 0.03, bottom)
        pen.line([(x - 0.06, y), (x + 0.06, y)], colour, 0.012)


def draw_river(pen: Pen, lot: Random, horizon: float, water: Colour) -> None:
    """A band that winds from the horizon and widens towards the viewer."""
    start, phase = pen.aspect * lot.uniform(0.3, 0.7), lot.uniform(0, 6.28)
    left, right = [], []
    for k in range(9):
        depth = k / 8
        y = horizon + (1.01 - horizon) * depth
        middle = start + 0.16 * math.sin(phase + 4 * depth) * depth
        half = 0.02 + 0.2 * depth**1.3
        left.append((middle - half, y))
        right.append((middle + half, y))
    pen.polygon([*left, *reversed(right)], water)


def draw_growth(pen: Pen, world: World, palette: Palette, lot: Random, horizon: float) -> None:
    """Small trees along the horizon, and spring flowers."""
    if world.water != "sea":
        for _ in range(round(5 * pen.aspect)):
            draw_small_tree(pen, world, palette, lot.uniform(0, pen.aspect), horizon + lot.uniform(0.0, 0.05), lot)
    if world.season == "spring" and world.water in ("none", "river"):
        for _ in range(round(12 * pen.aspect)):
            x, y = lot.uniform(0, pen.aspect), lot.uniform(horizon + 0.12, 0.98)
            pen.ellipse(
                x, y, 0.012, 0.012, palette.lit(lot.choice(((255, 240, 120), (255, 160, 200), (255, 255, 255))))
            )


def draw_small_tree(pen: Pen, world: World, palette: Palette, x: float, foot: float, lot: Random) -> None:
    """A tree of the season: round, or a snowy fir in winter."""
    h = lot.uniform(0.09, 0.14)
    pen.rectangle(x - 0.008, foot - h * 0.4, x + 0.008, foot, shade(palette.ground, 0.6))
    if world.season == "winter":
        pen.polygon([(x - h * 0.35, foot - h * 0.2), (x + h * 0.35, foot - h * 0.2), (x, foot - h)], palette.foliage)
    else:
        pen.ellipse(x, foot - h * 0.65, h * 0.36, h * 0.4, palette.foliage)


def fall(pen: Pen, world: World, lot: Random) -> None:
    """Rain streaks or snow flakes over everything."""
    if world.weather == "rain":
        for _ in range(round(26 * pen.aspect)):
            x, y = lot.uniform(0, pen.aspect), lot.uniform(0, 0.95)
            pen.line([(x, y), (x - 0.02, y + 0.07)], (205, 220, 235), 0.008)
    elif world.weather == "snow":
        pen.line_width = 0
        for _ in range(round(38 * pen.aspect)):
            r = lot.uniform(0.008, 0.014)
            pen.ellipse(lot.uniform(0, pen.aspect), lot.uniform(0, 1), r, r, (252, 252, 255))


def veil(image: Image.Image, world: World, palette: Palette) -> Image.Image:
    """Fog that thickens towards the horizon, behind the subjects."""
    if world.weather != "fog":
        return image
    colour: Colour = times(mix(palette.sky_low, CREAM, 0.4), (1, 1, 1))
    return Image.blend(image, Image.new("RGB", image.size, colour), 0.55)
