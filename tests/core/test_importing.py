"""Files of the user's become a pack of one family, or one sentence says what is missing or does not go together."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from safetensors.torch import save_file
from test_convert import values
from test_recognise import UNET
from torch import Tensor
from toy import ARROZ_CONFIGS, CONFIGS, V1_CONFIGS, Configs

from paella_core import Engine, Generate, SamplingParams
from paella_core.errors import BadInput, PackBroken, PackError
from paella_core.packs import importing, manifest
from paella_core.packs.importing import Part, assembled, demand_room, import_files
from paella_core.packs.loading import load
from paella_core.packs.manifest import Manifest, Network
from paella_core.packs.published import ARROZ_V1, ARROZ_V5, PAELLA_V1, PAELLA_V1_IMAGE, PAELLA_V3, SEE_SOURCE
from paella_core.packs.recognise import recognise, weights_of
from paella_core.packs.store import find, installed_folders, user_folder

CPU = torch.device("cpu")
V3: Configs = {**CONFIGS, "denoiser": ("paella", {**CONFIGS["denoiser"][1], "c_hidden": [32, 64], "nhead": [-1, 2]})}
V1: Configs = {**V1_CONFIGS, "denoiser": ("denoise_unet", {**V1_CONFIGS["denoiser"][1], **UNET})}
ARROZ: Configs = {**ARROZ_CONFIGS, "denoiser": ("clip2img", {**ARROZ_CONFIGS["denoiser"][1], **UNET})}


class Files(NamedTuple):
    """What a person has: a file of each network, and the numbers in it."""

    paths: dict[str, Path]
    weights: dict[str, dict[str, Tensor]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def files_of(folder: Path, configs: Configs) -> Files:
    """Files as they are published: checkpoints of torch, some wrapped, and one safetensors file."""
    folder.mkdir(exist_ok=True)
    paths, weights = {}, {}
    for role, (kind, config) in configs.items():
        weights[role] = _numbers(weights_of(Network(kind, config, "any")))
        paths[role] = folder / f"my_{role}.{'safetensors' if role == 'prior' else 'pt'}"
        _save(weights[role], role, paths[role])
    return Files(paths, weights)


def _numbers(shapes: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Random numbers that a network can compute with."""
    return {name: tensor / 40 if tensor.is_floating_point() else tensor for name, tensor in values(shapes).items()}


def _save(weights: dict[str, Tensor], role: str, path: Path) -> None:
    if path.suffix == ".safetensors":
        save_file(weights, path)
    elif role == "vqgan":
        torch.save({"state_dict": weights, "epoch": 3}, path)
    elif role == "byt5":
        whole = {
            **weights,
            "encoder.embed_tokens.weight": weights["shared.weight"],
            "lm_head.weight": torch.zeros(384, 24),
        }
        torch.save(whole, path)
    else:
        torch.save(weights, path)


@pytest.mark.parametrize(("configs", "family"), [(V3, "paella-v3"), (V1, "paella-v1"), (ARROZ, "arroz")])
def test_files_become_a_pack_that_holds_their_numbers(tmp_path: Path, configs: Configs, family: str) -> None:
    files = files_of(tmp_path / "files", configs)
    folder = import_files(list(files.paths.values()), "mine", "float32")
    assert folder == user_folder() / "mine" == find("mine")
    pack = manifest.read(folder)
    assert (pack.family, pack.name, pack.licence) == (family, "mine", SEE_SOURCE)
    assert all(path.name in pack.source for path in files.paths.values())
    for role, weights in files.weights.items():
        state = load(folder, pack, role, CPU, torch.float32).state_dict()
        assert all(torch.equal(state[name], tensor) for name, tensor in weights.items())
    assert sorted(path.name for path in user_folder().parent.rglob("*") if path.is_dir()) == [
        "installing",
        "mine",
        "packs",
    ]


