"""Networks of their published size with random weights, with which numbers keep their size: they cost what the real
ones cost.

A pack of them lies in memory (`RandomPack`), or is written to disk tensor by tensor (`write`), the large ones in
bfloat16 as where they are installed.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from paella_core.benchmarks.held_pack import HeldPack
from paella_core.conditioning.cache import content_key
from paella_core.conditioning.conditioner import Conditioner
from paella_core.packs import manifest as manifests
from paella_core.packs.loading import build, distinct
from paella_core.packs.manifest import Manifest, Network
from paella_core.residency import SMALL_ROLE, MemoryPlan

BLOCK = 1 << 22  # so many random numbers are drawn; tensors repeat them
TEXT_LENGTH = 40  # bytes of a usual prompt
_NAMES = {torch.float32: "F32", torch.bfloat16: "BF16", torch.int64: "I64"}


class RandomPack(HeldPack):
    """A published pack in memory: its denoiser and its VQGAN random, its encoders' answers too."""

    def __init__(self, manifest: Manifest, device: torch.device, dtype: torch.dtype) -> None:
        super().__init__(Path(), manifest, device, MemoryPlan("keep", dtype, dtype, 0))

    @cached_property
    def conditioner(self) -> Conditioner:
        """Answers without encoders."""
        return RandomAnswers(self.manifest.networks["denoiser"], self.device)

    def _load(self, role: str) -> nn.Module:
        dtype = torch.float32 if role == SMALL_ROLE else self.plan.precision
        return in_memory(self.manifest.networks[role], self.device, dtype)


class RandomAnswers(Conditioner):
    """What encoders might say: random numbers of the right shapes, the same for the same question."""

    def __init__(self, denoiser: Network, device: torch.device) -> None:
        config = denoiser.config
        self._text_width = config.get("byt5_embd", 0)
        self._clip_width = next(config[name] for name in ("clip_embd", "c_clip", "c_embd") if name in config)
        self._device = device

    def text_states(self, prompt: str) -> tuple[Tensor, Tensor]:
        length = TEXT_LENGTH if prompt else 1
        mask_1L = torch.ones(1, length, dtype=torch.bool, device=self._device)
        return self._numbers(prompt, 1, length, self._text_width), mask_1L

    def clip_text(self, prompt: str) -> Tensor:
        return self._numbers(prompt, 1, self._clip_width)

    def clip_picture(self, picture_HW3: np.ndarray) -> Tensor:
        return self._numbers(content_key(picture_HW3), 1, self._clip_width)

    def imagined(self, prompt: str, seed: int) -> Tensor:
        return self._numbers(f"{seed} {prompt}", 1, self._clip_width)

    def _numbers(self, question: str, *shape: int) -> Tensor:
        generator = torch.Generator().manual_seed(zlib.crc32(question.encode()))
        return torch.randn(shape, generator=generator).to(self._device)


def in_memory(network: Network, device: torch.device, dtype: torch.dtype) -> nn.Module:
    """A network with random weights, ready to run; numbers that count are not random."""
    with torch.device("meta"):
        module = build(network)
    module = module.to(dtype).to_empty(device=device)
    noise = _noise().to(device)
    for name, tensor in distinct(module).items():
        tensor.data.copy_(valued(name, tensor.shape, noise))
    return module.eval().requires_grad_(False)


def write(folder: Path, pack: Manifest) -> Manifest:
    """Write a pack into a folder, which is made; never more than a tensor is in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    noise = _noise()
    for role, network in pack.networks.items():
        _write(network, folder / network.file, torch.float32 if role == SMALL_ROLE else torch.bfloat16, noise)
    return manifests.write(folder, pack)


def _write(network: Network, path: Path, dtype: torch.dtype, noise: Tensor) -> None:
    """A network's weights as safetensors, tensor by tensor."""
    with torch.device("meta"):
        module = build(network)
    shapes = distinct(module)
    types = {name: dtype if tensor.is_floating_point() else tensor.dtype for name, tensor in shapes.items()}
    header, end = {}, 0
    for name, tensor in shapes.items():
        begin, end = end, end + tensor.numel() * types[name].itemsize
        header[name] = {"dtype": _NAMES[types[name]], "shape": list(tensor.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name, tensor in shapes.items():
            values = valued(name, tensor.shape, noise).to(types[name])
            file.write(values.flatten().view(torch.uint8).numpy().data if values.numel() else b"")


def valued(name: str, shape: Sequence[int], noise: Tensor) -> Tensor:
    """Values with which numbers keep their size through a network: norms are 1, biases 0, the rest by what it reads."""
    leaf = name.rpartition(".")[2]
    if len(shape) <= 1:
        ones = leaf in ("weight", "running_var", "ema_element_count", "gamma")
        return torch.full(tuple(shape), 1.0 if ones else 0.0, device=noise.device)
    count = math.prod(shape)
    return noise.repeat(-(-count // len(noise)))[:count].view(tuple(shape)) / math.sqrt(math.prod(shape[1:]))


def _noise() -> Tensor:
    return torch.randn(BLOCK, generator=torch.Generator().manual_seed(0))
