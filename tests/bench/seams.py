"""How long the membrane takes: a disc of half the side as mask, tone and noise as residual.

Run it by itself: `python tests/bench/seams.py`. Times are in milliseconds, the best of three.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from paella_core.seams import membrane

SIDES = (256, 512, 1024, 2048)
ROUNDS = 3
FADE = 4  # pixels: a token of `mini`


def measure(side: int) -> float:
    """Milliseconds for a square picture of this side."""
    rows, columns = np.mgrid[:side, :side] / side
    inside = np.hypot(rows - 0.5, columns - 0.5) < 0.25
    picture = np.stack([rows, columns, rows * columns], axis=-1).astype(np.float32)
    noise = np.random.default_rng(0).normal(0, 0.05, picture.shape).astype(np.float32)
    generated = np.clip(picture * 0.9 + noise, 0, 1)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        membrane(picture, generated, inside, fade=FADE)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


if __name__ == "__main__":
    print(f"{'side':>6} {'ms':>8}")
    for side in SIDES:
        print(f"{side:6d} {measure(side):8.1f}")
