"""The leak fixtures of `conftest.py` find what is planted, and let a clean test pass."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

PLANTED = """
import threading
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

kept = []


def test_leaves_thread():
    thread = threading.Thread(target=threading.Event().wait, daemon=True)
    thread.start()


def test_leaves_widget(qapp):
    kept.append(QWidget())


def test_leaves_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(60_000)


def test_leaves_single_shot(qapp):
    QTimer.singleShot(60_000, print)


def test_leaves_qthread(qapp, request):
    kept.append(QThread())
    kept[-1].start()


def test_stops_the_thread_of_the_test_before(qapp):
    kept[-1].quit()
    kept[-1].wait()


def test_cleans_up(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menuBar().addMenu("File")
    window.show()
    timer = QTimer(window)
    timer.start(60_000)
    QTimer.singleShot(1, print)
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()
    worker = threading.Thread(target=int)
    worker.start()
"""


def test_what_a_test_leaves_behind_is_found(pytester: pytest.Pytester) -> None:
    conftest = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace("GRACE = 2.0", "GRACE = 0.1"))
    pytester.makepyfile(PLANTED)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:hypothesispytest")
    result.assert_outcomes(passed=7, errors=5)
    errors = [line.split("::")[1].split(" ")[0] for line in result.outlines if line.startswith("ERROR ")]
    assert errors == [f"test_leaves_{what}" for what in ("thread", "widget", "timer", "single_shot", "qthread")]
