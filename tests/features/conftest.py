"""What the features share: the program as it runs, the pictures' folder, and the steps.

Scenarios of one feature share a program, as a person does not start it anew for each picture either: all pictures are
closed and all tools are as they came in between. A scenario that says "the program has just been started" has its own.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from driver import ChosenFiles, ChosenMaskFile, Driver, driving
from fakes import FakeEngine
from PySide6.QtCore import QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).resolve().parent))
pytest.register_assert_rewrite("steps")

from steps.pictures import Seen  # noqa: E402
from steps.tidying import Habits, warmed_up  # noqa: E402
from steps.window import Start  # noqa: E402

PATIENCE = 4000  # milliseconds after which a question is not going to be answered any more
STEPS = (
    "pictures",
    "hand",
    "masks",
    "layers",
    "files",
    "window",
    "work",
    "recovery",
    "gallery",
    "interpolation",
    "asking",
    "extending",
    "results",
    "regions",
    "queue",
    "shown",
    "tour",
)


def pytest_configure(config: pytest.Config) -> None:
    """Make the steps known."""
    for name in STEPS:
        config.pluginmanager.import_plugin(f"steps.{name}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the person's pictures lie."""
    place = tmp_path / "pictures"
    place.mkdir()
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a program that is started for one scenario keeps its settings."""
    return tmp_path / "home"


@pytest.fixture
def seen() -> Seen:
    """What the person remembers."""
    return Seen()


@pytest.fixture
def kept() -> dict[str, object]:
    """What one step of a scenario keeps for another."""
    return {}


@pytest.fixture
def patience() -> int:
    """Milliseconds in which work comes to its end on a busy computer."""
    return 10_000


@pytest.fixture(scope="module")
def engine() -> FakeEngine:
    """The engine of all programs of a feature."""
    return FakeEngine()


@pytest.fixture(scope="module", autouse=True)
def shared(
    qapp: QApplication,  # noqa: ARG001
    engine: FakeEngine,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Driver]:
    """The program of one feature, begun before the first of its scenarios. That of the feature before goes for good."""
    gc.collect()
    home, qtbot = tmp_path_factory.mktemp("home"), QtBot(request)
    with driving(qtbot, engine.open, home, make_dialogs=ChosenFiles, make_questions=ChosenMaskFile) as made:
        warmed_up(made, home)
        yield made


@pytest.fixture
def driver(shared: Driver, engine: FakeEngine, qtbot: QtBot) -> Iterator[Driver]:
    """The program of the feature with no picture open and nothing changed."""
    habits, made = Habits(shared), Driver(shared.studio, qtbot)
    made.to_front()
    yield made
    engine.let(1000)
    habits.restore()
    engine.__init__()


@pytest.fixture
def start(qtbot: QtBot, engine: FakeEngine, home: Path) -> Iterator[Start]:
    """Start a program for one scenario; it ends with it."""
    with ExitStack() as programs:

        def begin(files: Sequence[Path] = (), place: Path = home) -> Driver:
            made = driving(qtbot, engine.open, place, files, make_dialogs=ChosenFiles, make_questions=ChosenMaskFile)
            driver = programs.enter_context(made)
            driver.to_front()
            return driver

        yield begin
        engine.let(1000)
    engine.__init__()


@pytest.fixture(autouse=True)
def no_question_left(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001
    """A question that nobody answers is closed and told: nothing would end it."""
    before: list[QWidget | None] = [None]
    left: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog is before[0]:
            left.append(dialog.windowTitle())
            dialog.close()
        before[0] = dialog

    watch = QTimer(interval=PATIENCE)
    watch.timeout.connect(look)
    watch.start()
    yield
    watch.stop()
    assert left == []


@pytest.fixture
def translators(qapp: QApplication) -> Iterator[None]:
    """The language of the tests is back when the scenario is over."""
    before = set(qapp.findChildren(QTranslator))
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()
