"""Training by the command: every network of a small pack, runs resumed to the same numbers, errors in words."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import nn
from trained import SMALL, checkpoint, metrics, train

from paella_core.cli import main
from paella_core.errors import TrainingError
from paella_core.packs import manifest
from paella_core.training.attributes import (
    CHOICES,
    QUESTIONS,
    UNKNOWN,
    Labels,
    attribute_accuracy,
    attribute_loss,
    labels_of,
)
from paella_core.training.config import read_config
from paella_core.training.data.batches import Division, batches
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.distributed import Share
from paella_core.training.optimisation import Average
from paella_core.training.regions import UNIFORMS, cells, known_contexts, on_subjects
from paella_core.training.run import RunConfig, rate
from paella_core.training.scenes import draft_scene, draw_edit, draw_scene


def test_training_everything_makes_a_pack(trained: Path) -> None:
    pack = manifest.read(trained / "pack")
    assert pack.name == "mini"
    assert set(pack.networks) == set(manifest.ROLES)
    assert set(pack.files) == {f"{role}.safetensors" for role in manifest.ROLES}


def test_a_trained_pack_fills_a_mask(trained: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    wanted = ["generate", "a red house", "--pack", str(trained / "pack"), "--size", "40x24", "--device", "cpu"]
    assert main([*wanted, "--steps", "2", "-o", str(out)]) == 0
    assert out.exists()


@pytest.mark.parametrize("kind", SMALL)
def test_a_stopped_run_goes_on_with_the_same_numbers(trained: Path, kind: str) -> None:
    assert train(trained, kind, "--set", "run.steps=4", "--minutes", "0", run="resumed") == 0
    assert [line["step"] for line in metrics(trained, kind, "resumed")] == [1]
    assert train(trained, kind, run="resumed") == 0
    assert metrics(trained, kind, "resumed") == metrics(trained, kind)
    once, twice = (checkpoint(trained, kind, run) for run in ("runs", "resumed"))
    assert once.keys() == twice.keys()
    assert all(torch.equal(once[name], twice[name]) for name in once)


@pytest.mark.parametrize("kind", SMALL)
def test_a_new_run_can_begin_from_a_pack(trained: Path, kind: str, tmp_path: Path) -> None:
    flags = ["--from", str(trained / "pack"), "--set", "run.learning_rate=0.0", "--set", "run.steps=1"]
    config, runs = str(trained / f"{kind}.toml"), ["--folder", str(tmp_path / "run"), "--device", "cpu"]
    shutil.copytree(trained / "pack", tmp_path / "pack")
    assert main(["train", kind, config, "--export", str(tmp_path / "pack"), *runs, *flags]) == 0
    changed = [
        name
        for name in (path.name for path in (trained / "pack").glob("*.safetensors"))
        if any(
            not torch.equal(old, new) and old.is_floating_point() and not is_statistic(key)
            for (key, old), new in zip(
                load_file(trained / "pack" / name).items(), load_file(tmp_path / "pack" / name).values(), strict=True
            )
        )
    ]
    assert changed == []


def test_a_new_run_may_renew_some_layers(trained: Path, tmp_path: Path, capsys) -> None:
    flags = ["--from", str(trained / "pack"), "--set", "run.learning_rate=0.0", "--set", "run.steps=1", "--quiet"]
    flags += ["--folder", str(tmp_path / "run"), "--device", "cpu", "--export", str(tmp_path / "pack"), "--renew"]
    shutil.copytree(trained / "pack", tmp_path / "pack")
    begin = ["train", "denoiser", str(trained / "denoiser.toml"), *flags]
    assert main([*begin[:3], *flags[2:], "up_blocks.0"]) == 1
    assert "name their pack with --from" in capsys.readouterr().err
    assert main([*begin, "up_blocks.7"]) == 1
    assert capsys.readouterr().err == "paella: --renew up_blocks.7: the denoiser has no layer of this name.\n"
    assert main([*begin, "up_blocks.0", "clip_mapper"]) == 0
    old, new = (load_file(folder / "pack" / "denoiser.safetensors") for folder in (trained, tmp_path))
    changed = {name for name in old if not torch.equal(old[name], new[name])}
    assert changed
    assert {name for name in changed if not name.startswith(("up_blocks.0.", "clip_mapper."))} == set()
    assert "clip_mapper.weight" in changed


def is_statistic(key: str) -> bool:
    """Whether a tensor is a running mean or variance, which move without a learning rate."""
    return key.endswith(("running_mean", "running_var"))


@pytest.mark.parametrize("kind", SMALL)
def test_every_weight_learns(trained: Path, kind: str) -> None:
    saved = checkpoint(trained, kind)
    moved = [bool(t.any()) for name, t in saved.items() if name.startswith("optimizer.") and name.endswith("exp_avg")]
    assert sum(moved) >= 0.8 * len(moved)


def test_a_later_network_asks_for_the_earlier_ones(trained: Path, tmp_path: Path, capsys) -> None:
    config = str(trained / "prior.toml")
    assert main(["train", "prior", config, "--export", str(tmp_path / "empty"), "--folder", str(tmp_path / "run")]) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("paella: Train the clip first: ")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["run.stepz=3"], "[run] has no 'stepz'; did you mean 'steps'?"),
        (["run.steps=abc"], "cannot be read as TOML"),
        (["run.learning_rate=nan"], "no longer finite"),
    ],
)
def test_bad_settings_are_refused_in_words(trained: Path, settings: list[str], words: str, capsys) -> None:
    flags = [flag for setting in settings for flag in ("--set", setting)]
    assert train(trained, "vqgan", *flags, run="bad") == 1
    assert words in capsys.readouterr().err


def test_a_missing_configuration_is_named(tmp_path: Path, capsys) -> None:
    assert main(["train", "vqgan", str(tmp_path / "no.toml"), "--export", str(tmp_path)]) == 1
    assert "There is no configuration" in capsys.readouterr().err


def test_a_checkpoint_of_another_network_is_refused(trained: Path, capsys) -> None:
    assert train(trained, "vqgan", "--set", "network.c_hidden=16", run="runs") == 1
    assert "is of another network" in capsys.readouterr().err


def test_settings_replace_what_the_file_says(trained: Path) -> None:
    config = read_config(trained / "vqgan.toml", ["run.steps=7", 'run.precision="bfloat16"'])
    run = config.section("run", RunConfig)
    assert (run.steps, run.precision, run.batch_size) == (7, "bfloat16", 3)


def test_a_section_must_be_complete(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("[run]\nbatch_size = 2\n")
    with pytest.raises(TrainingError, match="incomplete"):
        read_config(tmp_path / "x.toml").section("run", RunConfig)


def test_the_learning_rate_warms_up_and_falls() -> None:
    run = RunConfig(steps=100, learning_rate=1.0, warmup_steps=10, final_rate=0.1)
    assert rate(run, 4) == pytest.approx(0.5)
    assert rate(run, 10) == pytest.approx(1.0)
    assert rate(run, 55) == pytest.approx(0.55)
    assert rate(run, 100) == pytest.approx(0.1)


def test_the_average_follows_the_weights() -> None:
    network = nn.Linear(2, 2)
    average = Average(network, RunConfig(steps=1, ema=0.5, ema_start=10))
    start = network.weight.detach().clone()
    with torch.no_grad():
        network.weight += 1
    average.update(network, step=9)
    assert torch.equal(average.weights["weight"], start + 1)
    with torch.no_grad():
        network.weight += 1
    average.update(network, step=100)
    assert torch.allclose(average.weights["weight"], start + 1.5)


def test_labels_say_what_the_world_holds() -> None:
    worlds = [draft_scene(1, n).world for n in range(50)]
    labels = labels_of(worlds)
    assert [list(CHOICES["time"])[int(answer)] for answer in labels.choices[:, 0]] == [w.time for w in worlds]
    assert labels.present.sum(1).tolist() == [len(w.subjects) for w in worlds]
    assert torch.equal(labels.colours != UNKNOWN, labels.present > 0)
    assert torch.equal(labels.places != UNKNOWN, labels.present > 0)


def test_right_answers_cost_least_and_count_as_right() -> None:
    labels = labels_of([draft_scene(1, n).world for n in range(8)])
    right = perfect_answers(labels)
    assert {share.item() for share in attribute_accuracy(right, labels).values()} == {1.0}
    assert attribute_loss(right, labels) < 0.01
    assert attribute_loss(-right, labels) > 5


def perfect_answers(labels: Labels) -> torch.Tensor:
    """Logits that are sure of the right answers."""
    answers = torch.full((len(labels.choices), QUESTIONS, 10), -20.0)
    for row in range(len(answers)):
        for question, choice in enumerate(labels.choices[row].tolist()):
            answers[row, question, choice] = 20.0
        for kind in range(labels.present.shape[1]):
            slot = answers[row, len(CHOICES) + kind]
            if labels.present[row, kind]:
                slot[0] = 20.0
                slot[1 + int(labels.colours[row, kind])] = 20.0
                slot[7 + int(labels.places[row, kind])] = 20.0
    return answers


def test_a_rectangle_covers_every_cell_that_it_touches() -> None:
    assert cells((0.0, 0.0, 1.0, 1.0), (8, 4)) == (slice(0, 8), slice(0, 4))
    assert cells((0.26, 0.13, 0.49, 0.14), (8, 4)) == (slice(1, 2), slice(1, 2))
    assert cells((-0.5, -0.5, -0.1, 2.0), (8, 4)) == (slice(0, 8), slice(0, 1))
    assert cells((0.999, 1.0, 1.2, 1.1), (8, 4)) == (slice(7, 8), slice(3, 4))


def test_known_contexts_leave_the_share_whole() -> None:
    samples = [Scenes(SceneData(size=32)).sample(number) for number in range(20)]
    uniforms = torch.rand(20, UNIFORMS, generator=torch.Generator().manual_seed(1))
    assert known_contexts(samples, (8, 8), 0.0, uniforms).all()
    partly = known_contexts(samples, (8, 8), 1.0, uniforms)
    covered = partly.float().mean((1, 2))
    assert (covered > 0).all()
    assert covered.mean() < 0.7


def test_subjects_lie_where_their_boxes_are() -> None:
    samples = [Scenes(SceneData(size=32)).sample(number) for number in range(20)]
    assert {len(sample.boxes) for sample in samples} == {1, 2}
    for marked, sample in zip(on_subjects(samples, (8, 8)), samples, strict=True):
        expected = torch.zeros(8, 8, dtype=torch.bool)
        for box in sample.boxes:
            expected[cells(box, (8, 8))] = True
        assert torch.equal(marked, expected)
    assert not on_subjects([replace(samples[0], boxes=())], (8, 8)).any()


def test_panoramas_are_cut_from_wider_scenes() -> None:
    wide = Scenes(SceneData(size=64, panorama_share=1.0))
    for number in range(3):
        sample, panorama = wide.sample(number), draw_scene(1, number, (128, 64))
        assert sample.caption == panorama.caption
        assert sample.image.shape == (64, 64, 3)
        left, top = corner_of(sample.image, panorama.image)
        assert top == 0
        assert 0 <= left <= 64
        expected = [((a * 128 - left) / 64, b) for a, b, _, _ in panorama.boxes]
        assert all(box[:2] in [pytest.approx(corner) for corner in expected] for box in sample.boxes)


def test_a_share_of_the_scenes_are_edits_cut_alike() -> None:
    wide = Scenes(SceneData(size=64, panorama_share=1.0, edit_share=1.0))
    for number in range(3):
        sample, panorama = wide.sample(number), draw_edit(1, number, (128, 64))
        left, _ = corner_of(sample.image, panorama.image)
        assert sample.caption == panorama.caption
        assert sample.before is not None
        assert panorama.before is not None
        assert np.array_equal(sample.before, panorama.before[:, left : left + 64])
    samples = [Scenes(SceneData(size=32, edit_share=0.3)).sample(number) for number in range(100)]
    assert 15 < sum(sample.before is not None for sample in samples) < 45


def corner_of(part: np.ndarray, whole: np.ndarray) -> tuple[int, int]:
    """Left and top of where a part lies in a picture."""
    return next(
        (left, top)
        for top in range(whole.shape[0] - part.shape[0] + 1)
        for left in range(whole.shape[1] - part.shape[1] + 1)
        if np.array_equal(whole[top : top + part.shape[0], left : left + part.shape[1]], part)
    )


@pytest.mark.parametrize("part_size", [0, 1, 2, 3])
def test_processes_and_parts_share_every_batch(part_size: int) -> None:
    source = Scenes(SceneData(size=32))
    numbers = []
    for share in (Share(0, 2), Share(1, 2)):
        parts = next(batches(source, Division(6, part_size, share), range(3, 4), 0))
        assert all(0 < len(part) <= (part_size or 3) for part in parts)
        assert [part.captions for part in parts] == [
            [source.sample(number).caption for number in part.numbers] for part in parts
        ]
        numbers += [number for part in parts for number in part.numbers]
    assert sorted(numbers) == list(range(18, 24))
