"""A pen that draws in picture heights: (0, 0) is the top left corner, y = 1 the bottom edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

from paella_core.training.scenes.palette import INK, Colour

Point = tuple[float, float]


class Pen:
    """Filled shapes on an image; `outline` > 0 (in picture heights) draws an ink line around each."""

    def __init__(self, image: Image.Image, outline: float = 0.0) -> None:
        self.image = image
        self.unit = image.height
        self.aspect = image.width / image.height
        self.draw = ImageDraw.Draw(image)
        self.line_width = round(outline * self.unit)

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled polygon."""
        corners = [(x * self.unit, y * self.unit) for x, y in points]
        self.draw.polygon(corners, fill=colour)
        if self.line_width:
            self.draw.line([*corners, corners[0], corners[1]], fill=INK, width=self.line_width, joint="curve")

    def rectangle(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """A filled ellipse around (x, y)."""
        box = [(x - rx) * self.unit, (y - ry) * self.unit, (x + rx) * self.unit, (y + ry) * self.unit]
        if self.line_width:
            self.draw.ellipse(box, fill=colour, outline=INK, width=self.line_width)
        else:
            self.draw.ellipse(box, fill=colour)

    def half_ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """The upper half of an ellipse, standing on (x, y)."""
        box = [(x - rx) * self.unit, (y - ry) * self.unit, (x + rx) * self.unit, (y + ry) * self.unit]
        self.draw.chord(box, 180, 360, fill=colour, outline=INK if self.line_width else None, width=self.line_width)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A stroke, `width` in picture heights."""
        pixels = max(1, round(width * self.unit))
        self.draw.line([(x * self.unit, y * self.unit) for x, y in points], fill=colour, width=pixels)


class Frame:
    """A pen in a subject's own frame: x from -0.5 to 0.5, y from 0 (its foot) to 1 (its top)."""

    def __init__(self, pen: Pen, x: float, foot: float, size: float) -> None:
        self.pen, self.x, self.foot, self.size = pen, x, foot, size

    def at(self, x: float, y: float) -> Point:
        """A point of the frame in picture heights."""
        return self.x + x * self.size, self.foot - y * self.size

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.pen.polygon([self.at(x, y) for x, y in points], colour)

    def rectangle(self, left: float, low: float, right: float, high: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.polygon([(left, low), (right, low), (right, high), (left, high)], colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """A filled ellipse."""
        self.pen.ellipse(*self.at(x, y), rx * self.size, ry * self.size, colour)

    def half_ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """The upper half of an ellipse."""
        self.pen.half_ellipse(*self.at(x, y), rx * self.size, ry * self.size, colour)

    def line(self, points: Iterable[Point], colour: Colour, width: float) -> None:
        """A stroke."""
        self.pen.line([self.at(x, y) for x, y in points], colour, width * self.size)
