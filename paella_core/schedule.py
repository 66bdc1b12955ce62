"""What happens at each sampling step: noise level, temperature, guidance."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import torch
from torch import Tensor

RenoiseFrom = Literal["start", "prev", "rand", "posterior"]
"""How tokens are noised again before a step: anywhere, by the noise of the start, by the tokens that the step before
saw, or by fresh noise. Or as the posterior of noising says (D3PM, arXiv 2107.03006): tokens stay what the step before
saw, clean or not, and only as many become what it drew as there is less noise now. What begins as noise alone is noised
as by the noise of the start until `KEPT_BELOW`."""

KEPT_BELOW = 0.5
"""The noise level from which on the posterior keeps what is clean of a picture that began as noise alone. Above, it
finds its composition, and parts that were drawn differently must be able to agree."""


@dataclass(frozen=True)
class Schedule:
    """The course of a sampling run of n steps.

    `ts` are n + 1 falling noise levels, the share of noise among the tokens: step i predicts at ts[i], and the network
    is told levels[i]. Noise is added before step i up to i = `renoise_steps`; later steps only settle. A guidance of 1
    means that the step is not guided.
    """

    ts: tuple[float, ...]
    levels: tuple[float, ...]
    temperatures: tuple[float, ...]
    guidance: tuple[float, ...]
    renoise_steps: int
    renoise_from: RenoiseFrom = "start"

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
        """paella-v3: everything interpolated linearly from the first step to the last, as published.

        Args:
            guidance: the scale, or its first and last value.
            guided_steps: how many of the first steps are guided; None guides all.
            renoise_steps: after how many steps noise is added again; None is all but the last.
            t_start: the noise level to begin at, 1 being noise alone.
        """
        ts = line(t_start, t_end, steps + 1)
        return cls(
            ts=ts,
            levels=ts[:-1],
            temperatures=line(*temperature, steps),
            guidance=guidance_line(guidance, steps, guided_steps),
            renoise_steps=steps - 1 if renoise_steps is None else renoise_steps,
        )

    @classmethod
    def cosine(
        cls,
        steps: int,
        temperature: tuple[float, float] = (1.0, 1.0),
        guidance: float | tuple[float, float] = 5.0,
        guided_steps: int | None = None,
        renoise_steps: int | None = None,
        t_start: float = 1.0,
        renoise_from: RenoiseFrom = "start",
    ) -> Schedule:
        """paella-v1: the network is told r, which rises evenly to 1; the noise level is the cosine of r's quarter turn.

        Arguments as for `linear`; beginning at `t_start` lets r begin where the noise level is that.
        """
        rs = line(2 / math.pi * math.acos(t_start), 1.0, steps + 1)
        return cls(
            ts=tuple(noise_share(torch.tensor(rs)).clamp(min=0).tolist()),
            levels=rs[:-1],
            temperatures=line(*temperature, steps),
            guidance=guidance_line(guidance, steps, guided_steps),
            renoise_steps=steps - 1 if renoise_steps is None else renoise_steps,
            renoise_from=renoise_from,
        )

    def keeps_clean(self, step: int) -> bool:
        """Whether tokens that are clean at the step before this one stay so."""
        composed = self.ts[0] < 1 or self.ts[step] <= KEPT_BELOW
        return self.renoise_from == "posterior" and step > 0 and composed

    def renoise_share(self, step: int) -> float:
        """The share of the tokens, drawn at the step before, that are noised again."""
        return self.ts[step] / self.ts[step - 1] if self.keeps_clean(step) else self.ts[step]

    def from_step(self, first: int) -> Schedule:
        """What is left of the course from step `first` on: how structural morphing was published for paella-v1."""
        return replace(
            self,
            ts=self.ts[first:],
            levels=self.levels[first:],
            temperatures=self.temperatures[first:],
            guidance=self.guidance[first:],
            renoise_steps=self.renoise_steps - first,
        )


def noise_share(r: Tensor) -> Tensor:
    """paella-v1's r, from 0 (noise) to 1 (clean) -> the share of noise among the tokens."""
    return (r * (math.pi / 2)).cos()


def guidance_line(guidance: float | tuple[float, float], steps: int, guided_steps: int | None) -> tuple[float, ...]:
    """The guidance of each step: on a line between its ends, and 1 after the guided ones."""
    first, last = guidance if isinstance(guidance, tuple) else (guidance, guidance)
    guided = steps if guided_steps is None else min(guided_steps, steps)
    return line(first, last, steps)[:guided] + (1.0,) * (steps - guided)


def line(first: float, last: float, count: int) -> tuple[float, ...]:
    """`count` evenly spaced float32 numbers, both ends included."""
    return tuple(torch.linspace(first, last, count).tolist())
