"""The program of a feature between two scenarios: no picture open, and every tool as it came."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from driver import Driver
from PIL import Image
from PySide6.QtWidgets import QApplication

from app.entries import TOOLS
from app.modes import Wanted
from app.tools.options import Option, Options


class Habits:
    """What a person sets once and keeps from picture to picture, so that it can be set back."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._options = [
            (options, name, getattr(options, name))
            for tool in driver.studio.toolbox.tools
            if (options := driver.studio.toolbox.options(tool)) is not None
            for name in _names(options)
        ]

    def restore(self) -> None:
        """As they were, with no work under way, no message and no picture."""
        studio, parts = self._driver.studio, self._driver.parts
        studio.client.cancel_all()
        parts.canvas.cancel_gesture()
        studio.saver.wait()
        for document in studio.session.documents:
            studio.session.remove(document)
        for options, name, value in self._options:
            setattr(options, name, value)
        studio.commands.tools.default_colours()
        studio.commands.tools.brush()
        parts.prompt.prompt.clear()
        studio.recipe.set_live(False)
        studio.recipe.take(Wanted())
        parts.messages.hide()
        parts.status.queue.hide()
        QApplication.clipboard().clear()


def warmed_up(driver: Driver, folder: Path) -> None:
    """Let all begin that begins when it is first needed and lasts as long as the program: threads, menus, engine."""
    studio = driver.studio
    path = folder / "first.png"
    Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(path)
    studio.commands.files.open_path(path)
    studio.client.load()
    studio.commands.files.save()
    studio.saver.wait()
    for tool in TOOLS:
        getattr(studio.commands.tools, tool)()
    Habits(driver).restore()


def _names(options: Options) -> list[str]:
    return [name for kind in type(options).__mro__ for name, one in vars(kind).items() if isinstance(one, Option)]
