"""What the engine asks of a family of models: fill a window, step by step. B is pictures, one seed each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from paella_core.draws import Memory
from paella_core.params import SamplingParams
from paella_core.plan import Cue
from paella_core.request import Box, InterpolationPath, Opening

Share = float | np.ndarray


@dataclass(frozen=True, eq=False)
class Canvas:
    """A window to fill, once for each seed.

    Args:
        seen: what is there, a float picture (HW3) for each seed; one picture serves all.
        levels: the noise level (rows, columns) 0..1 at which each token may begin to change.
        offset: row and column of the first token on the whole picture's grid.
        cues: what should be there, with shares: numbers, or planes (rows, columns); they add up to 1.
        params: complete.
        opening: what the first steps follow instead of cues, negative and seeds; see `opened`.
        memory: what the frame before drew, so that an interpolation does not flicker.
        looked_at: the box of tokens whose pixels matter; None: all.
    """

    seen: Sequence[np.ndarray]
    levels: np.ndarray
    offset: tuple[int, int]
    cues: Sequence[tuple[Cue, Share]]
    path: InterpolationPath
    negative: str
    params: SamplingParams
    seeds: tuple[int, ...]
    opening: Opening | None = None
    memory: Memory | None = None
    looked_at: Box | None = None

    @property
    def opened(self) -> Canvas:
        """What the first steps see: the opening's words and its one seed. There must be an opening."""
        assert self.opening is not None
        seeds = (self.opening.seed,) * len(self.seeds)
        cues = [(Cue(self.opening.prompt), 1.0)]
        return replace(self, cues=cues, negative=self.opening.negative, seeds=seeds, opening=self.opening.opening)

    @property
    def grid(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.levels.shape
        return rows, columns

    @property
    def strength(self) -> float:
        """The noise level to begin at."""
        return float(self.levels.max())

    @property
    def numbers(self) -> list[float] | None:
        """The shares of the cues, if all of them are numbers."""
        numbers = [float(share) for _, share in self.cues if not isinstance(share, np.ndarray)]
        return numbers if len(numbers) == len(self.cues) else None

    def weights(self, device: torch.device) -> list[float | Tensor]:
        """The shares of the cues, planes as (1, 1, H, W) on the device."""
        return [
            torch.from_numpy(share).to(device)[None, None] if isinstance(share, np.ndarray) else share
            for _, share in self.cues
        ]


class Filled(NamedTuple):
    """A picture after a step: what the decoder shows (float, HW3) where it is looked at, and which tokens (rows,
    columns) bool are not those that were there; None where that means nothing."""

    picture: np.ndarray
    changed: np.ndarray | None


Look = Callable[[], list[Filled]]
"""What is there after a step, for each seed: decoded when it is called, which must be before the next step."""


class Family(Protocol):
    """A family of models on the networks of a pack."""

    def fill(self, canvas: Canvas) -> Iterator[Look]:
        """Sample; after each step, a look at what is there."""
        ...
