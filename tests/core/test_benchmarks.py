"""`paella bench` measures what it says, and says where. How long anything takes is never asserted."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
import torch
from toy import write_toy_arroz, write_toy_pack, write_toy_v1

from paella_core.benchmarks import machine
from paella_core.benchmarks.guided_runs import ENGINE, PLAIN_PATH, agreement, guided_run
from paella_core.benchmarks.random_weights import RandomPack, write
from paella_core.benchmarks.timing import interleaved, summary
from paella_core.cli import main
from paella_core.engine import Engine
from paella_core.packs import manifest
from paella_core.packs.manifest import Manifest
from paella_core.packs.published import PUBLISHED
from paella_core.params import SamplingParams
from paella_core.request import Generate
from paella_core.verbs import bench

ABOUT = "what a program brought along measures"
CPU = torch.device("cpu")


def add_flags(parser: argparse.ArgumentParser) -> None:
    """This module is a group of its own: see `test_a_program_brings_its_own`."""
    parser.add_argument("--number", type=int, default=1)


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    return {"twice": 2 * chosen.number}


def table(figures: Mapping[str, Any]) -> str:
    return f"twice: {figures['twice']}"


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> None:
    """This module is installed as the benchmark `twice`."""
    points = [EntryPoint("twice", __name__, bench.GROUP)]
    monkeypatch.setattr(bench, "entry_points", lambda group: [one for one in points if one.group == group])


def report_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """The JSON of a group."""
    assert main(["bench", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


# ---- the verb


@pytest.mark.usefixtures("brought")
def test_without_a_name_all_groups_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted([*bench.OWN, "twice"])
    assert f"twice      {ABOUT}" in lines
    assert {"engine", "memory", "training"} <= set(bench.OWN)


@pytest.mark.parametrize("name", bench.OWN)
def test_what_the_list_says_is_what_the_group_says(name: str) -> None:
    assert bench.OWN[name] == import_module(f"paella_core.benchmarks.{name}").ABOUT


@pytest.mark.usefixtures("brought")
def test_a_program_brings_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "twice", "--number", "4"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "twice: 8"
    report = report_of(capsys, "twice", "--number", "5", "--out", str(tmp_path / "kept"))
    assert report["benchmark"] == "twice"
    assert report["figures"] == {"twice": 10}
    assert report["settings"] == {"number": 5, "threads": None}
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.name == f"twice-{machine.short_name(report['machine'])}.json"
    assert json.loads(kept.read_text())["figures"] == {"twice": 10}


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("twice --number many", "--number: invalid int value: 'many'"),
        ("twice --threads 0", "Threads must lie between 1 and 1024, not 0"),
        ("engine --family none", "invalid choice: 'none'"),
        ("engine --runs 0", "Runs must lie between 1 and 1000, not 0"),
        ("engine --steps 0", "Steps must lie between 1 and 200, not 0"),
        ("engine --saving money", "invalid choice: 'money'"),
        ("memory --side 0", "Side must lie between"),
        ("training --batch x", "Batch must be a whole number, not 'x'"),
    ],
)
def test_bad_flags_are_told(arguments: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", *arguments.split()])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("brought")
def test_what_cannot_be_measured_is_told(tmp_path: Path, toy_pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    for arguments, said in (
        (["nothing"], "no benchmark 'nothing'. Installed: engine, memory, quality, training, t"),
        (["twice", "--out", str(tmp_path / "file")], "file"),
        (["memory", "--pack", "nowhere"], "nowhere"),
        (["memory", "--pack", str(toy_pack), "--plan", "well"], "There is no plan well. Choose some of keep"),
    ):
        assert main(["bench", *arguments]) == 1
        assert said in capsys.readouterr().err


def test_the_machine_is_described() -> None:
    about = machine.described()
    assert about["cores"] >= about["threads"] > 0
    assert about["torch"] == torch.__version__
    assert {"processor", "instructions", "gpu", "python", "load", "date", "system"} <= set(about)
    assert about["processor"] in machine.in_words(about)
    assert machine.short_name(about | {"gpu": "NVIDIA A/B (3)"}) == "nvidia-a-b-3"
    assert set(machine.short_name(about)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


# ---- the groups


def test_engine(capsys: pytest.CaptureFixture[str]) -> None:
    tiny = ["engine", "--side", "64", "--steps", "1", "--runs", "1", "--device", "cpu"]
    figures = report_of(capsys, *tiny, "--saving", "variations", "inpaint")["figures"]
    (run,) = figures["runs"]
    assert (run["family"], run["side"], run["steps"], run["precision"]) == ("mini", 64, 1, "float32")
    seconds = run["seconds"]
    assert set(seconds) == {ENGINE, PLAIN_PATH}
    assert run["ratios"] == {PLAIN_PATH: seconds[PLAIN_PATH]["median"] / seconds[ENGINE]["median"]}
    assert run["agree"] >= 0.999
    many, some = figures["savings"]["variations"], figures["savings"]["inpaint"]
    assert many["times"] == many["seconds"]["eight"]["median"] / many["seconds"]["one"]["median"]
    assert some["share"] == some["seconds"]["a tenth"]["median"] / some["seconds"]["everything"]["median"]
    assert main(["bench", *tiny, "--saving"]) == 0
    assert "plain float32" in capsys.readouterr().out


@pytest.mark.parametrize(("make", "has_a_plain_path"), [(write_toy_pack, 1), (write_toy_v1, 1), (write_toy_arroz, 0)])
def test_random_weights_of_any_family(
    make: Any, has_a_plain_path: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = make(tmp_path / "toy")
    monkeypatch.setitem(PUBLISHED, "toy", pack)  # pyright: ignore[reportArgumentType]
    run = guided_run("toy", pack.native_size, 3, 1, CPU, torch.float32)
    assert set(run.seconds) == ({ENGINE, PLAIN_PATH} if has_a_plain_path else {ENGINE})
    assert run.agree == (1.0 if has_a_plain_path else None)
    held = RandomPack(pack, CPU, torch.float32)
    assert all(parameter.isfinite().all() for parameter in held.denoiser.parameters())
    assert not held.denoiser.training


def test_weights_keep_numbers_of_their_size() -> None:
    """At the published depth: nothing explodes or dies, so that time is what real numbers take."""
    config = {
        "c_hidden": 64,
        "c_r": 64,
        "num_labels": 64,
        "c_clip": 32,
        "down_levels": [4, 8, 16],
        "up_levels": [16, 8, 4],
    }
    network = manifest.Network("denoise_unet", config, "denoiser.safetensors")
    pack = RandomPack(with_denoiser(PUBLISHED["paella-v1"], network), CPU, torch.float32)
    words = pack.conditioner.clip_text("a boat")
    assert words.shape == (1, 32)
    assert torch.equal(words, pack.conditioner.clip_text("a boat"))
    assert not torch.equal(words, pack.conditioner.clip_text("the boat"))
    logits = pack.denoiser(torch.randint(64, (1, 8, 8)), torch.tensor([0.5]), words)
    assert 0.01 < logits.std() < 100


def with_denoiser(pack: Manifest, network: manifest.Network) -> Manifest:
    return manifest.replace(pack, networks=dict(pack.networks) | {"denoiser": network})


def test_a_written_pack_of_random_weights_runs(tmp_path: Path, toy_pack: Path) -> None:
    pack = write(tmp_path / "random", manifest.read(toy_pack))
    assert set(pack.files) == {network.file for network in pack.networks.values()}
    params = SamplingParams(seed=1, steps=1)
    *_, last = Engine.open(tmp_path / "random", "cpu").run(Generate("a boat", (32, 32), params=params))
    assert last.result is not None
    assert last.result.image.shape == (32, 32, 3)


def test_memory(toy_pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the system does not tell a program's memory")
    monkeypatch.setitem(PUBLISHED, "toy", manifest.read(toy_pack))  # pyright: ignore[reportArgumentType]
    tiny = ["--plan", "stream", "--side", "32", "--steps", "1", "--device", "cpu", "--threads", "1"]
    figures = report_of(capsys, "memory", "--random", "toy", *tiny)["figures"]
    assert list(figures) == ["stream"]
    one = figures["stream"]
    assert one["peak"] >= max(one["stages"].values()) > 100e6  # torch alone is more
    assert one["planned"] > 0
    assert one["gpu"] == 0
    assert one["seconds"] > 0


def test_training(capsys: pytest.CaptureFixture[str]) -> None:
    tiny = ["training", "--side", "32", "--batch", "2", "--steps", "1", "--device", "cpu", "--peak", "0.5"]
    figures = report_of(capsys, *tiny, "--arm", "float32", "bfloat16, recompute")["figures"]
    assert list(figures) == ["mini, float32", "mini, bfloat16, recompute"]
    operations = {one["operations_a_step"] for one in figures.values()}
    assert len(operations) == 1  # what is recomputed is not counted
    for one in figures.values():
        median = one["seconds_a_step"]["median"]
        assert one["pictures_a_second"] == pytest.approx(2 / median)
        assert one["share_of_peak"] == pytest.approx(one["operations_a_step"] / median / 0.5e12)


# ---- the clock


def test_variants_take_turns_after_one_to_warm_up() -> None:
    order: list[str] = []
    taken = interleaved({name: lambda name=name: order.append(name) for name in "ab"}, 3)
    assert order == list("abababab")
    assert {each.runs for each in taken.values()} == {3}


def test_times_are_summed_up() -> None:
    taken = summary([4.0, 1.0, 2.0])
    assert (taken.median, taken.best, taken.spread, taken.runs) == (2.0, 1.0, 1.5, 3)


def test_agreement_is_a_share() -> None:
    tokens = torch.arange(8).view(1, 2, 4)
    assert agreement(tokens, tokens.clone()) == 1.0
    assert agreement(tokens, tokens.clamp(min=2)) == 0.75
    assert agreement(tokens, None) is None
    assert agreement(tokens, tokens[:, :1]) is None
