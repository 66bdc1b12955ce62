"""Killed at any time, the gallery has whole entries only, and all that it told to be kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from pictures import noise
from pytestqt.qtbot import QtBot

from app.engine.gallery.gallery import Gallery
from app.engine.gallery.shelf import Shelf

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that kills")
def test_killed_at_any_time_it_has_whole_entries_only(qtbot: QtBot, tmp_path: Path) -> None:
    told = [id_ for renames in (2, 3) for id_ in killed(tmp_path, renames)] + killed(tmp_path)
    gallery = Gallery(tmp_path)
    gallery.load()
    qtbot.waitUntil(lambda: gallery.loaded)
    found, shelf = gallery.entries(), Shelf(tmp_path)
    assert set(told) <= {entry.id for entry in found}
    assert len(told) > 0
    for entry in found:
        seed = entry.recipe["params"]["seed"]
        np.testing.assert_array_equal(shelf.read(entry), noise(64, 48, seed=seed))
        assert not shelf.thumbnail(entry).isNull()
    gallery.close()


def killed(folder: Path, renames: int = 0) -> list[str]:
    """Let a program fill the gallery until it kills itself, or, without a number, for a moment after its first entry;
    what it told to be kept."""
    command = [sys.executable, str(Path(__file__).with_name("galleries.py")), str(folder)]
    env = {**os.environ, "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [*command, *([str(renames)] if renames else [])], stdout=subprocess.PIPE, text=True, env=env
    ) as child:
        assert child.stdout is not None
        lines = []
        if not renames:
            lines.append(child.stdout.readline())
            time.sleep(0.2)
            child.kill()
        lines += child.stdout
    assert child.returncode == -signal.SIGKILL
    return [line.strip() for line in lines if line.endswith("\n")]
