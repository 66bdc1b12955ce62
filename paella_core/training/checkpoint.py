"""Checkpoints that a killed run resumes from, and the log of its metrics: safetensors and JSON, nothing unpickled."""

from __future__ import annotations

import json
import time
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from paella_core.atomic import replacing
from paella_core.errors import TrainingError

FILE_NAME, LOG_NAME = "checkpoint.safetensors", "metrics.jsonl"


class MetricsLog:
    """One JSON object a line: the step, the seconds since the run (re)started, and the numbers given."""

    def __init__(self, folder: Path) -> None:
        self.path, self.start = folder / LOG_NAME, time.monotonic()

    def write(self, step: int, **numbers: float) -> None:
        """Append a line, and print it."""
        rounded = {name: float(f"{value:.5g}") for name, value in numbers.items()}
        line = json.dumps({"step": step, "seconds": round(time.monotonic() - self.start, 1), **rounded})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)


def save_checkpoint(
    folder: Path, step: int, network: nn.Module, optimizer: torch.optim.Optimizer, average: dict[str, Tensor]
) -> None:
    """Write all that a run needs to go on, as one file, whole or not at all."""
    tensors = prefixed("network", distinct(network.state_dict())) | prefixed("average", distinct(average))
    for name, parameter in network.named_parameters():
        tensors |= prefixed(f"optimizer.{name}", optimizer.state[parameter])
    kept = {name: tensor.detach().cpu().contiguous().clone() for name, tensor in tensors.items()}
    with replacing(folder / FILE_NAME) as temporary:
        save_file(kept, temporary, metadata={"step": str(step)})


def restore(folder: Path, network: nn.Module, optimizer: torch.optim.Optimizer, average: dict[str, Tensor]) -> int:
    """Load the folder's checkpoint, if it has one, and return the number of steps done.

    Raises:
        TrainingError: the checkpoint is of another network.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    if not path.exists():
        return 0
    with safe_open(path, framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
        step = int(file.metadata()["step"])
    try:
        network.load_state_dict(network.state_dict() | part(tensors, "network"))
        for name, tensor in part(tensors, "average").items():
            average[name].copy_(tensor)
    except (RuntimeError, KeyError):
        raise TrainingError(f"{path} is of another network. Choose another --folder or remove it.") from None
    for name, parameter in network.named_parameters():
        state = part(tensors, f"optimizer.{name}")
        optimizer.state[parameter] = {key: t if key == "step" else t.to(parameter.device) for key, t in state.items()}
    return step


def distinct(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Tensors that share memory (tied embeddings) once."""
    first: dict[int, str] = {}
    return {name: t for name, t in tensors.items() if first.setdefault(t.data_ptr() or id(t), name) == name}


def prefixed(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """Names with a prefix."""
    return {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}


def part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors of a prefix, without it."""
    return {name.removeprefix(f"{prefix}."): t for name, t in tensors.items() if name.startswith(f"{prefix}.")}
