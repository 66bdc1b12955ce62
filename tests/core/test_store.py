"""Packs come, are checked, and go; what is half done is never seen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from paella_core.errors import BadInput, PackBroken, PackNotFound
from paella_core.packs.known import known_pack, known_packs
from paella_core.packs.store import (
    find,
    installed_folders,
    refuse_taken,
    remove,
    settle,
    size_of,
    user_folder,
    verify,
    workshop,
)

MINI = find("mini")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    return tmp_path


def made(name: str) -> Path:
    """A pack as it lies in the workshop before it is settled."""
    return Path(shutil.copytree(MINI, workshop(name) / "pack"))


def test_a_pack_is_seen_when_it_is_settled_and_not_before() -> None:
    making = made("mine")
    assert [folder.name for folder in installed_folders()] == ["mini"]
    with pytest.raises(PackNotFound):
        find("mine")
    folder = settle(making, "mine")
    assert folder == user_folder() / "mine" == find("mine")
    assert not making.exists()
    assert verify(folder).name == "mini"


@pytest.mark.parametrize("name", ["mini", "mine"])
def test_no_pack_takes_the_place_of_another(name: str) -> None:
    settle(made("mine"), "mine")
    with pytest.raises(BadInput, match=f"'{name}' already"):
        refuse_taken(name)
    with pytest.raises(BadInput, match=f"'{name}' already"):
        settle(made("other"), name)
    assert verify(user_folder() / "mine")


def test_a_removed_pack_is_gone_with_its_bytes(home: Path) -> None:
    folder = settle(made("mine"), "mine")
    taken = size_of(folder)
    assert taken > 20e6
    assert remove("mine") == taken
    assert not any(path.is_file() for path in home.rglob("*"))
    with pytest.raises(PackNotFound, match="No pack 'mine' is installed"):
        remove("mine")


def test_what_a_cut_off_removal_left_does_not_hinder_the_next() -> None:
    workshop("mine.removed").mkdir(parents=True)
    (workshop("mine.removed") / "left").write_bytes(b"x")
    settle(made("mine"), "mine")
    remove("mine")
    assert not workshop("mine.removed").exists()


def test_the_programs_own_pack_stays() -> None:
    with pytest.raises(BadInput, match="belongs to the program"):
        remove("mini")
    assert verify(MINI)


@pytest.mark.parametrize("name", ["..", "../packs/mine", ".", ""])
def test_only_a_name_is_removed(name: str) -> None:
    settle(made("mine"), "mine")
    with pytest.raises(PackNotFound):
        remove(name)
    assert verify(user_folder() / "mine")


def test_every_byte_of_a_pack_is_verified() -> None:
    folder = settle(made("mine"), "mine")
    for path in sorted(folder.glob("*.safetensors")):
        whole = path.read_bytes()
        place = len(whole) // 2
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(PackBroken, match=f"{path.name} is damaged"):
            verify(folder)
        path.write_bytes(whole[:-1])
        with pytest.raises(PackBroken, match=f"{path.name} is missing or has another size"):
            verify(folder)
        path.write_bytes(whole)
    assert verify(folder)


def test_verifying_tells_how_far_it_is() -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    pack = verify(MINI, lambda name, done, total: told.setdefault(name, []).append((done, total)))
    assert {name: steps[-1] for name, steps in told.items()} == {
        name: (file.size, file.size) for name, file in pack.files.items()
    }


# ---- what can be downloaded


def test_the_flagship_is_known_with_its_pins() -> None:
    files = known_pack("paella-v3").files
    assert set(files) == set(known_pack("paella-v3").settings.networks)
    assert files["denoiser"].sha256 == "7a81734cae1fa4b1e4a615f8ea89328604064d8243d5b3c0a8cea5aea2d2a96d"
    assert files["byt5"].size == 14_951_437_144


def own_list(home: Path, **changed: object) -> None:
    path = Path(__file__).resolve().parents[2] / "resources" / "known_packs.json"
    entry = json.loads(path.read_text(encoding="utf-8"))["packs"][0] | {"name": "ours", **changed}
    (home / "known_packs.json").write_text(json.dumps({"packs": [entry]}), encoding="utf-8")


def test_a_list_of_ones_own_adds_to_the_programs(home: Path) -> None:
    own_list(home)
    assert list(known_packs()) == ["paella-v3", "ours"]


@pytest.mark.parametrize(
    "changed",
    [{"name": "../x"}, {"settings": "none"}, {"files": {}}, {"files": {"denoiser": {"rep": "x"}}}, {"files": 3}],
)
def test_a_damaged_list_is_told_by_its_name(home: Path, changed: dict[str, object]) -> None:
    own_list(home, **changed)
    with pytest.raises(PackBroken, match=r"known_packs\.json is no list of packs"):
        known_packs()


def test_an_unknown_pack_is_told_with_those_that_are_known() -> None:
    with pytest.raises(PackNotFound, match="Known: paella-v3"):
        known_pack("pizza")
