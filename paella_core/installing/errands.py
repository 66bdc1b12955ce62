"""What the verb `packs` does that takes torch, the network or long; `verbs/packs.py` imports it when asked for it."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from paella_core.errors import BadInput, PackError, PackNotFound
from paella_core.fits import fit_of
from paella_core.installing.installation import Installation, download_sizes, room
from paella_core.installing.reporting import Bars, Lines, Reporter
from paella_core.packs import manifest
from paella_core.packs.importing import import_files, import_pack
from paella_core.packs.known import Known, known_pack, known_packs
from paella_core.packs.manifest import Manifest
from paella_core.packs.remote import hub_host
from paella_core.packs.store import find, free_on_disk, installed, is_shipped, remove, size_of, verify, workshop
from paella_core.packs.verified import remember_all


def list_as_json(_args: argparse.Namespace) -> None:
    """A line of JSON for each pack that is installed or known."""
    for entry in _entries():
        print(json.dumps(entry, ensure_ascii=False), flush=True)


def download(args: argparse.Namespace) -> None:
    """Bring a known pack onto this machine; a person is asked first."""
    known = known_pack(args.name)
    size = sum(size for size, _ in download_sizes(known).values())
    _ask(args, f"Download {known.title} ({size / 1e9:.1f} GB) from {hub_host()}? Licence: {known.licence}.")
    with closing(_reporter(args)) as reporter:
        _end(reporter, Installation(known, args.precision, reporter).run())


def import_(args: argparse.Namespace) -> None:
    """Make a pack of files that the user has, or copy a whole one whose folder, or `pack.json`, is named."""
    with closing(_reporter(args)) as reporter:

        def tell(file: str, done: int, total: int) -> None:
            reporter.progress("converting", file, done, total)

        files = [Path(file) for file in args.files]
        whole = _whole_pack(files)
        if whole is not None:
            _end(reporter, import_pack(whole, args.name, tell))
        else:
            _end(reporter, import_files(files, args.name, args.precision, tell))


def _whole_pack(files: Sequence[Path]) -> Path | None:
    """The folder of the pack that is named, if that is all."""
    if len(files) > 1:
        return None
    return files[0] if files[0].is_dir() else files[0].parent if files[0].name == manifest.FILE_NAME else None


def check(args: argparse.Namespace) -> None:
    """Read all of a pack, and compare it with what it should be."""
    folder = find(args.pack)
    with closing(_reporter(args)) as reporter:
        verify(folder, lambda file, done, total: reporter.progress("checking", file, done, total))
        _end(reporter, folder)


def take_away(args: argparse.Namespace) -> None:
    """Remove a pack of the user's, or what is left of a download; a person is asked first."""
    _ask(args, f"Remove the pack {args.name}? Its files are deleted.")
    try:
        freed = remove(args.name)
    except PackNotFound:
        left = workshop(args.name)
        if Path(args.name).name != args.name or not left.is_dir():
            raise
        freed = size_of(left)
        shutil.rmtree(left)
    told = {"event": "done", "name": args.name, "folder": None, "freed": freed}
    print(json.dumps(told) if args.json else f"{args.name} is removed; {freed / 1e6:,.1f} MB are free again.")


def _ask(args: argparse.Namespace, question: str) -> None:
    """Raises BadInput where nobody says yes."""
    if args.yes:
        return
    if not sys.stdin.isatty():
        raise BadInput(f"{question} Add --yes to say so.")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise BadInput("Nothing was done.")


def _end(reporter: Reporter, folder: Path) -> None:
    """All files of a pack were just hashed: the engine need not do it again."""
    remember_all(folder, manifest.read(folder))
    reporter.done(folder.name, folder)


def _reporter(args: argparse.Namespace) -> Reporter:
    return Lines() if args.json else Bars(args.quiet)


def _entries() -> Iterator[dict[str, Any]]:
    """What is installed, by name, then what is known beside."""
    there = installed()
    for folder, found in there:
        yield _installed(folder, found)
    names = {folder.name for folder, _ in there}
    for name, known in known_packs().items():
        if name not in names:
            yield _downloadable(known)


def _installed(folder: Path, found: Manifest | PackError) -> dict[str, Any]:
    size, free = size_of(folder), shutil.disk_usage(folder).free
    entry = {
        "name": folder.name,
        "installed": True,
        "shipped": is_shipped(folder),
        "folder": str(folder),
        "bytes": size,
        "disk_bytes": 0,
        "free_bytes": free,
        "kept_bytes": 0,
    }
    if isinstance(found, PackError):
        nothing = dict.fromkeys(("about", "family", "licence", "source"), "")
        return entry | nothing | {"title": folder.name, "can": [], "fit": None, "fault": str(found)}
    return entry | _about(found) | {"fault": None}


def _downloadable(known: Known) -> dict[str, Any]:
    sizes = download_sizes(known)
    return {
        "name": known.name,
        "installed": False,
        "shipped": False,
        "folder": None,
        "bytes": sum(size for size, _ in sizes.values()),
        "disk_bytes": room(known.settings, sizes),
        "free_bytes": free_on_disk(),
        "kept_bytes": sum(kept for _, kept in sizes.values()),
        **_about(known.manifest),
        "fault": None,
    }


def _about(pack: Manifest) -> dict[str, Any]:
    return {
        "title": pack.title or pack.name,
        "about": pack.about,
        "family": pack.family,
        "licence": pack.licence,
        "source": pack.source,
        "can": list(pack.abilities),
        "fit": fit_of(pack).as_json(),
    }
