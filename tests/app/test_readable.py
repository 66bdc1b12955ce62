"""What has the focus is seen, and every text and icon can be read, in both themes: measured on what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from driver import Driver, driving
from fakes import FakeEngine
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from surfaces import DIALOGS, controls, docks, name_of, opened, settings_of, takes_tab, with_everything

from app.qimage import to_array
from app.theme import DARK, LIGHT, Theme, contrast

READABLE, SEEN = 4.5, 3.0
BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
Worn = Callable[[Theme], Driver]


# ---- what has the focus is seen


@pytest.fixture
def worn(qtbot: QtBot, qapp: QApplication, tmp_path: Path, picture: Path) -> Iterator[Worn]:
    """A full window in a theme; the application is undressed again afterwards."""
    before, engine = qapp.palette(), FakeEngine()
    contexts = []

    def open_in(theme: Theme) -> Driver:
        settings_of(tmp_path / "home", theme.name).save()
        contexts.append(driving(qtbot, engine.open, tmp_path / "home", [picture], (1440, 900)))
        return with_everything(contexts[0].__enter__())

    yield open_in
    for context in contexts:
        context.__exit__(None, None, None)
    qapp.setStyleSheet("")
    qapp.setPalette(before)


def pixels(widget: QWidget) -> np.ndarray:
    """What a widget looks like: (height, width, 3)."""
    return to_array(widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888))[..., :3].astype(int)


def ring_of(control: QWidget) -> tuple[int, float]:
    """How many pixels the focus changes, and the best contrast with what was there."""
    window = control.window()
    above = control.parentWidget()
    part = above if isinstance(control, QAbstractSpinBox) and above is not None else control
    elsewhere = window.focusWidget()
    if elsewhere is not None:
        elsewhere.clearFocus()
    before = pixels(part)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    after = pixels(part)
    changed = np.argwhere((before != after).any(axis=-1))
    some = changed[:: len(changed) // 50 + 1]
    return len(changed), max((contrast(named(before[y, x]), named(after[y, x])) for y, x in some), default=1)


def named(rgb: np.ndarray) -> str:
    return QColor(*map(int, rgb)).name()


@BOTH
def test_the_focus_is_seen_on_every_control(worn: Worn, theme: Theme) -> None:
    driver = worn(theme)
    for dock in docks(driver.window):
        for control in controls(dock):
            if control.isVisible() and control.isEnabled() and takes_tab(control):
                count, best = ring_of(control)
                about = f"{type(control).__name__} “{name_of(control)}” in {dock.windowTitle()}: {best:.2f}"
                assert count >= 8, about
                assert best >= SEEN, about


def grounds_and_inks(root: QWidget) -> Iterator[tuple[QLabel | QAbstractButton, float]]:
    """Each text that is shown, with its contrast: of the colour that differs most from the commonest one."""
    picture = pixels(root)
    for widget in [root, *root.findChildren(QWidget)]:
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.text().strip() or not widget.isEnabled():
            continue
        part = widget.visibleRegion().boundingRect()
        if part != widget.rect() or part.isEmpty() or widget.text().startswith("<"):
            continue  # cut off: it would be measured at an edge
        part.moveTopLeft(widget.mapTo(root, part.topLeft()))
        part &= QRect(QPoint(), root.size())
        inside = picture[part.top() : part.bottom() + 1, part.left() : part.right() + 1].reshape(-1, 3)
        if len(inside):
            yield widget, contrast_in(inside)


def contrast_in(inside: np.ndarray) -> float:
    colours, counts = np.unique(inside, axis=0, return_counts=True)
    ground = named(colours[counts.argmax()])
    return max(contrast(named(colour), ground) for colour in colours[:: len(colours) // 200 + 1])


@BOTH
def test_every_text_can_be_read(worn: Worn, theme: Theme) -> None:
    driver, read = worn(theme), []
    read += [(found, name) for name, found in texts_of(driver.window)]
    for dock in docks(driver.window):
        QApplication.processEvents()
        read += [(found, name) for name, found in texts_of(dock)]
    for kind in DIALOGS:
        with opened(driver, kind) as dialog:
            read += [(found, f"{kind.__name__}: {name}") for name, found in texts_of(dialog)]
    assert len(read) > 250
    assert [one for one in read if one[0] < READABLE] == []


def texts_of(root: QWidget) -> list[tuple[str, float]]:
    return [(f"{type(one).__name__} “{one.text()}”", found) for one, found in grounds_and_inks(root)]


@BOTH
def test_icons_are_seen(worn: Worn, theme: Theme) -> None:
    driver = worn(theme)
    picture = pixels(driver.window)
    buttons = [one for one in driver.window.findChildren(QToolButton) if not one.icon().isNull() and one.isEnabled()]
    shown = [one for one in buttons if one.visibleRegion().boundingRect() == one.rect()]
    assert len(shown) > 30
    for button in shown:
        place = QRect(button.mapTo(driver.window, QPoint()), button.size()).adjusted(4, 4, -4, -4)
        inside = picture[place.top() : place.bottom() + 1, place.left() : place.right() + 1].reshape(-1, 3)
        assert contrast_in(inside) >= SEEN, button.toolTip()
