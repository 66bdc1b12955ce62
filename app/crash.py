"""The last resort: an error that nobody expected is written to a log and told, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from app.diagnostics.redaction import PrivateFormatter, place_of, told

LOG_NAME = "paella-studio.log"
LOG_BYTES = 500_000  # of each file
OLD_LOGS = 4  # files that are kept beside the newest, as "paella-studio.log.1"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """An unexpected error: its kind with where it was raised, its traceback as far as it may be told, and how often it
    has come in this run."""

    place: str
    details: str
    times: int = 1


class CrashReporter(QObject):
    """Takes the place of the hooks for errors that nobody catches from `install` on. `reported` carries a Fault; it
    may be emitted in any thread."""

    reported = Signal(object)

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._path = log
        self._handler: logging.Handler | None = None
        self._before = sys.excepthook, threading.excepthook
        self._times: Counter[str] = Counter()

    def install(self) -> None:
        """Send log records to the file, and unexpected errors here."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            self._path, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8", errors="replace", delay=True
        )
        self._handler.setFormatter(PrivateFormatter())
        logging.getLogger().addHandler(self._handler)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self.report, self._report_thread

    def uninstall(self) -> None:
        """Leave everything as it was before `install`."""
        sys.excepthook, threading.excepthook = self._before
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error and tell of it. One that comes again and again is logged the first time, the tenth, the
        hundredth and so on: it would push everything else out. Ctrl+C in a terminal ends the program as usual."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        error = error.with_traceback(trace)
        place = f"{kind.__name__} {place_of(error)}"
        self._times[place] += 1
        times = self._times[place]
        if str(times).strip("0") == "1":
            _log.critical("Unexpected error, seen %d times", times, exc_info=error)
        self.reported.emit(Fault(place, told(error), times))

    def _report_thread(self, about: threading.ExceptHookArgs) -> None:
        if about.exc_value is not None:
            self.report(about.exc_type, about.exc_value, about.exc_traceback)


def read_logs(log: Path, most: int) -> str:
    """The end of what was logged, oldest first, about `most` characters of it; "" where there is none."""
    text = ""
    for path in (log, *(log.with_name(f"{log.name}.{number}") for number in range(1, OLD_LOGS + 1))):
        if len(text) >= most or not path.is_file():
            break
        text = path.read_text(encoding="utf-8", errors="replace") + text
    return text[-most:]
