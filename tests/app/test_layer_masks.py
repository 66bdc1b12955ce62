"""Masks of layers: what they hide is not seen, nothing of it is lost, and each change of them is one step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pictures import noise
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from stacks import commands_on, cover, lock

from app.application.clipboard import Clipboard
from app.application.edits import EditCommands
from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.composite import only_layer
from app.document.document import Document
from app.document.files import is_flat
from app.document.node import Group, Layer, Look, masked
from app.document.plane import Plane
from app.document.tiles import Spill
from paella_core.request import Box

HALF = Box(0, 0, 100, 150)  # of the document of these tests


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


@pytest.fixture
def layer(document: Document) -> Layer:
    return document.layers()[0]


def half_masked(commands: LayerCommands, document: Document) -> Plane:
    """The mask of the active layer, which shows the left half."""
    cover(document, HALF)
    commands.add_mask()
    cover(document, HALF, 0)
    layer = document.active
    assert isinstance(layer, Layer)
    assert layer.mask is not None
    return layer.mask


def seen(document: Document) -> np.ndarray:
    return document.composite.read(document.bounds).copy()


# ---- the document


@pytest.mark.parametrize("top", [255, 65535])
def test_alpha_times_a_mask_is_rounded(top: int) -> None:
    alphas, values = np.meshgrid(np.linspace(0, top, 256).astype(np.uint32), np.arange(256))
    pixels = noise(256, 256, 4, np.uint8 if top == 255 else np.uint16)
    pixels[..., 3] = alphas
    after = masked(pixels, values.astype(np.uint8))
    assert np.array_equal(after[..., :3], pixels[..., :3])
    assert np.array_equal(after[..., 3], np.rint(alphas * values / 255).astype(pixels.dtype))
    assert np.array_equal(after[..., 3][255], pixels[..., 3][255])
    assert not after[..., 3][0].any()


def test_a_mask_is_added_switched_off_and_taken_away_by_steps(document: Document, layer: Layer) -> None:
    before, plane = seen(document), Plane(np.zeros((150, 200), np.uint8))
    with document.edit("Add", layer.masking):
        layer.mask = plane
    assert not seen(document).any()
    with document.edit("Off", layer.masking):
        layer.mask_enabled = False
    assert np.array_equal(seen(document), before)
    with document.edit("Delete", layer.masking):
        layer.mask = None
    assert layer.mask_enabled
    for wanted in ((plane, False), (plane, True), (None, True)):
        document.undo()
        assert (layer.mask, layer.mask_enabled) == wanted
    assert np.array_equal(seen(document), before)
    document.redo()
    assert not seen(document).any()


def test_the_canvas_hears_of_a_mask(document: Document, layer: Layer) -> None:
    heard: list[object] = []
    document.changed.connect(heard.append)
    document.layers_changed.connect(lambda: heard.append("layers"))
    plane = Plane(np.full((150, 200), 255, np.uint8))
    with document.edit("Add", layer.masking):
        layer.mask = plane
    assert [str(one)[:6] for one in heard] == ["layers", "PySide"]
    with document.edit("Stroke", plane), plane.paint(Box(5, 6, 7, 8)) as values:
        values[...] = 0
    assert heard[-1].getRect() == (5, 6, 7, 8)  # pyright: ignore[reportAttributeAccessIssue]
    with document.edit("Delete", layer.masking):
        layer.mask = None
    heard.clear()
    plane.changed.emit(None)
    assert not heard


def test_a_stroke_on_a_mask_keeps_only_its_tiles(document: Document, layer: Layer, commands: LayerCommands) -> None:
    mask = half_masked(commands, document)
    before = seen(document)
    with document.edit("Stroke", mask), mask.paint(Box(10, 10, 20, 20)) as values:
        values[...] = 0
    step = document._history.done[-1]
    assert step.size == 128 * 128
    assert step.spill(1, Spill()) == step.size + 128 * 128
    assert not seen(document)[10:30, 10:30].any()
    document.undo()
    assert np.array_equal(seen(document), before)
    assert np.array_equal(layer.pixels.array[..., :3], noise())


def test_a_mask_that_only_a_step_keeps_counts_as_memory(document: Document, commands: LayerCommands) -> None:
    commands.add_mask()
    before = document._history.size
    commands.delete_mask()
    assert document._history.size == before + 200 * 150
    document.undo()
    assert document._history.size == before
    assert document.layers()[0].size == 200 * 150 * 5


def test_only_planes_of_one_channel_and_eight_bits_are_masks() -> None:
    for array in (np.zeros((5, 5, 4), np.uint8), np.zeros((5, 5), np.uint16)):
        with pytest.raises(ValueError, match="A mask is uint8"):
            Layer(Plane(noise(5, 5, 4)), mask=Plane(array))


def test_a_masked_layer_is_not_what_is_seen(document: Document, layer: Layer, commands: LayerCommands) -> None:
    assert (only_layer(document.root), is_flat(document)) == (layer, True)
    commands.add_mask()
    assert (only_layer(document.root), is_flat(document)) == (None, False)
    commands.toggle_mask()
    assert (only_layer(document.root), is_flat(document)) == (layer, False)


def test_the_canvas_takes_masks_along(document: Document, layer: Layer, commands: LayerCommands) -> None:
    mask = half_masked(commands, document)
    document.resize("Canvas", Box(-30, 20, 300, 300))
    assert mask.area == layer.area == Box(30, -20, 200, 150)
    document.undo()
    assert mask.area == layer.area == document.bounds


# ---- commands


def test_a_new_mask_shows_what_the_mask_of_the_picture_covers(
    document: Document, layer: Layer, commands: LayerCommands
) -> None:
    before = seen(document)
    cover(document, Box(10, 10, 20, 20), 100)
    commands.add_mask()
    assert layer.mask is not None
    assert np.array_equal(layer.mask.array, document.read_mask())
    assert not np.shares_memory(layer.mask.array, document.mask.array)
    assert layer.mask.background == 0
    assert (seen(document)[10:30, 10:30, 3] == 100).all()
    document.undo()
    assert np.array_equal(seen(document), before)


def test_without_one_all_is_shown(document: Document, layer: Layer, commands: LayerCommands) -> None:
    before = seen(document)
    commands.add_mask()
    assert layer.mask is not None
    assert (layer.mask.area, layer.mask.background, layer.mask.array.min()) == (document.bounds, 255, 255)
    assert np.array_equal(seen(document), before)
    assert document.paints_mask


def test_applying_keeps_the_look_and_loses_the_mask(document: Document, layer: Layer, commands: LayerCommands) -> None:
    mask = half_masked(commands, document)
    before = seen(document)
    commands.apply_mask()
    assert layer.mask is None
    assert not document.paints_mask
    assert np.array_equal(seen(document)[..., 3], before[..., 3])
    assert np.array_equal(seen(document)[:, :100], before[:, :100])
    document.undo()
    assert layer.mask is mask
    assert (layer.pixels.array[..., 3] == 255).all()
    assert np.array_equal(seen(document), before)
    document.redo()
    assert not layer.pixels.array[:, 100:, 3].any()


def test_what_cannot_be_done_is_refused(
    document: Document, layer: Layer, commands: LayerCommands, refusals: list[str]
) -> None:
    for command in (commands.apply_mask, commands.delete_mask, commands.toggle_mask):
        command()
    assert refusals == ["“Background” has no layer mask. Add one first."] * 3
    commands.add_mask()
    commands.add_mask()
    assert refusals[3] == "“Background” has a layer mask already."
    commands.toggle_mask()
    commands.apply_mask()
    assert refusals[4].startswith("The layer mask of “Background” is switched off.")
    lock(document, layer)
    for command in (commands.apply_mask, commands.delete_mask, commands.toggle_mask, lambda: commands.flip_mask(layer)):
        command()
    assert refusals[5:] == ["“Background” is locked. Unlock it first."] * 4
    assert document.history() == ["Add layer mask", "Switch layer mask off", "Lock layer"]
    commands.group()
    commands.add_mask()
    assert len(refusals) == 9


def test_a_copy_has_a_mask_of_its_own(document: Document, commands: LayerCommands) -> None:
    mask = half_masked(commands, document)
    commands.toggle_mask()
    commands.duplicate()
    copy = document.layers()[1]
    assert copy.mask is not None
    assert (copy.mask_enabled, copy.mask.area, copy.mask.background) == (False, mask.area, mask.background)
    assert np.array_equal(copy.mask.array, mask.array)
    assert not np.shares_memory(copy.mask.array, mask.array)


@pytest.mark.parametrize("upper", [True, False])
def test_merging_and_flattening_keep_the_look(document: Document, commands: LayerCommands, upper: bool) -> None:
    commands.add()
    cover(document, Box(50, 50, 120, 50))
    commands.fill()
    cover(document, document.bounds, 0)
    document.active = document.layers()[int(upper)]
    half_masked(commands, document)
    document.active = document.layers()[1]
    before = seen(document)
    commands.merge_down()
    (merged,) = document.layers()
    assert merged.mask is None
    assert np.array_equal(seen(document), before)
    document.undo()
    commands.flatten()
    (flat,) = document.layers()
    assert flat.mask is None
    assert np.array_equal(seen(document), before)


def test_grouping_and_ungrouping_leave_the_mask(document: Document, layer: Layer, commands: LayerCommands) -> None:
    mask = half_masked(commands, document)
    before = seen(document)
    commands.group()
    assert np.array_equal(seen(document), before)
    with document.edit("Fade", document.root.children[0]):
        document.root.children[0].look = replace(document.root.children[0].look, opacity=0.5)
    assert set(np.unique(seen(document)[..., 3])) == {0, 128}
    document.undo()
    commands.ungroup()
    assert (layer.mask, document.root.children) == (mask, (layer,))


def test_what_is_copied_looks_as_the_layer_does(
    qapp: QGuiApplication, session: Session, document: Document, commands: LayerCommands
) -> None:
    half_masked(commands, document)
    before = seen(document)
    edits = EditCommands(session, Clipboard(qapp.clipboard()))
    edits.copy()
    edits.paste()
    pasted = document.layers()[1]
    assert pasted.mask is None
    assert np.array_equal(pasted.pixels.array[..., 3], before[..., 3])
    assert np.array_equal(pasted.pixels.array[:, :100], before[:, :100])
    qapp.clipboard().clear()


def test_a_deep_layer_is_masked_too() -> None:
    pixels = noise(40, 30, 4, np.uint16)
    made = Layer(Plane(pixels), Look(), None, Plane(np.full((30, 40), 51, np.uint8)))
    document = Document(QSize(40, 30), Group((made,)), 16)
    assert np.array_equal(made.read(document.bounds), masked(pixels, np.full((30, 40), 51, np.uint8)))
    assert np.abs(seen(document)[..., 3].astype(int) - np.rint(pixels[..., 3] / 5)).max() <= 1
