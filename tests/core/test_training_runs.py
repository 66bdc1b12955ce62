"""Runs as people start them: dry runs, samples, one's own pictures, precomputing, stopping, what is refused early."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from trained import checkpoint, metrics, train

from paella_core.cli import main
from paella_core.errors import TrainingError
from paella_core.packs import manifest
from paella_core.packs.store import find
from paella_core.training.config import read_config
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.launch import memory_explained
from paella_core.training.log import Log, LogConfig

MINI_CONFIG = Path(__file__).parents[2] / "resources" / "training" / "mini" / "denoiser.toml"


@pytest.fixture
def own(trained: Path, tmp_path: Path) -> Path:
    """A folder with configurations and the small pack, to write to."""
    for config in trained.glob("*.toml"):
        shutil.copy(config, tmp_path)
    shutil.copytree(trained / "pack", tmp_path / "pack")
    return tmp_path


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder of pictures with captions."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(6):
        sample = Scenes(SceneData(size=40)).sample(number)
        Image.fromarray(sample.image).save(folder / f"{number}.png")
        (folder / f"{number}.txt").write_text(sample.caption)
    return folder


def of_folder(pictures: Path) -> list[str]:
    """The flags that train on a folder."""
    return ["--set", 'data.source="folder"', "--set", f'data.path="{pictures}"', "--set", "data.workers=0"]


def test_a_dry_run_says_what_it_takes_and_writes_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(own.rglob("*"))
    assert train(own, "denoiser", "--dry-run", run="dry") == 0
    said = capsys.readouterr().out
    learning = sum(tensor.numel() for tensor in load_file(own / "pack" / "denoiser.safetensors").values())
    assert f"{learning:,} that learn, {learning:,} for the pack" in said
    assert "scenes of series 1" in said
    assert "s a step" in said
    assert sorted(own.rglob("*")) == before


def test_samples_are_drawn_with_every_checkpoint(own: Path) -> None:
    prompts = ["--set", 'samples.prompts=["a house", "a boat", "a castle", "a tree", "a mill"]']
    assert train(own, "denoiser", *prompts, run="shown") == 0
    sheets = sorted((own / "shown" / "denoiser" / "samples").glob("*.png"))
    assert [sheet.name for sheet in sheets] == ["step-00000002.png", "step-00000004.png"]
    side = manifest.read(own / "pack").native_size
    first, last = (np.asarray(Image.open(sheet)) for sheet in sheets)
    assert first.shape == (2 * side + 2, 4 * side + 6, 3)
    assert (first != last).any()


def test_a_vqgan_shows_pictures_and_what_becomes_of_them(own: Path) -> None:
    assert train(own, "vqgan", "--set", "samples.pictures=true", run="shown") == 0
    sheet = np.asarray(Image.open(own / "shown" / "vqgan" / "samples" / "step-00000004.png"))
    assert sheet.shape == (2 * 32 + 2, 4 * 32 + 6, 3)
    assert np.array_equal(sheet[:32, :32], Scenes(SceneData(size=32)).sample(0).image)
    assert (sheet[34:, :32] != sheet[:32, :32]).any()


@pytest.mark.parametrize("kind", ["vqgan", "clip", "prior", "denoiser"])
def test_every_network_trains_on_a_folder(own: Path, pictures: Path, kind: str) -> None:
    assert train(own, kind, *of_folder(pictures), run="folder") == 0
    assert len(metrics(own, kind, "folder")) == 4


def test_a_text_encoder_says_that_it_needs_scenes(
    own: Path, pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(own, "text", *of_folder(pictures), run="folder") == 1
    assert 'set [data] source = "captions"' in capsys.readouterr().err


def test_unreadable_pictures_are_left_out_and_listed(own: Path, pictures: Path) -> None:
    (pictures / "3.png").write_bytes(b"no picture")
    assert train(own, "prior", *of_folder(pictures), "--set", "run.batch_size=6", run="spoiled") == 0
    lines = (own / "spoiled" / "prior" / "left-out-0.txt").read_text().splitlines()
    assert len(lines) == 4
    assert all("3.png" in line for line in lines)
    assert [line["left_out"] for line in metrics(own, "prior", "spoiled")] == [1, 2, 3, 4]


def test_precomputed_samples_teach_the_same(own: Path, pictures: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All but the rounding to half precision."""
    folder, encoded = of_folder(pictures), own / "encoded"
    config = [str(own / "denoiser.toml"), "--export", str(own / "pack"), "--device", "cpu"]
    assert main(["precompute", "denoiser", *config, "-o", str(encoded), "--quiet", *folder]) == 0
    assert f'path = "{encoded}"' in capsys.readouterr().out
    from_encoded = text_of(own / "denoiser.toml", f'[data]\nsource = "encoded"\npath = "{encoded}"\nworkers = 0\n')
    (own / "encoded.toml").write_text(from_encoded)
    shutil.copy(own / "encoded.toml", own / "denoiser.toml")
    assert train(own, "denoiser", run="encoded") == 0
    losses = [line["loss"] for line in metrics(own, "denoiser", "encoded")]
    assert len(losses) == 4
    assert max(losses) < 4
    (own / "pack" / "clip.safetensors").write_bytes((own / "pack" / "prior.safetensors").read_bytes())
    assert train(own, "denoiser", run="other") == 1
    assert "made by another clip than that of the pack" in capsys.readouterr().err


