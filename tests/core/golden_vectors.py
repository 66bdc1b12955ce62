"""A golden file in memory, and the comparison of one output with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from safetensors.torch import load_file
from torch import Tensor, nn

Network = TypeVar("Network", bound=nn.Module)

PER_DEVIATION = 2e-5
FLOOR = 2e-5
CASES = ("webdataset_filter",)


@dataclass
class Vectors:
    """The tensors and the description of one golden file. Remembers which tensors were read."""

    folder: Path
    about: dict[str, Any]
    tensors: dict[str, Tensor]
    read: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, folder: Path, name: str) -> Vectors:
        about = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return cls(folder, about, load_file(folder / f"{name}.safetensors"))

    @property
    def name(self) -> str:
        return self.about["name"]

    @property
    def config(self) -> dict[str, Any]:
        return self.about["config"]

    def __contains__(self, name: str) -> bool:
        return name in self.tensors

    def __getitem__(self, name: str) -> Tensor:
        self.read.add(name)
        return self.tensors[name]

    def cases(self, name: str) -> dict[str, Any]:
        """Cases that the description holds."""
        self.read.add(name)
        return self.about[name]

    def get(self, name: str) -> Tensor | None:
        return self[name] if name in self.tensors else None

    def state_dict(self) -> dict[str, Tensor]:
        return dict(self.under("weights."))

    def under(self, prefix: str) -> Iterator[tuple[str, Tensor]]:
        """The tensors whose names start with `prefix`, the prefix removed."""
        for name in sorted(self.tensors):
            if name.startswith(prefix):
                yield name.removeprefix(prefix), self[name]

    def unread(self) -> list[str]:
        """The tensors that no replay has read, and the cases that the description holds beside them."""
        cases = {name for name in CASES if name in self.about}
        return sorted((self.tensors.keys() | cases) - self.read)


@dataclass(frozen=True)
class Check:
    """One output against its vector."""

    name: str
    error: float
    tolerance: float

    @property
    def passed(self) -> bool:
        return self.error <= self.tolerance  # False for NaN

    def __str__(self) -> str:
        verdict = "ok    " if self.passed else "FAILED"
        return f"{verdict} {self.name}  error {self.error:.3g}  tolerance {self.tolerance:.3g}"


def network_check(vectors: Vectors, name: str, actual: Tensor) -> Check:
    """Compare as the network files suggest: by the spread of the output; integers exactly."""
    expected = vectors[name]
    spread = expected.double().std(correction=0).item()
    return compare(vectors, name, actual, PER_DEVIATION * spread + FLOOR)


def exact_check(vectors: Vectors, name: str, actual: Tensor) -> Check:
    """Compare without any tolerance."""
    return compare(vectors, name, actual, 0.0)


def relative_check(vectors: Vectors, name: str, actual: Tensor, share: float = 1e-5) -> Check:
    """Compare by the largest magnitude of the output."""
    return compare(vectors, name, actual, share * vectors[name].abs().max().item())


def compare(vectors: Vectors, name: str, actual: Tensor, tolerance: float) -> Check:
    """Compare by a given tolerance; integers exactly."""
    return difference(f"{vectors.name}: {name}", actual, vectors[name], tolerance)


def equal_check(label: str, actual: object, expected: object) -> Check:
    """Compare two plain values."""
    return Check(f"{label} gives {actual}", 0.0 if actual == expected else float("inf"), 0.0)


def difference(label: str, actual: Tensor, expected: Tensor, tolerance: float) -> Check:
    """The largest absolute error; infinite where the shapes differ."""
    tolerance = tolerance if expected.is_floating_point() else 0.0
    if actual.shape != expected.shape:
        return Check(f"{label} has shape {tuple(actual.shape)}", float("inf"), tolerance)
    return Check(label, (actual.detach().double() - expected.double()).abs().max().item(), tolerance)


def loaded(network: Network, vectors: Vectors) -> Network:
    """The network with the weights of a golden file, strictly, in eval mode."""
    network.load_state_dict(vectors.state_dict())
    return network.eval()
