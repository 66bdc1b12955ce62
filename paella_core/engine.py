"""The engine: opens a pack and runs requests, yielding a `Step` after each sampling step.

Shape letters: B pictures (one seed each), H W token rows and columns, K labels.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor

from paella_core.conditioning.cache import Cache, content_key
from paella_core.conditioning.clip import build_tokenizer
from paella_core.conditioning.libraries import CLIP, T5EncoderModel
from paella_core.conditioning.text import ClipText, Conditioning, ImagePrior, TextConditioner
from paella_core.devices import choose, largest_batch, memory_explained, precision
from paella_core.diffusion import batch_of
from paella_core.edits import Plan, plan
from paella_core.guidance import guided
from paella_core.images import from_tensor, to_tensor
from paella_core.networks.paella import Paella
from paella_core.networks.prior import Prior
from paella_core.networks.vqgan_f4 import VQGAN
from paella_core.packs import manifest as manifests
from paella_core.packs.loading import load
from paella_core.packs.manifest import Manifest
from paella_core.packs.store import find
from paella_core.randomness import CountedRandomness
from paella_core.request import Request, Result, Step
from paella_core.sampling import multinomial, sample

_PICTURES_KEPT = 16


@dataclass(frozen=True)
class Models:
    """The networks of a pack, ready to run on their device."""

    denoiser: Paella
    vqgan: VQGAN
    conditioner: TextConditioner

    @classmethod
    def load(cls, folder: Path, manifest: Manifest, device: torch.device) -> Models:
        """Load what the pack's recipe needs: the VQGAN in float32, the rest in the device's precision."""
        dtype, recipe = precision(device), manifest.conditioning

        def network(role: str) -> torch.nn.Module:
            return load(folder, manifest, role, device, dtype)

        clip, prior = None, None
        if {"clip", "clip_image"} & set(recipe.feeds):
            clip = ClipText(cast(CLIP, network("clip")), build_tokenizer(dict(manifest.networks["clip"].config)))
            if "clip_image" in recipe.feeds:
                prior = ImagePrior(cast(Prior, network("prior")), clip, recipe.prior_steps, recipe.prior_guidance)
        encoder = cast(T5EncoderModel, network("byt5"))
        conditioner = TextConditioner(encoder, recipe.byt5_length, clip if "clip" in recipe.feeds else None, prior)
        vqgan = cast(VQGAN, load(folder, manifest, "vqgan", device, torch.float32))
        return cls(cast(Paella, network("denoiser")), vqgan, conditioner)


class Engine:
    """One pack on one device. Build it by `Engine.open`; use it from one thread at a time."""

    def __init__(self, manifest: Manifest, device: torch.device, models: Models) -> None:
        self.manifest = manifest
        self.device = device
        self._models = models
        self._tokens: Cache[Tensor] = Cache(_PICTURES_KEPT)

    @classmethod
    def open(cls, name_or_folder: str | Path = "mini", device: str = "auto") -> Engine:
        """Load a pack by its name or folder onto "auto", "cpu", "cuda", "mps" or "xpu".

        Raises:
            PackNotFound: there is no such pack.
            PackBroken: it is damaged or incomplete.
            DeviceError: the device is absent, or its memory does not suffice.
        """
        folder = find(name_or_folder)
        manifest, place = manifests.read(folder), choose(device)
        with memory_explained(place):
            return cls(manifest, place, Models.load(folder, manifest, place))

    def run(self, request: Request) -> Iterator[Step]:
        """Check a request, and give an iterator that samples as it is read. Stop reading to cancel.

        Raises:
            BadInput: the request cannot be used.
            NotSupported: the pack cannot do it.
            DeviceError: memory does not suffice (while reading).
        """
        return self._steps(plan(request, self.manifest))

    def _steps(self, edit: Plan) -> Iterator[Step]:
        began, total = time.perf_counter(), edit.schedule.steps
        with memory_explained(self.device):
            for index, previews in enumerate(self._previews(edit), start=1):
                result = self._result(edit, previews, began) if index == total else None
                yield Step(index, total, edit.box, previews, result)

    def _previews(self, edit: Plan) -> Iterator[tuple[np.ndarray, ...]]:
        """The box after each step, a picture for each seed."""
        size, seeds = largest_batch(self.device), edit.seeds
        batches = [seeds[first : first + size] for first in range(0, len(seeds), size)]
        for grids in zip(*(self._sampled(edit, batch) for batch in batches), strict=True):
            pictures = [picture for tokens_BHW in grids for picture in self._decoded(tokens_BHW)]
            yield tuple(edit.shown(picture) for picture in pictures)

    def _sampled(self, edit: Plan, seeds: Sequence[int]) -> Iterator[Tensor]:
        """The tokens (B, H, W) after each step."""
        schedule, (rows, columns) = edit.schedule, edit.free.shape
        labels = self._models.denoiser.config.num_labels
        randomness = CountedRandomness(seeds, labels, rows, columns, *edit.grid.offset(edit.box), self.device)
        conditioner = self._models.conditioner
        predict = guided(
            self._predicting(conditioner.condition(edit.prompt, seeds)),
            self._predicting(conditioner.opposite(edit.negative, len(seeds))),
            schedule.guidance,
        )
        free_HW = torch.from_numpy(edit.free).to(self.device)
        known_BHW = None if edit.free.all() else self._encoded(edit).expand(len(seeds), -1, -1)
        unlock_BHW = free_HW.float().expand(len(seeds), -1, -1)
        draw = multinomial(schedule, randomness)
        for sampled in sample(predict, draw, schedule, randomness, known_BHW, unlock_BHW):
            yield sampled.tokens_BHW

    def _predicting(self, condition: Conditioning) -> Callable[[Tensor, float, int], Tensor]:
        denoiser = self._models.denoiser
        dtype = next(denoiser.parameters()).dtype
        byt5_BLE = condition.byt5_BLE.to(dtype)
        clip_BE = None if condition.clip_BE is None else condition.clip_BE.to(dtype)
        image_BE = None if condition.clip_image_BE is None else condition.clip_image_BE.to(dtype)
        key_mask_BL = condition.key_mask

        def predict(tokens_BHW: Tensor, t: float, _step: int) -> Tensor:
            levels_B = batch_of(t, tokens_BHW)
            return denoiser(tokens_BHW, levels_B, byt5_BLE, clip_BE, image_BE, key_mask_BS=key_mask_BL).float()

        return predict

    def _encoded(self, edit: Plan) -> Tensor:
        """The tokens (1, H, W) of what is there, remembered by content."""
        seen = edit.seen
        return self._tokens.get(content_key(seen), lambda: self._models.vqgan.tokenize(to_tensor(seen, self.device)))

    def _decoded(self, tokens_BHW: Tensor) -> list[np.ndarray]:
        return from_tensor(self._models.vqgan.decode_indices(tokens_BHW))

    def _result(self, edit: Plan, previews: tuple[np.ndarray, ...], began: float) -> Result:
        return Result(
            images=tuple(edit.finished(preview) for preview in previews),
            seeds=edit.seeds,
            params=edit.params,
            box=edit.box,
            pack=self.manifest.name,
            device=self.device.type,
            seconds=time.perf_counter() - began,
        )
