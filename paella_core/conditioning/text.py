"""From prompts to what the denoiser reads: byte-level T5 states, CLIP text, and an image embedding from the prior.

Letters in names: B pictures, L tokens, E width of the embedding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from paella_core.conditioning import byt5
from paella_core.conditioning.cache import Cache
from paella_core.conditioning.libraries import CLIP, T5EncoderModel
from paella_core.diffusion import batch_of, ddpm, times
from paella_core.guidance import guided
from paella_core.networks.prior import Prior
from paella_core.randomness import CountedGaussians

_TEXTS_KEPT = 64


@dataclass(frozen=True)
class Conditioning:
    """What a batch of pictures is conditioned on. The mask is true where a text token is real."""

    byt5_BLE: Tensor
    byt5_mask_BL: Tensor
    clip_BE: Tensor | None = None
    clip_image_BE: Tensor | None = None

    @property
    def key_mask(self) -> Tensor | None:
        """The mask, or None where nothing is padded."""
        return None if bool(self.byt5_mask_BL.all()) else self.byt5_mask_BL


class ClipText:
    """The text side of a CLIP model, with the tokenizer that belongs to it."""

    def __init__(self, model: CLIP, tokenize: Callable[[Sequence[str]], Tensor]) -> None:
        self._model = model
        self._tokenize = tokenize
        self._embeddings: Cache[Tensor] = Cache(_TEXTS_KEPT)

    def embed(self, prompt: str) -> Tensor:
        """The embedding (1, E) float32, not normalised."""
        return self._embeddings.get(prompt, lambda: self._compute(prompt))

    def _compute(self, prompt: str) -> Tensor:
        return self._model.encode_text(self._tokenize([prompt]).to(self._model.logit_scale.device)).float()


class ImagePrior:
    """Imagines the CLIP image embedding that belongs to a text."""

    def __init__(self, network: Prior, clip: ClipText, steps: int, guidance: float) -> None:
        self._network = network
        self._clip = clip
        self._times = times(steps)
        self._guidance = (guidance,) * steps
        self._imagined: Cache[Tensor] = Cache(_TEXTS_KEPT)

    def imagine(self, prompt: str, seeds: Sequence[int]) -> Tensor:
        """Image embeddings (B, E) float32, one for each seed."""
        return self._imagined.get((prompt, tuple(seeds)), lambda: self._sample(prompt, seeds))

    def _sample(self, prompt: str, seeds: Sequence[int]) -> Tensor:
        text_BE = self._clip.embed(prompt).expand(len(seeds), -1)
        predict = guided(self._predicting(text_BE), self._predicting(torch.zeros_like(text_BE)), self._guidance)
        gaussians = CountedGaussians(seeds, text_BE.shape[1], text_BE.device)
        # Draw 0 is the start; each step then has its own.
        *_, last_BE = ddpm(predict, gaussians(0), self._times, lambda step: gaussians(step + 1))
        return last_BE

    def _predicting(self, condition_BE: Tensor) -> Callable[[Tensor, float, int], Tensor]:
        dtype = next(self._network.parameters()).dtype

        def predict(state_BE: Tensor, t: float, _step: int) -> Tensor:
            return self._network(state_BE.to(dtype), batch_of(t, state_BE), condition_BE.to(dtype)).float()

        return predict


class TextConditioner:
    """Turns prompts into conditions, remembering the texts that were read last.

    `clip` and `prior` are those that feed the denoiser, None where it does without.
    """

    def __init__(
        self, encoder: T5EncoderModel, max_length: int, clip: ClipText | None, prior: ImagePrior | None
    ) -> None:
        self._encoder = encoder
        self._max_length = max_length
        self._clip = clip
        self._prior = prior
        self._states: Cache[tuple[Tensor, Tensor]] = Cache(_TEXTS_KEPT)

    def condition(self, prompt: str, seeds: Sequence[int]) -> Conditioning:
        """What the prompt asks for; pictures with these seeds each have their own image embedding."""
        text = self.opposite(prompt, len(seeds))
        return text if self._prior is None else replace(text, clip_image_BE=self._prior.imagine(prompt, seeds))

    def opposite(self, negative: str, count: int) -> Conditioning:
        """What guidance leads `count` pictures away from: text alone, without an image embedding."""
        states_1LE, mask_1L = self._states.get(negative, lambda: self._read(negative))
        clip_BE = None if self._clip is None else self._clip.embed(negative).expand(count, -1)
        return Conditioning(states_1LE.expand(count, -1, -1), mask_1L.expand(count, -1), clip_BE)

    def _read(self, prompt: str) -> tuple[Tensor, Tensor]:
        device = self._encoder.device
        ids_BL, mask_BL = (part.to(device) for part in byt5.tokenize([prompt], self._max_length))
        return byt5.encode(self._encoder, ids_BL, mask_BL), mask_BL
