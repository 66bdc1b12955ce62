"""The verb `bench`: how fast this machine is, as a table or as JSON.

A group of measurements is a module like `Benchmark`. The engine's own are listed here; programs built on the engine
bring theirs along, found by the group of their entry points.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol, cast

from paella_core.atomic import write_text
from paella_core.errors import BadInput
from paella_core.params import Knob
from paella_core.verbs.flags import number

GROUP = "paella.benchmarks"
OWN = {
    "engine": "each family against a plain way of computing the same, and what single savings bring",
    "quality": "how good the pictures are of a pack that learned on scenes",
    "memory": "the most memory that a picture takes, by pack and by how its networks are arranged",
    "training": "how fast denoisers train",
    "typical": "typical filter and draw, against sorting all labels",
}
_THREADS = Knob("Threads", "on which torch computes", 1, 1024)


class Benchmark(Protocol):
    """A group of measurements: a module with these names."""

    ABOUT: str
    """What it measures, in a line."""

    def add_flags(self, parser: argparse.ArgumentParser, /) -> None:
        """Add its own flags, if it has any."""
        ...

    def measured(self, chosen: argparse.Namespace, /) -> dict[str, Any]:
        """Measure, and give the figures in JSON's types.

        Raises:
            PaellaError: it cannot be measured here.
        """
        ...

    def table(self, figures: Mapping[str, Any], /) -> str:
        """The figures as text."""
        ...


def add_verbs(verbs: argparse._SubParsersAction) -> None:
    """Add it to the command `paella`."""
    parser = verbs.add_parser("bench", help="how fast this machine is; without a name, what can be measured")
    parser.add_argument("name", nargs="?", help="what to measure")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="its own flags; --help lists them")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    """Raises BadInput where nothing of that name is installed."""
    if args.name is None:
        brought = {name: cast(Benchmark, one.load()).ABOUT for name, one in _brought().items()}
        for name, about in sorted((OWN | brought).items()):
            print(f"{name:10} {about}")
        return
    _measure(args.name, _found(args.name), args.rest)


def _brought() -> dict[str, Any]:
    return {one.name: one for one in entry_points(group=GROUP)}


def _found(name: str) -> Benchmark:
    if name in OWN:
        return cast(Benchmark, import_module(f"paella_core.benchmarks.{name}"))
    brought = _brought()
    if name not in brought:
        raise BadInput(f"There is no benchmark {name!r}. Installed: {', '.join(sorted(OWN | brought))}.")
    return brought[name].load()


def _measure(name: str, benchmark: Benchmark, arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog=f"paella bench {name}", description=benchmark.ABOUT.capitalize() + ".")
    benchmark.add_flags(parser)
    parser.add_argument("--threads", type=number(_THREADS, int), metavar="N", help=f"{_THREADS.help} (default its own)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep the JSON in this folder, named by the machine")
    chosen = parser.parse_args(arguments)
    if chosen.out:
        chosen.out.mkdir(parents=True, exist_ok=True)
    about = import_module("paella_core.benchmarks.machine")
    about.use_threads(chosen.threads)
    machine = about.described()
    figures = benchmark.measured(chosen)
    report = json.dumps(
        {"benchmark": name, "machine": machine, "settings": _settings(chosen), "figures": figures}, indent=1
    )
    if chosen.out:
        write_text(chosen.out / f"{name}-{about.short_name(machine)}.json", report + "\n")
    print(report if chosen.json else f"{about.in_words(machine)}\n{benchmark.table(figures)}")


def _settings(chosen: argparse.Namespace) -> dict[str, Any]:
    """The flags that say what was measured."""
    plain = {name: str(value) if isinstance(value, Path) else value for name, value in vars(chosen).items()}
    return {name: value for name, value in plain.items() if name not in ("json", "out")}
