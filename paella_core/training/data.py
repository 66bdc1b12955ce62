"""Batches of scenes, in an order that depends on the batch's number alone, so that a resumed run sees the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import numpy as np
from torch.utils.data import DataLoader, Dataset

from paella_core.training.scenes import Draft, Scene, draft_scene, draw_scene

Item = TypeVar("Item")


@dataclass(frozen=True)
class SceneData:
    """The section `data`: which series of scenes, and the side of a picture in pixels.

    `pool` > 0 draws from that many scenes over and over instead of drawing new ones for ever.
    """

    seed: int = 1
    size: int = 128
    pool: int = 0
    workers: int = 0


@dataclass(frozen=True)
class Batches(Dataset[list[Item]], Generic[Item]):
    """Batch number n is items n * size to (n + 1) * size of an endless series."""

    item: Callable[[int], Item]
    size: int
    length: int

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, batch: int) -> list[Item]:
        return [self.item(number) for number in range(batch * self.size, (batch + 1) * self.size)]


def scene_batches(data: SceneData, batch_size: int, first: int, last: int) -> Iterable[list[Scene]]:
    """Batches `first` to `last` (exclusive) of painted scenes."""
    return loader(Batches(partial(painted, data), batch_size, last), first, data.workers)


def draft_batches(data: SceneData, batch_size: int, first: int, last: int) -> Iterable[list[Draft]]:
    """Batches `first` to `last` (exclusive) of worlds and their captions, unpainted."""
    return loader(Batches(partial(drafted, data), batch_size, last), first, data.workers)


def painted(data: SceneData, number: int) -> Scene:
    """One scene of the series."""
    return draw_scene(data.seed, number % data.pool if data.pool else number, (data.size, data.size))


def drafted(data: SceneData, number: int) -> Draft:
    """One world of the series."""
    return draft_scene(data.seed, number)


def loader(batches: Batches[Item], first: int, workers: int) -> Iterable[list[Item]]:
    """The batches from `first` on, made ahead in `workers` processes."""
    order = range(first, batches.length)
    return DataLoader(batches, batch_size=None, sampler=order, num_workers=workers)


def stacked(scenes: list[Scene]) -> np.ndarray:
    """The pictures of a batch, (B, H, W, 3) uint8."""
    return np.stack([scene.image for scene in scenes])
