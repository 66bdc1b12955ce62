"""The configuration of a network, told from the names and shapes of its weights.

What shapes cannot tell is not in what these functions give, but where the network's own default would be a guess:
heads of attention are as wide as those of the pack `mini` (32) or of open_clip (64), the timestep embedding is 64
numbers wide wherever it is joined to another, as in every network of the family.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from torch import Tensor

from paella_core.conditioning.clip import VOCABULARY

_HEAD = 32
_CLIP_HEAD = 64
_TIMESTEP = 64
_RESOLUTION = 256


class Shapes:
    """The shapes of weights by name."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self._shapes = {name: tuple(tensor.shape) for name, tensor in weights.items()}

    def of(self, name: str, dimensions: int) -> tuple[int, ...]:
        """The shape of a weight (KeyError if there is none, ValueError if it has other dimensions or is empty)."""
        shape = self._shapes[name]
        if len(shape) != dimensions or 0 in shape:
            raise ValueError(name)
        return shape

    def has(self, name: str) -> bool:
        """Whether there is a weight of that name."""
        return name in self._shapes

    def ending(self, suffix: str) -> str | None:
        """The first name that ends so."""
        return next((name for name in self._shapes if name.endswith(suffix)), None)

    def layers(self, prefix: str) -> list[str]:
        """The numbered layers of a sequence that hold weights, in order: "blocks" gives "blocks.0", "blocks.1" ..."""
        heads = {
            name.removeprefix(f"{prefix}.").split(".")[0] for name in self._shapes if name.startswith(f"{prefix}.")
        }
        return [f"{prefix}.{number}" for number in sorted(int(head) for head in heads if head.isdecimal())]

    def having(self, prefix: str, leaf: str) -> list[str]:
        """Those layers of a sequence that have a weight of that name."""
        return [layer for layer in self.layers(prefix) if self.has(f"{layer}.{leaf}")]


