"""Concepts in the editor: what the store knows, and the window with its states."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from packs_hand import most_contrast
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.application.appearance import Appearance
from app.application.concepts import ConceptCommands
from app.application.session import Session
from app.dialogs.concepts import ConceptsDialog
from app.dialogs.concepts_questions import ConceptQuestions
from app.document.document import Document
from app.engine.client import EngineClient
from app.engine.concepts import ConceptStore, NameFault, Wish
from app.settings import Settings
from paella_core.conditioning import concepts
from paella_core.conditioning.concepts import Concept, encoders_of
from paella_core.packs import manifest
from paella_core.packs.store import find

COMMAND = (sys.executable, str(Path(__file__).with_name("concepts_child.py")))
SLOW = 20_000  # milliseconds


class Answers(ConceptQuestions):
    """What a test says."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.yes = True
        self.asked: list[str] = []

    def pictures_to_add(self, parent: QWidget) -> list[Path]:  # noqa: ARG002
        return self.files

    def may_remove(self, name: str, parent: QWidget) -> bool:  # noqa: ARG002
        self.asked.append(name)
        return self.yes

    def may_quit(self, parent: QWidget) -> bool:  # noqa: ARG002
        self.asked.append("quit")
        return self.yes


def keep(name: str, **changes: object) -> None:
    """A concept that the pack mini reads, as long as nothing else is said."""
    encoders = encoders_of(manifest.read(find("mini")))
    vectors = {role: np.ones((2, 3), np.float32) for role in encoders}
    concepts.write(replace(Concept(name, "mini", "1", 3, encoders, vectors), **changes))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONCEPTS_CHILD", str(tmp_path))
    return tmp_path


@pytest.fixture
def pictures(home: Path) -> list[Path]:
    files = [home / f"{number}.png" for number in range(3)]
    for number, file in enumerate(files):
        Image.new("RGB", (60, 40), (40 * number, 90, 200)).save(file)
    return files


