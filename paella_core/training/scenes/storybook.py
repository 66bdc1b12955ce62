"""What the storybook style adds to a picture: glow, haze, reflections, textures, volume and shadow.

Nothing moves and nothing changes its shape, so that a scene is the same scene in every style.
"""

from __future__ import annotations

from functools import cache
from random import Random
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageOps

from paella_core.training.scenes.palette import Palette, shade, tint
from paella_core.training.scenes.pen import Pen
from paella_core.training.scenes.scenery import Light

NEAREST = Image.Resampling.NEAREST  # masks are smooth as they are
SHADOW, SUNNY = (24, 20, 56), (255, 248, 220)
TUFTS = 26  # in a picture as wide as high
SHADED, MIRRORED = 0.4, 0.6
SQUEEZED = 0.6  # of its height: how tall a subject's reflection is


def glow(image: Image.Image, light: Light) -> None:
    """Light around the sun or the moon."""
    unit = image.height
    side = round(2 * light.reach * unit)
    halo = faded(side, 0.75)
    image.paste(light.colour, (round(light.x * unit) - side // 2, round(light.y * unit) - side // 2), halo)


def haze(image: Image.Image, palette: Palette, horizon: float) -> None:
    """The air before the far hills: thicker towards their feet."""
    top, bottom = round((horizon - 0.12) * image.height), round((horizon + 0.04) * image.height)
    image.paste(palette.sky_low, (0, top), ramp(image.width, bottom - top, 0.0, 0.75))


def deepen(image: Image.Image, horizon: float) -> None:
    """Ground and water, lighter at the horizon and darker towards the viewer."""
    top = round(horizon * image.height)
    middle = (top + image.height) // 2
    image.paste(SUNNY, (0, top), ramp(image.width, middle - top, 0.22, 0.0))
    image.paste(SHADOW, (0, middle), ramp(image.width, image.height - middle, 0.0, 0.3))


def mirror(image: Image.Image, water: Image.Image, horizon: float) -> None:
    """What is above the horizon, upside down in the water, a mask "L" of the image's size."""
    line = round(horizon * image.height)
    depth = min(line, image.height - line)
    above = ImageOps.flip(image.crop((0, line - depth, image.width, line)))
    surface = water.crop((0, line, image.width, line + depth))
    image.paste(above, (0, line), ImageChops.multiply(surface, ramp(image.width, depth, MIRRORED, MIRRORED / 3)))


def tufts(pen: Pen, palette: Palette, lot: Random, horizon: float) -> None:
    """Short strokes on the ground, longer the nearer they are."""
    light, dark = tint(palette.ground, 0.2), shade(palette.ground, 0.2)
    for _ in range(round(TUFTS * pen.aspect)):
        depth = lot.random()
        x, y, long = lot.uniform(0, pen.aspect), horizon + 0.05 + (0.96 - horizon) * depth, 0.008 + 0.02 * depth
        pen.line([(x, y), (x + long * lot.uniform(-0.5, 0.5), y - long)], lot.choice((light, dark)), 0.006)


class Cutout(NamedTuple):
    """A subject cut out of a transparent layer: its box in pixels, where the light comes from, its colours "RGB" and
    its shape "L"."""

    box: tuple[int, int, int, int]
    from_left: bool
    colours: Image.Image
    shape: Image.Image

    def onto(self, image: Image.Image) -> None:
        """Put it where it was on its layer."""
        image.paste(self.colours, self.box[:2], self.shape)


def rounded(layer: Image.Image, light: Light) -> Cutout | None:
    """The subject on a layer "RGBA" of the picture's size, with a bright and a dark side; None where it is empty."""
    box = layer.getbbox()
    if box is None:
        return None
    cut = layer.crop(box)
    colours, from_left = cut.convert("RGB"), light.x * layer.height < (box[0] + box[2]) / 2
    colours.paste(SHADOW, (0, 0), across(*cut.size, from_left, 0.42))
    colours.paste(SUNNY, (0, 0), across(*cut.size, not from_left, 0.3))
    return Cutout(box, from_left, colours, cut.getchannel("A"))


def cast_shadow(image: Image.Image, subject: Cutout, foot: float) -> None:
    """On the ground below a subject, away from the light."""
    left, _, right, _ = subject.box
    wide, flat = right - left, max(1, round(0.055 * (right - left)))
    shape = Image.new("L", (wide, 2 * flat))
    ImageDraw.Draw(shape).ellipse((0, 0, wide - 1, 2 * flat - 1), fill=round(255 * SHADED))
    lean = round(0.1 * wide) * (1 if subject.from_left else -1)
    image.paste(SHADOW, (left + lean, round(foot * image.height) - flat), shape)


def cast_reflection(image: Image.Image, subject: Cutout, foot: float, water: Image.Image) -> None:
    """On the water below a subject, a mask "L" of the image's size."""
    size = subject.colours.width, max(1, round(subject.colours.height * SQUEEZED))
    left, top = subject.box[0], round(foot * image.height)
    colours, shape = (ImageOps.flip(each).resize(size, NEAREST) for each in (subject.colours, subject.shape))
    surface = water.crop((left, top, left + size[0], top + size[1]))
    mask = ImageChops.multiply(ImageChops.multiply(shape, surface), ramp(*size, 0.55, 0.0))
    image.paste(colours, (left, top), mask)


def ramp(width: int, height: int, top: float, bottom: float) -> Image.Image:
    """A mask "L" that runs from one opacity at its top to another at its bottom, 0..1."""
    return _ramp(top, bottom).resize((width, height), NEAREST)


def across(width: int, height: int, from_left: bool, most: float) -> Image.Image:
    """A mask "L" that is clear on the left up to the middle and then grows, or the other way round."""
    return _across(from_left, most).resize((width, height), NEAREST)


def faded(side: int, most: float) -> Image.Image:
    """A mask "L": `most` in the middle, 0..1, and nothing at the edges."""
    return _faded(most).resize((side, side), NEAREST)


@cache
def _ramp(top: float, bottom: float) -> Image.Image:
    return Image.linear_gradient("L").point([round(255 * (top + (bottom - top) * grey / 255)) for grey in range(256)])


@cache
def _across(from_left: bool, most: float) -> Image.Image:
    levels = [round(255 * most * max(0.0, grey / 127.5 - 1)) for grey in range(256)]
    return Image.linear_gradient("L").rotate(90 if from_left else -90).point(levels)


@cache
def _faded(most: float) -> Image.Image:
    rim = 181  # of the radial gradient, in the middle of its sides
    return Image.radial_gradient("L").point([round(255 * most * max(0.0, 1 - grey / rim) ** 2) for grey in range(256)])
