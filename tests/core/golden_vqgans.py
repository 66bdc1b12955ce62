"""Replays of the VQGANs of the families paella-v1 and arroz."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from golden_vectors import Check, Vectors, compare, loaded, network_check
from torch import Tensor

from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig

RUDALLE_PER_DEVIATION = 5e-5
RUDALLE_FLOOR = 5e-5
RUDALLE_TRAINING = {"kl_weight", "temp_init", "gumbel_temperature"}  # of its constructor, but nothing of the network


def rudalle_config(constructor: dict[str, Any]) -> GumbelVQGANConfig:
    """The configuration of the network in a published constructor, which holds settings of its training too."""
    return GumbelVQGANConfig(**{name: value for name, value in constructor.items() if name not in RUDALLE_TRAINING})


@torch.no_grad()
def replay_rudalle_vqgan_f8(vectors: Vectors) -> Iterator[Check]:
    """`rudalle_vqgan_f8`: encoding, the tokens drawn either way, decoding."""
    network = loaded(GumbelVQGAN(rudalle_config(vectors.config)), vectors)
    image, indices = vectors["inputs.image"], vectors["inputs.random_indices"]
    latents = network.latents(image)
    logits = network.logits(latents)
    gumbel = -torch.log(-torch.log(vectors["inputs.gumbel_uniform"]))
    outputs = {
        "encoder_hidden": network.hidden(image),
        "quant_conv": latents,
        "logits": logits,
        "indices_argmax": network.tokenize(image),
        "indices_gumbel": (logits + gumbel).argmax(1),
        "decode_raw": network.signed(network.codebook(indices).permute(0, 3, 1, 2)),
        "decode_image": network.decode_indices(indices),
    }
    for name, output in outputs.items():
        yield rudalle_check(vectors, f"outputs.{name}", output)


def rudalle_check(vectors: Vectors, name: str, actual: Tensor) -> Check:
    """Compare as the file of ruDALL-E's VQGAN suggests: its attention and group norms round more than others."""
    spread = vectors[name].double().std(correction=0).item()
    return compare(vectors, name, actual, RUDALLE_PER_DEVIATION * spread + RUDALLE_FLOOR)


@torch.no_grad()
def replay_arroz_vqgan(vectors: Vectors) -> Iterator[Check]:
    """`arroz_vqgan`: the Haar transform both ways, encoding, quantising and two ways of decoding."""
    network = loaded(WatercolorVQGAN(WatercolorVQGANConfig(**vectors.config)), vectors)
    image = vectors["inputs.image"]
    bands, encoded = network.waveletify(image), network.encode(image)
    outputs = {
        "haar": bands,
        "haar_roundtrip": network.unwaveletify(bands),
        "encode_prequant": encoded.prequant_BDhw,
        "encode_quantized": encoded.quantised_BDhw,
        "encode_indices": encoded.indices_Bhw,
        "commit_loss": encoded.loss,
        "decode_from_quantized": network.decode(encoded.quantised_BDhw),
        "decode_latent": network.decode(vectors["inputs.latent"]),
    }
    for name, output in outputs.items():
        yield network_check(vectors, f"outputs.{name}", output)
    quantised = network.quantise(encoded.prequant_BDhw)
    yield network_check(vectors, "outputs.encode_quantized", quantised)
    yield network_check(vectors, "outputs.encode_indices", network.tokenize(image))
