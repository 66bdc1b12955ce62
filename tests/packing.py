"""The scripts of `installers/` as modules, and a small folder that stands for a packaged program."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from sources import ROOT

INSTALLERS = ROOT / "installers"
sys.path.append(str(INSTALLERS))  # they find one another there
app_icons, bundle, contents, deb, nsis, start = (
    import_module(name) for name in ("app_icons", "bundle", "contents", "deb", "nsis", "start")
)


def packed(folder: Path) -> Path:
    """A program, its link, and two files of it."""
    inner = folder / "paella-studio" / "_internal"
    (inner / "resources").mkdir(parents=True)
    program = folder / "paella-studio" / "paella-studio"
    program.write_bytes(b"#!/bin/sh\n" * 10)
    program.chmod(0o700)
    (folder / "paella-studio" / "paella").symlink_to("paella-studio")
    (inner / "resources" / "third-party-licences.txt").write_text("all of them", encoding="utf-8")
    (inner / "libc10.so").write_bytes(bytes(3000))
    return folder / "paella-studio"
