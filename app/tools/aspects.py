"""Shapes that a canvas is often given."""

from __future__ import annotations

from paella_core.request import Box

Aspect = tuple[int, int]
"""Width to height."""

ASPECTS: tuple[Aspect, ...] = ((1, 1), (4, 3), (3, 2), (16, 9), (9, 16), (3, 4), (2, 3))


def shaped(canvas: Box, aspect: Aspect) -> Box:
    """The smallest frame of a shape that holds the canvas in its middle."""
    across, down = aspect
    width = max(canvas.width, round(canvas.height * across / down))
    height = max(canvas.height, round(canvas.width * down / across))
    left, top = canvas.left - (width - canvas.width) // 2, canvas.top - (height - canvas.height) // 2
    return Box(left, top, width, height)
