"""A pack in the making, and the networks of it that others are trained on.

Either a `pack.toml` beside the configuration names all networks, each trained from a file of its own; or the networks
come from a pack that is installed, and one of them is trained anew or further.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from paella_core.atomic import replacing
from paella_core.errors import PackBroken, TrainingError
from paella_core.packs import loading, manifest
from paella_core.packs.manifest import Manifest, Network, Recipe
from paella_core.packs.store import find
from paella_core.training.config import Config, read_config


@dataclass(frozen=True)
class PackSection:
    """The section `pack`: the installed pack whose networks are used. Without one there is a `pack.toml` beside."""

    base: str = ""


@dataclass(frozen=True)
class PackParts:
    """The networks of a pack, by role. The pack grows in `folder`; weights are looked for there, then in `elsewhere`.
    `about` makes its manifest of the networks."""

    networks: Mapping[str, Network]
    conditioning: Recipe
    about: Callable[[Mapping[str, Network]], Manifest]
    folder: Path
    elsewhere: tuple[Path, ...] = ()
    loaded: dict[str, nn.Module] = field(default_factory=dict, compare=False)

    @classmethod
    def of_config(cls, config: Config, folder: Path) -> PackParts:
        """The pack that a configuration belongs to.

        Raises:
            TrainingError: it names none, and there is no `pack.toml`.
            PackError: the pack that it names is not there, or damaged.
        """
        base = config.section("pack", PackSection).base
        return cls.of_pack(find(base), folder) if base else cls.of_recipe(config.path.parent / "pack.toml", folder)

    @classmethod
    def of_recipe(cls, recipe: Path, folder: Path) -> PackParts:
        """The pack that a `pack.toml` describes."""
        values = _read(recipe)
        networks = {
            role: Network(entry["type"], read_config(recipe.parent / entry["config"]).network(), f"{role}.safetensors")
            for role, entry in values.pop("networks").items()
        }
        about = partial(manifest.parse, values, files={})
        return cls(networks, manifest.parse_recipe(values["conditioning"]), about, folder)

    @classmethod
    def of_pack(cls, base: Path, folder: Path) -> PackParts:
        """The networks of an installed pack."""
        pack = manifest.read(base)

        def about(networks: Mapping[str, Network]) -> Manifest:
            origin = f"trained from {pack.name} ({pack.source})"
            return replace(pack, name=folder.name, title="", source=origin, networks=networks)

        return cls(pack.networks, pack.conditioning, about, folder, (base,))

    def with_network(self, role: str, config: Mapping[str, Any]) -> PackParts:
        """The same, but the network of a role has another configuration."""
        return replace(self, networks={**self.networks, role: replace(self.network(role), config=config)})

    def previewed(self, folder: Path) -> PackParts:
        """The same networks as a pack of its own in `folder`, to look at one of them while it learns."""
        return replace(self, folder=folder, elsewhere=(self.folder, *self.elsewhere))

    def network(self, role: str) -> Network:
        """The network of a role.

        Raises:
            TrainingError: the pack has none.
        """
        if role not in self.networks:
            raise TrainingError(f"The pack has no {role}; it has {', '.join(self.networks)}.")
        return self.networks[role]

    def load(self, role: str, device: torch.device) -> nn.Module:
        """A network that was trained before, frozen, in float32; loaded once.

        Raises:
            TrainingError: it was not trained yet.
        """
        if role not in self.loaded:
            network = self.network(role)
            path = self._found(network.file) or self.folder / network.file
            try:
                self.loaded[role] = loading.load_network(network, path, device, torch.float32)
            except PackBroken as error:
                raise TrainingError(f"Train the {role} first: {error}") from None
        return self.loaded[role]

    def identity(self, role: str) -> str:
        """What tells the weights of a network from all others.

        Raises:
            TrainingError: it was not trained yet.
        """
        path = self._found(self.network(role).file)
        if path is None:
            raise TrainingError(f"Train the {role} first: {self.folder} has no {self.network(role).file}.")
        return manifest.describe(path).sha256

    def built(self, role: str, weights: Mapping[str, Tensor]) -> nn.Module:
        """The network of a role with these weights, by all its names."""
        module = loading.build(self.network(role))
        module.load_state_dict(weights)
        return module

    def save(self, role: str, weights: Mapping[str, Tensor]) -> Path:
        """Put a trained network into the pack, and write its manifest once every network is there; returns the file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / self.network(role).file
        loading.save(self.built(role, weights), path)
        self._bring_others()
        if all((self.folder / network.file).exists() for network in self.networks.values()):
            manifest.write(self.folder, self.about(self.networks))
        return path

    def _found(self, file: str) -> Path | None:
        return next((folder / file for folder in (self.folder, *self.elsewhere) if (folder / file).exists()), None)

    def _bring_others(self) -> None:
        """What was not trained here comes from elsewhere as it is."""
        for network in self.networks.values() if self.elsewhere else ():
            path = self._found(network.file)
            if path is not None and path.parent != self.folder:
                with replacing(self.folder / network.file) as temporary:
                    shutil.copyfile(path, temporary)


def _read(recipe: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(recipe.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TrainingError(
            f"There is no {recipe}, which says what the pack is made of. Write one, or name an installed pack: "
            '[pack] base = "mini".'
        ) from None
