"""What the published models are, as manifests without files: a pack is made of one by adding weights. Imports no torch.

Configurations are the constructors of the released state dicts; the rest is how their authors sampled them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paella_core.packs.manifest import ABILITIES, Manifest, Network, Recipe, Sampler
from paella_core.params import SamplingParams

SEE_SOURCE = "see source"
_PAELLA = "github.com/dome272/Paella"
_ARROZ = "github.com/pabloppp/Arroz-Con-Cosas"
_CLIP_H = "CLIP: laion/CLIP-ViT-H-14-laion2B-s32B-b79K"
_CLIP_G = "CLIP: laion/CLIP-ViT-g-14-laion2B-s12B-b42K"
_FROM_PICTURES = ("vary", "interpolate")
_FROM_TEXT = tuple(ability for ability in ABILITIES if ability != "vary")
_WITHOUT_TOKENS = tuple(ability for ability in ABILITIES if ability != "branch")


def _network(role: str, kind: str, config: Mapping[str, Any]) -> tuple[str, Network]:
    return role, Network(kind, config, f"{role}.safetensors")


_TEXT_TOWER = {"context_length": 77, "vocab_size": 49408, "width": 1024, "heads": 16, "layers": 24}
_VIT_H_14 = _network(
    "clip",
    "clip",
    {
        "embed_dim": 1024,
        "vision_cfg": {"image_size": 224, "layers": 32, "width": 1280, "head_width": 80, "patch_size": 14},
        "text_cfg": _TEXT_TOWER,
    },
)
_VIT_G_14 = _network(
    "clip",
    "clip",
    {
        "embed_dim": 1024,
        "vision_cfg": {
            "image_size": 224,
            "layers": 40,
            "width": 1408,
            "head_width": 88,
            "mlp_ratio": 4.3637,
            "patch_size": 14,
        },
        "text_cfg": _TEXT_TOWER,
    },
)
_BYT5_XL = _network(
    "byt5",
    "byt5",
    {
        "vocab_size": 384,
        "d_model": 2560,
        "d_kv": 64,
        "d_ff": 6720,
        "num_layers": 36,
        "num_heads": 32,
        "relative_attention_num_buckets": 32,
        "layer_norm_epsilon": 1e-6,
        "dropout_rate": 0.0,
        "feed_forward_proj": "gated-gelu",
    },
)
_PRIOR = _network("prior", "prior", {"clip_r": 1024, "c_hidden": 1280, "c_r": 64, "num_blocks": 48})
_VQGAN_F4 = _network(
    "vqgan",
    "vqgan_f4",
    {
        "levels": 2,
        "bottleneck_blocks": 12,
        "c_hidden": 384,
        "c_latent": 4,
        "codebook_size": 8192,
        "scale_factor": 0.3764,
    },
)
_VQGAN_F8 = _network(
    "vqgan",
    "vqgan_f8",
    {
        "z_channels": 256,
        "resolution": 256,
        "in_channels": 3,
        "out_ch": 3,
        "ch": 128,
        "ch_mult": [1, 1, 2, 4],
        "num_res_blocks": 2,
        "attn_resolutions": [32],
        "n_embed": 8192,
        "embed_dim": 256,
    },
)
_VQGAN_WATERCOLOR = _network(
    "vqgan",
    "vqgan_watercolor",
    {"levels": 3, "bottleneck_blocks": 32, "c_hidden": 480, "c_latent": 4, "codebook_size": 8192},
)
_PAELLA_V3 = _network(
    "denoiser",
    "paella",
    {
        "c_in": 256,
        "c_out": 256,
        "num_labels": 8192,
        "c_r": 64,
        "patch_size": 2,
        "c_cond": 1024,
        "c_hidden": [640, 1280, 1280],
        "nhead": [-1, 16, 16],
        "blocks": [6, 16, 6],
        "level_config": ["CT", "CTA", "CTA"],
        "clip_embd": 1024,
        "byt5_embd": 2560,
        "clip_seq_len": 4,
        "kernel_size": 3,
        "dropout": 0.1,
        "self_attn": True,
    },
)
_PAELLA_V1 = _network(
    "denoiser",
    "denoise_unet",
    {
        "num_labels": 8192,
        "c_hidden": 1280,
        "c_clip": 1024,
        "c_r": 64,
        "down_levels": [4, 8, 16],
        "up_levels": [16, 8, 4],
    },
)
_CLIP2IMG_V1 = _network(
    "denoiser",
    "clip2img",
    {"c_hidden": 1280, "c_r": 64, "c_embd": 1024, "down_levels": [4, 12, 16], "up_levels": [16, 12, 4]},
)
_CLIP2IMG_V5 = _network(
    "denoiser",
    "clip2img_attention",
    {
        "c_hidden": 1280,
        "c_r": 64,
        "c_embd": 1024,
        "down_levels": [1, 2, 8, 32],
        "up_levels": [32, 8, 2, 1],
        "down_attn": [[], [0], [4, 6], [16, 18, 20, 22, 24, 26, 28, 30]],
        "up_attn": [[1, 3, 5, 7, 9, 11, 13, 15], [1, 3], [1], []],
    },
)

PAELLA_V3 = Manifest(
    family="paella-v3",
    name="paella-v3",
    version="1",
    licence=SEE_SOURCE,
    source=f"huggingface.co/dome272/Paella: paella_v3.pt, prior_v1.pt, vqgan_f4.pt; {_CLIP_H}; ByT5: google/byt5-xl",
    networks=dict((_PAELLA_V3, _VQGAN_F4, _PRIOR, _VIT_H_14, _BYT5_XL)),
    defaults=SamplingParams(steps=32, renoise_steps=26, temperature=(1.2, 0.2), guidance=8.0),
    presets={
        "fast": SamplingParams(steps=12, renoise_steps=11, temperature=(1.0, 0.2)),
        "fastest": SamplingParams(steps=8, renoise_steps=7, temperature=(1.0, 0.2)),
    },
    abilities=ABILITIES,
    native_size=256,
    largest_size=512,
    downscale=4,
    size_multiple=8,
    smallest_grid=8,
    conditioning=Recipe(prompt_weight=1.2, image_weight=0.4),
)
"""Text by ByT5 and CLIP, and pictures that the prior imagines from the text."""


def _paella_v1(name: str, files: str, feed: str, abilities: tuple[str, ...]) -> Manifest:
    return Manifest(
        family="paella-v1",
        name=name,
        version="1",
        licence=SEE_SOURCE,
        source=f"{_PAELLA}: {files}; VQGAN: sberbank-ai/rudalle-utils, vqgan.gumbelf8-sber.model.ckpt; {_CLIP_G}",
        networks=dict((_PAELLA_V1, _VQGAN_F8, _VIT_G_14)),
        defaults=SamplingParams(steps=12, renoise_steps=11, temperature=(1.0, 1.0), guidance=5.0, typical_mass=0.2),
        abilities=abilities,
        native_size=256,
        largest_size=512,
        downscale=8,
        size_multiple=4,
        smallest_grid=8,
        conditioning=Recipe(feeds=(feed,)),
    )


PAELLA_V1 = _paella_v1("paella-v1", "model_600000.pt", "clip", _FROM_TEXT)
"""Made for text; what pictures look like to CLIP means little to it."""

PAELLA_V1_IMAGE = _paella_v1("paella-v1-image", "model_50000_img.pt", "clip_image", _FROM_PICTURES)
"""The fine-tune for variations. It reads no prompts: there is no prior for its CLIP."""


def _arroz(name: str, denoiser: tuple[str, Network], files: str, size_multiple: int, smallest_grid: int) -> Manifest:
    return Manifest(
        family="arroz",
        name=name,
        version="1",
        licence=SEE_SOURCE,
        source=f"{_ARROZ}: {files}, prior_v1_1500k_ema.pt, vqwatercolor_v1.pt; {_CLIP_H}",
        networks=dict((denoiser, _VQGAN_WATERCOLOR, _PRIOR, _VIT_H_14)),
        defaults=SamplingParams(steps=20, guidance=3.0),
        abilities=_WITHOUT_TOKENS,
        native_size=512,
        largest_size=768,
        downscale=8,
        size_multiple=size_multiple,
        smallest_grid=smallest_grid,
        sampler=Sampler(step="ddpm"),
        conditioning=Recipe(feeds=("clip_image",)),
    )


ARROZ_V1 = _arroz("arroz-v1", _CLIP2IMG_V1, "clip2img_v1_500k", size_multiple=4, smallest_grid=8)
"""Convolutions throughout."""

ARROZ_V5 = _arroz("arroz-v5", _CLIP2IMG_V5, "clip2img_v5_801k", size_multiple=8, smallest_grid=16)
"""A level more, with attention at the coarser ones."""

PUBLISHED: Mapping[str, Manifest] = {
    pack.name: pack for pack in (PAELLA_V3, PAELLA_V1, PAELLA_V1_IMAGE, ARROZ_V1, ARROZ_V5)
}
