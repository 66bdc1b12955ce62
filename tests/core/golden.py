"""Replay golden vectors through the product: `python tests/core/golden.py DIR`.

Prints a line for each output (name, largest error, tolerance), then what is not replayed yet, and closes with
`N passed, N failed`. Exit status 1 if any failed or nothing was replayed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from golden_functions import replay_functions
from golden_networks import replay_paella, replay_prior, replay_vqgan
from golden_samplers import replay_sampler_diffuzz, replay_sampler_v1, replay_sampler_v3
from golden_training import replay_train_v1, replay_train_v3
from golden_unets import replay_clip2img_v1, replay_clip2img_v5, replay_paella_v1
from golden_vectors import Check, Vectors
from golden_vqgans import replay_arroz_vqgan, replay_rudalle_vqgan_f8

Replay = Callable[[Vectors], Iterator[Check]]

REPLAYS: dict[str, Replay] = {
    "arroz_clip2img_v1": replay_clip2img_v1,
    "arroz_clip2img_v5": replay_clip2img_v5,
    "arroz_vqgan": replay_arroz_vqgan,
    "functions": replay_functions,
    "paella_v1": replay_paella_v1,
    "paella_v3": replay_paella,
    "paella_v3_variant": replay_paella,
    "prior_v1": replay_prior,
    "rudalle_vqgan_f8": replay_rudalle_vqgan_f8,
    "sampler_diffuzz": replay_sampler_diffuzz,
    "sampler_v1": replay_sampler_v1,
    "sampler_v3": replay_sampler_v3,
    "train_v1": replay_train_v1,
    "train_v3": replay_train_v3,
    "vqgan_f4": replay_vqgan,
}


def replay(vectors: Vectors) -> Iterator[Check]:
    """The checks of one file. A replay that breaks off is a failed check too."""
    try:
        yield from REPLAYS[vectors.name](vectors)
    except Exception as error:
        yield Check(f"{vectors.name}: broke off with {type(error).__name__}: {error}", float("inf"), 0.0)


def replay_folder(folder: Path) -> Iterator[Check | str]:
    """The checks of every file, and lines on what is not replayed yet."""
    for name in sorted(path.stem for path in folder.glob("*.safetensors")):
        if name not in REPLAYS:
            yield f"not replayed yet: {name}: the whole file"
            continue
        vectors = Vectors.load(folder, name)
        yield from replay(vectors)
        if unread := vectors.unread():
            yield f"not replayed yet: {name}: {', '.join(unread)}"


def main(arguments: list[str]) -> int:
    """The command."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python tests/core/golden.py DIR, a folder of golden vectors", file=sys.stderr)
        return 2
    checks: list[Check] = []
    for line in replay_folder(Path(arguments[0])):
        print(line)
        if isinstance(line, Check):
            checks.append(line)
    failed = sum(not check.passed for check in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed or not checks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
