"""Which network weights belong to, told by their names and shapes; its configuration is derived from them.

What shapes cannot tell (heads of attention, a scale factor) is taken from a published network, or from the pack `mini`,
where one has exactly these weights, and else follows the rules of `derived`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import Tensor

from paella_core.errors import PackBroken
from paella_core.packs import derived, manifest
from paella_core.packs.derived import Shapes
from paella_core.packs.loading import build, distinct
from paella_core.packs.manifest import Network
from paella_core.packs.published import PUBLISHED
from paella_core.packs.store import find

_BYTES = 384
_ADVICE = "Get the file again, or choose another."
_MAY_BE_NONE = (
    "nhead",
    "dropout_rate",
    "down_attn",
    "up_attn",
    "blocks",
    "down_levels",
    "up_levels",
    "attn_resolutions",
)
_NOT_KNOWN = (
    "These are the weights of no network that Paella uses. It reads the published files of Paella, Arroz Con Cosas, "
    "ruDALL-E's VQGAN, open_clip and ByT5."
)


@dataclass(frozen=True)
class Recognised:
    """Weights under the names of a network, which is built from its configuration; `title` says in words what it is."""

    role: str
    network: Network
    weights: Mapping[str, Tensor]
    title: str


@dataclass(frozen=True)
class _Kind:
    """A network that can be recognised: by `signs`, names with their number of dimensions, most of which it has.

    Weights whose names begin as in `dropped` belong to training or to parts that are not used.
    """

    role: str
    type: str
    title: str
    derive: Callable[[Shapes], dict[str, Any]]
    signs: Mapping[str, int]
    dropped: tuple[str, ...] = ()

    def score(self, weights: Mapping[str, Tensor]) -> float:
        """The share of the signs that weights bear."""
        seen = [name for name, dims in self.signs.items() if name in weights and weights[name].dim() == dims]
        return len(seen) / len(self.signs)


_RES_BLOCK = {"down_blocks.0.0.cond_mapper.weight": 2, "down_blocks.0.0.channelwise.0.weight": 2}
_T5_BLOCK = "encoder.block.0.layer"
_KINDS = (
    _Kind(
        "denoiser",
        "paella",
        "the token denoiser of Paella v3",
        derived.paella,
        {"byt5_mapper.weight": 2, "clip_mapper.weight": 2, "in_mapper.0.weight": 2, "out_mapper.1.weight": 4},
    ),
    _Kind(
        "denoiser",
        "denoise_unet",
        "the token denoiser of Paella v1",
        derived.denoise_unet,
        {"embedding.weight": 2, "clf.weight": 4, **_RES_BLOCK},
    ),
    _Kind(
        "denoiser",
        "clip2img",
        "the latent denoiser of Arroz, clip2img v1",
        derived.clip2img,
        {"embedding.weight": 4, "clf.weight": 4, **_RES_BLOCK},
    ),
    _Kind(
        "denoiser",
        "clip2img_attention",
        "the latent denoiser of Arroz, clip2img v5",
        derived.clip2img_attention,
        {"embedding.weight": 4, "clf.0.weight": 4, **_RES_BLOCK},
    ),
    _Kind(
        "prior",
        "prior",
        "the prior of Paella v3 and Arroz",
        derived.prior,
        {"blocks.0.weight": 2, "blocks.1.0.weight": 2, "blocks.1.3.weight": 2, "blocks.1.4.bias": 1},
    ),
    _Kind(
        "vqgan",
        "vqgan_f4",
        "the f4 VQGAN of Paella v3",
        derived.vqgan_f4,
        {"in_block.1.weight": 4, "vquantizer.codebook.weight": 2, "down_blocks.0.gammas": 1, "out_block.0.weight": 4},
    ),
    _Kind(
        "vqgan",
        "vqgan_f8",
        "the f8 VQGAN of Paella v1 (ruDALL-E's)",
        derived.vqgan_f8,
        {
            "encoder.conv_in.weight": 4,
            "quantize.proj.weight": 4,
            "quantize.embed.weight": 2,
            "post_quant_conv.weight": 4,
        },
        dropped=("loss.",),
    ),
    _Kind(
        "vqgan",
        "vqgan_watercolor",
        "the watercolor VQGAN of Arroz",
        derived.vqgan_watercolor,
        {
            "vqmodule.vquantizer.codebook.weight": 2,
            "latent_mapper.0.weight": 4,
            "latent_unmapper.weight": 4,
            "waveletify.xfm.h0_col": 4,
        },
    ),
    _Kind(
        "clip",
        "clip",
        "a CLIP of open_clip",
        derived.clip,
        {"token_embedding.weight": 2, "text_projection": 2, "ln_final.weight": 1, "visual.conv1.weight": 4},
    ),
    _Kind(
        "byt5",
        "byt5",
        "the encoder of a byte-level T5",
        derived.byt5,
        {
            f"{_T5_BLOCK}.0.SelfAttention.q.weight": 2,
            f"{_T5_BLOCK}.0.SelfAttention.relative_attention_bias.weight": 2,
            f"{_T5_BLOCK}.1.DenseReluDense.wo.weight": 2,
            "encoder.final_layer_norm.weight": 1,
        },
        dropped=("decoder.", "lm_head."),
    ),
)
_OTHERS = {
    "text_model.embeddings.token_embedding.weight": "This is a CLIP in the layout of transformers. Take the file of "
    "open_clip instead: open_clip_pytorch_model.bin or open_clip_model.safetensors of the same repository.",
    "text.token_embedding.weight": "This is a CLIP with another text tower than Paella reads. Take a CLIP of LAION, as "
    "laion/CLIP-ViT-H-14-laion2B-s32B-b79K.",
    "quantize.embedding.weight": "This is a VQGAN that chooses the nearest code. Paella v1 needs the one of ruDALL-E, "
    "vqgan.gumbelf8-sber.model.ckpt.",
}


def recognise(weights: Mapping[str, Tensor]) -> Recognised:
    """Whose weights these are. Only names, shapes and kinds of numbers are looked at.

    Args:
        weights: as a checkpoint names them, without its wrappers. Parts that no pack uses (a decoder of T5, a training
            loss) may be among them; they are left out of the answer.

    Raises:
        PackBroken: they belong to nothing that is known, or weights are missing, unexpected or of other shapes.
    """
    kind = max(_KINDS, key=lambda each: each.score(weights))
    if kind.score(weights) <= 0.5:
        raise PackBroken(next((advice for name, advice in _OTHERS.items() if name in weights), _NOT_KNOWN))
    kept = _kept(weights, kind)
    network = _known(kept, kind) or _derived(kept, kind)
    return Recognised(kind.role, network, kept, kind.title)


def weights_of(network: Network) -> dict[str, Tensor]:
    """The weights that a network has, as empty tensors of the meta device by name; one that is
    shared has its first name."""
    with torch.device("meta"):
        return distinct(build(network))


def _kept(weights: Mapping[str, Tensor], kind: _Kind) -> dict[str, Tensor]:
    """The weights of the network itself; T5's embedding by the first of its names."""
    kept = {name: tensor for name, tensor in weights.items() if not name.startswith(kind.dropped)}
    if kind.type == "byt5" and "encoder.embed_tokens.weight" in kept:
        tied = kept.pop("encoder.embed_tokens.weight")
        kept.setdefault("shared.weight", tied)
    return kept


