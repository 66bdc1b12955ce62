"""How concepts are learnt, and the command that does it."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from PIL import Image
from torch import Tensor
from toy import CONFIGS, write_toy_arroz, write_toy_pack, write_toy_v1

from paella_core.conditioning import byt5
from paella_core.conditioning.concepts import encoders_of
from paella_core.errors import BadInput, DeviceError, NotSupported
from paella_core.packs import manifest
from paella_core.training import concepts as school
from paella_core.training.config import Config
from paella_core.training.data import Batch, Unreadable
from paella_core.training.data.batches import Readable, loaded
from paella_core.training.data.concept import CAPTIONS, ConceptPictures, picture_files
from paella_core.training.pack_parts import PackParts
from paella_core.training.run import RunConfig
from paella_core.training.task import Setting
from paella_core.training.tasks.concept import ConceptTask
from paella_core.verbs.concepts import add_verbs

ROOT = Path(__file__).resolve().parents[2]
CPU = torch.device("cpu")
WIDTHS = {"byt5": CONFIGS["byt5"][1]["d_model"], "clip": CONFIGS["clip"][1]["text_cfg"]["width"]}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Two pictures of something yellow on blue."""
    files = []
    for number in range(2):
        picture = np.full((40, 48, 3), (20, 40, 160), np.uint8)
        picture[10:30, 10 + 8 * number : 30 + 8 * number] = (240, 220, 40)
        files.append(tmp_path / f"{number}.png")
        Image.fromarray(picture).save(files[-1])
    return files


# ---- learning


def task_for(pack: Path, **section: Any) -> ConceptTask:
    config = Config(pack, {"concept": section})
    return ConceptTask(Setting(config, RunConfig(4), CPU, PackParts.of_pack(pack, pack)))


def batch_of(source: ConceptPictures, numbers: list[int]) -> Batch:
    """Samples of a source, together."""
    return next(loaded(Readable(source), [numbers], 0))


def test_only_the_vectors_learn(toy_pack: Path, pictures: list[Path]) -> None:
    task = task_for(toy_pack, vectors=3)
    assert {name: tuple(each.shape) for name, each in task.named_parameters()} == {
        f"product.units.{role}": (3, width) for role, width in WIDTHS.items()
    }
    loss, _ = task(batch_of(ConceptPictures(pictures, 32, 1), [0, 1]), 0)
    loss.backward()
    for role in WIDTHS:
        assert cast(Tensor, task.product.units[role].grad).abs().max() > 0
    encoders = task._encoders
    frozen = [*encoders.byt5.parameters(), *encoders.clip._model.parameters(), *encoders.vqgan.parameters()]
    assert not any(each.requires_grad for each in frozen)


@torch.no_grad()
def test_a_sample_is_the_same_alone_and_beside_another(toy_pack: Path, pictures: list[Path]) -> None:
    task, source = task_for(toy_pack), ConceptPictures(pictures, 32, 1)
    both, first, second = (float(task(batch_of(source, numbers), 0)[0]) for numbers in ([0, 1], [0], [1]))
    assert both == pytest.approx((first + second) / 2, rel=1e-5)
    assert first != second


@pytest.mark.parametrize(
    ("write", "share_of"), [(write_toy_pack, lambda t: t), (write_toy_v1, lambda r: math.cos(r * math.pi / 2))]
)
@torch.no_grad()
def test_tokens_are_replaced_as_the_family_means_it(
    tmp_path: Path, pictures: list[Path], write: Any, share_of: Callable[[float], float]
) -> None:
    write(tmp_path / "pack")
    task, seen = task_for(tmp_path / "pack"), list[tuple[Tensor, float]]()
    denoiser = cast(Any, task._loss).args[0]
    denoiser.register_forward_pre_hook(lambda _module, inputs: seen.append((inputs[0], float(inputs[1]))))
    source = ConceptPictures(pictures, 64, 1)
    for number in range(12):
        batch = batch_of(source, [number])
        task(batch, 0)
        tokens_BHW, t = seen[-1]
        replaced = float((tokens_BHW != task._encoders.tokens(batch)).float().mean())
        assert replaced == pytest.approx(share_of(t), abs=0.25)
    assert max(t for _, t in seen) - min(t for _, t in seen) > 0.5


def test_the_word_begins_as_another_or_in_the_middle(toy_pack: Path) -> None:
    task = task_for(toy_pack, vectors=3, like="cat")
    table = byt5.table(task._encoders.byt5).weight
    torch.testing.assert_close(task.product.vectors("byt5"), cast(Tensor, table)[byt5.letters("cat")])
    longer = task_for(toy_pack, vectors=6, like="cat").product.vectors("byt5")
    assert torch.equal(longer[::2], longer[1::2])
    middle = task_for(toy_pack, vectors=2).product.vectors("clip")
    assert not torch.equal(middle[0], middle[1])
    assert torch.equal(middle, task_for(toy_pack, vectors=2).product.vectors("clip"))


