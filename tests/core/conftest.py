"""Fixtures of the engine's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy import write_toy_arroz, write_toy_pack, write_toy_v1
from trained import train_all

from paella_core.engine import Engine

MINI = Path(__file__).resolve().parents[2] / "resources" / "packs" / "mini"


@pytest.fixture(scope="session")
def toy_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pack with random weights; copy it before changing it."""
    folder = tmp_path_factory.mktemp("packs") / "toy"
    write_toy_pack(folder)
    return folder


@pytest.fixture(scope="session")
def toy_engine(toy_pack: Path) -> Engine:
    """The engine on the toy pack."""
    return Engine.open(toy_pack, device="cpu")


@pytest.fixture(scope="session")
def toy_v1_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine on the toy pack of Paella v1."""
    folder = tmp_path_factory.mktemp("packs") / "toy-v1"
    write_toy_v1(folder)
    return Engine.open(folder, device="cpu")


@pytest.fixture(scope="session")
def toy_arroz_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine on the toy pack of Arroz."""
    folder = tmp_path_factory.mktemp("packs") / "toy-arroz"
    write_toy_arroz(folder)
    return Engine.open(folder, device="cpu")


@pytest.fixture(scope="session")
def mini_engine() -> Engine:
    """The engine on the pack that ships, where it is there."""
    if not (MINI / "pack.json").is_file():
        pytest.skip("the pack mini has not been trained yet")
    return Engine.open("mini", device="cpu")


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small configurations, and under `pack` the pack trained from them; do not write to these."""
    return train_all(tmp_path_factory.mktemp("training"))
