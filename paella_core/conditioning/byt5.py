"""The byte-level T5 text encoder. Tokens are byte + 3; </s> is 1, padding 0.

Letters in names: B texts, L tokens, E width of the embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from paella_core.conditioning.libraries import ByT5Tokenizer, T5Config, T5EncoderModel

_TOKENIZER = ByT5Tokenizer()


def build_encoder(config: dict[str, Any]) -> T5EncoderModel:
    """An encoder with fresh weights; `config` holds fields of transformers' `T5Config`, with `vocab_size` 384."""
    return T5EncoderModel(T5Config(**config))


def tokenize(texts: Sequence[str], max_length: int) -> tuple[Tensor, Tensor]:
    """Texts to (ids_BL int64, mask_BL bool), padded to the longest; each ends in </s>, `max_length` ids at most."""
    tokens = _TOKENIZER(list(texts), padding="longest", truncation=True, max_length=max_length, return_tensors="pt")
    return tokens["input_ids"], tokens["attention_mask"].bool()


def encode(encoder: T5EncoderModel, ids_BL: Tensor, mask_BL: Tensor) -> Tensor:
    """The last hidden states (B, L, E) of tokens, zero where padded, so that padding says nothing to anybody."""
    states_BLE = encoder(input_ids=ids_BL, attention_mask=mask_BL.long()).last_hidden_state
    return states_BLE.masked_fill(~mask_BL[..., None], 0.0)


def states(encoder: T5EncoderModel, texts: Sequence[str], max_length: int) -> tuple[Tensor, Tensor]:
    """Texts -> their states (B, L, E), and which of them are real (B, L), on the encoder's device."""
    ids_BL, mask_BL = (tokens.to(encoder.device) for tokens in tokenize(texts, max_length))
    return encode(encoder, ids_BL, mask_BL), mask_BL
