"""A known pack comes onto the machine by the command line, from a hub: whole, once, and only where somebody said so."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hub_server import HubServer, Published, answers, drop
from safetensors.torch import load_file

from paella_core import Engine, Generate, SamplingParams
from paella_core.cli import main
from paella_core.counting import counted_needs, counted_work
from paella_core.packs.published import PAELLA_V3
from paella_core.packs.store import find, verify, workshop

MINI = find("mini")
REPO = "somebody/small"
ROLES = ("denoiser", "vqgan", "prior", "clip", "byt5")
DOWNLOAD = ["packs", "download", "small", "--yes", "--json", "--precision", "float32"]


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The networks of `mini` as torch saves them."""
    folder = tmp_path_factory.mktemp("checkpoints")
    for role in ROLES:
        weights = load_file(MINI / f"{role}.safetensors")
        weights |= {name: tensor.float() for name, tensor in weights.items() if tensor.is_floating_point()}
        torch.save(weights, folder / role)
    return {role: (folder / role).read_bytes() for role in ROLES}


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the flagship has been counted, which takes long."""
    folder = tmp_path_factory.mktemp("counted")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PAELLA_HOME", str(folder))
        counted_needs(PAELLA_V3)
        counted_work(PAELLA_V3)
    return folder


@pytest.fixture
def home(tmp_path: Path, counts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a list of one's own, on which the pack `small` is."""
    shutil.copytree(counts, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    files = {role: {"repo": REPO, "file": f"{role}.pt"} for role in ROLES}
    about = {"name": "small", "title": "Small", "about": "A small one.", "licence": "MIT", "settings": "paella-v3"}
    (tmp_path / "known_packs.json").write_text(json.dumps({"packs": [about | {"files": files}]}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def hub(home: Path, checkpoints: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    assert (home / "known_packs.json").is_file()
    with HubServer() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        for role, content in checkpoints.items():
            server.publish(REPO, f"{role}.pt", Published(content))
        yield server


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was printed, line by line."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert main(["packs", "list", "--json"]) == 0
    return {entry["name"]: entry for entry in told(capsys)}


def picture(pack: str) -> np.ndarray:
    wish = Generate("a red boat", (32, 32), params=SamplingParams(seed=3, steps=2))
    *_, last = Engine.open(pack, "cpu").run(wish)
    assert last.result is not None
    return last.result.image


def test_a_downloaded_pack_makes_the_pictures_that_it_should(
    hub: HubServer, home: Path, checkpoints: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(DOWNLOAD) == 0
    first, *events, last = told(capsys)
    sizes = {f"{role}.pt": len(content) for role, content in checkpoints.items()}
    assert {file["file"]: file["bytes"] for file in first["files"]} == sizes
    assert last == {"event": "done", "name": "small", "folder": str(home / "packs" / "small")}
    for stage in ("downloading", "converting"):
        ends = {one["file"]: one for one in events if one["stage"] == stage}
        assert ends.keys() == sizes.keys()
        assert all(one["done"] == one["total"] for one in ends.values())
    assert hub.sent == sum(sizes.values())
    assert verify(home / "packs" / "small").licence == "MIT"
    assert not workshop("small").exists()
    assert np.array_equal(picture("small"), picture("mini"))
    assert main(DOWNLOAD) == 1
    assert "'small' already" in capsys.readouterr().err


def test_nothing_is_fetched_without_asking(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs", "download", "small"]) == 1
    assert "Add --yes to say so." in capsys.readouterr().err
    entry = listed(capsys)["small"]
    assert (entry["installed"], entry["kept_bytes"], entry["fit"]["device"]) == (False, 0, "cpu")
    assert main(["packs", "show", "mini"]) == 0
    assert hub.asked == []


def test_a_download_that_was_cut_off_goes_on(
    hub: HubServer, checkpoints: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    biggest = max(map(len, checkpoints.values()))
    hub.script("cdn", lambda reply: drop(reply, biggest // 2))
    hub.always("resolve", lambda reply: answers(reply, 404) if hub.sent else reply)
    assert main(DOWNLOAD) == 1
    assert "denoiser.pt of somebody/small was not downloaded" in capsys.readouterr().err
    entry = listed(capsys)["small"]
    assert biggest // 2 <= entry["kept_bytes"] < biggest
    assert not entry["installed"]
    hub.recover()
    assert main(DOWNLOAD) == 0
    assert hub.sent <= 1.05 * sum(map(len, checkpoints.values()))
    assert verify(find("small"))


def test_a_file_of_another_network_is_told(
    hub: HubServer, checkpoints: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    hub.publish(REPO, "denoiser.pt", Published(checkpoints["prior"]))
    assert main(DOWNLOAD) == 1
    assert "denoiser" in capsys.readouterr().err
    assert not listed(capsys)["small"]["installed"]


def test_too_little_room_is_told_before_anything_comes(
    hub: HubServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = shutil.disk_usage(Path())
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=1000))
    assert main(DOWNLOAD) == 1
    assert "GB are needed" in capsys.readouterr().err
    assert hub.sent == 0


def test_what_is_left_of_a_download_can_be_removed(hub: HubServer, capsys: pytest.CaptureFixture[str]) -> None:
    hub.always("cdn", lambda reply: answers(drop(reply, 1000), 404) if hub.sent else drop(reply, 1000))
    assert main(DOWNLOAD) == 1
    assert workshop("small").exists()
    assert main(["packs", "remove", "small", "--yes"]) == 0
    assert not workshop("small").exists()
    assert listed(capsys)["small"]["kept_bytes"] == 0


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("moment", ['"stage": "downloading"', '"stage": "converting"'])
def test_a_killed_installation_goes_on(
    hub: HubServer, checkpoints: dict[str, bytes], moment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with subprocess.Popen([sys.executable, "-m", "paella_core", *DOWNLOAD], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        next(line for line in child.stdout if moment in line)
        child.send_signal(signal.SIGKILL)
    assert not listed(capsys)["small"]["installed"]
    assert main(DOWNLOAD) == 0
    assert hub.sent <= 1.05 * sum(map(len, checkpoints.values()))
    assert np.array_equal(picture("small"), picture("mini"))


@pytest.mark.usefixtures("hub")
def test_a_flipped_bit_is_found_by_verifying(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(DOWNLOAD) == 0
    assert main(["packs", "verify", "small", "--json"]) == 0
    path = find("small") / "prior.safetensors"
    data = bytearray(path.read_bytes())
    data[-100] ^= 4
    path.write_bytes(data)
    capsys.readouterr()
    assert main(["packs", "verify", "small"]) == 1
    assert "prior.safetensors is damaged" in capsys.readouterr().err
    assert main(["packs", "remove", "small", "--yes"]) == 0
    assert not listed(capsys)["small"]["installed"]
