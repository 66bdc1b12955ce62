"""Fixtures of the engine's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from toy import write_toy_pack

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
def mini_engine() -> Engine:
    """The engine on the pack that ships, where it is there."""
    if not (MINI / "pack.json").is_file():
        pytest.skip("the pack mini has not been trained yet")
    return Engine.open("mini", device="cpu")
