"""Choose where and in which precision to compute, and say clearly when it does not fit."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import torch

from paella_core.errors import DeviceError

CPU_CELLS = 8 * 32 * 32
DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")
_AVAILABLE: dict[str, Callable[[], bool]] = {
    "cuda": torch.cuda.is_available,
    "xpu": torch.xpu.is_available,
    "mps": torch.backends.mps.is_available,
    "cpu": lambda: True,
}


def choose(name: str = "auto") -> torch.device:
    """The device of that name; "auto" takes the fastest kind that there is.

    Raises:
        DeviceError: no such device here.
    """
    if name == "auto":
        return torch.device(next(kind for kind, available in _AVAILABLE.items() if available()))
    if name not in _AVAILABLE:
        raise DeviceError(f"There is no device {name!r}. Choose one of {', '.join(DEVICES)}.")
    if not _AVAILABLE[name]():
        here = ", ".join(kind for kind, available in _AVAILABLE.items() if available())
        raise DeviceError(f"This machine or this build of torch has no {name} device. Available: {here}.")
    return torch.device(name)


def precision(device: torch.device) -> torch.dtype:
    """The type to keep weights in: bfloat16 where the hardware computes in it, else float32."""
    half = (device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)) or device.type == "xpu"
    return torch.bfloat16 if half else torch.float32


def largest_batch(device: torch.device, cells: int) -> int:
    """How many pictures of so many cells go through a network at once.

    On the CPU small pictures only: two cores share the work on a few cells badly, but batches of many are no faster,
    and need more memory.
    """
    return max(1, CPU_CELLS // cells) if device.type == "cpu" else 16


@contextmanager
def memory_explained(device: torch.device) -> Iterator[None]:
    """Turn running out of memory into one sentence.

    Raises:
        DeviceError: memory ran out in the block.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        free(device)
        raise DeviceError(_too_little(device)) from None


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out; the CPU's allocator has no exception of its own."""
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or "DefaultCPUAllocator" in str(error)


def free_bytes(device: torch.device) -> int:
    """How much memory can be had on a device now, what this program keeps for reuse there included.

    On the CPU what the system could give without swapping, and no more than a container leaves.
    """
    if device.type == "cuda":
        return torch.cuda.mem_get_info(device)[0] + torch.cuda.memory_reserved(device)
    if device.type == "xpu":
        return torch.xpu.mem_get_info(device)[0] + torch.xpu.memory_reserved(device)
    system = min([_system_bytes(), *_left_by_container(Path("/sys/fs/cgroup"))])
    if device.type == "mps":
        return min(system, torch.mps.recommended_max_memory())
    return system


def free(device: torch.device) -> None:
    """Give memory that is no longer used back to the system, what hangs in circles and what is cached for reuse."""
    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "xpu":
        torch.xpu.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


def _too_little(device: torch.device) -> str:
    return (
        f"The memory of the {device.type} device does not suffice. Make a smaller or a single picture, or use the CPU."
    )


class _WindowsMemory(ctypes.Structure):
    """What Windows says of its memory (MEMORYSTATUSEX)."""

    _fields_ = (
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        *((name, ctypes.c_ulonglong) for name in ("total", "free", "file", "free_file", "space", "free_space", "more")),
    )


def _system_bytes() -> int:
    """What the system could give; where it does not say (macOS), half of all memory."""
    if sys.platform == "win32":
        status = _WindowsMemory(length=ctypes.sizeof(_WindowsMemory))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return status.free
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


def _left_by_container(root: Path) -> Iterator[int]:
    """The limits of control groups, version 2 and 1, less what no file could give back. Nothing where there is none."""
    for limit, statistics, used in (
        ("memory.max", "memory.stat", "anon"),
        ("memory/memory.limit_in_bytes", "memory/memory.stat", "total_rss"),
    ):
        with suppress(OSError, ValueError, KeyError):
            allowed = int((root / limit).read_text(encoding="ascii"))  # the word "max" is no number
            lines = (root / statistics).read_text(encoding="ascii").splitlines()
            yield max(0, allowed - int(dict(line.split() for line in lines)[used]))


def describe() -> list[str]:
    """A line for each device that is here: its kind, name, memory and the precision used on it."""
    lines = []
    for kind in (kind for kind, available in _AVAILABLE.items() if available()):
        device = torch.device(kind)
        name = f"{torch.get_num_threads()} threads"
        if kind == "cuda":
            about = torch.cuda.get_device_properties(device)
            name = f"{about.name}, {about.total_memory / 2**30:.0f} GiB"
        lines.append(f"{kind} ({name}), {str(precision(device)).removeprefix('torch.')}")
    return lines
