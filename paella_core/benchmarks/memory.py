"""`paella bench memory`: the most resident memory that a picture takes, by how the pack's networks are arranged.

Each plan is a process of its own, which does nothing else. A published family has random weights, which are written to
disk first: several GB, removed at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from paella_core.benchmarks.memory_child import Question, can_tell
from paella_core.benchmarks.random_weights import write
from paella_core.counting import counted_needs
from paella_core.devices import choose
from paella_core.errors import NotSupported, PaellaError
from paella_core.packs import manifest as manifests
from paella_core.packs.published import PUBLISHED
from paella_core.packs.store import find
from paella_core.params import Knob, knob_of
from paella_core.residency import GIBIBYTE, plans
from paella_core.verbs.flags import DEVICES, number

ABOUT = "the most memory that a picture takes, by pack and by how its networks are arranged"
STEPS = 2
_SIDE = Knob("Side", "of the picture in pixels (default what the pack was trained at)", 1, 4096)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--pack", default="mini", metavar="NAME_OR_DIR", help="what generates (default mini)")
    which.add_argument("--random", choices=PUBLISHED, help="instead, a published pack with random weights")
    parser.add_argument("--plan", nargs="+", metavar="PLAN", help="keep, stages, stream (default all that it has)")
    parser.add_argument("--side", type=number(_SIDE, int), metavar="PX", help=_SIDE.help)
    parser.add_argument(
        "--steps", type=number(knob_of("steps"), int), default=STEPS, metavar="N", help=f"a picture (default {STEPS})"
    )
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute (default auto)")


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """By plan: bytes, and seconds.

    Raises:
        NotSupported: the system does not tell a program's memory, or the pack has no such plan.
        PaellaError: the pack cannot run here.
    """
    if not can_tell():
        raise NotSupported("How much memory a program takes is measured on Linux only.")
    device = choose(chosen.device)
    with _folder(chosen) as folder:
        pack = manifests.read(folder)
        names = [plan.name for plan in plans(counted_needs(pack), device)]
        unknown = set(chosen.plan or ()) - set(names)
        if unknown:
            raise NotSupported(f"There is no plan {', '.join(sorted(unknown))}. Choose some of {', '.join(names)}.")
        side = chosen.side or pack.native_size
        return {
            name: _asked(Question(str(folder.resolve()), name, device.type, side, chosen.steps, chosen.threads))
            for name in chosen.plan or names
        }


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{'plan':10}{'GiB at most':>13}{'as planned':>12}{'on the GPU':>12}{'s':>9}"]
    for name, one in figures.items():
        sizes = (one["peak"], one["planned"], one["gpu"])
        numbers = f"{sizes[0] / GIBIBYTE:13.2f}{sizes[1] / GIBIBYTE:12.2f}{sizes[2] / GIBIBYTE:12.2f}"
        lines.append(f"{name:10}{numbers}{one['seconds']:9.1f}")
        lines += [f"  {stage:32}{most / GIBIBYTE:9.2f}" for stage, most in one["stages"].items()]
    return "\n".join(lines)


@contextmanager
def _folder(chosen: argparse.Namespace) -> Iterator[Path]:
    """The pack's, which lasts as long as the block."""
    if chosen.random is None:
        yield find(chosen.pack)
        return
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), PUBLISHED[chosen.random])
        yield Path(folder)


def _asked(question: Question) -> dict[str, Any]:
    """What another process says, to whom no encoder has ever said anything."""
    command = [sys.executable, "-m", "paella_core.benchmarks.memory_child", json.dumps(asdict(question))]
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"PAELLA_HOME": home}
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if answer.returncode:
        reason = (answer.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise PaellaError(f"The plan {question.plan} could not be measured: {reason}")
    return json.loads(answer.stdout.splitlines()[-1])
