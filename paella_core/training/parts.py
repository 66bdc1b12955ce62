"""A pack in the making: its networks are trained one after another, the later ones on the frozen earlier ones.

`pack.toml` names them; each one's configuration stands in its own training file beside it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from paella_core.errors import PackBroken, TrainingError
from paella_core.packs import loading, manifest
from paella_core.packs.manifest import Network, Recipe
from paella_core.training.config import read_config


@dataclass(frozen=True)
class Parts:
    """`recipe` is the `pack.toml`, `folder` where the pack grows."""

    recipe: Path
    folder: Path

    def network(self, role: str) -> Network:
        """The network of a role, with the configuration that it is trained from."""
        entry = self._values()["networks"][role]
        return Network(
            entry["type"], read_config(self.recipe.parent / entry["config"]).network(), f"{role}.safetensors"
        )

    def conditioning(self) -> Recipe:
        """How text becomes a condition."""
        return manifest.parse_recipe(self._values()["conditioning"])

    def load(self, role: str, device: torch.device) -> nn.Module:
        """A network that was trained before, frozen, in float32.

        Raises:
            TrainingError: it was not trained yet.
        """
        network = self.network(role)
        try:
            return loading.load_network(network, self.folder / network.file, device, torch.float32)
        except PackBroken as error:
            raise TrainingError(f"Train the {role} first: {error}") from None

    def save(self, role: str, module: nn.Module) -> None:
        """Put a trained network into the pack, and write its manifest once every network is there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        loading.save(module, self.folder / self.network(role).file)
        values = self._values()
        networks = {each: self.network(each) for each in values.pop("networks")}
        if all((self.folder / network.file).exists() for network in networks.values()):
            manifest.write(self.folder, manifest.parse(values, networks, files={}))

    def _values(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.recipe.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise TrainingError(f"There is no {self.recipe}, which says what the pack is made of.") from None
