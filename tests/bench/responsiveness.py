"""How soon the window is painted, and how long the interface stands still while the engine loads and works.

Run it by itself: `python tests/bench/responsiveness.py [PACK]`. It prints one JSON object; times are in milliseconds,
`first_paint` and `engine_ready` from the start of the process. `late` is what a 16 ms timer of the interface comes late
by; its phase `idle` says how much of that is the computer's other work.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

from app.application.studio import Studio, make_application
from app.document.document import Document
from app.document.files import save_picture
from app.engine.client import EngineState
from app.engine.worker import open_engine
from app.settings import Settings
from paella_core.request import Box

BEAT = 16
IDLE = 2000
ROUNDS = 12
SIDE = 512
MASK = Box(160, 160, 128, 128)


def since_process_start() -> float:
    """Milliseconds since the kernel started this process (Linux)."""
    ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")) * 1000


class Pulse(QObject):
    """A heartbeat of the interface thread; the lateness of its beats, by phase."""

    def __init__(self) -> None:
        super().__init__()
        self.late: dict[str, list[float]] = {}
        self.phase = "start"
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.setdefault(self.phase, []).append((now - self._last) * 1000 - BEAT)
        self._last = now

    def summary(self) -> dict[str, dict[str, float]]:
        """Beats, 99th percentile and worst lateness of each phase."""
        return {
            phase: {"beats": len(late), "p99": round(float(np.percentile(late, 99)), 1), "worst": round(max(late), 1)}
            for phase, late in self.late.items()
        }


class FirstPaint(QObject):
    """Notes when the canvas is painted, and whether torch was there by then."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        self.torch = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.at:
            self.at, self.torch = since_process_start(), "torch" in sys.modules
        return super().eventFilter(watched, event)


class Bench(QObject):
    """One run: open, wait for the engine, fill a mask a few times."""

    def __init__(self, home: Path, pack: str) -> None:
        super().__init__()
        self.studio = Studio(Settings(home), partial(open_engine, pack))
        self.pulse, self.paint = Pulse(), FirstPaint()
        self.fills: list[float] = []
        self.previews: list[float] = []
        self._began = self._loaded = 0.0
        self.studio.parts.canvas.installEventFilter(self.paint)
        self.studio.client.state_changed.connect(self._on_state)
        self.studio.commands.work.appeared.connect(self._on_preview)
        self.studio.commands.work.ended.connect(self._on_ended)

    def start(self, picture: Path) -> None:
        self.pulse.phase = "loading"
        self.studio.show([picture])

    def report(self) -> dict[str, object]:
        return {
            "first_paint": round(self.paint.at),
            "torch_before_first_paint": self.paint.torch,
            "engine_ready": round(self._loaded),
            "first_preview": [round(one) for one in self.previews],
            "fill": [round(one) for one in self.fills],
            "late": self.pulse.summary(),
        }

    def _on_state(self) -> None:
        state = self.studio.client.state
        if state is EngineState.UNAVAILABLE:
            sys.exit(self.studio.client.fault)
        if state is EngineState.READY and not self._loaded:
            self._loaded = since_process_start()
            self.pulse.phase = "idle"
            QTimer.singleShot(IDLE, self._fill)

    def _document(self) -> Document:
        document = self.studio.session.current
        assert document is not None
        return document

    def _fill(self) -> None:
        document = self._document()
        with document.edit("Paint mask", document.mask), document.mask.paint(MASK) as pixels:
            pixels[...] = 255 - len(self.fills)
        self.pulse.phase, self._began = "working", time.perf_counter()
        self.studio.commands.work.start()

    def _on_preview(self) -> None:
        self.previews.append((time.perf_counter() - self._began) * 1000)

    def _on_ended(self) -> None:
        self.fills.append((time.perf_counter() - self._began) * 1000)
        if len(self.fills) < ROUNDS:
            QTimer.singleShot(0, self._fill)
        else:
            self._document().mark_saved()  # quitting asks about unsaved changes
            QCoreApplication.quit()


def main() -> None:
    """Print what one run measures."""
    application = make_application(["bench"])
    with tempfile.TemporaryDirectory() as home:
        picture = Path(home) / "picture.png"
        save_picture(Document.from_array(np.full((SIDE, SIDE, 3), 128, np.uint8)), picture)
        bench = Bench(Path(home), sys.argv[1] if len(sys.argv) > 1 else "mini")
        bench.start(picture)
        application.exec()
        bench.studio.close()
        print(json.dumps(bench.report(), indent=2))


if __name__ == "__main__":
    main()
