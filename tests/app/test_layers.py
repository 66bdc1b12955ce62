"""What can be done with layers: each is one step, undone and made again to the pixel, and what is locked stays."""

from __future__ import annotations

import numpy as np
import pytest
from pictures import noise
from stacks import commands_on, cover, name, paint, stacked, tree

from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.blending import BlendMode
from app.document.document import Document
from app.document.node import Group, Layer
from app.tools.colours import Colours
from paella_core.request import Box


@pytest.fixture
def session(document: Document) -> Session:
    made = Session()
    made.add(document)
    return made


@pytest.fixture
def commands(session: Session) -> LayerCommands:
    return commands_on(session)


@pytest.fixture
def refusals(commands: LayerCommands) -> list[str]:
    heard: list[str] = []
    commands.refused.connect(lambda _title, text: heard.append(text))
    return heard


def test_a_new_layer_lies_above_the_active_one_and_is_active(commands: LayerCommands, document: Document) -> None:
    stacked(commands, document)
    commands.add()
    assert tree(document) == ["Background", "Layer 1", "Layer 3", "Layer 2"]
    assert name(document) == "Layer 3"
    layer = document.active
    assert isinstance(layer, Layer)
    assert (layer.area, layer.pixels.array.any()) == (document.bounds, np.False_)


def test_a_new_layer_goes_into_the_active_ones_group(commands: LayerCommands, document: Document) -> None:
    stacked(commands, document)
    commands.group()
    document.active = document.layers()[1]
    commands.add()
    assert tree(document) == ["Background", ("Group 1", ["Layer 1", "Layer 3"]), "Layer 2"]


def test_layers_have_the_depth_of_the_document(session: Session, commands: LayerCommands) -> None:
    deep = Document.from_array(noise(dtype=np.uint16))
    session.add(deep)
    commands.add()
    assert deep.layers()[1].pixels.array.dtype == np.uint16


def test_a_copy_has_its_own_pixels(commands: LayerCommands, document: Document) -> None:
    commands.duplicate()
    below, above = document.layers()
    assert above.look.name == "Background copy"
    np.testing.assert_array_equal(above.pixels.array, below.pixels.array)
    paint(document, above, Box(0, 0, 9, 9), (1, 2, 3, 255))
    assert not np.array_equal(above.pixels.array, below.pixels.array)
    assert document.history() == ["Duplicate layer", "Paint"]


def test_a_group_is_copied_with_what_is_in_it(commands: LayerCommands, document: Document) -> None:
    commands.group()
    commands.duplicate()
    assert tree(document) == [("Group 1", ["Background"]), ("Group 1 copy", ["Background"])]
    assert document.layers()[0] is not document.layers()[1]


@pytest.mark.parametrize(("index", "neighbour"), [(2, "Layer 1"), (1, "Background"), (0, "Layer 1")])
def test_the_neighbour_of_a_deleted_layer_is_active(
    commands: LayerCommands, document: Document, index: int, neighbour: str
) -> None:
    stacked(commands, document)
    document.active = document.layers()[index]
    commands.delete()
    assert name(document) == neighbour
    document.undo()
    assert tree(document) == ["Background", "Layer 1", "Layer 2"]


def test_the_last_layer_can_go(commands: LayerCommands, document: Document) -> None:
    commands.delete()
    assert (tree(document), document.active) == ([], None)
    commands.delete()
    commands.add()
    assert tree(document) == ["Layer 1"]


def test_grouping_and_back(commands: LayerCommands, document: Document) -> None:
    stacked(commands, document)
    commands.group()
    assert tree(document) == ["Background", ("Group 1", ["Layer 1"]), "Layer 2"]
    assert name(document) == "Group 1"
    commands.ungroup()
    assert tree(document) == ["Background", "Layer 1", "Layer 2"]
    assert name(document) == "Layer 1"
    for expected in (("Group 1", ["Layer 1"]), "Layer 1"):
        document.undo()
        assert tree(document) == ["Background", expected, "Layer 2"]
    for expected in (("Group 1", ["Layer 1"]), "Layer 1"):
        document.redo()
        assert tree(document) == ["Background", expected, "Layer 2"]
    parents = {node.look.name: node.parent_group for node in document.nodes()}
    assert set(parents.values()) == {document.root}


