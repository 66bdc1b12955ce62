"""What is in a scene: the attributes and how they are drawn by lot, before anything is painted."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

TIMES = ("dawn", "day", "sunset", "night")
SEASONS = ("spring", "summer", "autumn", "winter")
WEATHERS = ("clear", "cloudy", "rain", "snow", "fog")
WATERS = ("none", "lake", "river", "sea")
STYLES = ("flat", "ink", "pastel")
COLOURS = ("red", "blue", "yellow", "white", "green", "purple")
KINDS = (
    "house",
    "castle",
    "windmill",
    "lighthouse",
    "boat",
    "balloon",
    "tree",
    "tent",
    "mushroom",
    "car",
    "parasol",
    "rocket",
)
AFLOAT = ("boat",)
AIRBORNE = ("balloon",)

WEATHER_ODDS = (0.42, 0.18, 0.14, 0.13, 0.13)
SECOND_SUBJECT_ODDS = 0.15
NEAR_ODDS = 0.8


@dataclass(frozen=True)
class Subject:
    """One thing that the caption names. `x` runs 0..1 across the picture; `size` is its height over the picture's."""

    kind: str
    colour: str
    x: float
    size: float

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return "left" if self.x < 0.38 else "right" if self.x > 0.62 else "middle"

    @property
    def distance(self) -> str:
        """How far away it looks."""
        return "far" if self.size < 0.38 else "near"


@dataclass(frozen=True)
class World:
    """All that a scene is drawn from and captioned by."""

    time: str
    season: str
    weather: str
    water: str
    style: str
    subjects: tuple[Subject, ...]

    def attributes(self) -> dict[str, object]:
        """The attributes as plain values, for JSON."""
        named = [{"kind": s.kind, "colour": s.colour, "place": s.place, "distance": s.distance} for s in self.subjects]
        plain = {name: getattr(self, name) for name in ("time", "season", "weather", "water", "style")}
        return {**plain, "subjects": named}


def imagine(lot: Random) -> World:
    """Draw a world by lot: independent attributes, but snow falls in winter and boats float."""
    season = lot.choice(SEASONS)
    weather = lot.choices(WEATHERS, WEATHER_ODDS)[0]
    if weather == "snow":
        season = "winter"
    subjects = imagine_subjects(lot)
    afloat = any(s.kind in AFLOAT for s in subjects)
    water = lot.choice(WATERS[1:] if afloat else WATERS)
    return World(lot.choice(TIMES), season, weather, water, lot.choice(STYLES), subjects)


def imagine_subjects(lot: Random) -> tuple[Subject, ...]:
    """One subject anywhere, or now and then two of different kinds side by side."""
    if lot.random() >= SECOND_SUBJECT_ODDS:
        return (imagine_subject(lot, lot.choice(KINDS), 0.18, 0.82),)
    left, right = lot.sample(KINDS, 2)
    return imagine_subject(lot, left, 0.18, 0.32), imagine_subject(lot, right, 0.68, 0.82)


def imagine_subject(lot: Random, kind: str, leftmost: float, rightmost: float) -> Subject:
    """A subject with its colour, place and size."""
    size = lot.uniform(0.44, 0.62) if lot.random() < NEAR_ODDS else lot.uniform(0.26, 0.36)
    return Subject(kind, lot.choice(COLOURS), lot.uniform(leftmost, rightmost), size)
