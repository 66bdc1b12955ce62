"""Edits are undo steps: whole, reversible, and gone without a trace when they fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from edits import blank, paint, paint_and_fail
from pictures import noise
from PySide6.QtCore import QRect

from app.document import tiles
from app.document.document import Document
from app.document.node import Group, Layer, Look, Region, Wording
from app.document.plane import TILE, Plane
from paella_core.request import Box


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
    before = document.flattened().copy()
    planes = document.mask, document.layers()[0].pixels
    with pytest.raises(failure):
        paint_and_fail(document, failure(), *planes)
    assert np.array_equal(document.flattened(), before)
    assert not document.mask.array.any()
    assert (document.can_undo, document.modified) == (False, False)
    paint(document, Box(0, 0, 5, 5), 255)
    assert document.can_undo


def test_a_second_edit_of_a_plane_is_refused_and_harms_nothing(document: Document) -> None:
    with document.edit("Outer", document.mask), document.mask.paint(Box(0, 0, 9, 9)) as pixels:
        pixels[...] = 255
        with (
            pytest.raises(RuntimeError, match="already"),
            document.edit("Inner", document.layers()[0].pixels, document.mask),
        ):
            pass
        assert not document.can_undo
    assert document.history() == ["Outer"]
    with document.edit("Later", document.layers()[0].pixels):
        pass


def test_undo_waits_for_an_edit_in_progress(document: Document) -> None:
    paint(document, Box(0, 0, 5, 5), 255)
    with document.edit("Open", document.layers()[0].pixels):
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


def test_old_steps_lie_on_the_disk_beyond_the_memory(document: Document) -> None:
    document.limit_history(2 * TILE * TILE)
    for value in (1, 2, 3, 4):
        paint(document, Box(0, 0, 5, 5), value, str(value))
    assert document.history() == ["1", "2", "3", "4"]
    assert document._history.size <= 2 * TILE * TILE
    for value in (3, 2, 1, 0):
        document.undo()
        assert document.mask.array[0, 0] == value
    assert not document.modified


def test_the_oldest_steps_are_forgotten_where_the_disk_is_full(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tiles.Spill, "write", full)
    document.limit_history(2 * TILE * TILE)
    for value in (1, 2, 3, 4):
        paint(document, Box(0, 0, 5, 5), value, str(value))
    assert document.history() == ["3", "4"]
    document.undo()
    document.undo()
    assert document.mask.array[0, 0] == 2
    assert document.modified  # the state that was opened is out of reach


def test_a_deleted_layer_counts_as_memory(document: Document) -> None:
    size = document.layers()[0].size
    with document.edit("Delete layer", document.root.members):
        document.root.children = ()
    assert document._history.size == size
    document.undo()
    assert document._history.size == 0


# ---- layers


def test_a_picture_is_one_layer_and_its_own_composite() -> None:
    pixels = noise(channels=4)
    document = Document.from_array(pixels.copy())
    assert np.array_equal(document.flattened(), pixels)
    assert [layer.look.name for layer in document.layers()] == ["Background"]
    assert document.active is document.layers()[0]
    assert np.shares_memory(document.composite.read(document.bounds), document.layers()[0].pixels.array)


def test_an_opaque_picture_is_flattened_to_rgb(document: Document) -> None:
    assert np.array_equal(document.flattened(), noise())


def test_a_layer_on_top_is_seen_where_it_lies_and_undone(document: Document) -> None:
    told: list[QRect] = []
    document.changed.connect(told.append)
    with document.edit("Add layer", document.root.members):
        document.root.children = (*document.root.children, blank(document, (9, 8, 7, 255), Box(-10, 20, 40, 30)))
    assert told[-1].contains(QRect(0, 20, 30, 30))
    expected = noise()
    expected[20:50, :30] = (9, 8, 7)
    assert np.array_equal(document.flattened(), expected)
    assert isinstance(document.active, Layer)
    document.undo()
    assert np.array_equal(document.flattened(), noise())


def test_looks_are_undone_and_told(document: Document) -> None:
    layer, told = document.layers()[0], []
    document.layers_changed.connect(lambda: told.append(layer.look.opacity))
    with document.edit("Opacity", layer):
        layer.look = replace(layer.look, opacity=0.5)
    assert int(document.composite.read(Box(0, 0, 1, 1))[0, 0, 3]) in (127, 128)
    document.undo()
    assert told == [0.5, 1.0]
    with pytest.raises(RuntimeError, match="inside"):
        layer.look = Look("elsewhere")


def test_groups_tell_of_their_members(document: Document) -> None:
    inner = blank(document, (1, 2, 3, 255), Box(0, 0, 10, 10))
    group = Group((inner,), Look("Group"))
    with document.edit("Add group", document.root.members):
        document.root.children = (*document.root.children, group)
    assert document.nodes() == [document.layers()[0], group, inner]
    told: list[QRect] = []
    document.changed.connect(told.append)
    with document.edit("Move", inner.pixels):
        inner.pixels.move_to(50, 60)
    assert told == [QRect(0, 0, 60, 70)]
    assert tuple(document.flattened()[65, 55]) == (1, 2, 3)
    with document.edit("Ungroup", group.members, document.root.members):
        group.children = ()
        document.root.children = (document.root.children[0], inner)
    assert inner.parent_group is document.root
    document.undo()
    assert inner.parent_group is group
    assert document.nodes()[1] is group


def test_the_active_layer_stays_among_the_layers(document: Document) -> None:
    top = blank(document, (1, 2, 3, 255), Box(0, 0, 10, 10))
    with document.edit("Add layer", document.root.members):
        document.root.children = (*document.root.children, top)
    document.active = top
    document.undo()
    assert document.active is document.layers()[0]


def test_the_active_layer_comes_back_with_its_step(document: Document) -> None:
    below, top = document.layers()[0], blank(document, (1, 2, 3, 255), Box(0, 0, 10, 10))
    with document.edit("Add layer", document.root.members):
        document.root.children = (below, top, blank(document, (4, 5, 6, 255), Box(0, 0, 10, 10)))
    document.active = top
    with document.edit("Delete layer", document.root.members):
        document.root.children = (below, document.root.children[2])
    document.active = below
    document.undo()
    assert document.active is top
    document.redo()
    assert document.active is below
    document.undo()
    document.undo()
    assert document.active is below


# ---- the canvas


def test_the_canvas_grows_and_shrinks_and_no_pixel_is_lost(document: Document) -> None:
    paint(document, Box(0, 0, 50, 50), 255)
    sizes: list[tuple[int, int]] = []
    moves: list[tuple[int, int]] = []
    document.resized.connect(lambda: sizes.append((document.width, document.height)))
    document.resized.connect(lambda by: moves.append(by.toTuple()))
    document.resized.connect(lambda: sizes.append(document.read_mask().shape[::-1]))  # everything fits by then
    document.resize("Extend", Box(-30, 0, 260, 160))
    assert document.flattened().shape == (160, 260, 4)
    assert np.array_equal(document.flattened()[:150, 30:230, :3], noise())
    assert document.read_mask().shape == (160, 260)
    assert document.read_mask()[10, 30:80].all()
    assert not document.read_mask()[10, :30].any()
    document.resize("Crop", Box(40, 10, 20, 20))
    assert np.array_equal(document.flattened(), noise()[10:30, 10:30])
    document.resize("Back", Box(-40, -10, 260, 160))
    assert np.array_equal(document.flattened()[:150, 30:230, :3], noise())
    for _ in range(3):
        document.undo()
    assert np.array_equal(document.flattened(), noise())
    assert np.array_equal(document.read_mask(), document.mask.array)
    told = [(260, 160), (20, 20), (260, 160), (20, 20), (260, 160), (200, 150)]
    assert sizes == [size for size in told for _ in range(2)]
    assert moves == [(30, 0), (-40, -10), (40, 10), (-40, -10), (40, 10), (-30, 0)]


def test_the_box_around_the_mask_follows_it(document: Document) -> None:
    assert document.masked is None
    paint(document, Box(10, 20, 5, 6), 1)
    paint(document, Box(50, 60, 5, 6), 255)
    assert document.masked == Box(10, 20, 45, 46)
    document.resize("Crop", Box(30, 30, 100, 100))
    assert document.masked == Box(20, 30, 5, 6)
    document.undo()
    document.undo()
    assert document.masked == Box(10, 20, 5, 6)


def test_regions_are_undone(document: Document) -> None:
    region = Region(Plane(np.zeros((150, 200), np.uint8)), Wording("a boat"))
    document.set_regions("Add region", (region,))
    with document.edit("Describe region", region):
        region.wording = Wording("a red boat", 2.0)
    document.undo()
    assert document.regions[0].wording == Wording("a boat")
    document.undo()
    assert document.regions == ()
