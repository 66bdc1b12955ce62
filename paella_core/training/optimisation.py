"""AdamW at a scheduled rate on clipped gradients, and an average of the weights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.distributed.tensor import DTensor

from paella_core.training.run import RunConfig, beta1, rate
from paella_core.training.task import Task

_PRODUCT = "product."


class Stepped(NamedTuple):
    """What a step did: the gradients' norm before clipping, and the rate and beta1 that it used."""

    gradient: Tensor
    rate: float
    beta1: float


class Optimisation:
    """The optimizer of a run."""

    def __init__(self, parameters: Iterable[nn.Parameter], run: RunConfig) -> None:
        self._parameters = [parameter for parameter in parameters if parameter.requires_grad]
        self._run = run
        cuda = all(parameter.device.type == "cuda" for parameter in self._parameters)
        self.optimizer = torch.optim.AdamW(self._parameters, weight_decay=run.weight_decay, fused=cuda or None)

    def step(self, step: int) -> Stepped:
        """Descend by the gradients there are; clipped, they stay to be looked at until `clear`."""
        done = Stepped(self._clip(), rate(self._run, step), beta1(self._run, step))
        for group in self.optimizer.param_groups:
            group["lr"], group["betas"] = done.rate, (done.beta1, self._run.beta2)
        self.optimizer.step()
        return done

    def clear(self) -> None:
        """Forget the gradients."""
        self.optimizer.zero_grad(set_to_none=True)

    def _clip(self) -> Tensor:
        norm = nn.utils.clip_grad_norm_(self._parameters, self._run.gradient_clip)
        return norm.full_tensor() if isinstance(norm, DTensor) else norm


class Average:
    """An exponential moving average of all floating weights and buffers; it follows faster in the first steps."""

    def __init__(self, network: nn.Module, run: RunConfig) -> None:
        self._run = run
        self.weights = {name: t.detach().clone() for name, t in network.state_dict().items() if t.is_floating_point()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's weights."""
        keep = 0.0 if step < self._run.ema_start else min(self._run.ema, (2 + step) / (11 + step))
        state = network.state_dict()
        for name, weights in self.weights.items():
            weights.lerp_(state[name], 1 - keep)


def averaged(task: Task, average: Average) -> dict[str, Tensor]:
    """The averaged weights of a task's product, by its own names, whole and on the CPU. All processes must ask."""
    state = task.state_dict() | average.weights
    return {name.removeprefix(_PRODUCT): whole(tensor) for name, tensor in state.items() if name.startswith(_PRODUCT)}


def whole(tensor: Tensor) -> Tensor:
    """A tensor of which each process may hold a part, on the CPU."""
    complete = tensor.full_tensor() if isinstance(tensor, DTensor) else tensor
    return complete.detach().cpu()
