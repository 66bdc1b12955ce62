"""What the client of the engine tells, noted by its receiver."""

from __future__ import annotations

from PySide6.QtCore import QThread

from app.engine.client import EngineClient
from paella_core.request import Result


class Heard:
    """What a client told, in order, as (signal, job)."""

    def __init__(self, client: EngineClient) -> None:
        self.told: list[tuple[str, int]] = []
        self.steps: list[object] = []
        self.results: list[Result] = []
        self.sentences: list[str] = []
        self.threads: set[bool] = set()
        self._main = QThread.currentThread()
        client.step.connect(self.on_step)
        client.finished.connect(self.on_finished)
        client.failed.connect(self.on_failed)
        client.cancelled.connect(self.on_cancelled)

    def on_step(self, job: int, step: object) -> None:
        self._hear("step", job)
        self.steps.append(step)

    def on_finished(self, job: int, result: Result) -> None:
        self._hear("finished", job)
        self.results.append(result)

    def on_failed(self, job: int, sentence: str) -> None:
        self._hear("failed", job)
        self.sentences.append(sentence)

    def on_cancelled(self, job: int) -> None:
        self._hear("cancelled", job)

    def of(self, job: int) -> list[str]:
        return [name for name, number in self.told if number == job]

    def _hear(self, name: str, job: int) -> None:
        self.told.append((name, job))
        self.threads.add(QThread.currentThread() is self._main)
