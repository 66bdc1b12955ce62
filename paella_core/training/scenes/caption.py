"""A grammar that describes a world as people write: synonyms, changing order, things left unsaid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from paella_core.training.scenes.world import AIRBORNE, Subject, World

KIND_WORDS = {
    "house": ("house", "cottage", "little house"),
    "castle": ("castle", "fortress"),
    "windmill": ("windmill", "mill"),
    "lighthouse": ("lighthouse",),
    "boat": ("boat", "sailing boat", "sailboat"),
    "balloon": ("hot air balloon", "balloon"),
    "tree": ("tree", "big tree"),
    "tent": ("tent", "camping tent"),
    "mushroom": ("mushroom", "giant mushroom", "toadstool"),
    "car": ("car", "little car"),
    "parasol": ("parasol", "umbrella", "beach umbrella"),
    "rocket": ("rocket", "space rocket"),
}
COLOUR_WORDS = {
    "red": ("red", "crimson"),
    "blue": ("blue",),
    "yellow": ("yellow", "golden"),
    "white": ("white",),
    "green": ("green",),
    "purple": ("purple", "violet"),
}
TIME_WORDS = {
    "dawn": ("at dawn", "at sunrise", "in the early morning"),
    "day": ("by day", "at noon", "in daylight"),
    "sunset": ("at sunset", "at dusk", "in the evening"),
    "night": ("at night", "under the stars", "by moonlight"),
}
SEASON_WORDS = {
    "spring": ("in spring", "in springtime"),
    "summer": ("in summer", "on a summer day"),
    "autumn": ("in autumn", "in the fall"),
    "winter": ("in winter", "in a snowy landscape"),
}
WEATHER_WORDS = {
    "clear": ("clear sky", "fine weather", "no clouds"),
    "cloudy": ("cloudy sky", "with clouds", "overcast"),
    "rain": ("rain", "in the rain", "rainy weather"),
    "snow": ("snowfall", "falling snow", "it is snowing"),
    "fog": ("fog", "in the mist", "foggy weather"),
}
WATER_WORDS = {
    "lake": ("lake", "pond"),
    "river": ("river", "stream"),
    "sea": ("sea", "ocean"),
}
STYLE_WORDS = {
    "flat": ("flat illustration", "vector art"),
    "ink": ("ink drawing", "comic style"),
    "pastel": ("pastel painting", "soft pastels"),
    "storybook": ("storybook illustration", "picture book"),
}
PLACE_WORDS = {"left": "on the left", "middle": "in the middle", "right": "on the right"}

Manner = Mapping[str, float]
"""How likely a caption says each thing: attributes, places, that something is far."""
USUAL: Manner = {
    "colour": 0.92, "time": 0.8, "season": 0.75, "weather": 0.5, "water": 0.75, "style": 0.35,
    "left": 0.8, "middle": 0.15, "right": 0.8, "far": 0.9,
}  # fmt: skip
COMPLETE: Manner = dict.fromkeys(USUAL, 1.0)


def describe(world: World, lot: Random, manner: Manner = USUAL) -> str:
    """One caption of the world; usually most attributes are said, some are left out."""

    def says(attribute: str) -> bool:
        return lot.random() < manner[attribute]

    things = " and ".join(name_subject(s, lot, says) for s in world.subjects)
    phrases = [p for p in (time_of(world, lot, says), season_of(world, lot, says), weather_of(world, lot, says)) if p]
    lot.shuffle(phrases)
    where = place_of(world, lot, says)
    style = says("style") and lot.choice(STYLE_WORDS[world.style])
    tail = [p for p in phrases if " " in p and not p.startswith(("it ", "no ", "clear ", "cloudy ", "rainy ", "fo"))]
    listed = [p for p in phrases if p not in tail]
    sentence = " ".join(part for part in (things, where, *tail) if part)
    parts = [sentence, *listed, *([style] if style else [])]
    if style and lot.random() < 0.3:
        parts = [style, sentence, *listed]
    return ", ".join(parts)


Says = Callable[[str], bool]
"""Whether this caption mentions something: decided anew each time."""


def name_subject(subject: Subject, lot: Random, says: Says) -> str:
    """The subject with an article, perhaps its colour, distance and place."""
    colour = lot.choice(COLOUR_WORDS[subject.colour]) if says("colour") else ""
    words = f"{colour} {lot.choice(KIND_WORDS[subject.kind])}".strip()
    if lot.random() < 0.7:
        words = ("an " if words[0] in "aeiou" else "a ") + words
    if subject.distance == "far" and says("far"):
        words += " far away"
    return f"{words} {PLACE_WORDS[subject.place]}" if says(subject.place) else words


def time_of(world: World, lot: Random, says: Says) -> str:
    """When it is."""
    return lot.choice(TIME_WORDS[world.time]) if says("time") else ""


def season_of(world: World, lot: Random, says: Says) -> str:
    """In which season."""
    return lot.choice(SEASON_WORDS[world.season]) if says("season") else ""


def weather_of(world: World, lot: Random, says: Says) -> str:
    """In which weather; a clear sky is seldom worth a word."""
    unsaid = world.weather == "clear" and lot.random() < 0.5
    return "" if unsaid or not says("weather") else lot.choice(WEATHER_WORDS[world.weather])


def place_of(world: World, lot: Random, says: Says) -> str:
    """By, on or over which water."""
    if world.water == "none" or not says("water"):
        return ""
    water = lot.choice(WATER_WORDS[world.water])
    first = world.subjects[0].kind
    preposition = "on the" if first == "boat" else "over the" if first in AIRBORNE else lot.choice(("by the", "near a"))
    return f"{preposition} {water}"
