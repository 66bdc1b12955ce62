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

from paella_core.families.embeddings import along
from paella_core.families.family import Canvas, Look
from paella_core.families.tokens import TokenFamily
from paella_core.graphs import Graphed, launched_together
from paella_core.networks.paella import Paella
from paella_core.networks.prepared_paella import PreparedPaella, Told
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


class PaellaV3(TokenFamily[Condition]):
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

    def fill(self, canvas: Canvas) -> Iterator[Look]:
        self._read(dict.fromkeys([canvas.negative, *(cue.text for cue, _ in canvas.cues)]))
        return super().fill(canvas)

    def _read(self, texts: Iterable[str]) -> None:
        """Let each encoder read all texts before the next does, which may need its place. Answers are remembered."""
        for text in texts:
            self.pack.conditioner.text_states(text)
        for text in texts if "clip" in self.pack.manifest.conditioning.feeds else ():
            self.pack.conditioner.clip_text(text)

    @property
    def prepared(self) -> PreparedPaella | Graphed[Told]:
        return self.pack.prepared(lambda denoiser: launched_together(PreparedPaella(denoiser), self.pack.device))

    def conditions(self, canvas: Canvas) -> Sequence[tuple[Condition, float | Tensor]]:
        conditions = self._mixed([self._condition(cue, canvas.seeds) for cue, _ in canvas.cues], canvas)
        shares = canvas.weights(self.pack.device)
        shares_HW1 = [share[0, 0, ..., None] if isinstance(share, Tensor) else share for share in shares]
        return list(zip(conditions, shares_HW1, strict=True))

    def opposite(self, canvas: Canvas) -> Condition:
        return self._words(canvas.negative)

    def told(self, condition: Condition, _grid: tuple[int, int], /) -> Told:
        dtype = self.pack.plan.arithmetic
        mask_1L = None if bool(condition.mask_1L.all()) else condition.mask_1L
        clip_BE = None if condition.clip_BE is None else condition.clip_BE.to(dtype)
        images = [image_BE.to(dtype) for image_BE in condition.images]
        return self.prepared.told(condition.byt5_1LE.to(dtype), clip_BE, images, condition.attention_n, mask_1L)

    def _condition(self, cue: Cue, seeds: Sequence[int]) -> Condition:
        words = self._words(cue.text)
        return replace(words, images=self._images(cue, seeds), attention_n=self._attention(words.byt5_1LE.shape[1]))

    def _words(self, text: str) -> Condition:
        states_1LE, mask_1L = self.pack.conditioner.text_states(text)
        feeds = self.pack.manifest.conditioning.feeds
        return Condition(states_1LE, mask_1L, self.pack.conditioner.clip_text(text) if "clip" in feeds else None)

    def _images(self, cue: Cue, seeds: Sequence[int]) -> tuple[Tensor, ...]:
        """The embeddings of the cue's pictures, or what the prior imagines, where it feeds the denoiser."""
        if cue.pictures:
            return tuple(self.pack.conditioner.clip_picture(picture) for picture in cue.pictures)
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
