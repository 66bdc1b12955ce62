"""What a figure was measured on."""

from __future__ import annotations

import os
import platform
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from paella_core.devices import free_bytes
from paella_core.residency import GIBIBYTE

_CPUINFO = Path("/proc/cpuinfo")


def use_threads(count: int | None) -> None:
    """Let torch compute on so many threads; None leaves the number that it chose."""
    if count is not None:
        torch.set_num_threads(count)


def described() -> dict[str, Any]:
    """The machine in plain values: processor, cores, instructions, threads, memory, GPU, versions, load and date.

    `load` is how many programs want a processor, of one minute: above 0 before a measurement, times say less.
    `instructions` is the set that torch computes with.
    """
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "instructions": torch.backends.cpu.get_cpu_capability(),
        "threads": torch.get_num_threads(),
        "free memory GiB": round(free_bytes(torch.device("cpu")) / GIBIBYTE, 1),
        "gpu": torch.cuda.get_device_name() if torch.cuda.is_available() else None,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "torch": torch.__version__,
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def short_name(machine: dict[str, Any]) -> str:
    """A name of a machine for a file: its GPU, or its processor and cores."""
    words = machine["gpu"] or f"{machine['processor']} {machine['cores']} cores {machine['instructions']}"
    return "-".join(re.findall(r"[a-z0-9]+", words.lower()))


def in_words(machine: dict[str, Any]) -> str:
    """A line about a machine."""
    cores = f"{machine['cores']} cores ({machine['instructions']}), {machine['threads']} threads"
    parts = [machine["processor"], cores, machine["gpu"], f"torch {machine['torch']}", f"load {machine['load']}"]
    return ", ".join(part for part in parts if part)


def _processor() -> str:
    with suppress(OSError):
        named = re.search(r"^model name\s*:\s*(.+)$", _CPUINFO.read_text(encoding="utf-8"), re.MULTILINE)
        if named:
            return named[1]
    return platform.processor() or platform.machine()
