"""Weights are recognised by names and shapes: what was published, and other sizes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
import torch
from test_manifests import PUBLISHED as RELEASED
from test_manifests import constructor, every_manifest, published
from torch import Tensor
from toy import ARROZ_CONFIGS, CONFIGS, V1_CONFIGS

from paella_core.errors import PackBroken
from paella_core.packs import manifest
from paella_core.packs.loading import build
from paella_core.packs.manifest import Network
from paella_core.packs.published import ARROZ_V5, PAELLA_V1, PAELLA_V3
from paella_core.packs.recognise import Recognised, recognise, weights_of
from paella_core.packs.store import find

ROLES = {"paella_v3": "denoiser", "paella_v1": "denoiser", "arroz_clip2img_v1": "denoiser"} | {
    "arroz_clip2img_v5": "denoiser",
    "prior_v1": "prior",
    "arroz_prior_v1": "prior",
    "vqgan_f4": "vqgan",
    "rudalle_vqgan_f8": "vqgan",
    "arroz_vqgan": "vqgan",
}
UNET: dict[str, Any] = {"c_hidden": 16, "c_r": 64}
ATTENTION = {
    "down_levels": [1, 2, 3],
    "up_levels": [2, 3, 1],
    "down_attn": [[], [1], [0, 2]],
    "up_attn": [[0], [1], []],
}
OTHER_SIZES = {
    "paella": (
        "paella",
        {**CONFIGS["denoiser"][1], "c_hidden": [32, 64], "nhead": [-1, 2], "level_config": ["CTF", "CTACT"]},
    ),
    "paella deep": (
        "paella",
        {
            **CONFIGS["denoiser"][1],
            "c_hidden": [32, 64, 96],
            "nhead": [1, -1, 3],
            "blocks": [2, 1, 3],
            "level_config": ["CTA", "CTCT", "A"],
            "patch_size": 1,
            "kernel_size": 5,
        },
    ),
    "denoise_unet": (
        "denoise_unet",
        {**UNET, "num_labels": 32, "c_clip": 24, "down_levels": [1, 2, 3], "up_levels": [2, 1, 3]},
    ),
    "clip2img": ("clip2img", {**UNET, "c_embd": 24, "down_levels": [2, 1], "up_levels": [3, 1]}),
    "clip2img_attention": ("clip2img_attention", {**UNET, "c_embd": 24, **ATTENTION}),
    "prior": CONFIGS["prior"],
    "vqgan_f4": CONFIGS["vqgan"],
    "vqgan_f4 f8": (
        "vqgan_f4",
        {"levels": 3, "bottleneck_blocks": 2, "c_hidden": 16, "c_latent": 3, "codebook_size": 32},
    ),
    "vqgan_f8": V1_CONFIGS["vqgan"],
    "vqgan_watercolor": ARROZ_CONFIGS["vqgan"],
    "clip": CONFIGS["clip"],
    "clip words": (
        "clip",
        {
            "embed_dim": 24,
            "vision_cfg": {
                "layers": 2,
                "width": 88,
                "mlp_ratio": 4.3637,
                "head_width": 88,
                "patch_size": 14,
                "image_size": 42,
            },
            "text_cfg": {"context_length": 77, "vocab_size": 300, "width": 128, "heads": 2, "layers": 1},
        },
    ),
    "byt5": CONFIGS["byt5"],
}


def fake(shapes: Mapping[str, list[Any]]) -> dict[str, Tensor]:
    """Weights as a manifest of the tests lists them, which take no memory."""
    return {
        name: torch.zeros((), dtype=getattr(torch, dtype)).expand(tuple(shape))
        for name, (dtype, *shape) in shapes.items()
    }


def empty(kind: str, config: Mapping[str, Any]) -> dict[str, Tensor]:
    return weights_of(Network(kind, config, "any.safetensors"))


@every_manifest
def test_every_published_checkpoint_is_recognised(name: str) -> None:
    found = recognise(fake(published(name)["state_dict"]))
    assert found.role == ROLES[name]
    assert found.network.file == f"{found.role}.safetensors"
    _, config = RELEASED[name]
    settings = {key: value for key, value in found.network.config.items() if key in constructor(name)}
    assert config(**found.network.config) == config(**constructor(name) | settings)
    assert settings.items() <= constructor(name).items()


@pytest.mark.parametrize(
    ("network", "role"),
    [(PAELLA_V3, "clip"), (PAELLA_V1, "clip"), (PAELLA_V3, "byt5"), (ARROZ_V5, "denoiser"), (PAELLA_V3, "denoiser")],
)
def test_the_configuration_is_the_published_one(network: manifest.Manifest, role: str) -> None:
    expected = network.networks[role]
    assert recognise(weights_of(expected)).network == expected


@pytest.mark.parametrize("role", manifest.ROLES)
def test_the_networks_of_mini_are_recognised_as_they_are(role: str) -> None:
    expected = manifest.read(find("mini")).networks[role]
    assert recognise(weights_of(expected)).network == expected


@pytest.mark.parametrize(("kind", "config"), OTHER_SIZES.values(), ids=OTHER_SIZES)
def test_other_sizes_are_derived(kind: str, config: dict[str, Any]) -> None:
    weights = empty(kind, config)
    found = recognise(weights)
    assert found.network.type == kind
    assert found.weights.keys() == weights.keys()
    told = {name: value for name, value in found.network.config.items() if name in config}
    assert {name: value for name, value in told.items() if name not in NOT_TOLD} == {
        name: value for name, value in config.items() if name in told and name not in NOT_TOLD
    }


NOT_TOLD = ("resolution", "attn_resolutions", "vision_cfg", "text_cfg", "nhead", "blocks", "level_config")


def test_heads_and_blocks_follow_the_rules() -> None:
    config = recognise(empty(*OTHER_SIZES["paella deep"])).network.config
    assert config["nhead"] == [1, -1, 3]
    assert (config["blocks"], config["level_config"]) == ([2, 2, 3], ["CTA", "CT", "A"])
    assert config["kernel_size"] == 5
    clip = recognise(empty(*OTHER_SIZES["clip words"])).network.config
    assert (clip["text_cfg"]["heads"], clip["text_cfg"]["mlp_ratio"], clip["vision_cfg"]["head_width"]) == (2, 4, 64)
    assert "tokenizer" not in clip
    assert recognise(empty(*CONFIGS["clip"])).network.config["tokenizer"] == "bytes"


def test_attention_of_the_f8_vqgan_is_at_the_same_levels() -> None:
    config = recognise(empty(*V1_CONFIGS["vqgan"])).network.config
    assert (config["resolution"], config["attn_resolutions"]) == (256, [32])


def full_t5() -> dict[str, Tensor]:
    """The whole of a small ByT5 as it is published: the encoder, a decoder and a head, and the embedding twice."""
    encoder = empty(*CONFIGS["byt5"])
    return {
        "encoder.embed_tokens.weight": encoder["shared.weight"],
        **encoder,
        "decoder.embed_tokens.weight": encoder["shared.weight"],
        "decoder.block.0.layer.0.SelfAttention.q.weight": torch.zeros(16, 24),
        "decoder.final_layer_norm.weight": torch.zeros(24),
        "lm_head.weight": torch.zeros(384, 24),
    }


@pytest.mark.parametrize("lacking", [(), ("shared.weight",), ("encoder.embed_tokens.weight",)])
def test_of_t5_the_encoder_is_kept(lacking: tuple[str, ...]) -> None:
    weights = {name: tensor for name, tensor in full_t5().items() if name not in lacking}
    found = recognise(weights)
    assert found.weights.keys() == empty(*CONFIGS["byt5"]).keys()
    assert found.network.config["num_heads"] == 2


def test_weights_of_a_training_loss_are_dropped() -> None:
    weights = empty(*V1_CONFIGS["vqgan"])
    assert recognise({**weights, "loss.discriminator.main.0.weight": torch.zeros(1)}).weights.keys() == weights.keys()


def lose(name: str) -> Callable[[dict[str, Tensor]], object]:
    return lambda weights: weights.pop(name)


def put(name: str, *shape: int, dtype: torch.dtype = torch.float32) -> Callable[[dict[str, Tensor]], object]:
    return lambda weights: weights.update({name: torch.zeros(shape, dtype=dtype)})


@pytest.mark.parametrize(
    ("network", "edit", "reason"),
    [
        (
            CONFIGS["denoiser"],
            lose("clf.1.bias"),
            "looks like the token denoiser of Paella v3, but clf.1.bias is missing",
        ),
        (CONFIGS["denoiser"], lose("in_mapper.0.weight"), "Paella v3, but in_mapper.0.weight is missing"),
        (CONFIGS["denoiser"], put("more.bias", 3), "Paella v3, but more.bias is too much"),
        (CONFIGS["denoiser"], put("clf.1.bias", 3), "Paella v3, but clf.1.bias is of another shape or type"),
        (CONFIGS["denoiser"], put("out_mapper.1.weight", 8, 8), "odd shapes .*out_mapper.1.weight"),
        (CONFIGS["prior"], put("blocks.1.0.weight", 64, 20), "the prior .* of a size that cannot be"),
        (CONFIGS["vqgan"], lose("vquantizer.codebook.weight"), "the f4 VQGAN .* vquantizer.codebook.weight is missing"),
        (
            CONFIGS["vqgan"],
            put("down_blocks.3.1.num_batches_tracked"),
            "num_batches_tracked is of another shape or type",
        ),
        (CONFIGS["byt5"], put("shared.weight", 32128, 24), "a T5 that reads 32128 pieces of words"),
        (CONFIGS["clip"], lose("visual.proj"), "a CLIP of open_clip, but visual.proj is missing"),
        (ARROZ_CONFIGS["denoiser"], put("embedding.weight", 4, 0, 1, 1), "odd shapes .*embedding.weight"),
    ],
)
def test_what_is_wrong_is_said(
    network: tuple[str, dict[str, Any]], edit: Callable[[dict[str, Tensor]], object], reason: str
) -> None:
    weights = empty(*network)
    edit(weights)
    with pytest.raises(PackBroken, match=reason) as caught:
        recognise(weights)
    assert "\n" not in str(caught.value)


def test_many_missing_weights_are_counted() -> None:
    weights = {name: tensor for name, tensor in empty(*CONFIGS["prior"]).items() if not name.endswith("3.weight")}
    with pytest.raises(PackBroken, match=r"but blocks\.1\.3\.weight, blocks\.2\.3\.weight, blocks\.3\.weight are"):
        recognise(weights)
    some = {name: tensor for name, tensor in empty(*CONFIGS["clip"]).items() if ".ln_" not in name}
    with pytest.raises(PackBroken, match="and 9 more are missing"):
        recognise(some)


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["text_model.embeddings.token_embedding.weight"], "a CLIP in the layout of transformers"),
        (["text.token_embedding.weight"], "another text tower"),
        (["quantize.embedding.weight", "encoder.conv_in.weight"], "chooses the nearest code"),
        (["a", "b"], "of no network that Paella uses"),
        ([], "of no network that Paella uses"),
    ],
)
def test_what_is_no_network_of_ours_is_refused(names: list[str], reason: str) -> None:
    with pytest.raises(PackBroken, match=reason):
        recognise({name: torch.zeros(2, 2) for name in names})


def test_what_is_recognised_can_be_built() -> None:
    found: list[Recognised] = [recognise(empty(*network)) for network in OTHER_SIZES.values()]
    assert all(build(each.network) for each in found)