def test_merging_down_keeps_the_look(commands: LayerCommands, document: Document) -> None:
    commands.add()
    paint(document, document.active, Box(10, 20, 60, 50), (255, 0, 0, 128))
    commands.set_opacity(0.5)
    before = document.flattened()
    commands.merge_down()
    assert tree(document) == ["Background"]
    assert np.abs(document.flattened().astype(int) - before).max() <= 1
    document.undo()
    np.testing.assert_array_equal(document.flattened(), before)


def test_merging_down_keeps_the_mode_of_the_lower_layer(commands: LayerCommands, document: Document) -> None:
    commands.add()
    commands.set_mode(BlendMode.MULTIPLY)
    paint(document, document.active, Box(10, 20, 60, 50), (255, 200, 100, 255))
    commands.add()
    paint(document, document.active, Box(30, 30, 60, 50), (10, 250, 90, 128))
    commands.merge_down()
    merged = document.active
    assert merged is not None
    assert (merged.look.name, merged.look.mode) == ("Layer 1", BlendMode.MULTIPLY)
    assert document.flattened()[25, 20].tolist() == [
        round(value * share / 255) for value, share in zip(noise()[25, 20].tolist(), (255, 200, 100), strict=True)
    ]


def test_the_lowest_layer_has_nothing_to_merge_with(
    commands: LayerCommands, document: Document, refusals: list[str]
) -> None:
    commands.merge_down()
    assert refusals == ["There is nothing below “Background” to merge it with."]
    assert document.history() == []


def test_a_hidden_layer_is_not_merged(commands: LayerCommands, refusals: list[str]) -> None:
    commands.add()
    commands.toggle_visible()
    commands.merge_down()
    assert refusals == ["“Layer 1” is hidden. Show it first."]


def test_flattening_keeps_what_is_seen(commands: LayerCommands, document: Document) -> None:
    stacked(commands, document)
    paint(document, document.active, Box(10, 20, 60, 50), (255, 0, 0, 90))
    commands.group()
    before = document.flattened()
    commands.flatten()
    assert tree(document) == ["Background"]
    np.testing.assert_array_equal(document.flattened(), before)


def test_layers_go_up_and_down_and_out_of_groups(commands: LayerCommands, document: Document) -> None:
    stacked(commands, document)
    layer = document.active
    commands.raise_one()
    assert tree(document) == ["Background", "Layer 2", "Layer 1"]
    commands.to_bottom()
    assert tree(document) == ["Layer 1", "Background", "Layer 2"]
    commands.lower_one()
    assert tree(document) == ["Layer 1", "Background", "Layer 2"]
    commands.to_top()
    assert tree(document) == ["Background", "Layer 2", "Layer 1"]
    commands.lower_one()
    commands.group()
    document.active = layer
    commands.raise_one()
    assert tree(document) == ["Background", ("Group 1", []), "Layer 1", "Layer 2"]
    document.undo()
    document.active = layer
    commands.lower_one()
    assert tree(document) == ["Background", "Layer 1", ("Group 1", []), "Layer 2"]


def test_moving_into_a_group_keeps_the_layer_active(commands: LayerCommands, document: Document) -> None:
    stacked(commands, document)
    commands.group()
    group, layer = document.active, document.layers()[2]
    assert isinstance(group, Group)
    document.active = layer
    commands.move(layer, group, 0)
    assert tree(document) == ["Background", ("Group 1", ["Layer 2", "Layer 1"])]
    for turn in (document.undo, document.redo, document.undo):
        turn()
        assert document.active is layer
    assert tree(document) == ["Background", ("Group 1", ["Layer 1"]), "Layer 2"]
    assert layer.parent_group is document.root


