"""A full-size `paella-v3` pack with random weights, and what its run takes of time and memory.

`python tests/bench/full_size.py make DIR` writes the pack into DIR: 11 GB, the networks as published, their weights in
bfloat16 and random. Nothing is held in memory but one tensor at a time. `python tests/bench/full_size.py run DIR`
generates a picture from it in two steps, twice, and prints a line for each stage: seconds, and the largest resident
memory that was seen. The folder of remembered answers is a new one.
"""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from paella_core.engine import Engine
from paella_core.packs import manifest
from paella_core.packs.loading import build
from paella_core.packs.manifest import Network
from paella_core.packs.published import PAELLA_V3
from paella_core.packs.verified import remember
from paella_core.params import SamplingParams
from paella_core.request import Generate
from paella_core.residency import GIBIBYTE

BLOCK = 1 << 22  # so many random numbers are drawn; tensors repeat them
NAMES = {torch.float32: "F32", torch.bfloat16: "BF16", torch.int64: "I64"}


# ---- making


def make(folder: Path) -> None:
    """Write the pack."""
    folder.mkdir(parents=True, exist_ok=True)
    noise = torch.randn(BLOCK, generator=torch.Generator().manual_seed(0))
    for role, network in PAELLA_V3.networks.items():
        print(f"writing {network.file}", flush=True)
        write(network, folder / network.file, torch.float32 if role == "vqgan" else torch.bfloat16, noise)
    manifest.write(folder, PAELLA_V3)


def write(network: Network, path: Path, dtype: torch.dtype, noise: Tensor) -> None:
    """Write random weights of a network as safetensors, tensor by tensor."""
    with torch.device("meta"):
        module = build(network)
    shapes = distinct(module.state_dict(keep_vars=True))
    types = {name: dtype if tensor.is_floating_point() else tensor.dtype for name, tensor in shapes.items()}
    header, end = {}, 0
    for name, tensor in shapes.items():
        begin, end = end, end + tensor.numel() * types[name].itemsize
        header[name] = {"dtype": NAMES[types[name]], "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name, tensor in shapes.items():
            values = valued(name, tensor.shape, noise).to(types[name])
            file.write(values.flatten().view(torch.uint8).numpy().data if values.numel() else b"")


def distinct(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Tensors by their first names: those that are shared once."""
    first: dict[int, tuple[str, Tensor]] = {}
    for name, tensor in state.items():
        first.setdefault(id(tensor), (name, tensor))
    return dict(first.values())


def valued(name: str, shape: torch.Size, noise: Tensor) -> Tensor:
    """Values with which numbers keep their size through a network: norms are 1, biases 0, the rest by what it reads."""
    leaf = name.rpartition(".")[2]
    if len(shape) <= 1:
        ones = leaf in ("weight", "running_var", "ema_element_count", "gamma")
        return torch.full(shape, 1.0 if ones else 0.0)
    fan_in = math.prod(shape[1:])
    repeats = -(-math.prod(shape) // len(noise))
    return noise.repeat(repeats)[: math.prod(shape)].view(shape) / math.sqrt(fan_in)


# ---- running


class Watch:
    """Looks at the resident memory all the time, and keeps the most of each stage: of each large network there."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._over = threading.Event()
        self.most: dict[str, tuple[int, int]] = {}
        self.seconds: dict[str, float] = {}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look until the block ends."""
        thread = threading.Thread(target=self._watch)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _watch(self) -> None:
        before = time.perf_counter()
        while not self._over.wait(0.02):
            stage = ", ".join(sorted(self._engine._pack.loaded - {"vqgan"})) or "loading"
            self.most[stage] = max(self.most.get(stage, (0, 0)), resident_bytes())
            now = time.perf_counter()
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - before
            before = now


def resident_bytes() -> tuple[int, int]:
    """The resident memory of this process, and how much of it is of files, which the system can take at any time."""
    _, resident, shared, *_ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(resident) * resource.getpagesize(), int(shared) * resource.getpagesize()


def run(folder: Path) -> None:
    """Generate a picture in two processes, one after the other, and print what each took."""
    with tempfile.TemporaryDirectory() as home:
        for title in ("a new prompt", "the same prompt again, after a restart"):
            print(title, flush=True)
            environment = os.environ | {"PAELLA_HOME": home}
            subprocess.run([sys.executable, __file__, "once", folder], env=environment, check=True)


def once(folder: Path) -> None:
    """Generate a picture of the native size in two steps, and print what it took."""
    for name, file in manifest.read(folder).files.items():
        remember(folder / name, file.sha256)  # as after installing
    engine = Engine.open(folder, "cpu")
    print(f"  {engine._pack.plan.explained()}", flush=True)
    watch = Watch(engine)
    with watch.watching():
        *_, last = engine.run(Generate("a red boat on a lake at dusk", params=SamplingParams(seed=7, steps=2)))
    assert last.result is not None
    for stage, (most, of_files) in watch.most.items():
        sizes = f"{most / GIBIBYTE:>8.2f} GiB, of it {of_files / GIBIBYTE:.2f} GiB mapped"
        print(f"  {stage:<12}{watch.seconds[stage]:>8.1f} s{sizes}")
    print(f"  picture {last.result.image.shape}, {last.result.seconds:.1f}, processor {time.process_time():.1f} s")
    print(f"  at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / GIBIBYTE:.2f} GiB", flush=True)


if __name__ == "__main__":
    {"make": make, "run": run, "once": once}[sys.argv[1]](Path(sys.argv[2]))
