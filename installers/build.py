"""Package the program: `python installers/build.py bundle|linux|windows|macos [--out DIR] [--bundle DIR]`.

`bundle` makes the folder `dist/paella-studio`, which needs no Python; the others make it, too, and from it a Debian
package, an installer for Windows or a disk image for macOS, each on its own system. They take what is installed with
`python -m pip install -c constraints.txt -e .[build]`, and a build of torch for the CPU.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bundle
import contents
import deb
import dmg
import nsis

MAKERS: dict[str, Callable[[Path, Path], Path]] = {"linux": deb.build, "windows": nsis.build, "macos": dmg.build}


def main(arguments: list[str]) -> int:
    """Make what the command line says, and tell how large it is and how long it took."""
    parser = argparse.ArgumentParser(prog="build.py", description="Package Paella Studio.")
    parser.add_argument("what", choices=["bundle", *MAKERS], help="the folder alone, or the installer for a system")
    parser.add_argument(
        "--out", type=Path, default=contents.ROOT / "dist", metavar="DIR", help="where to (default dist)"
    )
    parser.add_argument(
        "--bundle", type=Path, metavar="DIR", help="a folder that was made before, instead of a new one"
    )
    chosen = parser.parse_args(arguments)
    begin = time.monotonic()
    folder = chosen.bundle or bundle.freeze(chosen.out)
    print(bundle.report(folder))
    made = folder
    if chosen.what in MAKERS:
        made = MAKERS[chosen.what](folder, chosen.out)
        print(f"{made.name}: {made.stat().st_size / bundle.MEBIBYTE:.0f} MiB")
    print(f"{made} was made in {time.monotonic() - begin:.0f} s.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (bundle.Problem, OSError) as problem:
        print(f"build.py: {problem}", file=sys.stderr)
        sys.exit(1)
