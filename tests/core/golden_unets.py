"""Replays of the denoisers of the families paella-v1 and arroz."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from golden_vectors import Check, Vectors, loaded, network_check

from paella_core.networks.clip2img import Clip2Img, Clip2ImgAttention, Clip2ImgAttentionConfig, Clip2ImgConfig
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig, noise_embedding
from paella_core.networks.embedding import timestep_embedding


def denoise_unet_of(vectors: Vectors) -> DenoiseUNet:
    """The denoiser of a golden file."""
    return loaded(DenoiseUNet(DenoiseUNetConfig(**vectors.config)), vectors)


@torch.no_grad()
def replay_paella_v1(vectors: Vectors) -> Iterator[Check]:
    """`paella_v1`: one condition for the whole picture, and maps of three sizes."""
    network = denoise_unet_of(vectors)
    x, r = vectors["inputs.x"], vectors["inputs.r"]
    yield network_check(vectors, "outputs.r_embed", noise_embedding(r, network.config.c_r))
    for name in ("global", "spatial", "spatial_half", "spatial_1x1"):
        yield network_check(vectors, f"outputs.{name}", network(x, r, vectors[f"inputs.c_{name}"]))


@torch.no_grad()
def replay_clip2img_v1(vectors: Vectors) -> Iterator[Check]:
    """`arroz_clip2img_v1`: with its condition, and without."""
    yield from noise_outputs(loaded(Clip2Img(Clip2ImgConfig(**vectors.config)), vectors), vectors)


@torch.no_grad()
def replay_clip2img_v5(vectors: Vectors) -> Iterator[Check]:
    """`arroz_clip2img_v5`: with its condition and without, the levels on the way down, and every head."""
    network = loaded(Clip2ImgAttention(Clip2ImgAttentionConfig(**vectors.config)), vectors)
    yield from noise_outputs(network, vectors)
    x, r, c = (vectors[f"inputs.{name}"] for name in "xrc")
    conditions = network.conditions(c, timestep_embedding(r, network.config.c_r), x.shape[2:])
    outputs = network.down(network.embedding(x), conditions)
    for level, output in enumerate(outputs):
        yield network_check(vectors, f"outputs.down_level_{level}", output)
    for level, head in enumerate(network.heads(network.up(outputs, conditions))):
        yield network_check(vectors, f"outputs.head_{level}", head)


def noise_outputs(network: Clip2Img | Clip2ImgAttention, vectors: Vectors) -> Iterator[Check]:
    """The predicted noise, conditional and not."""
    x, r, c = (vectors[f"inputs.{name}"] for name in "xrc")
    yield network_check(vectors, "outputs.r_embed", timestep_embedding(r, network.config.c_r))
    yield network_check(vectors, "outputs.eps", network(x, r, c))
    yield network_check(vectors, "outputs.eps_uncond", network(x, r, torch.zeros_like(c)))
