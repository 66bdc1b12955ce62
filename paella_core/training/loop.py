"""The training loop, the same for every network: one screen long.

Each step draws its randomness from (seed, step) alone, so that a resumed run goes on with the same numbers.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from paella_core.errors import TrainingError
from paella_core.training.checkpoint import MetricsLog, restore, save_checkpoint
from paella_core.training.distributed import Share, anyone, average_gradients


@dataclass(frozen=True)
class RunConfig:
    """The section `run`: how long, how fast, how often. `ema` is the share kept of the averaged weights each step."""

    steps: int
    batch_size: int = 16
    learning_rate: float = 1e-3
    final_rate: float = 0.1
    warmup_steps: int = 100
    beta2: float = 0.99
    weight_decay: float = 0.01
    gradient_clip: float = 1.0
    ema: float = 0.999
    seed: int = 1
    log_every: int = 20
    checkpoint_every: int = 250
    precision: str = "float32"


class Task(Protocol):
    """What is trained: a network, its batches, and the loss of one."""

    @property
    def network(self) -> nn.Module:
        """All that learns."""
        ...

    @property
    def product(self) -> nn.Module:
        """The part of it that goes into the pack."""
        ...

    def batches(self, first: int, last: int, share: Share) -> Iterable[Any]:
        """This process's share of the batches of steps `first` to `last` (exclusive)."""
        ...

    def loss(self, batch: Any, step: int, /) -> tuple[Tensor, dict[str, float]]:
        """The loss to descend, and what to log beside it."""
        ...


def train(task: Task, run: RunConfig, device: torch.device, share: Share, folder: Path, minutes: float) -> nn.Module:
    """Train until `run.steps`, or until `minutes` have passed; returns the averaged network.

    Raises:
        TrainingError: the loss is no longer finite, or the folder holds a run of another network.
    """
    network = task.network.to(device).train()
    optimizer = torch.optim.AdamW(
        network.parameters(), betas=(0.9, run.beta2), weight_decay=run.weight_decay, fused=device.type == "cuda"
    )
    average = Average(network, run.ema)
    first = restore(folder, network, optimizer, average.weights)
    log, end = MetricsLog(folder), time.monotonic() + 60 * minutes
    for step, batch in enumerate(task.batches(first, run.steps, share), start=first + 1):
        torch.manual_seed((run.seed << 40) + (step << 10) + share.index)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(run, step)
        with autocast(device, run.precision):
            loss, metrics = task.loss(batch, step)
        loss.backward()
        average_gradients(network, share)
        norm = nn.utils.clip_grad_norm_(network.parameters(), run.gradient_clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        average.update(network, step)
        over = step == run.steps or anyone(time.monotonic() > end, share, device)
        if share.leads and (step % run.log_every == 0 or over):
            log.write(step, loss=finite(loss), gradient=float(norm), rate=learning_rate(run, step), **metrics)
        if share.leads and (step % run.checkpoint_every == 0 or over):
            save_checkpoint(folder, step, network, optimizer, average.weights)
        if over:
            break
    average.copy_to(network)
    return network.eval()


def learning_rate(run: RunConfig, step: int) -> float:
    """Linear warm-up, then a half cosine down to `final_rate` of the top."""
    if step < run.warmup_steps:
        return run.learning_rate * step / run.warmup_steps
    done = (step - run.warmup_steps) / max(1, run.steps - run.warmup_steps)
    return run.learning_rate * (run.final_rate + (1 - run.final_rate) * (1 + math.cos(math.pi * done)) / 2)


def autocast(device: torch.device, precision: str) -> torch.autocast:
    """Mixed precision where the run asks for bfloat16."""
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == "bfloat16")


def finite(loss: Tensor) -> float:
    """The loss as a number.

    Raises:
        TrainingError: it is infinite or not a number.
    """
    value = float(loss.detach())
    if not math.isfinite(value):
        raise TrainingError("The loss is no longer finite; resume from the last checkpoint with a lower learning rate.")
    return value


class Average:
    """An exponential moving average of all floating weights and buffers; it follows faster in the first steps."""

    def __init__(self, network: nn.Module, keep: float) -> None:
        self.keep = keep
        self.weights = {name: t.detach().clone() for name, t in network.state_dict().items() if t.is_floating_point()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's weights."""
        keep = min(self.keep, (1 + step) / (10 + step))
        state = network.state_dict()
        for name, weights in self.weights.items():
            weights.lerp_(state[name], 1 - keep)

    def copy_to(self, network: nn.Module) -> None:
        """Give the network the averaged weights."""
        network.load_state_dict(self.weights, strict=False)
