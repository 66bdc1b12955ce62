"""What the frozen networks of a pack say of a batch: as it was precomputed, or asked now.

Shape letters: B samples, C H W channels, rows and columns (of pixels or tokens), D h w latent channels, rows and
columns, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

import numpy as np
import torch
from torch import Tensor

from paella_core.conditioning import byt5
from paella_core.conditioning.clip import ClipEncoder
from paella_core.conditioning.libraries import CLIP, T5EncoderModel
from paella_core.images import batch_to_tensor
from paella_core.training.data import Batch
from paella_core.training.data.encoded import NOTHING
from paella_core.training.pack_parts import PackParts

MAKERS: Mapping[str, str] = {
    "tokens": "vqgan",
    "latents": "vqgan",
    "clip_pictures": "clip",
    "clip_texts": "clip",
    "text_states": "byt5",
}
"""Which network says what."""


Method = TypeVar("Method", bound=Callable[..., Any])


def frozen(method: Method) -> Method:
    """Ask without gradients and in full precision, also where what learns computes in half of it."""

    @wraps(method)
    def asked(self: Encoders, *args: Any) -> Any:
        with torch.no_grad(), torch.autocast(self.device.type, enabled=False):
            return method(self, *args)

    return cast(Method, asked)


class Encoders:
    """The frozen networks, each loaded when it is first asked. Answers have no gradients."""

    def __init__(self, parts: PackParts, device: torch.device) -> None:
        self._parts = parts
        self.device = device

    def images(self, batch: Batch) -> Tensor:
        """(B, 3, H, W) in 0..1."""
        return batch_to_tensor(batch.images, self.device)

    @frozen
    def tokens(self, batch: Batch) -> Tensor:
        """The VQGAN's indices -> (B, H, W) int64."""
        if known := self._known(batch, "tokens"):
            return torch.stack(known).long()
        return self.vqgan.tokenize(self.images(batch))

    @frozen
    def tokens_before(self, batch: Batch, tokens_BHW: Tensor) -> Tensor:
        """The tokens of the samples, but for edits those of the picture before -> (B, H, W) int64."""
        before = {row: sample.before for row, sample in enumerate(batch.samples) if sample.before is not None}
        if not before:
            return tokens_BHW
        images = batch_to_tensor(np.stack(list(before.values())), self.device)
        rows = torch.tensor(list(before), device=self.device)
        return tokens_BHW.index_copy(0, rows, self.vqgan.tokenize(images))

    @frozen
    def latents(self, batch: Batch) -> Tensor:
        """The VQGAN's quantised latents -> (B, D, h, w)."""
        if known := self._known(batch, "latents"):
            return torch.stack(known).float()
        return self.vqgan.encode(self.images(batch)).quantised_BDhw

    @frozen
    def clip_pictures(self, batch: Batch) -> Tensor:
        """CLIP's embeddings of the pictures -> (B, E)."""
        if known := self._known(batch, "clip_pictures"):
            return torch.stack(known).float()
        return self.clip.pictures(self.images(batch))

    @frozen
    def clip_texts(self, batch: Batch, withheld_B: Tensor) -> Tensor:
        """CLIP's embeddings of the captions, of "" where one is withheld -> (B, E)."""
        if known := self._known(batch, "clip_texts", withheld_B):
            return torch.stack(known).float()
        return self.clip.text(withheld(batch, withheld_B))

    @frozen
    def text_states(self, batch: Batch, withheld_B: Tensor) -> tuple[Tensor, Tensor]:
        """The text encoder's states of the captions, of "" where one is withheld -> (B, L, E), and which of them are
        real (B, L)."""
        if known := self._known(batch, "text_states", withheld_B):
            states_BLE = torch.nn.utils.rnn.pad_sequence(known, batch_first=True).float()
            lengths_B1 = torch.tensor([[len(states)] for states in known], device=self.device)
            return states_BLE, torch.arange(states_BLE.shape[1], device=self.device) < lengths_B1
        return byt5.states(self.byt5, withheld(batch, withheld_B), self._parts.conditioning.byt5_length)

    @cached_property
    def vqgan(self) -> Any:
        """Pictures to codes; every VQGAN has `tokenize` or `encode`."""
        return self._parts.load("vqgan", self.device)

    @cached_property
    def byt5(self) -> T5EncoderModel:
        """The byte-level text encoder."""
        return cast(T5EncoderModel, self._parts.load("byt5", self.device))

    @cached_property
    def clip(self) -> ClipEncoder:
        """Both towers of CLIP."""
        return ClipEncoder(cast(CLIP, self._parts.load("clip", self.device)), self._parts.network("clip").config)

    def _known(self, batch: Batch, name: str, withheld_B: Tensor | None = None) -> list[Tensor]:
        """What was precomputed under a name for every sample; nothing where it was not."""
        if not all(name in sample.encoding for sample in batch.samples):
            return []
        gone = [False] * len(batch) if withheld_B is None else withheld_B.tolist()
        names = [NOTHING + name if away else name for away in gone]
        return [
            torch.from_numpy(sample.encoding[each]).to(self.device)
            for sample, each in zip(batch.samples, names, strict=True)
        ]


def withheld(batch: Batch, withheld_B: Tensor) -> list[str]:
    """The captions, emptied where it is true."""
    return ["" if gone else caption for caption, gone in zip(batch.captions, withheld_B.tolist(), strict=True)]
