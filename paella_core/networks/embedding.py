"""The timestep embedding that all networks share."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

TIME_SCALE = 10000.0
LONGEST_PERIOD = 10000.0


def timestep_embedding(timesteps_B: Tensor, width: int) -> Tensor:
    """Noise levels in [0, 1] -> (B, width): all sines, then all cosines, a zero column last where width is odd.

    Always float32, in this order of operations: the arguments reach 10000 rad, where half precision means nothing.
    """
    half = width // 2
    exponents = torch.arange(half, device=timesteps_B.device, dtype=torch.float32)
    frequencies = torch.exp(exponents * -(math.log(LONGEST_PERIOD) / (half - 1)))
    angles = (timesteps_B.float() * TIME_SCALE)[:, None] * frequencies
    return F.pad(torch.cat([angles.sin(), angles.cos()], dim=1), (0, width % 2))
