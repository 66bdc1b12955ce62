"""The program from its start to its end: settings, theme, window places, messages, crashes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from driver import Driver, driving
from fakes import FakeEngine
from pictures import noise
from PIL import Image
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDockWidget, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.application.studio import Studio
from app.dialogs.dialogs import Answer, Dialogs
from app.engine.client import EngineState
from app.resources import RESOURCES, SAMPLE_PICTURE
from app.settings import Settings, settings_folder
from app.theme import DARK, LIGHT
from paella_core.errors import PackNotFound

Open = Callable[..., AbstractContextManager[Driver]]


@pytest.fixture
def open_studio(qtbot: QtBot, tmp_path: Path) -> Open:
    """Opens a studio; the next one finds the settings of the one before."""
    return partial(driving, qtbot, FakeEngine().open, tmp_path / "home")


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, undressed again afterwards."""
    before = qapp.palette()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(before)


def test_settings_lie_where_paella_home_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    assert settings_folder() == tmp_path
    monkeypatch.delenv("PAELLA_HOME")
    assert settings_folder().name == "paella-studio"


def test_settings_survive_damage(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("theme=%%%\x00[[[\nwindow/geometry=nonsense", encoding="utf-8")
    settings = Settings(tmp_path)
    assert settings.recent_files == []
    assert settings.bytes_of("window/geometry") is None


def test_recent_files_are_newest_first_and_there(tmp_path: Path, picture: Path) -> None:
    settings = Settings(tmp_path)
    others = [tmp_path / f"{number}.png" for number in range(9)]
    for other in others:
        other.touch()
        settings.remember_file(str(other))
    settings.remember_file(str(picture))
    settings.remember_file(str(others[8]))
    others[7].unlink()
    recent = [Path(name).name for name in Settings(tmp_path).recent_files]
    assert recent[:3] == ["8.png", picture.name, "6.png"]
    assert settings.folder == str(tmp_path)


def test_theme_and_window_come_back(dressed: QApplication, open_studio: Open, picture: Path) -> None:
    with open_studio([picture]) as driver:
        assert dressed.palette().color(QPalette.ColorRole.Window).name() == DARK.panel
        driver.studio.actions["light"].trigger()
        assert dressed.palette().color(QPalette.ColorRole.Window).name() == LIGHT.panel
        driver.window.resize(795, 640)
        driver.window.findChildren(QDockWidget, "dock_history")[0].close()
        assert driver.window.close()
    with open_studio([picture], size=None) as driver:
        assert driver.studio.actions["light"].isChecked()
        assert driver.window.height() == 640
        assert not driver.parts.history.isVisible()


def test_the_first_window_fits_the_screen(open_studio: Open, picture: Path) -> None:
    with open_studio([picture], size=None) as driver:
        assert driver.window.height() <= driver.window.screen().availableSize().height()


def test_several_files_open_in_tabs(open_studio: Open, picture: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.png"
    copy.write_bytes(picture.read_bytes())
    with open_studio([picture, copy]) as driver:
        assert [driver.parts.tabs.tabText(index) for index in range(2)] == [picture.name, "copy.png"]


def test_a_file_that_is_none_is_told_and_the_window_opens(open_studio: Open, tmp_path: Path) -> None:
    with open_studio([tmp_path / "none.png"]) as driver:
        assert "none.png" in driver.parts.messages.text.text()
        assert driver.parts.welcome.isVisible()


@pytest.mark.skipif(not SAMPLE_PICTURE.is_file(), reason="the sample picture has not been drawn yet")
def test_it_starts_with_a_copy_of_the_sample(open_studio: Open) -> None:
    with open_studio() as driver:
        assert driver.document.path is None
        assert not driver.parts.messages.isVisible()


def test_an_engine_that_does_not_start_leaves_an_editor(qtbot: QtBot, tmp_path: Path, picture: Path) -> None:
    engine = FakeEngine(fault=PackNotFound("There is no pack “mini”. Get it with the program again."))
    with driving(qtbot, engine.open, tmp_path / "home", [picture]) as driver:
        qtbot.waitUntil(lambda: driver.studio.client.state is EngineState.UNAVAILABLE)
        assert driver.parts.messages.title.text() == "The engine could not start"
        assert "There is no pack “mini”" in driver.parts.messages.text.text()
        assert driver.parts.status.engine_label.text() == "Engine not available"
        driver.stroke((40, 40), (80, 60))
        assert driver.document.history() == ["Paint mask"]


@pytest.mark.parametrize(
    ("button", "answer"), [("Save", Answer.SAVE), ("Don't save", Answer.DISCARD), ("Cancel", Answer.CANCEL)]
)
def test_the_question_about_unsaved_changes(open_studio: Open, picture: Path, button: str, answer: Answer) -> None:
    with open_studio([picture]) as driver:

        def press() -> None:
            question = QApplication.activeModalWidget()
            assert isinstance(question, QMessageBox)
            assert picture.name in question.text()
            next(one for one in question.findChildren(QPushButton) if one.text().replace("&", "") == button).click()

        QTimer.singleShot(50, press)
        assert Dialogs(driver.window).unsaved([picture.name]) is answer


def test_the_command_knows_its_version() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "app", "--version"],
        cwd=RESOURCES.parent,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert answer.stdout.startswith("paella-studio ")


def test_the_program_is_there_without_torch() -> None:
    question = "import sys, app.application.program; print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=RESOURCES.parent, capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout.strip() == "[]"


class Paints(QObject):
    """Notes how often the engine had been opened at each paint."""

    def __init__(self, engine: FakeEngine) -> None:
        super().__init__()
        self.engine, self.opened = engine, list[int]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.opened.append(self.engine.opened)
        return super().eventFilter(watched, event)


def test_the_window_is_painted_before_the_engine_is_opened(qtbot: QtBot, tmp_path: Path, picture: Path) -> None:
    engine = FakeEngine()
    studio, paints = Studio(Settings(tmp_path), engine.open, tmp_path), Paints(engine)
    studio.parts.canvas.installEventFilter(paints)
    try:
        studio.show([picture])
        qtbot.waitUntil(lambda: studio.client.state is EngineState.READY)
        assert paints.opened[0] == 0
    finally:
        studio.close()


def test_a_file_that_is_read_again_keeps_its_tab(open_studio: Open, picture: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.fromarray(noise(40, 30)).save(other)
    with open_studio([picture, other]) as driver:
        driver.dialogs.reload = True
        Image.fromarray(noise(60, 50)).save(picture)
        driver.studio.commands.files.check_files()
        assert [driver.parts.tabs.tabText(index) for index in range(2)] == ["noise.png", "other.png"]
        assert (driver.document.path, driver.document.width) == (picture, 60)
