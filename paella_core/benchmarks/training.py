"""`paella bench training`: how fast denoisers train, in pictures a second and as a share of the device's peak.

Three arms, one after another, as two of them would not fit beside each other: plain float32, bfloat16 as `[run]
precision` mixes it, and that with `recompute`. Weights and conditions are random: the frozen networks are left out, as
where they were precomputed. The work of a step is counted (2 for each multiply-accumulate, forward and back, without
what is recomputed).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from paella_core.benchmarks.guided_runs import MINI
from paella_core.benchmarks.timing import Seconds, seconds, summary
from paella_core.devices import choose
from paella_core.packs import manifest as manifests
from paella_core.packs.loading import build
from paella_core.packs.manifest import Manifest
from paella_core.packs.published import PUBLISHED
from paella_core.packs.store import find
from paella_core.params import Knob
from paella_core.training.data import Batch, Sample
from paella_core.training.distributed import recompute
from paella_core.training.loop import descend
from paella_core.training.loss import mean_loss
from paella_core.training.optimisation import Optimisation
from paella_core.training.run import RunConfig
from paella_core.training.task import Metrics
from paella_core.verbs.flags import DEVICES, number

ABOUT = "how fast denoisers train"
FAMILIES = (MINI, "paella-v3", "paella-v1")
WARM_UP, STEPS, BATCH, WORDS = 3, 10, 32, 64
SIDE = 256  # pixels
PLAIN = RunConfig(steps=WARM_UP + STEPS, precision="float32")
MIXED = replace(PLAIN, precision="bfloat16")
ARMS = {"float32": PLAIN, "bfloat16": MIXED, "bfloat16, recompute": replace(MIXED, recompute=True)}
_STEPS = Knob("Steps", f"that count, after {WARM_UP} that warm up (default {STEPS})", 1, 10_000)
_BATCH = Knob("Batch", f"pictures a step (default {BATCH})", 1, 100_000)
_SIDE = Knob("Side", f"of a picture in pixels (default {SIDE})", 1, 4096)
_PEAK = Knob("Peak", "of the device in TFLOP/s (bfloat16, dense): the share of it is told too", 0.001, 1e6)


@dataclass(frozen=True)
class Speed:
    """What an arm's steps took. `share_of_peak` is None where the peak is not known; memory is a GPU's."""

    pictures_a_second: float
    seconds_a_step: Seconds
    operations_a_step: float
    share_of_peak: float | None
    peak_gigabytes: float


class Random(nn.Module):
    """A denoiser that learns random tokens under random conditions."""

    def __init__(self, pack: Manifest, side: int, batch: int, device: torch.device) -> None:
        super().__init__()
        config, side = pack.networks["denoiser"].config, side // pack.downscale
        with device:
            self.product = build(pack.networks["denoiser"])
            self.tokens_BHW = torch.randint(config["num_labels"], (batch, side, side))
            self.t_B = torch.rand(batch)
            self.conditions = conditions_of(config, batch)

    def forward(self, _batch: Batch, _step: int, /) -> tuple[Tensor, Metrics]:
        return mean_loss(self.product(self.tokens_BHW, self.t_B, *self.conditions), self.tokens_BHW), {}


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    parser.add_argument("--family", nargs="+", choices=FAMILIES, default=[MINI], help="what trains (default mini)")
    parser.add_argument("--arm", nargs="+", choices=ARMS, default=list(ARMS), help="how (default each way)")
    parser.add_argument("--batch", type=number(_BATCH, int), default=BATCH, metavar="N", help=_BATCH.help)
    parser.add_argument("--side", type=number(_SIDE, int), default=SIDE, metavar="PX", help=_SIDE.help)
    parser.add_argument("--steps", type=number(_STEPS, int), default=STEPS, metavar="N", help=_STEPS.help)
    parser.add_argument("--peak", type=number(_PEAK, float), metavar="F", help=_PEAK.help)
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """A `Speed` for each family and arm.

    Raises:
        DeviceError: there is no such device.
    """
    device = choose(chosen.device)
    return {
        f"{family}, {arm}": asdict(_speed(_manifest(family), replace(ARMS[arm], steps=chosen.steps), chosen, device))
        for family in chosen.family
        for arm in chosen.arm
    }


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{'':32}{'pictures/s':>12}{'s a step':>10}{'spread':>8}{'of peak':>9}{'GB':>8}"]
    for name, one in figures.items():
        taken, share = one["seconds_a_step"], one["share_of_peak"]
        of_peak = "-" if share is None else f"{share:.1%}"
        times = f"{one['pictures_a_second']:12.2f}{taken['median']:10.3f}{taken['spread']:8.0%}"
        lines.append(f"{name:32}{times}{of_peak:>9}{one['peak_gigabytes']:8.1f}")
    return "\n".join(lines)


def conditions_of(config: Mapping[str, Any], batch: int) -> Sequence[Tensor]:
    """What a denoiser of a family reads beside tokens and timesteps."""
    if "c_clip" in config:
        return [torch.randn(batch, config["c_clip"])]
    return [torch.randn(batch, WORDS, config["byt5_embd"]), torch.randn(batch, config["clip_embd"])]


def _manifest(family: str) -> Manifest:
    return manifests.read(find(MINI)) if family == MINI else PUBLISHED[family]


def _speed(pack: Manifest, run: RunConfig, chosen: argparse.Namespace, device: torch.device) -> Speed:
    """Steps of an arm, on fresh weights."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats()
    batch = Batch([Sample(np.zeros((0, 0, 3), np.uint8), "")] * chosen.batch, list(range(chosen.batch)))
    step, work = _stepping(Random(pack, chosen.side, chosen.batch, device), run, [batch], device)
    times = [seconds(lambda number=number: step(number), device) for number in range(WARM_UP + run.steps)]
    taken = summary(times[WARM_UP:])
    share = None if chosen.peak is None else work / taken.median / (chosen.peak * 1e12)
    held = torch.cuda.max_memory_allocated(device) / 1e9 if device.type == "cuda" else 0.0
    return Speed(chosen.batch / taken.median, taken, work, share, held)


def _stepping(
    task: Random, run: RunConfig, parts: list[Batch], device: torch.device
) -> tuple[Callable[[int], None], float]:
    """A training step, which takes its number, and its floating-point operations."""
    optimisation = Optimisation(task.parameters(), run)
    with FlopCounterMode(display=False) as counter:
        descend(task, parts, 0, run, device)
    if run.recompute:
        recompute(task)

    def step(number: int) -> None:
        descend(task, parts, number, run, device)
        optimisation.step(number)
        optimisation.clear()

    return step, float(counter.get_total_flops())
