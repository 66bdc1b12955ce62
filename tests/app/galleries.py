"""A gallery for tests, and a program that fills one until it is killed: `galleries.py FOLDER [RENAMES]`. It
kills itself when it is about to rename a file for the last time of that many.

Each picture is noise whose seed its recipe names, so that whoever finds it knows whether it is whole. The ids of those
that were told to be kept stand on the standard output, one a line.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from pictures import noise
from PySide6.QtCore import QCoreApplication

from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import Gallery
from paella_core.request import Box


def recipe(prompt: str = "a red boat", seed: int = 1, **more: Any) -> dict[str, Any]:
    """As the bridge makes it."""
    params = {"seed": seed, "steps": 12, "temperature": (1.0, 0.2)}
    return {"verb": "inpaint", "prompt": prompt, "negative": "", "params": params, "pack": "mini", **more}


def add(gallery: Gallery, prompt: str = "a red boat", picture: np.ndarray | None = None, **more: Any) -> Entry:
    """One picture of a run of its own."""
    pixels = noise(40, 30) if picture is None else picture
    box = Box(5, 7, pixels.shape[1], pixels.shape[0])
    return gallery.add([pixels], [recipe(prompt, **more)], box, "harbour.png")[0]


def fill(folder: Path) -> None:
    """Add pictures until somebody kills the program."""
    program = QCoreApplication([])
    gallery = Gallery(folder)
    gallery.kept.connect(lambda entry: print(entry.id, flush=True))
    seed = 0
    while True:
        seed += 1
        entry = gallery.add([noise(64, 48, seed=seed)], [recipe(seed=seed)], Box(0, 0, 64, 48), "a.png")[0]
        gallery.star([entry], bool(seed % 2))
        while gallery._unwritten:
            program.processEvents()


def die_at(rename: int) -> None:
    """Kill this program instead of that rename."""
    numbers = count(1)

    def hook(event: str, _about: object) -> None:
        if event == "os.rename" and next(numbers) == rename:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    for text in sys.argv[2:]:
        die_at(int(text))
    fill(Path(sys.argv[1]))
