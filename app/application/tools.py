"""Which tool the hand holds, and the keys for brushes and colours."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor

from app.document.node import Region
from app.tools.brush import Brush, BrushSettings
from app.tools.tool import Tool
from app.tools.toolbox import Toolbox

HAND = "hand"
_GROWTH = 1.2  # a key press makes the brush larger by a fifth
_HARDNESS_STEP = 0.1


class ToolCommands(QObject):
    """What the Tools menu does. `changed` tells of another tool, or of a brush that paints instead of taking away."""

    changed = Signal()

    def __init__(self, box: Toolbox) -> None:
        super().__init__()
        self.box = box
        self._held = "brush"
        box.mask_brush.settings.changed.connect(self._on_mask_brush)
        self._erases = box.mask_brush.settings.erase

    @property
    def current(self) -> str:
        """The name of the tool in use."""
        if self.tool is self.box.mask_brush:
            return "eraser" if self.box.mask_brush.settings.erase else "brush"
        return self._held

    @property
    def tool(self) -> Tool | None:
        """The tool for the canvas; None moves the view."""
        return self.box.tools.get(self._held)

    def brush(self) -> None:
        """Paint where the picture may change."""
        self._take_mask_brush(erase=False)

    def eraser(self) -> None:
        """Take away from what may change."""
        self._take_mask_brush(erase=True)

    def strength_brush(self) -> None:
        """Paint how much may change."""
        self._take("strength_brush")

    def region_brush(self) -> None:
        """Paint where a region's prompt holds."""
        self._take("region_brush")

    def keep_brush(self) -> None:
        """Paint what of a result stays."""
        self._take("keep_brush")

    @Slot(object)
    def paint_region(self, region: Region) -> None:
        """Paint where the prompt of this region holds."""
        self.box.region_brush.region = region
        self._take("region_brush")

    def rectangle(self) -> None:
        """Select a rectangle into the mask."""
        self._take("rectangle")

    def ellipse(self) -> None:
        """Select an ellipse into the mask."""
        self._take("ellipse")

    def lasso(self) -> None:
        """Draw around a part, into the mask."""
        self._take("lasso")

    def polygon(self) -> None:
        """Set corners around a part, into the mask."""
        self._take("polygon")

    def wand(self) -> None:
        """Select a colour into the mask."""
        self._take("wand")

    def paint_brush(self) -> None:
        """Paint on a layer."""
        self._take("paint_brush")

    def fill(self) -> None:
        """Fill what has a similar colour."""
        self._take("fill")

    def eyedropper(self) -> None:
        """Take a colour from the picture."""
        self._take("eyedropper")

    def move(self) -> None:
        """Move a layer."""
        self._take("move")

    def frame(self) -> None:
        """Crop or extend the canvas."""
        self._take("frame")

    def hand(self) -> None:
        """Move the view."""
        self._take(HAND)

    def swap(self) -> None:
        """From painting to erasing and back; where colour is laid, the two colours."""
        brush = self._brush_settings()
        if self._held in ("paint_brush", "fill", "eyedropper"):
            self.box.colours.swap()
        elif brush is not None:
            brush.erase = not brush.erase
        else:
            self._take_mask_brush(erase=not self.box.mask_brush.settings.erase)

    def default_colours(self) -> None:
        """Black, and white behind it."""
        self.box.colours.foreground, self.box.colours.background = QColor("black"), QColor("white")

    def larger(self) -> None:
        """A larger brush, by a fifth and at least one pixel."""
        brush = self._brush_settings()
        if brush is not None:
            brush.size = max(brush.size * _GROWTH, brush.size + 1)

    def smaller(self) -> None:
        """A smaller brush, by a sixth and at least one pixel."""
        brush = self._brush_settings()
        if brush is not None:
            brush.size = min(brush.size / _GROWTH, brush.size - 1)

    def harder(self) -> None:
        """A harder edge."""
        brush = self._brush_settings()
        if brush is not None:
            brush.hardness += _HARDNESS_STEP

    def softer(self) -> None:
        """A softer edge."""
        brush = self._brush_settings()
        if brush is not None:
            brush.hardness -= _HARDNESS_STEP

    def _brush_settings(self) -> BrushSettings | None:
        return self.tool.settings if isinstance(self.tool, Brush) else None

    def _take_mask_brush(self, *, erase: bool) -> None:
        self._held = "brush"
        self.box.mask_brush.settings.erase = erase
        self._erases = erase
        self.changed.emit()

    def _take(self, name: str) -> None:
        self._held = name
        self.changed.emit()

    def _on_mask_brush(self) -> None:
        if self.box.mask_brush.settings.erase != self._erases:
            self._erases = not self._erases
            self.changed.emit()
