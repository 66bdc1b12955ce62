"""In which numbers this processor computes large networks: bfloat16 where it has arithmetic for it, else float32.

What processors say of themselves differs from system to system, so both are tried once, and the answer is kept. Half
the bytes to read and twice the products at a time make bfloat16 about twice as fast where the hardware has it; where it
is imitated, it is several times slower.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from pathlib import Path

import torch

from paella_core.atomic import write_text
from paella_core.conditioning.cache import cache_folder
from paella_core.speed import pace

_FILE = "arithmetic.json"
_TRIALS = 4  # the first of them sets things up
_WORTH = 1.3  # so many times faster bfloat16 has to be: it is less exact


def cpu_arithmetic() -> torch.dtype:
    """What large networks are computed in on the CPU. Measured once for a machine and a version of torch."""
    path = cache_folder() / _FILE
    gain = _kept(path)
    if gain is None:
        gain = bfloat16_gain()
        _keep(path, gain)
    return torch.bfloat16 if gain >= _WORTH else torch.float32


def bfloat16_gain() -> float:
    """How many times faster matrix products are in bfloat16 than in float32, by a few trials of both."""
    narrow, wide = (pace(torch.device("cpu"), dtype, _TRIALS) for dtype in (torch.bfloat16, torch.float32))
    return narrow / wide


def _machine() -> str:
    """By which the machine is known again."""
    parts = platform.node(), platform.machine(), torch.backends.cpu.get_cpu_capability(), os.cpu_count()
    return " ".join(map(str, (*parts, torch.__version__)))


def _kept(path: Path) -> float | None:
    try:
        found = json.loads(path.read_bytes())
        return float(found["bfloat16_gain"]) if found["machine"] == _machine() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, gain: float) -> None:
    with suppress(OSError):  # then it is measured again
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps({"machine": _machine(), "bfloat16_gain": round(gain, 2)}))
