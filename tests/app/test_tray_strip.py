"""The strip under the canvas: the answers, the step scrubber and the outcome, used by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from trays import ANSWERS, STEPS, Heard, four, listen, made, strip_in_window, thumbnail

from app.panels.tray import Tray
from app.panels.tray_strip import TrayStrip
from app.panels.tray_thumbnail import MARGIN, THUMBNAIL

LEFT = Qt.MouseButton.LeftButton
KEYS = Qt.Key


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def strip(qtbot: QtBot, tray: Tray) -> Iterator[TrayStrip]:
    with strip_in_window(qtbot, tray) as made_strip:
        yield made_strip


@pytest.fixture
def heard(strip: TrayStrip) -> Heard:
    return listen(strip)


def test_an_empty_tray_takes_no_room(strip: TrayStrip, tray: Tray) -> None:
    assert not strip.isVisible()
    four(tray)
    assert strip.isVisible()
    tray.clear()
    assert not strip.isVisible()


def test_buttons_answer_for_the_chosen_one(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    variations = four(tray)
    tray.choose(variations[2])
    strip.set_locked(True)
    for button in (strip.keep, strip.reject, strip.more, strip.reroll, strip.star, strip.delete):
        QTest.mouseClick(button, LEFT)
    assert heard == [(name, variations[2]) for name in ANSWERS]


def test_without_a_choice_the_results_can_only_be_rejected(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    four(tray)
    strip.set_locked(True)
    tray.choose(None)
    for button in (strip.keep, strip.more, strip.reroll, strip.star, strip.delete):
        assert not button.isEnabled()
    strip.pictures.setFocus()
    for key in (KEYS.Key_Return, KEYS.Key_Delete, KEYS.Key_S):
        QTest.keyClick(strip.pictures, key)
    assert heard == []
    QTest.keyClick(strip.pictures, KEYS.Key_Escape)
    QTest.mouseClick(strip.reject, LEFT)
    assert heard == [("rejected", None)] * 2


def test_rerolling_needs_something_locked(strip: TrayStrip, tray: Tray) -> None:
    four(tray)
    assert not strip.reroll.isEnabled()
    assert "keep brush" in strip.reroll.toolTip()
    strip.set_locked(True)
    assert strip.reroll.isEnabled()
    strip.set_locked(False)
    assert not strip.reroll.isEnabled()


def test_a_star_is_seen_and_said(strip: TrayStrip, tray: Tray) -> None:
    variations = four(tray)
    button = thumbnail(strip, variations[0])
    before, tip = button.grab().toImage(), strip.star.toolTip()
    tray.flip_star(variations[0])
    after = button.grab().toImage()
    corner = (MARGIN + THUMBNAIL - 14, MARGIN + 14)
    assert before.pixelColor(*corner) != after.pixelColor(*corner)
    assert button.accessibleName() == "Variation 1 of 4, with a star"
    assert strip.star.toolTip() != tip
    tray.flip_star(variations[0])
    assert button.grab().toImage() == before


def test_the_scrubber_shows_each_step_at_once(strip: TrayStrip, tray: Tray) -> None:
    four(tray)
    QTest.qWait(0)
    scrubber = strip.scrubber
    slider = scrubber.slider
    assert scrubber.isVisible()
    assert scrubber.place.text() == f"Step {STEPS} of {STEPS}"
    assert not scrubber.branch.isEnabled()
    QTest.mousePress(slider, LEFT, pos=QPoint(2, slider.height() // 2))
    assert tray.step == 1
    seen = []
    tray.shown_changed.connect(lambda: seen.append(tray.step))
    for x in range(2, slider.width()):
        QTest.mouseMove(slider, QPoint(x, slider.height() // 2))
        QApplication.processEvents()
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() - 1, slider.height() // 2))
    assert seen == [2, 3, 4, 5, None]


def test_scrubbing_moves_no_other_part(strip: TrayStrip, tray: Tray) -> None:
    tray.add("Fill mask", [made(steps=12)])
    QTest.qWait(0)
    place = strip.scrubber.slider.geometry()
    tray.look_at_step(3)
    QTest.qWait(0)
    assert strip.scrubber.place.text() == "Step 3 of 12"
    assert strip.scrubber.slider.geometry() == place


def test_a_double_click_and_the_end_key_finish(strip: TrayStrip, tray: Tray) -> None:
    four(tray)
    QTest.qWait(0)
    slider = strip.scrubber.slider
    tray.look_at_step(2)
    assert slider.value() == 2
    QTest.mouseDClick(slider, LEFT, pos=slider.rect().center())
    assert tray.step is None
    tray.look_at_step(2)
    slider.setFocus()
    QTest.keyClick(slider, KEYS.Key_Left)
    assert tray.step == 1
    QTest.keyClick(slider, KEYS.Key_End)
    assert tray.step is None


def test_arrows_on_the_slider_are_no_shortcuts(strip: TrayStrip, tray: Tray) -> None:
    ran: list[bool] = []
    action = QAction(strip.window())
    action.setShortcut("Left")
    action.triggered.connect(ran.append)
    strip.window().addAction(action)
    four(tray)
    strip.scrubber.slider.setFocus()
    QTest.keyClick(strip.scrubber.slider, KEYS.Key_Left)
    assert tray.step == STEPS - 1
    assert ran == []


def test_branching_tells_the_step(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    four(tray)
    tray.look_at_step(4)
    assert strip.scrubber.branch.isEnabled()
    QTest.mouseClick(strip.scrubber.branch, LEFT)
    assert heard == [("branch_wanted", 4)]
    tray.look_at_step(None)
    assert not strip.scrubber.branch.isEnabled()


def test_without_steps_there_is_no_scrubber_and_nothing_jumps(strip: TrayStrip, tray: Tray) -> None:
    with_steps, without = tray.add("Fill mask", [made(), made(steps=0)]).variations
    QTest.qWait(0)
    assert strip.scrubber.isVisible()
    places = [widget.geometry() for widget in (strip, strip.keep, strip.outcome)]
    tray.choose(without)
    QTest.qWait(0)
    assert not strip.scrubber.isVisible()
    assert [widget.geometry() for widget in (strip, strip.keep, strip.outcome)] == places
    tray.choose(with_steps)
    assert strip.scrubber.isVisible()


def test_the_outcome_is_said_and_moves_nothing(strip: TrayStrip, tray: Tray) -> None:
    four(tray)
    QTest.qWait(0)
    hint, place = strip.outcome.text(), strip.keep.geometry()
    strip.set_outcome("Outside the mask: 0 pixels changed" * 5)
    QTest.qWait(0)
    assert strip.outcome.text() == strip.outcome.toolTip() == "Outside the mask: 0 pixels changed" * 5
    assert strip.keep.geometry() == place
    strip.set_outcome("")
    assert strip.outcome.text() == hint != ""


def test_buttons_have_words_where_there_is_room(strip: TrayStrip, tray: Tray) -> None:
    four(tray)
    for width, words in ((900, False), (1500, True), (900, False)):
        strip.window().resize(width, 300)
        QTest.qWait(0)
        assert (strip.more.width() > 60) == words
        assert strip.rect().contains(strip.delete.geometry())
    assert strip.more.accessibleName() == "More like this"


def test_everything_has_a_name_and_a_tooltip(strip: TrayStrip, tray: Tray) -> None:
    four(tray)
    scrubber = strip.scrubber
    answers = (strip.keep, strip.reject, strip.more, strip.reroll, strip.star, strip.delete)
    for widget in (*answers, scrubber.slider, scrubber.branch, *strip.pictures.ways):
        assert widget.toolTip()
        assert widget.accessibleName() or widget.property("text")
