"""The brushes that lay one even coat: colour on a layer, and how much of the picture may change."""

from __future__ import annotations

from app.document.document import Document
from app.document.plane import Plane
from app.language import tr
from app.tools.brush import Brush, BrushSettings
from app.tools.colours import Colours
from app.tools.eyedropper import Eyedropper
from app.tools.inks import BlendInk, Ink, clear_coat, colour_coat
from app.tools.painting import mixed
from app.tools.target import painted_plane
from app.tools.tool import PointerEvent, Steps


class PaintBrush(Brush):
    """Paints the foreground colour on the active layer, or takes alpha away; on a layer's mask it paints grey, or black
    that hides. Ctrl takes a colour instead."""

    def __init__(self, settings: BrushSettings, colours: Colours, eyedropper: Eyedropper) -> None:
        super().__init__(settings)
        self._colours = colours
        self._eyedropper = eyedropper
        eyedropper.feedback_changed.connect(self._follow_eyedropper)

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Drag to paint, right button to erase. Ctrl: take a colour. Shift: straight line. Alt-drag: size.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """A stroke, a change of size, or the taking of a colour."""
        return self._eyedropper.gesture(document, press) if press.control else super().gesture(document, press)

    def plane(self, document: Document) -> Plane:
        """The pixels of the active layer, or its mask."""
        return painted_plane(document)

    def ink(self, plane: Plane, *, erase: bool) -> Ink:
        """The colour, or nothing in its place."""
        coat = clear_coat(plane) if erase else colour_coat(plane, self._colours.foreground)
        return BlendInk(plane, coat, self.settings.opacity)

    def title(self, *, erase: bool) -> str:
        """The name of the step."""
        return tr("Erase") if erase else tr("Paint")

    def _follow_eyedropper(self) -> None:
        self.show_shapes(*self._eyedropper.shapes)


class StrengthBrush(Brush):
    """Paints how much of the picture may change, `BrushSettings.strength`; erasing lets all of it change again."""

    def plane(self, document: Document) -> Plane:
        """The document's strength map."""
        return document.strength

    def ink(self, plane: Plane, *, erase: bool) -> Ink:
        """The strength that is wanted."""
        level = 255 if erase else round(255 * self.settings.strength)
        return BlendInk(plane, lambda before, share: mixed(before, level, share), self.settings.opacity)

    def title(self, *, erase: bool) -> str:
        """The name of the step."""
        return tr("Erase strength") if erase else tr("Paint strength")
