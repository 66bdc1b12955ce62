"""The measurements of the interface measure what they say."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.application import reading
from app.application.reading import Reader
from app.bench import edit, ui
from app.bench.opening import RUNS, measure_opening
from app.bench.strokes import Sample, centred, cut, drawn_strokes, read_strokes
from paella_core.errors import BadInput
from paella_core.verbs import bench

ROOT = Path(__file__).parents[2]
SMALL = """
import json, sys, time
from app.bench.cases import Case, View, measure_strokes, measure_view
from app.bench.replay import WatchedApplication
from app.bench.strokes import drawn_strokes
from app.canvas.canvas_view import CanvasView

application = WatchedApplication([])
quick = measure_strokes(Case("", 512, layers=3), drawn_strokes(0.5), "")
draw = CanvasView.paintEvent
def slow(self, event):
    draw(self, event)
    time.sleep(0.05)
CanvasView.paintEvent = slow
late = measure_strokes(Case("", 512), drawn_strokes(0.5), "")
moved = measure_view(View("", 512, 1.0))
print(json.dumps([quick.posted, quick.lost, len(quick.latency), min(late.latency), late.lost, min(moved["pan"])]))
"""


def test_a_recording_is_read(tmp_path: Path) -> None:
    path = tmp_path / "strokes.dat"
    path.write_text("1.0 10 20 0\n1.5 11 21 0.5\n2.0 12 22 1\n")
    samples = read_strokes(path)
    assert samples == [Sample(0.0, 10, 20, 0), Sample(0.5, 11, 21, 0.5), Sample(1.0, 12, 22, 1)]
    assert cut(samples, 0.6) == samples[:2]
    assert [(sample.x, sample.y) for sample in centred(samples, 101, 51)] == [(49.5, 24.5), (50.5, 25.5), (51.5, 26.5)]


@pytest.mark.parametrize("text", ["", "a b c d\n", "1 2 3\n1 2 3\n", "1 2 3 nan\n2 2 3 4\n"])
@pytest.mark.filterwarnings("ignore:loadtxt")
def test_anything_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "strokes.dat"
    path.write_text(text)
    with pytest.raises(BadInput, match="time, x, y and pressure"):
        read_strokes(path)


def test_drawn_strokes_press_and_hover() -> None:
    samples = drawn_strokes(4)
    assert {sample.pressure > 0 for sample in samples} == {True, False}
    assert all(0 <= sample.pressure <= 1 for sample in samples)


def test_each_event_is_counted_and_a_slow_paint_is_seen() -> None:
    run = subprocess.run([sys.executable, "-c", SMALL], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    posted, lost, shown, slowest, also_lost, pan = json.loads(run.stdout.splitlines()[-1])
    assert posted == shown > 50
    assert lost == also_lost == 0
    assert slowest > 50
    assert pan > 50


def test_the_groups_that_the_editor_brings_are_groups() -> None:
    """Each is found by its module's name, and is what `paella bench` asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brought = project["entry-points"][bench.GROUP]
    assert set(brought) == {"edit", "ui"}
    for module in map(import_module, brought.values()):
        parser = argparse.ArgumentParser()
        module.add_flags(parser)
        assert parser.parse_args(["--pack", "other"]).pack == "other"
        assert len(module.ABOUT.split()) > 3
        assert callable(module.measured)
        assert callable(module.table)


def test_figures_are_laid_out() -> None:
    spread = {"p50": 1.5, "p95": 2.5, "p99": 3.0, "worst": 4.0}
    strokes = {"small": {"events": 9, "lost": 0, "latency": spread, "work": spread, "late": spread}}
    figures = {
        "start": {"window": 700, "torch": 0.0},
        "strokes": strokes,
        "views": {"large": {"pan": spread}},
        "opening": spread,
    }
    lines = ui.table(figures).splitlines()
    assert lines[0] == "window after 700 ms, torch not imported"
    assert lines[3].split() == ["small", "9", "0", "1.5", "2.5", "3.0", "4.0", "2.5"]
    assert lines[6].split() == ["large,", "pan", "1.5", "2.5", "3.0", "4.0"]
    assert lines[-1].split() == ["PNG", "1.5", "2.5", "3.0", "4.0"]
    assert edit.table({"cancel": edit.spread([1, 2, 3])}).splitlines()[-1].split() == ["cancel", "2.0", "2.9", "3.0"]


def test_a_blocked_interface_is_seen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    assert len(measure_opening(512)) >= RUNS
    monkeypatch.setattr(Reader, "_wait", lambda self, reading, name: time.sleep(0.2))  # noqa: ARG005
    monkeypatch.setattr(reading, "AT_ONCE", 0)
    assert max(measure_opening(512)) > 150


def test_no_run_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match="Runs must be 1 or more, not 0"):
        edit.measured(argparse.Namespace(runs=0, pack="mini"))


def test_an_unknown_benchmark_is_refused() -> None:
    parser = argparse.ArgumentParser()
    bench.add_verbs(parser.add_subparsers())
    args = parser.parse_args(["bench", "nothing", "--json"])
    assert args.rest == ["--json"]
    with pytest.raises(BadInput, match="no benchmark 'nothing'"):
        args.run(args)
