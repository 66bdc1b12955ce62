"""What the editor knows of an open pack: what it can do, what it can look at, how it samples unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paella_core.contexts import Limits, context_box, fit, reach
from paella_core.params import SamplingParams
from paella_core.request import Box, Edge


@dataclass(frozen=True)
class PackAbout:
    """A pack by its `name`. `abilities` are words of the manifest, as "inpaint" or "strength-map"; `defaults` has every
    knob set that the pack's family needs."""

    name: str
    abilities: frozenset[str]
    limits: Limits
    defaults: SamplingParams

    def context_of(self, mask: np.ndarray) -> Box:
        """What the pack would look at to fill a mask (height, width) uint8 that is not empty."""
        return context_box(mask, self.limits)

    def band_of(self, edge: Edge, box: Box) -> int:
        """How many pixels beyond the mask an edge mode may change, where the pack looks at a box."""
        return reach(edge, fit(box.width, box.height, self.limits).cell)
