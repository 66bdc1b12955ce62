"""A pack that is open on a device: its networks, each loaded when it is first needed, and its encoders' answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import torch
from torch import nn

from paella_core.conditioning.cache import Remembered, Shelf, cache_folder
from paella_core.conditioning.conditioner import Conditioner, identity
from paella_core.counting import counted_needs
from paella_core.devices import choose, free, free_bytes
from paella_core.packs import manifest as manifests
from paella_core.packs.loading import check_files, load, load_streamed, load_widened
from paella_core.packs.manifest import Manifest
from paella_core.packs.store import find
from paella_core.packs.verified import verify_once
from paella_core.residency import SMALL_ROLE, STREAMED_ROLE, MemoryPlan, plan_memory, plans

_PICTURES_KEPT = 16
_ONE_VECTOR_ROLE = "prior"
_SAMPLED_ROLE = "denoiser"

Prepared = TypeVar("Prepared")


class OpenPack:
    """The parts of a pack that a family is built from."""

    def __init__(self, folder: Path, manifest: Manifest, device: torch.device) -> None:
        self.folder = folder
        self.manifest = manifest
        self.device = device
        self._loaded: dict[str, nn.Module] = {}
        self._prepared: object = None

    @classmethod
    def open(cls, name_or_folder: str | Path, device: str) -> OpenPack:
        """The pack of a name or in a folder, on "auto", "cpu", "cuda", "mps" or "xpu".

        Raises:
            PackNotFound: there is no such pack.
            PackBroken: it is damaged or incomplete.
            DeviceError: the device is absent.
        """
        folder, place = find(name_or_folder), choose(device)
        manifest = manifests.read(folder)
        check_files(folder, manifest)
        return cls(folder, manifest, place)

    @property
    def denoiser(self) -> nn.Module:
        """What samples. Do not hold on to it: see `network`."""
        return self.network(_SAMPLED_ROLE)

    def prepared(self, prepare: Callable[[Any], Prepared]) -> Prepared:
        """What a family, always by the same function, makes of the denoiser to sample with it. It goes with the
        denoiser: do not hold on to it."""
        denoiser = self.denoiser
        if self._prepared is None:
            self._prepared = prepare(denoiser)
        return cast(Prepared, self._prepared)

    @property
    def vqgan(self) -> nn.Module:
        """Pictures to codes and back, in float32: half precision would choose other codes."""
        return self.network("vqgan")

    @cached_property
    def conditioner(self) -> Conditioner:
        """What texts and pictures say."""
        return Conditioner.of_pack(self.manifest, self.device, self.network, self.plan.arithmetic)

    @cached_property
    def codes(self) -> Remembered:
        """What the VQGAN made of pictures, by their content."""
        maker = identity(self.manifest, "vqgan", self.device, torch.float32)
        return Remembered(Shelf(cache_folder()), f"codes {maker}", _PICTURES_KEPT, self.device)

    @property
    def plan(self) -> MemoryPlan:
        """How the networks share the memory; chosen by what is free when the first is needed."""
        return self._plans[0]

    @property
    def loaded(self) -> frozenset[str]:
        """The roles of the networks that are in memory."""
        return frozenset(self._loaded)

    def network(self, role: str) -> nn.Module:
        """The network of a role, loaded now if it is not there; where the plan says so, other large ones go.

        Who holds on to a network keeps it in memory; ask again instead.

        Raises:
            PackBroken: there is none, or its file is damaged.
        """
        if role not in self._loaded:
            if role != SMALL_ROLE and not self.plan.keeps:
                self._drop(self.loaded - {SMALL_ROLE})
            self._loaded[role] = self._load(role)
        return self._loaded[role]

    def load(self) -> None:
        """Load now what every request needs and what stays; encoders wait for words that were never read before."""
        _ = self.vqgan
        if self.plan.keeps:
            _ = self.denoiser

    def economise(self) -> MemoryPlan | None:
        """Free all networks and go on by the next cheaper plan, which is returned; None if there is none."""
        self._drop(self.loaded)
        if len(self._plans) == 1:
            return None
        del self._plans[0]
        return self.plan

    @cached_property
    def _plans(self) -> list[MemoryPlan]:
        """The plan in use, and all that are cheaper. Where none fits, the cheapest is tried."""
        needs = counted_needs(self.manifest)
        possible = plans(needs, self.device)
        chosen = plan_memory(needs, self.device, free_bytes(self.device)) or possible[-1]
        return possible[possible.index(chosen) :]

    def _drop(self, roles: frozenset[str]) -> None:
        for role in roles:
            del self._loaded[role]
        if _SAMPLED_ROLE in roles:
            self._prepared = None
        if roles:
            free(self.device)

    def _load(self, role: str) -> nn.Module:
        plan, place = self.plan, (self.folder, self.manifest, role, self.device)
        if role in self.manifest.networks:
            file = self.manifest.networks[role].file
            verify_once(self.folder / file, self.manifest.files[file])
        if role == SMALL_ROLE:
            return load(*place, torch.float32)
        if role == STREAMED_ROLE and plan.streams:
            return load_streamed(*place, plan.arithmetic)
        # A single vector goes through the prior: there half precision is as fast, and to widen is what takes time.
        if plan.widens and role != _ONE_VECTOR_ROLE:
            return load_widened(*place)
        return load(*place, plan.precision)
