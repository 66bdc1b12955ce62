"""What `paella doctor` finds, and what it says of what it finds."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from paella_core import devices
from paella_core.errors import PaellaError
from paella_core.packs import known, store
from paella_core.verbs import doctor

Run = Callable[..., None]
OWN = known._OWN


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The verb, with nothing installed but what comes with the program, and nothing else known."""
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(known, "_OWN", tmp_path / "none.json")
    parser = argparse.ArgumentParser()
    doctor.add_verbs(parser.add_subparsers())

    def ran(*arguments: str) -> None:
        args = parser.parse_args(["doctor", *arguments])
        args.run(args)

    return ran


def test_it_says_what_is_there(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "_OWN", OWN)
    run()
    said = capsys.readouterr().out
    for words in (
        "python:",
        "torch:",
        "PySide6-Essentials:",
        "torchao:",
        "cpu (",
        "GiB free",
        "paella-v3",
        "not installed",
    ):
        assert words in said
    assert "All networks stay in memory" in said
    for folder in ("", "recovery", "generated", "packs", "concepts", "cache/encodings"):
        assert f"{tmp_path / 'home' / folder} (" in said
    assert "ok the pack mini can be used." in said


def test_it_says_it_to_programs_too(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("--json")
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["versions", "system", "extras", "devices", "packs", "folders", "checks"]
    mini = next(pack for pack in found["packs"] if pack["name"] == "mini")
    assert (mini["installed"], mini["fits"], mini["plan"]) == (True, True, "keep")
    assert all(check["ok"] for check in found["checks"] if check["needed"])
    assert all(folder["free_bytes"] > 0 and folder["usable"] for folder in found["folders"])


def test_a_broken_torch_is_a_finding_with_a_remedy(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "paella_core.devices", None)
    with pytest.raises(PaellaError, match="torch does not work here"):
        run()
    said = capsys.readouterr().out
    assert "!! torch does not work here (ModuleNotFoundError" in said
    assert "Set the program up again" in said
    assert "whether it fits is not known" in said


def test_a_damaged_pack_is_named(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(store.find("mini"), tmp_path / "shipped" / "mini")
    monkeypatch.setattr(store, "_SHIPPED", tmp_path / "shipped")
    with (tmp_path / "shipped" / "mini" / "vqgan.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\0\1"[:1])
        file.seek(-2, 2)
        file.write(b"\x55\xaa")
    with pytest.raises(PaellaError, match="no pack can be used"):
        run()
    assert "is damaged: its checksum differs" in capsys.readouterr().out


def test_a_pack_of_one_s_own_that_is_damaged_stops_nothing(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "home" / "packs" / "own").mkdir(parents=True)
    (tmp_path / "home" / "packs" / "own" / "pack.json").write_text("{", encoding="utf-8")
    (tmp_path / "home" / "known_packs.json").write_text("[]", encoding="utf-8")
    run()
    said = capsys.readouterr().out
    assert "!! own cannot be used: " in said
    assert "!! known_packs.json cannot be used: " in said


def test_a_full_disk_and_a_closed_folder_are_told(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    with pytest.raises(PaellaError, match="the folder for settings cannot be written to"):
        run()
    said = capsys.readouterr().out
    assert "are free on the disk: Make room" in said
    assert "cannot be written to: Mend its permissions" in said


def test_a_pack_that_does_not_fit_is_told(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paella_core.fits.free_bytes", lambda _device: 1 << 20)
    assert devices.free_bytes is not None
    run()
    assert "!! mini does not fit this machine: It needs" in capsys.readouterr().out
