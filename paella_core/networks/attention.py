"""Attention as the published networks have it.

Shape letters: B batch, Q queries, S keys, C channels.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class MultiHeadAttention(nn.Module):
    """Scaled dot-product attention with packed projections (queries, keys, values)."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.in_proj_weight = nn.Parameter(torch.empty(3 * width, width))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * width))
        self.out_proj = nn.Linear(width, width)
        nn.init.xavier_uniform_(self.in_proj_weight)

    def forward(self, queries_BQC: Tensor, keys_BSC: Tensor, mask_BS: Tensor | None, weights: Tensor | None) -> Tensor:
        width = queries_BQC.shape[-1]
        q = F.linear(queries_BQC, self.in_proj_weight[:width], self.in_proj_bias[:width])
        k, v = F.linear(keys_BSC, self.in_proj_weight[width:], self.in_proj_bias[width:]).chunk(2, dim=-1)
        if weights is not None:  # weighing a key's attention is weighing its value
            v = v * weights[..., None].to(v.dtype)
        attended = F.scaled_dot_product_attention(
            self.split(q),
            self.split(k),
            self.split(v),
            attn_mask=None if mask_BS is None else mask_BS[:, None, None],
            dropout_p=self.dropout if self.training else 0.0,
        )
        return self.out_proj(attended.transpose(1, 2).flatten(2))

    def split(self, x_BSC: Tensor) -> Tensor:
        """Channels -> heads: (B, heads, S, C / heads)."""
        return x_BSC.unflatten(-1, (self.heads, -1)).transpose(1, 2)
