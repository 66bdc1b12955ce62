"""Pictures with the statistics of photographs, drawn while training: what a VQGAN needs to know of the world beyond the
project's own scenes, without anybody's pictures.

Things that cover one another at all sizes are dead leaves (Lee, Mumford, Huang 2001, Occlusion models for natural
images); surfaces have amplitudes that fall with frequency (Field 1987). Baradad et al. 2021 (Learning to see by looking
at noise) found such pictures enough to learn from.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from paella_core.training.data.sample import Sample
from paella_core.training.scenes import draw_scene

LEAVES = 250
SMALLEST, LARGEST = 0.03, 0.6  # radius of a leaf over the side
TEXTURES, TEXTURE_SIDE = 8, 256
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,.!?&"
DARKEST = 0.35  # of the light where it is least

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class PhotographicData:
    """The section `data` for `source = "photographic"`: which series, the side of a picture in pixels, and the share of
    the project's scenes among them. The pictures have no captions."""

    source: str = "photographic"
    seed: int = 1
    size: int = 128
    workers: int = 0
    scene_share: float = 0.5


@dataclass(frozen=True)
class Photographic:
    """A series of such pictures, and of scenes."""

    data: PhotographicData

    @property
    def about(self) -> str:
        """What it is, in words."""
        return f"pictures like photographs, and scenes, of series {self.data.seed}, endless"

    def sample(self, number: int) -> Sample:
        """A picture, which can always be drawn."""
        data, lot = self.data, Random(f"{self.data.seed}/photographic/{number}")
        if lot.random() < data.scene_share:
            return Sample(draw_scene(data.seed, number, (data.size, data.size)).image, "", f"scene {number}")
        return Sample(picture(lot, data.size), "", f"picture {number}")

    def instead(self, number: int) -> int:
        """The next."""
        return number + 1


def picture(lot: Random, side: int) -> np.ndarray:
    """One picture (side, side, 3) uint8: things, a smooth sky or letters, seen in some light through some lens."""
    draw: Callable[[Random, int], Image.Image] = lot.choices((leaves, gradient, lines), (0.7, 0.15, 0.15))[0]
    surface = np.asarray(draw(lot, side), np.float32) / 255
    texture = crop(textures()[lot.randrange(TEXTURES)], lot, side)
    where = crop(textures()[lot.randrange(TEXTURES)], lot, side) > lot.uniform(-1, 1)
    rough = surface * (1 + lot.uniform(0, 0.25) * (texture * where)[..., None])
    return developed(rough * light(lot, side)[..., None], lot)


def leaves(lot: Random, side: int) -> Image.Image:
    """Ovals and polygons of few colours, each covering what lies below; as many are small as in photographs."""
    image = Image.new("RGB", (side, side), any_colour(lot))
    draw, palette = ImageDraw.Draw(image), [any_colour(lot) for _ in range(lot.randint(3, 8))]
    for _ in range(LEAVES):
        # Radii of density r ** -3 between the smallest and the largest: the same at every scale.
        share = lot.random()
        radius = side * ((1 - share) * SMALLEST**-2 + share * LARGEST**-2) ** -0.5
        x, y = lot.uniform(-radius, side + radius), lot.uniform(-radius, side + radius)
        colour = near(lot.choice(palette), lot)
        if lot.random() < 0.5:
            wide = radius * lot.uniform(0.4, 1)
            draw.ellipse((x - wide, y - radius, x + wide, y + radius), fill=colour)
        else:
            draw.polygon(corners(lot, x, y, radius), fill=colour)
    return image


def gradient(lot: Random, side: int) -> Image.Image:
    """A surface whose colour changes smoothly between its corners."""
    small = np.array([[any_colour(lot) for _ in range(2)] for _ in range(2)], np.uint8)
    return Image.fromarray(small).resize((side, side), Image.Resampling.BICUBIC)


def lines(lot: Random, side: int) -> Image.Image:
    """Lines of letters on a surface."""
    image = gradient(lot, side)
    draw, ink = ImageDraw.Draw(image), any_colour(lot)
    height = lot.randint(8, max(9, side // 3))
    for y in range(lot.randint(-height, height), side, round(height * 1.2)):
        text = "".join(lot.choices(LETTERS, k=2 + 3 * side // height))
        draw.text((lot.randint(-height, height), y), text, fill=ink, font=ImageFont.load_default(height))
    return image


def developed(light_HW3: np.ndarray, lot: Random) -> np.ndarray:
    """Light in 0..1 as a camera gives it: a little out of focus, with noise, more or less contrast -> uint8."""
    toned = np.clip(light_HW3, 0, 1) ** lot.uniform(0.7, 1.4)
    noise = np.random.default_rng(lot.getrandbits(64)).normal(0, lot.uniform(0, 0.015), toned.shape)
    soft = Image.fromarray(np.round(toned * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(lot.uniform(0, 1.2)))
    return np.clip(np.asarray(soft) + 255 * noise, 0, 255).round().astype(np.uint8)


def light(lot: Random, side: int) -> np.ndarray:
    """Light that falls off across the picture, (side, side) float32 up to 1."""
    angle, least = lot.uniform(0, math.tau), lot.uniform(DARKEST, 1)
    along = np.linspace(-0.5, 0.5, side, dtype=np.float32)
    across = along[None] * math.cos(angle) + along[:, None] * math.sin(angle)
    return least + (1 - least) * (across + math.sqrt(0.5)) / math.sqrt(2)


def corners(lot: Random, x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Three to six corners around a point."""
    angles = sorted(lot.uniform(0, math.tau) for _ in range(lot.randint(3, 6)))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def any_colour(lot: Random) -> Colour:
    """A colour, seldom a loud one."""
    grey, loud = lot.uniform(15, 245), lot.random() ** 2 * 90
    red, green, blue = (clipped(grey + lot.uniform(-loud, loud)) for _ in range(3))
    return red, green, blue


def near(colour: Colour, lot: Random) -> Colour:
    """Almost the same colour, in its own light."""
    by = lot.gauss(1, 0.18)
    red, green, blue = (clipped(channel * by + lot.gauss(0, 6)) for channel in colour)
    return red, green, blue


def clipped(channel: float) -> int:
    """A channel as 8 bits."""
    return round(min(max(channel, 0), 255))


def crop(texture_HW: np.ndarray, lot: Random, side: int) -> np.ndarray:
    """`side` pixels of a texture in either direction, which repeats."""
    top, left = lot.randrange(len(texture_HW)), lot.randrange(len(texture_HW))
    rows, columns = ((start + np.arange(side)) % len(texture_HW) for start in (top, left))
    return texture_HW[np.ix_(rows, columns)]


@cache
def textures() -> list[np.ndarray]:
    """Surfaces (256, 256) float32 of mean 0 and variance 1 that repeat; amplitudes fall with frequency, in the first
    slowly, in the last fast."""
    steps = np.hypot(np.fft.fftfreq(TEXTURE_SIDE)[:, None], np.fft.rfftfreq(TEXTURE_SIDE)[None]) * TEXTURE_SIDE
    made = []
    for number, slope in enumerate(np.linspace(0.6, 1.8, TEXTURES)):
        white = np.random.default_rng(number).normal(size=(TEXTURE_SIDE, TEXTURE_SIDE))
        spectrum = np.fft.rfft2(white) * np.where(steps > 0, np.maximum(steps, 1) ** -slope, 0)
        surface = np.fft.irfft2(spectrum, s=white.shape)
        made.append((surface / surface.std()).astype(np.float32))
    return made
