"""What becomes of unexpected errors, and the report that a person can save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app import dialogs
from app.crash import LOG_NAME, Fault, read_logs
from app.diagnostics.report import LOG_CHARACTERS, report
from app.document.atomic import replacing
from app.engine.packs.child import Child
from app.engine.packs.store import COMMAND
from app.language import tr
from app.settings import Settings


class Diagnostics(QObject):
    """Tells of errors, and asks the engine's command, in a process of its own, how things are. `close` must be called
    before it goes."""

    told = Signal(str, str)  # title, text: of what came again after it was told, and of a report that was saved

    def __init__(self, settings: Settings, home: Path, parent: QWidget, command: Sequence[str] = COMMAND) -> None:
        """`home` holds the log; the windows open over that of `parent`."""
        super().__init__()
        self._settings, self._home, self._parent, self._command = settings, home, parent, list(command)
        self._known: set[str] = set()  # the errors that were told
        self._child: Child | None = None
        self._found: dict[str, Any] = {}
        self.unexpected: dialogs.UnexpectedDialog | None = None
        self.dialog: dialogs.DiagnosticsDialog | None = None

    @Slot(object)
    def tell(self, fault: Fault) -> None:
        """Tell of an error in one window. One that was told before, and comes again once that is closed, is told in the
        window's own bar: nothing piles up."""
        if self.unexpected is None:
            self.unexpected = dialogs.UnexpectedDialog(self._parent.window())
            self.unexpected.report_wanted.connect(self.show)
        if fault.place in self._known and not self.unexpected.isVisible():
            text = tr("It is the same as before. Save your work under another name, and start the program anew.")
            self.told.emit(tr("Something went wrong in the program again"), text)
            return
        self._known.add(fault.place)
        self.unexpected.tell(fault.details, fault.times)

    @Slot()
    def show(self) -> None:
        """Show what the report will hold, as soon as it is known."""
        if self.dialog is None:
            folder = Path(self._settings.folder)
            name = f"paella-studio-diagnostics-{date.today().isoformat()}.txt"
            self.dialog = dialogs.DiagnosticsDialog(folder / name, self._parent.window())
            self.dialog.saving.connect(self._save)
            self.dialog.finished.connect(self._on_closed)
            self._ask_engine()
        self.dialog.show()
        self.dialog.activateWindow()

    def close(self) -> None:
        """End what runs, and take the windows away."""
        if self._child is not None:
            self._child.end()
            self._child = None
        for window in (self.unexpected, self.dialog):
            if window is not None:
                window.close()
                window.deleteLater()
        self.unexpected = self.dialog = None

    def _ask_engine(self) -> None:
        self._found = {}
        self._child = Child([*self._command, "doctor", "--json"], self)
        self._child.told.connect(self._on_found)
        self._child.ended.connect(self._on_ended)
        self._child.start()

    @Slot(object)
    def _on_found(self, found: dict[str, Any]) -> None:
        self._found = found

    @Slot(str)
    def _on_ended(self, fault: str) -> None:
        self._child = None
        if self.dialog is not None:
            log = read_logs(self._home / LOG_NAME, LOG_CHARACTERS)
            self.dialog.show_report(report(self._settings, self._found or fault, log))

    @Slot(object)
    def _save(self, path: Path) -> None:
        """What was shown, and nothing else."""
        dialog = self.dialog
        if dialog is None:
            return
        try:
            with replacing(path) as file:
                file.write(dialog.text.toPlainText().encode())
        except OSError as error:
            words = tr("It could not be saved ({reason}). Choose another folder.")
            dialog.tell_fault(words.format(reason=error.strerror or error))
            return
        dialog.accept()
        self.told.emit(tr("The diagnostics are saved"), tr("They lie in {file}.").format(file=path))

    @Slot()
    def _on_closed(self) -> None:
        """The dialog goes by itself."""
        self.dialog = None
        if self._child is not None:
            self._child.end()
            self._child = None
