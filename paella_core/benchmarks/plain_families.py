"""Both token families on the plain networks and the plain sampler, and an engine on them.

What encoders say of words and pictures is asked of the pack's conditioner, which remembers it as always; everything
that the denoiser makes of it is made anew in each prediction.

Shape letters: B pictures (one seed each), H W token rows and columns, K labels, E channels of an embedding, L text
bytes, n keys of the attention.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

import torch
from torch import Tensor

from paella_core.benchmarks.plain_paella import plain_paella
from paella_core.benchmarks.plain_sampling import PlainFamily, weights_of
from paella_core.benchmarks.plain_unet import plain_unet
from paella_core.engine import Engine
from paella_core.errors import NotSupported
from paella_core.families import Canvas, OpenPack
from paella_core.families.embeddings import along, middle
from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.networks.paella import Paella
from paella_core.plan import Cue
from paella_core.schedule import Schedule

IMAGE_TOKENS = 4  # SEMANTICS section 2


@dataclass(frozen=True)
class Said:
    """What encoders said of a cue, or of the negative prompt. The mask (1, L) is true where a byte is real."""

    byt5_1LE: Tensor
    mask_1L: Tensor
    clip_1E: Tensor | None
    images: tuple[Tensor, ...] = ()


class PlainV3(PlainFamily):
    """`paella-v3`."""

    course = Schedule.linear

    @property
    def denoiser(self) -> Paella:
        """The network whose parameters are used."""
        return cast(Paella, self.pack.denoiser)

    @property
    def labels(self) -> int:
        return self.denoiser.config.num_labels

    def conditional(self, canvas: Canvas, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        said = between([self._said(cue, canvas) for cue, _ in canvas.cues], canvas)
        weights = weights_of(canvas, self.pack.device)
        return sum(
            (
                self._predicted(one, tokens_BHW, levels_B, self._attention(one)) * weight
                for one, weight in zip(said, weights, strict=True)
            ),
            start=torch.zeros((), device=self.pack.device),
        )

    def unconditional(self, canvas: Canvas, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        return self._predicted(self._words(canvas.negative), tokens_BHW, levels_B, None)

    def _predicted(self, said: Said, tokens_BHW: Tensor, levels_B: Tensor, attention_n: Tensor | None) -> Tensor:
        def for_all(x: Tensor) -> Tensor:
            return x.expand(len(tokens_BHW), *x.shape[1:])

        return plain_paella(
            self.denoiser,
            tokens_BHW,
            levels_B,
            for_all(said.byt5_1LE),
            None if said.clip_1E is None else for_all(said.clip_1E),
            [for_all(image) for image in said.images],
            attention_n,
            for_all(said.mask_1L),
        )

    def _said(self, cue: Cue, canvas: Canvas) -> Said:
        """Words, and the embeddings of the cue's pictures or of what the prior imagines, where the pack reads them."""
        conditioner, words = self.pack.conditioner, self._words(cue.text)
        if cue.pictures:
            return replace(words, images=tuple(conditioner.clip_picture(picture) for picture in cue.pictures))
        if "clip_image" not in self.pack.manifest.conditioning.feeds:
            return words
        return replace(words, images=(torch.cat([conditioner.imagined(cue.text, seed) for seed in canvas.seeds]),))

    def _words(self, text: str) -> Said:
        conditioner = self.pack.conditioner
        states_1LE, mask_1L = conditioner.text_states(text)
        feeds = self.pack.manifest.conditioning.feeds
        return Said(states_1LE, mask_1L, conditioner.clip_text(text) if "clip" in feeds else None)

    def _attention(self, said: Said) -> Tensor | None:
        """The release's weights of the last keys, as many as there are bytes."""
        recipe = self.pack.manifest.conditioning
        if recipe.prompt_weight == recipe.image_weight == 1:
            return None
        weights_n = torch.full((said.byt5_1LE.shape[1],), recipe.prompt_weight, device=self.pack.device)
        weights_n[-IMAGE_TOKENS:] = recipe.image_weight
        return weights_n


class PlainV1(PlainFamily):
    """`paella-v1`."""

    course = Schedule.cosine

    @property
    def denoiser(self) -> DenoiseUNet:
        """The network whose parameters are used."""
        return cast(DenoiseUNet, self.pack.denoiser)

    @property
    def labels(self) -> int:
        return self.denoiser.config.num_labels

    def conditional(self, canvas: Canvas, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        embeddings = [self._embedding(cue) for cue, _ in canvas.cues]
        if canvas.numbers is not None:
            return self._predicted(along(embeddings, canvas.numbers, canvas.path), tokens_BHW, levels_B)
        weights = weights_of(canvas, self.pack.device)
        parts = [embedding[..., None, None] * weight for embedding, weight in zip(embeddings, weights, strict=True)]
        return self._predicted(torch.stack(parts).sum(0), tokens_BHW, levels_B)

    def unconditional(self, canvas: Canvas, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        if canvas.negative:
            return self._predicted(self.pack.conditioner.clip_text(canvas.negative), tokens_BHW, levels_B)
        return self._predicted(torch.zeros_like(self._embedding(canvas.cues[0][0])), tokens_BHW, levels_B)

    def _embedding(self, cue: Cue) -> Tensor:
        if cue.pictures:
            return middle([self.pack.conditioner.clip_picture(picture) for picture in cue.pictures])
        return self.pack.conditioner.clip_text(cue.text)

    def _predicted(self, condition: Tensor, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        everywhere = condition.expand(len(tokens_BHW), *condition.shape[1:])
        return plain_unet(self.denoiser, tokens_BHW, levels_B, everywhere)


def between(said: list[Said], canvas: Canvas) -> list[Said]:
    """Between two stops both see the same CLIP embeddings, a point on the path."""
    shares = canvas.numbers
    if shares is None or len(said) != 2:
        return said
    first, second = said
    if first.clip_1E is not None and second.clip_1E is not None:
        clip_1E = along([first.clip_1E, second.clip_1E], shares, canvas.path)
        said = [replace(one, clip_1E=clip_1E) for one in said]
    if len(first.images) == len(second.images) == 1:
        image = along([first.images[0], second.images[0]], shares, canvas.path)
        said = [replace(one, images=(image,)) for one in said]
    return said


PLAIN: Mapping[str, Callable[[OpenPack], PlainFamily]] = {"paella-v3": PlainV3, "paella-v1": PlainV1}
"""The families that have a plain path."""


class PlainEngine(Engine):
    """The engine, its token family replaced by the plain one: everything around sampling is the same.

    Raises:
        NotSupported: the family has no tokens.
    """

    def __init__(self, pack: OpenPack) -> None:
        super().__init__(pack)
        if pack.manifest.family not in PLAIN:
            raise NotSupported(f"There is no plain path for the family {pack.manifest.family}. Choose another pack.")
        self._family = PLAIN[pack.manifest.family](pack)
