"""The section `run` of a configuration, and the learning rates that follow from it. A step counts from 0."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from paella_core.errors import TrainingError

Schedule = Literal["cosine", "constant", "one-cycle"]
Precision = Literal["float32", "bfloat16"]
Sharding = Literal["ddp", "fsdp"]
CYCLED_BETA1 = (0.95, 0.85)
ONE_CYCLE_START = 1 / 25


@dataclass(frozen=True)
class RunConfig:
    """How long, how fast, how often.

    `batch_size` samples make a step, on all processes together; a process takes its share in parts of `part_size` at
    most (0: all at once), whose gradients are added up. `ema` is the share kept of the averaged weights each step
    (0: no average), which follow the network exactly before step `ema_start`. `sharding` is what several processes do:
    "ddp" copies the network to each, "fsdp" divides weights, gradients and the optimizer's state among them.
    `recompute` forgets what a block computed and computes it again for its gradients: less memory, a third more work.
    `keep` is how many checkpoints stay.
    """

    steps: int
    batch_size: int = 16
    part_size: int = 0
    learning_rate: float = 1e-3
    schedule: Schedule = "cosine"
    final_rate: float = 0.1
    warmup_steps: int = 100
    beta1: float = 0.9
    beta2: float = 0.99
    weight_decay: float = 0.01
    gradient_clip: float = 1.0
    ema: float = 0.999
    ema_start: int = 0
    seed: int = 1
    precision: Precision = "float32"
    sharding: Sharding = "ddp"
    recompute: bool = False
    log_every: int = 20
    checkpoint_every: int = 250
    keep: int = 2

    def __post_init__(self) -> None:
        for name, known in (("schedule", Schedule), ("precision", Precision), ("sharding", Sharding)):
            if getattr(self, name) not in get_args(known):
                raise TrainingError(f"[run] {name} = {getattr(self, name)!r}: choose {' or '.join(get_args(known))}.")
        for name in ("steps", "batch_size", "log_every", "checkpoint_every", "keep"):
            if getattr(self, name) < 1:
                raise TrainingError(f"[run] {name} must be at least 1.")

    def logs(self, step: int) -> bool:
        """Whether the numbers of a step are looked at."""
        return (step + 1) % self.log_every == 0 or step + 1 == self.steps


def rate(run: RunConfig, step: int) -> float:
    """The learning rate of a step."""
    return run.learning_rate * _SHAPES[run.schedule](run, step)


def beta1(run: RunConfig, step: int) -> float:
    """AdamW's first beta: a one-cycle run lowers it while the rate rises, and raises it again (arXiv 1803.09820)."""
    if run.schedule != "one-cycle":
        return run.beta1
    top, rise = CYCLED_BETA1[1] - CYCLED_BETA1[0], _rise(run)
    risen = step / rise if step <= rise else (run.steps - 1 - step) / (run.steps - 1 - rise)
    return CYCLED_BETA1[0] + top * risen


def _cosine(run: RunConfig, step: int) -> float:
    """Up a line, then half a cosine down to `final_rate`."""
    if step < run.warmup_steps:
        return (step + 1) / run.warmup_steps
    done = (step - run.warmup_steps) / max(1, run.steps - run.warmup_steps)
    return run.final_rate + (1 - run.final_rate) * (1 + math.cos(math.pi * done)) / 2


def _constant(run: RunConfig, step: int) -> float:
    """As paella-v3: from exactly 0 at the first step up a line, then constant (SEMANTICS section 9)."""
    return min(1.0, step / run.warmup_steps) if run.warmup_steps else 1.0


def _one_cycle(run: RunConfig, step: int) -> float:
    """As paella-v1: up a line from a 25th, and constant from there on: its fall ends where it begins (same section)."""
    return ONE_CYCLE_START + (1 - ONE_CYCLE_START) * min(1.0, step / _rise(run))


def _rise(run: RunConfig) -> float:
    """The step at which a one-cycle's rate has risen; torch counts it so."""
    return run.warmup_steps - 1


_SHAPES: Mapping[Schedule, Callable[[RunConfig, int], float]] = {
    "cosine": _cosine,
    "constant": _constant,
    "one-cycle": _one_cycle,
}
