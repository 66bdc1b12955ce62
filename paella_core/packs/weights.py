"""Weights by name out of any file that holds some: a checkpoint of torch or a safetensors file, told by its content."""

from __future__ import annotations

from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from paella_core.errors import PackBroken
from paella_core.packs.checkpoint_reader import read_checkpoint
from paella_core.packs.wrappers import unwrap

_LENGTH = 8  # a safetensors file begins with the length of its header, 64 bits little-endian; then JSON
_LONGEST_HEADER = 100 * 2**20  # the format's own limit


def read_weights(path: Path) -> dict[str, Tensor]:
    """The weights in a file by their names, out of what wraps them: CPU tensors mapped from the file, of its types.

    Raises:
        PackBroken: it cannot be read, is damaged, or holds no weights, or other things than weights.
    """
    if _is_safetensors(path):
        return _from_safetensors(path)
    checkpoint = read_checkpoint(path)
    try:
        return unwrap(checkpoint)
    except PackBroken as fault:
        raise PackBroken(f"{path}: {fault}") from None


def _is_safetensors(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_LENGTH + 1)
    except OSError as error:
        raise PackBroken(f"{path} cannot be read ({error.strerror or error}).") from None
    return head.endswith(b"{") and int.from_bytes(head[:_LENGTH], "little") <= _LONGEST_HEADER


def _from_safetensors(path: Path) -> dict[str, Tensor]:
    try:
        return unwrap(load_file(path))
    except (OSError, SafetensorError) as error:
        raise PackBroken(f"{path} cannot be read ({error}). Get the file again.") from None
    except PackBroken as fault:
        raise PackBroken(f"{path}: {fault}") from None
