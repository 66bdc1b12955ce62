"""Everything has a name, and can be reached by keys; numbers and motion are as the person likes them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PySide6.QtCore import QAbstractAnimation, QLocale, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDockWidget,
    QDoubleSpinBox,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sources import ROOT
from surfaces import DIALOGS, controls, docks, name_of, opened, takes_tab, with_everything

from app import dialogs
from app.actions import lettered, marked, plain, rows_of
from app.dialogs.form import BusyBar
from app.entries import MENUS
from app.language import CONTEXT, languages
from app.panels.numbers import NumberField
from app.resources import TRANSLATIONS
from paella_core.request import Box


@pytest.fixture
def full(driver: Driver) -> Driver:
    return with_everything(driver)


def nameless(root: QWidget) -> list[str]:
    found = [one for one in controls(root) if not name_of(one) and not is_blank(one)]
    return [f"{type(one).__name__} in {type(one.parentWidget()).__name__}" for one in found]


def _above(widget: QWidget) -> QWidget:
    above = widget.parentWidget()
    assert above is not None
    return above


def is_blank(widget: QWidget) -> bool:
    """A button that says nothing, because there is nothing to say, and is hidden."""
    return isinstance(widget, QPushButton) and not widget.text() and (widget.isHidden() or _above(widget).isHidden())


# ---- names


def test_all_dialogs_are_looked_at() -> None:
    folder = Path(dialogs.__file__).parent
    there = {line for path in folder.glob("*.py") for line in path.read_text(encoding="utf-8").splitlines()}
    kinds = {line.removeprefix("class ").partition("(")[0] for line in there if line.endswith("(QDialog):")}
    assert kinds == {kind.__name__ for kind in DIALOGS}


def test_everything_in_the_window_has_a_name(full: Driver) -> None:
    full.studio.tour.start()
    list(docks(full.window))
    assert len(controls(full.window)) > 150
    assert nameless(full.window) == []


def test_everything_in_the_dialogs_has_a_name(full: Driver) -> None:
    for kind in DIALOGS:
        with opened(full, kind) as dialog:
            assert dialog.windowTitle()
            assert nameless(dialog) == [], kind.__name__


def test_everything_in_the_help_has_a_name(full: Driver) -> None:
    full.studio.help.show()
    assert full.studio.help.window is not None
    assert nameless(full.studio.help.window) == []


# ---- letters of menus


@pytest.mark.parametrize("language", languages())
def test_every_row_of_a_menu_has_a_letter_of_its_own(language: str, full: Driver) -> None:
    translator = QTranslator()
    translator.load(f"studio_{language}", str(TRANSLATIONS))

    def said(text: str) -> str:
        return translator.translate(CONTEXT, text) or text

    panels = [said(dock.windowTitle()) for dock in full.window.findChildren(QDockWidget)]
    menus = {menu: [said(entry.text) for entry in rows_of(menu)] + panels * (menu == "View") for menu in MENUS}
    shown = {menu: lettered(rows) for menu, rows in menus.items()}
    shown["the bar"] = [said(title) for title in MENUS.values()]
    for menu, rows in shown.items():
        letters = [marked(text) for text in rows]
        assert all(letters), (menu, rows)
        assert [one for one, count in Counter(letters).items() if count > 1] == [], menu


def test_the_window_s_menus_show_the_letters(full: Driver) -> None:
    full.window.show_recent(["/one & only.png", "/two.png"])
    for menu in [full.window.menuBar(), *full.window.menuBar().findChildren(QMenu)]:
        if isinstance(menu, QMenu):
            menu.aboutToShow.emit()
        rows = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert len({marked(row) for row in rows}) == len(rows), rows
    assert plain(full.command("File", "New").text()) == "New"


def test_letters_are_the_first_ones_of_words_where_they_are_free() -> None:
    assert lettered(["New …", "Open …", "Open as layer …"]) == ["&New …", "&Open …", "Open &as layer …"]
    assert {marked(text) for text in lettered(["aaa", "ab", "ba c"])} == {"a", "b", "c"}
    assert lettered(["a", "a"]) == ["&a", "a"]


# ---- from part to part by keys


def stops(driver: Driver, key: str, most: int) -> list[QWidget]:
    """What has the focus after each press."""
    found = []
    for _ in range(most):
        driver.keys(key)
        QApplication.processEvents()
        focused = driver.window.focusWidget()
        assert not focused.visibleRegion().isEmpty(), f"“{name_of(focused)}” is behind something"
        found.append(focused)
    return found


def test_f6_goes_through_the_whole_window_and_back(full: Driver) -> None:
    full.canvas.setFocus()
    shown = [dock for dock in full.window.findChildren(QDockWidget) if not dock.isHidden()]
    around = stops(full, "F6", len(shown) + 6)
    assert full.canvas in around
    for dock in shown:
        assert any(dock.isAncestorOf(widget) for widget in around), dock.windowTitle()
    for part in (full.parts.messages, full.parts.tool_options, full.parts.results, full.parts.interpolation):
        assert any(part.isAncestorOf(widget) for widget in around), part
    full.canvas.setFocus()
    there = stops(full, "F6", 4)
    assert stops(full, "Ctrl+F6", 4) == [*there[-2::-1], full.canvas]


def test_f6_reaches_the_tour(full: Driver) -> None:
    full.studio.tour.start()
    full.canvas.setFocus()
    card = full.studio.tour.card
    assert any(card.isAncestorOf(widget) for widget in stops(full, "F6", 16))
    assert full.window.focusWidget() is not None


def test_tab_leaves_every_control_of_the_panels(full: Driver) -> None:
    """No control keeps the keys to itself: from each, Tab comes to another one."""
    for dock in docks(full.window):
        for control in controls(dock):
            if not control.isVisible() or not control.isEnabled() or not takes_tab(control):
                continue
            control.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(control, Qt.Key.Key_Tab)
            left = full.window.focusWidget() is not control
            assert left, f"{type(control).__name__} “{name_of(control)}” in {dock.windowTitle()}"


def test_tab_goes_through_every_control_of_the_dialogs(full: Driver) -> None:
    for kind in DIALOGS:
        with opened(full, kind) as dialog:
            missed = [f"{type(one).__name__} “{name_of(one)}”" for one in missed_by_tab(dialog)]
            assert missed == [], kind.__name__


def missed_by_tab(dialog: QDialog) -> list[QWidget]:
    """Controls of a dialog to which no number of presses comes."""
    wanted = [one for one in controls(dialog) if takes_tab(one) and one.isVisible() and one.isEnabled()]
    seen = set()
    for _ in range(2 * len(wanted) + 2):
        focused = dialog.focusWidget()
        seen.add(focused)
        QTest.keyClick(focused or dialog, Qt.Key.Key_Tab)
    return [one for one in wanted if one not in seen and not within_group(one)]


def within_group(widget: QWidget) -> bool:
    """One of several of which one is chosen: the arrows go through them."""
    return isinstance(widget, QAbstractButton) and widget.autoExclusive()


# ---- numbers


@pytest.mark.parametrize("locale", ["de_DE", "en_US", "fr_CH"])
@pytest.mark.parametrize("typed", ["2,5", "2.5"])
def test_a_comma_and_a_point_both_part_the_decimals(qtbot: QtBot, locale: str, typed: str) -> None:
    for suffix, automatic in (("", ""), (" %", ""), ("", "auto: 1.0")):
        field = NumberField(0, 20, 2, suffix, automatic)
        qtbot.addWidget(field)
        field.setLocale(QLocale(locale))
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.number() == 2.5
        field.show_number(None if automatic else 3.25)
        assert field.number() == (None if automatic else 3.25)


def test_every_number_with_decimals_takes_both(full: Driver) -> None:
    """Those of the panels are of the one kind, and the dialogs have whole numbers only."""
    assert {type(field) for field in full.window.findChildren(QDoubleSpinBox)} == {NumberField}
    for kind in DIALOGS:
        with opened(full, kind) as dialog:
            assert dialog.findChildren(QDoubleSpinBox) == []


# ---- motion


def test_nothing_moves_when_motion_is_reduced(full: Driver) -> None:
    studio = full.studio
    assert full.window.isAnimated()
    studio.settings.reduced_motion = True
    assert not full.window.isAnimated()
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    bar = BusyBar("Looking for packs")
    full.qtbot.addWidget(bar)
    bar.show()
    assert bar.maximum() == 1
    studio.tour.start()
    studio.tour.card.next.click()
    for animation in full.window.findChildren(QAbstractAnimation):
        assert animation.state() is QAbstractAnimation.State.Stopped
    full.canvas.show_preview(np.zeros((20, 20, 3), np.uint8), Box(0, 0, 20, 20))
    full.canvas.show_preview(np.full((20, 20, 3), 200, np.uint8), Box(0, 0, 20, 20))
    assert not full.canvas._scene.preview.fading
    studio.settings.reduced_motion = False
    assert full.window.isAnimated()
    assert QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    bar.hide()
    bar.show()
    assert bar.maximum() == 0


def test_whatever_could_move_is_known() -> None:
    """A new animation must ask the one switch, and be looked at in the test above; that of the help has its own."""
    kinds = ("QPropertyAnimation(", "QVariantAnimation(", "QTimeLine(", "QMovie(", "startTimer(")
    files = {
        path.name
        for path in (ROOT / "app").rglob("*.py")
        if any(kind in path.read_text(encoding="utf-8") for kind in kinds)
    }
    assert files == {"tour.py", "preview.py", "help_view.py"}