@pytest.fixture
def store(qtbot: QtBot) -> Iterator[ConceptStore]:  # noqa: ARG001
    made = ConceptStore(COMMAND)
    made.use("mini")
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def dialog(qtbot: QtBot, store: ConceptStore, answers: Answers) -> ConceptsDialog:
    made = ConceptsDialog(store, answers, None)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def press(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def rest(qtbot: QtBot, store: ConceptStore) -> None:
    qtbot.waitUntil(lambda: store.running is None, timeout=SLOW)


def fill(dialog: ConceptsDialog, pictures: list[Path], name: str) -> None:
    dialog.form.pictures.add(pictures)
    dialog.form.name.setText(name)


# ---- the store


def test_the_store_knows_which_words_the_pack_reads(store: ConceptStore) -> None:
    keep("cat")
    keep("other", pack="elsewhere", encoders={"clip": "x"}, vectors={"clip": np.ones((1, 2), np.float32)})
    (concepts.folder() / "bad.safetensors").write_bytes(b"nothing")
    store.look()
    assert [(entry.name, entry.readable, bool(entry.fault)) for entry in store.concepts] == [
        ("bad", False, True), ("cat", True, False), ("other", False, False),
    ]  # fmt: skip
    assert store.words == ["cat"]
    assert store.fault_of("CAT") is NameFault.TAKEN
    assert store.fault_of("two words") is NameFault.CHARACTERS
    assert store.fault_of("dog-2") is None
    store.use("no such pack")
    assert not store.can_learn
    assert store.words == []


def test_the_command_line_is_told_what_was_asked(
    qtbot: QtBot, store: ConceptStore, home: Path, pictures: list[Path]
) -> None:
    with qtbot.waitSignal(store.learnt, timeout=SLOW) as learnt:
        store.learn(Wish("thing", tuple(pictures), "-a cat"))
    assert learnt.args == ["thing"]
    call = json.loads((home / "call").read_text(encoding="utf-8"))
    assert call["verb"] == ["concept", "learn"]
    assert (call["name"], call["pack"], call["like"]) == ("thing", "mini", "-a cat")
    assert call["pictures"] == [str(file) for file in pictures]
    assert store.words == ["thing"]


# ---- the window


def test_it_says_what_is_missing(dialog: ConceptsDialog, pictures: list[Path]) -> None:
    form = dialog.form
    assert dialog.note.text() == "Nothing was learnt yet."
    assert "Add a few pictures" in form.reason.text()
    form.pictures.add([*pictures, pictures[0]])
    assert form.pictures.count() == 3
    assert "name" in form.reason.text()
    form.name.setText("two words")
    assert "letters without accents" in form.reason.text()
    assert not form.learn.isEnabled()
    form.name.setText("thing")
    assert "some minutes" in form.reason.text()
    assert form.learn.isEnabled()
    form.pictures.setCurrentRow(0)
    press(form.take_away)
    assert form.pictures.files == tuple(pictures[1:])


def test_a_pack_that_cannot_learn_says_so(dialog: ConceptsDialog, store: ConceptStore) -> None:
    store.use("no such pack")
    assert "reads no text" in dialog.form.reason.text()
    assert not dialog.form.learn.isEnabled()


def test_a_word_is_learnt(
    qtbot: QtBot, dialog: ConceptsDialog, store: ConceptStore, answers: Answers, home: Path, pictures: list[Path]
) -> None:
    form, answers.files = dialog.form, pictures
    (home / "slow").touch()
    press(form.add_files)
    form.name.setText("thing")
    press(form.learn)
    assert "model is being read" in form.work.text()
    qtbot.waitUntil(lambda: store.done == 1, timeout=SLOW)
    assert form.work.text() == "Learning <thing> · 25 %"
    assert form.bar.value() == 250
    assert not form.learn.isVisible()
    assert not form.name.isEnabled()
    (home / "slow").unlink()
    rest(qtbot, store)
    assert dialog.chosen == "thing"
    assert "from 3 pictures with the pack “mini”" in dialog.note.text()
    assert form.end.text().splitlines() == [
        "Learnt. Write <thing> where it belongs in the prompt.",
        "odd.png is not a picture that can be read here.",
    ]
    assert not form.end.property("warn")
    assert (form.pictures.count(), form.name.text()) == (0, "")
    with qtbot.waitSignal(dialog.word_wanted) as wanted:
        press(dialog.use)
    assert wanted.args == ["thing"]
    fill(dialog, pictures, "thing")
    assert "already" in form.reason.text()
    assert not form.end.isVisible()


def test_a_failure_is_told_and_what_was_typed_stays(
    qtbot: QtBot, dialog: ConceptsDialog, store: ConceptStore, home: Path, pictures: list[Path]
) -> None:
    (home / "failing").touch()
    fill(dialog, pictures, "thing")
    press(dialog.form.learn)
    rest(qtbot, store)
    assert dialog.form.end.text() == "The memory of the device does not suffice. Choose a smaller pack."
    assert dialog.form.end.property("warn")
    assert dialog.form.pictures.count() == 3
    (home / "failing").unlink()
    press(dialog.form.learn)
    rest(qtbot, store)
    assert store.words == ["thing"]


def test_cancel_keeps_nothing(
    qtbot: QtBot, dialog: ConceptsDialog, store: ConceptStore, home: Path, pictures: list[Path]
) -> None:
    (home / "slow").touch()
    fill(dialog, pictures, "thing")
    press(dialog.form.learn)
    qtbot.waitUntil(lambda: store.done == 1, timeout=SLOW)
    press(dialog.form.cancel)
    assert "Stopping" in dialog.form.work.text()
    rest(qtbot, store)
    assert store.concepts == ()
    assert not dialog.form.end.isVisible()
    assert dialog.form.learn.isEnabled()


def test_removing_asks(dialog: ConceptsDialog, store: ConceptStore, answers: Answers) -> None:
    keep("cat")
    (concepts.folder() / "bad.safetensors").write_bytes(b"nothing")
    store.look()
    assert [dialog.words.item(row).text() for row in range(2)] == ["<bad>  ·  damaged", "<cat>"]
    assert "is no concept, or damaged" in dialog.note.text()
    assert not dialog.use.isEnabled()
    answers.yes = False
    press(dialog.remove)
    assert len(store.concepts) == 2
    answers.yes = True
    press(dialog.remove)
    assert answers.asked == ["bad", "bad"]
    assert dialog.chosen == "cat"
    assert [path.stem for path in concepts.folder().iterdir()] == ["cat"]


def test_each_control_has_a_name_and_a_tip(dialog: ConceptsDialog) -> None:
    for button in dialog.findChildren(QPushButton):
        assert button.text()
        assert button.toolTip(), button.text()
    for part in (*dialog.findChildren(QLineEdit), dialog.words, dialog.form.pictures, dialog.form.bar):
        assert part.accessibleName()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_fits_a_small_screen_and_can_be_read(
    dialog: ConceptsDialog, store: ConceptStore, tmp_path: Path, theme: str
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet, colours = application.styleSheet(), application.palette()
    settings = Settings(tmp_path)
    settings.theme = theme
    try:
        Appearance(application, settings).refresh()
        keep("a-name-that-is-as-long-as-one-can-be")
        store.look()
        assert dialog.minimumSizeHint().width() <= 1000
        assert dialog.minimumSizeHint().height() <= 660
        assert dialog.words.horizontalScrollBar().maximum() == 0
        assert most_contrast(dialog.words.grab().toImage()) >= 4.5
    finally:
        application.setStyleSheet(sheet)
        application.setPalette(colours)


# ---- commands


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def commands(
    qtbot: QtBot, store: ConceptStore, answers: Answers, session: Session, tmp_path: Path
) -> Iterator[ConceptCommands]:
    parent = QWidget()
    qtbot.addWidget(parent)
    client = EngineClient(lambda *_: None)  # pyright: ignore[reportArgumentType]
    made = ConceptCommands(Settings(tmp_path), session, client, store, answers, parent)
    yield made
    made.close()
    client.close()


def test_the_open_picture_can_be_learnt_from(commands: ConceptCommands, session: Session) -> None:
    commands.show()
    dialog = commands.dialog
    assert dialog is not None
    assert not dialog.form.add_open.isEnabled()
    session.add(Document.from_array(np.full((1500, 3000, 3), 90, np.uint8)))
    press(dialog.form.add_open)
    press(dialog.form.add_open)
    first, _ = dialog.form.pictures.files
    with Image.open(first) as picture:
        assert picture.size == (1024, 512)
    commands.close()
    assert not first.exists()


def test_what_ends_while_nobody_looks_is_told(
    qtbot: QtBot, commands: ConceptCommands, store: ConceptStore, home: Path, pictures: list[Path]
) -> None:
    words: list[list[str]] = []
    shares: list[str] = []
    commands.words_changed.connect(words.append)
    commands.work_told.connect(shares.append)
    with qtbot.waitSignal(commands.offered, timeout=SLOW) as told:
        store.learn(Wish("thing", tuple(pictures)))
    assert told.args == ["<thing>", "Learnt. Write <thing> where it belongs in the prompt."]
    assert words[-1] == ["thing"]
    assert "100 %" in shares
    assert shares[-1] == ""
    (home / "failing").touch()
    with qtbot.waitSignal(commands.offered, timeout=SLOW) as told:
        store.learn(Wish("other", tuple(pictures)))
    assert told.args == ["The concept was not learnt", store.fault]


def test_quitting_asks_while_something_is_learnt(
    commands: ConceptCommands, store: ConceptStore, answers: Answers, home: Path, pictures: list[Path]
) -> None:
    assert commands.may_quit()
    (home / "slow").touch()
    store.learn(Wish("thing", tuple(pictures)))
    answers.yes = False
    assert not commands.may_quit()
    assert answers.asked == ["quit"]
