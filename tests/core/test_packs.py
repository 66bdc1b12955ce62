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
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from toy import ARROZ_CONFIGS, CONFIGS, V1_CONFIGS, Configs, networks_of, toy_manifest, write_toy_arroz, write_toy_v1

from paella_core.cli import main
from paella_core.errors import PackBroken, PackNotFound
from paella_core.packs import manifest
from paella_core.packs.loading import build, load, save
from paella_core.packs.manifest import Manifest, Network, Recipe, Sampler
from paella_core.packs.store import find, installed, installed_folders, user_folder
from paella_core.params import SamplingParams
from paella_core.training.pack_parts import PackParts

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
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
        (lambda data: data["networks"].pop("vqgan"), "it has no vqgan"),
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
        (lambda data: data["conditioning"].pop("feeds"), "'feeds' is missing"),
        (lambda data: data["conditioning"].update(feeds=[]), "nothing feeds"),
        (lambda data: data["conditioning"].update(feeds="byt5"), "'feeds' must be a list"),
        (lambda data: data["conditioning"].update(smell=1), "'smell' is unknown"),
        (lambda data: data["conditioning"].update(image_weight=float("nan")), "cannot have the weight nan"),
        (lambda data: data["conditioning"].update(prompt_weight=-1), "cannot have the weight -1"),
        (lambda data: data["defaults"].update(seed=7), "'seed' is no knob that a pack can set"),
        (lambda data: data["defaults"].update(mode="best"), "Drawing must be one of"),
        (lambda data: data["defaults"].update(temperature=[1.0]), "Temperature must be two numbers"),
        (lambda data: data["presets"].update(slow={"steps": 0}), "Steps must lie between"),
        (lambda data: data["presets"].update(slow={"count": 3}), "'count' is no knob that a pack can set"),
        (lambda data: data["presets"].update(slow={"speed": 3}), "'speed' is no knob that a pack can set"),
        (lambda data: data["presets"].update({"a b": {}}), "preset 'a b' has unusual characters"),
        (lambda data: data.update(presets=3), "not a usable manifest"),
        (lambda data: data["sampler"].update(renoise="often"), "'often' is no way to noise again"),
        (lambda data: data["sampler"].update(step="jump"), "'jump' is no step of diffusion"),
        (lambda data: data["sampler"].update(typical_min_tokens=0), "typical_min_tokens must be above 0"),
        (lambda data: data["sampler"].update(legs=4), "'legs' is unknown"),
        (lambda data: data["abilities"].append("fly"), "'fly' is no ability"),
        (lambda data: data.update(abilities="vary"), "'abilities' must be a list"),
        (lambda data: data.update(smallest_grid=0), "smallest_grid must be above 0"),
        (lambda data: data.update(family="soup"), "family 'soup' is unknown"),
        (lambda data: data.update(family="paella-v1"), "no more than 1 may feed"),
        (lambda data: data.update(family="arroz"), "no pack of arroz can branch"),
        (
            lambda data: data.update(family="arroz", abilities=["vary"], conditioning={"feeds": ["clip"]}),
            "'clip' cannot feed",
        ),
    ],
)
def test_a_broken_manifest_says_what_is_wrong(
    pack: Path, edit: Callable[[dict[str, Any]], object], reason: str
) -> None:
    change(pack, edit)
    with pytest.raises(PackBroken, match=reason):
        manifest.read(pack)


def test_a_manifest_of_an_older_version_reads(pack: Path) -> None:
    def drop_what_is_new(data: dict[str, Any]) -> None:
        for name in ("presets", "sampler", "smallest_grid"):
            data.pop(name)
        for name in ("prompt_weight", "image_weight"):
            data["conditioning"].pop(name)

    change(pack, drop_what_is_new)
    old = manifest.read(pack)
    assert (old.presets, old.sampler, old.smallest_grid) == ({}, Sampler(), 1)
    assert (old.conditioning.prompt_weight, old.conditioning.image_weight) == (1.0, 1.0)


def test_a_family_asks_for_what_it_needs() -> None:
    v3, gaussian = toy_manifest(networks_of(CONFIGS)), SamplingParams(steps=3, guidance=2.0)
    pictures = Recipe(feeds=("clip_image",))
    arroz = replace(v3, family="arroz", defaults=gaussian, conditioning=pictures, abilities=("generate",))
    assert arroz.defaults.temperature is None
    for family in ("paella-v3", "paella-v1"):
        with pytest.raises(PackBroken, match="default of 'renoise_steps' is missing"):
            replace(arroz, family=family)
    with pytest.raises(PackBroken, match="default of 'guidance' is missing"):
        replace(arroz, defaults=SamplingParams(steps=3))


def test_what_reads_only_pictures_needs_no_prior() -> None:
    networks = networks_of(CONFIGS)
    del networks["prior"]
    changes: dict[str, Any] = {"family": "paella-v1", "conditioning": Recipe(feeds=("clip_image",))}
    v3 = toy_manifest(networks_of(CONFIGS))
    assert replace(v3, networks=networks, abilities=("vary", "interpolate"), **changes).abilities
    with pytest.raises(PackBroken, match="networks that make 'clip_image' are missing"):
        replace(v3, networks=networks, abilities=("vary", "generate"), **changes)


