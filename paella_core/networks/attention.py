"""Attention as the published networks have it.

Shape letters: B batch, Q queries, S keys, C channels.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class KeysValues(NamedTuple):
    """What tokens say to whoever attends to them: each (B, heads, S, C / heads)."""

    k: Tensor
    v: Tensor


class MultiHeadAttention(nn.Module):
    """Scaled dot-product attention with packed projections (queries, keys, values).

    For sampling, what stays the same is projected once, by `told`, and attended to by `across` or `within`. Where the
    weights are at hand only while they are used, `at_hand` is what makes them so.
    """

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)
        self.at_hand: Callable[[], AbstractContextManager[object]] = nullcontext
        nn.init.xavier_uniform_(self.in_proj_weight)

    def forward(self, queries_BQC: Tensor, keys_BSC: Tensor, mask_BS: Tensor | None, weights: Tensor | None) -> Tensor:
        dropout = self.dropout if self.training else 0.0
        return self._attended(self._queries(queries_BQC), self._keys_values(keys_BSC, weights), mask_BS, dropout)

    def told(self, keys_BSC: Tensor, weights: Tensor | None) -> KeysValues:
        """What tokens say, whoever asks; the weights, (n) or (B, n), multiply the attention to the last n of them.

        Raises:
            ValueError: more weights than tokens.
        """
        length = keys_BSC.shape[1]
        if weights is not None and weights.shape[-1] > length:
            raise ValueError(f"{weights.shape[-1]} weights are too many for {length} tokens.")
        with self.at_hand():
            return self._keys_values(keys_BSC, None if weights is None else padded_left(weights, length, 1.0))

    def across(self, queries_BQC: Tensor, told: KeysValues, mask_BS: Tensor | None) -> Tensor:
        """The queries attend to what was told."""
        with self.at_hand():
            return self._attended(self._queries(queries_BQC), told, mask_BS, 0.0)

    def within(self, tokens_BQC: Tensor, told: KeysValues, mask_BS: Tensor | None) -> Tensor:
        """The tokens attend to each other and, after these, to what was told; the mask is of the latter."""
        if mask_BS is not None:
            mask_BS = padded_left(mask_BS, tokens_BQC.shape[1] + mask_BS.shape[1], True)
        with self.at_hand():
            q, k, v = map(self._split, F.linear(tokens_BQC, self.in_proj_weight, self.in_proj_bias).chunk(3, dim=-1))
            seen = KeysValues(torch.cat([k, told.k], dim=2), torch.cat([v, told.v], dim=2))
            return self._attended(q, seen, mask_BS, 0.0)

    def _queries(self, queries_BQC: Tensor) -> Tensor:
        width = queries_BQC.shape[-1]
        return self._split(F.linear(queries_BQC, self.in_proj_weight[:width], self.in_proj_bias[:width]))

    def _keys_values(self, keys_BSC: Tensor, weights: Tensor | None) -> KeysValues:
        width = keys_BSC.shape[-1]
        k, v = F.linear(keys_BSC, self.in_proj_weight[width:], self.in_proj_bias[width:]).chunk(2, dim=-1)
        if weights is not None:  # weighing a key's attention is weighing its value
            v = v * weights[..., None].to(v.dtype)
        return KeysValues(self._split(k), self._split(v))

    def _attended(self, q: Tensor, seen: KeysValues, mask_BS: Tensor | None, dropout: float) -> Tensor:
        mask = None if mask_BS is None else mask_BS[:, None, None]
        attended = F.scaled_dot_product_attention(q, *seen, attn_mask=mask, dropout_p=dropout)
        return self.out_proj(attended.transpose(1, 2).flatten(2))

    def _split(self, x_BSC: Tensor) -> Tensor:
        """Channels -> heads: (B, heads, S, C / heads)."""
        return x_BSC.unflatten(-1, (self.heads, -1)).transpose(1, 2)


def padded_left(x: Tensor, length: int, value: float) -> Tensor:
    """Fill the last axis up to `length` from the left: what comes before is neither masked nor weighed."""
    return F.pad(x, (length - x.shape[-1], 0), value=value)
