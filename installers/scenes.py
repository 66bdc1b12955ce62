"""What a scene is that pictures are taken of: it opens programs at its will and yields what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from driving import Program, Setting, mini
from PySide6.QtGui import QImage
from rehearsed import Rehearsed

from app.engine.worker import Opener

Look = tuple[str, QImage]  # with what is said of it in a file's name
SMALL = (1024, 700)


class Stage:
    """Where scenes are played: in one theme, with a folder for each program. `close` ends all programs."""

    def __init__(self, theme: str, folder: Path) -> None:
        self.theme, self._folder = theme, folder
        self._programs: list[Program] = []
        self._rehearsed: list[Rehearsed] = []

    def program(
        self, opener: Opener = mini, *, home: Path | None = None, loaded: bool = True, **setting: Any
    ) -> Program:
        """Open a program, in a folder of its own unless it is given one. `setting`: see there."""
        program = Program(home or self.folder(), Setting(self.theme, **setting), opener)
        self._programs.append(program)
        if loaded:
            program.wait_for_engine()
        return program

    def rehearsed(self) -> Rehearsed:
        """An engine that waits or fails, let go on at the end."""
        self._rehearsed.append(Rehearsed(mini))
        return self._rehearsed[-1]

    def folder(self) -> Path:
        """A new empty folder."""
        folder = self._folder / f"home{len(list(self._folder.iterdir()))}"
        folder.mkdir()
        return folder

    def close(self) -> None:
        """End all programs."""
        for engine in self._rehearsed:
            engine.go_on()
        for program in self._programs:
            program.close()


Scene = Callable[[Stage], Iterator[Look]]
