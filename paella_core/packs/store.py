"""Where packs lie, which there are, and how they come and go. Imports no torch."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import platformdirs

from paella_core.errors import BadInput, PackBroken, PackError, PackNotFound
from paella_core.packs import manifest
from paella_core.packs.manifest import FILE_NAME, Manifest

_SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "packs"
Progress = Callable[[str, int, int], None]
"""A file's name, how many of its bytes are done, and how many there are."""


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


def workshop(name: str) -> Path:
    """Where a pack is put together; nobody sees it before `settle`."""
    return user_folder().parent / "installing" / name


def settle(made: Path, name: str) -> Path:
    """Move a complete pack from a folder of the workshop to where packs are found: at once, or not at all.

    Raises:
        BadInput: there is a pack of that name.
        OSError: it cannot be moved.
    """
    place = user_folder() / name
    refuse_taken(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    made.rename(place)
    return place


def refuse_taken(name: str) -> None:
    """Raises BadInput where there is a pack of that name, or one that could be confused with it."""
    for root in (_SHIPPED, user_folder()):
        if (root / name).exists():
            raise BadInput(f"There is a pack {name!r} already. Choose another name, or remove that one first.")


def is_shipped(folder: Path) -> bool:
    """Whether a pack's folder belongs to the program."""
    return folder.parent == _SHIPPED


def free_on_disk() -> int:
    """The bytes that are free where packs are put together and kept, whether that folder is there yet or not."""
    folder = user_folder()
    return shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.is_dir())).free


def remove(name: str) -> int:
    """Remove a pack of the user's; returns the bytes that it took.

    Raises:
        PackNotFound: there is none of that name.
        BadInput: it belongs to the program.
        OSError: its files cannot be removed.
    """
    place = user_folder() / name
    if (_SHIPPED / name).exists() and not place.exists():
        raise BadInput(f"The pack {name!r} belongs to the program and stays.")
    if Path(name).name != name or not (place / FILE_NAME).is_file():
        raise PackNotFound(f"No pack {name!r} is installed.")
    taken = size_of(place)
    # It is gone at once, even where removing its files is cut off.
    leaving = workshop(f"{name}.removed")
    shutil.rmtree(leaving, ignore_errors=True)
    leaving.parent.mkdir(parents=True, exist_ok=True)
    place.rename(leaving)
    shutil.rmtree(leaving)
    return taken


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def verify(folder: Path, progress: Progress = lambda *_: None) -> Manifest:
    """Read every file of a pack, and compare its size and SHA-256 with the manifest.

    Raises:
        PackNotFound: the folder is no pack.
        PackBroken: a file is missing or differs; the sentence names it.
    """
    pack = manifest.read(folder)
    for name, file in pack.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != file.size:
            raise PackBroken(f"{path} is missing or has another size than it should. Install the pack again.")
        if manifest.describe(path, lambda done, name=name, size=file.size: progress(name, done, size)) != file:
            raise PackBroken(f"{path} is damaged: its checksum differs. Install the pack again.")
    return pack
