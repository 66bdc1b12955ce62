"""What is wrapped around a prediction, so that the samplers never see it: classifier-free guidance (arXiv 2207.12598),
shares, a change of mind on the way, and a look at whether the numbers are any.

A prediction takes (state, level, step) and gives logits or noise; a guidance scale of 1 leaves a step unguided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

import torch
from torch import Tensor

from paella_core.errors import NumericalError

Predict = Callable[[Tensor, float, int], Tensor]
Condition = TypeVar("Condition")
Told = TypeVar("Told")


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


class Together(Generic[Condition, Told]):
    """Guide and weigh with predictions that are made in one batch: of the conditions, each with its share, and of their
    opposite. A prediction, to be called; shares as for `weighted`.

    `tell` makes of a condition what is asked with: once, when a step needs it first. `join` makes one of several, and
    `ask` gives the predictions (n, ...) under each of them for (state, level, joined).
    """

    def __init__(
        self,
        tell: Callable[[Condition], Told],
        join: Callable[[Sequence[Told]], Told],
        ask: Callable[[Tensor, float, Told], Tensor],
        conditions: Sequence[tuple[Condition, float | Tensor]],
        opposite: Condition,
        scales: Sequence[float],
    ) -> None:
        """Raises ValueError where no share is above 0."""
        self._tell, self._join, self._ask, self._opposite, self._scales = tell, join, ask, opposite, scales
        kept = [(condition, share) for condition, share in conditions if isinstance(share, Tensor) or share != 0]
        if not kept:
            raise ValueError("A weighted prediction needs a weight above 0.")
        self._conditions, self._shares = [condition for condition, _ in kept], [share for _, share in kept]

    def __call__(self, state: Tensor, t: float, step: int) -> Tensor:
        """The prediction."""
        scale = self._scales[step]
        if scale == 1:
            return summed(self._ask(state, t, self._unguided), self._shares)
        return summed(self._ask(state, t, self._guided), [*(share * scale for share in self._shares), 1 - scale])

    @cached_property
    def _told(self) -> list[Told]:
        return [self._tell(condition) for condition in self._conditions]

    @cached_property
    def _unguided(self) -> Told:
        return self._join(self._told)

    @cached_property
    def _guided(self) -> Told:
        return self._join([*self._told, self._tell(self._opposite)])


def summed(predictions: Tensor, weights: Sequence[float | Tensor]) -> Tensor:
    """The weighted sum of predictions (n, ...), in float32."""
    (first, weight), *others = zip(predictions.float(), weights, strict=True)
    total = first * weight
    for prediction, weight in others:
        total = total + prediction * weight
    return total


def switched(at_step: int, before: Predict, after: Predict) -> Predict:
    """Predict one way before a step, and another from it on."""
    return lambda state, t, step: (before if step < at_step else after)(state, t, step)


class Numbers:
    """Notes whether numbers are any, without waiting for the device that computes them."""

    def __init__(self) -> None:
        self._sums: list[Tensor] = []

    def noted(self, numbers: Tensor) -> Tensor:
        """The same numbers."""
        # One number that is none makes the sum none: that reads them once, and writes nothing.
        self._sums.append(numbers.sum(dtype=torch.float32))
        return numbers

    def check(self, step: int) -> None:
        """Look at what was noted since the last look.

        Raises:
            NumericalError: one was NaN or infinite.
        """
        sums, self._sums = self._sums, []
        if sums and not torch.isfinite(torch.stack(sums).sum()):
            instead = "" if sums[0].device.type == "cpu" else "the CPU, which computes in full precision, or "
            raise NumericalError(
                f"The model's numbers in step {step + 1} are none (NaN or infinite). Choose {instead}another pack."
            )


def finite(predict: Predict) -> Predict:
    """Stop where a prediction holds numbers that are none.

    Raises:
        NumericalError: while predicting.
    """

    def checked(state: Tensor, t: float, step: int) -> Tensor:
        numbers = Numbers()
        prediction = numbers.noted(predict(state, t, step))
        numbers.check(step)
        return prediction

    return checked
