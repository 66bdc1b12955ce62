"""The published training recipes (SEMANTICS section 9): the optimizer, its schedule, its clipping, and one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from torch import Tensor, nn
from torch.optim import AdamW, Optimizer
from torch.optim.lr_scheduler import LRScheduler

from paella_core.training.schedules import constant_after_warm_up, one_cycle


class Stepped(NamedTuple):
    """What a step did: the gradient's norm before clipping, and the rate and beta1 that it used."""

    gradient: float
    rate: float
    beta1: float


@dataclass(frozen=True)
class Recipe:
    """How a network is optimised: AdamW with torch's own settings at a scheduled rate, clipped gradients."""

    rate: float
    gradient_clip: float
    schedule: Callable[[Optimizer], LRScheduler]

    def begin(self, parameters: Iterable[nn.Parameter]) -> Optimisation:
        """Begin to optimise parameters."""
        held = list(parameters)
        optimizer = AdamW(held, lr=self.rate)
        return Optimisation(held, optimizer, self.schedule(optimizer), self.gradient_clip)


@dataclass(frozen=True)
class Optimisation:
    """A recipe at work."""

    parameters: list[nn.Parameter]
    optimizer: Optimizer
    scheduler: LRScheduler
    gradient_clip: float

    def step(self, loss: Tensor) -> Stepped:
        """Descend the loss by one step; the gradients, clipped, stay to be looked at until the next."""
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = nn.utils.clip_grad_norm_(self.parameters, self.gradient_clip)
        group = self.optimizer.param_groups[0]
        done = Stepped(float(norm), group["lr"], group["betas"][0])
        self.optimizer.step()
        self.scheduler.step()
        return done


PAELLA_V3 = Recipe(1e-4, 1.0, partial(constant_after_warm_up, warm_up=10_000))
PAELLA_V1 = Recipe(3e-4, 5.0, partial(one_cycle, steps=501_000))
