"""The command `paella`: pictures, one-line failures, exit status, and nothing half-written."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from desk import lay_out

from paella_core import checks, cli, devices, pictures
from paella_core.cli import main
from paella_core.verbs import flags, mixtures

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def desk(tmp_path: Path, toy_pack: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with pictures and masks; the pack is `pack`."""
    lay_out(tmp_path, toy_pack)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def inpaint(*flags: str, image: str = "photo.png", mask: str = "mask.png", pack: str = "pack") -> list[str]:
    return ["inpaint", image, "--mask", mask, "--prompt", "a boat", "-o", "out.png", "--pack", f"./{pack}", *flags]


def test_inpaint_writes_a_picture_that_differs_only_inside_the_mask(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(inpaint("--seed", "3", "--json")) == 0
    before, after = pictures.read(desk / "photo.png"), pictures.read(desk / "out.png")
    mask = pictures.read_mask(desk / "mask.png")
    assert after.shape == before.shape
    assert np.array_equal(after[mask == 0], before[mask == 0])
    assert not np.array_equal(after, before)
    said = capsys.readouterr()
    facts = json.loads(said.out)
    assert set(facts) == {"file", "seed", "seconds", "steps", "pack", "device"}
    assert (facts["file"], facts["seed"], facts["steps"], facts["pack"]) == ("out.png", 3, 3, "toy")
    assert said.err == ""


def test_generate_writes_several_pictures(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = ["--size", "33x21", "--count", "2", "--seed", "5", "--steps", "2", "--temperature", "1:0.3", "--quiet"]
    assert main(["generate", "a boat", "-o", "boat.webp", "--pack", "./pack", "--device", "cpu", *flags]) == 0
    assert [pictures.read(desk / f"boat-{i}.webp").shape for i in (1, 2)] == [(21, 33, 3)] * 2
    assert not (desk / "boat.webp").exists()
    assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()] == [
        ["boat-1.webp", "seed", "5"],
        ["boat-2.webp", "seed", "6"],
    ]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (inpaint(mask="other.png"), "mask is 44x29 but the picture 44x30"),
        (inpaint(image="absent.png"), "no file absent.png"),
        (inpaint(mask="absent.png"), "no file absent.png"),
        (inpaint(image="cut.png"), "cut.png is damaged or cut off"),
        (inpaint(pack="nowhere"), "no pack './nowhere'"),
        (inpaint(mask="empty.png"), "mask is empty"),
        (inpaint("-o", "absent/out.png"), "does not exist"),
        (inpaint("-o", "out.doc"), "must end in"),
        (["packs", "show", "./nowhere"], "no pack"),
        (["generate", "a boat", "-o", "out.png", "--pack", "./pack", "--size", "0x4"], "size must be"),
    ],
)
def test_a_failure_is_one_line_and_leaves_nothing_behind(
    desk: Path, capsys: pytest.CaptureFixture[str], command: list[str], reason: str
) -> None:
    before = sorted(desk.iterdir())
    assert main(command) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert reason in said.err
    assert said.err.startswith("paella: ")
    assert said.err.count("\n") == 1
    assert sorted(desk.iterdir()) == before


def test_a_picture_that_cannot_be_written_is_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(inpaint("--seed", "3")) == 1
    assert "No space left" in capsys.readouterr().err
    assert not (desk / "out.png").exists()
    assert not [path for path in desk.iterdir() if path.name.startswith(".out")]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ([], "required"),
        (["paint"], "invalid choice"),
        (["inpaint", "photo.png", "-o", "out.png", "--prompt", "x"], "--mask"),
        (["generate", "x", "-o", "out.png", "--steps", "0"], "Steps must lie between 1 and 200"),
        (["generate", "x", "-o", "out.png", "--steps", "many"], "--steps"),
        (["generate", "x", "-o", "out.png", "--count", "17"], "Count must lie between"),
        (["generate", "x", "-o", "out.png", "--guidance", "nan"], "Guidance must lie between"),
        (["generate", "x", "-o", "out.png", "--temperature", "1:"], "--temperature"),
        (["generate", "x", "-o", "out.png", "--size", "big"], "is not a size"),
        (["generate", "x", "-o", "out.png", "--device", "abacus"], "invalid choice"),
    ],
)
def test_wrong_use_has_exit_status_2(capsys: pytest.CaptureFixture[str], command: list[str], reason: str) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(command)
    assert exit_.value.code == 2
    assert reason in capsys.readouterr().err


def test_packs_are_listed_and_shown(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "list"]) == 0
    assert str(desk) not in capsys.readouterr().out
    assert main(["packs", "show", "./pack"]) == 0
    shown = capsys.readouterr().out
    assert "toy 1" in shown
    assert "generate, inpaint" in shown


def test_doctor_tells_versions_and_devices(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "torch:" in said
    assert "cpu (" in said


def test_every_command_of_the_readme_is_understood() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [shlex.split(line, comments=True) for line in text.splitlines() if line.startswith("paella ")]
    assert {line[1] for line in lines} >= {"generate", "inpaint", "outpaint", "structural-edit", "vary"}
    assert {line[1] for line in lines} >= {"interpolate", "blend", "scenes", "train"}
    for line in lines:
        assert cli._parser().parse_args(line[1:]).run


def test_the_command_names_every_device() -> None:
    """The list is repeated there, because this one comes with torch."""
    assert flags.DEVICES == devices.DEVICES


def test_the_command_allows_as_many_frames_as_the_engine() -> None:
    assert mixtures.FRAMES.high == checks.MOST_FRAMES


def test_starting_the_command_imports_no_torch() -> None:
    question = "import sys; from paella_core.cli import main; main(['packs', 'list']); print('torch' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout.splitlines()[-1] == "False"


def test_a_failure_as_a_process_says_one_line(desk: Path) -> None:
    command = [sys.executable, "-m", "paella_core", *inpaint(mask="empty.png")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        command, cwd=desk, env=environment, capture_output=True, text=True, timeout=170, check=False
    )
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr == "paella: The mask is empty: paint where the picture may change.\n"
