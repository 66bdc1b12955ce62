"""The verb `doctor`: what is installed, on which devices, which packs fit, where files lie, and what needs mending.

Imports no torch: what needs it is fetched by name when the verb runs, so that a broken torch is a finding as well.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import platformdirs

from paella_core.errors import DeviceError, PackError, PaellaError
from paella_core.packs.known import FILE_NAME, known_packs
from paella_core.packs.manifest import Manifest
from paella_core.packs.store import installed, is_shipped, user_folder, verify

NEEDED = ("paella-studio", "numpy", "pillow", "torch", "torchvision", "open_clip_torch", "transformers", "safetensors")
EDITOR = ("PySide6-Essentials", "psd-tools", "tifffile")
EXTRAS = {
    "av": "films as .mp4",
    "torchao": "text encoders in int8",
    "tensorboard": "curves of training",
}
LEAST_PYTHON = (3, 11)
ROOM = 10**9  # bytes below which a disk is called full: a pack in the making, a journal and a gallery need some
_WIDTH = 18


@dataclass(frozen=True)
class Check:
    """Something that was looked at. `text` says how it is; `remedy` what to do, "" where it is as it should be.
    Without what is `needed` the engine does not work."""

    text: str
    remedy: str = ""
    needed: bool = True

    @property
    def ok(self) -> bool:
        """Whether it is as it should be."""
        return not self.remedy


def add_verbs(subparsers: argparse._SubParsersAction) -> None:
    """Add `doctor`."""
    doctor = subparsers.add_parser("doctor", help="versions, devices, packs, folders, and what needs mending")
    doctor.add_argument("--json", action="store_true", help="all of it as one object")
    doctor.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    found = examined()
    if args.json:
        print(json.dumps(found, ensure_ascii=False), flush=True)
    else:
        print("\n".join(_page(found)))
    broken = [check["text"] for check in found["checks"] if check["needed"] and not check["ok"]]
    if broken:
        raise PaellaError(f"The engine does not work as it is: {'; '.join(broken)}. See the lines that begin with !!.")


def examined() -> dict[str, Any]:
    """All that is found out, as plain data: `versions`, `system`, `extras`, `devices`, `packs`, `folders`, `checks`."""
    devices, device_check = _devices()
    packs = _packs(able=device_check.ok)
    folders = _folders()
    checks = [_python(), *_libraries(), device_check, *_pack_checks(packs), *_folder_checks(folders), *_display()]
    return {
        "versions": {name: _version(name) for name in (*NEEDED, *EDITOR)},
        "system": _system(),
        "extras": {name: {"for": use, "version": _version(name)} for name, use in EXTRAS.items()},
        "devices": devices,
        "packs": packs,
        "folders": folders,
        "checks": [{"ok": check.ok, **asdict(check)} for check in checks],
    }


# ---- what is there


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _system() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "installed program": bool(getattr(sys, "frozen", False)),
    }


def _devices() -> tuple[list[dict[str, Any]], Check]:
    """Each device with the bytes that are free on it, and whether there is any: without torch there is none."""
    try:
        devices = import_module("paella_core.devices")
        lines = [(line.split()[0], line) for line in devices.describe()]
        found = [{"text": line, "free_bytes": devices.free_bytes(devices.choose(kind))} for kind, line in lines]
    except (ImportError, OSError, RuntimeError, DeviceError) as error:
        remedy = "Set the program up again; pictures cannot be made without torch."
        return [], Check(f"torch does not work here ({type(error).__name__}: {_line(error)})", remedy)
    return found, Check(f"torch computes on {lines[0][0]}")


def _packs(*, able: bool) -> list[dict[str, Any]]:
    """Each pack, the installed ones first. Whether one fits is computed by torch, if that is `able`."""
    packs = [_pack(folder.name, found, able=able, folder=folder) for folder, found in installed()]
    there = {pack["name"] for pack in packs}
    try:
        known = {name: known.manifest for name, known in known_packs().items() if name not in there}
    except PackError as error:  # a list of the person's own
        known = {FILE_NAME: error}
    return packs + [_pack(name, found, able=able, folder=None) for name, found in known.items()]


def _pack(name: str, found: Manifest | PackError, *, able: bool, folder: Path | None) -> dict[str, Any]:
    about: dict[str, Any] = {"name": name, "installed": folder is not None, "folder": str(folder or "")}
    fault = found if isinstance(found, PackError) else None
    if folder is not None and fault is None and is_shipped(folder):
        fault = _damage(folder)
    if fault is not None or isinstance(found, PackError):
        return {**about, "fault": str(fault)}
    about |= {"version": found.version, "licence": found.licence}
    if able:
        fit = import_module("paella_core.fits").fit_of(found)
        about |= {"fits": fit.fits, "plan": fit.plan, "text": fit.text}
    return about


def _damage(folder: Path) -> PackError | None:
    """What is wrong with the files of a pack. Only the program's own small one is read for this."""
    try:
        verify(folder)
    except PackError as error:
        return error
    return None


