"""What the networks of a pack need of a device's memory, and the plan that makes them fit.

From the fastest plan to the cheapest:

keep        every network stays where it is once it was needed
stages      one large network is there at a time: text encoders, then the prior, then the denoiser. The VQGAN is small
            and stays
stream      the same, and the layers of the byte-level T5, by far the largest network, are read one after another

The CPU computes small packs in float32, and those of more than `LARGE` bytes in float32 by what `arithmetic` measured:
in bfloat16, or in float32 too. Then a large pack is left as it is stored, in bfloat16 where it was installed so: its
weights are mapped from the file, and widened as they are used. Many processors have no arithmetic in bfloat16, and are
several times slower in it (AVX2: seven times). Other devices hold and compute in what `devices.precision` says. The
VQGAN is float32 everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import nn

from paella_core.arithmetic import cpu_arithmetic
from paella_core.devices import precision
from paella_core.packs.loading import build
from paella_core.packs.manifest import Manifest

PlanName = Literal["keep", "stages", "stream"]

GIBIBYTE = 2**30
LARGE = 2 * GIBIBYTE
SMALL_ROLE, STREAMED_ROLE = "vqgan", "byt5"
_PROGRAM = GIBIBYTE // 2  # torch and the other libraries
_LOGIT_COPIES = 5  # of all tokens, float32, while guided predictions become tokens
_PIXEL_BYTES = 7_000  # of a VQGAN's widest activations
_KEPT_SHARE = 0.25  # of the CPU's free memory, for a large pack: people edit pictures beside
_USABLE_SHARE = 0.9

_SENTENCES: Mapping[PlanName, str] = {
    "keep": "All networks stay in memory",
    "stages": "One network after another is in memory",
    "stream": "One network after another is in memory, the text encoder layer by layer",
}


@dataclass(frozen=True)
class MemoryNeeds:
    """What a pack takes.

    Args:
        numbers: how many weights the network of each role has.
        files: bytes of each role's weights as stored; of a pack that is not installed, those of bfloat16.
        layer: how many weights a layer of the text encoder that can be streamed has; 0 if there is none.
        activations: bytes for what is computed at the pack's native size.
    """

    numbers: Mapping[str, int]
    files: Mapping[str, int]
    layer: int
    activations: int

    @property
    def is_large(self) -> bool:
        """Whether float32 would be too much for a usual machine."""
        return sum(self.numbers.values()) * 4 > LARGE


@dataclass(frozen=True)
class MemoryPlan:
    """How a pack's networks share a device's memory: which are there at once, and in which numbers.

    `precision` is what weights are kept in, `arithmetic` what is computed in; the VQGAN is float32 in both.
    `peak_bytes` is an estimate of the most that is taken at once.
    """

    name: PlanName
    precision: torch.dtype
    arithmetic: torch.dtype
    peak_bytes: int

    @property
    def keeps(self) -> bool:
        """Whether networks stay."""
        return self.name == "keep"

    @property
    def streams(self) -> bool:
        """Whether the text encoder is read layer by layer."""
        return self.name == "stream"

    @property
    def widens(self) -> bool:
        """Whether weights are kept narrower than they are computed with."""
        return self.precision != self.arithmetic

    def explained(self) -> str:
        """The plan in a sentence."""
        kept = str(self.precision).removeprefix("torch.")
        return f"{_SENTENCES[self.name]}, in {kept}: about {self.peak_bytes / GIBIBYTE:.1f} GiB at most."


def needs_of(manifest: Manifest) -> MemoryNeeds:
    """What a pack takes, whether it is installed or not: its networks are built without weights.

    Raises:
        PackBroken: a network is of an unknown type, or its configuration does not fit it.
    """
    with torch.device("meta"):
        modules = {role: build(network) for role, network in manifest.networks.items()}
    numbers = {role: _numbers(module) for role, module in modules.items()}
    sizes = {role: manifest.files.get(network.file) for role, network in manifest.networks.items()}
    files = {role: 2 * numbers[role] if size is None else size.size for role, size in sizes.items()}
    streamed = modules.get(STREAMED_ROLE)
    layer = 0 if streamed is None else max(map(_numbers, streamed.get_submodule("encoder.block").children()))
    return MemoryNeeds(numbers, files, layer, _activations(manifest))


def plan_memory(needs: MemoryNeeds, device: torch.device, free_bytes: int) -> MemoryPlan | None:
    """The fastest plan that fits into what a device has; None if none does."""
    for plan in plans(needs, device):
        # To leave memory to the rest of the machine costs little where weights are mapped from files.
        share = _KEPT_SHARE if plan.keeps and plan.widens else _USABLE_SHARE
        if plan.peak_bytes <= free_bytes * share:
            return plan
    return None


def plans(needs: MemoryNeeds, device: torch.device) -> list[MemoryPlan]:
    """All plans for a pack on a device, the fastest first.

    Where nothing can be streamed there is no such plan. On the CPU, reading the text encoder at once is no faster than
    reading it layer by layer, so that there is nothing between keeping and streaming.
    """
    names: tuple[PlanName, ...] = ("keep", "stages", "stream")
    if not needs.layer:
        names = ("keep", "stages")
    elif device.type == "cpu":
        names = ("keep", "stream")
    kept, computed = _types(needs, device)
    return [MemoryPlan(name, kept, computed, _peak(needs, name, kept, computed)) for name in names]


def _types(needs: MemoryNeeds, device: torch.device) -> tuple[torch.dtype, torch.dtype]:
    """What weights are kept in, and what is computed in."""
    if device.type == "cpu" and needs.is_large:
        return torch.bfloat16, cpu_arithmetic()
    return precision(device), precision(device)


def _peak(needs: MemoryNeeds, name: PlanName, kept: torch.dtype, computed: torch.dtype) -> int:
    sizes = {role: _kept_bytes(needs, role, kept, computed) for role in needs.numbers}
    if name == "stream":
        sizes[STREAMED_ROLE] = needs.layer * (kept.itemsize + computed.itemsize)
    small = sizes.pop(SMALL_ROLE)
    large: Sequence[int] = [sum(sizes.values())] if name == "keep" else list(sizes.values())
    return _PROGRAM + small + max(large) + needs.activations


def _kept_bytes(needs: MemoryNeeds, role: str, kept: torch.dtype, computed: torch.dtype) -> int:
    """Bytes of a network: those of its file where it is mapped, else of its numbers."""
    if role == SMALL_ROLE:
        return needs.numbers[role] * torch.float32.itemsize
    return needs.files[role] if kept != computed else needs.numbers[role] * kept.itemsize


def _activations(manifest: Manifest) -> int:
    """An estimate, for one picture of the native size: logits of all tokens, and the VQGAN's widest layers."""
    config: Mapping[str, Any] = manifest.networks["denoiser"].config
    tokens = (manifest.native_size // manifest.downscale) ** 2
    logits = tokens * config.get("num_labels", 0) * torch.float32.itemsize * _LOGIT_COPIES
    return logits + manifest.native_size**2 * _PIXEL_BYTES


def _numbers(module: nn.Module) -> int:
    """How many weights a network has; those that are shared count once."""
    return sum({id(tensor): tensor.numel() for tensor in (*module.parameters(), *module.buffers())}.values())
