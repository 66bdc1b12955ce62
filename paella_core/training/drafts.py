"""Drafts: pictures as the network itself would draw them at a higher noise level, from which it learns to go on.

When it samples, a step begins from what the step before drew, errors and all; noised true pictures never show these
(step-unrolled denoising, arXiv 2112.06749).

Shape letters: B batch, H W token rows and columns, K labels.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from paella_core.training.loss import Noised, add_noise

AHEAD = 0.25
"""A draft is drawn from at most so much more noise, which is that of three of the usual twelve steps."""
TEMPERATURE = 0.7


@dataclass(frozen=True, eq=False)
class Noising:
    """How the pictures of a batch are noised: within a region, in the places whose uniform does not exceed the level;
    around it are the known tokens."""

    uniforms_BHW: Tensor
    noise_BHW: Tensor
    region_BHW: Tensor
    known_BHW: Tensor

    def seen(self, tokens_BHW: Tensor, t_B: Tensor) -> Noised:
        """What the network sees of tokens at noise levels."""
        noised = add_noise(tokens_BHW, t_B, self.uniforms_BHW, self.noise_BHW)
        return Noised(noised.tokens_BHW.where(self.region_BHW, self.known_BHW), noised.mask_BHW)


def level_before(t_B: Tensor, uniforms_B: Tensor) -> Tensor:
    """The noise levels that drafts are drawn from."""
    return (t_B + AHEAD * uniforms_B).clamp(max=1)


def drawn(logits_BKHW: Tensor, uniforms_BHW: Tensor) -> Tensor:
    """Tokens drawn from logits, one for each uniform from [0, 1) -> (B, H, W)."""
    shares_BKHW = (logits_BKHW.float() / TEMPERATURE).softmax(1).cumsum(1)
    tokens_BHW = (shares_BKHW <= uniforms_BHW[:, None]).sum(1)
    return tokens_BHW.clamp(max=logits_BKHW.shape[1] - 1)  # the shares add up to 1 but for rounding
