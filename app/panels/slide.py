"""A slide from keyframe to keyframe and the film that was made of it: the state that the strip shows and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from PySide6.QtCore import QObject, Signal

from paella_core.request import InterpolationPath

FEWEST_KEYFRAMES, MOST_KEYFRAMES = 2, 8
FEWEST_FRAMES, MOST_FRAMES = 2, 120
FRAMES = 9
SPEED = 24  # frames a second


class Area(Enum):
    """What slides: the whole picture, what is painted over, or a small picture of the model's own size."""

    PICTURE = "picture"
    MASK = "mask"
    NATIVE = "native"


@dataclass(frozen=True, eq=False)
class Keyframe:
    """A stop of the slide: words, or a `picture` (height, width, 3 or 4), uint8, of which `text` is the name."""

    text: str = ""
    picture: np.ndarray | None = None

    @property
    def stop(self) -> str | np.ndarray:
        """The stop as a request has it."""
        return self.text.strip() if self.picture is None else self.picture

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said yet."""
        return self.picture is None and not self.text.strip()


@dataclass(eq=False)
class Film:
    """The frames between `keyframes` stops: pixels (height, width, 3 or 4), all alike; None: not made yet."""

    keyframes: int
    frames: list[np.ndarray | None]

    @property
    def stops(self) -> list[int]:
        """At which frames its keyframes are."""
        return places_of(self.keyframes, len(self.frames))

    @property
    def made(self) -> list[int]:
        """The numbers (from 0) of the frames that are there."""
        return [number for number, frame in enumerate(self.frames) if frame is not None]

    def nearest(self, number: int) -> int | None:
        """The frame that is there and closest to that one; None where there is none."""
        return min(self.made, key=lambda other: abs(other - number), default=None)


@dataclass(frozen=True)
class Making:
    """How far a film under way is: `frame` of `frames` (from 1), the share (0..1) of all work that is done, and what is
    left of it in seconds, if that is known."""

    frame: int
    frames: int
    share: float = 0.0
    seconds_left: float | None = None


class Slide(QObject):
    """Two or more keyframes with the settings, the film made of them, and the frame that is looked at."""

    changed = Signal()  # keyframes or settings
    film_changed = Signal()  # another film, one more frame of it, or how far it is
    position_changed = Signal()  # another frame is looked at, or none

    def __init__(self) -> None:
        super().__init__()
        self._keyframes = (Keyframe(), Keyframe())
        self._frames = FRAMES
        self._path: InterpolationPath = "slerp"
        self._area: Area | None = None
        self._speed = SPEED
        self._ping_pong = True
        self._film: Film | None = None
        self._making: Making | None = None
        self._position = 0
        self._looking = False
        self._fresh = True

    # ---- what is asked for

    @property
    def keyframes(self) -> tuple[Keyframe, ...]:
        """The stops, in order."""
        return self._keyframes

    @property
    def frames(self) -> int:
        """How many frames, the first and the last keyframe included."""
        return max(self._frames, len(self._keyframes))

    @property
    def path(self) -> InterpolationPath:
        """Straight from stop to stop ("lerp") or on an arc ("slerp")."""
        return self._path

    @property
    def area(self) -> Area | None:
        """What slides; None: what is painted over, or everything where nothing is."""
        return self._area

    @property
    def speed(self) -> int:
        """Frames a second when it plays."""
        return self._speed

    @property
    def ping_pong(self) -> bool:
        """Whether it goes back the way that it came, rather than starting over."""
        return self._ping_pong

    def set_keyframe(self, index: int, keyframe: Keyframe) -> None:
        """Another stop in that place."""
        stops = list(self._keyframes)
        stops[index] = keyframe
        self._set_keyframes(stops)

    def add(self, keyframe: Keyframe) -> None:
        """One more stop at the end, if there is room for one."""
        if len(self._keyframes) < MOST_KEYFRAMES:
            self._set_keyframes([*self._keyframes, keyframe])

    def remove(self, index: int) -> None:
        """Take a stop out, if enough are left."""
        if len(self._keyframes) > FEWEST_KEYFRAMES:
            self._set_keyframes([stop for place, stop in enumerate(self._keyframes) if place != index])

    def move(self, index: int, place: int) -> None:
        """Put a stop in another place among the others."""
        if 0 <= place < len(self._keyframes) and place != index:
            stops = list(self._keyframes)
            stops.insert(place, stops.pop(index))
            self._set_keyframes(stops)

    def set_frames(self, frames: int) -> None:
        """Another number of frames."""
        if frames != self._frames:
            self._frames = frames
            self._tell()

    def set_path(self, path: InterpolationPath) -> None:
        """Another way from stop to stop."""
        if path != self._path:
            self._path = path
            self._tell()

    def set_area(self, area: Area) -> None:
        """Let something else slide."""
        if area is not self._area:
            self._area = area
            self._tell()

    def set_speed(self, speed: int) -> None:
        """Play faster or slower, in frames a second."""
        if speed != self._speed:
            self._speed = speed
            self.changed.emit()

    def set_ping_pong(self, ping_pong: bool) -> None:
        """Play back and forth, or start over at the end."""
        if ping_pong != self._ping_pong:
            self._ping_pong = ping_pong
            self.changed.emit()

    # ---- what was made

    @property
    def film(self) -> Film | None:
        """The frames that are there, or are being made."""
        return self._film

    @property
    def making(self) -> Making | None:
        """How far the film is that is under way; None where none is."""
        return self._making

    @property
    def is_stale(self) -> bool:
        """Whether something else is asked for now than the film shows."""
        return self._film is not None and not self._fresh

    def begin(self, film: Film) -> None:
        """Show a film that is going to be made from what is asked for now, from its start."""
        self._film, self._position, self._looking, self._fresh = film, 0, True, True
        self.report(Making(1, len(film.frames)))
        self.position_changed.emit()

    def put_back(self, film: Film | None) -> None:
        """Show an earlier film again, or none."""
        self._film, self._position, self._fresh = film, 0, False
        self.film_changed.emit()
        self.look(self._looking)

    def report(self, making: Making | None) -> None:
        """Say how far the film is, or that it is no longer being made."""
        self._making = making
        self.film_changed.emit()

    # ---- what is looked at

    @property
    def position(self) -> int:
        """The number (from 0) of the frame that is looked at."""
        return self._position

    @property
    def looking(self) -> bool:
        """Whether a frame is on the canvas, rather than the picture."""
        return self._looking

    def go(self, position: int) -> None:
        """Look at another frame."""
        self._looking = self._film is not None
        if self._film is not None:
            self._position = min(max(position, 0), len(self._film.frames) - 1)
        self.position_changed.emit()

    def look(self, looking: bool) -> None:
        """Look at the frame, or at the picture itself."""
        self._looking = looking and self._film is not None
        self.position_changed.emit()

    def _set_keyframes(self, keyframes: Sequence[Keyframe]) -> None:
        self._keyframes = tuple(keyframes)
        self._tell()

    def _tell(self) -> None:
        self._fresh = False
        self.changed.emit()


def places_of(keyframes: int, frames: int) -> list[int]:
    """At which frames (from 0) the stops are, to the nearest one."""
    return [round(stop * (frames - 1) / (keyframes - 1)) for stop in range(keyframes)]


def round_trip(numbers: Sequence[int]) -> list[int]:
    """There and back again, to be repeated: no frame twice in a row."""
    return [*numbers, *reversed(numbers[1:-1])]


def letter_of(index: int) -> str:
    """What a stop is called, as film people do: A, B, C ..."""
    return chr(ord("A") + index)