def test_a_pack_of_files_draws(tmp_path: Path) -> None:
    paths = files_of(tmp_path / "files", V3).paths
    folder = import_files(list(paths.values()), "mine")
    sizes = {path.name: path.stat().st_size for path in folder.glob("*.safetensors")}
    assert sizes["vqgan.safetensors"] > paths["vqgan"].stat().st_size * 0.7
    assert sizes["denoiser.safetensors"] < paths["denoiser"].stat().st_size * 0.7
    params = SamplingParams(seed=1, steps=2, renoise_steps=1)
    *_, step = Engine.open("mine", device="cpu").run(Generate(size=(32, 32), prompt="a boat", params=params))
    assert step.result is not None
    assert step.result.image.shape == (32, 32, 3)


def recognised(pack: Manifest, *, file: str = "any.pt") -> dict[str, Part]:
    """The networks of a pack at full size, without their numbers."""
    return {
        role: Part(Path(file if role == "denoiser" else f"{role}.pt"), recognise(weights_of(network)))
        for role, network in pack.networks.items()
    }


@pytest.mark.parametrize(
    ("pack", "file", "name", "expected"),
    [
        (PAELLA_V3, "paella_v3.pt", None, PAELLA_V3),
        (PAELLA_V1, "any.pt", None, PAELLA_V1),
        (PAELLA_V1, "model_50000_img.pt", None, PAELLA_V1_IMAGE),
        (PAELLA_V1, "any.pt", "paella-v1-image", PAELLA_V1_IMAGE),
        (ARROZ_V1, "any.pt", None, ARROZ_V1),
        (ARROZ_V5, "any.pt", None, ARROZ_V5),
    ],
)
def test_published_files_make_the_published_pack(
    pack: Manifest, file: str, name: str | None, expected: Manifest
) -> None:
    made = assembled(recognised(pack, file=file), name)
    assert replace(made, licence=expected.licence, source=expected.source) == expected
    assert expected.source in made.source


def test_a_pack_like_mini_is_told_from_its_networks() -> None:
    mini = manifest.read(find("mini"))
    made = assembled(recognised(mini), "again")
    assert replace(made, name="mini", licence="MIT", source=mini.source) == replace(mini, files={})


def test_other_sizes_have_their_own_grids() -> None:
    levels = {"levels": 3, "bottleneck_blocks": 1, "c_hidden": 16, "c_latent": 4, "codebook_size": 64}
    parts = parts_of({**V3, "vqgan": ("vqgan_f4", levels)})
    made = assembled(parts)
    assert (made.name, made.size_multiple, made.smallest_grid, made.downscale) == ("denoiser", 4, 4, 8)
    unet = assembled(parts_of(V1))
    assert (unet.size_multiple, unet.smallest_grid, unet.downscale) == (4, 8, 8)


def parts_of(configs: Configs) -> dict[str, Part]:
    return {
        role: Part(Path(f"{role}.pt"), recognise(weights_of(Network(kind, config, "any"))))
        for role, (kind, config) in configs.items()
    }


def without(configs: Mapping[str, Any], *roles: str) -> Configs:
    return {role: config for role, config in configs.items() if role not in roles}


