"""Killed at any time, nothing is lost: no file is damaged, no save that was told of is gone, and at most the last two
seconds of strokes are."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from crashing import SIDE, dabs
from crashing_studio import marks

from app.document.files import is_project, open_document
from app.document.journal.folder import Folder
from app.document.journal.replay import remembered
from app.document.outline import Outline, Pixels, still_of

AT_RISK = 2.0  # seconds of strokes that a crash may take along
LONGEST = 3.0  # seconds of work before a kill
ROOT = Path(__file__).parents[2]


@dataclass
class Figures:
    """What many kills came to."""

    kills: int = 0
    dabs: int = 0
    told: int = 0
    recovered: int = 0
    oldest_lost: list[float] = field(default_factory=list)  # seconds before the kill

    def __str__(self) -> str:
        worst = max(self.oldest_lost, default=0.0)
        mean = sum(self.oldest_lost) / max(len(self.oldest_lost), 1)
        return (
            f"{self.kills} kills, {self.dabs} dabs, {self.told} saves told, {self.recovered} pictures recovered; "
            f"strokes lost: {mean:.2f} s on average, {worst:.2f} s at worst"
        )


@dataclass(frozen=True)
class Child:
    """A program to be killed, and how to count the dabs in a document of its."""

    name: str
    count: Callable[[Outline[Pixels]], int]
    in_pictures: bool  # whether pictures show the dabs, too
    most: int  # dabs, after which something new is begun

    def in_file(self, path: Path) -> int | None:
        """How many dabs a file has; None for a picture that does not show them, which was read, though."""
        still = still_of(open_document(path).document)
        return self.count(still) if self.in_pictures or is_project(path) else None


SMALL = Child("crashing.py", lambda still: dabs(list(still.planes())[2].array[..., :3]), True, 12_000)
STUDIO = Child("crashing_studio.py", lambda still: marks(still.mask.array), False, 3000)


def killed(child: Child, home: Path, seed: int, seconds: float) -> float:
    """Let the editor work for some time after it has begun, or kill it earlier; returns when it was killed."""
    (home / "events").unlink(missing_ok=True)
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name(child.name)), str(home), str(seed)],
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}",
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",
        },
        stderr=subprocess.PIPE,
    ) as running:
        deadline = time.monotonic() + 60
        while not events(home) and seconds > 0.1 and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(seconds)
        moment = time.time()
        running.send_signal(signal.SIGKILL)
        assert running.stderr is not None
        said = running.stderr.read().decode()
        assert running.wait() == -signal.SIGKILL, said
        assert "Traceback" not in said, said
    return moment


def events(home: Path) -> list[list[Any]]:
    path = home / "events"
    lines = path.read_text().splitlines(keepends=True) if path.exists() else []
    return [json.loads(line) for line in lines if line.endswith("\n")]


def check(child: Child, home: Path, before: int, moment: float, figures: Figures) -> int:
    """Look at what a kill left; returns how many dabs are not lost."""
    happened = events(home)
    painted = {event[2]: event[1] for event in happened if event[0] == "dab"}
    paths = {Path(event[1]) for event in happened if event[0] == "asked"}
    files = {str(path): child.in_file(path) for path in paths if path.exists()}
    for path, number in files.items():
        moments = {event[2] for event in happened if event[:2] == ["asked", path]}
        told = [event[2] for event in happened if event[:2] == ["told", path]]
        figures.told += len(told)
        if number is None:
            continue
        assert number in moments or not told, f"{path} has {number} dabs, which was never saved"
        assert number >= max(told, default=0), f"{path} has {number} dabs, but {max(told)} were told to be saved"
    kept = [before] if not painted else []
    kept += [number for path, number in files.items() if number is not None and is_project(Path(path))]
    for folder in [Folder(path) for path in (home / "recovery").glob("*")]:
        still = remembered(folder).still if folder.has_head and not folder.blank else None
        if still is not None and still.width == SIDE:
            kept.append(child.count(still))
            figures.recovered += 1
    last = max(kept, default=0)
    lost = [moment - when for number, when in painted.items() if number > last]
    figures.kills += 1
    figures.dabs += len(painted)
    figures.oldest_lost.append(max(lost, default=0.0))
    assert max(lost, default=0.0) <= AT_RISK, f"{len(lost)} dabs of {max(lost):.2f} s are lost"
    return last


def campaign(child: Child, place: Path, kills: int, seed: int) -> Figures:
    random_, figures, home, kept = random.Random(seed), Figures(), place, 0
    for number in range(kills):
        if number == 0 or random_.random() < 0.2 or kept > child.most:  # something new; otherwise on with what is left
            home, kept = place / f"home-{number}", 0
            home.mkdir()
        seconds = random_.choice([random_.uniform(0, 1), random_.uniform(0, LONGEST)])
        kept = check(child, home, kept, killed(child, home, seed * 1000 + number, seconds), figures)
    return figures


@pytest.mark.parametrize("child", [SMALL, STUDIO], ids=lambda child: child.name)
def test_a_few_kills_lose_nothing(tmp_path: Path, child: Child) -> None:
    figures = campaign(child, tmp_path, 2, 1)
    assert figures.kills == 2


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("child", [SMALL, STUDIO], ids=lambda child: child.name)
def test_many_kills_lose_nothing(tmp_path: Path, child: Child) -> None:
    figures = campaign(child, tmp_path, int(os.environ.get("PAELLA_KILLS", "200")), 7)
    print(figures)
    assert figures.told > 0
    assert figures.recovered > 0
