"""`paella bench quality`: how good the pictures are of a pack that learned on the project's own scenes.

Worlds are drawn by lot, of a series that no training uses; the pack is asked for them in words that say all that is in
them, and a judge that has just learned on fresh drawings says what it sees. How often the judge itself is right about
drawings is printed beside.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, cast

import torch

from paella_core.benchmarks.guided_runs import MINI
from paella_core.benchmarks.quality import coding, editing, making
from paella_core.benchmarks.quality.asked import asked
from paella_core.benchmarks.quality.probe import trained
from paella_core.benchmarks.quality.row import Row
from paella_core.benchmarks.quality.trial import Trial
from paella_core.benchmarks.timing import interleaved
from paella_core.engine import Engine
from paella_core.families import OpenPack
from paella_core.families.codec import TokenVQGAN
from paella_core.params import Knob
from paella_core.verbs.flags import DEVICES, number

ABOUT = "how good the pictures are of a pack that learned on scenes"
SEED = 7
TIMED = {128: 0.5, 256: 1.2}  # the side of a picture in pixels, and the seconds that a good pack takes for it
RUNS = 5
LEAST = 0.98  # of drawings: a judge that is right less often is not to be believed
_PROMPTS = Knob("Prompts", "a picture each, for their fidelity", 2, 100_000)
_EDITS = Knob("Edits", "of each kind", 2, 100_000)
_SCENES = Knob("Scenes", "that the judge learns on", 64, 1_000_000)
_SIDE = Knob("Side", "of the pictures in pixels", 32, 1024)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    for knob, default in ((_PROMPTS, 256), (_EDITS, 32), (_SCENES, 12_000), (_SIDE, 128)):
        parser.add_argument(
            f"--{knob.label.lower()}", type=number(knob, int), default=default, metavar="N",
            help=f"{knob.help} (default {default})",
        )  # fmt: skip
    parser.add_argument("--photographs", type=Path, metavar="DIR", help="a folder of photographs for a round trip")
    parser.add_argument("--pack", default=MINI, metavar="NAME_OR_DIR", help=f"the model pack (default {MINI})")
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """`judge`, how often it is right about drawings, by attribute; and `rows` of the table.

    Raises:
        PackNotFound: there is no such pack.
        PackBroken: it is damaged or incomplete.
        DeviceError: the device is absent.
        BadInput: there are no photographs where they are said to be.
    """
    pack = OpenPack.open(chosen.pack, chosen.device)
    vqgan = cast(TokenVQGAN, pack.vqgan)
    rows = coding.photographs(vqgan, chosen.photographs) if chosen.photographs else []
    rows += coding.round_trip(vqgan, chosen.edits, chosen.side)
    trial = Trial(Engine(pack), trained(chosen.scenes, SEED), chosen.side)
    few = max(2, chosen.edits // 4)
    rows += making.fidelity(trial, chosen.prompts) + making.diversity(trial, few)
    rows += editing.inpainting(trial, chosen.edits) + editing.outpainting(trial, chosen.edits)
    rows += editing.structure(trial, chosen.edits)
    rows += making.variations(trial, few) if "vary" in pack.manifest.abilities else []
    rows += editing.interpolation(trial, few) + editing.blending(trial, chosen.edits)
    rows += _seconds(trial, pack.device)
    return {"judge": _right(trial, chosen.prompts), "rows": [{**asdict(row), "met": row.met} for row in rows]}


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    judge = ", ".join(f"{name} {share:.1%}" for name, share in figures["judge"].items())
    lines = [f"The judge is right about drawn scenes: {judge}."]
    lines += [f"Do not believe it where that is below {LEAST:.0%}."] if min(figures["judge"].values()) < LEAST else []
    lines.append(f"{'':56}{'figure':>12}{'good':>14}")
    for figure in figures["rows"]:
        row = Row(**{name: value for name, value in figure.items() if name != "met"})
        good = f"{'<=' if row.at_most else '>='} {row.told(row.goal)}"
        lines.append(f"{row.name:56}{row.told(row.value):>12}{good:>14}{'' if row.met else '  missed'}")
    return "\n".join(lines)


def _right(trial: Trial, drawings: int) -> dict[str, float]:
    """How often the judge is right about drawings of what is asked for."""
    worlds = asked(drawings)
    return trial.judge.agrees([one.drawn(trial.side).image for one in worlds], [one.world for one in worlds])


def _seconds(trial: Trial, device: torch.device) -> list[Row]:
    """How long a picture takes at each size."""
    (one,) = asked(1)
    ways = {str(side): partial(Trial(trial.engine, trial.judge, side).generated, [one]) for side in TIMED}
    taken = interleaved(ways, RUNS, device)
    return [
        Row(f"a picture of {side} x {side}", taken[str(side)].median, goal, "s", at_most=True)
        for side, goal in TIMED.items()
    ]
