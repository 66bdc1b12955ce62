"""After a crash everything that was not saved is offered again, and nothing is deleted by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driver import ScriptedDialogs
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from test_snapshot import layered, values

from app.application.files import FileCommands
from app.application.reading import Reader
from app.application.recovery import Recovery
from app.application.saving import Saver
from app.application.session import Session
from app.dialogs.recovery import RecoveryChoice
from app.document.document import Document
from app.document.outline import still_of
from app.settings import Settings
from paella_core.request import Box


class Run:
    """The parts of the editor that files and recovery are made of, as in one run of the program."""

    def __init__(self, home: Path, over: QWidget, qtbot: QtBot) -> None:
        self.qtbot, self.home = qtbot, home
        self.settings, self.session, self.saver = Settings(home), Session(), Saver()
        self.dialogs = ScriptedDialogs(over)
        self.files = FileCommands(
            self.session, self.settings, self.dialogs, Reader(), self.saver, lambda _document: False
        )
        self.recovery = Recovery(self.session, self.saver, self.settings, self.dialogs, home / "recovery")
        self.recovery.recovered.connect(self.session.add)
        self.told: list[tuple[str, str]] = []
        self.recovery.failed.connect(lambda title, text: self.told.append((title, text)))

    @property
    def folders(self) -> list[Path]:
        place = self.home / "recovery"
        return sorted(place.iterdir()) if place.exists() else []

    def settle(self) -> None:
        """Wait until all that was done lies on the disk."""
        self.saver.wait()
        for document in self.session.documents:
            done: list[bool] = []
            self.recovery.flush_now(document, lambda done=done: done.append(True))
            self.qtbot.waitUntil(lambda done=done: bool(done))
        self.recovery._slow.submit(int).result()

    def crash(self) -> None:
        """End as a killed process does: locks are gone, folders stay."""
        self.settle()
        self.recovery._timer.stop()
        for journal in self.recovery._journals.values():
            journal._folder.lock.release()
            journal._folder.delete = lambda: None  # pyright: ignore[reportAttributeAccessIssue]
        self.recovery.close()
        self.saver.close()

    def look(self) -> None:
        with self.qtbot.waitSignal(self.recovery.looked):
            self.recovery.look()

    def close(self) -> None:
        self.saver.close()
        self.recovery.close()


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Run]]:
    runs: list[Run] = []
    over = QWidget()
    qtbot.addWidget(over)

    def begun() -> Run:
        runs.append(Run(tmp_path / "home", over, qtbot))
        return runs[-1]

    yield begun
    for one in runs:
        if not one.recovery._slow._shutdown:
            one.close()


def stroke(document: Document, value: int = 255) -> None:
    with document.edit("Stroke", document.mask), document.mask.paint(Box(5, 5, 30, 30)) as pixels:
        pixels[...] = value


def test_what_was_not_saved_comes_back(run, picture: Path) -> None:
    first = run()
    first.files.open_path(picture)
    first.session.add(layered(150))
    for document in first.session.documents:
        stroke(document)
    before = [values(still_of(document)) for document in first.session.documents]
    first.crash()
    second = run()
    second.dialogs.after_crash = RecoveryChoice({0, 1})
    second.look()
    found = second.session.documents
    assert sorted(entry.name for entry in second.dialogs.found) == ["Untitled", "noise.png"]
    assert sorted(entry.size for entry in second.dialogs.found) == ["150 × 150 pixels", "200 × 150 pixels"]
    assert all(entry.thumbnail is not None and not entry.fault for entry in second.dialogs.found)
    assert sorted(values(still_of(document)) for document in found) == sorted(before)
    assert all(document.modified for document in found)
    assert {document.path for document in found} == {picture, None}
    second.settle()
    assert len(second.folders) == 2  # the new ones; the old ones are not needed any more


def test_a_recovered_picture_survives_the_next_crash(run) -> None:
    first = run()
    first.session.add(layered(150))
    expected = values(still_of(first.session.documents[0]))
    first.crash()
    for _ in range(3):
        again = run()
        again.dialogs.after_crash = RecoveryChoice({0})
        again.look()
        assert [values(still_of(document)) for document in again.session.documents] == [expected]
        again.crash()
        assert len(again.folders) == 1


def test_later_keeps_everything(run, picture: Path) -> None:
    first = run()
    first.files.open_path(picture)
    stroke(first.session.documents[0])
    first.crash()
    left = first.folders
    for _ in range(2):
        again = run()
        again.look()
        assert len(again.dialogs.found) == 1
        assert again.session.documents == ()
        again.close()
        assert again.folders == left


def test_what_shall_be_deleted_is(run, picture: Path) -> None:
    first = run()
    first.files.open_path(picture)
    stroke(first.session.documents[0])
    first.session.add(layered(60))
    stroke(first.session.documents[1])
    first.crash()
    second = run()
    second.dialogs.after_crash = RecoveryChoice(delete={0})
    second.look()
    assert len(second.folders) == 1
    third = run()
    third.look()
    assert len(third.dialogs.found) == 1


def test_what_was_saved_is_not_asked_about(run, tmp_path: Path) -> None:
    first = run()
    first.session.add(layered(60))
    stroke(first.session.documents[0])
    first.dialogs.to_save = tmp_path / "a.ora"
    assert first.files.save()
    first.crash()
    second = run()
    second.look()
    assert second.dialogs.found == []
    assert second.folders == []


def test_strokes_after_a_save_are_recovered_from_the_saved_file(run, tmp_path: Path) -> None:
    first = run()
    document = layered(100)
    first.session.add(document)
    stroke(document, 1)
    first.dialogs.to_save = tmp_path / "a.ora"
    first.files.save()
    first.settle()
    stroke(document, 2)
    before = values(still_of(document))
    first.crash()
    assert any(path.name.startswith("base") for path in first.folders[0].iterdir())
    second = run()
    second.dialogs.after_crash = RecoveryChoice({0})
    second.look()
    assert values(still_of(second.session.documents[0])) == before
    assert second.session.documents[0].path == tmp_path / "a.ora"


def test_what_cannot_be_read_is_listed_and_kept(run, picture: Path) -> None:
    first = run()
    first.files.open_path(picture)
    stroke(first.session.documents[0])
    first.crash()
    (first.folders[0] / "head.json").write_text("{")
    second = run()
    second.dialogs.after_crash = RecoveryChoice({0})
    second.look()
    assert "damaged" in second.dialogs.found[0].fault
    assert second.session.documents == ()
    assert len(second.folders) == 1


def test_a_journal_without_any_note_is_not_asked_about(run, picture: Path) -> None:
    first = run()
    first.files.open_path(picture)
    first.crash()
    (first.folders[0] / "log-0").write_bytes(b"")
    second = run()
    second.look()
    assert second.dialogs.found == []
    assert second.folders == []


def test_two_runs_at_once_leave_each_other_alone(run, picture: Path) -> None:
    first, second = run(), run()
    first.files.open_path(picture)
    stroke(first.session.documents[0])
    first.settle()
    second.look()
    assert second.dialogs.found == []
    second.files.open_path(picture)
    assert len(first.folders) == 2
    second.close()
    assert len(first.folders) == 1
    stroke(first.session.documents[0], 7)
    first.settle()


def test_a_clean_end_leaves_nothing(run, picture: Path) -> None:
    one = run()
    one.files.open_path(picture)
    stroke(one.session.documents[0])
    one.settle()
    one.close()
    assert one.folders == []


def test_a_closed_picture_leaves_nothing(run, picture: Path, qtbot: QtBot) -> None:
    one = run()
    one.files.open_path(picture)
    one.settle()
    one.session.remove(one.session.documents[0])
    qtbot.waitUntil(lambda: one.folders == [])


def test_journals_follow_the_setting(run, picture: Path, qtbot: QtBot) -> None:
    one = run()
    one.settings.autosave = False
    one.files.open_path(picture)
    assert one.folders == []
    one.settings.autosave = True
    assert len(one.folders) == 1
    one.settings.autosave = False
    qtbot.waitUntil(lambda: one.folders == [])


def test_strokes_are_on_the_disk_after_two_seconds(run, picture: Path, qtbot: QtBot) -> None:
    one = run()
    one.files.open_path(picture)
    one.settle()
    document = one.session.documents[0]
    log = one.folders[0] / "log-0"
    before = log.stat().st_size
    with document.edit("Stroke", document.mask), document.mask.paint(Box(5, 5, 30, 30)) as pixels:
        pixels[...] = 200
        qtbot.waitUntil(lambda: log.stat().st_size > before, timeout=2000)  # while the stroke goes on


def test_a_place_that_cannot_be_written_is_told(run, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "recovery").write_text("in the way")
    one = run()
    one.files.open_path(picture)
    assert one.told
    assert str(tmp_path / "home" / "recovery") in one.told[0][1]
    done: list[bool] = []
    one.recovery.flush_now(one.session.documents[0], lambda: done.append(True))
    assert done == [True]
