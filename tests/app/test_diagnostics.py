"""The report that a person can save, and the window for unexpected errors."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.application.diagnostics import Diagnostics
from app.crash import LOG_NAME, CrashReporter
from app.diagnostics.report import report
from app.dialogs.diagnostics import DiagnosticsDialog
from app.dialogs.unexpected import UnexpectedDialog
from app.settings import Settings

ENGINE = {
    "versions": {"torch": "9.9", "safetensors": None},
    "system": {"python": "3.11"},
    "extras": {"av": {"for": "films", "version": None}},
    "devices": [{"text": "cpu (2 threads), float32", "free_bytes": 4 << 30}],
    "packs": [
        {"name": "mini", "installed": True, "folder": "/home/anna/packs/mini", "text": "All in memory."},
        {"name": "own", "installed": True, "folder": "", "fault": "/home/anna/packs/own/pack.json is damaged"},
    ],
    "folders": [{"holds": "packs", "folder": "/home/anna/packs", "there": True, "free_bytes": 10**9, "usable": True}],
    "checks": [
        {"ok": True, "text": "Python 3.11", "remedy": "", "needed": True},
        {"ok": False, "text": "own cannot be used", "remedy": "/home/anna/packs/own is damaged", "needed": False},
    ],
}
SAYS = (sys.executable, "-c", f"print({json.dumps(ENGINE)!r})")  # a command that answers at once


@pytest.fixture
def reporter(driver: Driver, tmp_path: Path) -> Iterator[CrashReporter]:
    """Joined to the studio as the program does."""
    made = CrashReporter(tmp_path / "home" / LOG_NAME)
    made.install()
    made.reported.connect(driver.studio.diagnostics.tell, Qt.ConnectionType.QueuedConnection)
    yield made
    made.uninstall()


def fail(kind: type[Exception] = ValueError) -> None:
    """Let an error reach the last resort."""
    try:
        if kind is ValueError:
            raise ValueError("The sky is not blue enough.")
        raise kind("the other one")
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)


def shown(driver: Driver) -> UnexpectedDialog:
    """The window for errors, when it is there."""
    diagnostics = driver.studio.diagnostics
    driver.qtbot.waitUntil(lambda: diagnostics.unexpected is not None and diagnostics.unexpected.isVisible())
    assert diagnostics.unexpected is not None
    return diagnostics.unexpected


# ---- unexpected errors


@pytest.mark.usefixtures("reporter")
def test_an_error_is_told_with_details_to_copy(driver: Driver) -> None:
    fail()
    dialog = shown(driver)
    assert not dialog.isModal()
    assert not dialog.details.isVisible()
    driver.click(dialog.fold)
    assert dialog.details.isVisible()
    assert "ValueError: The sky is not blue enough." in dialog.details.toPlainText()
    driver.click(dialog.copy)
    assert QGuiApplication.clipboard().text() == dialog.details.toPlainText()
    driver.click(dialog.close_button)
    assert not dialog.isVisible()


@pytest.mark.usefixtures("reporter")
def test_errors_do_not_pile_up(driver: Driver) -> None:
    fail()
    dialog = shown(driver)
    for _ in range(3):
        fail()
    fail(LookupError)
    driver.qtbot.waitUntil(lambda: "LookupError" in dialog.details.toPlainText())
    assert dialog.details.toPlainText().count("ValueError") == 1
    fail()
    driver.qtbot.waitUntil(lambda: dialog.times.text() == "It has happened 5 times by now.")
    assert driver.window.findChildren(UnexpectedDialog) == [dialog]
    dialog.close()
    fail()
    driver.qtbot.waitUntil(driver.parts.messages.isVisible)
    assert "again" in driver.parts.messages.title.text()
    assert not dialog.isVisible()


@pytest.mark.usefixtures("reporter")
def test_a_fault_in_a_command_is_told_and_the_program_goes_on(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver.canvas, "fit", lambda: 1 / 0)
    driver.choose("View", "Fit to the window")
    assert "app/application/view.py:" in shown(driver).details.toPlainText()
    assert "ZeroDivisionError: division by zero" in shown(driver).details.toPlainText()
    driver.stroke((40, 40), (80, 60))
    assert driver.document.history() == ["Paint mask"]


# ---- the report


def test_the_report_names_no_places(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.pack = "/home/anna/packs/own"
    settings.remember_file("/home/anna/lake.png")
    settings.store_shortcuts("new", ("Ctrl+9",))
    text = report(settings, ENGINE, "2026 WARNING app.x: ‹…› was not written")
    assert "anna" not in text
    assert "pack: ‹…›" in text
    for words in ("torch: 9.9", "safetensors: not installed", "cpu (2 threads)", "All in memory.", "Ctrl+9"):
        assert words in text
    assert "!! own cannot be used: ‹…›" in text
    assert "== Log\n2026 WARNING" in text
    assert "== Engine\nThe engine" in report(settings, "The engine's command cannot be started.", "")


def opened(driver: Driver, command: tuple[str, ...]) -> DiagnosticsDialog:
    """The report's window, with an engine's command of the test's own."""
    diagnostics = driver.studio.diagnostics
    diagnostics._command = list(command)
    driver.choose("Help", "Save diagnostics")
    assert diagnostics.dialog is not None
    return diagnostics.dialog


def test_what_is_saved_is_what_was_shown(
    driver: Driver, reporter: CrashReporter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reporter is not None
    logging.getLogger("app.somewhere").warning("The lake is frozen")
    dialog = opened(driver, SAYS)
    assert not dialog.save.isEnabled()
    driver.qtbot.waitUntil(dialog.save.isEnabled)
    assert "torch: 9.9" in dialog.text.toPlainText()
    assert "The lake is frozen" in dialog.text.toPlainText()
    assert str(tmp_path) not in dialog.text.toPlainText()
    places = [str(tmp_path / "none" / "report.txt"), str(tmp_path / "report.txt")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (places.pop(0), ""))
    driver.click(dialog.save)
    assert "No such file or directory" in dialog.fault.text()
    said = dialog.text.toPlainText()
    driver.click(dialog.save)
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == said
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert driver.parts.messages.title.text() == "The diagnostics are saved"
    assert driver.studio.diagnostics.dialog is None


def test_an_engine_that_does_not_answer_is_said(driver: Driver) -> None:
    dialog = opened(driver, (str(Path(sys.executable).with_name("no-such-python")),))
    driver.qtbot.waitUntil(dialog.save.isEnabled)
    assert "== Engine\nThe engine's command cannot be started" in dialog.text.toPlainText()


def test_closing_it_ends_the_question_to_the_engine(driver: Driver) -> None:
    dialog = opened(driver, (sys.executable, "-c", "import time; time.sleep(60)"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert driver.studio.diagnostics.dialog is None
    assert driver.studio.diagnostics._child is None


def test_the_real_engine_is_asked_without_torch_here(driver: Driver) -> None:
    diagnostics = driver.studio.diagnostics
    assert isinstance(diagnostics, Diagnostics)
    diagnostics.show()
    dialog = diagnostics.dialog
    assert dialog is not None
    driver.qtbot.waitUntil(dialog.save.isEnabled, timeout=120_000)
    assert "pack: mini, installed: All networks stay in memory" in dialog.text.toPlainText()
