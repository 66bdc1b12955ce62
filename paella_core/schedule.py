"""What happens at each sampling step: noise level, temperature, guidance."""

from __future__ import annotations

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Schedule:
    """The course of a sampling run of n steps.

    `ts` are n + 1 falling noise levels: step i predicts at ts[i]. Noise is added before step i up to
    i = `renoise_steps`; later steps only settle. A guidance of 1 means that the step is not guided.
    """

    ts: tuple[float, ...]
    temperatures: tuple[float, ...]
    guidance: tuple[float, ...]
    renoise_steps: int

    @property
    def steps(self) -> int:
        """The number of steps n."""
        return len(self.temperatures)

    @classmethod
    def linear(
        cls,
        steps: int,
        temperature: tuple[float, float] = (1.0, 0.2),
        guidance: float | tuple[float, float] = 8.0,
        guided_steps: int | None = None,
        renoise_steps: int | None = None,
        t_start: float = 1.0,
        t_end: float = 0.0,
    ) -> Schedule:
        """Everything interpolated linearly from the first step to the last, as published.

        Args:
            guidance: the scale, or its first and last value.
            guided_steps: how many of the first steps are guided; None guides all.
            renoise_steps: after how many steps noise is added again; None is all but the last.
            t_start: the noise level to begin at, 1 being noise alone.
        """
        first, last = guidance if isinstance(guidance, tuple) else (guidance, guidance)
        guided = steps if guided_steps is None else min(guided_steps, steps)
        return cls(
            ts=line(t_start, t_end, steps + 1),
            temperatures=line(*temperature, steps),
            guidance=line(first, last, steps)[:guided] + (1.0,) * (steps - guided),
            renoise_steps=steps - 1 if renoise_steps is None else renoise_steps,
        )


def line(first: float, last: float, count: int) -> tuple[float, ...]:
    """`count` evenly spaced float32 numbers, both ends included."""
    return tuple(torch.linspace(first, last, count).tolist())
