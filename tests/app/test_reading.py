"""Files are read in a thread: the window lives meanwhile, and what was read lives with it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from test_snapshot import layered

from app.application import reading
from app.application.reading import Reader
from app.document.document import Document
from app.document.files import Opened, write_document
from app.document.outline import still_of
from app.document.pictures.picture import FileError
from paella_core.request import Box


class Gate:
    """Holds each file back until the event loop of the window has come to `meanwhile`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> None:
        self._opened, self._meanwhile = threading.Event(), meanwhile
        read = reading.open_document

        def gated(path: Path) -> Opened:
            assert self._opened.wait(10)
            return read(path)

        monkeypatch.setattr(reading, "open_document", gated)
        QTimer.singleShot(60, self._open)

    def _open(self) -> None:
        self._meanwhile()
        self._opened.set()


@pytest.fixture
def reader(qapp: QApplication) -> Reader:  # noqa: ARG001
    return Reader()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An OpenRaster file with groups, masks of layers and a region."""
    path = tmp_path / "layers.ora"
    write_document(still_of(layered(120)), path)
    return path


def parts(document: Document) -> list[QObject]:
    """The document and all objects that are reachable from it."""
    found: dict[int, object] = {}
    left: list[object] = [document]
    while left:
        one = left.pop()
        if id(one) in found or isinstance(one, (type, np.ndarray)):
            continue
        found[id(one)] = one
        if isinstance(one, (QObject, tuple, list, dict)) or type(one).__module__.startswith("app.document"):
            left += gc.get_referents(one)
    return [one for one in found.values() if isinstance(one, QObject)]


def test_the_window_lives_while_a_file_is_read(reader: Reader, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    reader.started.connect(told.append)
    reader.ended.connect(lambda: told.append(QGuiApplication.overrideCursor()))

    def look() -> None:
        cursor = QGuiApplication.overrideCursor()
        told.append((reader.busy, cursor is not None and cursor.shape()))

    Gate(monkeypatch, look)
    document = reader.read(picture).document
    assert told == [picture.name, (True, Qt.CursorShape.WaitCursor), None]
    assert not reader.busy
    assert (document.width, document.height) == (200, 150)


def test_all_that_was_read_lives_with_the_window(reader: Reader, project: Path) -> None:
    document = reader.read(project).document
    assert len(parts(document)) > 15  # 4 nodes, 3 planes of layers, 2 of masks, a region with its plane, ...
    assert {one.thread() for one in parts(document)} == {reader.thread()}
    told: list[object] = []
    document.changed.connect(told.append)
    with document.edit("Stroke", document.mask), document.mask.paint(Box(0, 0, 30, 30)) as pixels:
        pixels[...] = 0
    assert told
    document.undo()
    assert np.array_equal(document.mask.array, layered(120).mask.array)


def test_a_file_that_cannot_be_read_is_told_as_ever(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Gate(monkeypatch, lambda: None)
    with pytest.raises(FileError, match=r"a\.png"):
        reader.read(tmp_path / "a.png")
    assert not reader.busy
    assert QGuiApplication.overrideCursor() is None
