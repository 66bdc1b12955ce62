"""Mixing what CLIP says of cues, for networks that are conditioned on one embedding. B is pictures, E its width."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from paella_core.conditioning.mixing import lerp, slerp
from paella_core.request import InterpolationPath

PATHS = {"lerp": lerp, "slerp": slerp}


def along(embeddings: Sequence[Tensor], shares: Sequence[float], path: InterpolationPath) -> Tensor:
    """One embedding alone, or a point between two: the second's share says how far -> (B, E)."""
    if len(embeddings) == 1:
        return embeddings[0]
    first, second = embeddings
    return PATHS[path](first, second, shares[1])


def middle(embeddings: Sequence[Tensor]) -> Tensor:
    """The mean of several embeddings -> (B, E)."""
    return sum(embeddings[1:], start=embeddings[0]) / len(embeddings)
