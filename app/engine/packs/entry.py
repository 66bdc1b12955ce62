"""What the command line tells of packs and of the work on them, as plain values.

Everything here comes from another process: whatever does not look right is left out, and never raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


@dataclass(frozen=True)
class Fit:
    """Whether a pack fits this computer, and how it would run. `precision` and `plan` are words of the engine;
    `text` says it in one sentence; `seconds` for a picture are None where nobody can tell."""

    fits: bool = True
    device: str = ""
    precision: str = ""
    plan: str = ""
    text: str = ""
    seconds: float | None = None


@dataclass(frozen=True)
class PackEntry:
    """A pack that is known or installed.

    Attributes:
        can: abilities, as the manifests name them.
        shipped: whether it came with the program; then it cannot be removed.
        size: bytes on the disk where it is installed, else of the download.
        disk: bytes that must be free to install it, beside those of `kept`.
        free: bytes that are free where packs are installed.
        kept: bytes of the download that have come already.
        fault: why it cannot be used, "" where it can.
    """

    name: str
    title: str = ""
    about: str = ""
    licence: str = ""
    source: str = ""
    can: tuple[str, ...] = ()
    installed: bool = False
    shipped: bool = False
    folder: str = ""
    size: int = 0
    disk: int = 0
    free: int = 0
    kept: int = 0
    fit: Fit = field(default_factory=Fit)
    fault: str = ""

    @property
    def lacking(self) -> int:
        """Bytes that must still become free before it can be installed."""
        return max(0, self.disk - self.free)


class Stage(Enum):
    """What is being done with a file."""

    DOWNLOADING = "downloading"
    CHECKING = "checking"
    CONVERTING = "converting"


@dataclass(frozen=True)
class PackProgress:
    """How far the work is: bytes `done` of `total`, at `speed` bytes a second, with `left` seconds to go."""

    stage: Stage = Stage.DOWNLOADING
    file: str = ""
    done: int = 0
    total: int = 0
    speed: float = 0.0
    left: float | None = None

    @property
    def share(self) -> float:
        """0..1."""
        return min(max(self.done / self.total, 0.0), 1.0) if self.total > 0 else 0.0


@dataclass(frozen=True)
class Fetching:
    """What a download consists of: names and bytes of the files to come, in their order, and the bytes of those that
    are done with."""

    files: tuple[tuple[str, int], ...]
    before: int

    def overall(self, progress: PackProgress) -> PackProgress:
        """The progress of all files together, from that of the one which is on its way."""
        names = [name for name, _ in self.files]
        if progress.stage is not Stage.DOWNLOADING or progress.file not in names:
            return progress
        sizes = [size for _, size in self.files]
        done = self.before + sum(sizes[: names.index(progress.file)]) + progress.done
        total = self.before + sum(sizes)
        left = (total - done) / progress.speed if progress.speed > 0 else None
        return replace(progress, done=done, total=total, left=left)


def entry_of(told: Mapping[str, Any]) -> PackEntry | None:
    """A pack from an object of `packs list`; None where it is none."""
    name = _of(told, "name", "")
    if not name:
        return None
    return PackEntry(
        name=name,
        title=_of(told, "title", "") or name,
        about=_of(told, "about", ""),
        licence=_of(told, "licence", ""),
        source=_of(told, "source", ""),
        can=tuple(ability for ability in _of(told, "can", cast("list[Any]", [])) if isinstance(ability, str)),
        installed=_of(told, "installed", False),
        shipped=_of(told, "shipped", False),
        folder=_of(told, "folder", ""),
        size=_bytes(told, "bytes"),
        disk=_bytes(told, "disk_bytes"),
        free=_bytes(told, "free_bytes"),
        kept=_bytes(told, "kept_bytes"),
        fit=_fit_of(_of(told, "fit", cast("dict[str, Any]", {}))),
        fault=_of(told, "fault", ""),
    )


def progress_of(told: Mapping[str, Any]) -> PackProgress | None:
    """The progress that an event tells; None where it tells none."""
    stage = next((stage for stage in Stage if stage.value == told.get("stage")), None)
    if told.get("event") != "progress" or stage is None:
        return None
    file, left = _of(told, "file", ""), told.get("left")
    return PackProgress(
        stage, file, _bytes(told, "done"), _bytes(told, "total"), _number(told.get("speed")) or 0.0, _number(left)
    )


def fetching_of(told: Mapping[str, Any], kept: int) -> Fetching | None:
    """What a download consists of, from its event; `kept` bytes of it had come before. None where it tells nothing."""
    files = told.get("files")
    if told.get("event") != "files" or not isinstance(files, list):
        return None
    listed = [file for file in files if isinstance(file, dict) and _of(file, "file", "")]
    there = sum(_bytes(file, "have") for file in listed)
    return Fetching(tuple((file["file"], _bytes(file, "bytes")) for file in listed), max(0, kept - there))


def _fit_of(told: Mapping[str, Any]) -> Fit:
    device, precision, plan = (_of(told, name, "") for name in ("device", "precision", "plan"))
    return Fit(_of(told, "fits", True), device, precision, plan, _of(told, "text", ""), _number(told.get("seconds")))


def _of(told: Mapping[str, Any], name: str, default: Value) -> Value:
    """A value of its default's type, or the default."""
    value = told.get(name)
    return value if type(value) is type(default) else default


def _bytes(told: Mapping[str, Any], name: str) -> int:
    return int(_number(told.get(name)) or 0)


def _number(value: object) -> float | None:
    """A number that is finite and not below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < float("inf") else None
