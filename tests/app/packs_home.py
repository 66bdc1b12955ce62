"""Packs that a stand-in for the command line knows of (see `packs_child`), and the folder in which it keeps them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, str(Path(__file__).with_name("packs_child.py")))
GIB = 1 << 30
FITS = {
    "fits": True,
    "device": "cpu",
    "precision": "bfloat16",
    "plan": "stages",
    "text": "It runs on the CPU.",
    "seconds": 240.0,
}
TOO_LARGE = {"fits": False, "text": "It needs 30 GB of memory; this computer has 8 GB.", "seconds": None}
ALL = ["generate", "inpaint", "outpaint", "structural-edit", "strength-map", "vary", "interpolate", "blend", "negative"]


def a_pack(name: str, **values: Any) -> dict[str, Any]:
    """What `packs list` says of a pack that can be downloaded."""
    return {
        "name": name,
        "title": name.capitalize(),
        "about": f"What {name} is good at.",
        "family": "paella-v3",
        "licence": "MIT",
        "source": "https://huggingface.co/dome272/Paella",
        "can": ALL,
        "installed": False,
        "shipped": False,
        "folder": None,
        "bytes": 5_000_000_000,
        "disk_bytes": 9_000_000_000,
        "free_bytes": 120_000_000_000,
        "kept_bytes": 0,
        "fit": FITS,
        "fault": None,
        **values,
    }


MINI = a_pack("mini", title="Mini", installed=True, shipped=True, bytes=18_000_000, folder="/program/packs/mini")


class PacksHome:
    """The folder; the stand-in finds it by the environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["PACKS_CHILD"] = str(folder)
        self.hold(MINI, a_pack("large"))

    def hold(self, *packs: dict[str, Any]) -> None:
        """These are the packs from now on."""
        (self.folder / "packs.json").write_text(json.dumps(packs), encoding="utf-8")

    def begin(self, what: str) -> None:
        """From now on work is "slow", the hub "offline", or the list "broken"."""
        (self.folder / what).touch()

    def end(self, what: str) -> None:
        """No longer."""
        (self.folder / what).unlink(missing_ok=True)

    @property
    def calls(self) -> list[str]:
        """How the command line was called."""
        path = self.folder / "calls"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
