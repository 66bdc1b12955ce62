"""The engine at work while something is measured."""

from __future__ import annotations

from functools import partial
from types import TracebackType

from PySide6.QtCore import QEventLoop, QObject, Slot

from app.canvas.canvas_view import CanvasView
from app.engine.client import EngineClient, EngineState
from app.engine.worker import open_engine
from paella_core.errors import PaellaError
from paella_core.request import Box, Generate, Result, Step

SIDE = 256  # pixels of what is generated


class Generating(QObject):
    """Within it, the engine on `pack` generates one picture after the other, and `canvas` shows every step. Nothing
    happens where the pack is None."""

    def __init__(self, canvas: CanvasView, pack: str | None) -> None:
        super().__init__()
        self._canvas = canvas
        self._client = EngineClient(partial(open_engine, pack)) if pack else None
        self._loop = QEventLoop()

    def __enter__(self) -> None:
        """Open the engine and start.

        Raises:
            PaellaError: it cannot be opened.
        """
        if self._client is None:
            return
        self._client.state_changed.connect(self._on_state)
        self._client.step.connect(self._on_step)
        self._client.finished.connect(self._on_finished)
        self._client.load()
        self._loop.exec()
        if self._client.state is EngineState.UNAVAILABLE:
            fault = self._client.fault
            self._client.close()
            raise PaellaError(fault)
        self._begin()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        if self._client is not None:
            self._client.close()

    def _begin(self) -> None:
        if self._client is not None:
            self._client.submit(Generate("a red boat", (SIDE, SIDE)))

    @Slot()
    def _on_state(self) -> None:
        if self._client is not None and self._client.state in (EngineState.READY, EngineState.UNAVAILABLE):
            self._loop.quit()

    @Slot(int, object)
    def _on_step(self, _number: int, step: Step) -> None:
        self._canvas.show_preview(step.preview, Box(SIDE, SIDE, SIDE, SIDE))

    @Slot(int, object)
    def _on_finished(self, _number: int, _result: Result) -> None:
        self._begin()