def test_varying_needs_clip() -> None:
    networks = networks_of({role: CONFIGS[role] for role in ("denoiser", "vqgan", "byt5")})
    with pytest.raises(PackBroken, match="cannot vary without the network 'clip'"):
        replace(toy_manifest(networks_of(CONFIGS)), networks=networks, conditioning=Recipe(feeds=("byt5",)))


def test_a_preset_leaves_seed_and_count_to_the_person() -> None:
    for preset in (SamplingParams(seed=7), SamplingParams(count=2)):
        with pytest.raises(PackBroken, match="preset 'mine' sets the seed or the count"):
            replace(toy_manifest(networks_of(CONFIGS)), presets={"mine": preset})


@settings(max_examples=25)
@given(
    knobs=st.builds(
        SamplingParams,
        steps=st.none() | st.integers(1, 200),
        renoise_steps=st.none() | st.integers(0, 200),
        guided_steps=st.none() | st.integers(0, 200),
        temperature=st.none() | st.tuples(*[st.floats(0.01, 10)] * 2),
        guidance=st.none() | st.floats(0, 50),
        mode=st.none() | st.sampled_from(["multinomial", "argmax", "quant"]),
        typical_mass=st.none() | st.floats(0, 1),
    ),
    sampler=st.builds(Sampler, st.sampled_from(["start", "prev", "rand"]), st.integers(1, 9)),
    weight=st.floats(0, 1e6),
)
def test_presets_and_sampler_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, knobs: SamplingParams, sampler: Sampler, weight: float
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    for role in CONFIGS:
        (folder / f"{role}.safetensors").write_bytes(b"weights")
    recipe = Recipe(prompt_weight=weight, image_weight=weight / 3)
    plain = toy_manifest(networks_of(CONFIGS))
    written = manifest.write(folder, replace(plain, presets={"any": knobs}, sampler=sampler, conditioning=recipe))
    assert manifest.read(folder) == written
    assert (written.presets["any"], written.sampler, written.conditioning) == (knobs, sampler, recipe)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1, "networks": 3}', "\udcff"])
def test_a_damaged_manifest_is_a_broken_pack(pack: Path, text: str) -> None:
    (pack / manifest.FILE_NAME).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(PackBroken, match=r"pack\.json"):
        manifest.read(pack)


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(PackNotFound, match="no model pack"):
            manifest.read(folder)


@pytest.mark.parametrize(
    ("make", "family", "configs"),
    [(write_toy_v1, "paella-v1", V1_CONFIGS), (write_toy_arroz, "arroz", ARROZ_CONFIGS)],
)
def test_the_other_families_are_packs_too(
    tmp_path: Path, make: Callable[[Path], Manifest], family: str, configs: Configs
) -> None:
    written = make(tmp_path / "pack")
    pack = manifest.read(tmp_path / "pack")
    assert pack == written
    assert pack.family == family
    assert set(pack.networks) == set(configs)
    for role in pack.networks:
        saved = load_file(tmp_path / "pack" / f"{role}.safetensors")
        state = load(tmp_path / "pack", pack, role, CPU, torch.float32).state_dict()
        assert all(torch.equal(state[name], tensor.to(state[name].dtype)) for name, tensor in saved.items())


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
        (lambda weights: weights.update(logit_scale=torch.tensor(1)), "other kinds of numbers .*: logit_scale"),
        (lambda weights: weights["visual.proj"][3, 1].fill_(float("nan")), "not finite: visual.proj"),
        (lambda weights: weights["visual.proj"][3, 1].fill_(float("-inf")), "not finite: visual.proj"),
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


def test_a_pack_is_shown_with_its_presets_and_how_it_is_sampled(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def sharpen(data: dict[str, Any]) -> None:
        data["conditioning"].update(prompt_weight=1.2, image_weight=0.4)
        data["sampler"].update(renoise="prev")
        data["defaults"].update(typical_mass=0.2, mode="quant")

    change(pack, sharpen)
    assert main(["packs", "show", str(pack)]) == 0
    said = dict(line.split(":", 1) for line in capsys.readouterr().out.splitlines())
    shown = {label: text.strip() for label, text in said.items()}
    assert shown["can"].startswith("generate, inpaint, outpaint")
    feeds = "byt5, clip, clip_image; prior of 3 steps, guidance 2"
    assert shown["reads"] == f"{feeds}; attention to text x1.2, to images x0.4"
    assert shown["sampling"] == (
        "steps 3, renoised steps 2, temperature 1 to 0.5, guidance 2, drawing quant, typical mass 0.2, renoise prev"
    )
    assert shown["preset fast"] == "steps 2, renoised steps 1"


def test_the_shipped_pack_says_what_its_training_says(tmp_path: Path) -> None:
    shipped = manifest.read(RESOURCES / "packs" / "mini")
    recipe = RESOURCES / "training" / "mini" / "pack.toml"
    parts = PackParts.of_recipe(recipe, tmp_path)
    assert parts.about(parts.networks) == replace(shipped, files={})
    assert parts.conditioning == shipped.conditioning
    assert set(shipped.abilities) == set(manifest.ABILITIES)
    assert shipped.presets["fast"].over(shipped.defaults).steps == 8


def test_a_manifest_without_what_it_needs_cannot_be_made() -> None:
    networks = networks_of(CONFIGS)
    with pytest.raises(PackBroken, match="unusual characters"):
        replace(toy_manifest(networks), name="a/b")
    with pytest.raises(PackBroken, match="nothing feeds"):
        replace(toy_manifest(networks), conditioning=Recipe(feeds=()))
