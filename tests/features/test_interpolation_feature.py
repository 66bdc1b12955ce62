"""Films between descriptions, as a person makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from fakes import FakeEngine
from film_window import FilmWindow, filming
from PySide6.QtWidgets import QApplication
from pytest_bdd import scenarios
from pytestqt.qtbot import QtBot
from steps.interpolation import StartFilms, small_picture

from app.engine.worker import Opener

scenarios("interpolation.feature")


@pytest.fixture(scope="module", autouse=True)
def shared(qapp: QApplication) -> QApplication:
    """Each scenario has a window of its own."""
    return qapp


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(total=18)


@pytest.fixture
def start_films(qtbot: QtBot, engine: FakeEngine) -> Iterator[StartFilms]:
    """Open a window with a small picture, on an engine."""
    with ExitStack() as windows:

        def begin(opener: Opener) -> FilmWindow:
            return windows.enter_context(filming(qtbot, opener, [small_picture()]))

        yield begin
        engine.let(1000)
