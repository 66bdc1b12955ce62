"""What a tool is: a gesture written as a generator, and what it shows on the canvas.

    def gesture(self, document, press):
        with document.edit(tr("Paint mask"), document.mask):
            ...                                          # press
            while (event := (yield)).phase is Phase.MOVE:
                ...                                      # drag
            ...                                          # release

Escape closes the generator, and with it the edit, which puts every pixel back.

Most gestures end with the release. One that goes on over several presses (a polygon, the frame) just keeps asking for
events: between the presses it receives moves without a button, CONFIRM and BACK.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from app.document.document import Document
from paella_core.errors import PaellaError

Point = tuple[float, float]


class ToolError(PaellaError):
    """A tool cannot be used here: the text says why, and what to do. Nothing has changed."""


class Phase(Enum):
    """Where in a gesture an event stands."""

    PRESS = auto()
    MOVE = auto()
    RELEASE = auto()
    CONFIRM = auto()  # Enter, or a double click, between two presses
    BACK = auto()  # Escape or Backspace between two presses


@dataclass(frozen=True)
class PointerEvent:
    """A mouse or pen event. `x` and `y` are image coordinates: the first pixel reaches from 0 to 1.

    `pressure` lies in 0..1 and is 1 for a mouse; `eraser` says that a pen's other end was used, `space` that the space
    bar is held; `scale` is the length in image pixels of one logical pixel of the screen.
    """

    phase: Phase
    x: float
    y: float
    pressure: float = 1.0
    buttons: Qt.MouseButton = Qt.MouseButton.LeftButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    eraser: bool = False
    space: bool = False
    scale: float = 1.0

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def alt(self) -> bool:
        """Whether Alt is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.AltModifier)

    @property
    def control(self) -> bool:
        """Whether Ctrl is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def right(self) -> bool:
        """Whether the right button is down."""
        return bool(self.buttons & Qt.MouseButton.RightButton)


@dataclass(frozen=True)
class Outline:
    """The circles drawn at the cursor: radii in image pixels. The inner one shows where the full effect ends."""

    radius: float
    inner: float


class ShapeKind(Enum):
    """How the points of a shape are drawn."""

    RECTANGLE = auto()  # two opposite corners
    ELLIPSE = auto()  # two opposite corners of the rectangle around it
    PATH = auto()  # a closed polygon
    LINE = auto()  # an open one
    HANDLES = auto()  # a small square at each point, of the same size at every zoom
    SWATCH = auto()  # a patch of `colour` beside its one point


@dataclass(frozen=True)
class Shape:
    """Something that a tool draws on the canvas while it works, in image coordinates. The label stands beside the last
    point."""

    kind: ShapeKind
    points: tuple[Point, ...]
    label: str = ""
    colour: QColor | None = None


Steps = Generator[None, PointerEvent, None]


class Tool(QObject):
    """The base of all tools."""

    outline_changed = Signal()
    feedback_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shapes: tuple[Shape, ...] = ()

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """The generator that lives from the press until it returns; each `yield` receives the next event.

        Raises:
            ToolError: (on the first step) the tool cannot be used on this document as it is.
        """
        raise NotImplementedError

    def hint(self) -> str:
        """One line on how the tool is used, for the status bar."""
        raise NotImplementedError

    def outline(self) -> Outline | None:
        """What to draw at the cursor; None leaves the system's cursor."""
        return None

    def cursor(self) -> Qt.CursorShape:
        """The system's cursor where there is no outline; told by `outline_changed`."""
        return Qt.CursorShape.CrossCursor

    def hover(self, document: Document, event: PointerEvent) -> None:
        """The pointer moves over the canvas, and no gesture is in progress."""

    def leave(self) -> None:
        """The pointer leaves the canvas, or another tool is taken, and no gesture is in progress."""
        self.show_shapes()

    def nudge(self, document: Document, right: int, down: int) -> bool:  # noqa: ARG002 - most move nothing
        """Move what the tool moves by pixels, as one undo step; False where it moves nothing.

        Raises:
            ToolError: it cannot be moved.
        """
        return False

    @property
    def waits(self) -> bool:
        """Whether something that was asked for without a gesture waits for Enter or Escape."""
        return False

    def answer(self, document: Document, phase: Phase) -> None:
        """Do what waits (CONFIRM), or drop it (BACK)."""

    def feedback(self, document: Document) -> tuple[Shape, ...]:  # noqa: ARG002 - some show the document's frame
        """What to draw on the canvas; told by `feedback_changed`."""
        return self.shapes

    def show_shapes(self, *shapes: Shape) -> None:
        """Draw these from now on; none clears what was drawn."""
        if shapes != self.shapes:
            self.shapes = shapes
            self.feedback_changed.emit()


class Gesture:
    """A gesture in progress: it feeds events to a tool's generator."""

    def __init__(self, tool: Tool, document: Document, press: PointerEvent) -> None:
        self._steps = tool.gesture(document, press)
        self.running = True
        self.pressed = True
        self._advance(None)

    def send(self, event: PointerEvent) -> None:
        """Hand the next event on; after the generator's end nothing runs any more."""
        if event.phase in (Phase.PRESS, Phase.RELEASE):
            self.pressed = event.phase is Phase.PRESS
        if self.running:
            self._advance(event)

    def back(self, event: PointerEvent) -> None:
        """What Escape does: during a press it cancels; between two presses the gesture itself takes a step back."""
        if self.pressed:
            self.cancel()
        else:
            self.send(event)

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
