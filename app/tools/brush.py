"""What all brushes share, and those that paint where the picture may change, and where it stays."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import ref

from app.document.document import Document
from app.document.node import Region
from app.document.plane import Plane
from app.language import tr
from app.tools.inks import AddInk, Ink, TakeInk
from app.tools.options import Option, Options, Share, Whole
from app.tools.stroke import Path, Touch, dab, line
from app.tools.tool import Outline, Phase, PointerEvent, Steps, Tool, ToolError

SMALLEST, LARGEST = 1, 1000  # diameter in pixels
LIGHTEST = 0.1  # the share of the size that the lightest touch of a pen keeps


class BrushSettings(Options):
    """The options of one brush; each brush has its own, and uses those that mean something to it."""

    size = Whole(64, SMALLEST, LARGEST)  # diameter in image pixels
    hardness = Share(0.8)  # 0 fades from the centre on, 1 has a sharp edge
    opacity = Share(1.0)  # of a stroke of colour, however often it crosses itself
    strength = Share(0.5)  # what the strength brush paints: 0 keeps the picture, 1 lets all of it change
    erase = Option(False)  # whether the brush takes away
    size_by_pressure = Option(True)
    opacity_by_pressure = Option(False)


class Brush(Tool):
    """A brush in the hand: the gestures that lay dabs of an ink.

    The right button, a pen's other end and `BrushSettings.erase` take away; Shift goes on in a straight line from where
    the last stroke ended; Alt changes the size with the distance dragged to the right.
    """

    def __init__(self, settings: BrushSettings) -> None:
        super().__init__()
        self.settings = settings
        self._last: tuple[ref[Document], Touch] | None = None
        settings.changed.connect(self.outline_changed)

    def outline(self) -> Outline | None:
        """The brush at its full size."""
        radius = self.settings.size / 2
        return Outline(radius, radius * self.settings.hardness)

    def hint(self) -> str:
        """One line on how brushes are used."""
        return tr("Drag to paint, right button to erase. Shift: straight line. Alt-drag: size.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """A stroke, or a change of size."""
        return self._resize(press) if press.alt else self._stroke(document, press)

    def plane(self, document: Document) -> Plane:
        """What is painted on.

        Raises:
            ToolError: there is nothing that could be painted on.
        """
        raise NotImplementedError

    def ink(self, plane: Plane, *, erase: bool) -> Ink:
        """What the dabs do to the plane, whose borders are final."""
        return TakeInk(plane) if erase else AddInk(plane)

    def title(self, *, erase: bool) -> str:
        """The name of the step."""
        raise NotImplementedError

    def _stroke(self, document: Document, press: PointerEvent) -> Steps:
        erase = self.settings.erase or press.eraser or press.right
        plane = self.plane(document)
        with document.edit(self.title(erase=erase), plane):
            plane.cover(document.bounds)
            ink = self.ink(plane, erase=erase)
            last = self._touch(press)
            path = Path(last, self.settings.hardness)
            self._stamp(ink, self._start(document, press))
            while (event := (yield)).phase is Phase.MOVE:
                last = self._touch(event)
                self._stamp(ink, path.to(last))
        self._last = (ref(document), last)

    def _resize(self, press: PointerEvent) -> Steps:
        size = self.settings.size
        while (event := (yield)).phase is Phase.MOVE:
            self.settings.size = size + 2 * (event.x - press.x)

    def _touch(self, event: PointerEvent) -> Touch:
        settings = self.settings
        share = max(event.pressure, LIGHTEST) if settings.size_by_pressure else 1.0
        strength = event.pressure if settings.opacity_by_pressure else 1.0
        return Touch(event.x, event.y, max(settings.size * share / 2, SMALLEST / 2), strength)

    def _start(self, document: Document, press: PointerEvent) -> Iterable[Touch]:
        """The first touch; where Shift asks for it, with the line that leads there from the end of the last stroke."""
        touch = self._touch(press)
        if press.shift and self._last and self._last[0]() is document:
            return line(self._last[1], touch, self.settings.hardness)
        return [touch]

    def _stamp(self, ink: Ink, touches: Iterable[Touch]) -> None:
        hardness = self.settings.hardness
        ink.stamp([dab(touch, hardness) for touch in touches])


class MaskBrush(Brush):
    """Paints where the picture may change."""

    def plane(self, document: Document) -> Plane:
        """The mask."""
        return document.mask

    def title(self, *, erase: bool) -> str:
        """The name of the step."""
        return tr("Erase mask") if erase else tr("Paint mask")


class RegionBrush(Brush):
    """Paints where the prompt of `region` counts."""

    def __init__(self, settings: BrushSettings) -> None:
        super().__init__(settings)
        self.region: Region | None = None

    def plane(self, document: Document) -> Plane:
        """The region's plane."""
        if self.region is None or self.region not in document.regions:
            raise ToolError(tr("There is no region to paint. Add one in the Regions panel first."))
        return self.region.plane

    def title(self, *, erase: bool) -> str:
        """The name of the step."""
        return tr("Erase region") if erase else tr("Paint region")


class KeepBrush(Brush):
    """Paints what of a result stays when it is made anew."""

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Drag over what you like in a result: it stays when the rest is made anew. Right button unlocks.")

    def plane(self, document: Document) -> Plane:
        """What is kept."""
        return document.keep

    def title(self, *, erase: bool) -> str:
        """The name of the step."""
        return tr("Unlock part") if erase else tr("Lock part")
