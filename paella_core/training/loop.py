"""The training loop, the same for every network: one screen long.

Each sample draws its randomness from (seed, its number) alone, so that a resumed run goes on with the same numbers, and
several processes learn what one would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from paella_core.errors import TrainingError
from paella_core.training.checkpoint import Checkpoints, State
from paella_core.training.data import Batch
from paella_core.training.distributed import Share, adding_up, anyone, distributed, mean_of_all
from paella_core.training.optimisation import Average, Optimisation
from paella_core.training.run import RunConfig
from paella_core.training.task import Task

_ASK_EVERY = 10  # steps between asking all processes whether to stop


@dataclass(frozen=True)
class Around:
    """What a run is surrounded by: `stop` says when to end before its last step, the others hear what happened."""

    share: Share
    checkpoints: Checkpoints
    stop: Callable[[], bool]
    begin: Callable[[int, State], None]
    after: Callable[[list[Batch]], None]
    log: Callable[[int, dict[str, float]], None]
    saved: Callable[[int, Average], None]


def train(task: Task, run: RunConfig, batches: Callable[[range], Iterator[list[Batch]]], around: Around) -> Average:
    """Train until `run.steps`, or until told to stop; returns the averaged weights.

    Raises:
        TrainingError: the loss is no longer finite, or a checkpoint cannot be read or written.
    """
    device = next(task.parameters()).device
    network = distributed(task, run, around.share, task.leaves_weights_out)
    optimisation, average = Optimisation(task.parameters(), run), Average(task, run)
    state = State(task, optimisation.optimizer, average.weights)
    first = around.checkpoints.restore(state)
    around.begin(first, state)
    for step, parts in enumerate(batches(range(first, run.steps)), start=first):
        torch.manual_seed((run.seed << 40) + (step << 10) + around.share.index)
        metrics = descend(network, parts, step, run, device)
        stepped = optimisation.step(step)
        optimisation.clear()
        average.update(task, step)
        around.after(parts)
        over = step + 1 == run.steps or (
            (around.share.count == 1 or step % _ASK_EVERY == 0) and anyone(around.stop(), around.share, device)
        )
        if run.logs(step) or over:
            numbers = mean_of_all(metrics, around.share)
            around.log(step + 1, finite({**numbers, "gradient": float(stepped.gradient), "rate": stepped.rate}))
        if (step + 1) % run.checkpoint_every == 0 or over:
            finite({"gradient": float(stepped.gradient)})
            around.checkpoints.save(step + 1, state)
            around.saved(step + 1, average)
        if over:
            break
    return average


def descend(
    network: nn.Module, parts: list[Batch], step: int, run: RunConfig, device: torch.device
) -> dict[str, Tensor]:
    """The gradients of a step, added up over its parts; returns the loss and what to log beside it."""
    samples, totals = sum(len(part) for part in parts), dict[str, Tensor]()
    for number, part in enumerate(parts, start=1):
        weight = len(part) / samples
        with adding_up(network, last=number == len(parts)):
            with torch.autocast(device.type, torch.bfloat16, enabled=run.precision == "bfloat16"):
                loss, metrics = network(part, step)
            (loss * weight).backward()
        for name, value in {"loss": loss.detach(), **metrics}.items():
            totals[name] = totals.get(name, torch.zeros((), device=device)) + weight * value
    return totals


def finite(numbers: dict[str, float]) -> dict[str, float]:
    """The numbers.

    Raises:
        TrainingError: one of them is infinite or not a number.
    """
    for name, value in numbers.items():
        if not math.isfinite(value):
            raise TrainingError(
                f"The {name} is no longer finite. Lower [run] learning_rate and start again: it resumes from the last "
                "checkpoint."
            )
    return numbers