def paella(shapes: Shapes) -> dict[str, Any]:
    """The token denoiser of Paella v3."""
    labels, c_in = shapes.of("in_mapper.0.weight", 2)
    c_cond, byt5_width = shapes.of("byt5_mapper.weight", 2)
    mapped, clip_width = shapes.of("clip_mapper.weight", 2)
    finest, cells, _, _ = shapes.of("embedding.1.weight", 4)
    levels = shapes.layers("down_blocks")
    widths = [finest, *(shapes.of(f"{level}.0.1.weight", 4)[0] for level in levels[1:])]
    letters = ["".join(_letter(shapes, block) for block in shapes.layers(level)) for level in levels]
    repeats = [_repeated(each) for each in letters]
    return {
        "c_in": c_in,
        "c_out": shapes.of("out_mapper.1.weight", 4)[1],
        "num_labels": labels,
        "c_r": _told(shapes, ".mapper.weight", 2, 1, _TIMESTEP),
        "patch_size": math.isqrt(cells // c_in),
        "c_cond": c_cond,
        "c_hidden": widths,
        "nhead": [_heads(width) if "A" in each else -1 for width, each in zip(widths, letters, strict=True)],
        "blocks": [count for _, count in repeats],
        "level_config": [unit for unit, _ in repeats],
        "clip_embd": clip_width,
        "byt5_embd": byt5_width,
        "clip_seq_len": mapped // c_cond,
        "kernel_size": _told(shapes, ".depthwise.weight", 4, 3, 3),
    }


def denoise_unet(shapes: Shapes) -> dict[str, Any]:
    """The token denoiser of Paella v1."""
    labels, finest = shapes.of("embedding.weight", 2)
    return {"num_labels": labels, **_unet(shapes, finest, "c_clip")}


def clip2img(shapes: Shapes) -> dict[str, Any]:
    """The latent denoiser of Arroz, v1."""
    return _unet(shapes, shapes.of("embedding.weight", 4)[0], "c_embd")


def clip2img_attention(shapes: Shapes) -> dict[str, Any]:
    """The latent denoiser of Arroz, v5."""
    return {
        **clip2img(shapes),
        "down_attn": [_attending(shapes, level) for level in shapes.layers("down_blocks")],
        "up_attn": [_attending(shapes, level) for level in shapes.layers("up_blocks")],
    }


def prior(shapes: Shapes) -> dict[str, Any]:
    """The prior between the embeddings of CLIP."""
    hidden, embedding = shapes.of("blocks.0.weight", 2)
    return {
        "clip_r": embedding,
        "c_hidden": hidden,
        "c_r": shapes.of("blocks.1.0.weight", 2)[1] - hidden - embedding,
        "num_blocks": len(shapes.having("blocks", "0.weight")),
    }


def vqgan_f4(shapes: Shapes) -> dict[str, Any]:
    """The f4 VQGAN of Paella v3; its scale factor is the network's default."""
    return _vqgan(shapes, "gammas", "up_blocks.0.0.weight", "vquantizer.codebook.weight")


def vqgan_watercolor(shapes: Shapes) -> dict[str, Any]:
    """The f8 VQGAN of Arroz."""
    return _vqgan(shapes, "gamma", "latent_unmapper.weight", "vqmodule.vquantizer.codebook.weight")


def vqgan_f8(shapes: Shapes) -> dict[str, Any]:
    """The f8 VQGAN of Paella v1. Where attention lies is said by sides of pictures of 256 pixels."""
    width, in_channels, _, _ = shapes.of("encoder.conv_in.weight", 4)
    codes, code_width = shapes.of("quantize.embed.weight", 2)
    levels = shapes.layers("encoder.down")
    return {
        "z_channels": shapes.of("encoder.conv_out.weight", 4)[0],
        "resolution": _RESOLUTION,
        "in_channels": in_channels,
        "out_ch": shapes.of("decoder.conv_out.weight", 4)[0],
        "ch": width,
        "ch_mult": [shapes.of(f"{level}.block.0.conv1.weight", 4)[0] // width for level in levels],
        "num_res_blocks": len(shapes.layers("encoder.down.0.block")),
        "attn_resolutions": [_RESOLUTION >> i for i, level in enumerate(levels) if shapes.layers(f"{level}.attn")],
        "n_embed": codes,
        "embed_dim": code_width,
    }


def clip(shapes: Shapes) -> dict[str, Any]:
    """A CLIP of open_clip whose image tower is a vision transformer."""
    patches, width = shapes.of("visual.positional_embedding", 2)
    patch = shapes.of("visual.conv1.weight", 4)[-1]
    length, text_width = shapes.of("positional_embedding", 2)
    vocabulary = shapes.of("token_embedding.weight", 2)[0]
    config = {
        "embed_dim": shapes.of("visual.proj", 2)[1],
        "vision_cfg": {
            "image_size": math.isqrt(patches - 1) * patch,
            "layers": len(shapes.layers("visual.transformer.resblocks")),
            "width": width,
            "head_width": min(_CLIP_HEAD, width),
            "mlp_ratio": _ratio(shapes, "visual.transformer", width),
            "patch_size": patch,
        },
        "text_cfg": {
            "context_length": length,
            "vocab_size": vocabulary,
            "width": text_width,
            "heads": max(1, text_width // _CLIP_HEAD),
            "layers": len(shapes.layers("transformer.resblocks")),
            "mlp_ratio": _ratio(shapes, "transformer", text_width),
        },
    }
    return config | ({"tokenizer": "bytes"} if vocabulary == VOCABULARY else {})


def byt5(shapes: Shapes) -> dict[str, Any]:
    """The encoder of a byte-level T5 with gated feed-forward layers."""
    vocabulary, width = shapes.of("shared.weight", 2)
    first = "encoder.block.0.layer"
    buckets, heads = shapes.of(f"{first}.0.SelfAttention.relative_attention_bias.weight", 2)
    return {
        "vocab_size": vocabulary,
        "d_model": width,
        "d_kv": shapes.of(f"{first}.0.SelfAttention.q.weight", 2)[0] // heads,
        "d_ff": shapes.of(f"{first}.1.DenseReluDense.wi_0.weight", 2)[0],
        "num_layers": len(shapes.layers("encoder.block")),
        "num_heads": heads,
        "relative_attention_num_buckets": buckets,
        "dropout_rate": 0.0,
        "feed_forward_proj": "gated-gelu",
    }


def _letter(shapes: Shapes, block: str) -> str:
    """The letter of a block of Paella; none for the layer that halves the grid."""
    signs = {
        "depthwise.weight": "C",
        "attention.attn.in_proj_weight": "A",
        "mapper.weight": "T",
        "channelwise.0.weight": "F",
    }
    return next((letter for leaf, letter in signs.items() if shapes.has(f"{block}.{leaf}")), "")


def _repeated(letters: str) -> tuple[str, int]:
    """The shortest unit that letters repeat, and how often."""
    if not letters:
        return "", 0
    period = (letters + letters).find(letters, 1)
    return letters[:period], len(letters) // period


def _heads(width: int) -> int:
    return width // _HEAD if width % _HEAD == 0 else 1


def _told(shapes: Shapes, suffix: str, dimensions: int, axis: int, otherwise: int) -> int:
    """A side of the first weight whose name ends so, if there is one."""
    name = shapes.ending(suffix)
    return shapes.of(name, dimensions)[axis] if name else otherwise


def _unet(shapes: Shapes, finest: int, condition: str) -> dict[str, Any]:
    down, up = (
        [len(shapes.having(level, "gamma")) for level in shapes.layers(path)] for path in ("down_blocks", "up_blocks")
    )
    return {
        "c_hidden": finest << (len(down) - 1),
        "c_r": _TIMESTEP,
        condition: shapes.of("down_blocks.0.0.cond_mapper.weight", 2)[1] - _TIMESTEP,
        "down_levels": down,
        "up_levels": up,
    }


def _attending(shapes: Shapes, level: str) -> list[int]:
    """Which residual blocks of a level mix by attention, counted from 0."""
    blocks = shapes.having(level, "gamma")
    return [i for i, block in enumerate(blocks) if shapes.has(f"{block}.depthwise.attn.in_proj_weight")]


def _vqgan(shapes: Shapes, gain: str, unmapper: str, codebook: str) -> dict[str, Any]:
    """What the two VQGANs of residual blocks have in common; `gain` is a weight that each of their blocks has."""
    deepest, latent = shapes.of(unmapper, 4)[:2]
    levels = len(shapes.having("down_blocks", gain))
    return {
        "levels": levels,
        "bottleneck_blocks": len(shapes.having("up_blocks", gain)) - (levels - 1),
        "c_hidden": deepest,
        "c_latent": latent,
        "codebook_size": shapes.of(codebook, 2)[0],
    }


def _ratio(shapes: Shapes, tower: str, width: int) -> float:
    """How many times wider the middle of a tower's MLPs is; open_clip rounds the product down."""
    middle = shapes.of(f"{tower}.resblocks.0.mlp.c_fc.weight", 2)[0]
    return middle / width if middle % width == 0 else (middle + 0.5) / width
