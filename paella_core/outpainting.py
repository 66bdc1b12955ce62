"""In which order a picture goes on beyond its edges: what the model sees, window by window, on the new canvas."""

from __future__ import annotations

from collections.abc import Iterator

from paella_core.request import Box


def outpaint_contexts(width: int, height: int, left: int, top: int, right: int, bottom: int, native: int) -> list[Box]:
    """Boxes of the new canvas in each of which, one after the other, all that is not there yet is filled.

    A small canvas of which at least half is known is one box. Otherwise the right, left, lower and upper sides grow in
    turn, slab by slab, in square boxes that are half known and overlap by half along a slab: as large as twice what is
    added where that is less than the picture, so that little detail is lost to scale, and at least `native`.
    """
    canvas_width, canvas_height = left + width + right, top + height + bottom
    area = canvas_width * canvas_height
    if area <= min(2 * width * height, (2 * native) ** 2):
        return [Box(0, 0, canvas_width, canvas_height)]
    side = max(native, min(2 * max(left, top, right, bottom), width, height), 2)
    rows, columns = range(top, top + height), range(left, left + width)
    beside = [
        Box(seen.start, part.start, len(seen), len(part))
        for seen in _slabs(columns, canvas_width, side)
        for part in _parts(rows, side)
    ]
    below_and_above = [
        Box(part.start, seen.start, len(part), len(seen))
        for seen in _slabs(rows, canvas_height, side)
        for part in _parts(range(canvas_width), side)
    ]
    return beside + below_and_above


def _slabs(known: range, extent: int, side: int) -> Iterator[range]:
    """Along one axis, what is seen while the known stretch grows to the end of the canvas, and then to its beginning:
    a slab of at most half a side, and of what is known next to it what fills up the side."""
    while known.stop < extent:
        grown = range(known.start, min(known.stop + side // 2, extent))
        yield range(max(known.start, grown.stop - side), grown.stop)
        known = grown
    while known.start > 0:
        grown = range(max(known.start - side // 2, 0), known.stop)
        yield range(grown.start, min(known.stop, grown.start + side))
        known = grown


def _parts(stretch: range, side: int) -> Iterator[range]:
    """A stretch in parts of a side, each half over the one before, the last flush with the end."""
    start = stretch.start
    while start + side < stretch.stop:
        yield range(start, start + side)
        start = min(start + side // 2, stretch.stop - side)
    yield range(start, stretch.stop)
