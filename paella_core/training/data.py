"""Batches of scenes, in an order that depends on the batch's number alone, so that a resumed run sees the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Generic, TypeVar

import numpy as np
from torch.utils.data import DataLoader, Dataset

from paella_core.training.distributed import Share
from paella_core.training.scenes import Draft, Scene, draft_scene, draw_scene

Item = TypeVar("Item")


CLOSE_UP = "close-up of "


@dataclass(frozen=True)
class SceneData:
    """The section `data`: which series of scenes, and the side of a picture in pixels.

    A `crop_share` of the batches shows only `crop` pixels a side around a subject, captioned as a close-up: shapes are
    learned there at their true scale for a fraction of the work. A `panorama_share` of the scenes is drawn twice as
    wide and cut to a square, so that things also begin and end beyond the edge.
    """

    seed: int = 1
    size: int = 128
    workers: int = 0
    crop: int = 64
    crop_share: float = 0.0
    panorama_share: float = 0.0


@dataclass(frozen=True)
class Batches(Dataset[list[Item]], Generic[Item]):
    """Batch number n is items n * size to (n + 1) * size of an endless series, finished together; of each batch, a
    process among several makes its share."""

    item: Callable[[int], Item]
    finish: Callable[[int, list[Item]], list[Item]]
    size: int
    share: Share

    def __getitem__(self, batch: int) -> list[Item]:
        own = range(batch * self.size + self.share.index, (batch + 1) * self.size, self.share.count)
        return self.finish(batch, [self.item(number) for number in own])


def scene_batches(data: SceneData, batch_size: int, numbers: range, share: Share) -> Iterable[list[Scene]]:
    """This process's share of the batches of these numbers: painted scenes."""
    return loader(Batches(partial(painted, data), partial(framed, data), batch_size, share), numbers, data.workers)


def draft_batches(data: SceneData, batch_size: int, numbers: range, share: Share) -> Iterable[list[Draft]]:
    """This process's share of the batches of these numbers: worlds and their captions, unpainted."""
    return loader(Batches(partial(drafted, data), whole, batch_size, share), numbers, data.workers)


def painted(data: SceneData, number: int) -> Scene:
    """One scene of the series."""
    lot = Random(f"{data.seed}/frame/{number}")
    if lot.random() >= data.panorama_share:
        return draw_scene(data.seed, number, (data.size, data.size))
    return around_subject(draw_scene(data.seed, number, (2 * data.size, data.size)), data.size, lot)


def drafted(data: SceneData, number: int) -> Draft:
    """One world of the series."""
    return draft_scene(data.seed, number)


def whole(_batch: int, items: list[Item]) -> list[Item]:
    """The batch as it is."""
    return items


def framed(data: SceneData, batch: int, scenes: list[Scene]) -> list[Scene]:
    """The batch, or if its number says so, close-ups of its subjects."""
    if Random(f"{data.seed}/crop/{batch}").random() >= data.crop_share:
        return scenes
    return [close_up(scene, data.crop, Random(f"{data.seed}/{batch}/{scene.caption}")) for scene in scenes]


def close_up(scene: Scene, side: int, lot: Random) -> Scene:
    """A crop around a subject whose caption says so."""
    return replace(around_subject(scene, side, lot), caption=CLOSE_UP + scene.caption)


def around_subject(scene: Scene, side: int, lot: Random) -> Scene:
    """A crop of `side` pixels that holds the middle of a subject, with its boxes moved along."""
    height, width = scene.image.shape[:2]
    box = lot.choice(scene.boxes)
    left, top = (
        first_pixel(lot, (low + high) / 2 * extent, side, extent)
        for low, high, extent in ((box[0], box[2], width), (box[1], box[3], height))
    )
    moved = [
        ((a * width - left) / side, (b * height - top) / side, (c * width - left) / side, (d * height - top) / side)
        for a, b, c, d in scene.boxes
    ]
    seen = tuple(box for box in moved if box[0] < 1 and box[1] < 1 and box[2] > 0 and box[3] > 0)
    return replace(scene, image=scene.image[top : top + side, left : left + side], boxes=seen)


def first_pixel(lot: Random, middle: float, side: int, extent: int) -> int:
    """Where a crop begins that has `middle` within an eighth of its side from its own middle, if the edge allows."""
    wanted = middle - side / 2 + lot.uniform(-side / 8, side / 8)
    return round(min(max(wanted, 0), extent - side))


def loader(batches: Batches[Item], numbers: range, workers: int) -> Iterable[list[Item]]:
    """The batches of these numbers, made ahead in `workers` processes."""
    return DataLoader(batches, batch_size=None, sampler=numbers, num_workers=workers)


def stacked(scenes: list[Scene]) -> np.ndarray:
    """The pictures of a batch, (B, H, W, 3) uint8."""
    return np.stack([scene.image for scene in scenes])
