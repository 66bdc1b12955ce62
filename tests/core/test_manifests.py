"""The networks at full size have exactly the weights that were published, and checkpoints are unwrapped to them.

A file of `manifests/` holds a published constructor, the total of its parameters, the keys that its checkpoint wraps
around the weights, outermost first, and name, type and shape of every weight.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
from golden_vqgans import RUDALLE_TRAINING
from torch import Tensor, nn

from paella_core.errors import PackBroken
from paella_core.networks.clip2img import (
    Clip2Img,
    Clip2ImgAttention,
    Clip2ImgAttentionConfig,
    Clip2ImgConfig,
)
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.prior import Prior, PriorConfig
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig
from paella_core.packs.wrappers import unwrap

FOLDER = Path(__file__).parent / "manifests"
PUBLISHED: dict[str, tuple[Callable[..., nn.Module], Callable[..., Any]]] = {
    "arroz_clip2img_v1": (Clip2Img, Clip2ImgConfig),
    "arroz_clip2img_v5": (Clip2ImgAttention, Clip2ImgAttentionConfig),
    "arroz_prior_v1": (Prior, PriorConfig),
    "arroz_vqgan": (WatercolorVQGAN, WatercolorVQGANConfig),
    "paella_v1": (DenoiseUNet, DenoiseUNetConfig),
    "paella_v3": (Paella, PaellaConfig),
    "prior_v1": (Prior, PriorConfig),
    "rudalle_vqgan_f8": (GumbelVQGAN, GumbelVQGANConfig),
    "vqgan_f4": (VQGAN, VQGANConfig),
}
every_manifest = pytest.mark.parametrize("name", sorted(PUBLISHED))


def published(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def constructor(name: str) -> dict[str, Any]:
    """The published constructor's settings of the network itself."""
    return {key: value for key, value in published(name)["constructor"].items() if key not in RUDALLE_TRAINING}


def described(weights: Mapping[str, Tensor]) -> dict[str, list[Any]]:
    """Weights as a manifest writes them."""
    return {name: [str(tensor.dtype).removeprefix("torch."), *tensor.shape] for name, tensor in weights.items()}


def test_there_is_a_network_for_every_manifest() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(PUBLISHED)


@every_manifest
def test_network_has_the_published_weights(name: str) -> None:
    network, config = PUBLISHED[name]
    with torch.device("meta"):
        built = network(config(**constructor(name)))
    assert described(built.state_dict()) == published(name)["state_dict"]
    assert sum(parameter.numel() for parameter in built.parameters()) == published(name)["total_parameters"]


@every_manifest
def test_defaults_are_the_release(name: str) -> None:
    _, config = PUBLISHED[name]
    defaults = json.loads(json.dumps(asdict(config())))
    assert {key: defaults[key] for key in constructor(name)} == constructor(name)


@every_manifest
def test_published_checkpoint_is_unwrapped(name: str) -> None:
    weights = {
        key: torch.empty(shape, dtype=getattr(torch, dtype), device="meta")
        for key, (dtype, *shape) in published(name)["state_dict"].items()
    }
    checkpoint: dict[str, Any] = weights
    for wrapper in reversed(published(name)["wrapper_keys"]):
        checkpoint = {"epoch": 3, wrapper: {**checkpoint, "loss.logvar": torch.zeros(1)}, "hyper_parameters": {}}
    unwrapped = unwrap(checkpoint)
    assert unwrapped.keys() == weights.keys()
    assert all(unwrapped[key] is tensor for key, tensor in weights.items())


WEIGHTS = {"layer.weight": torch.ones(2), "model.bias": torch.zeros(1)}
AVERAGED = {"layer.weight": torch.full((2,), 0.5), "model.bias": torch.ones(1)}
INNER_MODEL = {f"model.{key}": tensor for key, tensor in WEIGHTS.items()}
COUNTERS = {"iter": 7, "wandb_run_id": "a", "optimizer_state_dict": {"state": {}}, "metrics": {"ema_loss": 0.1}}


@pytest.mark.parametrize(
    ("checkpoint", "expected"),
    [
        (WEIGHTS, WEIGHTS),
        (INNER_MODEL, WEIGHTS),
        ({**COUNTERS, "state_dict": WEIGHTS}, WEIGHTS),
        ({**COUNTERS, "state_dict": WEIGHTS, "ema_state_dict": AVERAGED}, AVERAGED),
        ({**COUNTERS, "ema_state_dict": AVERAGED}, AVERAGED),
        ({**COUNTERS, "state_dict": WEIGHTS, "ema_state_dict": None}, WEIGHTS),
        ({**COUNTERS, "state_dict": WEIGHTS, "ema_state_dict": {}}, WEIGHTS),
        ({"state_dict": {**INNER_MODEL, "loss.logvar": torch.zeros(1)}, "epoch": 1}, WEIGHTS),
        ({"state_dict": {**WEIGHTS, "loss.logvar": torch.zeros(1)}, "epoch": 1}, WEIGHTS),
    ],
    ids=[
        "bare",
        "prefix",
        "wrapped",
        "both",
        "ema only",
        "ema not begun",
        "ema empty",
        "lightning prefix",
        "lightning",
    ],
)
def test_weights_are_taken_out_of_their_wrappers(checkpoint: dict[str, Any], expected: dict[str, Tensor]) -> None:
    unwrapped = unwrap(checkpoint)
    assert unwrapped.keys() == expected.keys()
    assert all(unwrapped[key] is tensor for key, tensor in expected.items())


@pytest.mark.parametrize(
    ("checkpoint", "reason"),
    [
        ({}, "holds no weights"),
        ({"loss.logvar": torch.zeros(1)}, "holds no weights"),
        ({"state_dict": {}}, "'state_dict' where only weights"),
        ({"state": {0: {"exp_avg": torch.zeros(1)}}, "param_groups": []}, "'state' where only weights"),
        ({**WEIGHTS, "iter": 3}, "'iter' where only weights"),
        ({0: torch.zeros(1)}, "0 where only weights"),
        ({"state_dict": {"generator": WEIGHTS}}, "'generator' where only weights"),
    ],
    ids=["empty", "loss alone", "empty wrapper", "optimizer", "mixed", "numbered", "nested"],
)
def test_what_holds_no_weights_is_refused(checkpoint: dict[str, Any], reason: str) -> None:
    with pytest.raises(PackBroken, match=reason) as caught:
        unwrap(checkpoint)
    assert "\n" not in str(caught.value)
