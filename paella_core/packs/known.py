"""The packs that can be downloaded: what they are, and where their files lie. Imports no torch.

The program's own list is `resources/known_packs.json`. A file of the same form, `known_packs.json` beside the user's
packs, adds to it: for those who train models and publish them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from paella_core.errors import PackBroken, PackNotFound
from paella_core.packs.manifest import ROLES, Manifest, is_name
from paella_core.packs.published import PUBLISHED
from paella_core.packs.remote import Remote
from paella_core.packs.store import user_folder

FILE_NAME = "known_packs.json"
_OWN = Path(__file__).resolve().parents[2] / "resources" / FILE_NAME


@dataclass(frozen=True)
class Known:
    """A pack that can be downloaded. `settings` is what it will be like, but for the configurations of its networks,
    which the weights themselves tell; `files` has a file for each role."""

    name: str
    title: str
    about: str
    licence: str
    settings: Manifest
    files: Mapping[str, Remote]

    @property
    def manifest(self) -> Manifest:
        """What it will say of itself, but for the configurations of its networks."""
        return self.described(self.settings)

    def described(self, pack: Manifest) -> Manifest:
        """A pack under this name, with these words about it."""
        source = "; ".join(f"{file.repo}: {file.file}" for file in self.files.values())
        words = {"title": self.title, "about": self.about, "licence": self.licence, "source": source}
        return replace(pack, name=self.name, **words)


def known_packs() -> dict[str, Known]:
    """All that can be downloaded, by name.

    Raises:
        PackBroken: a list is damaged.
    """
    return {known.name: known for path in (_OWN, user_folder().parent / FILE_NAME) for known in _listed(path)}


def known_pack(name: str) -> Known:
    """The one of that name.

    Raises:
        PackNotFound: nobody knows it.
        PackBroken: a list is damaged.
    """
    known = known_packs()
    if name not in known:
        raise PackNotFound(f"No pack {name!r} can be downloaded. Known: {', '.join(known)}.")
    return known[name]


def _listed(path: Path) -> list[Known]:
    if not path.is_file():
        return []
    try:
        return [_parsed(entry) for entry in json.loads(path.read_text(encoding="utf-8"))["packs"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackBroken(f"{path} is no list of packs ({error!r}). Correct or remove it.") from None


def _parsed(entry: Mapping[str, Any]) -> Known:
    """Raises KeyError, TypeError or ValueError where something is missing or wrong."""
    files = {role: Remote(**file) for role, file in entry["files"].items()}
    texts = {name: str(entry[name]) for name in ("name", "title", "about", "licence")}
    settings = PUBLISHED[entry["settings"]]
    if not is_name(texts["name"]):
        raise ValueError(f"the name {texts['name']!r} has unusual characters")
    if not set(settings.networks) <= set(files) <= set(ROLES):
        raise ValueError(f"{texts['name']} needs the files {', '.join(settings.networks)}")
    return Known(**texts, settings=settings, files=files)
