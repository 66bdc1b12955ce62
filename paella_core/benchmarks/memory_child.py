"""The process that `paella bench memory` measures: it makes one picture, and says what memory it took.

Sizes are bytes of resident memory, of files that are mapped too.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from paella_core.benchmarks.guided_runs import PROMPT, SEED
from paella_core.benchmarks.held_pack import HeldPack
from paella_core.benchmarks.machine import use_threads
from paella_core.benchmarks.timing import seconds
from paella_core.counting import counted_needs
from paella_core.engine import Engine
from paella_core.packs import manifest as manifests
from paella_core.packs.verified import remember
from paella_core.params import SamplingParams
from paella_core.request import Generate
from paella_core.residency import SMALL_ROLE, plans

_STATUS = Path("/proc/self/status")
_BETWEEN = 0.02  # seconds between two looks


@dataclass(frozen=True)
class Question:
    """What is to be made: the pack's folder, the plan's name, the kind of device, pixels of a side, steps."""

    folder: str
    plan: str
    device: str
    side: int
    steps: int
    threads: int | None = None


def can_tell() -> bool:
    """Whether the system says what memory a program takes."""
    return _STATUS.exists()


def answered(question: Question) -> dict[str, Any]:
    """`peak` and `stages`, the most while each set of large networks was there; `gpu`, what torch held there at most;
    `planned`, what was expected; and `seconds`."""
    use_threads(question.threads)
    folder, device = Path(question.folder), torch.device(question.device)
    pack = manifests.read(folder)
    for name, file in pack.files.items():
        remember(folder / name, file.sha256)  # as after installing: their bytes are not read for it
    plan = next(each for each in plans(counted_needs(pack), device) if each.name == question.plan)
    held = HeldPack(folder, pack, device, plan)
    params = SamplingParams(seed=SEED, steps=question.steps)
    request = Generate(PROMPT, (question.side, question.side), params=params)
    stages: dict[str, int] = {}
    with watched(held, stages):
        took = seconds(lambda: list(Engine(held).run(request)), device)
    gpu = torch.cuda.max_memory_allocated() if device.type == "cuda" else 0
    peak = max(told("VmHWM"), *stages.values())  # the system's own mark may lag a page behind
    return {"peak": peak, "planned": plan.peak_bytes, "gpu": gpu, "seconds": took, "stages": stages}


@contextmanager
def watched(pack: HeldPack, stages: dict[str, int]) -> Iterator[None]:
    """Look at the resident memory all the time, and note the most of each stage: of each set of large networks."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_BETWEEN):
            stage = ", ".join(sorted(pack.loaded - {SMALL_ROLE})) or "at first"
            stages[stage] = max(stages.get(stage, 0), told("VmRSS"))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def told(field: str) -> int:
    """A field of the system's words about this process, in bytes."""
    found = re.search(rf"^{field}:\s+(\d+) kB$", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    print(json.dumps(answered(Question(**json.loads(sys.argv[1])))))
