"""Packs: the manifest, strict loading, finding them. Every kind of damage is one clear sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from toy import CONFIGS, toy_manifest

from paella_core.errors import PackBroken, PackNotFound
from paella_core.packs import manifest
from paella_core.packs.loading import build, load, save
from paella_core.packs.manifest import Manifest, Network, Recipe
from paella_core.packs.store import find, installed, installed_folders, user_folder

CPU = torch.device("cpu")


@pytest.fixture
def pack(toy_pack: Path, tmp_path: Path) -> Path:
    """A copy of the toy pack to spoil."""
    return Path(shutil.copytree(toy_pack, tmp_path / "toy"))


def change(pack: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    """Rewrite the manifest by hand."""
    path = pack / manifest.FILE_NAME
    data = json.loads(path.read_text())
    edit(data)
    path.write_text(json.dumps(data))


def test_a_manifest_survives_writing_and_reading(pack: Path) -> None:
    first = manifest.read(pack)
    assert manifest.write(pack, first) == first
    assert manifest.read(pack) == first
    assert set(first.files) == {f"{role}.safetensors" for role in CONFIGS}
    for name, file in first.files.items():
        assert file.size == (pack / name).stat().st_size
        assert len(file.sha256) == 64
    assert first.defaults.temperature == (1.0, 0.5)
    assert sorted(path.suffix for path in pack.iterdir()) == [".json"] + [".safetensors"] * len(CONFIGS)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda data: data.update(format=2), "newer version"),
        (lambda data: data.pop("format"), "'format' is missing"),
        (lambda data: data.pop("networks"), "'networks' is missing"),
        (lambda data: data["networks"].pop("vqgan"), "no denoiser or no vqgan"),
        (lambda data: data["networks"].pop("prior"), "'clip_image' are missing"),
        (lambda data: data["networks"].update(painter=data["networks"]["clip"]), "'painter' is no role"),
        (lambda data: data["networks"]["clip"].update(file="../clip.safetensors"), "unusual characters"),
        (lambda data: data["networks"]["clip"].update(file="other.safetensors"), "not described"),
        (lambda data: data.update(name=3), "'name' must be a str"),
        (lambda data: data.update(native_size="big"), "'native_size' must be a int"),
        (lambda data: data.update(downscale=0), "downscale must be above 0"),
        (lambda data: data.update(largest_size=1), "largest_size is below native_size"),
        (lambda data: data["defaults"].update(steps=0), "Steps must lie between"),
        (lambda data: data["defaults"].pop("guidance"), "'guidance' is missing"),
        (lambda data: data["conditioning"].update(feeds=["smell"]), "'smell' cannot feed"),
        (lambda data: data["conditioning"].update(prior_steps=None), "'prior_steps' must be a int"),
    ],
)
def test_a_broken_manifest_says_what_is_wrong(
    pack: Path, edit: Callable[[dict[str, Any]], object], reason: str
) -> None:
    change(pack, edit)
    with pytest.raises(PackBroken, match=reason):
        manifest.read(pack)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1, "networks": 3}', "\udcff"])
def test_a_damaged_manifest_is_a_broken_pack(pack: Path, text: str) -> None:
    (pack / manifest.FILE_NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PackBroken, match=r"pack\.json"):
        manifest.read(pack)


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(PackNotFound, match="no model pack"):
            manifest.read(folder)


@pytest.mark.parametrize("role", CONFIGS)
def test_every_network_is_loaded_as_it_was_saved(toy_pack: Path, role: str) -> None:
    pack = manifest.read(toy_pack)
    network = load(toy_pack, pack, role, CPU, torch.float32)
    saved = load_file(toy_pack / f"{role}.safetensors")
    state = network.state_dict()
    assert not network.training
    assert all(not parameter.requires_grad for parameter in network.parameters())
    assert all(tensor.device == CPU for tensor in [*state.values(), *network.buffers()])
    assert {tensor.dtype for tensor in saved.values()} <= {torch.float16, torch.int64}
    for name, tensor in saved.items():
        assert torch.equal(state[name], tensor.to(state[name].dtype))


def test_weights_come_in_the_precision_asked_for(toy_pack: Path) -> None:
    network = load(toy_pack, manifest.read(toy_pack), "denoiser", CPU, torch.bfloat16)
    assert {parameter.dtype for parameter in network.parameters()} == {torch.bfloat16}


def test_saving_again_gives_the_same_file(toy_pack: Path, tmp_path: Path) -> None:
    pack = manifest.read(toy_pack)
    for role in CONFIGS:
        save(load(toy_pack, pack, role, CPU, torch.float32), tmp_path / "again.safetensors")
        assert (tmp_path / "again.safetensors").read_bytes() == (toy_pack / f"{role}.safetensors").read_bytes()


def load_clip(pack: Path) -> None:
    """Load one network after bringing the manifest's sizes up to date."""
    load(pack, manifest.write(pack, manifest.read(pack)), "clip", CPU, torch.float32)


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda weights: weights.pop("logit_scale"), "missing logit_scale; unexpected none"),
        (lambda weights: weights.update(other=torch.zeros(1)), "missing none; unexpected other"),
        (lambda weights: weights.update(logit_scale=torch.zeros(3)), "other shapes than its network: logit_scale"),
    ],
)
def test_weights_that_do_not_fit_are_named(
    pack: Path, edit: Callable[[dict[str, torch.Tensor]], object], reason: str
) -> None:
    path = pack / "clip.safetensors"
    weights = load_file(path)
    edit(weights)
    save_file(weights, path)
    with pytest.raises(PackBroken, match=reason):
        load_clip(pack)


