"""How fast the full-size denoisers train at 256x256 pixels: pictures a second, and the share of the device's peak.

    python tests/bench/training.py [--device cuda] [--batch 32] [--family paella-v3] [--peak 989] [--out DIR]

Three arms, one after another: plain float32, bfloat16 as `[run] precision` mixes it, and that with `recompute`.
Conditions are random: the frozen networks are left out, as where they were precomputed. The work of a step is counted
(2 for each multiply-accumulate, forward and back, without what is recomputed).
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from paella_core.packs.loading import build
from paella_core.packs.published import PUBLISHED
from paella_core.training.data import Batch, Sample
from paella_core.training.distributed import recompute
from paella_core.training.loop import descend
from paella_core.training.loss import mean_loss
from paella_core.training.optimisation import Optimisation
from paella_core.training.run import RunConfig
from paella_core.training.task import Metrics

WARM_UP, STEPS, WORDS = 3, 10, 64
PLAIN = RunConfig(steps=WARM_UP + STEPS, precision="float32")
MIXED = replace(PLAIN, precision="bfloat16")
ARMS = {"float32": PLAIN, "bfloat16": MIXED, "bfloat16, recompute": replace(MIXED, recompute=True)}


@dataclass(frozen=True)
class Speed:
    """The median of an arm's steps, and how far they spread."""

    pictures_a_second: float
    seconds_a_step: float
    spread: float
    share_of_peak: float
    peak_gigabytes: float


class Random(nn.Module):
    """A published denoiser that learns random tokens under random conditions."""

    def __init__(self, family: str, batch: int, device: torch.device) -> None:
        super().__init__()
        pack = PUBLISHED[family]
        config, side = pack.networks["denoiser"].config, 256 // pack.downscale
        with device:
            self.product = build(pack.networks["denoiser"])
            self.tokens_BHW = torch.randint(config["num_labels"], (batch, side, side))
            self.t_B = torch.rand(batch)
            self.conditions = conditions_of(config, batch)

    def forward(self, _batch: Batch, _step: int, /) -> tuple[Tensor, Metrics]:
        return mean_loss(self.product(self.tokens_BHW, self.t_B, *self.conditions), self.tokens_BHW), {}


def conditions_of(config: Mapping[str, Any], batch: int) -> list[Tensor]:
    """What a denoiser of a family reads beside tokens and timesteps."""
    if "c_clip" in config:
        return [torch.randn(batch, config["c_clip"])]
    return [torch.randn(batch, WORDS, config["byt5_embd"]), torch.randn(batch, config["clip_embd"])]


def work_of(task: nn.Module, run: RunConfig, parts: list[Batch], device: torch.device) -> float:
    """The floating-point operations of a step."""
    with FlopCounterMode(display=False) as counter:
        descend(task, parts, 0, run, device)
    return float(counter.get_total_flops())


def measured(family: str, run: RunConfig, batch: int, device: torch.device, peak: float) -> Speed:
    """Steps of an arm, on fresh weights."""
    parts, task = (
        [Batch([Sample(np.zeros((0, 0, 3), np.uint8), "")] * batch, list(range(batch)))],
        Random(family, batch, device),
    )
    optimisation, counted = Optimisation(task.parameters(), run), work_of(task, run, parts, device)
    if run.recompute:
        recompute(task)

    def step(number: int) -> None:
        descend(task, parts, number, run, device)
        optimisation.step(number)
        optimisation.clear()

    seconds = [timed(lambda number=number: step(number), device) for number in range(run.steps)][WARM_UP:]
    median = statistics.median(seconds)
    held = torch.cuda.max_memory_allocated(device) / 1e9 if device.type == "cuda" else 0.0
    spread = (max(seconds) - min(seconds)) / median
    return Speed(batch / median, median, spread, counted / median / (peak * 1e12), held)


def timed(work: Callable[[], None], device: torch.device) -> float:
    """Seconds, until the device is done."""
    began = time.perf_counter()
    work()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - began


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description="How fast the full-size denoisers train.")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--family", nargs="+", default=["paella-v3", "paella-v1"])
    parser.add_argument("--peak", type=float, default=989.0, help="of the device in TFLOP/s (bfloat16, dense)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    chosen = parser.parse_args()
    device = torch.device(chosen.device)
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else platform.processor() or platform.machine()
    figures = {}
    for family in chosen.family:
        for arm, run in ARMS.items():
            if device.type == "cuda":
                torch.cuda.reset_peak_memory_stats()
            speed = measured(family, run, chosen.batch, device, chosen.peak)
            figures[f"{family}, {arm}"] = asdict(speed)
            print(f"{family:10} {arm:20} {speed.pictures_a_second:8.2f} pictures/s  {speed.share_of_peak:6.1%} of peak")
    report = {"device": name, "torch": torch.__version__, "batch": chosen.batch, "arms": figures}
    chosen.out.mkdir(exist_ok=True)
    (chosen.out / f"training-{device.type}.json").write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