@pytest.mark.parametrize("write", [None, write_toy_v1])
def test_learning_lowers_the_loss(
    toy_pack: Path, tmp_path: Path, pictures: list[Path], monkeypatch: pytest.MonkeyPatch, write: Any
) -> None:
    pack = toy_pack
    if write is not None:
        pack = tmp_path / "v1"
        write(pack)
    monkeypatch.setattr(school, "RATE", 0.5)
    lesson = school.Lesson("thing", pictures, str(pack), steps=30, device="cpu")
    told: list[tuple[int, float]] = []
    made = school.learn(lesson, school.Listener(lambda *step: told.append(step), lambda _: None))
    assert [number for number, _ in told] == list(range(1, 31))
    before, task = task_for(pack), task_for(pack)
    spreads = task.product._spreads
    units = {f"units.{role}": torch.from_numpy(each) / spreads[role] for role, each in made.vectors.items()}
    task.product.load_state_dict(units)
    seen = batch_of(ConceptPictures(pictures, manifest.read(pack).native_size, 1), list(range(1000, 1024)))
    with torch.no_grad():
        assert float(task(seen, 0)[0]) < float(before(seen, 0)[0]) - 0.002
    assert made.pictures == 2
    assert made.encoders == encoders_of(manifest.read(pack))


def test_a_pack_whose_denoiser_reads_no_text_learns_nothing(tmp_path: Path, pictures: list[Path]) -> None:
    write_toy_arroz(tmp_path / "arroz")
    lesson = school.Lesson("thing", pictures, str(tmp_path / "arroz"), device="cpu")
    with pytest.raises(NotSupported, match="reads no text"):
        school.learn(lesson, school.Listener(lambda *_: None, lambda _: None))


def test_too_little_memory_is_told_before_anything_is_loaded(
    toy_pack: Path, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school.devices, "free_bytes", lambda _device: 1000)
    with pytest.raises(DeviceError, match="takes more than"):
        school.learn(school.Lesson("x", pictures, str(toy_pack), device="cpu"), cast(Any, None))


# ---- pictures


def test_pictures_come_in_turn_under_all_captions(pictures: list[Path]) -> None:
    source = ConceptPictures(pictures, 32, 5)
    samples = [source.sample(number) for number in range(60)]
    assert {sample.caption for sample in samples} == set(CAPTIONS)
    assert all(sample.image.shape == (32, 32, 3) for sample in samples)
    for first in range(0, 60, 2):
        assert {samples[first].name, samples[first + 1].name} == {str(path) for path in pictures}
    assert np.array_equal(source.sample(7).image, ConceptPictures(pictures, 32, 5).sample(7).image)


def test_a_damaged_picture_is_left_out_and_told(pictures: list[Path]) -> None:
    pictures[0].write_bytes(b"nothing")
    source = ConceptPictures(pictures, 32, 5)
    batch = batch_of(source, [0, 1])
    assert {sample.name for sample in batch.samples} == {str(pictures[1])}
    assert str(pictures[0]) in batch.left_out[0]
    pictures[0].unlink()
    with pytest.raises(Unreadable, match="cannot be read"):
        [source.sample(number) for number in range(2)]


def test_folders_give_their_pictures(tmp_path: Path, pictures: list[Path]) -> None:
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    assert picture_files([tmp_path, pictures[1]]) == pictures
    (tmp_path / "empty").mkdir()
    for wrong in (tmp_path / "empty", tmp_path / "gone.png"):
        with pytest.raises(BadInput, match="There is no picture"):
            picture_files([pictures[0], wrong])


# ---- the command


def paella(*words: str) -> None:
    parser = ArgumentParser()
    add_verbs(parser.add_subparsers())
    args = parser.parse_args(["concept", *words])
    args.run(args)


def test_learn_list_show_and_remove(toy_pack: Path, pictures: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    names = ["--name", "thing", "--pack", str(toy_pack), "--device", "cpu"]
    paella("learn", *map(str, pictures), *names, "--steps", "2", "--vectors", "2", "--like", "cat", "--json")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["event"], each.get("done"), each.get("total")) for each in told] == [
        ("progress", 1, 2), ("progress", 2, 2), ("done", None, None),
    ]  # fmt: skip
    paella("list", "--json")
    listed = json.loads(capsys.readouterr().out)
    assert listed["vectors"] == {role: [2, width] for role, width in WIDTHS.items()}
    assert (listed["name"], listed["pack"], listed["pictures"], listed["fault"]) == ("thing", "toy", 2, None)
    paella("list")
    paella("show", "thing")
    assert capsys.readouterr().out.count("thing") == 2
    with pytest.raises(BadInput, match="already"):
        paella("learn", str(pictures[0]), *names)
    paella("remove", "thing")
    paella("list")
    assert "No concept was learnt yet" in capsys.readouterr().out


@pytest.mark.parametrize("flag", ["--steps=0", "--vectors=65", "--vectors=x"])
def test_wrong_use_is_told_at_once(flag: str) -> None:
    with pytest.raises(SystemExit):
        paella("learn", "x.png", "--name", "thing", flag)


def test_words_are_listed_without_torch() -> None:
    question = "import sys, paella_core.verbs.concepts; print('torch' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ
    )
    assert answer.stdout.strip() == "False"
