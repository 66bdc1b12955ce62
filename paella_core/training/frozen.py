"""Networks of the pack that were trained before and now only read: the text encoder and CLIP.

Shape letters: B samples, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor

from paella_core.conditioning import byt5
from paella_core.conditioning.clip import build_tokenizer
from paella_core.conditioning.libraries import CLIP, T5EncoderModel
from paella_core.training.parts import Parts

LONGEST = 256


class FrozenEncoder:
    """The byte-level text encoder."""

    def __init__(self, parts: Parts, device: torch.device) -> None:
        self.model = cast(T5EncoderModel, parts.load("byt5", device))
        self.device = device

    @torch.no_grad()
    def states(self, captions: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Captions -> states (B, L, E), and which of them are real (B, L)."""
        ids_BL, mask_BL = (t.to(self.device) for t in byt5.tokenize(captions, LONGEST))
        return byt5.encode(self.model, ids_BL, mask_BL), mask_BL


class FrozenClip:
    """Both towers of CLIP; their embeddings are not normalised."""

    def __init__(self, parts: Parts, device: torch.device) -> None:
        config = dict(parts.network("clip").config)
        self.model = cast(CLIP, parts.load("clip", device))
        self.tokenize = build_tokenizer(config)
        self.side: int = config["vision_cfg"]["image_size"]
        self.device = device

    @torch.no_grad()
    def text(self, captions: Sequence[str]) -> Tensor:
        """Captions -> embeddings (B, E)."""
        return self.model.encode_text(self.tokenize(captions).to(self.device))

    @torch.no_grad()
    def image(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in 0..1 of any size -> embeddings (B, E)."""
        return self.model.encode_image(clip_pictures(F.interpolate(images_BCHW, (self.side, self.side), mode="area")))


def clip_pictures(images_BCHW: Tensor) -> Tensor:
    """Pictures in 0..1 as a small CLIP reads them: -1..1."""
    return images_BCHW * 2 - 1
