"""The pictures in the tray, used by mouse and keys: they show the tray, and choose and point in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from trays import Heard, four, listen, made, strip_in_window, thumbnail

from app.panels.tray import Tray, Variation
from app.panels.tray_strip import TrayStrip
from app.panels.tray_thumbnail import MARGIN, THUMBNAIL, Thumbnail, cover
from app.qimage import to_array
from app.theme import DARK
from paella_core.request import Box

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


def move_to(widget: QWidget) -> None:
    """Come with the mouse from somewhere else."""
    QTest.mouseMove(widget.window(), QPoint(2, 2))
    QTest.mouseMove(widget, widget.rect().center())
    QApplication.processEvents()


def roll(strip: TrayStrip, notches: int, sideways: int = 0) -> None:
    pictures = strip.pictures
    place = QPointF(150, 20)
    event = QWheelEvent(
        place,
        pictures.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(sideways * 120, notches * 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pictures.viewport(), event)


def test_the_newest_run_is_at_the_left(strip: TrayStrip, tray: Tray) -> None:
    old, new = four(tray), four(tray)
    places = [thumbnail(strip, one).x() for one in (*new, *old)]
    assert places == sorted(places)
    assert [places[n + 1] - places[n] for n in (0, 1, 2)] == [80] * 3
    assert places[4] - places[3] > 80  # the hairline


def test_a_run_that_grows_keeps_the_pictures_that_are_there(strip: TrayStrip, tray: Tray) -> None:
    run = tray.add("Fill mask", [made(), made()])
    before = [thumbnail(strip, one) for one in run.variations]
    tray.extend(run, [*run.variations, made()])
    assert [thumbnail(strip, one) for one in run.variations] == before
    assert len(strip.pictures.findChildren(Thumbnail)) == 3
    assert before[0].accessibleName() == "Variation 1 of 3"


def test_pointing_shows_it_on_the_canvas(strip: TrayStrip, tray: Tray) -> None:
    variations = four(tray)
    QTest.qWait(0)
    move_to(thumbnail(strip, variations[2]))
    assert tray.shown is variations[2]
    assert tray.chosen is variations[0]
    move_to(strip.keep)
    assert tray.shown is variations[0]


def test_pointing_moves_nothing(strip: TrayStrip, tray: Tray) -> None:
    variations = [*reversed([four(tray) for _ in range(3)])]
    QTest.qWait(0)
    bar = strip.pictures.horizontalScrollBar()
    bar.setValue(bar.maximum())
    move_to(thumbnail(strip, variations[2][2]))
    assert tray.shown is variations[2][2]
    assert bar.value() == bar.maximum() > 0


def test_a_strip_that_goes_points_at_nothing(strip: TrayStrip, tray: Tray) -> None:
    variations = four(tray)
    tray.hover(variations[1])
    strip.window().hide()
    assert tray.shown is variations[0]


def test_a_click_chooses(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    variations = four(tray)
    QTest.mouseClick(thumbnail(strip, variations[3]), LEFT)
    assert tray.chosen is variations[3]
    assert thumbnail(strip, variations[3]).isChecked()
    assert not thumbnail(strip, variations[0]).isChecked()
    assert strip.pictures.hasFocus()
    assert heard == []


def test_a_double_click_keeps(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    variations = four(tray)
    QTest.mouseClick(thumbnail(strip, variations[1]), LEFT)
    QTest.mouseDClick(thumbnail(strip, variations[1]), LEFT)
    assert heard == [("accepted", variations[1])]


def test_the_right_button_chooses_nothing(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    variations = four(tray)
    QTest.mouseClick(thumbnail(strip, variations[1]), Qt.MouseButton.RightButton)
    QTest.mouseDClick(thumbnail(strip, variations[1]), Qt.MouseButton.RightButton)
    QTest.mouseRelease(
        thumbnail(strip, variations[1]), Qt.MouseButton.RightButton
    )  # else it stays down for later tests
    assert tray.chosen is variations[0]
    assert heard == []


def test_arrows_walk_around_the_end(strip: TrayStrip, tray: Tray) -> None:
    variations = four(tray)
    strip.pictures.setFocus()
    QTest.keyClick(strip.pictures, KEYS.Key_Right)
    assert tray.chosen is variations[1]
    QTest.keyClick(strip.pictures, KEYS.Key_Left)
    QTest.keyClick(strip.pictures, KEYS.Key_Left)
    assert tray.chosen is variations[3]
    assert strip.pictures.accessibleDescription() == "Variation 4 of 4"


@pytest.mark.parametrize(
    ("key", "modifier", "wanted"),
    [
        (KEYS.Key_Return, Qt.KeyboardModifier.NoModifier, "accepted"),
        (KEYS.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "accepted"),
        (KEYS.Key_Escape, Qt.KeyboardModifier.NoModifier, "rejected"),
        (KEYS.Key_Delete, Qt.KeyboardModifier.NoModifier, "delete_wanted"),
        (KEYS.Key_S, Qt.KeyboardModifier.NoModifier, "star_wanted"),
        (KEYS.Key_Asterisk, Qt.KeyboardModifier.ShiftModifier, "star_wanted"),
    ],
)
def test_keys_answer(
    strip: TrayStrip, tray: Tray, heard: Heard, key: Qt.Key, modifier: Qt.KeyboardModifier, wanted: str
) -> None:
    variations = four(tray)
    strip.pictures.setFocus()
    QTest.keyClick(strip.pictures, key, modifier)
    assert heard == [(wanted, variations[0])]


def test_keys_are_the_strip_s_before_they_are_shortcuts(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    ran: list[str] = []
    for keys in ("S", "Esc", "Delete", "Right", "Ctrl+S"):
        action = QAction(strip.window())
        action.setShortcut(keys)
        action.triggered.connect(lambda _on, keys=keys: ran.append(keys))
        strip.window().addAction(action)
    four(tray)
    strip.pictures.setFocus()
    for key in (KEYS.Key_S, KEYS.Key_Escape, KEYS.Key_Delete, KEYS.Key_Right):
        QTest.keyClick(strip.pictures, key)
    QTest.keyClick(strip.pictures, KEYS.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["Ctrl+S"]
    assert [name for name, _ in heard] == ["star_wanted", "rejected", "delete_wanted"]
    tray.choose(None)
    QTest.keyClick(strip.pictures, KEYS.Key_S)  # nothing to star
    assert ran == ["Ctrl+S", "S"]


def test_a_key_that_is_held_answers_once(strip: TrayStrip, tray: Tray, heard: Heard) -> None:
    four(tray)
    strip.pictures.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True):
        QApplication.sendEvent(strip.pictures, QKeyEvent(QEvent.Type.KeyPress, KEYS.Key_Delete, none, "", repeated))
    assert len(heard) == 1


def test_the_chosen_one_is_framed_in_the_accent(strip: TrayStrip, tray: Tray) -> None:
    variations = four(tray)
    accent = QColor(DARK.ring)
    assert thumbnail(strip, variations[0]).grab().toImage().pixelColor(40, 1) == accent
    assert thumbnail(strip, variations[1]).grab().toImage().pixelColor(40, 1) != accent
    without = thumbnail(strip, variations[0]).grab().toImage()
    strip.pictures.setFocus()
    assert thumbnail(strip, variations[0]).grab().toImage() != without  # the keys mean it


def test_a_note_lies_on_its_picture(strip: TrayStrip, tray: Tray) -> None:
    white = (255, 255, 255)
    plain, noted = tray.add("Restructure", [made(white), made(white, "60 %")]).variations
    tray.choose(None)
    corner = (MARGIN + 8, MARGIN + THUMBNAIL - 8)
    assert thumbnail(strip, plain).grab().toImage().pixelColor(*corner).lightness() == 255
    assert thumbnail(strip, noted).grab().toImage().pixelColor(*corner).lightness() < 120
    assert thumbnail(strip, noted).accessibleName() == "Variation 2 of 2, 60 %"


def test_the_tooltip_says_what_it_was_made_of(strip: TrayStrip, tray: Tray) -> None:
    picture = made().picture
    strange = Variation(picture, Box(0, 0, 80, 60), "a <b>red</b> boat & more", 2**63, (), "60 %")
    tray.add("Fill mask", [strange])
    tip = thumbnail(strip, strange).toolTip()
    assert "Fill mask" in tip
    assert "a &lt;b&gt;red&lt;/b&gt; boat &amp; more" in tip
    assert f"60 %  Seed {2**63}" in tip


def test_the_wheel_scrolls_sideways(strip: TrayStrip, tray: Tray) -> None:
    for _ in range(3):
        four(tray)
    QTest.qWait(0)
    bar = strip.pictures.horizontalScrollBar()
    roll(strip, -1)
    assert bar.value() == 80
    roll(strip, 0, sideways=-1)
    assert bar.value() == 160
    roll(strip, 9)
    assert bar.value() == 0


def test_scrolling_points_at_what_comes_under_the_mouse(strip: TrayStrip, tray: Tray) -> None:
    for _ in range(3):
        four(tray)
    QTest.qWait(0)
    roll(strip, -1)
    assert tray.shown is tray.variations[2]  # 150 px from the left, one picture further


def test_ways_lead_on_where_there_is_more(strip: TrayStrip, tray: Tray) -> None:
    for _ in range(3):
        four(tray)
    QTest.qWait(0)
    back, on = strip.pictures.ways
    bar = strip.pictures.horizontalScrollBar()
    assert (back.isVisible(), on.isVisible()) == (False, True)
    QTest.mouseClick(on, LEFT)
    assert back.isVisible()
    while on.isVisible():
        QTest.mouseClick(on, LEFT)
    assert bar.value() == bar.maximum()
    assert not on.isVisible()
    while back.isVisible():
        QTest.mouseClick(back, LEFT)
    assert bar.value() == 0


def test_the_chosen_one_comes_into_sight(strip: TrayStrip, tray: Tray) -> None:
    for _ in range(3):
        four(tray)
    QTest.qWait(0)
    pictures = strip.pictures
    seen = pictures.viewport().rect()
    for variation in [*tray.variations, tray.variations[0]]:
        tray.choose(variation)
        button = thumbnail(strip, variation)
        place = button.rect().translated(button.mapTo(pictures.viewport(), QPoint()))
        assert seen.contains(place)
        assert not any(way.isVisible() and way.geometry().intersects(place) for way in pictures.ways)


def test_a_thumbnail_is_the_middle_of_its_picture() -> None:
    picture = np.zeros((40, 100, 3), np.uint8)
    picture[:, 30:70] = (10, 200, 30)
    shown = to_array(cover(picture, THUMBNAIL, 2.0))
    assert shown.shape == (2 * THUMBNAIL, 2 * THUMBNAIL, 3)
    assert (shown == (10, 200, 30)).all()


def test_a_large_picture_is_evenly_thinned_out() -> None:
    picture = np.zeros((3000, 3000, 3), np.uint8)
    picture[:, :, 0] = np.linspace(0, 255, 3000, dtype=np.uint8)
    shown = to_array(cover(picture, THUMBNAIL, 1.0))[..., 0].astype(int)
    assert (np.abs(shown - np.linspace(0, 255, THUMBNAIL)) < 6).all()


def test_deep_and_transparent_pictures_have_thumbnails_too() -> None:
    deep = np.full((90, 90, 3), 40000, np.uint16)
    assert (np.abs(to_array(cover(deep, THUMBNAIL, 1.0)).astype(int) - round(40000 / 257)) <= 1).all()
    clear = np.zeros((90, 90, 4), np.uint16)
    assert len(np.unique(to_array(cover(clear, THUMBNAIL, 1.0)).reshape(-1, 3), axis=0)) == 2  # the checkerboard


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 500, 4), (3, 2, 3)])
def test_the_smallest_pictures_have_thumbnails(shape: tuple[int, ...]) -> None:
    assert cover(np.full(shape, 255, np.uint8), THUMBNAIL, 1.0).width() == THUMBNAIL
