"""The strip that makes films, worked by mouse and keys, on a scripted engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEngine
from film_window import FilmWindow, filming
from looking import fill_mask
from pictures import noise
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.panels.interpolation import InterpolationStrip
from app.panels.slide import Area
from paella_core.request import Box

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # raising menus: the offscreen platform

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot, engine: FakeEngine) -> Iterator[FilmWindow]:
    engine.total = 18
    with filming(qtbot, engine.open, [noise()]) as made:
        yield made
        engine.let(1000)


@pytest.fixture
def strip(window: FilmWindow) -> InterpolationStrip:
    return window.strip


@pytest.fixture
def made(window: FilmWindow, qtbot: QtBot) -> InterpolationStrip:
    """With a film of nine frames."""
    window.describe("day", "night")
    window.strip.make.click()
    qtbot.waitUntil(lambda: window.slide.making is None, timeout=10_000)
    return window.strip


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def words(strip: InterpolationStrip) -> list[str]:
    return [cell.words.text() for cell in strip.keyframes.cells]


def at_frame(strip: InterpolationStrip, number: int) -> QPoint:
    return QPoint(round(strip.timeline.x_of(number)), 18)


def choose(strip: InterpolationStrip, index: int, text: str) -> None:
    """Open the menu of a keyframe with the mouse and choose from it."""
    badge = strip.keyframes.cells[index].badge
    click(badge)
    assert badge.menu.isVisible()
    action = next(action for action in badge.menu.actions() if action.text() == text)
    assert action.isEnabled()
    assert action.isVisible()
    QTest.mouseClick(badge.menu, LEFT, pos=badge.menu.actionGeometry(action).center())


# ---- keyframes


def test_at_first_it_says_what_it_is_for(strip: InterpolationStrip) -> None:
    assert strip.hint.isVisible()
    assert strip.hint.text().startswith("Two descriptions make a film")
    assert (strip.make.text(), strip.make.isEnabled()) == ("Make 9 frames", False)
    assert not strip.timeline.isVisible()
    assert strip.keyframes.cells[0].words.placeholderText() == "for example: the lake by day"
    assert strip.height() <= 120


def test_typing_describes_the_keyframes(window: FilmWindow, strip: InterpolationStrip) -> None:
    window.describe("day", "night")
    assert [keyframe.text for keyframe in window.slide.keyframes] == ["day", "night"]
    assert strip.make.isEnabled()
    assert "Make 9 frames" in strip.hint.text()


def test_letters_are_words_and_no_commands(window: FilmWindow, strip: InterpolationStrip) -> None:
    window.describe("a b")
    QTest.keyClick(strip.keyframes.cells[0].words, Qt.Key.Key_Space)
    assert window.slide.keyframes[0].text == "a b "


def test_keyframes_come_and_go(window: FilmWindow, strip: InterpolationStrip) -> None:
    window.describe("day", "night")
    click(strip.keyframes.add)
    third = strip.keyframes.cells[2]
    assert third.words.hasFocus()
    QTest.keyClicks(third.words, "dawn")
    choose(strip, 0, "Remove keyframe")
    assert words(strip) == ["night", "dawn"]
    click(strip.keyframes.cells[0].badge)
    actions = {action.text(): action.isEnabled() for action in strip.keyframes.cells[0].badge.menu.actions()}
    strip.keyframes.cells[0].badge.menu.close()
    assert (actions["Remove keyframe"], actions["Move left"], actions["Move right"]) == (False, False, True)


def test_eight_keyframes_are_the_most(strip: InterpolationStrip) -> None:
    for _ in range(6):
        assert strip.keyframes.add.isEnabled()
        click(strip.keyframes.add)
    assert not strip.keyframes.add.isEnabled()
    assert strip.keyframes.add.toolTip() == "Eight keyframes are the most"
    assert all(cell.words.width() >= 40 for cell in strip.keyframes.cells)
    assert strip.width() == strip.window().width()


def test_arrow_keys_move_a_keyframe_and_the_focus_goes_along(window: FilmWindow, strip: InterpolationStrip) -> None:
    window.describe("A", "B", "C")
    strip.keyframes.cells[0].badge.setFocus()
    for _ in range(3):
        QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Right)
    assert words(strip) == ["B", "C", "A"]
    QTest.keyClick(window.window.focusWidget(), Qt.Key.Key_Left)
    assert words(strip) == ["B", "A", "C"]


def test_the_menu_moves_a_keyframe(window: FilmWindow, strip: InterpolationStrip) -> None:
    window.describe("A", "B", "C")
    choose(strip, 2, "Move left")
    assert words(strip) == ["A", "C", "B"]


def test_dragging_its_letter_moves_a_keyframe(window: FilmWindow, strip: InterpolationStrip) -> None:
    window.describe("A", "B", "C")
    first, last = strip.keyframes.cells[0].badge, strip.keyframes.cells[2]
    QTest.mousePress(first, LEFT, pos=QPoint(10, 10))
    for place in (strip.keyframes.cells[1], last):
        QTest.mouseMove(first, first.mapFromGlobal(place.mapToGlobal(place.rect().center())))
    assert words(strip) == ["B", "C", "A"]
    QTest.mouseRelease(first, LEFT, pos=first.mapFromGlobal(last.mapToGlobal(QPoint(5, 5))))
    assert not first.menu.isVisible()
    assert window.sliding.slide is not None
    assert [keyframe.text for keyframe in window.slide.keyframes] == ["B", "C", "A"]
    QTest.mousePress(first, LEFT, pos=QPoint(10, 10))  # the next drag begins anew
    second = strip.keyframes.cells[1]
    QTest.mouseMove(first, first.mapFromGlobal(second.mapToGlobal(second.rect().center())))
    QTest.mouseRelease(first, LEFT, pos=QPoint(300, 10))
    assert words(strip) == ["C", "B", "A"]


def test_the_picture_becomes_a_keyframe_and_words_again(window: FilmWindow, strip: InterpolationStrip) -> None:
    choose(strip, 1, "From the picture")
    cell = strip.keyframes.cells[1]
    np.testing.assert_array_equal(window.slide.keyframes[1].picture, noise())
    assert (cell.words.text(), cell.words.isReadOnly()) == ("Untitled", True)
    choose(strip, 1, "Describe it in words")
    assert window.slide.keyframes[1].is_empty
    assert (cell.words.isReadOnly(), cell.words.hasFocus()) == (False, True)


def test_a_file_is_chosen_or_dropped_as_a_keyframe(
    window: FilmWindow, strip: InterpolationStrip, tmp_path: Path
) -> None:
    path = window.questions.picture = tmp_path / "lake.png"
    Image.fromarray(noise(seed=3)).save(path)
    choose(strip, 0, "From a file …")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    cell, copy = strip.keyframes.cells[1], Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, LEFT, NO_KEY)
    for event in (enter, QDropEvent(QPoint(5, 5).toPointF(), copy, data, LEFT, NO_KEY)):
        QApplication.sendEvent(cell, event)
    assert enter.isAccepted()
    assert words(strip) == ["lake.png", "lake.png"]
    assert all(keyframe.picture is not None for keyframe in window.slide.keyframes)


# ---- settings


def test_the_settings_are_the_slides(window: FilmWindow, strip: InterpolationStrip) -> None:
    strip.frames.setFocus()
    strip.frames.selectAll()
    QTest.keyClicks(strip.frames, "33")
    QTest.keyClick(strip.frames, Qt.Key.Key_Return)
    assert (window.slide.frames, strip.make.text()) == (33, "Make 33 frames")
    strip.path.setFocus()
    QTest.keyClick(strip.path, Qt.Key.Key_Down)
    assert window.slide.path == "lerp"
    strip.area.setFocus()
    QTest.keyClick(strip.area, Qt.Key.Key_Down)
    assert window.slide.area is Area.MASK
    assert strip.hint.text().startswith("Two descriptions")


def test_what_changes_follows_the_mask_until_it_is_chosen(window: FilmWindow, strip: InterpolationStrip) -> None:
    assert strip.area.currentText() == "Whole picture"
    fill_mask(window.document, Box(10, 10, 30, 30))
    assert strip.area.currentText() == "Inside the mask"
    window.document.undo()
    assert strip.area.currentText() == "Whole picture"


# ---- making


def test_enter_makes_the_film_and_progress_is_seen(
    window: FilmWindow, strip: InterpolationStrip, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.gated = True
    window.describe("day", "night")
    QTest.keyClick(strip.keyframes.cells[1].words, Qt.Key.Key_Return)
    assert (strip.make.isVisible(), strip.cancel.isVisible(), strip.bar.isVisible()) == (False, True, True)
    assert strip.note.text() == "Waiting for the engine …"
    engine.let(6)
    qtbot.waitUntil(lambda: strip.note.text().startswith("Frame 4 of 9"))
    assert strip.bar.value() == round(1000 * 6 / 18)
    assert (strip.timeline.value(), strip.number.text()) == (2, "3 / 9")
    assert not strip.export.isEnabled()
    assert strip.height() <= 120
    click(strip.cancel)
    assert (strip.make.isVisible(), strip.cancel.isVisible(), strip.bar.isVisible()) == (True, False, False)
    assert strip.note.text() == "Stopped: 3 of 9 frames are there."
    assert strip.export.isEnabled()


def test_escape_stops_making(window: FilmWindow, strip: InterpolationStrip, engine: FakeEngine) -> None:
    engine.gated = True
    window.describe("day", "night")
    click(strip.make)
    assert window.slide.making is not None
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Escape)
    assert window.slide.making is None


def test_frames_that_show_something_else_by_now_are_out_of_date(window: FilmWindow, made: InterpolationStrip) -> None:
    assert made.note.text() == ""
    window.describe("dusk")
    assert made.note.text() == "The frames are out of date."
    made.keyframes.cells[1].words.clear()
    QTest.keyClick(made.keyframes.cells[1].words, Qt.Key.Key_Backspace)
    assert window.slide.film is not None


# ---- scrubbing and playing


def test_a_click_and_a_drag_go_to_the_frame_there(window: FilmWindow, made: InterpolationStrip) -> None:
    timeline = made.timeline
    QTest.mousePress(timeline, LEFT, pos=at_frame(made, 6))
    assert (window.slide.position, made.number.text()) == (6, "7 / 9")
    QTest.mouseMove(timeline, at_frame(made, 2))
    assert window.slide.position == 2
    QTest.mouseMove(timeline, QPoint(-50, 10))
    assert window.slide.position == 0
    QTest.mouseRelease(timeline, LEFT, pos=QPoint(-50, 10))
    QTest.mouseMove(timeline, at_frame(made, 5))
    assert window.slide.position == 0
    film = window.slide.film
    assert film is not None
    np.testing.assert_array_equal(window.shown, film.frames[0])


def test_arrow_keys_go_from_frame_to_frame(window: FilmWindow, made: InterpolationStrip) -> None:
    made.timeline.setFocus()
    QTest.keyClick(made.timeline, Qt.Key.Key_Home)
    QTest.keyClick(made.timeline, Qt.Key.Key_Right)
    QTest.keyClick(made.timeline, Qt.Key.Key_Right)
    assert window.slide.position == 2
    QTest.keyClick(made.timeline, Qt.Key.Key_End)
    assert window.slide.position == 8


def test_the_eye_shows_the_picture_or_the_frame(window: FilmWindow, made: InterpolationStrip) -> None:
    assert made.eye.isChecked()
    click(made.eye)
    assert (made.eye.isChecked(), window.shown) == (False, None)
    click(made.eye)
    assert window.shown is not None


def test_space_plays_and_stops(window: FilmWindow, made: InterpolationStrip, qtbot: QtBot) -> None:
    seen: list[int] = []
    window.slide.set_speed(60)
    window.slide.go(0)
    made.timeline.setFocus()
    QTest.keyClick(made.timeline, Qt.Key.Key_Space)
    assert made.player.playing
    assert made.play.toolTip() == "Stop (Space)"
    window.slide.position_changed.connect(lambda: seen.append(window.slide.position))
    qtbot.waitUntil(lambda: 7 in seen and seen[-1] < 4 and max(seen) == 8, timeout=5000)  # back again
    QTest.keyClick(made.timeline, Qt.Key.Key_Space)
    assert not made.player.playing
    assert made.play.toolTip() == "Play (Space)"


def test_the_speed_holds_however_late_a_frame_is(window: FilmWindow, made: InterpolationStrip, qtbot: QtBot) -> None:
    window.slide.set_speed(20)
    window.slide.go(0)
    click(made.play)
    QTest.qSleep(260)  # the program has something else to do: five frames are due meanwhile
    qtbot.waitUntil(lambda: window.slide.position > 0)
    assert 4 <= window.slide.position <= 8
    click(made.play)


def test_without_back_and_forth_it_starts_over(window: FilmWindow, made: InterpolationStrip, qtbot: QtBot) -> None:
    click(made.ping_pong)
    assert not window.slide.ping_pong
    window.slide.set_speed(60)
    window.slide.go(0)
    seen: list[int] = []
    window.slide.position_changed.connect(lambda: seen.append(window.slide.position))
    click(made.play)
    qtbot.waitUntil(lambda: any(after < before for before, after in pairwise(seen)), timeout=5000)
    made.player.stop()
    back = next(after - before for before, after in pairwise(seen) if after < before)
    assert back <= -5


@pytest.mark.parametrize("how", ["scrub", "escape", "hide", "eye", "other picture"])
def test_playing_ends_with(window: FilmWindow, made: InterpolationStrip, how: str) -> None:
    click(made.play)
    assert made.player.playing
    if how == "scrub":
        QTest.mouseClick(made.timeline, LEFT, pos=at_frame(made, 3))
    elif how == "escape":
        made.setFocus()
        QTest.keyClick(made, Qt.Key.Key_Escape)
    elif how == "hide":
        click(made.close_button)
    elif how == "eye":
        click(made.eye)
    else:
        window.open(noise(seed=1))
    assert not made.player.playing


def test_closing_hides_the_strip_and_shows_the_picture(window: FilmWindow, made: InterpolationStrip) -> None:
    assert window.shown is not None
    click(made.close_button)
    assert not made.isVisible()
    assert window.shown is None


def test_using_a_frame(window: FilmWindow, made: InterpolationStrip) -> None:
    click(made.use)
    assert window.document.history() == ["Use frame"]
    assert not made.eye.isChecked()


# ---- looks


def test_everything_has_a_name_and_a_tip(strip: InterpolationStrip) -> None:
    assert strip.accessibleName() == "Interpolation"
    cell = strip.keyframes.cells[0]
    named = [strip.timeline, strip.play, strip.eye, strip.ping_pong, strip.frames, strip.path, strip.area, strip.speed]
    named += [cell.badge, strip.keyframes.add, strip.close_button]
    assert [part for part in named if not (part.accessibleName() and part.toolTip())] == []
    assert cell.words.accessibleName() == "Description of keyframe A"
    buttons = (strip.make, strip.cancel, strip.use, strip.export)
    assert [part for part in buttons if not (part.text() and part.toolTip())] == []


def test_without_a_picture_nothing_can_be_done(window: FilmWindow, made: InterpolationStrip) -> None:
    window.session.remove(window.document)
    assert made.hint.text() == "No picture is open."
    assert made.hint.isVisible()
    parts = (made.make, made.frames, made.path, made.area, made.keyframes)
    assert not any(part.isEnabled() for part in parts)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert not made.player.playing


def test_it_is_drawn_in_the_colours_of_the_palette(made: InterpolationStrip, qapp: QApplication) -> None:
    qapp.setStyleSheet("")  # whatever the program wore in an earlier test
    before = made.keyframes.cells[0].badge.menu.actions()[1].icon().pixmap(16).toImage()
    palette = made.palette()
    palette.setColor(palette.ColorRole.WindowText, Qt.GlobalColor.red)
    palette.setColor(palette.ColorRole.Window, Qt.GlobalColor.blue)
    made.setPalette(palette)
    QApplication.sendEvent(made, QEvent(QEvent.Type.Polish))
    assert made.grab().toImage().pixelColor(3, made.height() - 3) == Qt.GlobalColor.blue
    after = made.keyframes.cells[0].badge.menu.actions()[1].icon().pixmap(16).toImage()
    assert before != after
