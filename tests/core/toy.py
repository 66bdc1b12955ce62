"""A pack of each family at its smallest, with random weights: made in a moment, and useless for pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from paella_core.packs import manifest
from paella_core.packs.loading import build, save
from paella_core.packs.manifest import ABILITIES, Manifest, Network, Recipe
from paella_core.params import SamplingParams

LABELS = 64
_CLIP_WIDTH, _T5_WIDTH = 16, 24
_COARSE: dict[str, int] = {
    "native_size": 64,
    "largest_size": 96,
    "downscale": 8,
    "size_multiple": 4,
    "smallest_grid": 8,
}
Configs = dict[str, tuple[str, dict[str, Any]]]
CONFIGS: Configs = {
    "denoiser": (
        "paella",
        {
            "c_in": 8,
            "c_out": 8,
            "num_labels": LABELS,
            "c_r": 8,
            "c_cond": 16,
            "c_hidden": [16, 24],
            "nhead": [-1, 4],
            "blocks": [1, 1],
            "level_config": ["CT", "CTA"],
            "clip_embd": _CLIP_WIDTH,
            "byt5_embd": _T5_WIDTH,
            "clip_seq_len": 2,
        },
    ),
    "vqgan": ("vqgan_f4", {"bottleneck_blocks": 1, "c_hidden": 16, "codebook_size": LABELS}),
    "prior": ("prior", {"clip_r": _CLIP_WIDTH, "c_hidden": 16, "c_r": 8, "num_blocks": 2}),
    "clip": (
        "clip",
        {
            "embed_dim": _CLIP_WIDTH,
            "vision_cfg": {"layers": 1, "width": 16, "head_width": 8, "patch_size": 16, "image_size": 32},
            "text_cfg": {"context_length": 32, "vocab_size": 259, "width": 16, "heads": 2, "layers": 1},
            "tokenizer": "bytes",
        },
    ),
    "byt5": (
        "byt5",
        {
            "vocab_size": 384,
            "d_model": _T5_WIDTH,
            "d_kv": 8,
            "d_ff": 32,
            "num_layers": 1,
            "num_heads": 2,
            "feed_forward_proj": "gated-gelu",
            "dropout_rate": 0.0,
        },
    ),
}


_UNET = {"c_hidden": 16, "c_r": 8}
V1_CONFIGS: Configs = {
    "denoiser": (
        "denoise_unet",
        {**_UNET, "num_labels": LABELS, "c_clip": _CLIP_WIDTH, "down_levels": [1, 1, 1], "up_levels": [1, 1, 1]},
    ),
    "vqgan": (
        "vqgan_f8",
        {
            "z_channels": 8,
            "resolution": 32,
            "ch": 32,
            "ch_mult": [1, 1, 1, 1],
            "num_res_blocks": 1,
            "attn_resolutions": [4],
            "n_embed": LABELS,
            "embed_dim": 8,
        },
    ),
    "clip": CONFIGS["clip"],
}
ARROZ_CONFIGS: Configs = {
    "denoiser": (
        "clip2img",
        {**_UNET, "c_embd": _CLIP_WIDTH, "down_levels": [1, 1, 1], "up_levels": [1, 1, 1]},
    ),
    "vqgan": ("vqgan_watercolor", {"bottleneck_blocks": 1, "c_hidden": 16, "codebook_size": LABELS}),
    "prior": CONFIGS["prior"],
    "clip": CONFIGS["clip"],
}


def write_toy_pack(folder: Path) -> Manifest:
    """Write the toy pack of Paella v3 into a folder, which is made."""
    return _write(folder, toy_manifest(networks_of(CONFIGS)))


def write_toy_v1(folder: Path) -> Manifest:
    """Write the toy pack of Paella v1, which reads text, into a folder, which is made."""
    pack = replace(
        toy_manifest(networks_of(CONFIGS)),
        **_COARSE,
        family="paella-v1",
        name="toy-v1",
        networks=networks_of(V1_CONFIGS),
        defaults=SamplingParams(steps=3, renoise_steps=2, temperature=(1.0, 1.0), guidance=2.0, typical_mass=0.2),
        abilities=tuple(ability for ability in ABILITIES if ability != "vary"),
        conditioning=Recipe(feeds=("clip",)),
    )
    return _write(folder, pack)


def write_toy_arroz(folder: Path) -> Manifest:
    """Write the toy pack of Arroz into a folder, which is made."""
    pack = replace(
        toy_manifest(networks_of(CONFIGS)),
        **_COARSE,
        family="arroz",
        name="toy-arroz",
        networks=networks_of(ARROZ_CONFIGS),
        defaults=SamplingParams(steps=3, guidance=2.0),
        presets={},
        abilities=tuple(ability for ability in ABILITIES if ability != "branch"),
        conditioning=Recipe(feeds=("clip_image",), prior_steps=3, prior_guidance=2.0),
    )
    return _write(folder, pack)


def toy_manifest(networks: dict[str, Network]) -> Manifest:
    """What the toy pack of Paella v3 says of itself."""
    return Manifest(
        family="paella-v3",
        name="toy",
        version="1",
        licence="MIT",
        source="made by the tests",
        networks=networks,
        defaults=SamplingParams(steps=3, renoise_steps=2, temperature=(1.0, 0.5), guidance=2.0),
        presets={"fast": SamplingParams(steps=2, renoise_steps=1)},
        abilities=ABILITIES,
        native_size=32,
        largest_size=64,
        downscale=4,
        size_multiple=4,
        conditioning=Recipe(byt5_length=64, prior_steps=3, prior_guidance=2.0),
    )


def networks_of(configs: Configs) -> dict[str, Network]:
    """The networks of a toy pack, each in its own file."""
    return {role: Network(kind, config, f"{role}.safetensors") for role, (kind, config) in configs.items()}


def _write(folder: Path, pack: Manifest) -> Manifest:
    folder.mkdir(parents=True)
    for network in pack.networks.values():
        save(_randomised(build(network)), folder / network.file)
    return manifest.write(folder, pack)


def _randomised(module: nn.Module) -> nn.Module:
    """Weights that leave nothing at zero, as fresh ones partly are, the same each time."""
    generator = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.3)
    return module
