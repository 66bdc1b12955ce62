"""All tools with their options, by the names that the table of actions has for them."""

from __future__ import annotations

from app.tools.brush import BrushSettings, KeepBrush, MaskBrush, RegionBrush
from app.tools.colours import Colours
from app.tools.eyedropper import Eyedropper, EyedropperSettings
from app.tools.fill import AreaSettings, Fill, FillSettings, MagicWand
from app.tools.frame import FrameTool
from app.tools.move import MoveLayer
from app.tools.options import Options
from app.tools.paint import PaintBrush, StrengthBrush
from app.tools.polygon import PolygonSelection
from app.tools.select import EllipseSelection, Lasso, RectangleSelection, SelectionSettings
from app.tools.tool import Tool


class Toolbox:
    """The tools of one window. The brush and the eraser of the mask are one tool that paints or takes away."""

    def __init__(self) -> None:
        self.colours = Colours()
        self.mask_brush = MaskBrush(BrushSettings())
        self.region_brush = RegionBrush(BrushSettings())
        self.frame = FrameTool()
        selection = SelectionSettings()
        eyedropper = Eyedropper(EyedropperSettings(), self.colours)
        self.tools: dict[str, Tool] = {
            "brush": self.mask_brush,
            "eraser": self.mask_brush,
            "strength_brush": StrengthBrush(BrushSettings()),
            "region_brush": self.region_brush,
            "keep_brush": KeepBrush(BrushSettings()),
            "rectangle": RectangleSelection(selection),
            "ellipse": EllipseSelection(selection),
            "lasso": Lasso(selection),
            "polygon": PolygonSelection(selection),
            "wand": MagicWand(AreaSettings()),
            "paint_brush": PaintBrush(BrushSettings(), self.colours, eyedropper),
            "fill": Fill(FillSettings(), self.colours),
            "eyedropper": eyedropper,
            "move": MoveLayer(),
            "frame": self.frame,
        }

    def options(self, name: str) -> Options | None:
        """The options of the tool of that name; None where it has none."""
        return getattr(self.tools.get(name), "settings", None)
