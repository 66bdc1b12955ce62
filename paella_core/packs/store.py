"""Where packs lie, and which there are. Imports no torch."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from paella_core.errors import PackError, PackNotFound
from paella_core.packs import manifest
from paella_core.packs.manifest import FILE_NAME, Manifest

_SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "packs"


def user_folder() -> Path:
    """The folder of the user's own packs; the environment variable PAELLA_HOME moves it."""
    home = os.environ.get("PAELLA_HOME")
    return (Path(home) if home else platformdirs.user_data_path("paella-studio", appauthor=False)) / "packs"


def find(name_or_folder: str | Path) -> Path:
    """The folder of a pack: a folder that holds one, or the name of one that is shipped or installed.

    Raises:
        PackNotFound: there is none.
    """
    direct = Path(name_or_folder).expanduser()
    if (direct / FILE_NAME).is_file():
        return direct
    if len(direct.parts) == 1:
        for folder in (_SHIPPED, user_folder()):
            if (folder / direct / FILE_NAME).is_file():
                return folder / direct
    known = ", ".join(folder.name for folder in installed_folders()) or "none"
    raise PackNotFound(
        f"There is no pack {str(name_or_folder)!r}. Installed: {known}; a pack's folder can be named too."
    )


def installed_folders() -> list[Path]:
    """The folders of all packs that are shipped or installed, each name once, by name."""
    found: dict[str, Path] = {}
    for root in (user_folder(), _SHIPPED):
        found |= {path.parent.name: path.parent for path in root.glob(f"*/{FILE_NAME}")}
    return [found[name] for name in sorted(found)]


def installed() -> list[tuple[Path, Manifest | PackError]]:
    """Every pack with its manifest, or with the error that reading it gave."""
    return [(folder, _manifest_or_error(folder)) for folder in installed_folders()]


def _manifest_or_error(folder: Path) -> Manifest | PackError:
    try:
        return manifest.read(folder)
    except PackError as error:
        return error
