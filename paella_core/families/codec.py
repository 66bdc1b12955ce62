"""Pictures to tokens and back through a pack's VQGAN, the tokens of pictures remembered by content.

Shape letters: B pictures, H W token rows and columns, K codes, D numbers of a code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import numpy as np
import torch
from torch import Tensor, nn

from paella_core.conditioning.cache import content_key
from paella_core.families.pack import OpenPack
from paella_core.images import from_tensor, to_tensor
from paella_core.tiling import in_tiles

LARGEST_TILE = 96  # tokens along a side that are decoded at once where memory is short


class TokenVQGAN(Protocol):
    """What the two token families ask of their VQGAN."""

    @property
    def codebook(self) -> nn.Embedding:
        """The codes."""
        ...

    @property
    def decoder_reach(self) -> int | None:
        """How many tokens away a token can change the picture; None: everywhere."""
        ...

    def tokenize(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in 0..1 -> indices (B, h, w)."""
        ...

    def decode_indices(self, indices_Bhw: Tensor) -> Tensor:
        """Indices -> pictures, about 0..1."""
        ...


def decoded(pack: OpenPack, decode: Callable[[Tensor], Tensor], grid: Tensor) -> Tensor:
    """What the VQGAN's decoder makes of a grid (..., h, w), in tiles where memory is short and they change nothing."""
    reach = cast(TokenVQGAN, pack.vqgan).decoder_reach
    if pack.plan.keeps or reach is None:
        return decode(grid)
    return in_tiles(decode, grid, max(LARGEST_TILE, 4 * reach), reach)


class TokenCodec:
    """Float pictures (HW3) <-> tokens.

    Tokens that stay are decoded from their codes like the others. Their latents before quantisation were tried: over 24
    scenes with `mini` the jump at a mask's edge fell from 16.1 to 15.9 of 255, and with the membrane not at all.
    """

    def __init__(self, pack: OpenPack) -> None:
        self._pack = pack

    @property
    def vqgan(self) -> TokenVQGAN:
        """The network."""
        return cast(TokenVQGAN, self._pack.vqgan)

    @property
    def codebook_KD(self) -> Tensor:
        """The codes."""
        return self.vqgan.codebook.weight

    def encode(self, pictures: Sequence[np.ndarray]) -> Tensor:
        """The tokens of pictures -> (B, H, W)."""
        return torch.cat([self._tokens(picture) for picture in pictures])

    def decode(self, tokens_BHW: Tensor) -> list[np.ndarray]:
        """The pictures of tokens."""
        return from_tensor(decoded(self._pack, self.vqgan.decode_indices, tokens_BHW))

    def _tokens(self, picture_HW3: np.ndarray) -> Tensor:
        def make() -> dict[str, Tensor]:
            return {"tokens": self.vqgan.tokenize(to_tensor(picture_HW3, self._pack.device))}

        return self._pack.codes.get(content_key(picture_HW3), make)["tokens"]
