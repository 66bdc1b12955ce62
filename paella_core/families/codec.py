"""Pictures to codes and back through a pack's VQGAN: only where they are looked at, and only what is not known.

Shape letters: B pictures, H W token rows and columns, K codes, D numbers of a code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, cast

import numpy as np
import torch
from torch import Tensor, nn

from paella_core.conditioning.cache import content_key
from paella_core.families.coding import Decoding, Encoding
from paella_core.families.pack import OpenPack
from paella_core.families.recoding import Recoder
from paella_core.networks.trimmed import Cells
from paella_core.request import Box

LARGEST_TILE = 96  # tokens along a side that are encoded or decoded at once where memory is short


class TokenVQGAN(Protocol):
    """What the two token families ask of their VQGAN."""

    @property
    def codebook(self) -> nn.Embedding:
        """The codes."""
        ...

    @property
    def pixels_per_token(self) -> int:
        """The side of a token's cell in pixels."""
        ...

    @property
    def decoder_reach(self) -> int | None:
        """How many tokens away a token can change the picture; None: everywhere."""
        ...

    @property
    def encoder_reach(self) -> int | None:
        """How many pixels beyond its cell a token depends on; None: on all."""
        ...

    def tokenize(self, images_BCHW: Tensor) -> Tensor:
        """Pictures in 0..1 -> indices (B, h, w)."""
        ...

    def decode_indices(self, indices_Bhw: Tensor, wanted: Cells | None = None) -> Tensor:
        """Indices -> pictures, about 0..1; of the wanted cells (None: of all)."""
        ...


def decoded(
    pack: OpenPack, decode: Callable[[Tensor, Cells], Tensor], codes: Tensor, looked_at: Box | None = None
) -> list[np.ndarray]:
    """Float pictures (HW3), as the decoder of a pack's VQGAN makes them of codes (B, ..., h, w).

    Only the codes that are looked at (None: all) are decoded, with what matters to them; elsewhere pictures are 0.
    """
    reach = cast(TokenVQGAN, pack.vqgan).decoder_reach
    decoding = Decoding(decode, reach, _largest(pack, reach))
    # On the CPU batches round differently: there each picture is decoded alone, and never depends on its neighbours.
    batches = codes.split(1) if codes.device.type == "cpu" else [codes]
    return [picture for some in batches for picture in decoding.pictures(some, looked_at)]


class PictureCodes:
    """What a pack's VQGAN encodes pictures to, remembered by content; of one that resembles the last few, only what
    changed is encoded.

    Args:
        name: of the codes, in what is remembered beyond the program's end.
        encode: pictures (1, 3, H, W) on the pack's device -> codes (1, ..., h, w).
    """

    def __init__(self, pack: OpenPack, name: str, encode: Callable[[Tensor], Tensor]) -> None:
        self._pack = pack
        self._name = name
        self._encode = encode
        self._recoder = Recoder()

    def of(self, pictures: Sequence[np.ndarray]) -> Tensor:
        """The codes (B, ..., h, w) of float pictures (HW3)."""
        return torch.cat([self._of(picture) for picture in pictures])

    def _of(self, picture_HW3: np.ndarray) -> Tensor:
        def make() -> dict[str, Tensor]:
            return {self._name: self._recoder.codes(self._encoding(), picture_HW3)}

        codes = self._pack.codes.get(content_key(picture_HW3), make)[self._name]
        self._recoder.remember(picture_HW3, codes)
        return codes

    def _encoding(self) -> Encoding:
        vqgan, device = cast(TokenVQGAN, self._pack.vqgan), self._pack.device
        largest = _largest(self._pack, vqgan.encoder_reach)
        return Encoding(
            lambda images: self._encode(images.to(device)), vqgan.pixels_per_token, vqgan.encoder_reach, largest
        )


def _largest(pack: OpenPack, reach: int | None) -> int | None:
    """How many cells along a side go through the VQGAN at once; None: any number."""
    return None if pack.plan.keeps or reach is None else max(LARGEST_TILE, 4 * reach)


class TokenCodec:
    """Float pictures (HW3) <-> tokens.

    Tokens that stay are decoded from their codes like the others. Their latents before quantisation were tried: over 24
    scenes with `mini` the jump at a mask's edge fell from 16.1 to 15.9 of 255, and with the membrane not at all.
    """

    def __init__(self, pack: OpenPack) -> None:
        self._pack = pack
        self._codes = PictureCodes(pack, "tokens", lambda images: self.vqgan.tokenize(images))

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
        return self._codes.of(pictures)

    def decode(self, tokens_BHW: Tensor, looked_at: Box | None = None) -> list[np.ndarray]:
        """The pictures of tokens, 0 outside those that are looked at (None: all)."""
        return decoded(self._pack, self.vqgan.decode_indices, tokens_BHW, looked_at)
