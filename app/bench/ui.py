"""`paella bench ui`: how soon the interface answers. Times are milliseconds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt

from app.bench.cases import CASES, VIEWS, measure_strokes, measure_view
from app.bench.opening import SIDE, measure_opening
from app.bench.replay import Timings, WatchedApplication
from app.bench.startup import measure_start
from app.bench.strokes import Sample, cut, drawn_strokes, read_strokes
from app.theme import DARK, palette

ABOUT = "how soon the interface answers: strokes, views, opening, the first window"
SECONDS = 10.0
_MARKS = {"p50": 50, "p95": 95, "p99": 99, "worst": 100}  # percentiles
_HEAD = "".join(f"{name:>8}" for name in _MARKS)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Its own flags."""
    parser.add_argument("--strokes", type=Path, metavar="FILE", help="a recording: lines of time, x, y, pressure")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"of strokes in each case (default {SECONDS:g})")
    parser.add_argument("--pack", default="mini", metavar="NAME_OR_DIR", help="what generates (default mini)")


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """`start`, `strokes`, `views` and `opening`.

    Raises:
        PaellaError: the strokes or the engine cannot be used.
        OSError: the strokes cannot be read.
    """
    samples = cut(read_strokes(chosen.strokes), chosen.seconds) if chosen.strokes else drawn_strokes(chosen.seconds)
    return {"start": measure_start(), **_measured(samples, chosen.pack)}


def table(figures: Mapping[str, Any]) -> str:
    """The figures as text."""
    start = figures["start"]
    lines = [
        f"window after {start['window']} ms, torch {'imported' if start['torch'] else 'not imported'}",
        "",
        f"{'from event to paint, ms':32}{'events':>8}{'lost':>6}{_HEAD}{'work p95':>10}",
    ]
    for name, one in figures["strokes"].items():
        lines.append(f"{name:32}{one['events']:8}{one['lost']:6}{_columns(one['latency'])}{one['work']['p95']:10}")
    lines += ["", f"{'view moved, ms':46}{_HEAD}"]
    for name, kinds in figures["views"].items():
        lines += [f"{f'{name}, {kind}':46}{_columns(times)}" for kind, times in kinds.items()]
    lines += ["", f"{f'late while opening {SIDE} x {SIDE}, ms':46}{_HEAD}", f"{'PNG':46}{_columns(figures['opening'])}"]
    return "\n".join(lines)


def _measured(samples: list[Sample], pack: str) -> dict[str, Any]:
    for attribute in (
        Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
        Qt.ApplicationAttribute.AA_CompressTabletEvents,
    ):
        QCoreApplication.setAttribute(attribute, False)
    application = WatchedApplication(sys.argv[:1])
    application.setPalette(palette(DARK))
    strokes = {case.name: _summary(measure_strokes(case, samples, pack)) for case in CASES}
    views = {view.name: {kind: _spread(times) for kind, times in measure_view(view).items()} for view in VIEWS}
    return {"strokes": strokes, "views": views, "opening": _spread(measure_opening())}


def _summary(timings: Timings) -> dict[str, Any]:
    return {
        "events": timings.posted,
        "lost": timings.lost,
        "latency": _spread(timings.latency),
        "work": _spread(timings.work),
        "late": _spread(timings.lateness),
    }


def _spread(times: list[float]) -> dict[str, float]:
    return {name: round(float(np.percentile(times, mark)), 1) for name, mark in _MARKS.items()} if times else {}


def _columns(spread: dict[str, float]) -> str:
    return "".join(f"{value:8}" for value in spread.values())
