"""Faults of other people's releases that would bite us, each as a cheap check of what is installed."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPainterPath


def test_void_calls_of_pyside_keep_the_count_of_none() -> None:
    """PySide6 6.12.0 loses a reference to None at each such call on Python 3.10 and 3.11, until the process dies."""
    path = QPainterPath()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        path.addRect(0, 0, 1, 1)
    assert abs(sys.getrefcount(None) - before) < 100
