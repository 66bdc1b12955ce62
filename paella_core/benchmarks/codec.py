"""A small edit of a large picture through the VQGAN of Paella v3: as a whole, and only what changed and is looked at.

The network has the published shape and random weights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import torch
from torch import Tensor

from paella_core.benchmarks.timing import interleaved
from paella_core.contexts import Grid
from paella_core.devices import choose
from paella_core.families.coding import Decoding, Encoding
from paella_core.families.recoding import Recoder
from paella_core.images import from_tensor, to_tensor
from paella_core.masks import FULL
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.plan import Window
from paella_core.request import Box

SIDE = 1024  # pixels
EDIT = Box(481, 470, 64, 64)  # pixels, not on the grid of tokens
SEED = 7
CODES = 0.15  # their spread, which is that of the latents

Coded = tuple[Tensor, np.ndarray]


def measured(runs: int) -> dict[str, Any]:
    """Encode and decode an edited picture both ways in turns, `runs` times each.

    Seconds of both; how many times as fast the crop is, by the medians; the share of tokens that are the same; and the
    largest difference of a colour, 0..1, where the picture is edited.
    """
    torch.manual_seed(SEED)
    made: dict[str, Coded] = {}
    seconds = interleaved(_ways(_network().to(choose()), made), runs)
    (whole_tokens, whole), (crop_tokens, crop) = made["whole"], made["crop"]
    return {
        **{name: asdict(each) for name, each in seconds.items()},
        "ratio": seconds["whole"].median / seconds["crop"].median,
        "equal_tokens": (whole_tokens == crop_tokens).float().mean().item(),
        "largest_difference": float(np.abs(whole[EDIT.slices] - crop[EDIT.slices]).max()),
    }


def _ways(vqgan: VQGAN, made: dict[str, Coded]) -> dict[str, Callable[[], None]]:
    """The two ways to the tokens of the edited picture and back to `made`."""
    (picture_HW3, edited_HW3), device = _pictures(), vqgan.codebook.weight.device
    encoding = Encoding(lambda image: vqgan.tokenize(image.to(device)), vqgan.pixels_per_token, vqgan.encoder_reach)
    decoding, recoder = Decoding(vqgan.decode_indices, vqgan.decoder_reach), Recoder()
    recoder.remember(picture_HW3, encoding.codes(picture_HW3))
    window = _window(vqgan.pixels_per_token)

    def whole() -> None:
        tokens_1HW = vqgan.tokenize(to_tensor(edited_HW3, device))
        made["whole"] = tokens_1HW, from_tensor(vqgan.decode_indices(tokens_1HW))[0]

    def crop() -> None:
        tokens_1HW = recoder.codes(encoding, edited_HW3)
        made["crop"] = tokens_1HW, decoding.pictures(tokens_1HW, window.looked_at)[0]

    return {"whole": whole, "crop": crop}


def _network() -> VQGAN:
    """Of the published shape, and past its start, where blocks do nothing and codes are all alike."""
    vqgan = VQGAN(VQGANConfig()).eval().requires_grad_(False)
    vqgan.codebook.weight.normal_(0, CODES)
    for name, parameter in vqgan.named_parameters():
        if name.endswith(".gammas"):
            parameter.uniform_(-0.5, 0.5)
        elif name == "out_block.0.bias":
            parameter.fill_(0.5)  # so that few colours are clipped
    return vqgan


def _pictures() -> tuple[np.ndarray, np.ndarray]:
    """A picture and the same with an edit."""
    random = np.random.default_rng(SEED)
    picture_HW3 = random.random((SIDE, SIDE, 3), np.float32)
    edited_HW3 = picture_HW3.copy()
    edited_HW3[EDIT.slices] = random.random((EDIT.height, EDIT.width, 3), np.float32)
    return picture_HW3, edited_HW3


def _window(pixels: int) -> Window:
    """Where the edit lies on the tokens of the whole picture."""
    tokens = SIDE // pixels
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[EDIT.slices] = FULL
    return Window(Box(0, 0, SIDE, SIDE), Grid(SIDE, SIDE, SIDE, SIDE, tokens, tokens, pixels), mask, mask)
