"""What the walks through the whole program share: the pack that ships, or a toy where it is not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from driver import Driver, driving
from pytestqt.qtbot import QtBot

from app.engine.worker import open_engine
from app.resources import RESOURCES

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))

from toy import write_toy_pack  # pyright: ignore[reportMissingImports]

MINI = RESOURCES / "packs" / "mini"


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pack `mini`, or of the toy pack where `mini` is not there."""
    if (MINI / "pack.json").is_file():
        return MINI
    folder = tmp_path_factory.mktemp("packs") / "toy"
    write_toy_pack(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the editor keeps its settings during the test."""
    return tmp_path / "home"


@pytest.fixture
def studio(qtbot: QtBot, pack: Path, home: Path, photo: Path) -> Iterator[Driver]:
    """The real window on the real engine, with a photo open."""
    with driving(qtbot, partial(open_engine, pack, "cpu"), home, [photo]) as made:
        yield made
