"""A pack that is open on a device: its networks, each loaded when it is first needed, and its encoders' answers."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import torch
from torch import nn

from paella_core.conditioning.cache import Remembered, Shelf, cache_folder
from paella_core.conditioning.conditioner import Conditioner, identity
from paella_core.devices import precision
from paella_core.packs.loading import load
from paella_core.packs.manifest import Manifest

_PICTURES_KEPT = 16


class OpenPack:
    """The parts of a pack that a family is built from."""

    def __init__(self, folder: Path, manifest: Manifest, device: torch.device) -> None:
        self.folder = folder
        self.manifest = manifest
        self.device = device

    @cached_property
    def denoiser(self) -> nn.Module:
        """What samples, in the device's precision."""
        return load(self.folder, self.manifest, "denoiser", self.device, precision(self.device))

    @cached_property
    def vqgan(self) -> nn.Module:
        """Pictures to codes and back, in float32: half precision would choose other codes."""
        return load(self.folder, self.manifest, "vqgan", self.device, torch.float32)

    @cached_property
    def conditioner(self) -> Conditioner:
        """What texts and pictures say."""
        return Conditioner.of_pack(self.folder, self.manifest, self.device)

    @cached_property
    def codes(self) -> Remembered:
        """What the VQGAN made of pictures, by their content."""
        maker = identity(self.manifest, "vqgan", self.device, torch.float32)
        return Remembered(Shelf(cache_folder()), f"codes {maker}", _PICTURES_KEPT, self.device)

    def load(self) -> None:
        """Load now what every request needs; encoders wait for words that were never read before."""
        _ = self.denoiser, self.vqgan
