"""One captioned picture, and a batch of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from paella_core.errors import TrainingError
from paella_core.training.scenes import Box
from paella_core.training.scenes.world import World

Encoding = Mapping[str, np.ndarray]
"""What frozen networks said of a sample, by name (see `training.encoders`); empty where they were not asked before."""


class Unreadable(TrainingError):
    """A sample that cannot be used. It is left out, counted and listed; the run goes on."""


@dataclass(frozen=True, eq=False)
class Sample:
    """A picture (H, W, 3) uint8 and its caption.

    `name` says where it came from. Scenes also know their world, each subject's box, and some the picture `before` an
    edit that their caption asks for; precomputed samples hold what the frozen networks said of them, and their picture
    may be empty, (0, 0, 3).
    """

    image: np.ndarray
    caption: str
    name: str = ""
    world: World | None = None
    boxes: tuple[Box, ...] = ()
    before: np.ndarray | None = None
    encoding: Encoding = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Batch:
    """Samples that go through a network together, each with its number in the endless series of the run, which its
    randomness depends on; and what had to be left out, in words."""

    samples: list[Sample]
    numbers: list[int]
    left_out: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.samples)

    @property
    def images(self) -> np.ndarray:
        """The pictures, (B, H, W, 3) uint8."""
        return np.stack([sample.image for sample in self.samples])

    @property
    def captions(self) -> list[str]:
        """The captions."""
        return [sample.caption for sample in self.samples]


class Source(Protocol):
    """An endless series of samples. The same number gives the same sample in every process and after a restart."""

    @property
    def about(self) -> str:
        """What was found, in words."""
        ...

    def sample(self, number: int) -> Sample:
        """Sample number `number`, from 0.

        Raises:
            Unreadable: it cannot be used.
        """
        ...

    def instead(self, number: int) -> int:
        """The number of the sample to take where sample `number` is unreadable."""
        ...
