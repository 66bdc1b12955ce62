"""The File menu: what is opened, saved and closed, what is asked, and what is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from driver import ScriptedDialogs
from pictures import noise
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from test_reading import Gate
from test_snapshot import layered

from app.application.files import FileCommands
from app.application.reading import Reader
from app.application.saving import Saver
from app.application.session import Session
from app.dialogs.dialogs import Answer
from app.dialogs.export import Export
from app.dialogs.new_document import NewDocument
from app.document.document import Document
from app.document.files import open_document, write_document
from app.document.outline import still_of
from app.document.pictures.picture import EncodingOptions
from app.settings import Settings
from paella_core.request import Box


class Desk:
    """File commands with what they need, and what they told."""

    def __init__(self, home: Path, over: QWidget) -> None:
        self.session, self.saver, self.settings = Session(), Saver(), Settings(home)
        self.dialogs = ScriptedDialogs(over)
        self.files = FileCommands(
            self.session, self.settings, self.dialogs, Reader(), self.saver, lambda _document: False
        )
        self.failed: list[str] = []
        self.noted: list[str] = []
        self.files.failed.connect(lambda _, text: self.failed.append(text))
        self.settled: list[str] = []
        self.files.noted.connect(lambda title, text: self.noted.append(f"{title}: {text}"))
        self.files.settled.connect(self.settled.append)

    @property
    def document(self) -> Document:
        assert self.session.current is not None
        return self.session.current


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    over = QWidget()
    qtbot.addWidget(over)
    made = Desk(tmp_path / "home", over)
    yield made
    made.saver.close()


def paint(document: Document, value: int = 9) -> None:
    layer = document.layers()[0].pixels
    with document.edit("Stroke", layer), layer.paint(Box(0, 0, 9, 9)) as pixels:
        pixels[...] = value


def change(path: Path, seed: int = 5) -> None:
    """Another program writes the file."""
    Image.fromarray(noise(seed=seed)).save(path)
    os.utime(path, (1, 1))


# ---- opening


def test_a_file_that_is_opened_meanwhile_opens_too(
    desk: Desk, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "layers.ora"
    write_document(still_of(layered(60)), project)
    Gate(monkeypatch, lambda: QTimer.singleShot(0, lambda: desk.files.open_path(project)))
    desk.files.open_path(picture)
    assert {document.path for document in desk.session.documents} == {picture, project}


def test_a_file_that_is_open_is_shown(desk: Desk, picture: Path, tmp_path: Path) -> None:
    desk.files.open_path(picture)
    first = desk.document
    desk.files.new()
    desk.dialogs.new = NewDocument("a", 30, 20, 16, (255, 0, 0, 255))
    desk.files.new()
    (tmp_path / "link.png").symlink_to(picture)
    desk.files.open_name(str(tmp_path / "link.png"))
    assert desk.session.documents == (first, desk.session.documents[1])
    assert desk.document is first
    assert desk.settings.recent_files == [str(picture)]


def test_a_new_picture_is_what_was_asked_for(desk: Desk) -> None:
    desk.dialogs.new = NewDocument("a", 30, 20, 16, (255, 128, 0, 255))
    desk.files.new()
    assert (desk.document.width, desk.document.height, desk.document.depth) == (30, 20, 16)
    assert desk.document.layers()[0].pixels.array[5, 5].tolist() == [65535, 128 * 257, 0, 65535]
    assert not desk.document.modified
    assert desk.session.current is not None
    assert desk.session.current.name == "a"


def test_several_files_open_and_bad_ones_are_told(desk: Desk, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_text("x")
    Image.fromarray(noise()).convert("CMYK").save(tmp_path / "cmyk.jpg")
    desk.dialogs.to_open = [tmp_path / "bad.png", picture, tmp_path / "cmyk.jpg"]
    desk.files.open()
    assert [document.name for document in desk.session.documents] == ["noise.png", "cmyk.jpg"]
    assert len(desk.failed) == 1
    assert "bad.png" in desk.failed[0]
    assert len(desk.noted) == 1
    assert "cmyk.jpg" in desk.noted[0]


def test_a_picture_is_laid_over_the_current_one(desk: Desk, picture: Path, tmp_path: Path) -> None:
    document = Document.from_array(noise(300, 250, 3, np.uint16))
    desk.session.add(document)
    desk.dialogs.to_open = [picture]
    desk.files.open_as_layer()
    layer = document.layers()[-1]
    assert (layer.look.name, layer.area, document.active) == ("noise", Box(50, 50, 200, 150), layer)
    assert np.array_equal(layer.pixels.array[..., :3], noise().astype(np.uint16) * 257)
    document.undo()
    assert len(document.layers()) == 1
    assert document.path is None
    assert tmp_path


# ---- saving


def test_a_flat_picture_is_saved_to_its_file(desk: Desk, picture: Path) -> None:
    desk.files.open_path(picture)
    paint(desk.document)
    assert desk.files.save()
    desk.saver.wait()
    assert not desk.document.modified
    assert np.array_equal(open_document(picture).document.flattened(), desk.document.flattened())


def test_a_picture_that_got_layers_is_saved_as_a_project(desk: Desk, picture: Path, tmp_path: Path) -> None:
    desk.files.open_path(picture)
    desk.dialogs.to_open = [picture]
    desk.files.open_as_layer()
    assert not desk.files.save()  # the dialog was closed
    assert len(desk.noted) == 1
    assert "noise.png" in desk.noted[0]
    desk.dialogs.to_save = tmp_path / "a.ora"
    assert desk.files.save()
    desk.saver.wait()
    assert (desk.document.path, desk.document.modified) == (tmp_path / "a.ora", False)
    assert len(desk.noted) == 1  # said once
    assert len(open_document(tmp_path / "a.ora").document.layers()) == 2


def test_layers_saved_as_a_picture_are_a_copy(desk: Desk, tmp_path: Path) -> None:
    desk.session.add(layered(60))
    paint(desk.document)
    desk.dialogs.to_save = tmp_path / "a.png"
    assert not desk.files.save_as()
    desk.saver.wait()
    assert (desk.document.path, desk.document.modified) == (None, True)
    assert (tmp_path / "a.png").exists()


def test_a_photoshop_file_is_not_written_to(desk: Desk, tmp_path: Path) -> None:
    document = Document.from_array(noise())
    document.path = tmp_path / "a.psd"
    desk.session.add(document)
    desk.dialogs.to_save = tmp_path / "a.ora"
    desk.files.save()
    desk.saver.wait()
    assert document.path == tmp_path / "a.ora"


def test_a_save_during_a_stroke_waits_for_its_end(desk: Desk, picture: Path) -> None:
    desk.files.open_path(picture)
    layer = desk.document.layers()[0].pixels
    with desk.document.edit("Stroke", layer), layer.paint(Box(0, 0, 9, 9)) as pixels:
        pixels[...] = 7
        desk.files.save()
        assert not desk.saver.busy()
    assert desk.saver.busy()
    desk.saver.wait()
    assert not desk.document.modified
    assert int(open_document(picture).document.layers()[0].pixels.array[5, 5, 0]) == 7


def test_an_unknown_name_is_told_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    desk.session.add(layered(60))
    desk.dialogs.to_save = tmp_path / "a.xyz"
    assert not desk.files.save_as()
    assert "a.xyz" in desk.failed[0]


def test_a_failed_save_leaves_the_document_dirty_and_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.session.add(layered(60))
    paint(desk.document)
    desk.dialogs.to_save = tmp_path / "none" / "a.ora"
    desk.files.save()
    desk.saver.wait()
    assert desk.document.modified
    assert str(tmp_path / "none" / "a.ora") in desk.failed[0]
    assert "still open" in desk.failed[0]


def test_what_was_told_of_a_file_is_settled_by_saving_it_whole(desk: Desk, tmp_path: Path) -> None:
    desk.session.add(layered(60))
    paint(desk.document)
    for folder, name in (("none", "a.ora"), ("", "a.png"), ("", "a.ora")):
        assert desk.settled == []
        desk.dialogs.to_save = tmp_path / folder / name
        desk.files.save_as()
        desk.saver.wait()
    assert [text in desk.noted[0] for text in desk.settled] == [True]
    desk.files.save()
    desk.saver.wait()
    assert len(desk.settled) == 1


def test_a_save_does_not_settle_what_was_told_of_another_picture(desk: Desk, picture: Path) -> None:
    desk.files.open_path(picture)
    picture.unlink()
    desk.files.check_files()
    desk.session.add(layered(60))
    desk.dialogs.to_save = picture.with_name("other.ora")
    desk.files.save_as()
    desk.saver.wait()
    assert desk.settled == []


def test_an_export_is_remembered(desk: Desk, picture: Path, tmp_path: Path) -> None:
    desk.files.open_path(picture)
    desk.files.export()
    assert not desk.saver.busy()
    desk.dialogs.to_export = Export(".jpg", EncodingOptions(quality=30, keep_recipe=False))
    desk.dialogs.to_save = tmp_path / "b.jpg"
    desk.files.export()
    desk.saver.wait()
    assert (tmp_path / "b.jpg").read_bytes().startswith(b"\xff\xd8")
    assert desk.document.path == picture
    asked: list[Export] = []
    desk.dialogs.export = lambda last: asked.append(last)  # pyright: ignore[reportAttributeAccessIssue]
    desk.files.export()
    assert asked == [Export(".jpg", EncodingOptions(quality=30, keep_recipe=False))]


# ---- closing


def test_closing_asks_once_about_all(desk: Desk, tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def unsaved(names: list[str]) -> Answer:
        asked.append(list(names))
        return desk.dialogs.answer

    desk.dialogs.unsaved = unsaved  # pyright: ignore[reportAttributeAccessIssue]
    for name in "ab":
        document = layered(60)
        document.path = tmp_path / f"{name}.ora"
        desk.session.add(document)
        paint(document)
    desk.session.add(Document.from_array(noise()))
    assert not desk.files.close_all()
    assert not desk.files.may_quit()
    assert len(desk.session.documents) == 3
    desk.dialogs.answer = Answer.SAVE
    assert desk.files.close_all()
    assert asked == [["a.ora", "b.ora"]] * 3
    assert desk.session.documents == ()
    assert (tmp_path / "a.ora").exists()
    assert (tmp_path / "b.ora").exists()


def test_nobody_quits_while_a_file_is_read(desk: Desk, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quits: list[bool] = []
    Gate(monkeypatch, lambda: quits.append(desk.files.may_quit()))
    desk.files.open_path(picture)
    assert quits == [False]
    assert desk.files.may_quit()


def test_a_picture_that_could_not_be_saved_stays_open(desk: Desk, tmp_path: Path) -> None:
    desk.session.add(layered(60))
    desk.document.path = tmp_path / "none" / "a.ora"
    paint(desk.document)
    desk.dialogs.answer = Answer.SAVE
    assert not desk.files.may_quit()
    desk.files.close()
    assert len(desk.session.documents) == 1


def test_closing_waits_for_a_save(desk: Desk, tmp_path: Path) -> None:
    document = layered(300)
    desk.session.add(document)
    paint(document)
    desk.dialogs.to_save = tmp_path / "a.ora"
    desk.files.save()
    assert desk.files.close_document(document)
    assert desk.dialogs.asked == 0
    assert (tmp_path / "a.ora").exists()


# ---- files that others change


def test_a_changed_file_is_read_again_or_not(desk: Desk, picture: Path) -> None:
    desk.files.open_path(picture)
    mine = desk.document
    desk.files.check_files()
    change(picture)
    desk.files.check_files()
    assert desk.document is mine
    assert mine.modified
    desk.files.check_files()
    desk.dialogs.reload = True
    desk.files.check_files()
    assert desk.document is mine  # it was asked about already
    change(picture, 6)
    os.utime(picture, (2, 2))
    desk.files.check_files()
    assert np.array_equal(desk.document.flattened(), noise(seed=6))
    assert len(desk.session.documents) == 1


def test_a_file_that_is_gone_makes_the_picture_unsaved(desk: Desk, picture: Path) -> None:
    desk.files.open_path(picture)
    picture.unlink()
    desk.files.check_files()
    assert desk.document.modified
    assert len(desk.noted) == 1
    desk.files.check_files()
    assert len(desk.noted) == 1


def test_what_was_saved_here_is_no_change(desk: Desk, picture: Path) -> None:
    desk.dialogs.reload = True
    desk.files.open_path(picture)
    mine = desk.document
    paint(mine)
    desk.files.save()
    desk.files.check_files()
    desk.saver.wait()
    desk.files.check_files()
    assert desk.document is mine
