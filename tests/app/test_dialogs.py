"""The dialogs around files say what they mean, and remember what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pictures import noise
from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.dialogs import Answer, Dialogs, with_suffix
from app.dialogs.export import NAMES, NOTES, Export, ExportDialog, export_of
from app.dialogs.recovery import Entry, RecoveryDialog
from app.document.pictures.picture import EncodingOptions

ENTRIES = (
    Entry("boat.ora", 1_700_000_000.0, "200 × 150 pixels", noise(), ""),
    Entry("", 1_700_000_000.0, "", None, "The notes are damaged."),
    Entry("Untitled", 1_700_000_000.0, "200 × 150 pixels", noise(300, 40, 4), ""),
)


@pytest.fixture
def recovery(qtbot: QtBot) -> RecoveryDialog:
    dialog = RecoveryDialog(ENTRIES, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


# ---- recovery


def test_everything_that_can_be_is_chosen_at_first(recovery: RecoveryDialog) -> None:
    assert [row.check.isChecked() for row in recovery.rows] == [True, False, True]
    click(recovery.recover)
    assert recovery.result() == QDialog.DialogCode.Accepted
    assert (recovery.choice.recover, recovery.choice.delete) == ({0, 2}, set())


def test_a_click_on_a_row_chooses_it(recovery: RecoveryDialog) -> None:
    click(recovery.rows[0])
    click(recovery.rows[1].check)
    click(recovery.recover)
    assert recovery.choice.recover == {2}  # what cannot be read cannot be recovered


def test_nothing_chosen_is_nothing_to_do(recovery: RecoveryDialog) -> None:
    for row in (recovery.rows[0], recovery.rows[2]):
        click(row)
    assert not recovery.recover.isEnabled()
    assert not recovery.delete.isEnabled()


@pytest.mark.parametrize("how", ["later", "escape", "close"])
def test_later_and_escape_keep_everything(recovery: RecoveryDialog, how: str) -> None:
    if how == "later":
        click(recovery.later)
    elif how == "escape":
        QTest.keyClick(recovery, Qt.Key.Key_Escape)
    else:
        recovery.close()
    assert not recovery.isVisible()
    assert (recovery.choice.recover, recovery.choice.delete) == (set(), set())


def test_deleting_asks_first(recovery: RecoveryDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    answers = iter([False, True])
    monkeypatch.setattr(recovery, "confirm", lambda names: asked.append(names) or next(answers))
    click(recovery.rows[0])
    click(recovery.delete)
    assert recovery.choice.delete == set()
    click(recovery.delete)
    assert asked == [["“Untitled”"]] * 2
    assert recovery.choice.delete == {2}
    assert recovery.isVisible()
    assert not recovery.rows[2].isVisible()
    assert not recovery.recover.isEnabled()


def test_the_question_keeps_unless_told(recovery: RecoveryDialog) -> None:
    def press(key: Qt.Key) -> None:
        assert "boat.ora" in question().text()
        QTest.keyClick(question(), key)

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        later(lambda key=key: press(key))
        assert not recovery.confirm(["“boat.ora”"])


def test_everything_has_a_name_and_a_tip(recovery: RecoveryDialog) -> None:
    assert [row.check.accessibleName() for row in recovery.rows] == [
        "boat.ora",
        "A picture that cannot be read",
        "Untitled",
    ]
    for widget in (recovery.recover, recovery.later, recovery.delete, *(row.check for row in recovery.rows)):
        assert widget.toolTip()


# ---- export


def test_an_export_comes_back_from_the_settings() -> None:
    for export in (Export(), Export(".avif", EncodingOptions(quality=12, lossless=False, keep_metadata=False))):
        assert export_of(export.stored()) == export
    for broken in (None, b"", b"{", b"[]", b'{"suffix": ".exe"}', b'{"quality": "x"}'):
        assert export_of(None if broken is None else QByteArray(broken)) == Export()


def test_the_export_dialog_says_what_was_chosen(qtbot: QtBot) -> None:
    dialog = ExportDialog(Export(".jpg", EncodingOptions(quality=50, keep_recipe=False)), None)
    qtbot.addWidget(dialog)
    assert dialog.answer == Export(".jpg", EncodingOptions(quality=50, keep_recipe=False))
    dialog.show()
    assert dialog.quality.isEnabled()
    assert not dialog.lossless.isVisible()
    dialog.format.setCurrentIndex(dialog.format.findData(".webp"))
    assert dialog.lossless.isVisible()
    assert not dialog.quality.isEnabled()
    dialog.lossless.setChecked(False)
    dialog.metadata.setChecked(False)
    assert dialog.quality.isEnabled()
    dialog.quality.setValue(30)
    assert dialog.answer == Export(".webp", EncodingOptions(30, False, False, False))
    dialog.format.setCurrentIndex(dialog.format.findData(".png"))
    assert not dialog.quality.isEnabled()


def test_every_format_is_explained() -> None:
    assert set(NOTES) == set(NAMES)


# ---- questions


def question() -> QMessageBox:
    """The one that is asked now."""
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QMessageBox)
    return asked


def later(act: Callable[[], object]) -> None:
    """Do something once a modal question is there."""

    def try_() -> None:
        if QApplication.activeModalWidget() is None:
            QTimer.singleShot(10, try_)
        else:
            act()

    QTimer.singleShot(10, try_)


@pytest.mark.parametrize(
    ("text", "answer"), [("Save", Answer.SAVE), ("Don't save", Answer.DISCARD), ("Cancel", Answer.CANCEL)]
)
@pytest.mark.parametrize("names", [["a.ora"], ["a.ora", "b.ora"]])
def test_unsaved_changes_are_listed(qtbot: QtBot, names: list[str], text: str, answer: Answer) -> None:
    over = QWidget()
    qtbot.addWidget(over)

    def press() -> None:
        assert all(name in question().text() + question().informativeText() for name in names)
        wanted = "Save all" if text == "Save" and len(names) > 1 else text
        click(next(button for button in question().findChildren(QPushButton) if button.text() == wanted))

    later(press)
    assert Dialogs(over).unsaved(names) is answer


@pytest.mark.parametrize("modified", [True, False])
def test_enter_never_gives_up_changes(qtbot: QtBot, modified: bool) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    later(lambda: QTest.keyClick(question(), Qt.Key.Key_Return))
    assert Dialogs(over).may_reload("a.png", modified) is not modified


def test_a_name_gets_the_suffix_it_lacks() -> None:
    assert with_suffix(Path("a/boat"), ".ora") == Path("a/boat.ora")
    assert with_suffix(Path("a/boat.png"), ".ora") == Path("a/boat.png")
