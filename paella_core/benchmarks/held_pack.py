"""A pack whose networks are arranged as a measurement wants it, and whose decoder is listened to."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from paella_core.families import OpenPack
from paella_core.families.codec import TokenVQGAN
from paella_core.networks.trimmed import Cells
from paella_core.packs.manifest import Manifest
from paella_core.residency import SMALL_ROLE, MemoryPlan


class HeldPack(OpenPack):
    """An open pack, in the memory plan that is given instead of one by what is free."""

    def __init__(self, folder: Path, manifest: Manifest, device: torch.device, plan: MemoryPlan) -> None:
        super().__init__(folder, manifest, device)
        self._held = plan
        self.decoded_BHW: Tensor | None = None
        """The tokens of which a picture was made last."""

    @property
    def plan(self) -> MemoryPlan:
        """As it was given."""
        return self._held

    def economise(self) -> None:
        """Free all networks. There is no other plan: what was asked for is measured, or nothing."""
        self._drop(self.loaded)

    def network(self, role: str) -> nn.Module:
        known = role in self.loaded
        module = super().network(role)
        if role == SMALL_ROLE and not known and hasattr(module, "decode_indices"):
            decode = cast(TokenVQGAN, module).decode_indices

            def noted(indices_Bhw: Tensor, wanted: Cells | None = None) -> Tensor:
                self.decoded_BHW = indices_Bhw
                return decode(indices_Bhw, wanted)

            module.__dict__["decode_indices"] = noted
        return module
