"""The project's own pictures, drawn while training: endless series in which nothing comes twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import numpy as np

from paella_core.training.data.sample import Sample
from paella_core.training.scenes import Box, Scene, draft_scene, draw_edit, draw_scene


@dataclass(frozen=True)
class SceneData:
    """The section `data` for `source = "scenes"`: which series, and the side of a picture in pixels.

    A `panorama_share` of the scenes is drawn twice as wide and cut to a square, so that things also begin and end
    beyond the edge. An `edit_share` of them also shows the place before something in it changed.
    """

    source: str = "scenes"
    seed: int = 1
    size: int = 128
    workers: int = 0
    panorama_share: float = 0.0
    edit_share: float = 0.0


@dataclass(frozen=True)
class Scenes:
    """A series of painted scenes."""

    data: SceneData

    @property
    def about(self) -> str:
        """What it is, in words."""
        return f"scenes of series {self.data.seed}, endless"

    def sample(self, number: int) -> Sample:
        """A scene, which can always be drawn."""
        data, lot = self.data, Random(f"{self.data.seed}/frame/{number}")
        wide = lot.random() < data.panorama_share
        draw = draw_edit if lot.random() < data.edit_share else draw_scene
        scene = draw(data.seed, number, (data.size * (1 + wide), data.size))
        if wide:
            scene = around_subject(scene, data.size, lot)
        return Sample(scene.image, scene.caption, f"scene {number}", scene.world, scene.boxes, scene.before)

    def instead(self, number: int) -> int:
        """The next."""
        return number + 1


@dataclass(frozen=True)
class CaptionData:
    """The section `data` for `source = "captions"`: which series."""

    source: str = "captions"
    seed: int = 1
    workers: int = 0


@dataclass(frozen=True)
class Captions:
    """A series of worlds and their captions, unpainted: enough for a text encoder."""

    data: CaptionData

    @property
    def about(self) -> str:
        """What it is, in words."""
        return f"captions of series {self.data.seed}, endless"

    def sample(self, number: int) -> Sample:
        """A caption, which can always be written."""
        draft = draft_scene(self.data.seed, number)
        return Sample(np.zeros((0, 0, 3), np.uint8), draft.caption, f"scene {number}", draft.world)

    def instead(self, number: int) -> int:
        """The next."""
        return number + 1


def around_subject(scene: Scene, side: int, lot: Random) -> Scene:
    """A crop of `side` pixels that holds the middle of a subject, with what is left of its subjects, and their boxes
    moved along."""
    height, width = scene.image.shape[:2]
    box = lot.choice(scene.boxes)
    left, top = (
        first_pixel(lot, (low + high) / 2 * extent, side, extent)
        for low, high, extent in ((box[0], box[2], width), (box[1], box[3], height))
    )
    moved: list[Box] = [
        ((a * width - left) / side, (b * height - top) / side, (c * width - left) / side, (d * height - top) / side)
        for a, b, c, d in scene.boxes
    ]
    pairs = zip(scene.world.subjects, moved, strict=True)
    seen = [(subject, (a, b, c, d)) for subject, (a, b, c, d) in pairs if a < 1 and b < 1 and c > 0 and d > 0]
    world = replace(scene.world, subjects=tuple(subject for subject, _ in seen))
    boxes = tuple(box for _, box in seen)
    crop = slice(top, top + side), slice(left, left + side)
    before = None if scene.before is None else scene.before[crop]
    return replace(scene, image=scene.image[crop], world=world, boxes=boxes, before=before)


def first_pixel(lot: Random, middle: float, side: int, extent: int) -> int:
    """Where a crop begins that has `middle` within an eighth of its side from its own middle, if the edge allows."""
    wanted = middle - side / 2 + lot.uniform(-side / 8, side / 8)
    return round(min(max(wanted, 0), extent - side))
