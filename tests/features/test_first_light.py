"""The first walk: a picture, a painted mask, a prompt, previews, the result, undo, redo, the saved file.

The real window, driven by mouse and keys; the real engine in its real thread; real files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from driver import Driver
from PIL import Image
from PySide6.QtCore import Qt

from app.application.shown import PROGRAM

SLOW = 120_000  # milliseconds: a cold start of the engine on a busy computer
STROKE = ((90, 70), (130, 90), (170, 80))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture whose sides are no multiples of anything."""
    rows, columns = np.mgrid[0:149, 0:211]
    pixels = np.stack([columns, rows + 40, 255 - columns], axis=-1).astype(np.uint8)
    path = tmp_path / "photo.png"
    Image.fromarray(pixels).save(path)
    return path


def saved(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def test_paint_prompt_fill_undo_redo_save(studio: Driver, photo: Path) -> None:
    original = saved(photo)
    previews: list[np.ndarray] = []
    studio.studio.commands.work.preview_changed.connect(
        lambda step: previews.append(step.preview.copy()) if step else None
    )

    studio.stroke(*STROKE)
    studio.write_prompt("a red boat on the lake")
    assert studio.parts.prompt.generate.text() == "Fill mask"
    studio.control(Qt.Key.Key_Return)
    studio.qtbot.waitUntil(lambda: len(previews) > 0, timeout=SLOW)
    np.testing.assert_array_equal(studio.picture, original)
    studio.wait_until_done(SLOW)

    assert not studio.parts.messages.isVisible(), studio.parts.messages.text.text()
    assert len(previews) > 1
    filled, inside = studio.picture.copy(), studio.document.mask.array > 0
    np.testing.assert_array_equal(filled[~inside], original[~inside])
    assert (filled[inside] != original[inside]).any(axis=-1).mean() > 0.5
    assert studio.document.history() == ["Paint mask", "Fill mask"]

    studio.canvas.setFocus()
    studio.control(Qt.Key.Key_Z)
    np.testing.assert_array_equal(studio.picture, original)
    studio.control(Qt.Key.Key_Y)
    np.testing.assert_array_equal(studio.picture, filled)
    studio.control(Qt.Key.Key_S)
    np.testing.assert_array_equal(saved(photo), filled)
    assert studio.window.windowTitle() == f"photo.png[*] — {PROGRAM}"
    assert not studio.window.isWindowModified()


def test_the_same_seed_fills_the_same(studio: Driver) -> None:
    studio.stroke(*STROKE)
    studio.studio.recipe.set_param("seed", 7)
    studio.canvas.setFocus()
    fills = []
    for _ in range(2):
        studio.control(Qt.Key.Key_Return)
        studio.wait_until_done(SLOW)
        fills.append(studio.picture.copy())
        studio.control(Qt.Key.Key_Z)
    np.testing.assert_array_equal(fills[0], fills[1])


def test_escape_during_the_first_steps_leaves_the_picture(studio: Driver, photo: Path) -> None:
    studio.stroke(*STROKE)
    studio.canvas.setFocus()
    studio.control(Qt.Key.Key_Return)
    studio.key(Qt.Key.Key_Escape)
    assert not studio.studio.commands.work.working
    np.testing.assert_array_equal(studio.picture, saved(photo))
    studio.control(Qt.Key.Key_Return)
    studio.wait_until_done(SLOW)
    assert studio.document.history() == ["Paint mask", "Fill mask"]


def test_the_window_closes_during_the_work(studio: Driver) -> None:
    studio.stroke(*STROKE)
    studio.canvas.setFocus()
    with studio.qtbot.waitSignal(studio.studio.commands.work.appeared, timeout=SLOW):
        studio.control(Qt.Key.Key_Return)
    studio.document.mark_saved()
    assert studio.window.close()
    studio.studio.close()
    assert not studio.studio.client._thread.isRunning()
    assert studio.document.history() == ["Paint mask"]
