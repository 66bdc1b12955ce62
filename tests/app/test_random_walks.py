"""Whatever a person does, in whatever order, while engine and disk fail at times: no exception escapes, nothing is left
behind, and each document is what its journal and its history say.

A walk that ends badly is named by its seed and cut down to few deeds: PAELLA_WALKS=first:last runs those of that range.
"""

from __future__ import annotations

import gc
import os
import random
import traceback
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest
from driver import driving
from fakes import FakeEngine
from pytestqt.qtbot import QtBot
from walk_hand import Fsync, WalkDialogs, files, hurry
from walks import Deed, Walker, deeds

from paella_core.errors import PackBroken

SMALL_LOG = 30_000  # bytes, so that journals start anew
SHRINKINGS = 24  # tries to make a bad walk shorter


def seeds() -> range:
    """Those of the campaign: a number of walks, or a range of seeds."""
    first, _, last = os.environ.get("PAELLA_WALKS", "300").rpartition(":")
    return range(int(first or 0), int(last))


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Walks by a seed."""
    homes = count()
    fsync = Fsync(os.fsync)
    monkeypatch.setattr(os, "fsync", fsync)

    def walked(seed: int, path: Sequence[Deed]) -> None:
        home = tmp_path / f"home-{next(homes)}"
        home.mkdir()
        fsync.full = False
        go(qtbot, home, fsync, random.Random(seed), path)

    def walked_or_shrunk(seed: int) -> None:
        path = deeds(seed, random.Random(seed).randint(25, 40))
        try:
            walked(seed, path)
        except Exception as fault:
            shorter = shrunk(path, lambda tried: walked(seed, tried))
            told = "\n".join(f"    {deed}," for deed in shorter)
            where = traceback.extract_tb(fault.__traceback__)[-1].line
            why = f"{type(fault).__name__}: {fault}, at “{where}”"
            raise AssertionError(f"walk {seed}: {why}\n{len(shorter)} of {len(path)} deeds:\n{told}") from fault

    return walked_or_shrunk


def go(qtbot: QtBot, home: Path, fsync: Fsync, random_: random.Random, path: Sequence[Deed]) -> None:
    """One studio, from its start to its end.

    Raises:
        Exception: something is wrong, or went wrong behind Qt's back.
    """
    engine = FakeEngine(gated=True, fault=PackBroken("The pack is damaged.") if random_.random() < 0.1 else None)
    picture, deep = files(home)
    with qtbot.captureExceptions() as faults:
        opened = random_.choice(([picture], [picture, deep], [deep]))
        with driving(qtbot, engine.open, home / "kept", opened, make_dialogs=WalkDialogs) as driver:
            try:
                hurry(driver)
                walker = Walker(driver, engine, home, fsync)
                small = random_.random() < 0.5
                for deed in path:
                    for journal in driver.studio.recovery._journals.values():
                        journal._largest = SMALL_LOG if small else journal._largest
                    walker.do(deed)
                    assert not faults, f"{deed[0]}: {faults[0][1]!r}"
                walker.end()
                walker.watch.at_the_end()
                assert not faults, repr(faults[0][1])
            finally:
                fsync.full = False
                engine.let(10_000)
        assert not faults, repr(faults[0][1])


def shrunk(path: list[Deed], walked: Callable[[list[Deed]], None]) -> list[Deed]:
    """A part of a bad walk that is bad, too, found by leaving out halves, quarters, and so on."""
    tries, size = SHRINKINGS, len(path) // 2
    while size and tries:
        for start in range(0, len(path), size):
            shorter = path[:start] + path[start + size :]
            tries -= 1
            try:
                walked(shorter)
            except Exception:
                path = shorter
                break
            finally:
                gc.collect()  # one studio after the other
            if not tries:
                break
        else:
            size //= 2
            continue
        size = min(size, len(path) // 2)
    return path


@pytest.mark.parametrize("seed", range(10))
def test_a_few_walks_end_well(walk: Callable[[int], None], seed: int) -> None:
    walk(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", seeds())
def test_many_walks_end_well(walk: Callable[[int], None], seed: int) -> None:
    walk(seed)
