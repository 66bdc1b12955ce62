"""Classifier-free guidance (arXiv 2207.12598), wrapped around a prediction: the samplers never see it.

A prediction takes (state, level, step) and gives logits or noise; a scale of 1 leaves a step unguided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from torch import Tensor

Predict = Callable[[Tensor, float, int], Tensor]


def combine(conditional: Tensor, unconditional: Tensor, scale: float) -> Tensor:
    """Move from the unconditional prediction through the conditional one: 0 is the first, 1 the second."""
    return conditional * scale + unconditional * (1 - scale)


def guided(conditional: Predict, unconditional: Predict, scales: Sequence[float]) -> Predict:
    """Guide with two predictions, one after the other: half the memory of a doubled batch."""

    def predict(state: Tensor, t: float, step: int) -> Tensor:
        prediction = conditional(state, t, step)
        if scales[step] == 1:
            return prediction
        return combine(prediction, unconditional(state, t, step), scales[step])

    return predict


def weighted(predictions: Sequence[Predict], weights: Sequence[float | Tensor]) -> Predict:
    """The weighted sum of predictions: regions of a picture, or a point between two conditions.

    A weight is a number, or a map (B or 1, 1, H, W). A prediction whose weight is the number 0 is never asked for.

    Raises:
        ValueError: no prediction is left, or there is not a weight for each.
    """
    parts = [(p, w) for p, w in zip(predictions, weights, strict=True) if isinstance(w, Tensor) or w != 0]
    if not parts:
        raise ValueError("A weighted prediction needs a weight above 0.")

    def predict(state: Tensor, t: float, step: int) -> Tensor:
        (first, weight), *others = parts
        total = first(state, t, step) * weight
        for prediction, weight in others:
            total = total + prediction(state, t, step) * weight
        return total

    return predict
