"""Sheets of samples while a network learns: what it makes of some prompts, or of some pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor

from paella_core.engine import Engine
from paella_core.errors import TrainingError
from paella_core.images import batch_to_tensor, from_tensor
from paella_core.networks.vqgan_f4 import VQGAN
from paella_core.params import SamplingParams
from paella_core.request import Generate
from paella_core.training.data.sample import Source
from paella_core.training.task import Setting

_COLUMNS = 4
_EDGE = 2


@dataclass(frozen=True)
class SampleConfig:
    """The section `samples`: what a denoiser is asked for each time that a checkpoint is kept, with the same seeds. A
    VQGAN shows pictures of its data instead, above and as they come back, where `pictures` is true."""

    prompts: Sequence[str] = field(default_factory=list)
    seed: int = 1
    pictures: bool = False


class Sheets:
    """Draws the sheets of a run.

    Raises:
        TrainingError: samples are asked for of a network that makes none.
    """

    def __init__(self, config: SampleConfig, setting: Setting, role: str, folder: Path, source: Source) -> None:
        self._config, self._setting, self._role, self._folder, self._source = config, setting, role, folder, source
        if (config.prompts and role != "denoiser") or (config.pictures and role != "vqgan"):
            raise TrainingError("[samples] prompts are for a denoiser, pictures for a VQGAN; leave the section out.")

    @property
    def wanted(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self._config.prompts) or self._config.pictures

    def draw(self, weights: Mapping[str, Tensor]) -> np.ndarray:
        """The sheet of a network with these weights, (H, W, 3) uint8."""
        return sheet(self._generated(weights) if self._config.prompts else self._returned(weights))

    def _generated(self, weights: Mapping[str, Tensor]) -> list[np.ndarray]:
        """Pictures by the engine, on a pack made for it."""
        preview = self._setting.parts.previewed(self._folder / "preview")
        preview.save(self._role, weights)
        engine = Engine.open(preview.folder, self._setting.device.type)
        return [self._picture(engine, prompt, number) for number, prompt in enumerate(self._config.prompts)]

    def _picture(self, engine: Engine, prompt: str, number: int) -> np.ndarray:
        side = engine.manifest.native_size
        params = SamplingParams(seed=self._config.seed + number)
        *_, last = engine.run(Generate(prompt, (side, side), params=params), previews=False)
        assert last.result is not None
        return last.result.image

    @torch.no_grad()
    def _returned(self, weights: Mapping[str, Tensor]) -> list[np.ndarray]:
        """Pictures of the data, then the same through the VQGAN."""
        vqgan = cast(VQGAN, self._setting.parts.built(self._role, weights)).eval()
        images = [self._source.sample(number).image for number in range(_COLUMNS)]
        codes_Bhw = vqgan.tokenize(batch_to_tensor(np.stack(images), torch.device("cpu")))
        return images + list(from_tensor(vqgan.decode_indices(codes_Bhw)))


def sheet(pictures: Sequence[np.ndarray]) -> np.ndarray:
    """Pictures (h, w, 3) of one size in rows of four, on white."""
    height, width, _ = pictures[0].shape
    rows, columns = -(-len(pictures) // _COLUMNS), min(_COLUMNS, len(pictures))
    grid = np.full((rows * (height + _EDGE) - _EDGE, columns * (width + _EDGE) - _EDGE, 3), 255, np.uint8)
    for number, picture in enumerate(pictures):
        top, left = number // _COLUMNS * (height + _EDGE), number % _COLUMNS * (width + _EDGE)
        grid[top : top + height, left : left + width] = picture
    return grid
