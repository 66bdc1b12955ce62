"""Bring a known pack onto this machine: its files are fetched, checked and converted one after the other, and the pack
is there as soon as it is whole.

Ending the process at any moment loses nothing: what has come is kept in the workshop, and the next try goes on from it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from paella_core.atomic import write_text
from paella_core.counting import counted_needs
from paella_core.errors import DownloadFailed, PackBroken
from paella_core.installing.reporting import Reporter
from paella_core.packs import manifest as manifests
from paella_core.packs.convert import precision_for, write_weights
from paella_core.packs.download import bytes_there, fetch, place_of
from paella_core.packs.hub import Found, look_up
from paella_core.packs.importing import Part, assembled
from paella_core.packs.known import Known
from paella_core.packs.manifest import Manifest, Network, Precision
from paella_core.packs.part import alone
from paella_core.packs.recognise import Recognised, recognise
from paella_core.packs.remote import Remote
from paella_core.packs.store import free_on_disk, refuse_taken, settle, workshop
from paella_core.packs.weights import read_weights

_MADE = "pack"  # the folder of the workshop where the pack grows
_FLOAT32, _BFLOAT16 = 4, 2  # bytes


class Installation:
    """One known pack on its way onto this machine."""

    def __init__(self, known: Known, precision: Precision, reporter: Reporter) -> None:
        self._known, self._reporter = known, reporter
        self._precision: Precision = precision
        self._shop = workshop(known.name)
        self._made = self._shop / _MADE

    def run(self) -> Path:
        """Do it all; returns the folder of the pack.

        Raises:
            BadInput: there is a pack of that name.
            DownloadFailed: a file did not come, or there is no room for it.
            PackBroken: a file came, but is not what it should be.
            OSError: something cannot be written.
        """
        refuse_taken(self._known.name)
        self._made.mkdir(parents=True, exist_ok=True)
        with alone(self._made):
            return self._install()

    def _install(self) -> Path:
        wanted = self._missing()
        sizes = {role: (found.size, bytes_there(found, self._shop)) for role, found in wanted.items()}
        self._check_room(sizes)
        self._reporter.files({wanted[role].remote.file: size for role, size in sizes.items()})
        for role, found in wanted.items():
            self._bring(role, found)
        return self._finish()

    def _missing(self) -> dict[str, Found]:
        """What must still be fetched, the largest first, which needs the least room."""
        roles = [role for role in self._known.files if not self._note(role).is_file()]
        found = {role: look_up(self._known.files[role]) for role in roles}
        return dict(sorted(found.items(), key=lambda one: -one[1].size))

    def _check_room(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        free, needed = free_on_disk(), room(self._known.settings, sizes)
        if needed > free:
            raise DownloadFailed(
                f"{needed / 1e9:.1f} GB are needed in {self._shop.parent}, and {free / 1e9:.1f} GB are free. Free "
                f"{(needed - free) / 1e9:.1f} GB, or set PAELLA_HOME to a folder on another disk."
            )

    def _bring(self, role: str, found: Found) -> None:
        """Fetch a file, and keep of it what the pack needs."""
        tell, name = self._reporter.progress, found.remote.file
        path = fetch(
            found,
            self._shop,
            lambda done: tell("downloading", name, done, found.size),
            lambda done: tell("checking", name, done, found.size),
        )
        self._convert(role, path, lambda done, total: tell("converting", name, done, total))
        path.unlink()

    def _convert(self, role: str, path: Path, progress: Callable[[int, int], None]) -> None:
        recognised = recognise(read_weights(path))
        if recognised.role != role:
            raise PackBroken(f"{path.name} is {recognised.title}, not the {role} that was expected. Nothing was made.")
        network = replace(recognised.network, file=f"{role}.safetensors")
        precision = precision_for(role, self._precision)
        write_weights(recognised, self._made / network.file, precision, progress)
        write_text(self._note(role), json.dumps({"title": recognised.title, "network": asdict(network)}))

    def _finish(self) -> Path:
        known = self._known
        parts = {role: self._part(role) for role in known.files}
        manifests.write(self._made, known.described(assembled(parts, known.name)))
        for role in parts:
            self._note(role).unlink()
        folder = settle(self._made, known.name)
        shutil.rmtree(self._shop, ignore_errors=True)
        return folder

    def _part(self, role: str) -> Part:
        """What was made of a role's file, in this try or an earlier one."""
        note = json.loads(self._note(role).read_text(encoding="utf-8"))
        found = Recognised(role, Network(**note["network"]), {}, note["title"])
        return Part(Path(self._known.files[role].file), found)

    def _note(self, role: str) -> Path:
        return self._made / f"{role}.json"


def room(settings: Manifest, sizes: Mapping[str, tuple[int, int]]) -> int:
    """The bytes that must be free to fetch and convert files one after the other, each fetched one removed at once.

    `sizes` has for each role the bytes of its file, and how many of them are there, in the order of fetching.
    """
    most = kept = 0
    for role, (size, have) in sizes.items():
        converted = min(size, _stored_bytes(settings, role))
        most = max(most, kept + size - have + converted)
        kept += converted - have
    return most


def download_sizes(known: Known) -> dict[str, tuple[int, int]]:
    """For each role the bytes of its file, and how many of them came already, by what is known without the network:
    the largest first. What the list does not say is counted on the networks."""
    numbers, shop = counted_needs(known.settings).numbers, workshop(known.name)
    sizes = {role: remote.size or _FLOAT32 * numbers[role] for role, remote in known.files.items()}
    return {
        role: (size, _kept(shop, role, known.files[role], size))
        for role, size in sorted(sizes.items(), key=lambda one: -one[1])
    }


def _kept(shop: Path, role: str, remote: Remote, size: int) -> int:
    """By how the files are called, whatever the hub would say of them."""
    if (shop / _MADE / f"{role}.json").is_file():
        return size
    whole = place_of(remote, shop)
    there = [path for path in (whole, whole.with_name(f"{whole.name}.part")) if path.is_file()]
    return min(size, sum(path.stat().st_size for path in there))


def _stored_bytes(settings: Manifest, role: str) -> int:
    """What the weights of a role take on the disk at most."""
    each = _FLOAT32 if role == "vqgan" else _BFLOAT16
    return each * counted_needs(settings).numbers[role]
