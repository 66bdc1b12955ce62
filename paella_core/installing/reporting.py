"""What a long errand with packs tells meanwhile: a bar for people, lines of JSON for programs. Imports no torch."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from tqdm import tqdm

Stage = Literal["downloading", "checking", "converting"]
Tell = Callable[[Stage, str, int, int], None]
"""The stage, a file's name, how many bytes of it are done, and how many there are."""
_EVERY = 0.2  # seconds between two lines
_RECENT = 5.0  # seconds over which the speed is averaged


class Pace:
    """How fast something goes on, in bytes a second, of late."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []

    def after(self, done: int) -> float | None:
        """The speed now that so many bytes are done; None where nobody can tell yet."""
        now = time.monotonic()
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()  # it started over
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[1][0] > _RECENT:
            self._seen.pop(0)
        begun, had = self._seen[0]
        return (done - had) / (now - begun) if now > begun and done > had else None


class Lines:
    """Tells a program, by an object of JSON a line on standard output."""

    def __init__(self) -> None:
        self._pace, self._what, self._told = Pace(), ("", ""), 0.0

    def files(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        """What shall come: for each file its bytes, and those that are there."""
        listed = [{"file": name, "bytes": size, "have": have} for name, (size, have) in sizes.items()]
        self._print({"event": "files", "files": listed})

    def progress(self, stage: Stage, file: str, done: int, total: int) -> None:
        """A few times a second at most, and at the end of each file."""
        if self._what != (stage, file):
            self._pace, self._what, self._told = Pace(), (stage, file), 0.0
        speed, now = self._pace.after(done), time.monotonic()
        if now - self._told < _EVERY and done < total:
            return
        self._told = now
        left = round((total - done) / speed, 1) if speed else None
        about = {"stage": stage, "file": file, "done": done, "total": total}
        self._print({"event": "progress", **about, "speed": round(speed) if speed else None, "left": left})

    def done(self, name: str, folder: Path) -> None:
        """The pack is there."""
        self._print({"event": "done", "name": name, "folder": str(folder)})

    def close(self) -> None:
        """Nothing more is told."""

    def _print(self, told: Mapping[str, Any]) -> None:
        print(json.dumps(told), flush=True)


class Bars:
    """Tells a person, by a bar on standard error for each file and stage."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: tqdm[Any] | None = None
        self._what = ("", "")

    def files(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        """What shall come: for each file its bytes, and those that are there."""
        if self._quiet:
            return
        for name, (size, have) in sizes.items():
            there = f", {have / 1e6:,.1f} MB of it are there" if have else ""
            print(f"{name}: {size / 1e6:,.1f} MB{there}", file=sys.stderr)

    def progress(self, stage: Stage, file: str, done: int, total: int) -> None:
        """How far a file is."""
        if self._what != (stage, file):
            self.close()
            self._what = stage, file
            self._bar = tqdm(
                total=total, desc=f"{stage} {file}", unit="B", unit_scale=True, leave=False, disable=self._quiet or None
            )
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def done(self, name: str, folder: Path) -> None:
        """The pack is there."""
        self.close()
        print(f"{name}: {folder}")

    def close(self) -> None:
        """Nothing more is told."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


Reporter = Lines | Bars