def test_a_file_of_another_size_or_with_a_damaged_header_is_broken(pack: Path) -> None:
    path = pack / "clip.safetensors"
    described, data = manifest.read(pack), path.read_bytes()
    path.write_bytes(data[:-1])
    with pytest.raises(PackBroken, match=f"{len(data) - 1} bytes instead of {len(data)}"):
        load(pack, described, "clip", CPU, torch.float32)
    path.write_bytes(b"\xff" * len(data))
    with pytest.raises(PackBroken, match="cannot be read"):
        load(pack, described, "clip", CPU, torch.float32)
    path.unlink()
    with pytest.raises(PackBroken, match="cannot be read"):
        load(pack, described, "clip", CPU, torch.float32)


@pytest.mark.parametrize(
    ("network", "reason"),
    [
        (Network("smell", {}, "a"), "type 'smell' are unknown"),
        (Network("prior", {"legs": 4}, "a"), "does not fit a prior"),
        (Network("clip", {"embed_dim": 4}, "a"), "does not fit a clip"),
        (Network("paella", {"level_config": ["X", "X", "X"]}, "a"), "does not fit a paella"),
    ],
)
def test_an_unknown_network_or_configuration_is_broken(network: Network, reason: str) -> None:
    with pytest.raises(PackBroken, match=reason), torch.device("meta"):
        build(network)


def test_a_pack_that_lacks_a_network_says_so(toy_pack: Path) -> None:
    pack = manifest.read(toy_pack)
    without = {role: network for role, network in pack.networks.items() if role != "byt5"}
    recipe = Recipe(feeds=("clip", "clip_image"))
    with pytest.raises(PackBroken, match="no network for 'byt5'"):
        load(toy_pack, replace(pack, networks=without, conditioning=recipe), "byt5", CPU, torch.float32)


def test_a_pack_is_found_by_folder_or_by_name(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    assert find(pack) == pack
    with pytest.raises(PackNotFound, match="no pack 'toy'"):
        find("toy")
    shutil.copytree(pack, user_folder() / "toy")
    assert find("toy") == user_folder() / "toy" == tmp_path / "home" / "packs" / "toy"
    assert user_folder() / "toy" in installed_folders()


def test_listing_shows_broken_packs_too(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    shutil.copytree(pack, user_folder() / "good")
    shutil.copytree(pack, user_folder() / "worse")
    (user_folder() / "worse" / manifest.FILE_NAME).write_text("{")
    found = {folder.name: about for folder, about in installed()}
    assert isinstance(found["good"], Manifest)
    assert isinstance(found["worse"], PackBroken)


def test_a_manifest_without_what_it_needs_cannot_be_made() -> None:
    networks = {role: Network(kind, config, f"{role}.safetensors") for role, (kind, config) in CONFIGS.items()}
    with pytest.raises(PackBroken, match="unusual characters"):
        replace(toy_manifest(networks), name="a/b")
    with pytest.raises(PackBroken, match="nothing feeds"):
        replace(toy_manifest(networks), conditioning=Recipe(feeds=()))
