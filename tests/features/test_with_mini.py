"""Each way to generate, in the real window, with the real engine: one program for all, on small pictures."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from driver import ChosenFiles, ChosenMaskFile, Driver, driving
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytest_bdd import given, parsers, scenarios
from pytestqt.qtbot import QtBot
from steps.hand import type_number
from steps.pictures import Seen, open_file
from steps.tidying import Habits, warmed_up

from app.engine.worker import open_engine
from app.resources import RESOURCES

scenarios("with_mini.feature")


@pytest.fixture
def patience() -> int:
    """Milliseconds: a cold start of the engine on a busy computer."""
    return 120_000


@pytest.fixture(scope="module", autouse=True)
def shared(
    qapp: QApplication,  # noqa: ARG001
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Driver]:
    """The program of all walks."""
    gc.collect()
    home, qtbot = tmp_path_factory.mktemp("home"), QtBot(request)
    opener = partial(open_engine, RESOURCES / "packs" / "mini", "cpu")
    with driving(qtbot, opener, home, make_dialogs=ChosenFiles, make_questions=ChosenMaskFile) as made:
        warmed_up(made, home)
        yield made


@pytest.fixture
def driver(shared: Driver, qtbot: QtBot) -> Iterator[Driver]:
    """The program with no picture open and nothing changed."""
    habits, made = Habits(shared), Driver(shared.studio, qtbot)
    made.to_front()
    yield made
    habits.restore()


@given("a small photo is open")
def small_photo(driver: Driver, folder: Path, seen: Seen) -> None:
    rows, columns = np.mgrid[0:96, 0:120]
    pixels = np.stack([columns * 2, rows + 90, 240 - rows], axis=-1).astype(np.uint8)
    Image.fromarray(pixels).save(folder / "photo.png")
    open_file(driver, folder / "photo.png", seen)
    driver.choose("View", "Actual size")


@given(parsers.parse("I want {steps:d} steps and the seed {seed:d}"))
def few_steps(driver: Driver, steps: int, seed: int, kept: dict[str, object]) -> None:
    prompt = driver.parts.prompt
    type_number(prompt.seed, str(seed))
    prompt.fold.setChecked(True)
    type_number(prompt.parameters.steps, str(steps))
    prompt.fold.setChecked(False)
    driver.canvas.setFocus()
    kept["generated"] = set(driver.studio.gallery.entries())