def _known(weights: Mapping[str, Tensor], kind: _Kind) -> Network | None:
    """The published network, or that of `mini`, which has weights of exactly these names and shapes."""
    described = _described(weights)
    return next((network for network, its in _candidates(kind.role, kind.type) if its == described), None)


@cache
def _candidates(role: str, type_: str) -> list[tuple[Network, dict[str, tuple[object, ...]]]]:
    """The networks of a type that are known, each once, with what their weights are like."""
    packs = (*PUBLISHED.values(), manifest.read(find("mini")))
    networks = [pack.networks[role] for pack in packs if role in pack.networks and pack.networks[role].type == type_]
    distinct = [each for i, each in enumerate(networks) if each not in networks[:i]]
    return [(network, _described(weights_of(network))) for network in distinct]


def _derived(weights: Mapping[str, Tensor], kind: _Kind) -> Network:
    try:
        config = kind.derive(Shapes(weights))
    except KeyError as error:
        raise PackBroken(f"{_looks(kind)}, but {error.args[0]} is missing. {_ADVICE}") from None
    except (ValueError, IndexError, ZeroDivisionError) as error:
        raise PackBroken(f"{_looks(kind)}, but its weights have odd shapes ({error}). {_ADVICE}") from None
    if not all(number > 0 for number in _sizes(config)):
        raise PackBroken(f"{_looks(kind)}, but of a size that cannot be. {_ADVICE}")
    if kind.type == "byt5" and config["vocab_size"] != _BYTES:
        raise PackBroken(
            f"This is a T5 that reads {config['vocab_size']} pieces of words. Paella reads bytes: take google/byt5-xl."
        )
    network = Network(kind.type, config, f"{kind.role}.safetensors")
    _compare(weights, network, kind)
    return network


def _compare(weights: Mapping[str, Tensor], network: Network, kind: _Kind) -> None:
    """Refuse weights that are not exactly what the network has (PackBroken)."""
    given, expected = _described(weights), _described(weights_of(network))
    missing, unexpected = expected.keys() - given.keys(), given.keys() - expected.keys()
    if missing or unexpected:
        faults = [
            f"{_some(names)} {fault}" for names, fault in ((missing, "missing"), (unexpected, "too much")) if names
        ]
        raise PackBroken(f"{_looks(kind)}, but {' and '.join(faults)}. {_ADVICE}")
    others = {name for name, described in given.items() if described != expected[name]}
    if others:
        raise PackBroken(f"{_looks(kind)}, but {_some(others)} of another shape or type than it has. {_ADVICE}")


def _described(weights: Mapping[str, Tensor]) -> dict[str, tuple[object, ...]]:
    """Shape and kind of each weight: floats of all precisions are alike, anything else is its own."""
    return {
        name: ("float" if tensor.is_floating_point() else tensor.dtype, *tensor.shape)
        for name, tensor in weights.items()
    }


def _sizes(value: Any) -> Iterable[float]:
    """Every number in a configuration that must be above 0; -1 stands for no attention, and levels may be without."""
    match value:
        case bool() | str():
            return
        case int() | float():
            yield value
        case Mapping():
            for name, each in value.items():
                yield from () if name in _MAY_BE_NONE else _sizes(each)
        case list():
            for each in value:
                yield from _sizes(each)


def _looks(kind: _Kind) -> str:
    return f"This looks like {kind.title}"


def _some(names: Iterable[str]) -> str:
    """A few names, and whether they are one or several: "a, b and 7 more are"."""
    first, *others = sorted(names)
    if not others:
        return f"{first} is"
    shown = ", ".join([first, *others[:2]])
    return f"{shown} and {len(others) - 2} more are" if len(others) > 2 else f"{shown} are"
