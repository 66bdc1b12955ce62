"""The layers of the Paella family that PyTorch lacks. Norms have epsilon 1e-6."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EPS = 1e-6


def normed(x: Tensor) -> Tensor:
    """Layer norm over the last axis, without learned scale."""
    return F.layer_norm(x, x.shape[-1:], eps=EPS)


class Norm(nn.Module):
    """`normed` as a layer."""

    def forward(self, x: Tensor) -> Tensor:
        return normed(x)


class ChannelNorm(nn.Module):
    """`normed` over the channels of (B, C, H, W)."""

    def forward(self, x_BCHW: Tensor) -> Tensor:
        return normed(x_BCHW.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class GlobalResponseNorm(nn.Module):
    """Each channel times its norm over the picture, relative to the mean channel's (ConvNeXt V2, arXiv 2301.00808)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.zeros(1, 1, 1, width))
        self.beta = nn.Parameter(torch.zeros(1, 1, 1, width))

    def forward(self, x_BHWC: Tensor) -> Tensor:
        energy = torch.linalg.vector_norm(x_BHWC, dim=(1, 2), keepdim=True, dtype=torch.float32)
        response = energy / (energy.mean(dim=-1, keepdim=True) + EPS)
        return x_BHWC * (1 + self.gamma * response.to(x_BHWC.dtype)) + self.beta


def response_normed(norm: GlobalResponseNorm, x_BHWC: Tensor) -> Tensor:
    """What the norm makes of x, written over x. On the CPU `vector_norm` is ten times slower than sums."""
    if x_BHWC.device.type == "cpu":
        energy = (x_BHWC * x_BHWC).sum(dim=(1, 2), keepdim=True, dtype=torch.float32).sqrt_()
    else:
        energy = torch.linalg.vector_norm(x_BHWC, dim=(1, 2), keepdim=True, dtype=torch.float32)
    response = energy / (energy.mean(dim=-1, keepdim=True) + EPS)
    return torch.addcmul(norm.beta, x_BHWC, 1 + norm.gamma * response.to(x_BHWC.dtype), out=x_BHWC)


class Pointwise(nn.Conv2d):
    """A 1x1 convolution, computed as a linear layer: channels-last in and out, and on CPU several times faster."""

    def __init__(self, width: int, out_width: int, bias: bool = True) -> None:
        super().__init__(width, out_width, 1, bias=bias)

    def forward(self, input: Tensor) -> Tensor:
        out_BHWC = F.linear(input.permute(0, 2, 3, 1), self.weight.flatten(1), self.bias)
        return out_BHWC.permute(0, 3, 1, 2)

    def of_rows(self, rows_NC: Tensor) -> Tensor:
        """The same of cells in a row -> (N, out channels)."""
        return self(rows_NC.T[None, :, None])[0, :, 0].T
