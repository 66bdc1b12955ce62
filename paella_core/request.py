"""What crosses the border of the engine: requests in, steps and results out. numpy only, no torch.

Pictures are arrays of shape (height, width, channels), uint8 or uint16, with 3 (RGB) or 4 (RGBA) channels.
Masks are (height, width) uint8: anything above 0 may change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from paella_core.params import SamplingParams

Edge = Literal["exact", "balanced", "wide"]
"""How a filled part meets the rest: inside the mask only, or with a narrow or a wide band beyond it."""

InterpolationPath = Literal["lerp", "slerp"]
"""Straight, or along an arc."""


class Box(NamedTuple):
    """A rectangle in pixels: left, top, width, height."""

    left: int
    top: int
    width: int
    height: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """The rows and columns of the box, to index an array."""
        return slice(self.top, self.top + self.height), slice(self.left, self.left + self.width)


@dataclass(frozen=True)
class Opening:
    """The first `steps` sampling steps are those of another wish: a run branches off after them.

    What settles early, the composition, stays that of `prompt`, `negative` and `seed`; the later steps follow the
    request that carries the opening. That wish may have branched off itself, after the steps of its own `opening`.
    """

    steps: int
    prompt: str
    seed: int
    negative: str = ""
    opening: Opening | None = None


@dataclass(frozen=True, eq=False)
class Generate:
    """A picture from text, `size` = (width, height) in pixels."""

    prompt: str
    size: tuple[int, int] = (256, 256)
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    opening: Opening | None = None


@dataclass(frozen=True, eq=False)
class Inpaint:
    """Fill the painted part of a picture from text. Pixels outside the mask do not change.

    `box` is the context that the model sees; None lets the engine choose it around the mask. A `strength_map`,
    (height, width) uint8, says how much of what is there may go: 0 nothing, 255 all. None: all of what is painted.
    """

    image: np.ndarray
    mask: np.ndarray
    prompt: str
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    edge: Edge = "exact"
    box: Box | None = None
    strength_map: np.ndarray | None = None
    opening: Opening | None = None


@dataclass(frozen=True, eq=False)
class Outpaint:
    """Let a picture go on beyond its edges, by a number of pixels at each side.

    The noise belongs to places of the picture, whatever is added around it: what one run put there, another that
    goes farther begins from too.
    """

    image: np.ndarray
    prompt: str
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    edge: Edge = "exact"
    opening: Opening | None = None


@dataclass(frozen=True, eq=False)
class StructuralEdit:
    """Make a picture into something else while its structure stays.

    `strength` is 0..1: 0 returns the picture, 1 keeps nothing of it. A `strength_map`, (height, width) uint8,
    multiplies it: 0 keeps, 255 has the full strength. A `mask` limits the edit; None lets the whole picture change.
    With `strengths` there is a picture for each of them, from the same noise, and `strength` counts for nothing.
    """

    image: np.ndarray
    prompt: str
    strength: float = 0.6
    strength_map: np.ndarray | None = None
    mask: np.ndarray | None = None
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    edge: Edge = "exact"
    box: Box | None = None
    strengths: Sequence[float] = ()
    opening: Opening | None = None


@dataclass(frozen=True, eq=False)
class Vary:
    """New pictures like the given ones, by what CLIP sees in them; the prompt may steer, or be empty.

    `size` = (width, height) in pixels; None is the first picture's. With `image` and `mask` only the painted part of
    that picture is made anew.
    """

    images: Sequence[np.ndarray]
    prompt: str = ""
    size: tuple[int, int] | None = None
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    image: np.ndarray | None = None
    mask: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Interpolate:
    """A slide through prompts or pictures, in `frames` pictures, the first and last stop included.

    The noise is the same for all frames. `path` is how embeddings go from one stop to the next: on a straight line or
    on an arc. With `image` and `mask` only the painted part slides; else frames are of `size` (width, height).
    """

    stops: Sequence[str | np.ndarray]
    frames: int = 8
    image: np.ndarray | None = None
    mask: np.ndarray | None = None
    size: tuple[int, int] = (256, 256)
    path: InterpolationPath = "slerp"
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)


@dataclass(frozen=True, eq=False)
class Region:
    """Where a prompt holds: a plane (height, width) uint8, 0 nowhere to 255 fully. Where several hold, and against the
    common prompt, it counts by its `weight`, 0..10."""

    mask: np.ndarray
    prompt: str
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Blend:
    """Several prompts in one picture, each where its region says.

    With an `image`, what any region paints is filled, the rest stays; without, a picture of the regions' size is made,
    and `prompt` holds where the regions leave room.
    """

    regions: Sequence[Region]
    image: np.ndarray | None = None
    prompt: str = ""
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)


Request = Generate | Inpaint | Outpaint | StructuralEdit | Vary | Interpolate | Blend


@dataclass(frozen=True, eq=False)
class Result:
    """What a request gave: one picture a seed (of an interpolation or of several strengths, one a frame), of the size,
    depth and channels that went in.

    `box` is the part of the picture that may differ from the input; `params` are complete. `notes` are sentences for
    people about what went otherwise than planned, as when memory ran out.
    """

    images: tuple[np.ndarray, ...]
    seeds: tuple[int, ...]
    params: SamplingParams
    box: Box
    pack: str
    device: str
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def image(self) -> np.ndarray:
        """The first picture."""
        return self.images[0]


@dataclass(frozen=True, eq=False)
class Step:
    """One sampling step: `index` of `total` (from 1), and how the box looks now (pictures of the box's size,
    composited, in the input's depth and channels; none where no previews are wanted). The last step carries the
    `result`."""

    index: int
    total: int
    box: Box
    previews: tuple[np.ndarray, ...]
    result: Result | None = None

    @property
    def preview(self) -> np.ndarray:
        """The first preview."""
        return self.previews[0]
