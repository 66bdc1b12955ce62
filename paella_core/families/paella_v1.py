"""The family `paella-v1`: one CLIP embedding, which may differ from place to place, conditions a token U-Net.

Shape letters: B pictures (one seed each), H W token rows and columns, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import torch
from torch import Tensor

from paella_core.diffusion import batch_of
from paella_core.families.embeddings import along, middle
from paella_core.families.family import Canvas
from paella_core.families.tokens import TokenFamily
from paella_core.guidance import Predict
from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.plan import Cue
from paella_core.schedule import Schedule


class PaellaV1(TokenFamily):
    """The family on the networks of a pack."""

    @property
    def denoiser(self) -> DenoiseUNet:
        """The token denoiser."""
        return cast(DenoiseUNet, self.pack.denoiser)

    @property
    def labels(self) -> int:
        return self.denoiser.config.num_labels

    @property
    def course(self) -> Callable[..., Schedule]:
        return Schedule.cosine

    def conditional(self, canvas: Canvas) -> Predict:
        return self._predicting(self._condition(canvas))

    def unconditional(self, canvas: Canvas) -> Predict:
        """Zeros, or what the negative prompt says (SEMANTICS section 7)."""
        if canvas.negative:
            return self._predicting(self.pack.conditioner.clip_text(canvas.negative))
        return self._predicting(torch.zeros_like(self._embedding(canvas.cues[0][0])))

    def _condition(self, canvas: Canvas) -> Tensor:
        """One embedding (1, E), or a map (1, E, H, W) where cues hold in different places."""
        embeddings = [self._embedding(cue) for cue, _ in canvas.cues]
        if canvas.numbers is not None:
            return along(embeddings, canvas.numbers, canvas.path)
        weights = canvas.weights(self.pack.device)
        return torch.stack([e[..., None, None] * w for e, w in zip(embeddings, weights, strict=True)]).sum(0)

    def _embedding(self, cue: Cue) -> Tensor:
        if cue.pictures:
            return middle([self.pack.conditioner.clip_picture(picture) for picture in cue.pictures])
        return self.pack.conditioner.clip_text(cue.text)

    def _predicting(self, condition: Tensor) -> Predict:
        condition = condition.to(self.pack.plan.arithmetic)

        def predict(tokens_BHW: Tensor, r: float, _step: int) -> Tensor:
            everywhere = condition.expand(len(tokens_BHW), *condition.shape[1:])
            return self.denoiser(tokens_BHW, batch_of(r, tokens_BHW), everywhere).float()

        return predict
