"""Opening files in a thread: the window is drawn meanwhile, and what is generated goes on coming in."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, Signal
from PySide6.QtGui import QGuiApplication

from app.document.files import Opened, open_document

AT_ONCE = 0.03  # seconds in which most files are read, and nobody sees that the window waits


class Reader(QObject):
    """Reads files. `started` tells the name of one that takes a while, `ended` that it is there, or failed."""

    started = Signal(str)
    ended = Signal()
    _read = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """Whether a file is being read: so it can be while `read` lets the window be drawn."""
        return self._waiting > 0

    def read(self, path: Path) -> Opened:
        """What is in a file. The window is drawn meanwhile, but takes no input.

        Raises:
            FileError: as `open_document`.
        """
        with ThreadPoolExecutor(1, "opening") as thread:
            reading = thread.submit(_opened_for, self.thread(), path)
            wait([reading], AT_ONCE)
            if not reading.done():
                self._wait(reading, path.name)
            return reading.result()

    def _wait(self, reading: Future[Opened], name: str) -> None:
        """Return when a file is read."""
        self._waiting += 1
        self.started.emit(name)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        loop = QEventLoop()
        self._read.connect(loop.quit)
        reading.add_done_callback(lambda _: self._read.emit())
        while not reading.done():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        QGuiApplication.restoreOverrideCursor()
        self._waiting -= 1
        self.ended.emit()


def _opened_for(thread: QThread, path: Path) -> Opened:
    """In a thread of its own: a document that lives in another one."""
    opened = open_document(path)
    opened.document.hand_to(thread)
    return opened
