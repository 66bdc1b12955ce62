"""Replays of the networks of the paella-v3 family."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from golden_vectors import Check, Vectors, loaded, network_check

from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.paella import Context, Paella, PaellaConfig
from paella_core.networks.prior import Prior, PriorConfig
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig


def paella_of(vectors: Vectors) -> Paella:
    """The denoiser of a golden file."""
    return loaded(Paella(PaellaConfig(**vectors.config)), vectors)


def prior_of(vectors: Vectors) -> Prior:
    """The prior of a golden file."""
    return loaded(Prior(PriorConfig(**vectors.config)), vectors)


@torch.no_grad()
def replay_paella(vectors: Vectors) -> Iterator[Check]:
    """`paella_v3` and its variants: inner outputs, every condition, every re-weighting."""
    network = paella_of(vectors)
    yield from inner_outputs(network, vectors)
    x, r, byt5, clip, image = (vectors[f"inputs.{name}"] for name in ("x", "r", "byt5", "clip", "clip_image"))
    both = [image, vectors["inputs.clip_image_2"]]
    weights = {name: vectors[f"inputs.attn_weights_{name}"] for name in ("release", "byt5only", "list", "short")}
    calls = {
        "byt5_only": (),
        "byt5_clip": (clip,),
        "byt5_clipimage": (None, image),
        "full": (clip, image),
        "full_list": (clip, both),
        "reweighted_release": (clip, image, weights["release"]),
        "reweighted_byt5only": (None, None, weights["byt5only"]),
        "reweighted_list": (clip, both, weights["list"]),
        "reweighted_short": (clip, image, weights["short"]),
    }
    for name, condition in calls.items():
        yield network_check(vectors, f"outputs.{name}", network(x, r, byt5, *condition))


def inner_outputs(network: Paella, vectors: Vectors) -> Iterator[Check]:
    """What the network computes on the way, under the full condition."""
    time = timestep_embedding(vectors["inputs.r"], network.config.c_r)
    sequence = network.condition(*(vectors[f"inputs.{name}"] for name in ("byt5", "clip", "clip_image")))
    tokens = network.token_embedding(vectors["inputs.x"])
    patches = network.patches(tokens)
    yield network_check(vectors, "outputs.r_embed", time)
    yield network_check(vectors, "outputs.c_embed_full", sequence)
    yield network_check(vectors, "outputs.token_embed", tokens)
    yield network_check(vectors, "outputs.patch_embed", patches)
    for level, output in enumerate(network.down(patches, Context(time, sequence))):
        yield network_check(vectors, f"outputs.down_level_{level}", output)


@torch.no_grad()
def replay_vqgan(vectors: Vectors) -> Iterator[Check]:
    """`vqgan_f4`: encoding, quantising and three ways of decoding."""
    network = loaded(VQGAN(VQGANConfig(**vectors.config)), vectors)
    image = vectors["inputs.image"]
    quantised, latents, indices, loss = network.encode(image)
    outputs = {
        "encode_quantized": quantised,
        "encode_prequant": latents,
        "encode_indices": indices,
        "encode_loss": loss,
        "decode_from_quantized": network.decode(quantised),
        "decode_indices": network.decode_indices(vectors["inputs.random_indices"]),
        "decode_latent": network.decode(vectors["inputs.latent"]),
    }
    for name, output in outputs.items():
        yield network_check(vectors, f"outputs.{name}", output)
    yield network_check(vectors, "outputs.encode_indices", network.tokenize(image))


@torch.no_grad()
def replay_prior(vectors: Vectors) -> Iterator[Check]:
    """`prior_v1`: with its text, and without."""
    network = prior_of(vectors)
    x, r, c = (vectors[f"inputs.{name}"] for name in "xrc")
    yield network_check(vectors, "outputs.r_embed", timestep_embedding(r, network.config.c_r))
    yield network_check(vectors, "outputs.eps", network(x, r, c))
    yield network_check(vectors, "outputs.eps_uncond", network(x, r, torch.zeros_like(c)))
