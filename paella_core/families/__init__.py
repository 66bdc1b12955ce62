"""The families of models: how each is conditioned and sampled."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paella_core.families.arroz import Arroz
from paella_core.families.family import Canvas, Family, Filled, Look
from paella_core.families.pack import OpenPack
from paella_core.families.paella_v1 import PaellaV1
from paella_core.families.paella_v3 import PaellaV3

__all__ = ["Canvas", "Family", "Filled", "Look", "OpenPack", "family_of"]

_FAMILIES: Mapping[str, Callable[[OpenPack], Family]] = {"paella-v3": PaellaV3, "paella-v1": PaellaV1, "arroz": Arroz}


def family_of(pack: OpenPack) -> Family:
    """The family that a pack says it is of, on the pack's networks."""
    return _FAMILIES[pack.manifest.family](pack)
