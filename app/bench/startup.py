"""How soon the window can be worked with. Run as a program, it opens the editor, says so, and leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from app.application.studio import Studio, make_application
from app.engine.worker import open_engine
from app.settings import Settings

WINDOWS = 3  # windows that are opened; the quickest counts, as the others waited for the computer


def measure_start() -> dict[str, float]:
    """`window`: milliseconds from the command to a window that is painted and answers; `torch`: 1 where torch was
    imported for it, else 0."""
    answers = [_open_window() for _ in range(WINDOWS)]
    return min(answers, key=lambda answer: answer["window"])


def main(home: Path, begin: float) -> None:
    """Open the editor on the sample picture, with its settings in `home`; `begin` is the time of the command."""
    application = make_application(sys.argv[:1])
    studio = Studio(Settings(home), open_engine, home)
    paint = _FirstPaint(begin)
    studio.parts.canvas.installEventFilter(paint)
    studio.show([])
    application.exec()
    studio.close()
    print(json.dumps(paint.answer))


def _open_window() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "app.bench.startup", home, repr(time.time())]
        run = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PAELLA_HOME": home}
        )
    return json.loads(run.stdout.splitlines()[-1])


class _FirstPaint(QObject):
    """Notes when the canvas was painted, and what was waiting then is done."""

    def __init__(self, begin: float) -> None:
        super().__init__()
        self._begin = begin
        self.answer: dict[str, float] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if event.type() == QEvent.Type.Paint and not self.answer:
            self.answer["torch"] = float("torch" in sys.modules)
            QTimer.singleShot(0, self, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        self.answer["window"] = round((time.time() - self._begin) * 1000)
        QCoreApplication.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
