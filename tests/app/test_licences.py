"""About leads to the licences of all that is inside, which can be read and searched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.dialogs.about import AboutDialog
from app.dialogs.licences import LicencesDialog
from app.licences import Licence

PIECES = [
    Licence("Python 3.11", "Licence: PSF\n\nNobody is liable."),
    Licence("numpy 2.4", "Licence: BSD\n\nRedistribution is allowed.\n\nRedistribution of binaries, too."),
    Licence("torch 2.13", "Licence: Apache\n\nRedistribution needs a notice."),
]


@pytest.fixture
def dialog(qtbot: QtBot) -> LicencesDialog:
    made = LicencesDialog(PIECES, None)
    qtbot.addWidget(made)
    made.show()
    return made


def listed(dialog: LicencesDialog) -> list[str]:
    rows = [dialog.pieces.item(row) for row in range(dialog.pieces.count())]
    return [row.text() for row in rows if not row.isHidden()]


def test_about_opens_them(qtbot: QtBot) -> None:
    about = AboutDialog(None)
    qtbot.addWidget(about)
    about.show()
    seen: list[str] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, LicencesDialog)
        seen.extend(listed(shown))
        shown.reject()

    QTimer.singleShot(0, about, look)
    QTest.mouseClick(about.licences, Qt.MouseButton.LeftButton)
    assert seen[0].startswith("Python ")
    assert any(name.startswith("PySide6_Essentials ") for name in seen)


def test_the_first_piece_is_shown_and_another_can_be(dialog: LicencesDialog) -> None:
    assert dialog.text.toPlainText() == PIECES[0].text
    dialog.pieces.setCurrentRow(2)
    assert dialog.text.toPlainText() == PIECES[2].text
    assert dialog.text.isReadOnly()


def test_a_search_leaves_the_pieces_that_have_the_words(dialog: LicencesDialog) -> None:
    QTest.keyClicks(dialog.search, "redistribution")
    assert listed(dialog) == ["numpy 2.4", "torch 2.13"]
    assert dialog.text.toPlainText() == PIECES[1].text
    assert len(dialog.text.extraSelections()) == 2
    dialog.search.setText("TORCH")
    assert listed(dialog) == ["torch 2.13"]
    dialog.search.clear()
    assert len(listed(dialog)) == 3
    assert dialog.text.extraSelections() == []


def test_enter_leads_to_the_next_place_and_on_to_the_first(dialog: LicencesDialog) -> None:
    QTest.keyClicks(dialog.search, "redistribution")
    places = []
    for _ in range(3):
        places.append(dialog.text.textCursor().selectionStart())
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    first = PIECES[1].text.index("Redistribution")
    assert places == [first, PIECES[1].text.rindex("Redistribution"), first]
    assert dialog.isVisible()  # Enter does not close it


def test_nothing_found_is_said(dialog: LicencesDialog) -> None:
    dialog.search.setText("cheese")
    assert listed(dialog) == []
    assert dialog.nothing.isVisible()
    assert "cheese" in dialog.nothing.text()