def _folders() -> list[dict[str, Any]]:
    """Where the program keeps what, with the bytes that are free there."""
    home, cache = os.environ.get("PAELLA_HOME"), import_module("paella_core.conditioning.cache").cache_folder
    settings = Path(home) if home else platformdirs.user_config_path("paella-studio", appauthor=False)
    places = {
        "settings": settings,
        "log": settings,
        "recovery": settings / "recovery",
        "generated": settings / "generated",
        "packs": user_folder(),
        "concepts": user_folder().parent / "concepts",
        "cache": cache(),
    }
    return [{"holds": what, "folder": str(folder), **_room(folder)} for what, folder in places.items()]


def _room(folder: Path) -> dict[str, Any]:
    """Of a folder, or the nearest one above it that is there: the bytes that are free, and whether it can be used."""
    nearest = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    usable = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
    return {"there": folder.is_dir(), "free_bytes": shutil.disk_usage(nearest).free, "usable": usable}


# ---- whether it is as it should be


def _python() -> Check:
    least = ".".join(map(str, LEAST_PYTHON))
    remedy = "" if sys.version_info[:2] >= LEAST_PYTHON else f"Install Python {least} or newer."
    return Check(f"Python {platform.python_version()}", remedy)


def _libraries() -> Iterator[Check]:
    """Which of those that the engine needs are missing."""
    for name in NEEDED:
        if _version(name) is None:
            yield Check(f"{name} is not installed", "Set the program up again.")


def _pack_checks(packs: Sequence[dict[str, Any]]) -> Iterator[Check]:
    if not any(pack["installed"] and "fault" not in pack for pack in packs):
        yield Check("no pack can be used", "Set the program up again: the pack mini comes with it.")
    for pack in packs:
        if "fault" in pack:
            yield Check(f"{pack['name']} cannot be used", pack["fault"], needed=False)
        elif pack["installed"] and not pack.get("fits", True):
            yield Check(f"{pack['name']} does not fit this machine", pack["text"], needed=False)
        elif pack["installed"]:
            yield Check(f"the pack {pack['name']} can be used")


def _folder_checks(folders: Sequence[dict[str, Any]]) -> Iterator[Check]:
    for place in folders:
        if not place["usable"]:
            remedy = "Mend its permissions, or set PAELLA_HOME to a folder of yours."
            yield Check(f"the folder for {place['holds']} cannot be written to", remedy)
    free = min(place["free_bytes"] for place in folders)
    remedy = "" if free >= ROOM else "Make room, or set PAELLA_HOME to a folder on another disk."
    yield Check(f"{_gigabytes(free)} are free on the disk", remedy, needed=False)


def _display() -> Iterator[Check]:
    """Whether the editor could show a window: there is Qt, and on Linux a display."""
    version = _version(EDITOR[0])
    if version is None:
        yield Check("the editor is not there: Qt is not installed", "Set the program up again.", needed=False)
    elif sys.platform == "linux":
        shown = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
        remedy = "" if shown else "The editor needs one; the command line works without."
        yield Check(f"a display is {'there' if shown else 'missing'}", remedy, needed=False)


# ---- how it is shown


def _page(found: dict[str, Any]) -> Iterator[str]:
    for name, version in {**found["system"], **found["versions"]}.items():
        yield _row(name, "not installed" if version is None else version)
    for name, extra in found["extras"].items():
        yield _row(name, extra["version"] or f"not installed; only for {extra['for']}")
    for device in found["devices"]:
        yield _row("device", f"{device['text']}, {device['free_bytes'] / 2**30:.1f} GiB free")
    for pack in found["packs"]:
        yield from _pack_lines(pack)
    for place in found["folders"]:
        yield _row(place["holds"], f"{place['folder']} ({_gigabytes(place['free_bytes'])} free)")
    for check in found["checks"]:
        yield f"{'ok' if check['ok'] else '!!'} {check['text']}{'.' if check['ok'] else ': ' + check['remedy']}"


def _pack_lines(pack: dict[str, Any]) -> Iterator[str]:
    where = pack["folder"] or "not installed"
    yield _row("pack", f"{pack['name']} {pack.get('version', '')} ({where})")
    yield _row("", pack.get("fault") or pack.get("text", "whether it fits is not known without torch"), ends=" ")


def _row(name: str, value: object, ends: str = ":") -> str:
    return f"{name + ends:{_WIDTH}} {value}"


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
