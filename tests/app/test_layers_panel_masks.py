"""Masks in the layers panel: thumbnails that are clicked, framed, crossed out and told."""

from __future__ import annotations

from unittest.mock import MagicMock

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot
from test_layers_panel import click, middle, panel_of

from app.actions import Actions
from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.document import Document
from app.document.node import Layer
from app.document.plane import Plane
from app.panels.layer_rows import plane_at
from app.panels.layer_thumbnails import mask_thumbnail
from app.panels.layers import LayersPanel
from app.tools.colours import Colours
from paella_core.request import Box

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def commands(document: Document) -> LayerCommands:
    session = Session()
    session.add(document)
    return LayerCommands(session, Colours())


@pytest.fixture(scope="module")
def actions(qapp: QApplication) -> Actions:
    return Actions(MagicMock(), qapp.palette())  # the slots of the table are tested with the window


@pytest.fixture
def panel(qtbot: QtBot, actions: Actions, commands: LayerCommands, document: Document) -> LayersPanel:
    return panel_of(qtbot, actions, commands, document)


@pytest.fixture
def masked(qtbot: QtBot, panel: LayersPanel, commands: LayerCommands, document: Document) -> Layer:
    """The lower one of two layers, with a mask; the upper one is active."""
    layer = document.layers()[0]
    commands.add_mask()
    commands.add()
    qtbot.waitUntil(lambda: panel.tree.thumbnails.mask_of(layer) is not None)
    return layer


def small_place(panel: LayersPanel, layer: Layer, plane: Plane | None) -> QPoint:
    """The middle of the thumbnail of a layer or of its mask."""
    cell = panel.tree.visualRect(panel.tree.layers.index_of(layer))
    points = [point for x in range(cell.width()) if plane_at(cell, layer, point := cell.topLeft() + QPoint(x, 20))]
    found = [point for point in points if plane_at(cell, layer, point) is plane]
    assert found
    return found[len(found) // 2]


def press(panel: LayersPanel, layer: Layer, plane: Plane | None, *keys: Qt.KeyboardModifier) -> None:
    modifier = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(panel.tree.viewport(), LEFT, modifier, small_place(panel, layer, plane))


def drawn(panel: LayersPanel, layer: Layer, plane: Plane | None) -> QImage:
    """What is on the screen where a thumbnail lies, and a little around."""
    middle = small_place(panel, layer, plane)
    return panel.tree.viewport().grab(QRect(middle - QPoint(20, 20), middle + QPoint(20, 20))).toImage()


def has_red(image: QImage) -> bool:
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return any(colour.red() > 180 and colour.green() < 80 and colour.blue() < 80 for colour in colours)


def test_a_click_on_a_thumbnail_says_what_is_painted_on(panel: LayersPanel, masked: Layer, document: Document) -> None:
    plain, framed = drawn(panel, masked, masked.mask), drawn(panel, masked, masked.pixels)
    press(panel, masked, masked.mask)
    assert (document.active, document.paints_mask) == (masked, True)
    press(panel, masked, masked.pixels)
    assert (document.active, document.paints_mask) == (masked, False)
    assert drawn(panel, masked, masked.pixels) != framed
    without = drawn(panel, masked, masked.mask)
    press(panel, masked, masked.mask)
    assert drawn(panel, masked, masked.mask) not in (plain, without)
    click(panel, document.layers()[1])
    press(panel, masked, masked.pixels)
    assert (document.active, document.paints_mask) == (masked, False)
    assert document.history() == ["Add layer mask", "New layer"]


def test_the_frame_follows_the_command(panel: LayersPanel, masked: Layer, document: Document) -> None:
    document.active = masked
    heard: list[object] = []
    panel.tree.layers.dataChanged.connect(lambda *about: heard.append(about))
    document.paints_mask = True
    assert heard


def test_a_click_on_the_name_leaves_what_is_painted_on(panel: LayersPanel, masked: Layer, document: Document) -> None:
    press(panel, masked, masked.mask)
    cell = panel.tree.visualRect(panel.tree.layers.index_of(masked))
    QTest.mouseClick(panel.tree.viewport(), LEFT, pos=cell.center() + QPoint(30, 0))
    assert document.paints_mask


def test_shift_and_a_click_switch_the_mask_off_and_on(panel: LayersPanel, masked: Layer, document: Document) -> None:
    assert not has_red(drawn(panel, masked, masked.mask))
    active = document.active
    press(panel, masked, masked.mask, Qt.KeyboardModifier.ShiftModifier)
    assert (masked.mask_enabled, document.active, document.undo_text) == (False, active, "Switch layer mask off")
    assert has_red(drawn(panel, masked, masked.mask))
    press(panel, masked, masked.mask, Qt.KeyboardModifier.ShiftModifier)
    assert (masked.mask_enabled, document.undo_text) == (True, "Switch layer mask on")
    assert not has_red(drawn(panel, masked, masked.mask))
    press(panel, masked, masked.pixels, Qt.KeyboardModifier.ShiftModifier)
    assert masked.mask_enabled


def test_a_double_click_on_a_mask_renames_nothing(panel: LayersPanel, masked: Layer, document: Document) -> None:
    QTest.mouseDClick(panel.tree.viewport(), LEFT, pos=small_place(panel, masked, masked.mask))
    assert panel.tree.findChild(QLineEdit) is None
    assert document.paints_mask


def test_the_thumbnail_of_the_mask_follows_it(
    qtbot: QtBot, panel: LayersPanel, masked: Layer, document: Document
) -> None:
    small, mask = panel.tree.thumbnails, masked.mask
    assert mask is not None
    assert middle(small.mask_of(masked)) == (255, 255, 255)
    with document.edit("Paint", mask), mask.paint(document.bounds) as values:
        values[...] = 51
    qtbot.waitUntil(lambda: middle(small.mask_of(masked)) == (51, 51, 51))
    with document.edit("Delete", masked.masking):
        masked.mask = None
    qtbot.waitUntil(lambda: small.mask_of(masked) is None)
    document.undo()
    qtbot.waitUntil(lambda: small.mask_of(masked) is not None)


def test_a_mask_is_shown_at_its_place_on_the_canvas() -> None:
    mask = Plane(np.zeros((50, 100), np.uint8), 100, 50, 255)
    picture = mask_thumbnail(mask, Box(0, 0, 200, 100), 32, 2.0)
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (64, 32, 2.0)
    assert (picture.pixelColor(48, 24), picture.pixelColor(16, 8)) == (QColor("#000000"), QColor("#ffffff"))


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # of a tooltip, offscreen
def test_masks_are_told_to_those_who_do_not_see_them(panel: LayersPanel, masked: Layer, document: Document) -> None:
    def spoken() -> str:
        return panel.tree.layers.index_of(masked).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken() == "Layer Background, with a mask"
    press(panel, masked, masked.mask)
    assert spoken() == "Layer Background, with a mask, painting on the mask"
    press(panel, masked, masked.mask, Qt.KeyboardModifier.ShiftModifier)
    assert spoken().startswith("Layer Background, with a mask that is off")
    document.undo()
    for plane, text in ((masked.mask, "paint on the mask"), (masked.pixels, "on the layer itself")):
        place = small_place(panel, masked, plane)
        event = QHelpEvent(QEvent.Type.ToolTip, place, panel.tree.viewport().mapToGlobal(place))
        QApplication.sendEvent(panel.tree.viewport(), event)
        assert text in QToolTip.text()
    QToolTip.hideText()
