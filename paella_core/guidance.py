"""What is wrapped around a prediction, so that the samplers never see it: classifier-free guidance (arXiv 2207.12598),
shares, a change of mind on the way, and a look at whether the numbers are any.

A prediction takes (state, level, step) and gives logits or noise; a guidance scale of 1 leaves a step unguided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from paella_core.errors import NumericalError

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


def switched(at_step: int, before: Predict, after: Predict) -> Predict:
    """Predict one way before a step, and another from it on."""
    return lambda state, t, step: (before if step < at_step else after)(state, t, step)


def finite(predict: Predict) -> Predict:
    """Stop where a prediction holds numbers that are none.

    Raises:
        NumericalError: while predicting.
    """

    def checked(state: Tensor, t: float, step: int) -> Tensor:
        prediction = predict(state, t, step)
        # One number that is none makes the sum none: that reads the prediction once, and writes nothing.
        if not torch.isfinite(prediction.sum()):
            instead = "" if prediction.device.type == "cpu" else "the CPU, which computes in full precision, or "
            raise NumericalError(
                f"The model's numbers in step {step + 1} are none (NaN or infinite). Choose {instead}another pack."
            )
        return prediction

    return checked