def test_a_group_does_not_go_into_itself(commands: LayerCommands, document: Document) -> None:
    commands.group()
    outer = document.active
    document.active = document.layers()[0]
    commands.group()
    inner = document.active
    assert isinstance(outer, Group)
    assert isinstance(inner, Group)
    before = tree(document)
    commands.move(outer, inner, 0)
    commands.move(outer, outer, 0)
    assert tree(document) == before


def test_looks_are_steps(commands: LayerCommands, document: Document) -> None:
    layer = document.layers()[0]
    commands.toggle_visible()
    commands.toggle_lock()
    commands.toggle_lock()
    commands.rename(layer, " Sky ")
    commands.rename(layer, "  ")
    commands.set_mode(BlendMode.SCREEN)
    assert (layer.look.visible, layer.look.locked) == (False, False)
    assert (layer.look.name, layer.look.mode) == ("Sky", BlendMode.SCREEN)
    steps = ["Hide layer", "Lock layer", "Unlock layer", "Rename layer", "Blend mode"]
    assert document.history() == steps


def test_a_drag_of_the_opacity_is_one_step(commands: LayerCommands, document: Document) -> None:
    commands.hold_opacity()
    for opacity in (0.9, 0.7, 0.4):
        commands.set_opacity(opacity)
    assert document.layers()[0].look.opacity == 0.4
    commands.release_opacity()
    commands.set_opacity(0.3)
    assert document.history() == ["Opacity", "Opacity"]
    document.undo()
    document.undo()
    assert document.layers()[0].look.opacity == 1.0


def test_clearing_clears_what_the_mask_covers(commands: LayerCommands, document: Document) -> None:
    before = document.layers()[0].pixels.array.copy()
    cover(document, Box(10, 20, 30, 40), 255)
    cover(document, Box(50, 20, 30, 40), 51)
    commands.clear()
    after = document.layers()[0].pixels.array
    assert (after[20:60, 10:40, 3] == 0).all()
    assert (after[20:60, 50:80, 3] == 204).all()
    outside = document.mask.array == 0
    np.testing.assert_array_equal(after[outside], before[outside])
    document.undo()
    np.testing.assert_array_equal(document.layers()[0].pixels.array, before)


def test_clearing_without_a_mask_clears_all(commands: LayerCommands, document: Document) -> None:
    commands.clear()
    assert not document.layers()[0].pixels.array[..., 3].any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_filling_lays_the_colour_down(session: Session, commands: LayerCommands, dtype: type) -> None:
    document = Document.from_array(noise(dtype=dtype))
    session.add(document)
    cover(document, Box(10, 20, 30, 40))
    before = document.layers()[0].pixels.array.copy()
    commands.fill()
    full = np.iinfo(dtype).max // 255
    after = document.layers()[0].pixels.array
    assert (after[20:60, 10:40] == np.array([200, 100, 50, 255]) * full).all()
    after[20:60, 10:40] = before[20:60, 10:40]
    np.testing.assert_array_equal(after, before)


def test_filling_a_small_layer_fills_the_canvas(commands: LayerCommands, document: Document) -> None:
    document.resize("Canvas size", Box(-10, -10, 250, 200))
    commands.fill()
    assert (document.flattened() == (200, 100, 50)).all()


def test_nothing_happens_without_a_document_or_during_an_edit(document: Document) -> None:
    session = Session()
    commands = LayerCommands(session, Colours())
    for command in (commands.add, commands.delete, commands.group, commands.flatten, commands.fill, commands.clear):
        command()
    assert commands.facts() == set()
    session.add(document)
    with document.edit("Paint", document.layers()[0].pixels):
        commands.add()
        commands.delete()
        commands.clear()
    assert (tree(document), document.history()) == (["Background"], [])


def test_facts(commands: LayerCommands) -> None:
    assert commands.facts() == {"layer", "no_layer_mask"}
    commands.add_mask()
    assert commands.facts() == {"layer", "layer_mask"}
    commands.group()
    assert commands.facts() == {"group", "several"}
