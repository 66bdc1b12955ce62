"""Networks of the pack that were trained before and now only read: the text encoder and CLIP.

Shape letters: B samples, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor

from paella_core.conditioning import byt5
from paella_core.conditioning.clip import ClipEncoder
from paella_core.conditioning.libraries import CLIP, T5EncoderModel
from paella_core.training.parts import Parts


class FrozenEncoder:
    """The byte-level text encoder."""

    def __init__(self, parts: Parts, device: torch.device) -> None:
        self.model = cast(T5EncoderModel, parts.load("byt5", device))
        self.longest = parts.conditioning().byt5_length

    def states(self, captions: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Captions -> states (B, L, E), and which of them are real (B, L)."""
        return byt5.states(self.model, captions, self.longest)


def frozen_clip(parts: Parts, device: torch.device) -> ClipEncoder:
    """Both towers of CLIP."""
    return ClipEncoder(cast(CLIP, parts.load("clip", device)), parts.network("clip").config)
