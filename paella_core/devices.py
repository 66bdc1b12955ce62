"""Choose where and in which precision to compute, and say clearly when it does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

from paella_core.errors import DeviceError

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


def largest_batch(device: torch.device) -> int:
    """How many pictures go through a network at once.

    One on the CPU: batches are no faster there, need more memory, and round differently, so that a picture would depend
    on its neighbours.
    """
    return 1 if device.type == "cpu" else 16


@contextmanager
def memory_explained(device: torch.device) -> Iterator[None]:
    """Turn running out of memory into one sentence.

    Raises:
        DeviceError: memory ran out in the block.
    """
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError):
        free(device)
        raise DeviceError(_too_little(device)) from None
    except RuntimeError as error:
        # The CPU's allocator has no exception of its own.
        if "can't allocate memory" not in str(error):
            raise
        raise DeviceError(_too_little(device)) from None


def free(device: torch.device) -> None:
    """Give memory that is cached but unused back to the system."""
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
