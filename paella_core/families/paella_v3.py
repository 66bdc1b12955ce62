"""The family `paella-v3`: byte-level text, CLIP text and CLIP images condition a token denoiser by attention.

Shape letters: B pictures (one seed each), H W token rows and columns, L text bytes, E channels of an embedding,
n keys of the attention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import torch
from torch import Tensor

from paella_core.diffusion import batch_of
from paella_core.families.embeddings import along
from paella_core.families.family import Canvas, Filled
from paella_core.families.tokens import TokenFamily
from paella_core.guidance import Predict, weighted
from paella_core.networks.paella import Paella
from paella_core.plan import Cue
from paella_core.schedule import Schedule

IMAGE_TOKENS = 4  # SEMANTICS section 2: the last keys are those of the last image


@dataclass(frozen=True)
class Condition:
    """What one cue, or the opposite of all, says to the denoiser. The mask (1, L) is true where a byte is real."""

    byt5_1LE: Tensor
    mask_1L: Tensor
    clip_BE: Tensor | None = None
    images: tuple[Tensor, ...] = ()
    attention_n: Tensor | None = None


class PaellaV3(TokenFamily):
    """The family on the networks of a pack."""

    @property
    def denoiser(self) -> Paella:
        """The token denoiser."""
        return cast(Paella, self.pack.denoiser)

    @property
    def labels(self) -> int:
        return self.denoiser.config.num_labels

    @property
    def course(self) -> Callable[..., Schedule]:
        return Schedule.linear

    def fill(self, canvas: Canvas) -> Iterator[list[Filled]]:
        self._read(dict.fromkeys([canvas.negative, *(cue.text for cue, _ in canvas.cues)]))
        return super().fill(canvas)

    def _read(self, texts: Iterable[str]) -> None:
        """Let each encoder read all texts before the next does, which may need its place. Answers are remembered."""
        for text in texts:
            self.pack.conditioner.text_states(text)
        for text in texts if "clip" in self.pack.manifest.conditioning.feeds else ():
            self.pack.conditioner.clip_text(text)

    def conditional(self, canvas: Canvas) -> Predict:
        conditions = self._mixed([self._condition(cue, canvas.seeds) for cue, _ in canvas.cues], canvas)
        return weighted([self._predicting(condition) for condition in conditions], canvas.weights(self.pack.device))

    def unconditional(self, canvas: Canvas) -> Predict:
        return self._predicting(self._words(canvas.negative, len(canvas.seeds)))

    def _condition(self, cue: Cue, seeds: Sequence[int]) -> Condition:
        words = self._words(cue.text, len(seeds))
        return replace(words, images=self._images(cue, seeds), attention_n=self._attention(words.byt5_1LE.shape[1]))

    def _words(self, text: str, count: int) -> Condition:
        states_1LE, mask_1L = self.pack.conditioner.text_states(text)
        feeds = self.pack.manifest.conditioning.feeds
        clip_BE = self.pack.conditioner.clip_text(text).expand(count, -1) if "clip" in feeds else None
        return Condition(states_1LE, mask_1L, clip_BE)

    def _images(self, cue: Cue, seeds: Sequence[int]) -> tuple[Tensor, ...]:
        """The embeddings of the cue's pictures, or what the prior imagines, where it feeds the denoiser."""
        if cue.pictures:
            seen = [self.pack.conditioner.clip_picture(picture) for picture in cue.pictures]
            return tuple(image_1E.expand(len(seeds), -1) for image_1E in seen)
        if "clip_image" not in self.pack.manifest.conditioning.feeds:
            return ()
        return (torch.cat([self.pack.conditioner.imagined(cue.text, seed) for seed in seeds]),)

    def _attention(self, length: int) -> Tensor | None:
        """The release's re-weighting of the last keys (SEMANTICS section 2); none where the weights are 1."""
        recipe = self.pack.manifest.conditioning
        if recipe.prompt_weight == recipe.image_weight == 1:
            return None
        weights_n = torch.full((length,), recipe.prompt_weight, device=self.pack.device)
        weights_n[-IMAGE_TOKENS:] = recipe.image_weight
        return weights_n

    def _mixed(self, conditions: list[Condition], canvas: Canvas) -> list[Condition]:
        """Between two stops all see the same CLIP embeddings, a point on the path; the words keep to their own."""
        shares = canvas.numbers
        if shares is None or len(conditions) != 2:
            return conditions
        first, second = conditions
        if first.clip_BE is not None and second.clip_BE is not None:
            clip_BE = along([first.clip_BE, second.clip_BE], shares, canvas.path)
            conditions = [replace(condition, clip_BE=clip_BE) for condition in conditions]
        if len(first.images) == len(second.images) == 1:
            images = (along([first.images[0], second.images[0]], shares, canvas.path),)
            conditions = [replace(condition, images=images) for condition in conditions]
        return conditions

    def _predicting(self, condition: Condition) -> Predict:
        dtype = self.pack.plan.arithmetic
        byt5_1LE, images = condition.byt5_1LE.to(dtype), [image_BE.to(dtype) for image_BE in condition.images]
        clip_BE = None if condition.clip_BE is None else condition.clip_BE.to(dtype)
        mask_1L = None if bool(condition.mask_1L.all()) else condition.mask_1L

        def predict(tokens_BHW: Tensor, t: float, _step: int) -> Tensor:
            count = len(tokens_BHW)
            return self.denoiser(
                tokens_BHW,
                batch_of(t, tokens_BHW),
                byt5_1LE.expand(count, -1, -1),
                clip_BE,
                images,
                condition.attention_n,
                None if mask_1L is None else mask_1L.expand(count, -1),
            ).float()

        return predict
