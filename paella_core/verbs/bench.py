"""The verb `bench`: measurements that programs built on the engine bring along, found by the group of their entry
points."""

from __future__ import annotations

import argparse
from importlib.metadata import entry_points

from paella_core.errors import BadInput

GROUP = "paella.benchmarks"


def add_verbs(verbs: argparse._SubParsersAction) -> None:
    """Add it to the command `paella`."""
    parser = verbs.add_parser("bench", help="how fast this machine is: bench ui measures the editor")
    parser.add_argument("name", help="what to measure")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="its own flags; --help lists them")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    """Raises BadInput where nothing of that name is installed."""
    found = {one.name: one for one in entry_points(group=GROUP)}
    if args.name not in found:
        known = ", ".join(sorted(found)) or "none; install the editor"
        raise BadInput(f"There is no benchmark {args.name!r}. Installed: {known}.")
    found[args.name].load()(args.rest)
