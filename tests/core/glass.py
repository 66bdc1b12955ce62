"""A pack through whose VQGAN one sees the tokens: each is a colour of its own, and every colour is some token.

Whatever the engine decodes, whole or in parts, its tokens can be read off the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from paella_core.benchmarks.random_weights import RandomAnswers
from paella_core.conditioning.cache import Remembered
from paella_core.conditioning.conditioner import Conditioner
from paella_core.engine import Engine
from paella_core.families import Canvas, Family, Look, OpenPack
from paella_core.families.codec import TokenVQGAN
from paella_core.packs.manifest import Manifest
from paella_core.request import Request

DIGITS = 21  # values of a channel: three channels tell 9261 tokens apart
SHADE = 12 / 255  # from one value to the next
CPU = torch.device("cpu")
ALL = (slice(None), slice(None))  # rows and columns


class GlassPack(OpenPack):
    """A pack on the CPU, its VQGAN's coder and decoder replaced; its codes stay."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        super().__init__(folder, manifest, CPU)

    def network(self, role: str) -> nn.Module:
        module = super().network(role)
        if role == "vqgan":
            labels, side = len(cast(TokenVQGAN, module).codebook.weight), self.manifest.downscale
            module.__dict__["decode_indices"] = lambda tokens_BHW, wanted=ALL: coloured(tokens_BHW[:, *wanted], side)
            module.__dict__["tokenize"] = lambda images_BCHW: tokens_of(images_BCHW, side) % labels
        return module

    @cached_property
    def codes(self) -> Remembered:
        """In memory alone: on the disk are those of the real coder."""
        return Remembered(None, "glass", 4, self.device)


class LoudPack(GlassPack):
    """One whose encoders say very different things of different words and pictures."""

    @cached_property
    def conditioner(self) -> Conditioner:
        """Random answers."""
        return RandomAnswers(self.manifest.networks["denoiser"], self.device)


class Watching:
    """A family whose tokens are noted after each step: those that are looked at, as others need not be decoded."""

    def __init__(self, family: Family, side: int) -> None:
        self._family, self._side = family, side
        self.noted: list[Tensor] = []

    def fill(self, canvas: Canvas) -> Iterator[Look]:
        for look in self._family.fill(canvas):
            filled = look()
            pictures_BHW3 = torch.from_numpy(np.stack([each.picture for each in filled]))
            tokens_BHW = tokens_of(pictures_BHW3.permute(0, 3, 1, 2), self._side)
            if canvas.looked_at is not None:
                rows, columns = canvas.looked_at.slices
                tokens_BHW = tokens_BHW[:, rows, columns]
            self.noted.append(tokens_BHW)
            yield look


def tokens_seen(engine: Engine, request: Request) -> Tensor:
    """The tokens of each step of a request on a `GlassPack` -> (steps, B, H, W); of a single window."""
    family = engine._family
    watching = Watching(family, engine.manifest.downscale)
    engine.__dict__["_family"] = watching
    try:
        for _ in engine.run(request):
            pass
    finally:
        engine.__dict__["_family"] = family
    return torch.stack(watching.noted)


def coloured(tokens_BHW: Tensor, side: int) -> Tensor:
    """Tokens -> pictures BCHW of cells in their colours."""
    digits = [tokens_BHW // DIGITS**place % DIGITS for place in range(3)]
    return (torch.stack(digits, 1) * SHADE).repeat_interleave(side, 2).repeat_interleave(side, 3)


def tokens_of(images_BCHW: Tensor, side: int) -> Tensor:
    """What `coloured` drew; of other pictures the tokens whose colours are nearest."""
    digits = (images_BCHW[:, :, side // 2 :: side, side // 2 :: side] / SHADE).round().long().clamp(0, DIGITS - 1)
    return sum((digits[:, place] * DIGITS**place for place in range(3)), start=torch.zeros((), dtype=torch.long))
