"""The colours panel and its picker, used by mouse, keys and numbers."""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.panels.colour_picker import ColourPicker
from app.panels.colours import RECENT, ColoursPanel
from app.tools.colours import Colours

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def colours() -> Colours:
    return Colours()


@pytest.fixture(scope="module")
def actions(qapp: QApplication) -> Actions:
    return Actions(MagicMock(), qapp.palette())  # the slots of the table are tested with the window


@pytest.fixture
def panel(qtbot: QtBot, colours: Colours, actions: Actions) -> ColoursPanel:
    made = ColoursPanel(colours, actions)
    qtbot.addWidget(made)
    made.resize(304, 260)
    with qtbot.waitExposed(made):
        made.show()
    return made


def type_number(panel: ColoursPanel, text: str) -> None:
    panel.number.setFocus()
    panel.number.selectAll()
    QTest.keyClicks(panel.number, text)
    QTest.keyClick(panel.number, Qt.Key.Key_Return)


def test_a_click_in_the_square_and_on_the_bar_chooses(panel: ColoursPanel, colours: Colours) -> None:
    square, bar = panel.picker.square, panel.picker.bar
    QTest.mouseClick(square, LEFT, pos=QPoint(square.width() - 1, 0))
    assert colours.foreground.name() == "#ff0000"
    QTest.mouseClick(bar, LEFT, pos=QPoint(5, round((bar.height() - 1) / 3)))
    assert colours.foreground.getHsv()[0] == pytest.approx(120, abs=2)  # pyright: ignore[reportIndexIssue]
    QTest.mouseClick(square, LEFT, pos=QPoint(0, square.height() - 1))
    assert colours.foreground.name() == "#000000"


def test_a_drag_goes_over_colours_and_stays_within(panel: ColoursPanel, colours: Colours) -> None:
    square = panel.picker.square
    QTest.mousePress(square, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(square, QPoint(square.width() + 50, -40))
    assert colours.foreground.name() == "#ff0000"
    QTest.mouseRelease(square, LEFT, pos=QPoint(10, 10))


def test_arrow_keys_change_a_little_or_a_lot(panel: ColoursPanel, colours: Colours) -> None:
    colours.foreground = QColor.fromHsvF(0.5, 0.5, 0.5)
    square = panel.picker.square
    QTest.keyClick(square, Qt.Key.Key_Right)
    assert colours.foreground.saturationF() == pytest.approx(0.51, abs=0.005)
    QTest.keyClick(square, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert colours.foreground.valueF() == pytest.approx(0.6, abs=0.005)


def test_grey_keeps_the_hue(qtbot: QtBot) -> None:
    picker = ColourPicker()
    qtbot.addWidget(picker)
    picker.show_colour(QColor.fromHsvF(0.6, 0.8, 0.9))
    picker.show_colour(QColor(90, 90, 90))
    assert picker.colour.name() == "#5a5a5a"
    assert picker.bar.hue == pytest.approx(0.6, abs=0.01)


def test_what_is_shown_is_not_told(qtbot: QtBot) -> None:
    picker = ColourPicker()
    qtbot.addWidget(picker)
    heard: list[QColor] = []
    picker.picked.connect(heard.append)
    picker.show_colour(QColor(10, 200, 30))
    assert (heard, picker.colour.name()) == ([], "#0ac81e")


@pytest.mark.parametrize("text", ["#e8a33d", "e8a33d", "E8A33D"])
def test_numbers_are_typed(panel: ColoursPanel, colours: Colours, text: str) -> None:
    type_number(panel, text)
    assert colours.foreground.name() == "#e8a33d"
    assert panel.picker.colour.name() == "#e8a33d"


def test_nonsense_is_put_right(panel: ColoursPanel, colours: Colours) -> None:
    colours.foreground = QColor("#123456")
    type_number(panel, "zz")
    assert (panel.number.text(), colours.foreground.name()) == ("#123456", "#123456")


def test_the_marked_chip_is_changed(panel: ColoursPanel, colours: Colours) -> None:
    QTest.mouseClick(panel.background, LEFT)
    type_number(panel, "#e8a33d")
    assert (colours.foreground.name(), colours.background.name()) == ("#000000", "#e8a33d")
    QTest.mouseClick(panel.foreground, LEFT)
    assert panel.number.text() == "#000000"


def test_the_panel_follows_the_colours(panel: ColoursPanel, colours: Colours) -> None:
    colours.background = QColor("#e8a33d")
    colours.swap()
    assert (panel.foreground.colour.name(), panel.background.colour.name()) == ("#e8a33d", "#000000")
    assert panel.number.text() == "#e8a33d"


def test_a_colour_that_stays_is_a_recent_one(qtbot: QtBot, panel: ColoursPanel, colours: Colours) -> None:
    colours.foreground = QColor("#111111")
    colours.foreground = QColor("#222222")
    qtbot.waitUntil(panel.recent[0].isVisible)
    assert panel.recent[0].colour.name() == "#222222"
    assert not panel.recent[1].isVisible()


def test_recent_colours_are_the_last_ones_once(panel: ColoursPanel, colours: Colours) -> None:
    for number in [*range(RECENT + 3), 5]:
        colours.foreground = QColor(number, 0, 0)
        panel.remember()
    shown = [chip.colour.red() for chip in panel.recent]
    assert shown[:3] == [5, RECENT + 2, RECENT + 1]
    assert len(set(shown)) == RECENT
    QTest.mouseClick(panel.recent[2], LEFT)
    assert colours.foreground.red() == RECENT + 1


def test_chips_keep_their_size_and_say_their_colour(panel: ColoursPanel) -> None:
    assert panel.foreground.size() == QSize(40, 28)
    assert panel.foreground.toolTip() == panel.foreground.accessibleName() == "Foreground colour: #000000"
