"""An edit laid out: what is wanted, in which windows of the picture, frame by frame. The engine runs it, whatever the
edit was. numpy only; imports no network.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from paella_core.contexts import Grid, bounds
from paella_core.images import as_float, padded, resized
from paella_core.masks import composite, token_levels, token_weights
from paella_core.params import LARGEST_SEED, SamplingParams
from paella_core.request import Box, InterpolationPath, Opening
from paella_core.seams import MARGIN, membrane


@dataclass(frozen=True, eq=False)
class Cue:
    """What a picture should show: words, pictures (float, HW3) that it should be like, or both."""

    text: str = ""
    pictures: tuple[np.ndarray, ...] = ()


@dataclass(frozen=True, eq=False)
class Weighted:
    """A cue with its share: a number 0..1, or a plane (height, width) uint8 of the whole picture, 255 being all."""

    cue: Cue
    share: float | np.ndarray = 1.0


@dataclass(frozen=True, eq=False)
class Window:
    """A part of the picture to fill: the `box` that the model sees, on the tokens of `grid`.

    `strength` (height, width of the box) uint8 says of each pixel how much of it may go, `opacity` how much of what was
    made is laid over it. With `keeps_unchanged`, pixels stay as they are where no token changed.
    """

    box: Box
    grid: Grid
    strength: np.ndarray
    opacity: np.ndarray
    keeps_unchanged: bool = False

    def offset(self, origin: tuple[int, int]) -> tuple[int, int]:
        """Row and column of the first token, counted from a pixel (left, top) of the picture: negative before it."""
        left, top = origin
        return self.grid.offset(self.box._replace(left=self.box.left - left, top=self.box.top - top))

    @cached_property
    def levels(self) -> np.ndarray:
        """The noise level (rows, columns) float32, 0..1, at which each token may begin to change."""
        return token_levels(self.strength, self.grid)

    @cached_property
    def looked_at(self) -> Box:
        """The box of tokens whose pixels `preview` and `finished` look at; others may be anything."""
        return self.grid.tokens_of(bounds(self.opacity), MARGIN)

    def shares(self, cues: Sequence[Weighted]) -> list[float | np.ndarray]:
        """The shares of cues on the tokens of this window: numbers, or float32 (rows, columns)."""
        return [
            token_weights(cue.share[self.box.slices], self.grid) if isinstance(cue.share, np.ndarray) else cue.share
            for cue in cues
        ]

    def seen(self, picture_HWC: np.ndarray) -> np.ndarray:
        """What the encoder sees: the box as a float picture at the grid's scale, continued to whole tokens."""
        work = resized(as_float(picture_HWC[self.box.slices]), self.grid.work_width, self.grid.work_height)
        return padded(work, *self.grid.seen_size)

    def preview(self, picture_HWC: np.ndarray, generated_HW3: np.ndarray, changed: np.ndarray | None) -> np.ndarray:
        """The decoder's float picture as pixels of the box, laid over the picture by the opacity."""
        opacity = self._opacity(changed)
        return composite(picture_HWC[self.box.slices], opacity, self._scaled(generated_HW3))

    def finished(self, picture_HWC: np.ndarray, generated_HW3: np.ndarray, changed: np.ndarray | None) -> np.ndarray:
        """As `preview`, the tone at the seam adjusted to what lies outside; what still differs fades out within a
        token."""
        old, opacity = picture_HWC[self.box.slices], self._opacity(changed)
        known = old[..., 3] > 0 if old.shape[2] == 4 else None
        smooth = membrane(as_float(old), self._scaled(generated_HW3), opacity > 0, known, math.ceil(self.grid.cell))
        return composite(old, opacity, smooth)

    def put_back(self, picture_HWC: np.ndarray, part_HWC: np.ndarray) -> np.ndarray:
        """The whole picture with the finished box in it."""
        whole = picture_HWC.copy()
        whole[self.box.slices] = part_HWC
        return whole

    def _scaled(self, generated_HW3: np.ndarray) -> np.ndarray:
        cut = generated_HW3[: self.grid.work_height, : self.grid.work_width]
        return resized(cut, self.box.width, self.box.height)

    def _opacity(self, changed: np.ndarray | None) -> np.ndarray:
        if changed is None or not self.keeps_unchanged:
            return self.opacity
        return np.where(pixels_near(changed, self.grid), self.opacity, np.uint8(0))


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture to make, for each seed: the windows to fill one after the other, and the cues that they follow.
    Without a window it is the picture as it was."""

    windows: tuple[Window, ...]
    cues: tuple[Weighted, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """A whole edit: the frames to make of a picture, all from the same noise. `params` are complete.

    A new picture is an empty one of which everything may change. `origin` is the pixel (left, top) at which noise
    begins to count. In a `film` (frames that are seen one after the other) what need not change between frames does
    not. The first steps of each window follow the `opening`, if there is one. Without `previews` windows are shown only
    when they are finished.
    """

    picture: np.ndarray
    frames: tuple[Frame, ...]
    negative: str
    params: SamplingParams
    path: InterpolationPath = "slerp"
    origin: tuple[int, int] = (0, 0)
    opening: Opening | None = None
    film: bool = False
    previews: bool = True

    @property
    def seeds(self) -> tuple[int, ...]:
        """A seed for each picture: they count up from the first, and begin again at 0 after the largest."""
        first = self.params.seed or 0
        return tuple((first + i) % (LARGEST_SEED + 1) for i in range(self.params.count))

    @property
    def steps_a_window(self) -> int:
        """How many steps sampling takes."""
        assert self.params.steps is not None
        return self.params.steps

    @property
    def steps(self) -> int:
        """How many steps the whole edit takes; showing a frame that is as it was is one too."""
        return sum(max(1, self.steps_a_window * len(frame.windows)) for frame in self.frames)

    @property
    def box(self) -> Box:
        """The part of the picture that may differ from the start: the smallest box around all windows."""
        height, width = self.picture.shape[:2]
        boxes = [window.box for frame in self.frames for window in frame.windows] or [Box(0, 0, width, height)]
        left, top = min(box.left for box in boxes), min(box.top for box in boxes)
        right = max(box.left + box.width for box in boxes)
        bottom = max(box.top + box.height for box in boxes)
        return Box(left, top, right - left, bottom - top)


def pixels_near(changed: np.ndarray, grid: Grid) -> np.ndarray:
    """The pixels (height, width) bool of a box that lie in changed tokens (rows, columns) or in their neighbours, into
    which the decoder carries the change."""
    rows, columns = changed.shape
    around = np.pad(changed, 1)
    near = np.any([around[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)
    row = np.arange(grid.height) * grid.work_height // grid.height // grid.downscale
    column = np.arange(grid.width) * grid.work_width // grid.width // grid.downscale
    return near[row][:, column]
