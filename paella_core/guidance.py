"""Classifier-free guidance (arXiv 2207.12598), wrapped around a prediction: the samplers never see it.

A prediction takes (state, noise level, step) and gives logits or noise; a scale of 1 leaves a step unguided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

Predict = Callable[[Tensor, float, int], Tensor]


def combine(conditional: Tensor, unconditional: Tensor, scale: float) -> Tensor:
    """Move from the unconditional prediction through the conditional one: 0 is the first, 1 the second."""
    return conditional * scale + unconditional * (1 - scale)


def guided(conditional: Predict, unconditional: Predict, scales: Sequence[float]) -> Predict:
    """Guide with two predictions, one after the other: half the memory of `guided_together`."""

    def predict(state: Tensor, t: float, step: int) -> Tensor:
        prediction = conditional(state, t, step)
        if scales[step] == 1:
            return prediction
        return combine(prediction, unconditional(state, t, step), scales[step])

    return predict


def guided_together(conditional: Predict, both: Predict, scales: Sequence[float]) -> Predict:
    """Guide with one prediction over a doubled batch: the conditional half first, then the unconditional."""

    def predict(state: Tensor, t: float, step: int) -> Tensor:
        if scales[step] == 1:
            return conditional(state, t, step)
        prediction, other = both(torch.cat([state, state]), t, step).chunk(2)
        return combine(prediction, other, scales[step])

    return predict
