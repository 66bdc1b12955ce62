"""Edits are undo steps: whole, reversible, and gone without a trace when they fail."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import noise
from PySide6.QtCore import QRect

from app.document import commands
from app.document.document import Document
from app.document.plane import Plane
from paella_core.request import Box


def paint(document: Document, box: Box, value: int, text: str = "Paint mask") -> None:
    with document.edit(text, document.mask), document.mask.paint(box) as pixels:
        pixels[...] = value


def test_a_new_document_is_clean(document: Document) -> None:
    assert (document.width, document.height, document.name) == (200, 150, "Untitled")
    assert (document.modified, document.can_undo, document.can_redo) == (False, False, False)
    assert not document.mask.array.any()
    assert (document.undo_text, document.redo_text, document.history()) == ("", "", [])


def test_the_name_is_the_files() -> None:
    assert Document.from_array(noise(), Path("folder/boat.png")).name == "boat.png"


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 1), (4, 4, 5)])
def test_a_picture_has_three_or_four_channels(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="3 or 4"):
        Document.from_array(np.zeros(shape, np.uint8))


def test_picture_and_mask_have_one_size() -> None:
    with pytest.raises(ValueError, match="same size"):
        Document(Plane(noise(5, 5)), Plane(np.zeros((5, 6), np.uint8)))


def test_an_edit_is_one_step(document: Document) -> None:
    with document.edit("Two dabs", document.mask):
        for left in (10, 50):
            with document.mask.paint(Box(left, 10, 20, 20)) as pixels:
                pixels[...] = 255
    assert document.history() == [document.undo_text] == ["Two dabs"]
    document.undo()
    assert not document.mask.array.any()
    assert (document.redo_text, document.can_undo, document.can_redo) == ("Two dabs", False, True)
    document.redo()
    assert int((document.mask.array == 255).sum()) == 800


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    paint(document, Box(0, 0, 50, 50), 0)
    assert (document.can_undo, document.modified) == (False, False)


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_a_failed_edit_leaves_no_trace(document: Document, failure: type[BaseException]) -> None:
    before = document.picture.array.copy()
    planes = document.mask, document.picture
    with pytest.raises(failure):
        paint_and_fail(document, failure(), *planes)
    assert np.array_equal(document.picture.array, before)
    assert not document.mask.array.any()
    assert (document.can_undo, document.modified) == (False, False)
    paint(document, Box(0, 0, 5, 5), 255)
    assert document.can_undo


def test_a_second_edit_of_a_plane_is_refused_and_harms_nothing(document: Document) -> None:
    with document.edit("Outer", document.mask), document.mask.paint(Box(0, 0, 9, 9)) as pixels:
        pixels[...] = 255
        with pytest.raises(RuntimeError, match="already"), document.edit("Inner", document.picture, document.mask):
            pass
        assert not document.can_undo
    assert document.history() == ["Outer"]
    with document.edit("Later", document.picture):
        pass


def test_undo_waits_for_an_edit_in_progress(document: Document) -> None:
    paint(document, Box(0, 0, 5, 5), 255)
    with document.edit("Open", document.picture):
        document.undo()
        assert document.mask.array.any()
    document.undo()
    assert not document.mask.array.any()


def test_a_new_step_forgets_what_was_undone(document: Document) -> None:
    paint(document, Box(0, 0, 5, 5), 255, "One")
    document.undo()
    paint(document, Box(9, 9, 5, 5), 255, "Two")
    assert (document.history(), document.can_redo) == (["Two"], False)


def test_signals(document: Document) -> None:
    told: list[object] = []
    document.changed.connect(told.append)
    document.history_changed.connect(lambda: told.append("history"))
    document.modified_changed.connect(told.append)
    paint(document, Box(10, 20, 5, 6), 255)
    assert told == [QRect(10, 20, 5, 6), True, "history"]
    document.undo()
    assert told[3:] == [QRect(10, 20, 5, 6), False, "history"]


def test_modified_follows_the_saved_state(document: Document) -> None:
    told: list[bool] = []
    document.modified_changed.connect(told.append)
    paint(document, Box(0, 0, 5, 5), 255)
    document.mark_saved()
    document.undo()
    document.redo()
    paint(document, Box(0, 0, 5, 5), 100)
    document.undo()
    assert told == [True, False, True, False, True, False]


def test_an_undone_saved_state_that_is_painted_over_stays_modified(document: Document) -> None:
    paint(document, Box(0, 0, 5, 5), 255)
    document.mark_saved()
    document.undo()
    paint(document, Box(0, 0, 5, 5), 200)
    assert document.modified
    document.undo()
    assert document.modified


def test_the_oldest_steps_are_forgotten_beyond_the_memory(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MEMORY", 2 * 128 * 128)
    for value in (1, 2, 3, 4):
        paint(document, Box(0, 0, 5, 5), value, str(value))
    assert document.history() == ["3", "4"]
    document.undo()
    document.undo()
    assert document.mask.array[0, 0] == 2
    assert document.modified  # the state that was opened is out of reach


steps = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 199), st.integers(0, 149), st.integers(1, 150), st.integers(0, 255)),
        st.sampled_from(["undo", "redo", "fail"]),
    ),
    max_size=20,
)


@settings(max_examples=60, deadline=None)
@given(steps=steps)
def test_any_walk_through_history_is_exact(steps: list[tuple[int, int, int, int] | str]) -> None:
    document = Document.from_array(noise())
    states, position = [document.mask.array.copy()], 0
    for step in steps:
        if step == "undo":
            position = max(position - 1, 0)
            document.undo()
        elif step == "redo":
            position = min(position + 1, len(states) - 1)
            document.redo()
        elif step == "fail":
            with pytest.raises(ArithmeticError):
                paint_and_fail(document, ArithmeticError(), document.mask)
        elif isinstance(step, tuple):
            left, top, size, value = step
            paint(document, Box(left, top, size, size), value)
            if not np.array_equal(document.mask.array, states[position]):
                states[position + 1 :] = [document.mask.array.copy()]
                position += 1
        assert np.array_equal(document.mask.array, states[position])
        assert (document.can_undo, document.can_redo) == (position > 0, position < len(states) - 1)


def paint_and_fail(document: Document, failure: BaseException, *planes: Plane) -> None:
    with document.edit("Fails", *planes):
        for plane in planes:
            with plane.paint(Box(3, 3, 160, 140)) as pixels:
                pixels[...] = 77
        raise failure
