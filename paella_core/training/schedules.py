"""The learning rates of the published trainings (SEMANTICS section 9). Step the scheduler after the optimizer."""

from __future__ import annotations

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, LRScheduler, OneCycleLR


def constant_after_warm_up(optimizer: Optimizer, warm_up: int) -> LRScheduler:
    """From exactly 0 at the first step up a line to the optimizer's own rate after `warm_up` steps; then constant."""
    return LambdaLR(optimizer, lambda step: min(1.0, step / warm_up))


def one_cycle(optimizer: Optimizer, steps: int, warm_up: float = 0.1, start: float = 1 / 25) -> LRScheduler:
    """From the share `start` of the optimizer's own rate up a line during the share `warm_up` of the steps.

    As published it then stays there, for it falls to the rate itself; but beta1 goes from 0.95 down to 0.85 during the
    warm-up, and back.
    """
    rate = optimizer.param_groups[0]["lr"]
    return OneCycleLR(
        optimizer,
        rate,
        steps,
        pct_start=warm_up,
        anneal_strategy="linear",
        div_factor=1 / start,
        final_div_factor=start,
    )
