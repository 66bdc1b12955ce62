"""A small editor without a window that paints, saves and exports until it is killed: `crashing.py HOME SEED`.

Every dab is a cell of its own in the lowest layer, whose colour is its number: a picture says how far the hand came.
What happens is told in `HOME/events`, one JSON list a line, which survives the kill as it is in the system's hands:

    ["dab", time, number]  ["asked", path, number]  ["told", path, number]
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.application.files import FileCommands
from app.application.reading import Reader
from app.application.recovery import Recovery
from app.application.saving import Job, Saver
from app.application.session import Session
from app.application.studio import Studio
from app.dialogs.dialogs import Dialogs
from app.dialogs.export import Export
from app.dialogs.recovery import Entry, RecoveryChoice
from app.document.document import Document
from app.document.node import Group, Layer, Look
from app.document.plane import Plane
from app.settings import Settings
from paella_core.request import Box

SIDE, CELL = 1024, 8  # pixels
ACROSS = SIDE // CELL
MOST = ACROSS * ACROSS
FIRST = 1 << 20  # added to a dab's number, so that no empty cell looks like one


class Answers(Dialogs):
    """What the person of this test answers."""

    def __init__(self, parent: QWidget, home: Path, random_: random.Random) -> None:
        super().__init__(parent)
        self._home, self._random = home, random_

    def file_to_save(self, title: str, suggestion: Path) -> Path | None:  # noqa: ARG002
        return self._home / f"work{suggestion.suffix}"

    def export(self, last: Export) -> Export | None:  # noqa: ARG002
        return Export(self._random.choice([".png", ".tif"]))

    def recovery(self, entries: Sequence[Entry]) -> RecoveryChoice:
        return RecoveryChoice({index for index, entry in enumerate(entries) if not entry.fault})


class Small(QObject):
    """The editor's parts that files and recovery are made of, joined as the studio does."""

    def __init__(self, home: Path, random_: random.Random) -> None:
        super().__init__()
        self._over = QWidget()
        dialogs, settings = Answers(self._over, home, random_), Settings(home)
        self.session, self.saver = Session(), Saver()
        self.files = FileCommands(self.session, settings, dialogs, Reader(), self.saver, lambda _document: False)
        self.recovery = Recovery(self.session, self.saver, settings, dialogs, home / "recovery")
        self.recovery.recovered.connect(self.session.add)


class Desk(QObject):
    """An editor, and a hand that is never tired."""

    def __init__(self, home: Path, random_: random.Random, files: FileCommands, small: Small | Studio) -> None:
        super().__init__()
        self.home, self.random, self.files = home, random_, files
        self.session, self.saver, self.recovery = small.session, small.saver, small.recovery
        self._events = os.open(home / "events", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.number = 0
        self._asked: dict[Job, int] = {}
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self.act)
        self._strokes = self.paint()
        self.saver.asked.connect(self._on_asked)
        self.saver.saved.connect(self._on_saved)
        self.recovery.looked.connect(self.begin)

    def begin(self) -> None:
        """Go on with what was recovered, or with the file, or with something new; then paint."""
        if not self.documents() and (self.home / "work.ora").exists():
            self.files.open_path(self.home / "work.ora")
        if not self.documents():
            self.session.add(fresh())
        document = max(self.documents(), key=self.count)
        for other in self.session.documents:
            if other is not document:
                self.session.remove(other)
        self.session.show(document)
        self.number = self.count(document)
        self.tell("begun", self.number)
        self._timer.start()

    def documents(self) -> list[Document]:
        """Those that are the hand's own."""
        return [document for document in self.session.documents if document.width == SIDE]

    def count(self, document: Document) -> int:
        """How many dabs a document has."""
        return dabs(document.layers()[0].pixels.array)

    def act(self) -> None:
        """A dab, and now and then something else."""
        next(self._strokes)
        dice = self.random.random()
        document = self.session.current
        assert document is not None
        if document.editing:
            if dice < 0.01:
                self.files.save()
        elif dice < 0.3:
            self.files.save()
        elif dice < 0.4:
            self.files.export()
        elif dice < 0.5:
            self.scribble(document)

    def scribble(self, document: Document) -> None:
        """Something large on the upper layer, taken back at times."""
        plane = document.layers()[-1].pixels
        left, top, size = (self.random.randrange(SIDE - 300) for _ in range(3))
        with document.edit("Scribble", plane), plane.paint(Box(left, top, size, 200)) as pixels:
            pixels[..., :3] = self.random.randrange(256)  # transparent all the while
        if self.random.random() < 0.3:
            document.undo()

    def tell(self, *event: object) -> None:
        os.write(self._events, json.dumps(event).encode() + b"\n")

    def tell_dab(self) -> None:
        self.tell("dab", time.time(), self.number)

    def paint(self) -> Iterator[None]:
        """Strokes of some dabs, short and long."""
        while True:
            document = self.session.current
            assert document is not None
            plane = document.layers()[0].pixels
            with document.edit("Stroke", plane):
                for _ in range(self.random.choice([1, 5, 20, 400])):
                    if self.number < MOST:
                        with plane.paint(cell(self.number)) as pixels:
                            pixels[...] = colour(self.number)
                        self.number += 1
                        self.tell_dab()
                    yield
            yield

    def _on_asked(self, job: Job) -> None:
        self._asked[job] = self.number
        self.tell("asked", str(job.path), self.number)

    def _on_saved(self, job: Job) -> None:
        self.tell("told", str(job.path), self._asked[job])


def fresh() -> Document:
    """An empty picture: the dabs' layer, and one above it."""
    planes = [Plane(np.zeros((SIDE, SIDE, 4), np.uint8)) for _ in range(2)]
    layers = tuple(Layer(plane, Look(name)) for plane, name in zip(planes, ("dabs", "scribbles"), strict=True))
    return Document(QSize(SIDE, SIDE), Group(layers))


def cell(number: int) -> Box:
    return Box(number % ACROSS * CELL, number // ACROSS * CELL, CELL, CELL)


def colour(number: int) -> tuple[int, int, int, int]:
    code = FIRST + number
    return (code >> 16, code >> 8 & 255, code & 255, 255)


def dabs(pixels: np.ndarray) -> int:
    """How many dabs a picture of (height, width, 3 or 4) has.

    Raises:
        ValueError: it is none that the hand has ever made: a dab is missing, or half there.
    """
    cells = pixels.reshape(ACROSS, CELL, ACROSS, CELL, -1).swapaxes(1, 2).reshape(MOST, CELL * CELL, -1)
    codes = cells[..., 0].astype(int) << 16 | cells[..., 1].astype(int) << 8 | cells[..., 2]
    if (codes != codes[:, :1]).any():
        raise ValueError("a dab is half there")
    found = np.flatnonzero(codes[:, 0])
    if not np.array_equal(codes[found, 0] - FIRST, np.arange(len(found))):
        raise ValueError("a dab is missing")
    return len(found)


def at_work(home: Path, seed: int) -> Desk:
    """The small editor."""
    random_ = random.Random(seed)
    small = Small(home, random_)
    QTimer.singleShot(0, small.recovery.look)
    return Desk(home, random_, small.files, small)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    desk = at_work(Path(sys.argv[1]), int(sys.argv[2]))
    QCoreApplication.exec()
