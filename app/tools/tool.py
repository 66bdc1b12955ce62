"""What a tool is: a gesture written as a generator, and the outline it shows at the cursor.

    def gesture(self, document, press):
        with document.edit("Paint mask", document.mask):
            ...                                          # press
            while (event := (yield)).phase is Phase.MOVE:
                ...                                      # drag
            ...                                          # release

Escape closes the generator, and with it the edit, which puts every pixel back.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, Signal

from app.document.document import Document


class Phase(Enum):
    """Where in a gesture an event stands."""

    PRESS = auto()
    MOVE = auto()
    RELEASE = auto()


@dataclass(frozen=True)
class PointerEvent:
    """A mouse or pen event. `x` and `y` are image coordinates: the first pixel reaches from 0 to 1.

    `pressure` lies in 0..1 and is 1 for a mouse; `eraser` says that a pen's other end was used.
    """

    phase: Phase
    x: float
    y: float
    pressure: float = 1.0
    buttons: Qt.MouseButton = Qt.MouseButton.LeftButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    eraser: bool = False


@dataclass(frozen=True)
class Outline:
    """The circles drawn at the cursor: radii in image pixels. The inner one shows where the full effect ends."""

    radius: float
    inner: float


Steps = Generator[None, PointerEvent, None]


class Tool(QObject):
    """The base of all tools."""

    outline_changed = Signal()

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """The generator that lives from press to release; each `yield` receives the next event."""
        raise NotImplementedError

    def outline(self) -> Outline | None:
        """What to draw at the cursor; None leaves the system's cursor."""
        return None


class Gesture:
    """A gesture in progress: it feeds events to a tool's generator."""

    def __init__(self, tool: Tool, document: Document, press: PointerEvent) -> None:
        self._steps = tool.gesture(document, press)
        self.running = True
        self._advance(None)

    def send(self, event: PointerEvent) -> None:
        """Hand the next event on; after the release nothing runs any more."""
        if self.running:
            self._advance(event)
        if event.phase is Phase.RELEASE:
            self.cancel()

    def cancel(self) -> None:
        """Close the generator; an edit that it has open is rolled back."""
        self.running = False
        self._steps.close()

    def _advance(self, event: PointerEvent | None) -> None:
        try:
            next(self._steps) if event is None else self._steps.send(event)
        except StopIteration:
            self.running = False
        except BaseException:
            self.running = False
            raise
