"""`paella bench typical`: typical filter and draw, against sorting all labels and drawing from all of them.

Logits are normal numbers times a peakedness: with 8192 labels and a mass of 0.2, a thousand labels are kept of logits
times 1, a quarter of that times 2, nine times 4. The sort is measured on logits as a network lays them out, labels
before rows and columns, and on logits with each cell's labels side by side.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

import torch
from torch import Tensor

from paella_core.benchmarks.plain_sampling import gumbel_noise, typical_only
from paella_core.benchmarks.timing import interleaved
from paella_core.devices import choose
from paella_core.params import Knob
from paella_core.randomness import CountedRandomness, Purpose
from paella_core.typical import draw_typical, typical_logits
from paella_core.verbs.flags import DEVICES, number

ABOUT = "typical filter and draw, against sorting all labels"
LABELS, SEED = 8192, 7
QUICK, SORT_AS_LAID_OUT, SORT_ROWS = "without a sort", "sort, labels first", "sort, labels last"
_SIDE = Knob("Side", "of the grid in tokens", 1, 256)
_PEAK = Knob("Peakedness", "what normal logits are multiplied by", 0, 100)
_MASS = Knob("Mass", "of probability that is kept", 0, 1)
_RUNS = Knob("Runs", "of each variant, in turns, after one that warms up", 1, 1000)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    parser.add_argument("--side", type=number(_SIDE, int), default=64, metavar="N", help=f"{_SIDE.help} (default 64)")
    parser.add_argument(
        "--peak", nargs="+", type=number(_PEAK, float), default=[1.0, 2.0, 4.0], metavar="F", help=f"{_PEAK.help} "
        "(default 1, 2 and 4)",
    )  # fmt: skip
    parser.add_argument(
        "--mass", nargs="+", type=number(_MASS, float), default=[0.2, 0.9], metavar="F",
        help=f"{_MASS.help} (default 0.2 and 0.9)",
    )  # fmt: skip
    parser.add_argument("--runs", type=number(_RUNS, int), default=3, metavar="N", help=f"{_RUNS.help} (default 3)")
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")


@torch.inference_mode()
def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """`runs`, one for each peakedness and mass.

    Raises:
        NotSupported: there is no such device.
    """
    device = choose(chosen.device)
    cases = [(peak, mass) for peak in chosen.peak for mass in chosen.mass]
    return {"runs": [_run(chosen.side, *case, chosen.runs, device) for case in cases]}


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{'filter and draw':46}{'s':>9}{'spread':>8}{'of quick':>10}{'kept':>8}{'agree':>10}"]
    for run in figures["runs"]:
        name = f"normal * {run['peak']:g}, mass {run['mass']:g}, {run['side']} x {run['side']} x {LABELS}"
        for variant, taken in run["seconds"].items():
            head, facts = f"  {variant}", ""
            if variant == QUICK:
                head, facts = name, f"{run['kept']:8.0f}{run['agree']:10.3%}"
            lines.append(f"{head:46}{taken['median']:9.3f}{taken['spread']:8.0%}{run['ratios'][variant]:9.2f}x{facts}")
    return "\n".join(lines)


def _run(side: int, peak: float, mass: float, runs: int, device: torch.device) -> dict[str, Any]:
    """Seconds by variant, ratios of them, how many labels of a cell are kept, and the share of equal tokens."""
    generator = torch.Generator().manual_seed(SEED)
    logits_NK = (torch.randn(side * side, LABELS, generator=generator) * peak).to(device)
    last_BHWK = logits_NK.view(1, side, side, LABELS)
    first_BHWK = last_BHWK.movedim(-1, 1).contiguous().movedim(1, -1)
    randomness = CountedRandomness([SEED], LABELS, side, side, device=device)
    variants: dict[str, Callable[[], Tensor]] = {
        QUICK: partial(_quickly, logits_NK, randomness, mass),
        SORT_AS_LAID_OUT: partial(_by_sorting, first_BHWK, randomness, mass),
        SORT_ROWS: partial(_by_sorting, last_BHWK, randomness, mass),
    }
    taken = interleaved(variants, runs, device)
    agree = (variants[QUICK]() == variants[SORT_ROWS]().flatten()).float().mean().item()
    return {
        "side": side,
        "peak": peak,
        "mass": mass,
        "kept": typical_logits(logits_NK, mass).isfinite().sum().item() / len(logits_NK),
        "agree": agree,
        "seconds": {name: asdict(each) for name, each in taken.items()},
        "ratios": {name: each.median / taken[QUICK].median for name, each in taken.items()},
    }


def _quickly(logits_NK: Tensor, randomness: CountedRandomness, mass: float) -> Tensor:
    return draw_typical(logits_NK, randomness.cells(Purpose.GUMBEL, 0).flatten(), 1.0, mass)


def _by_sorting(logits_BHWK: Tensor, randomness: CountedRandomness, mass: float) -> Tensor:
    return (typical_only(logits_BHWK, mass, 1) + gumbel_noise(randomness, 0)).argmax(-1)
