"""Files of packs are hashed once, and again after they changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from paella_core.engine import Engine
from paella_core.errors import PackBroken
from paella_core.packs import verified
from paella_core.packs.manifest import PackFile, describe
from paella_core.packs.verified import remember, verify_once
from paella_core.request import Generate


@pytest.fixture
def hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were hashed, in a home of its own."""
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    seen: list[Path] = []
    monkeypatch.setattr(verified, "describe", lambda path: seen.append(path) or describe(path))
    return seen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(b"weights" * 1000)
    return path


def test_a_file_is_hashed_once(path: Path, hashed: list[Path]) -> None:
    expected = describe(path)
    verify_once(path, expected)
    verify_once(path, expected)
    assert hashed == [path]


def test_what_was_installed_just_now_is_not_hashed_again(path: Path, hashed: list[Path]) -> None:
    expected = describe(path)
    remember(path, expected.sha256)
    verify_once(path, expected)
    assert hashed == []


def test_a_flipped_bit_is_found_by_name(path: Path, hashed: list[Path]) -> None:
    expected = describe(path)
    verify_once(path, expected)
    data, about = bytearray(path.read_bytes()), path.stat()
    data[500] ^= 4
    path.write_bytes(data)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns + 1))
    with pytest.raises(PackBroken, match=r"weights\.safetensors is damaged"):
        verify_once(path, expected)
    with pytest.raises(PackBroken, match="is damaged"):
        verify_once(path, expected)
    assert len(hashed) == 3


@pytest.mark.usefixtures("hashed")
@pytest.mark.parametrize("other", [{"sha256": "0" * 64}, {"size": 5}])
def test_a_file_of_another_pack_is_not_taken_for_this_one(path: Path, other: dict[str, Any]) -> None:
    expected = describe(path)
    verify_once(path, expected)
    with pytest.raises(PackBroken, match="is damaged"):
        verify_once(path, PackFile(**{"size": expected.size, "sha256": expected.sha256} | other))


@pytest.mark.usefixtures("hashed")
def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackBroken, match=r"gone.* cannot be read"):
        verify_once(tmp_path / "gone", PackFile(1, ""))


def test_a_note_that_cannot_be_read_or_written_only_costs_time(path: Path, hashed: list[Path], tmp_path: Path) -> None:
    expected = describe(path)
    verify_once(path, expected)
    (note,) = (tmp_path / "home").rglob("*.json")
    note.write_text("{", encoding="utf-8")
    verify_once(path, expected)
    shutil.rmtree(note.parent)
    note.parent.write_text("in the way", encoding="utf-8")
    verify_once(path, expected)
    assert len(hashed) == 3


@pytest.mark.usefixtures("hashed")
def test_the_engine_refuses_a_flipped_file_before_it_computes(toy_pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    shutil.copytree(toy_pack, folder)
    file = folder / "denoiser.safetensors"
    data = bytearray(file.read_bytes())
    data[-9] ^= 1
    file.write_bytes(data)
    with pytest.raises(PackBroken, match=r"denoiser\.safetensors is damaged"):
        next(Engine.open(folder, "cpu").run(Generate("a boat", (32, 32))))
