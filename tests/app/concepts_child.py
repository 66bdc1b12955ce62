"""A small command line that learns concepts in no time, as the real one tells of it. Files in the folder of the
environment variable CONCEPTS_CHILD change what happens: `slow` (it stands still at its first step while it is there),
`failing` (it fails after the first step)."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from paella_core.conditioning import concepts
from paella_core.conditioning.concepts import Concept, encoders_of
from paella_core.packs import manifest
from paella_core.packs.store import find

HOME = Path(os.environ["CONCEPTS_CHILD"])
STEPS = 4


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", nargs=2)
    parser.add_argument("pictures", nargs="+")
    for flag in ("--name", "--pack", "--like"):
        parser.add_argument(flag, default="")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    (HOME / "call").write_text(json.dumps(vars(args)), encoding="utf-8")
    for step in range(1, STEPS + 1):
        say(event="progress", done=step, total=STEPS, loss=1.0)
        while (HOME / "slow").exists():
            time.sleep(0.005)
        if (HOME / "failing").exists():
            print("paella: The memory of the device does not suffice. Choose a smaller pack.", file=sys.stderr)
            raise SystemExit(1)
    say(event="left_out", text="odd.png is not a picture that can be read here.")
    pack = manifest.read(find(args.pack))
    vectors = {role: np.ones((2, 3), np.float32) for role in encoders_of(pack)}
    path = concepts.write(Concept(args.name, pack.name, "1", len(args.pictures), encoders_of(pack), vectors))
    say(event="done", name=args.name, file=str(path))


if __name__ == "__main__":
    main()
