"""The prior's sampling: from a CLIP text embedding to an image embedding that belongs to it (SEMANTICS section 7)."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from paella_core.diffusion import batch_of, ddpm, times
from paella_core.guidance import guided
from paella_core.networks.prior import Prior
from paella_core.randomness import CountedGaussians


def imagine(network: Prior, text_1E: Tensor, seed: int, steps: int, guidance: float) -> Tensor:
    """An image embedding (1, E) float32 for a text and a seed, by `steps` ancestral steps; zeros stand for no text.

    One at a time, so that an answer does not depend on what else was asked.
    """
    text = _predicting(network, text_1E)
    nothing = _predicting(network, torch.zeros_like(text_1E))
    gaussians = CountedGaussians((seed,), text_1E.shape[1], text_1E.device)
    predict = guided(text, nothing, (guidance,) * steps)
    # Draw 0 is the start; each step then has its own.
    *_, last_1E = ddpm(predict, gaussians(0), times(steps), lambda step: gaussians(step + 1))
    return last_1E


def _predicting(network: Prior, text_1E: Tensor) -> Callable[[Tensor, float, int], Tensor]:
    dtype = next(network.parameters()).dtype

    def predict(state_1E: Tensor, t: float, _step: int) -> Tensor:
        return network(state_1E.to(dtype), batch_of(t, state_1E), text_1E.to(dtype)).float()

    return predict
