"""What tells pictures from reconstructions, and so shows a VQGAN where it is blurred.

Shape letters: B pictures, C channels, H W rows and columns, h w rows and columns of patches.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch.nn.functional as F
from torch import Tensor, nn

_LEAK = 0.2


class Discriminator(nn.Module):
    """A verdict on each patch (arXiv 1611.07004), learned by the hinge loss (arXiv 1705.02894).

    Its layers stand in no list of modules: FSDP then holds their weights together for the whole forward pass, in which
    they are used three times.
    """

    def __init__(self, width: int) -> None:
        """`width` is the channels of the first layer; each further one has twice as many on half the grid."""
        super().__init__()
        self.first = halving(3, width)
        self.second = halving(width, 2 * width)
        self.third = halving(2 * width, 4 * width)
        self.verdict = nn.Conv2d(4 * width, 1, 3, padding=1)

    def forward(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in 0..1 -> verdicts (B, 1, h, w), one for each 8x8 pixels and what is around; real is above 0."""
        x = F.leaky_relu(self.first(2 * images_BCHW - 1), _LEAK)
        x = F.leaky_relu(F.instance_norm(self.second(x)), _LEAK)
        x = F.leaky_relu(F.instance_norm(self.third(x)), _LEAK)
        return self.verdict(x)

    def loss(self, real_BCHW: Tensor, output_BCHW: Tensor) -> Tensor:
        """How badly it tells pictures from reconstructions; whoever made these learns nothing from it."""
        real, made = self(real_BCHW), self(output_BCHW.detach())
        return (F.relu(1 - real).mean() + F.relu(1 + made).mean()) / 2

    def against(self, output_BCHW: Tensor) -> Tensor:
        """How clearly it sees that reconstructions are none; it learns nothing from it itself."""
        with frozen(self):
            return -self(output_BCHW).mean()


def halving(width: int, out_width: int) -> nn.Conv2d:
    """A convolution to half the grid."""
    return nn.Conv2d(width, out_width, 4, stride=2, padding=1)


@contextmanager
def frozen(module: nn.Module) -> Iterator[None]:
    """What is computed here gives the module's weights no gradients."""
    parameters = list(module.parameters())
    try:
        for parameter in parameters:
            parameter.requires_grad_(False)
        yield
    finally:
        for parameter in parameters:
            parameter.requires_grad_(True)
