"""The family `arroz`: Gaussian diffusion on the latents of a VQGAN, conditioned on a CLIP image embedding.

Shape letters: B pictures (one seed each), C latent channels, H W latent rows and columns, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import cast

import torch
from torch import Tensor

from paella_core.diffusion import Advance, batch_of, ddim_step, ddpm_step, sample, times
from paella_core.families.codec import PictureCodes, decoded
from paella_core.families.embeddings import along, middle
from paella_core.families.family import Canvas, Filled, Look
from paella_core.families.pack import OpenPack
from paella_core.guidance import Predict, finite, guided, weighted
from paella_core.networks.clip2img import Clip2Img
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN
from paella_core.plan import Cue
from paella_core.randomness import CountedField
from paella_core.schedule import guidance_line

ADVANCES: Mapping[str, Advance] = {"ddpm": ddpm_step, "ddim": ddim_step}
STEER = 0.5  # how far words pull what is like given pictures towards them


class Arroz:
    """The family on the networks of a pack."""

    def __init__(self, pack: OpenPack) -> None:
        self.pack = pack
        # What is diffused are quantised latents (SEMANTICS section 4).
        self._codes = PictureCodes(pack, "latents", lambda images: self.vqgan.encode(images).quantised_BDhw)

    @property
    def denoiser(self) -> Clip2Img:
        """The network that sees the noise in latents."""
        return cast(Clip2Img, self.pack.denoiser)

    @property
    def vqgan(self) -> WatercolorVQGAN:
        """Pictures to latents and back."""
        return cast(WatercolorVQGAN, self.pack.vqgan)

    def fill(self, canvas: Canvas) -> Iterator[Look]:
        """Sample the latents of the window. What encoders say is asked at once, before anything needs the denoiser."""
        params = canvas.params
        assert params.steps is not None
        assert params.guidance is not None
        ts = times(params.steps, canvas.strength)
        scales = guidance_line(params.guidance, params.steps, params.guided_steps)
        predict = finite(guided(self.conditional(canvas), self.unconditional(canvas), scales))
        return self._filled(canvas, ts, predict)

    def _filled(self, canvas: Canvas, ts: Sequence[float], predict: Predict) -> Iterator[Look]:
        noise = self._noise(canvas)
        unlock_B1HW = torch.from_numpy(canvas.levels).to(self.pack.device).expand(len(canvas.seeds), 1, -1, -1)
        known_BCHW = None if (canvas.levels == 1).all() else self._codes.of(canvas.seen)
        advance = ADVANCES[self.pack.manifest.sampler.step]
        for state_BCHW in sample(predict, ts, noise, advance, known_BCHW, unlock_B1HW):
            yield partial(self._shown, canvas, state_BCHW)

    def _shown(self, canvas: Canvas, state_BCHW: Tensor) -> list[Filled]:
        shown = decoded(self.pack, self.vqgan.decode, state_BCHW, canvas.looked_at)
        return [Filled(picture, None) for picture in shown]

    def _noise(self, canvas: Canvas) -> CountedField:
        (rows, columns), (row0, col0) = canvas.levels.shape, canvas.offset
        channels = self.vqgan.config.c_latent
        return CountedField(canvas.seeds, channels, rows, columns, row0, col0, self.pack.device)

    def conditional(self, canvas: Canvas) -> Predict:
        """What the cues ask for: between two stops an embedding on the way; else each cue has its share."""
        embeddings = [self._embedding(cue, canvas.seeds) for cue, _ in canvas.cues]
        if canvas.numbers is not None:
            return self._predicting(along(embeddings, canvas.numbers, canvas.path))
        return weighted([self._predicting(one) for one in embeddings], canvas.weights(self.pack.device))

    def unconditional(self, canvas: Canvas) -> Predict:
        """What guidance leads away from."""
        if canvas.negative:
            return self._predicting(self._imagined(canvas.negative, canvas.seeds))
        return self._predicting(torch.zeros_like(self._embedding(canvas.cues[0][0], canvas.seeds)))

    def _embedding(self, cue: Cue, seeds: Sequence[int]) -> Tensor:
        """A CLIP image embedding (B, E): of the cue's pictures, of what is imagined for its words, or between."""
        if not cue.pictures:
            return self._imagined(cue.text, seeds)
        alike_BE = middle([self.pack.conditioner.clip_picture(picture) for picture in cue.pictures]).expand(
            len(seeds), -1
        )
        if not cue.text:
            return alike_BE
        return along([alike_BE, self._imagined(cue.text, seeds)], [1 - STEER, STEER], "slerp")

    def _imagined(self, text: str, seeds: Sequence[int]) -> Tensor:
        return torch.cat([self.pack.conditioner.imagined(text, seed) for seed in seeds])

    def _predicting(self, condition_BE: Tensor) -> Predict:
        dtype = self.pack.plan.arithmetic

        def predict(state_BCHW: Tensor, t: float, _step: int) -> Tensor:
            return self.denoiser(state_BCHW.to(dtype), batch_of(t, state_BCHW), condition_BE.to(dtype)).float()

        return predict
