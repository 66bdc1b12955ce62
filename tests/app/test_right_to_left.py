"""Where reading goes from right to left, words follow; numbers, time and the picture's coordinates do not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from driver import Driver
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollBar,
    QSlider,
    QWidget,
)
from surfaces import DIALOGS, docks, name_of, opened, with_everything

from app.panels.tray_thumbnail import Thumbnail
from app.qimage import to_array
from app.resources import icon, onward
from app.theme import DARK, palette


@pytest.fixture
def from_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("from_right")
def test_words_go_from_the_right_and_numbers_and_time_do_not(driver: Driver) -> None:
    full = with_everything(driver)
    parts = full.parts
    for words in (parts.prompt, parts.layers, parts.messages, parts.tool_options, parts.results, parts.status):
        assert words.layoutDirection() is Qt.LayoutDirection.RightToLeft, words
    numbers = [one for one in full.window.findChildren(QSlider) if not isinstance(one, QScrollBar)]
    assert len(numbers) > 5
    for part in (full.canvas, parts.ruled, *numbers, *full.window.findChildren(Thumbnail)):
        assert part.layoutDirection() is Qt.LayoutDirection.LeftToRight, part


@pytest.mark.usefixtures("from_right")
def test_nothing_overlaps_from_right_to_left(driver: Driver) -> None:
    full = with_everything(driver)
    for dock in docks(full.window):
        QApplication.processEvents()
        assert overlapping(dock) == [], dock.windowTitle()
    for part in (full.parts.tool_options, full.parts.messages, full.parts.results, full.parts.interpolation):
        assert overlapping(part) == [], part
    for kind in DIALOGS:
        with opened(full, kind) as dialog:
            assert overlapping(dialog) == [], kind.__name__


def overlapping(root: QWidget) -> list[str]:
    """Pairs of controls and texts beside each other that share some of their room."""
    kinds = QLabel, QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QSlider
    shown = [one for one in root.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible()]
    return [
        f"{type(one).__name__} “{name_of(one)}” and {type(other).__name__} “{name_of(other)}”"
        for index, one in enumerate(shown)
        for other in shown[index + 1 :]
        if one.parentWidget() is other.parentWidget() and one.geometry().intersects(other.geometry())
    ]


@pytest.mark.usefixtures("qapp")
def test_icons_with_a_direction_turn_round(qapp: QApplication) -> None:
    def drawn(name: str) -> np.ndarray:
        image = icon(name, palette(DARK)).pixmap(24, 24).toImage()
        return to_array(image.convertToFormat(QImage.Format.Format_RGBA8888))

    before, other = drawn("undo"), drawn("brush")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert np.array_equal(drawn("undo"), before[:, ::-1])
        assert np.array_equal(drawn("brush"), other)
        assert onward() == "chevron-left"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert onward() == "chevron-right"