def test_what_was_precomputed_for_another_training_is_refused(
    own: Path, pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = [str(own / "prior.toml"), "--export", str(own / "pack"), "--device", "cpu", "--quiet"]
    assert main(["precompute", "prior", *config, "-o", str(own / "encoded"), *of_folder(pictures)]) == 0
    encoded = f'[data]\nsource = "encoded"\npath = "{own / "encoded"}"\n'
    for kind, missing in (("denoiser", "tokens"), ("clip", "pictures")):
        (own / f"{kind}.toml").write_text(text_of(own / f"{kind}.toml", encoded))
        assert train(own, kind, run="encoded") == 1
        assert f"hold no {missing}, which this training reads" in capsys.readouterr().err


def text_of(config: Path, data: str) -> str:
    """A configuration with another section `data`."""
    return config.read_text().replace("[data]\nsize = 32\n", data)


def test_scenes_without_end_need_a_count(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = [str(own / "prior.toml"), "--export", str(own / "pack"), "--device", "cpu", "--quiet"]
    assert main(["precompute", "prior", *config, "-o", str(own / "encoded")]) == 1
    assert "say how many with --count N" in capsys.readouterr().err
    assert main(["precompute", "prior", *config, "-o", str(own / "encoded"), "--count", "5"]) == 0


def test_edits_are_not_precomputed_as_if_they_were_none(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = [str(own / "denoiser.toml"), "--export", str(own / "pack"), "--device", "cpu", "--quiet"]
    flags = ["-o", str(own / "edits"), "--count", "5", "--set", "data.edit_share=0.5"]
    assert main(["precompute", "denoiser", *config, *flags]) == 1
    assert "cannot be precomputed: set [data] edit_share = 0." in capsys.readouterr().err
    assert not (own / "edits").exists()


def test_a_pack_is_trained_further_and_taken_over(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The networks that are not trained come from the base; a rate of nothing leaves the base's weights."""
    monkeypatch.setenv("PAELLA_HOME", str(own / "home"))
    (own / "further.toml").write_text(
        f'[pack]\nbase = "{own / "pack"}"\n[data]\nsize = 32\n[run]\nsteps = 1\nbatch_size = 2\nlearning_rate = 0.0\n'
    )
    flags = ["--export", str(own / "further"), "--folder", str(own / "run"), "--device", "cpu", "--quiet"]
    assert main(["train", "denoiser", str(own / "further.toml"), *flags]) == 0
    made = manifest.read(own / "further")
    assert made.name == "further"
    assert set(made.networks) == set(manifest.read(own / "pack").networks)
    for file in made.files:
        once, further = (load_file(own / pack / file) for pack in ("pack", "further"))
        assert all(torch.equal(once[name], further[name]) for name in once), file
    assert main(["packs", "import", str(own / "further" / "pack.json"), "--name", "mine", "--quiet"]) == 0
    assert manifest.read(find("mine")).name == "mine"
    assert main(["packs", "import", str(own / "further"), "--name", "mine", "--quiet"]) == 1


def test_an_imported_checkpoint_is_fine_tuned_from_its_own_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    mini = find("mini")
    torch.save({"state_dict": load_file(mini / "denoiser.safetensors")}, tmp_path / "model.pt")
    others = [str(mini / file) for file in manifest.read(mini).files if file != "denoiser.safetensors"]
    importing = ["--name", "imported", "--precision", "float32", "--quiet"]
    assert main(["packs", "import", str(tmp_path / "model.pt"), *others, *importing]) == 0
    first = {}
    network = read_config(MINI_CONFIG).network()
    fresh = "".join(f"{name} = {json.dumps(value)}\n" for name, value in network.items())
    for name, base, section in (
        ("imported", "imported", ""),
        ("mini", "mini", ""),
        ("fresh", "mini", f"[network]\n{fresh}"),
    ):
        settings = f'[pack]\nbase = "{base}"\n{section}[data]\nsize = 64\n[run]\nsteps = 1\nbatch_size = 4\n'
        (tmp_path / f"{name}.toml").write_text(settings)
        flags = ["--export", str(tmp_path / f"pack-{name}"), "--folder", str(tmp_path / name / "denoiser")]
        assert main(["train", "denoiser", str(tmp_path / f"{name}.toml"), *flags, "--device", "cpu", "--quiet"]) == 0
        first[name] = metrics(tmp_path, "denoiser", name)[0]["loss"]
    assert first["imported"] == pytest.approx(first["mini"], abs=1e-4)
    assert first["imported"] < 0.7 * first["fresh"]


def test_a_signal_ends_a_run_after_its_step_and_saves_it(own: Path) -> None:
    command = [sys.executable, "-m", "paella_core", "train", "text", "text.toml", "--export", "pack", "--folder", "run"]
    process = subprocess.Popen(
        [*command, "--device", "cpu", "--json", "--set", "run.steps=100000"],
        cwd=own,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    last = json.loads(said.splitlines()[-2])["step"]
    assert first["step"] == 1
    assert (own / "run" / "checkpoints" / f"step-{last:08}").is_dir()
    assert (own / said.splitlines()[-1]).name == "byt5.safetensors"


def test_older_checkpoints_go(own: Path) -> None:
    more = ["--set", "run.checkpoint_every=1", "--set", "run.keep=2"]
    assert train(own, "text", *more, run="kept") == 0
    kept = sorted(path.name for path in (own / "kept" / "text" / "checkpoints").iterdir())
    assert kept == ["step-00000003", "step-00000004"]


def test_a_checkpoint_that_is_damaged_is_refused_and_the_one_before_serves(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(own, "text", run="damaged") == 0
    whole = checkpoint(own, "text", "damaged")
    latest = own / "damaged" / "text" / "checkpoints" / "step-00000004"
    for file in latest.glob("*.safetensors"):
        start = file.read_bytes()[:1000]
        file.unlink()  # what was read above is mapped from it
        file.write_bytes(start)
    assert train(own, "text", run="damaged") == 1
    assert "Remove it, and the run goes on from the one before" in capsys.readouterr().err
    shutil.rmtree(latest)
    assert train(own, "text", run="damaged") == 0
    again = checkpoint(own, "text", "damaged")
    assert all((again[name] == whole[name]).all() for name in whole)


def test_tensorboard_sees_the_numbers_and_the_sheets(own: Path) -> None:
    accumulator = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    more = ["--set", "log.tensorboard=true", "--set", "samples.pictures=true"]
    assert train(own, "vqgan", *more, run="told") == 0
    events = accumulator.EventAccumulator(str(own / "told" / "vqgan" / "tensorboard"))
    events.Reload()
    told = [(event.step, event.value) for event in events.Scalars("loss")]
    assert told == [(line["step"], pytest.approx(line["loss"], rel=1e-5)) for line in metrics(own, "vqgan", "told")]
    assert [event.step for event in events.Images("samples")] == [2, 4]


def test_lines_after_the_checkpoint_are_taken_back(tmp_path: Path) -> None:
    log = Log(tmp_path, LogConfig(), 10, 0, "nothing")
    for step in (1, 2, 3):
        log.write(step, {"loss": float(step)})
    with (tmp_path / "metrics.jsonl").open("a") as file:
        file.write('{"step": 4, "lo')
    Log(tmp_path, LogConfig(), 10, 2, "nothing").write(3, {"loss": 30.0})
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [(line["step"], line["loss"]) for line in lines] == [(1, 1.0), (2, 2.0), (3, 30.0)]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["dat.size=3"], "there is no section [dat]; did you mean 'data'?"),
        (['data.source="folders"'], "'folders' is unknown; choose one of scenes, captions, folder"),
        (['run.schedule="cosin"'], "choose cosine or constant or one-cycle"),
        (['run.seed="x"'], "[run] seed = 'x' is of another kind than it must be"),
        (["run.batch_size=0"], "[run] batch_size must be at least 1"),
        (["log.tensorboard=true"], "pip install tensorboard"),
        (['samples.prompts=["a"]'], "[samples] prompts are for a denoiser"),
    ],
)
def test_mistakes_are_told_before_anything_is_trained(
    own: Path, settings: list[str], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    assert train(own, "text", *(flag for each in settings for flag in ("--set", each)), run="bad") == 1
    assert words in capsys.readouterr().err
    assert not list((own / "bad").rglob("*.safetensors"))


def test_running_out_of_memory_says_what_to_set() -> None:
    with pytest.raises(TrainingError, match=r"Set a smaller \[run\] part_size"), memory_explained(torch.device("cpu")):
        torch.empty(1 << 50)
    with pytest.raises(RuntimeError, match="another"), memory_explained(torch.device("cpu")):
        raise RuntimeError("another")


def test_a_disk_without_room_is_noticed_before_the_first_step(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**6, 10**6, 0))
    assert train(own, "text", run="full") == 1
    assert "GB are free. Make room, choose another --folder" in capsys.readouterr().err
