"""The family `paella-v1`: one CLIP embedding, which may differ from place to place, conditions a token U-Net.

Shape letters: B pictures (one seed each), H W token rows and columns, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import torch
from torch import Tensor

from paella_core.families.embeddings import along, middle
from paella_core.families.family import Canvas
from paella_core.families.tokens import TokenFamily
from paella_core.graphs import Graphed, launched_together
from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.networks.prepared_unet import PreparedDenoiseUNet, Told
from paella_core.plan import Cue
from paella_core.schedule import Schedule


class PaellaV1(TokenFamily[Tensor]):
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

    @property
    def prepared(self) -> PreparedDenoiseUNet | Graphed[Told]:
        return self.pack.prepared(lambda denoiser: launched_together(PreparedDenoiseUNet(denoiser), self.pack.device))

    def conditions(self, canvas: Canvas) -> Sequence[tuple[Tensor, float | Tensor]]:
        return [(self._condition(canvas), 1.0)]

    def opposite(self, canvas: Canvas) -> Tensor:
        """Zeros, or what the negative prompt says (SEMANTICS section 7)."""
        if canvas.negative:
            return self.pack.conditioner.clip_text(canvas.negative)
        return torch.zeros_like(self._embedding(canvas.cues[0][0]))

    def told(self, condition: Tensor, grid: tuple[int, int], /) -> Told:
        return self.prepared.told(condition.to(self.pack.plan.arithmetic), grid)

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
