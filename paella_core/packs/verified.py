"""Files of packs are hashed once: what was found right is remembered by its place, size and time of change."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from paella_core.atomic import write_text
from paella_core.conditioning.cache import cache_folder
from paella_core.errors import PackBroken
from paella_core.packs.manifest import Manifest, PackFile, describe


def verify_once(path: Path, expected: PackFile) -> None:
    """Hash a file, unless this very file was found right before.

    Raises:
        PackBroken: it cannot be read, or holds something else than was installed.
    """
    try:
        noted = _described(path, expected.sha256)
        if _remembered(path) == noted and noted["size"] == expected.size:
            return
        found = describe(path)
    except OSError as error:
        raise PackBroken(f"{path} cannot be read ({error}). Install the pack again.") from None
    if found != expected:
        raise PackBroken(f"{path} is damaged: it is not what was installed. Install the pack again.")
    remember(path, expected.sha256)


def remember(path: Path, sha256: str) -> None:
    """Note that a file was just hashed, and found to have this SHA-256. What cannot be noted is hashed again."""
    with suppress(OSError):
        note = _note(path)
        note.parent.mkdir(parents=True, exist_ok=True)
        write_text(note, json.dumps(_described(path, sha256)))


def remember_all(folder: Path, pack: Manifest) -> None:
    """Note that all files of a pack were just hashed, and found right."""
    for name, file in pack.files.items():
        remember(folder / name, file.sha256)


def _remembered(path: Path) -> object:
    try:
        return json.loads(_note(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _described(path: Path, sha256: str) -> dict[str, object]:
    about = path.stat()
    return {"file": str(path.resolve()), "size": about.st_size, "changed": about.st_mtime_ns, "sha256": sha256}


def _note(path: Path) -> Path:
    return cache_folder().with_name("verified") / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()}.json"
