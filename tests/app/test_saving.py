"""Saving goes on in a thread: what lies in the file is the moment at which it was asked for."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pictures import noise
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_snapshot import hand, layered, values

from app.application import saving
from app.application.saving import Job, Purpose, Saver
from app.document.document import Document
from app.document.files import open_document
from app.document.outline import Outline, Pixels, still_of
from paella_core.request import Box


class Gate:
    """Stands in the way of writing until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self.moments: list[int] = []
        write = saving.write_document

        def gated(still: Outline[Pixels], path: Path, options: object) -> None:
            self.moments.append(int(still.mask.array[0, 0]))
            assert self.opened.wait(10)
            write(still, path, options)  # pyright: ignore[reportArgumentType]

        monkeypatch.setattr(saving, "write_document", gated)


@pytest.fixture
def saver(qapp: QApplication) -> Iterator[Saver]:  # noqa: ARG001
    made = Saver()
    yield made
    made.close()


def stroke(document: Document, value: int) -> None:
    with document.edit("Stroke", document.mask), document.mask.paint(Box(0, 0, 30, 30)) as pixels:
        pixels[...] = value


def test_a_file_is_saved_and_told(saver: Saver, document: Document, tmp_path: Path) -> None:
    told: list[object] = []
    saver.started.connect(lambda job: told.append(("started", job.path)))
    saver.saved.connect(lambda _: told.append(("saved", document.modified, document.path)))
    stroke(document, 255)
    saver.save(document, tmp_path / "a.ora", Purpose.SAVE)
    assert document.modified
    saver.wait()
    assert told == [("started", tmp_path / "a.ora"), ("saved", False, tmp_path / "a.ora")]
    again = open_document(tmp_path / "a.ora").document
    assert np.array_equal(again.flattened(), document.flattened())
    assert np.array_equal(again.mask.array, document.mask.array)


def test_strokes_during_a_save_are_not_in_the_file_and_leave_it_dirty(
    saver: Saver, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    stroke(document, 1)
    saver.save(document, tmp_path / "a.ora", Purpose.SAVE)
    stroke(document, 2)
    gate.opened.set()
    saver.wait()
    assert int(open_document(tmp_path / "a.ora").document.mask.array[0, 0]) == 1
    assert document.modified
    document.undo()
    assert not document.modified


def test_of_waiting_saves_the_latest_wins(
    saver: Saver, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, dropped = Gate(monkeypatch), []
    saver.dropped.connect(dropped.append)
    for value in (1, 2, 3):
        stroke(document, value)
        saver.save(document, tmp_path / "a.ora", Purpose.SAVE)
    saver.save(document, tmp_path / "b.png", Purpose.EXPORT)
    gate.opened.set()
    saver.wait()
    assert gate.moments == [1, 3, 3]
    assert len(dropped) == 1
    assert not document.modified
    assert not document.mask._watchers


def test_an_export_leaves_the_document_as_it_was(saver: Saver, document: Document, tmp_path: Path) -> None:
    stroke(document, 1)
    saver.save(document, tmp_path / "a.png", Purpose.EXPORT)
    saver.wait()
    assert (document.path, document.modified) == (None, True)
    assert (tmp_path / "a.png").exists()


def test_a_failure_is_told_and_the_document_stays_dirty(saver: Saver, document: Document, tmp_path: Path) -> None:
    told: list[tuple[Job, str]] = []
    saver.failed.connect(lambda job, why: told.append((job, why)))
    stroke(document, 1)
    saver.save(document, tmp_path / "none" / "a.png", Purpose.SAVE)
    saver.wait()
    assert "no such file or directory" in told[0][1]
    assert str(tmp_path / "none" / "a.png") in told[0][1]
    assert (document.path, document.modified, saver.busy()) == (None, True, False)


def test_a_bug_is_told_and_the_next_save_goes_on(
    saver: Saver, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("bug")

    told: list[str] = []
    saver.failed.connect(lambda _, why: told.append(why))
    with monkeypatch.context() as patched:
        patched.setattr(saving, "write_document", broken)
        saver.save(document, tmp_path / "a.png", Purpose.SAVE)
        saver.wait()
    assert told == ["ZeroDivisionError: bug."]
    saver.save(document, tmp_path / "a.png", Purpose.SAVE)
    saver.wait()
    assert (tmp_path / "a.png").exists()


def test_a_save_under_a_busy_hand_is_exact(saver: Saver, tmp_path: Path, qtbot: QtBot) -> None:
    random_ = random.Random(3)
    document = layered(500)
    for turn in range(3):
        expected = values(still_of(document))[2:]
        saver.save(document, tmp_path / f"{turn}.ora", Purpose.SAVE)
        while saver.busy():
            hand(document, random_)
            qtbot.wait(1)
        assert values(still_of(open_document(tmp_path / f"{turn}.ora").document))[2:] == expected


def test_sixteen_bits_are_saved(saver: Saver, tmp_path: Path) -> None:
    pixels = noise(40, 30, 4, np.uint16)
    document = Document.from_array(pixels)
    for name in ("a.png", "a.tif", "a.ora"):
        saver.save(document, tmp_path / name, Purpose.SAVE)
    saver.wait()
    for name in ("a.png", "a.tif", "a.ora"):
        assert np.array_equal(open_document(tmp_path / name).document.flattened(), pixels)
