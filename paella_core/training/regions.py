"""Which tokens of a scene are noised. H and W are token rows and columns."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from paella_core.training.scenes import Box, Scene

SUBJECT_ODDS = 0.6
LARGEST_MARGIN = 0.15


def known_contexts(scenes: Sequence[Scene], grid: Sequence[int], share: float) -> Tensor:
    """True where tokens may be noised, (B, H, W): everywhere, but for `share` of the scenes only in a rectangle."""
    may_change = torch.ones(len(scenes), *grid, dtype=torch.bool)
    for row, scene in zip(may_change, scenes, strict=True):
        if torch.rand(()) < share:
            row.zero_()
            row[cells(rectangle(scene), grid)] = True
    return may_change


def rectangle(scene: Scene) -> Box:
    """Around a subject with some margin, or anywhere."""
    if torch.rand(()) < SUBJECT_ODDS:
        left, top, right, bottom = scene.boxes[int(torch.randint(len(scene.boxes), ()))]
        margins = (torch.rand(4) * LARGEST_MARGIN).tolist()
        return left - margins[0], top - margins[1], right + margins[2], bottom + margins[3]
    width, height = (0.2 + 0.6 * torch.rand(2)).tolist()
    left, top = (torch.rand(2) * torch.tensor([1 - width, 1 - height])).tolist()
    return left, top, left + width, top + height


def cells(box: Box, grid: Sequence[int]) -> tuple[slice, slice]:
    """The rows and columns that a rectangle touches, at least one of each."""
    height, width = grid
    left, top, right, bottom = box
    return span(top, bottom, height), span(left, right, width)


def span(low: float, high: float, extent: int) -> slice:
    """The cells from `low` to `high` (shares of the extent), clipped, at least one."""
    first = min(max(0, math.floor(low * extent)), extent - 1)
    return slice(first, max(first + 1, min(extent, math.ceil(high * extent))))
