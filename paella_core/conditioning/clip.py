"""CLIP models of open_clip, built from a configuration in the pack.

A configuration holds open_clip's own `embed_dim`, `vision_cfg`, `text_cfg` (and `quick_gelu`), `preprocess_cfg` with
the `mean` and `std` of the pictures it was trained on (absent: those of OpenAI's CLIP), and `tokenizer`: "bytes" for
the small models that read bytes, absent for open_clip's own vocabulary. Embeddings are not normalised.

Letters in names: B texts or pictures, E width of an embedding, C H W channels, rows and columns of pixels.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.conditioning.libraries import CLIP, SimpleTokenizer
from paella_core.conditioning.splicing import Text, spelled, spliced

PADDING, START, END, VOCABULARY = 0, 257, 258, 259
_TOWERS = ("embed_dim", "vision_cfg", "text_cfg", "quick_gelu")
_MEAN, _STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


class Tokenizer:
    """Texts to ids between a start and an end, padded with 0; `letters` spells plain text, without either.

    The end is the highest id, which is where a CLIP with `pool_type` "argmax" reads its embedding.
    """

    def __init__(self, letters: Callable[[str], list[int]], start: int, end: int, context_length: int) -> None:
        self.letters = letters
        self._start, self._end = start, end
        self.context_length = context_length

    def __call__(self, texts: Sequence[Text]) -> Tensor:
        """(B, context_length) int64; text that does not fit is cut. The id of a vector is VECTOR."""
        ids = torch.full((len(texts), self.context_length), PADDING)
        for row, text in zip(ids, texts, strict=True):
            kept = spelled(text, self.letters)[: self.context_length - 2]
            row[: len(kept) + 2] = torch.tensor([self._start, *kept, self._end])
        return ids


class ByteTokenizer(Tokenizer):
    """That of a small CLIP: byte + 1."""

    def __init__(self, context_length: int) -> None:
        super().__init__(lambda text: [byte + 1 for byte in text.encode("utf-8")], START, END, context_length)


def build_clip(config: Mapping[str, Any]) -> CLIP:
    """A CLIP with fresh weights; on the meta device its weights are empty, but the causal mask is always real."""
    model = CLIP(**{name: config[name] for name in _TOWERS if name in config})
    mask = model.attn_mask
    if isinstance(mask, Tensor):
        # It is not among the saved weights, so a model built on the meta device would never get its values.
        model.attn_mask = torch.full(mask.shape, float("-inf"), device="cpu").triu_(1)
    return model


def build_tokenizer(config: Mapping[str, Any]) -> Tokenizer:
    """The tokenizer that belongs to a configuration."""
    length = config["text_cfg"].get("context_length", 77)
    if config.get("tokenizer") == "bytes":
        return ByteTokenizer(length)
    words = _words()
    return Tokenizer(words.encode, words.sot_token_id, words.eot_token_id, length)


@functools.cache
def _words() -> SimpleTokenizer:
    """open_clip's vocabulary takes a while to read."""
    return SimpleTokenizer()


def seen(images_BCHW: Tensor, config: Mapping[str, Any]) -> Tensor:
    """Pictures in 0..1 of any size as the image tower reads them: square, by bicubic resampling, and standardised."""
    side = config["vision_cfg"]["image_size"]
    # Bicubic resampling overshoots at edges, where integer pictures would be clipped.
    square = F.interpolate(images_BCHW, (side, side), mode="bicubic", antialias=True).clamp(0, 1)
    preprocessing = config.get("preprocess_cfg", {})
    mean, std = (
        torch.tensor(preprocessing.get(name, default), device=square.device).view(3, 1, 1)
        for name, default in (("mean", _MEAN), ("std", _STD))
    )
    return (square - mean) / std


class ClipEncoder:
    """Both towers of a CLIP model, from texts and pictures to embeddings."""

    def __init__(self, model: CLIP, config: Mapping[str, Any]) -> None:
        self._model = model
        self._config = config
        self._tokenizer = build_tokenizer(config)

    def text(self, texts: Sequence[Text]) -> Tensor:
        """Texts -> embeddings (B, E) float32, not normalised."""
        ids_BL = self._tokenizer(texts).to(self._model.logit_scale.device)
        with spliced(self.table, texts, ids_BL):
            return self._model.encode_text(ids_BL).float()

    @property
    def table(self) -> nn.Module:
        """The embedding of tokens, with `weight` (ids, E)."""
        return self._model.get_submodule("token_embedding")

    def letters(self, text: str) -> list[int]:
        """The ids of a text, without start and end."""
        return self._tokenizer.letters(text)

    def pictures(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in 0..1 of any size, on the model's device -> embeddings (B, E) float32, not normalised."""
        return self._model.encode_image(seen(images_BCHW, self._config).to(self._model.logit_scale.dtype)).float()
