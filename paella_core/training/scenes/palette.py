"""The colours of a world: what light and season do to everything in it."""

from __future__ import annotations

from dataclasses import dataclass

from paella_core.training.scenes.world import World

Colour = tuple[int, int, int]

SKY = {  # top and horizon
    "dawn": ((120, 150, 210), (255, 200, 190)),
    "day": ((70, 150, 235), (190, 228, 250)),
    "sunset": ((95, 60, 130), (255, 140, 60)),
    "night": ((10, 14, 45), (45, 55, 110)),
}
LIGHT = {"dawn": (1.0, 0.90, 0.90), "day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.78, 0.62), "night": (0.36, 0.42, 0.62)}
SUBJECT_LIGHT = {
    "dawn": (1.0, 0.96, 0.96),
    "day": (1.0, 1.0, 1.0),
    "sunset": (1.0, 0.92, 0.85),
    "night": (0.74, 0.77, 0.88),
}
GROUND = {"spring": (140, 205, 90), "summer": (80, 150, 55), "autumn": (205, 140, 60), "winter": (240, 244, 250)}
HILLS = {"spring": (110, 175, 110), "summer": (60, 120, 75), "autumn": (175, 105, 60), "winter": (200, 212, 228)}
FOLIAGE = {"spring": (250, 170, 195), "summer": (50, 125, 50), "autumn": (225, 100, 35), "winter": (215, 226, 240)}
WATER = (70, 140, 200)
SUBJECT = {
    "red": (222, 48, 42),
    "blue": (45, 95, 220),
    "yellow": (248, 205, 45),
    "white": (246, 246, 242),
    "green": (35, 165, 70),
    "purple": (145, 60, 180),
}
CREAM, INK, WOOD = (255, 246, 226), (38, 30, 42), (120, 80, 50)


@dataclass(frozen=True)
class Palette:
    """Colours for one world, light already in them."""

    sky_top: Colour
    sky_low: Colour
    ground: Colour
    hills: Colour
    foliage: Colour
    water: Colour
    light: tuple[float, float, float]
    softness: float

    def lit(self, colour: Colour) -> Colour:
        """A subject's colour in this light and style."""
        return mix(times(colour, self.light), CREAM, self.softness)


def palette_of(world: World) -> Palette:
    """The colours of everything in a world."""
    soft = 0.38 if world.style == "pastel" else 0.0
    grey = {"clear": 0.0, "cloudy": 0.25, "rain": 0.55, "snow": 0.4, "fog": 0.45}[world.weather]
    top, low = SKY[world.time]
    cloud = times((170, 175, 185), LIGHT[world.time])

    def seen(colour: Colour) -> Colour:
        return mix(times(colour, LIGHT[world.time]), CREAM, soft * LIGHT[world.time][1])

    return Palette(
        mix(mix(top, cloud, grey), CREAM, soft * 0.7),
        mix(mix(low, cloud, grey), CREAM, soft * 0.7),
        seen(GROUND[world.season]),
        mix(seen(HILLS[world.season]), low, 0.25),
        seen(FOLIAGE[world.season]),
        mix(mix(times(WATER, LIGHT[world.time]), low, 0.35), CREAM, soft),
        SUBJECT_LIGHT[world.time],
        soft,
    )


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def times(colour: Colour, light: tuple[float, float, float]) -> Colour:
    """The colour under a coloured light."""
    red, green, blue = (round(c * w) for c, w in zip(colour, light, strict=True))
    return red, green, blue


def shade(colour: Colour, share: float = 0.28) -> Colour:
    """The colour's shadow side."""
    return mix(colour, (20, 20, 45), share)


def tint(colour: Colour, share: float = 0.45) -> Colour:
    """The colour's light side."""
    return mix(colour, (255, 255, 255), share)
