"""Between two embeddings: on a straight line or on an arc (SEMANTICS section 8).

Vectors lie along the last axis, E; whatever stands before it goes row by row. `share` is 0..1: 0 gives the first, 1 the
second, both exactly.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

_FLAT = 1e-3  # below this sine the arc is a line, or (of opposite vectors) leads nowhere in particular
_NO_LENGTH = 1e-12  # shorter vectors have no direction


def lerp(a_BE: Tensor, b_BE: Tensor, share: float) -> Tensor:
    """On the straight line from a to b."""
    return a_BE * (1 - share) + b_BE * share


def slerp(a_BE: Tensor, b_BE: Tensor, share: float) -> Tensor:
    """On the arc from a to b: the angle is that of their directions, their lengths are mixed along.

    Rows that are parallel, opposite or zero have no arc, and go straight.
    """
    angle_B1 = _angle(a_BE, b_BE)
    sine_B1 = angle_B1.sin()
    straight_B1 = (sine_B1 < _FLAT) | (torch.minimum(_length(a_BE), _length(b_BE)) < _NO_LENGTH)
    sine_B1 = sine_B1.masked_fill(straight_B1, 1.0)
    arc_BE = ((1 - share) * angle_B1).sin() / sine_B1 * a_BE + (share * angle_B1).sin() / sine_B1 * b_BE
    return torch.where(straight_B1, lerp(a_BE, b_BE, share), arc_BE)


def _angle(a_BE: Tensor, b_BE: Tensor) -> Tensor:
    """The angle between directions, 0..pi -> (B, 1). Unlike the arc cosine it stays accurate near both ends (Kahan)."""
    a_BE, b_BE = F.normalize(a_BE, dim=-1), F.normalize(b_BE, dim=-1)
    return 2 * torch.atan2(_length(a_BE - b_BE), _length(a_BE + b_BE))


def _length(x_BE: Tensor) -> Tensor:
    return x_BE.norm(dim=-1, keepdim=True)
