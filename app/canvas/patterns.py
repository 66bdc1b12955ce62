"""Small patterns by which tints differ where colours alone would not tell: dots and locks."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, qRgba

from app.canvas.tints import Sample

_DOTS = ("XX....", "XX....", "......", "...XX.", "...XX.", "......")
_LOCK = ("..XXX..", ".X...X.", ".X...X.", "XXXXXXX", "XXX.XXX", "XXX.XXX", "XXXXXXX")
_LOCK_CELL = 26  # logical pixels from one column of locks to the next but one
MARK, FULL_MARK = 128, 255  # the faintest and the strongest marked pixel in the colour table of a pattern


def dots(ratio: float) -> np.ndarray:
    """Dots in staggered rows: one repeat, bool, at so many device pixels for a logical one."""
    return _enlarged(_drawn(_DOTS), ratio)


def locks(ratio: float) -> np.ndarray:
    """Small padlocks in staggered rows: one repeat, bool."""
    cell, lock = np.zeros((_LOCK_CELL, _LOCK_CELL), bool), _drawn(_LOCK)
    for start in (3, 3 + _LOCK_CELL // 2):
        cell[start : start + lock.shape[0], start : start + lock.shape[1]] = lock
    return _enlarged(cell, ratio)


def patterned(found: Sample, origin: QPoint, repeat: np.ndarray) -> np.ndarray:
    """The values of a sample halved to 0..127, and `MARK` more where the pattern marks; it stays on the picture."""
    rows = (np.arange(found.rect.height()) + found.rect.top() - origin.y()) % repeat.shape[0]
    columns = (np.arange(found.rect.width()) + found.rect.left() - origin.x()) % repeat.shape[1]
    marks = repeat[np.ix_(rows, columns)].astype(np.uint8) * np.uint8(MARK)
    return found.inner >> 1 | found.inner & 1 | marks  # what is not 0 stays so


def pattern_table(ground: QColor, mark: QColor) -> list[int]:
    """The colours of what `patterned` gives: for each strength the ground with so much alpha, then the marks."""
    shares = [value / (MARK - 1) for value in range(MARK)]
    return [
        qRgba(colour.red(), colour.green(), colour.blue(), round(share * colour.alpha()))
        for colour in (ground, mark)
        for share in shares
    ]


def _drawn(rows: tuple[str, ...]) -> np.ndarray:
    return np.array([[pixel == "X" for pixel in row] for row in rows])


def _enlarged(pattern: np.ndarray, ratio: float) -> np.ndarray:
    return np.kron(pattern, np.ones((max(round(ratio), 1),) * 2, bool))
