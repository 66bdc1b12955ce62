"""CLIP models of open_clip, built from a configuration in the pack.

A configuration holds open_clip's own `embed_dim`, `vision_cfg`, `text_cfg` (and `quick_gelu`), and `tokenizer`:
"bytes" for the small models that read bytes, absent for open_clip's own vocabulary. Embeddings are not normalised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from paella_core.conditioning.libraries import CLIP, SimpleTokenizer

PADDING, START, END, VOCABULARY = 0, 257, 258, 259
_TOWERS = ("embed_dim", "vision_cfg", "text_cfg", "quick_gelu")


class ByteTokenizer:
    """Texts to bytes for a small CLIP: byte + 1, between START and END, padded with 0.

    END is the highest id, which is where a CLIP with `pool_type` "argmax" reads its embedding.
    """

    def __init__(self, context_length: int) -> None:
        self.context_length = context_length

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """(B, context_length) int64; text that does not fit is cut."""
        ids = torch.full((len(texts), self.context_length), PADDING)
        for row, text in zip(ids, texts, strict=True):
            kept = text.encode("utf-8")[: self.context_length - 2]
            row[: len(kept) + 2] = torch.tensor([START, *(byte + 1 for byte in kept), END])
        return ids


def build_clip(config: dict[str, Any]) -> CLIP:
    """A CLIP with fresh weights; on the meta device its weights are empty, but the causal mask is always real."""
    model = CLIP(**{name: config[name] for name in _TOWERS if name in config})
    mask = model.attn_mask
    if isinstance(mask, Tensor):
        # It is not among the saved weights, so a model built on the meta device would never get its values.
        model.attn_mask = torch.full(mask.shape, float("-inf"), device="cpu").triu_(1)
    return model


def build_tokenizer(config: dict[str, Any]) -> Callable[[Sequence[str]], Tensor]:
    """The tokenizer that belongs to a configuration; called with texts, it gives ids (B, context_length) int64."""
    length = config["text_cfg"].get("context_length", 77)
    if config.get("tokenizer") == "bytes":
        return ByteTokenizer(length)
    words = SimpleTokenizer(context_length=length)
    return lambda texts: words(list(texts))
