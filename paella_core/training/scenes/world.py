"""What is in a scene: the attributes and how they are drawn by lot, before anything is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

TIMES = ("dawn", "day", "sunset", "night")
SEASONS = ("spring", "summer", "autumn", "winter")
WEATHERS = ("clear", "cloudy", "rain", "snow", "fog")
WATERS = ("none", "lake", "river", "sea")
STYLES = ("flat", "ink", "pastel", "storybook")
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
STYLE_ODDS = (0.2, 0.2, 0.2, 0.4)
SECOND_SUBJECT_ODDS = 0.12
MOST_CHANGES = 3
NEAR_ODDS = 0.8

PLACES = {"left": 0.28, "middle": 0.5, "right": 0.72}
PLACE_ODDS = (0.25, 0.5, 0.25)
SWAY = 0.02
NEAR_SIZES, FAR_SIZES = (0.5, 0.56), (0.3, 0.34)


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
        return min(PLACES, key=lambda name: abs(PLACES[name] - self.x))

    @property
    def distance(self) -> str:
        """How far away it looks."""
        return "far" if self.size <= FAR_SIZES[1] else "near"


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
    return World(lot.choice(TIMES), season, weather, water, lot.choices(STYLES, STYLE_ODDS)[0], subjects)


def imagine_subjects(lot: Random) -> tuple[Subject, ...]:
    """One subject somewhere, or now and then two of different kinds side by side."""
    if lot.random() >= SECOND_SUBJECT_ODDS:
        return (imagine_subject(lot, lot.choice(KINDS), lot.choices(list(PLACES), PLACE_ODDS)[0]),)
    left, right = lot.sample(KINDS, 2)
    return imagine_subject(lot, left, "left"), imagine_subject(lot, right, "right")


def imagine_subject(lot: Random, kind: str, place: str) -> Subject:
    """A subject with its colour and size, near its place: a small model learns few places soonest."""
    size = lot.uniform(*(NEAR_SIZES if lot.random() < NEAR_ODDS else FAR_SIZES))
    return Subject(kind, lot.choice(COLOURS), PLACES[place] + lot.uniform(-SWAY, SWAY), size)


def otherwise(world: World, lot: Random) -> World:
    """The same place with one to three things another way, none of which moves or reshapes another. Only what a
    complete caption names may differ: a clear sky goes unsaid. Snow still falls in winter."""
    said = ["time", "season", "style", "colour"] + ["weather"] * (world.weather != "clear")
    changes = lot.sample(said, lot.randint(1, MOST_CHANGES))
    values = {"time": TIMES, "season": SEASONS, "weather": WEATHERS, "style": STYLES}
    changed = {name: another(getattr(world, name), values[name], lot) for name in values if name in changes}
    if changed.get("weather", world.weather) == "snow":
        changed["season"] = "winter"
    subjects = world.subjects
    if "colour" in changes:
        subjects = tuple(replace(each, colour=another(each.colour, COLOURS, lot)) for each in subjects)
    return replace(world, subjects=subjects, **changed)


def another(value: str, values: Sequence[str], lot: Random) -> str:
    """Any of the values but this one."""
    return lot.choice([each for each in values if each != value])
