"""What crosses the border of the engine: requests in, steps and results out. numpy only, no torch.

Pictures are arrays of shape (height, width, channels), uint8 or uint16, with 3 (RGB) or 4 (RGBA) channels.
Masks are (height, width) uint8: anything above 0 may change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from paella_core.params import SamplingParams

Edge = Literal["exact", "balanced", "wide"]


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


@dataclass(frozen=True, eq=False)
class Generate:
    """A picture from text, `size` = (width, height) in pixels."""

    prompt: str
    size: tuple[int, int] = (256, 256)
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)


@dataclass(frozen=True, eq=False)
class Inpaint:
    """Fill the painted part of a picture from text. Pixels outside the mask do not change.

    `box` is the context that the model sees; None lets the engine choose it around the mask.
    """

    image: np.ndarray
    mask: np.ndarray
    prompt: str
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    edge: Edge = "exact"
    box: Box | None = None


Request = Generate | Inpaint


@dataclass(frozen=True, eq=False)
class Result:
    """What a request gave: one picture a seed, of the size, depth and channels that went in.

    `box` is the part of the picture that may differ from the input; `params` are complete.
    """

    images: tuple[np.ndarray, ...]
    seeds: tuple[int, ...]
    params: SamplingParams
    box: Box
    pack: str
    device: str
    seconds: float

    @property
    def image(self) -> np.ndarray:
        """The first picture."""
        return self.images[0]


@dataclass(frozen=True, eq=False)
class Step:
    """One sampling step: `index` of `total` (from 1), and how the box looks now (pictures of the box's size,
    composited, in the input's depth and channels). The last step carries the `result`."""

    index: int
    total: int
    box: Box
    previews: tuple[np.ndarray, ...]
    result: Result | None = None

    @property
    def preview(self) -> np.ndarray:
        """The first preview."""
        return self.previews[0]