@pytest.mark.parametrize(
    ("configs", "reason"),
    [
        (without(V3, "byt5"), "It has no text encoder: add the pytorch_model.bin of google/byt5-xl"),
        (without(V3, "prior", "clip"), r"no prior and no CLIP: add prior_v1\.pt .* and the open_clip.*ViT-H-14"),
        (without(V1, "vqgan"), r"no VQGAN: add vqgan\.gumbelf8-sber"),
        (without(ARROZ, "prior"), "no prior: add prior_v1_1500k_ema"),
        (without(V3, "denoiser"), r"no denoiser among the files \(vqgan\.pt is the f4 VQGAN"),
        ({**V1, "prior": V3["prior"]}, r"prior\.pt is the prior .* does not use: leave it out"),
        ({**V1, "vqgan": V3["vqgan"]}, r"vqgan\.pt is the f4 VQGAN of Paella v3\. .* Paella v1 needs vqgan\.gumbel"),
        (
            {**V3, "vqgan": ("vqgan_f4", {**V3["vqgan"][1], "codebook_size": 32})},
            r"vqgan\.pt does not go with denoiser\.pt: it has a number of codes of 32, where 64 is needed",
        ),
        (
            {**V3, "byt5": ("byt5", {**V3["byt5"][1], "d_model": 32})},
            r"byt5\.pt does not go with denoiser\.pt: it has embeddings of the width 32, where 24",
        ),
        (
            {**ARROZ, "prior": ("prior", {**V3["prior"][1], "clip_r": 32})},
            r"clip\.pt does not go with prior\.pt: it has embeddings of the width 16, where 32",
        ),
    ],
)
def test_what_does_not_make_a_pack_is_said(configs: Configs, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        assembled(parts_of(configs))
    assert "\n" not in str(caught.value)


def test_names_are_checked_before_anything_is_read_or_written(tmp_path: Path) -> None:
    files = list(files_of(tmp_path / "files", V3).paths.values())
    for name, reason in (("mini", "a pack 'mini' already"), ("a/b", "'a/b' has characters")):
        with pytest.raises(BadInput, match=reason):
            import_files(files, name)
    assert not (tmp_path / "home").exists()
    import_files(files, "mine")
    with pytest.raises(BadInput, match="a pack 'mine' already"):
        import_files(files, "mine")


def test_two_files_of_one_network_are_named(tmp_path: Path) -> None:
    files = files_of(tmp_path / "files", without(V3, "byt5", "clip", "vqgan", "denoiser")).paths
    other = shutil.copy(files["prior"], tmp_path / "other.safetensors")
    with pytest.raises(BadInput, match=r"my_prior\.safetensors is the prior .*, and other\.safetensors is the prior"):
        import_files([files["prior"], Path(other)])
    with pytest.raises(BadInput, match="no files to import"):
        import_files([])


def test_a_damaged_file_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    files = files_of(tmp_path / "files", V3)
    files.weights["clip"]["text_projection"][1, 1] = float("nan")
    torch.save(files.weights["clip"], files.paths["clip"])
    with pytest.raises(PackBroken, match=r"my_clip\.pt: text_projection holds numbers that are not finite"):
        import_files(list(files.paths.values()), "mine")
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
    del files.weights["clip"]["text_projection"]
    torch.save(files.weights["clip"], files.paths["clip"])
    with pytest.raises(PackBroken, match=r"my_clip\.pt: This looks like a CLIP .* text_projection is missing"):
        import_files(list(files.paths.values()), "mine")


def test_what_a_crash_left_is_not_seen_and_does_not_hinder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = list(files_of(tmp_path / "files", V3).paths.values())
    monkeypatch.setattr(importing.shutil, "rmtree", lambda *_, **__: None)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(files, "mine", progress=die)
    monkeypatch.undo()
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    assert "mine" not in {folder.name for folder in installed_folders()}
    assert list((tmp_path / "home" / "installing").iterdir())
    import_files(files, "mine")
    assert list((tmp_path / "home" / "installing").iterdir()) == []


def test_progress_names_the_files_of_the_pack(tmp_path: Path) -> None:
    told: dict[str, tuple[int, int]] = {}
    files = list(files_of(tmp_path / "files", V1).paths.values())
    folder = import_files(files, "mine", progress=lambda file, done, total: told.update({file: (done, total)}))
    assert told == {path.name: (path.stat().st_size,) * 2 for path in folder.glob("*.safetensors")}


def test_a_full_disk_is_one_sentence() -> None:
    demand_room(1)
    with pytest.raises(PackError, match=r"needs 999999999\.0 GB on the disk of .*packs, where \d+\.\d GB are free"):
        demand_room(999_999_999 * 10**9)
