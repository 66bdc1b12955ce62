"""The golden vectors pass through the product, and the command that replays them tells failure from success."""

from __future__ import annotations

import shutil
from pathlib import Path

import golden
import pytest
from golden_vectors import Vectors
from safetensors.torch import load_file, save_file

FOLDER = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", sorted(golden.REPLAYS))
def test_every_output_matches(name: str) -> None:
    checks = list(golden.replay(Vectors.load(FOLDER, name)))
    assert checks
    assert [str(check) for check in checks if not check.passed] == []


@pytest.fixture
def prior_only(tmp_path: Path) -> Path:
    for suffix in ("json", "safetensors"):
        shutil.copy(FOLDER / f"prior_v1.{suffix}", tmp_path)
    return tmp_path


def test_command_counts_what_passed(prior_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert golden.main([str(prior_only)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 0 failed"


def test_command_fails_on_a_wrong_output(prior_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tensors = load_file(prior_only / "prior_v1.safetensors")
    tensors["outputs.eps"][0, 0] += 1e-3
    save_file(tensors, prior_only / "prior_v1.safetensors")
    assert golden.main([str(prior_only)]) == 1
    out = capsys.readouterr().out
    assert "FAILED prior_v1: outputs.eps " in out
    assert out.splitlines()[-1] == "2 passed, 1 failed"


def test_command_says_what_it_does_not_replay(prior_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in ("json", "safetensors"):
        (prior_only / f"prior_v1.{suffix}").rename(prior_only / f"stranger.{suffix}")
    assert golden.main([str(prior_only)]) == 1
    assert capsys.readouterr().out.splitlines() == ["not replayed yet: stranger: the whole file", "0 passed, 0 failed"]


def test_command_counts_a_replay_that_breaks_off(prior_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tensors = load_file(prior_only / "prior_v1.safetensors")
    del tensors["inputs.c"]
    save_file(tensors, prior_only / "prior_v1.safetensors")
    assert golden.main([str(prior_only)]) == 1
    assert "FAILED prior_v1: broke off with KeyError: 'inputs.c'" in capsys.readouterr().out


def test_command_needs_a_folder(tmp_path: Path) -> None:
    assert golden.main([str(tmp_path / "absent")]) == 2
