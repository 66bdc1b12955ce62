"""Which tokens of a picture are noised, and which show a subject. H and W are token rows and columns."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from paella_core.training.data import Sample
from paella_core.training.scenes import Box

SUBJECT_ODDS = 0.6
LARGEST_MARGIN = 0.15
UNIFORMS = 7


def known_contexts(samples: Sequence[Sample], grid: Sequence[int], share: float, uniforms_B7: Tensor) -> Tensor:
    """True where tokens may be noised, (B, H, W): everywhere, but for `share` of the samples only in a rectangle.

    Each sample's seven uniforms decide it.
    """
    may_change = torch.ones(len(samples), *grid, dtype=torch.bool)
    for row, sample, (lot, *drawn) in zip(may_change, samples, uniforms_B7.tolist(), strict=True):
        if lot < share:
            row.zero_()
            row[cells(rectangle(sample, drawn), grid)] = True
    return may_change


def rectangle(sample: Sample, drawn: Sequence[float]) -> Box:
    """Around a subject with some margin where one is known, or anywhere, by six uniforms."""
    odds, which, *four = drawn
    if sample.boxes and odds < SUBJECT_ODDS:
        left, top, right, bottom = sample.boxes[int(which * len(sample.boxes))]
        margins = [LARGEST_MARGIN * each for each in four]
        return left - margins[0], top - margins[1], right + margins[2], bottom + margins[3]
    width, height = (0.2 + 0.6 * each for each in four[:2])
    left, top = four[2] * (1 - width), four[3] * (1 - height)
    return left, top, left + width, top + height


def on_subjects(samples: Sequence[Sample], grid: Sequence[int]) -> Tensor:
    """True on the tokens of subjects whose boxes are known, (B, H, W)."""
    subjects_BHW = torch.zeros(len(samples), *grid, dtype=torch.bool)
    for row, sample in zip(subjects_BHW, samples, strict=True):
        for box in sample.boxes:
            row[cells(box, grid)] = True
    return subjects_BHW


def cells(box: Box, grid: Sequence[int]) -> tuple[slice, slice]:
    """The rows and columns that a rectangle touches, at least one of each."""
    height, width = grid
    left, top, right, bottom = box
    return span(top, bottom, height), span(left, right, width)


def span(low: float, high: float, extent: int) -> slice:
    """The cells from `low` to `high` (shares of the extent), clipped, at least one."""
    first = min(max(0, math.floor(low * extent)), extent - 1)
    return slice(first, max(first + 1, min(extent, math.ceil(high * extent))))
