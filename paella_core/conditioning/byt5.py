"""The byte-level T5 text encoder. Tokens are byte + 3; </s> is 1, padding 0.

Letters in names: B texts, L tokens, E width of the embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from paella_core.conditioning.libraries import ByT5Tokenizer, T5Config, T5EncoderModel
from paella_core.conditioning.splicing import Text, spelled, spliced

_PADDING, _END = 0, 1
_TOKENIZER = ByT5Tokenizer()


def build_encoder(config: dict[str, Any]) -> T5EncoderModel:
    """An encoder with fresh weights; `config` holds fields of transformers' `T5Config`, with `vocab_size` 384."""
    return T5EncoderModel(T5Config(**config))


def tokenize(texts: Sequence[Text], max_length: int) -> tuple[Tensor, Tensor]:
    """Texts to (ids_BL int64, mask_BL bool), padded to the longest; each ends in </s>, `max_length` ids at most.

    The id of a vector in the place of words is VECTOR.
    """
    rows = [[*spelled(text, letters)[: max_length - 1], _END] for text in texts]
    longest = max(map(len, rows))
    ids_BL = torch.tensor([row + [_PADDING] * (longest - len(row)) for row in rows])
    lengths_B1 = torch.tensor([[len(row)] for row in rows])
    return ids_BL, torch.arange(longest) < lengths_B1


def encode(encoder: T5EncoderModel, ids_BL: Tensor, mask_BL: Tensor) -> Tensor:
    """The last hidden states (B, L, E) of tokens, zero where padded, so that padding says nothing to anybody."""
    states_BLE = encoder(input_ids=ids_BL, attention_mask=mask_BL.long()).last_hidden_state
    return states_BLE.masked_fill(~mask_BL[..., None], 0.0)


def states(encoder: T5EncoderModel, texts: Sequence[Text], max_length: int) -> tuple[Tensor, Tensor]:
    """Texts -> their states (B, L, E), and which of them are real (B, L), on the encoder's device."""
    ids_BL, mask_BL = (tokens.to(encoder.device) for tokens in tokenize(texts, max_length))
    with spliced(table(encoder), texts, ids_BL):
        return encode(encoder, ids_BL, mask_BL), mask_BL


def table(encoder: T5EncoderModel) -> nn.Module:
    """The embedding of tokens, with `weight` (ids, E)."""
    return encoder.encoder.embed_tokens


def letters(text: str) -> list[int]:
    """The ids of a text, without an end."""
    return _TOKENIZER(text, add_special_tokens=False)["input_ids"]
