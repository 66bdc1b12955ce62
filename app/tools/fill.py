"""The tools that work on areas of a colour: the magic wand and the bucket."""

from __future__ import annotations

import math

import numpy as np

from app.document.areas import alike, connected
from app.document.document import Document
from app.document.morphology import around_set
from app.document.selection import Combine, select
from app.document.shapes import Coverage
from app.language import tr
from app.tools.colours import Colours
from app.tools.eyedropper import pixels_of
from app.tools.inks import BlendInk, colour_coat
from app.tools.options import Option, Share, Whole
from app.tools.select import Selection, SelectionSettings, mode_of
from app.tools.target import painted_plane
from app.tools.tool import PointerEvent, Steps, Tool


class AreaSettings(SelectionSettings):
    """Which pixels belong to the one that was pressed."""

    tolerance = Whole(32, 0, 255)  # how far each channel may differ, in 0..255 at any depth
    contiguous = Option(True)  # only what hangs together with it, or all of the picture
    merged = Option(True)  # as all layers are seen, or the active one alone


class FillSettings(AreaSettings):
    """What the bucket does with them."""

    opacity = Share(1.0)  # of the colour
    into_mask = Option(False)  # lets them change, instead of giving them a colour


def area_at(document: Document, press: PointerEvent, settings: AreaSettings) -> Coverage | None:
    """The pixels that are like the one that was pressed; None outside the canvas."""
    x, y = math.floor(press.x), math.floor(press.y)
    if not (0 <= x < document.width and 0 <= y < document.height):
        return None
    area = alike(pixels_of(document, document.bounds, merged=settings.merged), x, y, settings.tolerance)
    if settings.contiguous:
        area = connected(area, x, y)
    box = around_set(area, 0)
    assert box is not None, "the pressed pixel is like itself"
    return Coverage(box, area[box.slices].astype(np.uint8) * 255)


class MagicWand(Selection):
    """Selects what has nearly the colour that was pressed."""

    settings: AreaSettings

    def __init__(self, settings: AreaSettings) -> None:
        super().__init__(settings)

    def hint(self) -> str:
        """One line on how it is used."""
        return tr("Click a colour to select it. Shift: add. Alt: take away. Both: keep what both have.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Done with the press."""
        cover = area_at(document, press, self.settings)
        if cover is not None:
            self.finish(document, cover, mode_of(press, self.settings.mode))
        yield


class Fill(Tool):
    """Fills what has nearly the colour that was pressed with the foreground colour, or lets it change."""

    def __init__(self, settings: FillSettings, colours: Colours) -> None:
        super().__init__()
        self.settings = settings
        self._colours = colours

    def hint(self) -> str:
        """One line on how it is used."""
        if self.settings.into_mask:
            return tr("Click a colour to let it change. Alt: take it away from the mask.")
        return tr("Click a colour to fill it with the foreground colour.")

    def gesture(self, document: Document, press: PointerEvent) -> Steps:
        """Done with the press."""
        if self.settings.into_mask:
            self._fill_mask(document, press)
        else:
            self._fill_layer(document, press)
        yield

    def _fill_mask(self, document: Document, press: PointerEvent) -> None:
        cover = area_at(document, press, self.settings)
        if cover is not None:
            select(document, tr("Fill mask"), cover, mode_of(press, Combine.ADD))

    def _fill_layer(self, document: Document, press: PointerEvent) -> None:
        plane = painted_plane(document)
        cover = area_at(document, press, self.settings)
        if cover is None:
            return
        with document.edit(tr("Fill"), plane):
            plane.cover(document.bounds)
            BlendInk(plane, colour_coat(plane, self._colours.foreground), self.settings.opacity).stamp([cover])
