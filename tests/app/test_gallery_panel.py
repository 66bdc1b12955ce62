"""The panel of generated pictures, used by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from galleries import add, recipe
from pictures import noise
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import Gallery
from app.panels import gallery as panels
from app.panels.gallery import GalleryPanel
from app.panels.gallery_grid import star_place, tile
from paella_core.request import Box

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def gallery(qtbot: QtBot, tmp_path: Path) -> Iterator[Gallery]:
    made = Gallery(tmp_path / "generated")
    made.load()
    qtbot.waitUntil(lambda: made.loaded)
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, gallery: Gallery) -> GalleryPanel:
    made = GalleryPanel(gallery)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made.model)
    made.resize(304, 420)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def entries(gallery: Gallery, panel: GalleryPanel) -> list[Entry]:
    """A boat, a castle and a tree, as the grid has them: the tree first."""
    assert panel.model.rowCount() == 0
    return [add(gallery, prompt, seed=seed) for seed, prompt in enumerate(("a boat", "a castle", "a tree"), 1)][::-1]


def place_of(panel: GalleryPanel, entry: Entry) -> QPoint:
    return tile(panel.grid.visualRect(panel.model.index(panel.model.entries.index(entry)))).center()


def click(panel: GalleryPanel, entry: Entry, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    panel.grid.setFocus()
    QTest.mouseClick(panel.grid.viewport(), LEFT, keys, place_of(panel, entry))


def click_star(panel: GalleryPanel, entry: Entry) -> None:
    frame = tile(panel.grid.visualRect(panel.model.index(panel.model.entries.index(entry))))
    QTest.mouseClick(panel.grid.viewport(), LEFT, pos=star_place(frame).center())


def shown(panel: GalleryPanel) -> list[str]:
    return [entry.prompt for entry in panel.model.entries]


# ---- what is shown


def test_without_pictures_it_says_what_will_be_here(panel: GalleryPanel) -> None:
    assert panel.empty.isVisible()
    assert "kept here" in panel.empty.text()
    assert not panel.clear.isEnabled()


def test_before_the_older_pictures_are_known_it_says_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    gallery = Gallery(tmp_path / "generated")
    panel = GalleryPanel(gallery)
    qtbot.addWidget(panel)
    assert panel.empty.text() == ""
    gallery.load()
    qtbot.waitUntil(lambda: "kept here" in panel.empty.text())
    gallery.close()


def test_what_is_generated_appears_as_a_picture(qtbot: QtBot, gallery: Gallery, panel: GalleryPanel) -> None:
    red = add(gallery, picture=np.full((60, 60, 3), (200, 30, 30), np.uint8))
    assert panel.grid.isVisible()

    def seen() -> bool:
        at = panel.grid.viewport().mapTo(panel, place_of(panel, red))
        image = panel.grab().toImage()
        return image.pixelColor(at * image.devicePixelRatio()) == QColor(200, 30, 30)

    qtbot.waitUntil(seen)


def test_tiles_fill_the_width(panel: GalleryPanel, gallery: Gallery) -> None:
    gallery.add([noise(8, 8)] * 20, [recipe()] * 20, Box(0, 0, 8, 8), "a.png")
    for width, columns in ((304, 3), (420, 4), (600, 6)):
        panel.resize(width, 420)
        QApplication.processEvents()
        tops = [panel.grid.visualRect(panel.model.index(row)).top() for row in range(20)]
        assert tops.count(tops[0]) == columns
        assert panel.grid.viewport().width() - columns * panel.grid.gridSize().width() <= columns


def test_the_mouse_over_a_picture_tells_how_it_was_made(panel: GalleryPanel, gallery: Gallery) -> None:
    add(gallery, "a <boat>", seed=4711, negative="fog", picture=noise(40, 30))
    text = panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    for part in ("a &lt;boat&gt;", "Not: fog", "Seed 4711", "mini", "40 × 30", "harbour.png"):
        assert part in text
    assert panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "a <boat>"


def test_a_recipe_of_another_kind_is_described_too(panel: GalleryPanel, gallery: Gallery) -> None:
    gallery.add([noise(8, 8)], [{"verb": "interpolate"}], Box(0, 0, 8, 8), "a.png")
    assert "Without a prompt" in panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole)


# ---- searching


def test_search_finds_as_one_types(panel: GalleryPanel, entries: list[Entry]) -> None:
    assert shown(panel) == [entry.prompt for entry in entries]
    QTest.keyClicks(panel.search, "CAS")
    assert shown(panel) == ["a castle"]
    QTest.keyClicks(panel.search, "x")
    assert panel.empty.isVisible()
    assert "“CASx”" in panel.empty.text()
    panel.search.clear()
    assert len(shown(panel)) == 3


def test_what_is_generated_during_a_search_is_shown_where_it_matches(
    panel: GalleryPanel, gallery: Gallery, entries: list[Entry]
) -> None:
    panel.search.setText("tree")
    add(gallery, "a lake")
    add(gallery, "a tall tree")
    assert shown(panel) == ["a tall tree", entries[0].prompt]


def test_only_starred_pictures(panel: GalleryPanel, entries: list[Entry]) -> None:
    QTest.mouseClick(panel.only_starred, LEFT)
    assert "starred" in panel.empty.text()
    QTest.mouseClick(panel.only_starred, LEFT)
    click_star(panel, entries[1])
    QTest.mouseClick(panel.only_starred, LEFT)
    assert shown(panel) == ["a castle"]
    click_star(panel, entries[1])
    assert shown(panel) == []


def test_a_new_picture_leaves_selection_and_place(panel: GalleryPanel, gallery: Gallery) -> None:
    made = gallery.add([noise(8, 8)] * 90, [recipe()] * 90, Box(0, 0, 8, 8), "a.png")
    bar = panel.grid.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(400)
    click(panel, made[14])
    before = bar.value()
    add(gallery)
    QApplication.processEvents()
    assert panel.grid.chosen == [made[14]]
    assert bar.value() == before


# ---- what can be done


def test_nothing_can_be_done_without_a_selection(panel: GalleryPanel, entries: list[Entry]) -> None:
    actions = [panel.use, panel.place, panel.open, panel.star, panel.delete]
    assert not any(action.isEnabled() for action in actions)
    click(panel, entries[0])
    assert all(action.isEnabled() for action in actions)
    click(panel, entries[2], CONTROL)
    assert [action.isEnabled() for action in actions] == [False, False, False, True, True]


def test_settings_place_and_open_hand_the_picture_on(qtbot: QtBot, panel: GalleryPanel, entries: list[Entry]) -> None:
    click(panel, entries[1])
    with qtbot.waitSignal(panel.settings_wanted) as asked:
        panel.use.trigger()
    assert asked.args == [entries[1].recipe]
    with qtbot.waitSignal(panel.opening_wanted) as asked:
        panel.open.trigger()
    assert asked.args == [entries[1]]
    click(panel, entries[0])
    with qtbot.waitSignal(panel.placing_wanted) as asked:
        QTest.mouseDClick(panel.grid.viewport(), LEFT, pos=place_of(panel, entries[0]))
    assert asked.args == [entries[0]]


def test_arrows_walk_and_enter_places_whatever_the_window_does_with_the_keys(
    qtbot: QtBot, panel: GalleryPanel, entries: list[Entry]
) -> None:
    taken: list[str] = []
    for keys in ("Return", "Delete", "Right"):
        QShortcut(QKeySequence(keys), panel, lambda keys=keys: taken.append(keys))
    click(panel, entries[0])
    QTest.keyClick(panel.grid, Qt.Key.Key_Right)
    assert panel.grid.chosen == [entries[1]]
    with qtbot.waitSignal(panel.placing_wanted) as asked:
        QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    assert asked.args == [entries[1]]
    QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert shown(panel) == ["a tree", "a boat"]
    assert taken == []


def test_enter_places_only_one(qtbot: QtBot, panel: GalleryPanel, entries: list[Entry]) -> None:  # noqa: ARG001
    panel.grid.selectAll()
    with qtbot.assertNotEmitted(panel.placing_wanted):
        QTest.keyClick(panel.grid, Qt.Key.Key_Enter)


def test_stars_are_given_and_taken(panel: GalleryPanel, gallery: Gallery, entries: list[Entry]) -> None:
    click(panel, entries[0])
    click(panel, entries[1], CONTROL)
    panel.star.trigger()
    assert gallery.found("", starred=True) == entries[:2]
    assert panel.star.text() == "Remove star"
    click(panel, entries[2], CONTROL)
    assert panel.star.text() == "Star"
    panel.star.trigger()
    assert gallery.found("", starred=True) == entries
    panel.star.trigger()
    assert gallery.found("", starred=True) == []


def test_a_click_on_a_star_selects_nothing(panel: GalleryPanel, gallery: Gallery, entries: list[Entry]) -> None:
    click(panel, entries[0])
    click_star(panel, entries[2])
    assert gallery.found("", starred=True) == [entries[2]]
    assert panel.grid.chosen == [entries[0]]


def test_deleting_can_be_undone_for_a_while(
    qtbot: QtBot, panel: GalleryPanel, gallery: Gallery, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    click(panel, entries[0])
    click(panel, entries[1], CONTROL)
    panel.delete.trigger()
    assert shown(panel) == ["a boat"]
    assert panel.grid.chosen == [entries[2]]
    assert panel.notice.text.text() == "Deleted: 2"
    QTest.mouseClick(panel.notice.button, LEFT)
    assert len(shown(panel)) == 3
    assert not panel.notice.isVisible()
    monkeypatch.setattr(panels, "_UNDO_FOR", 20)
    panel.delete.trigger()
    qtbot.waitUntil(lambda: not panel.notice.isVisible())
    gallery.restore()
    assert len(shown(panel)) == 2


def test_clearing_asks_first_and_leaves_stars(panel: GalleryPanel, entries: list[Entry]) -> None:
    click_star(panel, entries[1])
    panel.clear.trigger()
    assert "starred" in panel.notice.text.text()
    QTest.mouseClick(panel.notice.cross, LEFT)
    assert len(shown(panel)) == 3
    panel.clear.trigger()
    QTest.mouseClick(panel.notice.button, LEFT)
    assert shown(panel) == ["a castle"]
    assert panel.notice.text.text() == "Deleted: 2"
    assert not panel.clear.isEnabled()
    QTest.mouseClick(panel.notice.button, LEFT)
    assert len(shown(panel)) == 3


def test_the_menu_of_a_picture_offers_all_of_it(
    qtbot: QtBot, panel: GalleryPanel, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # offscreen there is no keyboard to grab
    click(panel, entries[1])
    place, viewport = place_of(panel, entries[1]), panel.grid.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    (menu,) = panel.grid.findChildren(QMenu)
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "Use these settings",
        "Place in the picture",
        "Open as new picture",
        "Star",
        "Delete",
    ]
    with qtbot.waitSignal(panel.settings_wanted):
        menu.actions()[1].trigger()
