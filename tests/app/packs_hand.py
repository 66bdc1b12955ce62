"""A hand on the window of packs, and an eye for what it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.dialogs.packs import PacksDialog
from app.dialogs.packs_detail import Act
from app.engine.packs.store import PackStore
from app.theme import contrast

SLOW = 20_000  # milliseconds


def look(qtbot: QtBot, store: PackStore) -> None:
    store.look()
    rest(qtbot, store)


def rest(qtbot: QtBot, store: PackStore) -> None:
    qtbot.waitUntil(lambda: not store.jobs and not store.looking, timeout=SLOW)


def offered(dialog: PacksDialog) -> set[Act]:
    return {act for act, button in dialog.detail.buttons.items() if button.isVisible()}


def press(dialog: PacksDialog, act: Act) -> None:
    button = dialog.detail.buttons[act]
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def state_of(dialog: PacksDialog, name: str) -> str:
    return next(row.state for row in dialog.rows.rows() if row.key == name)


def page_text(dialog: PacksDialog) -> str:
    page = dialog._pages.currentWidget()
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def most_contrast(image: QImage) -> float:
    """The contrast of the two colours of a picture that differ most from each other."""
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())}
    ordered = sorted(colours, key=lambda colour: contrast(colour, "#000000"))
    return contrast(ordered[0], ordered[-1])
