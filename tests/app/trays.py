"""A tray with results in it and its strip in a window, for the tests of both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.panels.tray import Tray, Variation
from app.panels.tray_strip import TrayStrip
from app.panels.tray_thumbnail import Thumbnail
from app.theme import DARK, palette
from paella_core.request import Box

STEPS = 6
ANSWERS = ("accepted", "rejected", "more_wanted", "reroll_wanted", "star_wanted", "delete_wanted")

Heard = list[tuple[str, object]]


def made(colour: tuple[int, int, int] = (200, 30, 30), note: str = "", steps: int = STEPS) -> Variation:
    """A variation of one colour."""
    picture = np.full((60, 80, 3), colour, np.uint8)
    return Variation(picture, Box(0, 0, 80, 60), "a boat", 7, tuple(picture for _ in range(steps)), note)


def four(tray: Tray) -> tuple[Variation, ...]:
    """One more run of four."""
    return tray.add("Fill mask", [made((60 * n, 30, 30)) for n in range(4)]).variations


def thumbnail(strip: TrayStrip, variation: Variation) -> Thumbnail:
    return strip.pictures.thumbnail(variation)


@contextmanager
def strip_in_window(qtbot: QtBot, tray: Tray) -> Iterator[TrayStrip]:
    """The strip at the bottom of a window of 900 x 300, under a button that takes the focus."""
    window = QWidget()
    window.setPalette(palette(DARK))
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    other, strip = QPushButton("other"), TrayStrip(tray)
    column.addWidget(other)
    column.addStretch(1)
    column.addWidget(strip)
    qtbot.addWidget(window)
    window.resize(900, 300)
    with qtbot.waitActive(window):
        window.show()
    other.setFocus()
    yield strip
    window.close()


def listen(strip: TrayStrip) -> Heard:
    """What the strip tells from now on, in order."""
    told: Heard = []
    for name in (*ANSWERS, "branch_wanted"):
        getattr(strip, name).connect(lambda about, name=name: told.append((name, about)))
    return told
