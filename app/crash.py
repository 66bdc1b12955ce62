"""The last resort: an error that nobody expected is written to a log and told, and the program goes on."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from app.language import tr

_LOG_BYTES = 1_000_000


class CrashReporter(QObject):
    """Takes the place of `sys.excepthook` from `install` on. `reported` carries a title and a text for people; it may
    be emitted in any thread."""

    reported = Signal(str, str)

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log
        self._handler: logging.Handler | None = None

    def install(self) -> None:
        """Send log records to the file, and unexpected errors here."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(self._log, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(self._handler)
        sys.excepthook = self.report

    def uninstall(self) -> None:
        """Leave everything as it was before `install`."""
        sys.excepthook = sys.__excepthook__
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and tell of it. Ctrl+C in a terminal ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logging.getLogger(__name__).critical("Unexpected error", exc_info=(kind, error, trace))
        text = tr("{error}. Your pictures are still open; save them under another name. The details are in {log}.")
        told = text.format(error=f"{kind.__name__}: {error}", log=self._log)
        self.reported.emit(tr("Something went wrong in the program"), told)
