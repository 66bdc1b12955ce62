"""One run of the command line in a process of its own: what it tells, how it ends, and how it is ended."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from app.language import tr
from app.resources import RESOURCES

GRACE = 2000  # milliseconds in which a child that is asked to end does so by itself
_SAYS = "paella: "  # how the command line begins the sentence of a failure
_FAILED = 1  # its exit status then
_KEPT = 1 << 16  # bytes of what it complains of that are looked at
_log = logging.getLogger(__name__)


class Child(QObject):
    """Tells every JSON object that the command writes on a line of its own, and at last how it ended: once, with "" or
    the sentence of the failure. It is gone some time after that. It has no keyboard and no way to the network, unless
    it is made `online`."""

    told = Signal(object)  # dict
    ended = Signal(str)

    def __init__(self, command: Sequence[str], parent: QObject, *, online: bool = False) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(command[0])
        self._process.setArguments(list(command[1:]))
        self._process.setProcessEnvironment(_environment(online=online))
        self._process.setStandardInputFile(QProcess.nullDevice())
        self._complaints = b""
        self._over = self._stopped = False
        self._killer = QTimer(self, singleShot=True, interval=GRACE)
        self._killer.timeout.connect(self._process.kill)
        self._process.readyReadStandardOutput.connect(self._on_lines)
        self._process.readyReadStandardError.connect(self._on_complaint)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        """Run the command."""
        self._process.start()

    def stop(self) -> None:
        """Ask it to end; it is made to after a while."""
        self._stopped = True
        self._process.terminate()
        self._killer.start()

    def end(self) -> None:
        """End it now without a word; returns when it is gone."""
        self.blockSignals(True)
        self._over = self._stopped = True
        self._killer.stop()
        self._process.terminate()
        if not self._process.waitForFinished(GRACE):
            self._process.kill()
            self._process.waitForFinished(GRACE)
        self.deleteLater()

    @Slot()
    def _on_lines(self) -> None:
        while self._process.canReadLine():
            self._take(bytes(self._process.readLine().data()))

    @Slot()
    def _on_complaint(self) -> None:
        self._complaints = (self._complaints + self._process.readAllStandardError().data())[-_KEPT:]

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._on_lines()
        self._take(bytes(self._process.readAllStandardOutput().data()))  # a last line without an end
        self._on_complaint()
        if how is QProcess.ExitStatus.NormalExit and status == 0:
            self._tell_end("")
        else:
            self._tell_end(self._sentence(status if how is QProcess.ExitStatus.NormalExit else None))

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        """All other errors come with an end of their own."""
        if error is QProcess.ProcessError.FailedToStart:
            words = tr("The engine's command cannot be started ({reason}). Install the program again.")
            self._tell_end(words.format(reason=self._process.errorString()))

    def _tell_end(self, sentence: str) -> None:
        if self._over:
            return
        self._over = True
        self._killer.stop()
        self.ended.emit(sentence)
        self.deleteLater()

    def _take(self, line: bytes) -> None:
        """Whatever is no JSON object was written by a library, for nobody."""
        try:
            told = json.loads(line)
        except ValueError:
            return
        if isinstance(told, dict):
            self.told.emit(told)

    def _sentence(self, status: int | None) -> str:
        """What the command says of its failure; where it says nothing, that it ended, with its exit status or None."""
        complaints = self._complaints.decode(errors="replace").splitlines()
        said = [line.removeprefix(_SAYS) for line in complaints if line.startswith(_SAYS)]
        if said and status == _FAILED:
            return said[-1]
        if not self._stopped:
            _log.error("The command ended with %s.\n%s", status, "\n".join(complaints))
        return tr("It was ended from outside, or by a fault of its own. Try again.")


def _environment(*, online: bool) -> QProcessEnvironment:
    """That of this program. The child finds the same engine, writes each line at once and in UTF-8, and asks the hub
    for nothing unless it may."""
    environment = QProcessEnvironment.systemEnvironment()
    paths = [str(RESOURCES.parent), environment.value("PYTHONPATH", "")]
    environment.insert("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    environment.insert("PYTHONUNBUFFERED", "1")
    environment.insert("PYTHONUTF8", "1")
    if not online:
        environment.insert("HF_HUB_OFFLINE", "1")
    return environment
