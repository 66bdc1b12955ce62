"""The window of packs: its states, its buttons and its questions, on the small command line that stands in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from packs_answers import Answers, answering
from packs_hand import look, most_contrast, offered, page_text, press, rest, state_of
from packs_home import COMMAND, FITS, MINI, TOO_LARGE, PacksHome, a_pack
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.application.appearance import Appearance
from app.dialogs.packs import PacksDialog
from app.dialogs.packs_detail import Act
from app.dialogs.packs_questions import PackQuestion
from app.engine.packs.store import PackStore
from app.settings import Settings

SLOW = 20_000  # milliseconds


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PacksHome:
    monkeypatch.setenv("PACKS_CHILD", "")
    return PacksHome(tmp_path / "packs")


@pytest.fixture
def store(qtbot: QtBot, home: PacksHome) -> Iterator[PackStore]:  # noqa: ARG001
    made = PackStore(COMMAND)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def answers() -> Iterator[Answers]:
    yield from answering()


@pytest.fixture
def dialog(qtbot: QtBot, store: PackStore, answers: Answers) -> PacksDialog:
    made = PacksDialog(store, answers, None)
    qtbot.addWidget(made)
    made.set_used("mini", opening=False)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def listed(qtbot: QtBot, dialog: PacksDialog, store: PackStore) -> PacksDialog:
    """The window once the packs are known."""
    look(qtbot, store)
    return dialog


# ---- states


def test_looking_has_a_face(dialog: PacksDialog, store: PackStore) -> None:
    store.look()
    assert dialog._pages.currentWidget() is dialog.looking
    assert dialog.busy.isVisible()
    assert not dialog.look_button.isEnabled()


def test_no_packs_have_a_face(qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore) -> None:
    home.hold()
    look(qtbot, store)
    assert dialog._pages.currentWidget() is dialog.nothing
    assert not dialog.busy.isVisible()


def test_a_list_that_fails_says_why(qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore) -> None:
    home.begin("broken")
    look(qtbot, store)
    assert dialog._pages.currentWidget() is dialog.fault
    assert "cannot be read" in dialog.fault.text.text()
    home.end("broken")
    QTest.mouseClick(dialog.look_button, Qt.MouseButton.LeftButton)
    rest(qtbot, store)
    assert dialog._pages.currentWidget() is dialog.detail
    home.begin("broken")
    look(qtbot, store)
    assert dialog._pages.currentWidget() is dialog.detail
    assert "cannot be read" in dialog.stale.text()
    assert dialog.stale.isVisible()


def test_installed_packs_come_first_and_the_used_one_is_marked(
    qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore
) -> None:
    paused = a_pack("paused", bytes=1000, kept_bytes=430)
    damaged = a_pack("damaged", installed=True, fault="A file is truncated.")
    home.hold(a_pack("large"), paused, a_pack("huge", fit=TOO_LARGE), damaged, MINI)
    look(qtbot, store)
    rows = dialog.rows.rows()
    assert [row.key or row.title for row in rows] == [
        "Installed", "damaged", "mini", "To download", "large", "paused", "huge",
    ]  # fmt: skip
    assert [row.key for row in rows if row.used] == ["mini"]
    assert [row.key for row in rows if row.bad] == ["damaged", "huge"]
    assert dialog.rows.key == "mini"
    assert "Damaged" in state_of(dialog, "damaged")
    assert "Paused at 43 %" in state_of(dialog, "paused")
    assert "Does not fit" in state_of(dialog, "huge")
    assert "Can be downloaded" in state_of(dialog, "large")
    spoken = dialog.rows.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Mini, in use, 18 MB · Installed"


def test_what_is_known_of_a_pack_is_shown_before_anything_is_fetched(listed: PacksDialog, home: PacksHome) -> None:
    listed.rows.choose("large")
    text = page_text(listed)
    for words in (
        "What large is good at.", "Generate, Inpaint", "MIT", "https://huggingface.co/dome272/Paella", "5.0 GB",
        "9.0 GB must be free", "120 GB", "Fits this computer: bfloat16, stages one after another; about 4 min",
    ):  # fmt: skip
        assert words in text
    assert offered(listed) == {Act.DOWNLOAD}
    assert [call.split()[1] for call in home.calls] == ["list"]


def test_a_disk_that_is_too_small_is_told_and_nothing_can_be_fetched(
    qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore
) -> None:
    home.hold(a_pack("large", free_bytes=6_000_000_000))
    look(qtbot, store)
    assert dialog.detail.facts.free.text() == "6.0 GB: 3.0 GB too little. Make room on the disk, then look again."
    assert dialog.detail.facts.free.property("warn")
    assert not dialog.detail.buttons[Act.DOWNLOAD].isEnabled()


def test_a_pack_that_does_not_fit_says_so(qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore) -> None:
    home.hold(a_pack("huge", fit=TOO_LARGE), MINI)
    look(qtbot, store)
    dialog.rows.choose("huge")
    assert dialog.detail.fit.text.text() == TOO_LARGE["text"]
    assert dialog.detail.fit.text.property("warn")
    dialog.rows.choose("mini")
    assert not dialog.detail.fit.text.property("warn")


def test_words_of_others_are_shown_as_they_are(
    qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore
) -> None:
    evil = "<img src=x><a href='file:///etc/passwd'>here</a>"
    home.hold(a_pack("evil", title=evil, about=evil, licence=evil, source=evil, fault=evil, installed=True))
    look(qtbot, store)
    labels = [label for label in dialog.detail.findChildren(QLabel) if "passwd" in label.text()]
    assert len(labels) >= 4
    for label in labels:
        assert label.textFormat() is Qt.TextFormat.PlainText or "<a" not in label.text()


# ---- download, cancel, resume, verify, remove


def test_nothing_is_downloaded_without_a_yes(listed: PacksDialog, answers: Answers, store: PackStore) -> None:
    listed.rows.choose("large")
    answers.answer = "Cancel"
    press(listed, Act.DOWNLOAD)
    assert len(answers.asked) == 1
    for words in ("Large", "5.0 GB", "huggingface.co", "MIT"):
        assert words in answers.asked[0]
    assert store.jobs == ()


def test_the_question_names_the_hub_that_is_set(
    listed: PacksDialog, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:8181")
    listed.rows.choose("large")
    answers.answer = "Cancel"
    press(listed, Act.DOWNLOAD)
    assert "127.0.0.1:8181" in answers.asked[0]
    assert "huggingface.co" not in answers.asked[0]


def test_download_cancel_resume(
    qtbot: QtBot, listed: PacksDialog, answers: Answers, store: PackStore, home: PacksHome
) -> None:
    home.hold(MINI, a_pack("large", kept_bytes=0))
    home.begin("slow")
    listed.rows.choose("large")
    answers.answer = "Download"
    press(listed, Act.DOWNLOAD)
    qtbot.waitUntil(lambda: store.progress is not None, timeout=SLOW)
    assert offered(listed) == {Act.CANCEL}
    assert listed.detail.work.isVisible()
    assert listed.detail.work.file.text() == "model.pt"
    assert listed.detail.work.numbers.text() == "0.0 of 5.0 GB · 12 MB a second · 7 min left"
    assert "Downloading 0 %" in state_of(listed, "large")
    home.hold(MINI, a_pack("large", kept_bytes=2_000_000_000))
    press(listed, Act.CANCEL)
    assert "Stopping" in state_of(listed, "large")
    rest(qtbot, store)
    assert "Paused at 40 %" in state_of(listed, "large")
    assert offered(listed) == {Act.RESUME, Act.REMOVE}
    assert "2.0 GB have come already" in page_text(listed)
    home.end("slow")
    QTest.keyClick(listed.rows, Qt.Key.Key_Return)
    rest(qtbot, store)
    assert len(answers.asked) == 1
    assert listed.rows.key == "large"
    assert offered(listed) == {Act.USE, Act.VERIFY, Act.REMOVE}
    assert listed.detail.done.text() == "Installed."
    with qtbot.waitSignal(listed.use_wanted) as used:
        QTest.keyClick(listed.rows, Qt.Key.Key_Return)
    assert used.args == ["large"]


def test_a_failure_stays_until_it_is_dismissed(
    qtbot: QtBot, listed: PacksDialog, answers: Answers, store: PackStore, home: PacksHome
) -> None:
    home.begin("offline")
    listed.rows.choose("large")
    answers.answer = "Download"
    press(listed, Act.DOWNLOAD)
    rest(qtbot, store)
    assert "huggingface.co cannot be reached" in page_text(listed)
    assert "The download did not succeed" in state_of(listed, "large")
    assert offered(listed) == {Act.RETRY, Act.DISMISS}
    listed.rows.choose("mini")
    assert "cannot be reached" not in page_text(listed)
    listed.rows.choose("large")
    press(listed, Act.DISMISS)
    assert "cannot be reached" not in page_text(listed)
    assert offered(listed) == {Act.DOWNLOAD}


def test_verifying_says_what_came_of_it(qtbot: QtBot, listed: PacksDialog, store: PackStore, home: PacksHome) -> None:
    press(listed, Act.VERIFY)
    rest(qtbot, store)
    assert listed.detail.done.text() == "Checked: every file is as it should be."
    home.hold(MINI | {"flipped": True})
    press(listed, Act.VERIFY)
    rest(qtbot, store)
    assert "denoiser.safetensors is damaged" in page_text(listed)
    assert "every file is as it should be" not in page_text(listed)


def test_removing_asks_and_enter_says_no(
    qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore, answers: Answers
) -> None:
    home.hold(a_pack("large", installed=True), MINI)
    look(qtbot, store)
    assert dialog.rows.key == "mini"
    assert offered(dialog) == {Act.VERIFY}
    dialog.rows.choose("large")
    removed: list[str] = []
    dialog.remove_wanted.connect(removed.append)
    answers.answer = "Cancel"
    press(dialog, Act.REMOVE)
    assert removed == []
    answers.answer = "Remove"
    press(dialog, Act.REMOVE)
    assert removed == ["large"]
    assert "5.0 GB become free" in answers.asked[-1]
    question = PackQuestion("?", "Remove", None)
    qtbot.addWidget(question)
    question.advise_against()
    default = next(button for button in question.findChildren(QPushButton) if button.isDefault())
    assert default.text() == "Cancel"


def test_what_has_come_can_be_removed(
    qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore, answers: Answers
) -> None:
    home.hold(a_pack("large", kept_bytes=2_000_000_000))
    look(qtbot, store)
    answers.answer = "Remove"
    with qtbot.waitSignal(dialog.remove_wanted):
        press(dialog, Act.REMOVE)
    assert "2.0 GB become free, and would have to be downloaded again." in answers.asked[0]


def test_a_pack_that_waits_says_so_and_can_be_given_up(
    qtbot: QtBot, listed: PacksDialog, store: PackStore, home: PacksHome
) -> None:
    home.begin("slow")
    store.download("large")
    listed.rows.choose("mini")
    press(listed, Act.VERIFY)
    assert "Waits for its turn" in state_of(listed, "mini")
    press(listed, Act.CANCEL)
    assert [job.name for job in store.jobs] == ["large"]
    home.end("slow")
    rest(qtbot, store)


# ---- imports


def test_an_import_is_a_line_and_then_a_pack(
    qtbot: QtBot, listed: PacksDialog, store: PackStore, answers: Answers, tmp_path: Path
) -> None:
    answers.files = [tmp_path / "watercolour.pt", tmp_path / "vqgan.ckpt"]
    for file in answers.files:
        file.write_bytes(b"weights")
    QTest.mouseClick(listed.import_button, Qt.MouseButton.LeftButton)
    assert listed.detail.title.text() == "Import of watercolour.pt, vqgan.ckpt"
    assert offered(listed) == {Act.CANCEL}
    assert not listed.detail.facts.isVisible()
    rest(qtbot, store)
    assert listed.rows.key == "watercolour"
    assert listed.detail.done.text() == "Imported."
    assert Act.USE in offered(listed)


def test_an_import_that_fails_stays_until_it_is_dismissed(
    qtbot: QtBot, listed: PacksDialog, store: PackStore, answers: Answers, tmp_path: Path
) -> None:
    answers.files = [tmp_path / "empty.pt"]
    answers.files[0].touch()
    QTest.mouseClick(listed.import_button, Qt.MouseButton.LeftButton)
    rest(qtbot, store)
    assert "holds no weights" in page_text(listed)
    assert offered(listed) == {Act.RETRY, Act.DISMISS}
    press(listed, Act.DISMISS)
    assert listed.rows.key == "mini"


def test_no_file_is_no_import(listed: PacksDialog, store: PackStore) -> None:
    QTest.mouseClick(listed.import_button, Qt.MouseButton.LeftButton)
    assert store.jobs == ()


# ---- the window


def test_arrows_walk_over_the_headings(listed: PacksDialog) -> None:
    listed.rows.setFocus()
    QTest.keyClick(listed.rows, Qt.Key.Key_Down)
    assert listed.rows.key == "large"
    QTest.keyClick(listed.rows, Qt.Key.Key_Up)
    assert listed.rows.key == "mini"


def test_escape_closes_and_stops_nothing(qtbot: QtBot, listed: PacksDialog, store: PackStore, home: PacksHome) -> None:
    home.begin("slow")
    store.download("large")
    listed.rows.choose("large")
    QTest.keyClick(listed.rows, Qt.Key.Key_Escape)
    assert not listed.isVisible()
    qtbot.waitUntil(lambda: store.progress is not None, timeout=SLOW)
    listed.show()
    assert offered(listed) == {Act.CANCEL}
    assert listed.detail.work.isVisible()
    home.end("slow")
    rest(qtbot, store)


def test_the_pack_that_the_engine_opens_is_told(listed: PacksDialog) -> None:
    assert "The engine works with it." in page_text(listed)
    listed.set_used("mini", opening=True)
    assert "The engine opens it" in page_text(listed)


def test_each_control_has_a_name_and_a_tip(listed: PacksDialog) -> None:
    for button in listed.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
        assert button.toolTip(), button.text()
    assert listed.rows.accessibleName()
    assert listed.busy.accessibleName()
    assert listed.detail.work.bar.accessibleName()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_fits_a_small_screen_and_can_be_read(
    qtbot: QtBot, home: PacksHome, dialog: PacksDialog, store: PackStore, tmp_path: Path, theme: str
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet, colours = application.styleSheet(), application.palette()
    settings = Settings(tmp_path)
    settings.theme = theme
    appearance = Appearance(application, settings)
    try:
        appearance.refresh()
        title = "A pack with a title that is far too long for the narrow list on the left"
        home.hold(MINI, a_pack("large", title=title, fit=FITS | {"text": "x"}))
        look(qtbot, store)
        dialog.rows.choose("large")
        dialog.resize(700, 460)
        assert dialog.minimumSizeHint().width() <= 1000
        assert dialog.minimumSizeHint().height() <= 660
        assert dialog.rows.horizontalScrollBar().maximum() == 0
        shown = dialog.rows.grab().toImage()
        assert most_contrast(shown) >= 4.5
    finally:
        application.setStyleSheet(sheet)
        application.setPalette(colours)
