"""Which tool the hand holds, and the brush's keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.tools.brush import BrushSettings, MaskBrush

_GROWTH = 1.2  # a key press makes the brush larger by a fifth
_HARDNESS_STEP = 0.1


class ToolCommands(QObject):
    """Brush, eraser and hand. The brush and the eraser are one tool that paints or takes away."""

    changed = Signal()

    def __init__(self, brush: MaskBrush, settings: BrushSettings) -> None:
        super().__init__()
        self._tool = brush
        self._settings = settings
        self._moving = False

    @property
    def current(self) -> str:
        """The id of the tool in use: "brush", "eraser" or "hand"."""
        if self._moving:
            return "hand"
        return "eraser" if self._settings.erase else "brush"

    @property
    def tool(self) -> MaskBrush | None:
        """The tool for the canvas; None moves the view."""
        return None if self._moving else self._tool

    def brush(self) -> None:
        """Paint where the picture may change."""
        self._take(moving=False, erase=False)

    def eraser(self) -> None:
        """Take away from what may change."""
        self._take(moving=False, erase=True)

    def hand(self) -> None:
        """Move the view."""
        self._take(moving=True, erase=self._settings.erase)

    def swap(self) -> None:
        """From painting to erasing and back."""
        self._take(moving=False, erase=not self._settings.erase)

    def larger(self) -> None:
        """A larger brush, by a fifth and at least one pixel."""
        self._settings.size = max(self._settings.size * _GROWTH, self._settings.size + 1)

    def smaller(self) -> None:
        """A smaller brush, by a sixth and at least one pixel."""
        self._settings.size = min(self._settings.size / _GROWTH, self._settings.size - 1)

    def harder(self) -> None:
        """A harder edge."""
        self._settings.hardness += _HARDNESS_STEP

    def softer(self) -> None:
        """A softer edge."""
        self._settings.hardness -= _HARDNESS_STEP

    def _take(self, *, moving: bool, erase: bool) -> None:
        self._moving = moving
        self._settings.erase = erase
        self.changed.emit()
