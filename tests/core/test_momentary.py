"""Weights that are there while their layer runs: the same numbers, and nothing left behind."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from paella_core.conditioning import byt5
from paella_core.conditioning.clip import ClipEncoder
from paella_core.conditioning.libraries import T5EncoderModel
from paella_core.errors import PackBroken
from paella_core.packs import manifest
from paella_core.packs.loading import load, load_streamed, load_widened
from paella_core.packs.momentary import Room

CPU = torch.device("cpu")
TEXTS = (["a red boat"], [""], ["a red boat", "a castle on a hill"])
Edit = Callable[[dict[str, Tensor]], object]


@pytest.fixture
def pack(toy_pack: Path, tmp_path: Path) -> Path:
    """A toy pack in bfloat16 whose text encoder has three layers."""
    folder = tmp_path / "toy"
    shutil.copytree(toy_pack, folder)
    rewrite(folder, "byt5", deepened)
    for role in ("denoiser", "clip"):
        rewrite(folder, role, lambda _weights: None)
    return folder


def deepened(weights: dict[str, Tensor]) -> None:
    for name, tensor in list(weights.items()):
        if name.startswith("encoder.block.0.") and "relative" not in name:
            for layer in (1, 2):
                weights[name.replace("block.0.", f"block.{layer}.")] = tensor.flip(0) / layer


def rewrite(folder: Path, role: str, edit: Edit) -> None:
    """Change a network's weights, and the manifest with them."""
    found = manifest.read(folder)
    network = found.networks[role]
    weights = {name: tensor.clone() for name, tensor in load_file(folder / network.file).items()}
    edit(weights)
    save_file({name: tensor.to(narrow(tensor)) for name, tensor in weights.items()}, folder / network.file)
    if role == "byt5":
        cast(dict[str, Any], network.config)["num_layers"] = 3
    manifest.write(folder, found)


def narrow(tensor: Tensor) -> torch.dtype:
    return torch.bfloat16 if tensor.is_floating_point() else tensor.dtype


def streamed(pack: Path) -> T5EncoderModel:
    return load_streamed(pack, manifest.read(pack), "byt5", CPU, torch.float32)


@pytest.mark.parametrize("texts", TEXTS, ids=str)
def test_a_streamed_encoder_says_what_the_whole_one_says(pack: Path, texts: list[str]) -> None:
    whole = cast(T5EncoderModel, load(pack, manifest.read(pack), "byt5", CPU, torch.float32))
    encoder = streamed(pack)
    expected, _ = byt5.states(whole, texts, 64)
    for _ in range(2):
        assert torch.equal(byt5.states(encoder, texts, 64)[0], expected)


def test_a_streamed_encoder_has_one_layer_at_a_time(pack: Path) -> None:
    encoder, there = streamed(pack), []
    layers = list(encoder.encoder.block)
    layers[1].get_submodule("layer.0").register_forward_hook(
        lambda *_: there.append([next(layer.parameters()).device.type for layer in layers])
    )
    byt5.states(encoder, ["a"], 64)
    assert there == [["meta", "cpu", "meta"]]
    assert {weight.device.type for layer in layers for weight in layer.parameters()} == {"meta"}


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda weights: weights.pop("encoder.block.2.layer.1.layer_norm.weight"), "missing encoder.block.2.layer.1"),
        (lambda weights: weights.update(legs=torch.zeros(2)), "unexpected legs"),
        (lambda weights: weights.update({"shared.weight": torch.zeros(3)}), "other shapes than its network: shared"),
    ],
)
def test_a_streamed_file_that_does_not_fit_is_refused_at_once(pack: Path, edit: Edit, reason: str) -> None:
    rewrite(pack, "byt5", edit)
    with pytest.raises(PackBroken, match=reason):
        streamed(pack)


def test_a_streamed_layer_is_looked_at_before_it_runs(pack: Path) -> None:
    name = "encoder.block.1.layer.0.SelfAttention.q.weight"
    rewrite(pack, "byt5", lambda weights: weights[name][0, 0].fill_(float("nan")))
    with pytest.raises(PackBroken, match=r"not finite: layer\.0\.SelfAttention\.q\.weight"):
        byt5.states(streamed(pack), ["a"], 64)


def both(pack: Path, role: str) -> tuple[Any, Any]:
    """A network in float32, and the same with weights that are widened while they are used."""
    found = manifest.read(pack)
    return load(pack, found, role, CPU, torch.float32), load_widened(pack, found, role, CPU)


def test_a_widened_denoiser_computes_as_in_float32_and_keeps_its_weights_narrow(pack: Path) -> None:
    exact, widened = both(pack, "denoiser")
    tokens_BHW, t_B = torch.randint(64, (2, 4, 8)), torch.tensor([0.5, 0.9])
    inputs = torch.randn(2, 5, 24), torch.randn(2, 16), torch.randn(2, 16)
    before = narrow_weights(widened)
    assert torch.equal(widened(tokens_BHW, t_B, *inputs), exact(tokens_BHW, t_B, *inputs))
    assert narrow_weights(widened) == before
    large = sum(weight.numel() for weight in exact.parameters() if weight.dim() > 1)
    kept = sum(weight.numel() for weight in widened.parameters() if weight.dtype == torch.bfloat16)
    assert kept > 0.8 * large


def narrow_weights(module: nn.Module) -> dict[str, int]:
    return {name: each.data_ptr() for name, each in module.named_parameters() if each.dtype == torch.bfloat16}


def test_a_widened_text_encoder_says_what_it_says_in_float32(pack: Path) -> None:
    exact, widened = both(pack, "byt5")
    assert torch.equal(byt5.states(widened, ["a red boat"], 64)[0], byt5.states(exact, ["a red boat"], 64)[0])


def test_a_widened_clip_says_what_it_says_in_float32(pack: Path) -> None:
    config = manifest.read(pack).networks["clip"].config
    exact, widened = (ClipEncoder(model, config) for model in both(pack, "clip"))
    image_BCHW = torch.rand(1, 3, 40, 50)
    assert torch.equal(widened.pictures(image_BCHW), exact.pictures(image_BCHW))
    # The sum of a letter's and its place's embeddings is rounded, as open_clip reads the precision off its weights.
    torch.testing.assert_close(widened.text(["a boat"]), exact.text(["a boat"]), atol=2e-2, rtol=2e-2)


def test_a_layer_that_fails_is_left_as_it_was(pack: Path) -> None:
    _, widened = both(pack, "denoiser")
    with pytest.raises(RuntimeError):
        widened.byt5_mapper(torch.zeros(1, 3))
    assert widened.byt5_mapper.weight.dtype == torch.bfloat16


def test_room_is_used_again_and_has_a_place_for_each_of_a_layer() -> None:
    room = Room(torch.float32)
    first = room.copies([torch.ones(2, 3), torch.zeros(2, 3), torch.ones(4)])
    assert [copy.tolist() for copy in first] == [[[1] * 3] * 2, [[0] * 3] * 2, [1] * 4]
    again = room.copies([torch.full((2, 3), 7, dtype=torch.bfloat16)])
    assert again[0].data_ptr() == first[0].data_ptr()
    assert again[0].dtype == torch.float32
    assert again[0].tolist() == [[7] * 3] * 2
