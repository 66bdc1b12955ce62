"""Run a request, write what it gives, and report it in words or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tqdm import tqdm

from paella_core import films, pictures
from paella_core.errors import BadInput
from paella_core.packs import manifest
from paella_core.packs.store import find
from paella_core.params import SamplingParams
from paella_core.request import Request, Result, Step
from paella_core.verbs.flags import chosen_params


def params(args: argparse.Namespace) -> SamplingParams:
    """The knobs that were set, over those of the preset; the rest is the pack's own.

    Raises:
        PackError: there is no such pack, or it is broken.
        BadInput: the pack has no such preset.
    """
    pack = manifest.read(find(args.pack))
    if args.preset is None:
        return chosen_params(args)
    if args.preset not in pack.presets:
        known = ", ".join(pack.presets) or "none"
        raise BadInput(f"The pack {pack.name!r} has no preset {args.preset!r}; it has: {known}.")
    return chosen_params(args).over(pack.presets[args.preset])


def produce_pictures(args: argparse.Namespace, request: Request) -> None:
    """Run a request and write a picture for each seed: OUT, or OUT-1, OUT-2 ..."""
    result = _result_of(args, request)
    for path, picture, seed in zip(_paths(args.out, len(result.images)), result.images, result.seeds, strict=True):
        pictures.write(path, picture)
        _report(_facts(path, seed, result), args.json)


def produce_film(args: argparse.Namespace, request: Request) -> None:
    """Run a request and write its pictures as one film."""
    result = _result_of(args, request)
    films.write(args.out, result.images)
    _report(_facts(args.out, result.seeds[0], result) | {"frames": len(result.images)}, args.json)


def _result_of(args: argparse.Namespace, request: Request) -> Result:
    engine = import_module("paella_core.engine").Engine.open(find(args.pack), args.device)
    return _followed(engine.run(request, previews=False), args.quiet)


def _followed(steps: Iterator[Step], quiet: bool) -> Result:
    """Follow a run with a progress bar, on terminals only, to its result."""
    result = None
    with tqdm(disable=quiet or None, leave=False, unit="step") as bar:
        for step in steps:
            bar.total = step.total
            bar.update()
            result = step.result
    assert result is not None
    for note in result.notes:
        print(f"paella: {note}", file=sys.stderr)
    return result


def _paths(out: Path, count: int) -> list[Path]:
    """OUT, or OUT-1, OUT-2 ... where there are several."""
    return [out] if count == 1 else [out.with_stem(f"{out.stem}-{i + 1}") for i in range(count)]


def _facts(path: Path, seed: int, result: Result) -> dict[str, Any]:
    facts = {"file": str(path), "seed": seed, "seconds": round(result.seconds, 3), "steps": result.params.steps}
    return facts | {"pack": result.pack, "device": result.device}


def _report(facts: dict[str, Any], as_json: bool) -> None:
    frames = f"  {facts['frames']} frames" if "frames" in facts else ""
    words = f"{facts['file']}{frames}  seed {facts['seed']}  {facts['seconds']:.2f} s"
    print(json.dumps(facts) if as_json else words, flush=True)
