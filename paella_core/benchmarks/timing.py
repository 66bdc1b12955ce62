"""Seconds, of variants in turn: what else the computer does in the meantime meets all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class Seconds:
    """The median of several runs, the best of them, and how far they lie apart: (longest - shortest) / median."""

    median: float
    best: float
    spread: float
    runs: int


def interleaved(
    variants: Mapping[str, Callable[[], object]], runs: int, device: torch.device | None = None
) -> dict[str, Seconds]:
    """Each variant `runs` times, one after the other in turns, after one turn that warms up."""
    times: dict[str, list[float]] = {name: [] for name in variants}
    for turn in range(runs + 1):
        for name, work in variants.items():
            took = seconds(work, device)
            if turn:
                times[name].append(took)
    return {name: summary(each) for name, each in times.items()}


def seconds(work: Callable[[], object], device: torch.device | None = None) -> float:
    """How long some work takes, until the device is done."""
    began = time.perf_counter()
    work()
    if device is not None and device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - began


def summary(times: Sequence[float]) -> Seconds:
    """What is kept of some times."""
    median = statistics.median(times)
    return Seconds(median, min(times), (max(times) - min(times)) / median, len(times))
