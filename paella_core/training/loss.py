"""What the token denoiser learns from: noised tokens, and a cross entropy that counts noised tokens more.

Shape letters: B batch, H W token rows and columns, K labels.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

LABEL_SMOOTHING = 0.1
CLEAN_WEIGHT = 0.3
SMALLEST_LEVEL = 0.001


class Noised(NamedTuple):
    """Noised tokens, and where they were replaced."""

    tokens_BHW: Tensor
    mask_BHW: Tensor


def noise_levels(uniforms_B: Tensor) -> Tensor:
    """Uniforms from [0, 1) -> noise levels from 0.001 to 1."""
    return (1 - uniforms_B + SMALLEST_LEVEL).clamp(SMALLEST_LEVEL, 1.0)


def add_noise(tokens_BHW: Tensor, t_B: Tensor, uniforms_BHW: Tensor, noise_BHW: Tensor) -> Noised:
    """Replace the share t of the tokens by noise tokens, each where its uniform does not exceed t.

    For paella-v1, t is `schedule.noise_share` of its r.
    """
    mask_BHW = uniforms_BHW <= t_B[:, None, None]
    return Noised(torch.where(mask_BHW, noise_BHW, tokens_BHW), mask_BHW)


def loss_weights(mask_BHW: Tensor, t_B: Tensor, clean_weight: float = CLEAN_WEIGHT) -> Tensor:
    """1 on noised tokens; on clean ones from `clean_weight` at t = 0 up to 1 at t = 1."""
    return 1 - (~mask_BHW) * (1 - t_B[:, None, None]) * (1 - clean_weight)


def token_losses(logits_BKHW: Tensor, tokens_BHW: Tensor, smoothing: float = LABEL_SMOOTHING) -> Tensor:
    """Label-smoothed cross entropy of each token -> (B, H, W)."""
    logits_NK = logits_BKHW.permute(0, 2, 3, 1).flatten(0, 2).float()
    losses_N = F.cross_entropy(logits_NK, tokens_BHW.flatten(), label_smoothing=smoothing, reduction="none")
    return losses_N.view_as(tokens_BHW)


def weighted_loss(
    logits_BKHW: Tensor, tokens_BHW: Tensor, weights_BHW: Tensor, smoothing: float = LABEL_SMOOTHING
) -> Tensor:
    """The weighted mean over each picture's tokens, averaged over the batch -> scalar."""
    losses_BHW = token_losses(logits_BKHW, tokens_BHW, smoothing) * weights_BHW
    return (losses_BHW.sum((1, 2)) / weights_BHW.sum((1, 2))).mean()


def mean_loss(logits_BKHW: Tensor, tokens_BHW: Tensor) -> Tensor:
    """paella-v1's loss: the mean over all tokens, noised or not -> scalar."""
    return token_losses(logits_BKHW, tokens_BHW).mean()


def accuracy(logits_BKHW: Tensor, tokens_BHW: Tensor) -> Tensor:
    """The share of tokens whose likeliest label is right -> scalar."""
    return (logits_BKHW.argmax(1) == tokens_BHW).float().mean()
