"""`paella bench engine`: guided runs by the engine against the plain path, and what single savings bring.

`mini` is the pack that comes with the program. The published families have their published size and random weights,
which cost what the real ones do; text encoders and the prior are left out. They take minutes and up to 9 GB of memory.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import torch

from paella_core.benchmarks.guided_runs import ENGINE, FAMILIES, MINI, PLAIN_PATH, guided_run
from paella_core.benchmarks.savings import QUICK, SAVINGS, Setting
from paella_core.devices import choose, precision
from paella_core.packs.published import PUBLISHED
from paella_core.params import Knob, knob_of
from paella_core.verbs.flags import DEVICES, number

ABOUT = "each family against a plain way of computing the same, and what single savings bring"
PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16}
MINI_SIDES, MINI_STEPS, MINI_RUNS = (128, 256), 12, 5
LARGE_STEPS, LARGE_RUNS = 2, 1
_SIDE = Knob("Side", "of the picture in pixels", 1, 4096)
_RUNS = Knob("Runs", "of each variant, in turns, after one that warms up", 1, 1000)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    parser.add_argument(
        "--family", nargs="+", choices=FAMILIES, default=[MINI], help="what runs (default mini); others are large"
    )
    parser.add_argument(
        "--side", nargs="+", type=number(_SIDE, int), metavar="PX",
        help=f"{_SIDE.help} (default {' and '.join(map(str, MINI_SIDES))} for mini, else what it was trained at)",
    )  # fmt: skip
    parser.add_argument(
        "--steps", type=number(knob_of("steps"), int), metavar="N",
        help=f"a run (default {MINI_STEPS} for mini, else {LARGE_STEPS}: multiply by the seconds a step)",
    )  # fmt: skip
    about_runs = f"{_RUNS.help} (default {MINI_RUNS} for mini, else {LARGE_RUNS})"
    parser.add_argument("--runs", type=number(_RUNS, int), metavar="N", help=about_runs)
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")
    parser.add_argument("--precision", choices=PRECISIONS, help="of the engine (default the device's own)")
    parser.add_argument(
        "--saving",
        nargs="*",
        choices=SAVINGS,
        default=QUICK,
        help=f"which to measure beside, if any (default {' and '.join(QUICK)}; the others take minutes)",
    )


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """`runs`, one for each family and size, and `savings` by name.

    Raises:
        PaellaError: a family cannot run here.
    """
    device = choose(chosen.device)
    dtype = PRECISIONS[chosen.precision] if chosen.precision else precision(device)
    setting = Setting(device, dtype, chosen.steps or MINI_STEPS, chosen.runs or MINI_RUNS)
    return {
        "runs": [_run(family, side, chosen, setting) for family in chosen.family for side in _sides(family, chosen)],
        "savings": {name: SAVINGS[name](setting) for name in chosen.saving},
    }


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{'a guided run':44}{'s':>9}{'s a step':>10}{'spread':>8}{'of engine':>11}{'agree':>9}"]
    for run in figures["runs"]:
        name = f"{run['family']}, {run['side']} px, {run['steps']} steps, {run['precision']}"
        agree = "-" if run["agree"] is None else f"{run['agree']:.2%}"
        for variant, taken in run["seconds"].items():
            ratio, median = run["ratios"].get(variant, 1.0), taken["median"]
            lines.append(
                f"{name if variant == ENGINE else '  ' + variant:44}{median:9.3f}{median / run['steps']:10.3f}"
                f"{taken['spread']:8.0%}{ratio:10.2f}x{agree if variant == PLAIN_PATH else '':>9}"
            )
    for name, saving in figures["savings"].items():
        lines += ["", name, *(f"  {key:42}{value}" for key, value in flattened(saving))]
    return "\n".join(lines)


def flattened(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Figures within figures, as lines: what each is called, and its number."""
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from flattened(value, f"{before}{name}, ")
        else:
            yield before + name, f"{value:9.3f}" if isinstance(value, float) else f"{value!s:>9}"


def _run(family: str, side: int, chosen: argparse.Namespace, setting: Setting) -> dict[str, Any]:
    steps = chosen.steps or (MINI_STEPS if family == MINI else LARGE_STEPS)
    runs = chosen.runs or (MINI_RUNS if family == MINI else LARGE_RUNS)
    run = guided_run(family, side, steps, runs, setting.device, setting.dtype)
    return asdict(run) | {"ratios": run.ratios}


def _sides(family: str, chosen: argparse.Namespace) -> Sequence[int]:
    return chosen.side or (MINI_SIDES if family == MINI else (PUBLISHED[family].native_size,))
