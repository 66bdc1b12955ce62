"""The first walk: the real window, driven by mouse and keys; the real engine in its real thread; real files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from driver import ChosenFiles, ChosenMaskFile, Driver, driving
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytest_bdd import given, scenarios
from pytestqt.qtbot import QtBot
from steps.pictures import Seen

from app.engine.worker import open_engine
from app.resources import RESOURCES

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))

from toy import write_toy_pack  # pyright: ignore[reportMissingImports]

MINI = RESOURCES / "packs" / "mini"

scenarios("first_light.feature")


@pytest.fixture(scope="module", autouse=True)
def shared(qapp: QApplication) -> QApplication:
    """Each walk has a program of its own."""
    return qapp


@pytest.fixture
def patience() -> int:
    """Milliseconds: a cold start of the engine on a busy computer."""
    return 120_000


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pack `mini`, or of the toy pack where `mini` is not there."""
    if (MINI / "pack.json").is_file():
        return MINI
    folder = tmp_path_factory.mktemp("packs") / "toy"
    write_toy_pack(folder)
    return folder


@pytest.fixture
def driver(qtbot: QtBot, pack: Path, home: Path, photo: Path) -> Iterator[Driver]:
    """The real window on the real engine, with a photo open."""
    opener = partial(open_engine, pack, "cpu")
    with driving(qtbot, opener, home, [photo], make_dialogs=ChosenFiles, make_questions=ChosenMaskFile) as made:
        made.to_front()
        yield made


@pytest.fixture
def photo(folder: Path) -> Path:
    """A picture whose sides are no multiples of anything."""
    rows, columns = np.mgrid[0:149, 0:211]
    pixels = np.stack([columns, rows + 40, 255 - columns], axis=-1).astype(np.uint8)
    path = folder / "photo.png"
    Image.fromarray(pixels).save(path)
    return path


@given("the first picture is open")
def first_picture(driver: Driver, seen: Seen) -> None:
    seen.look(driver)
