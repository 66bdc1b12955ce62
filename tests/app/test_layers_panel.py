"""The layers panel, used by mouse and keys: it shows the document and stays in step with it."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import MagicMock

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.application.layers import LayerCommands
from app.application.session import Session
from app.document.blending import BlendMode
from app.document.document import Document
from app.document.node import Group, Layer, Node
from app.document.plane import Plane
from app.panels.layer_model import EYE, LOCK, NAME
from app.panels.layer_rows import mode_groups
from app.panels.layer_thumbnails import thumbnail
from app.panels.layers import BUTTONS, MENU, LayersPanel
from app.tools.colours import Colours
from paella_core.request import Box

LEFT = Qt.MouseButton.LeftButton
MOVE = Qt.DropAction.MoveAction


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


def panel_of(qtbot: QtBot, actions: Actions, commands: LayerCommands, document: Document) -> LayersPanel:
    made = LayersPanel(actions)
    qtbot.addWidget(made)
    join(made, commands)
    made.set_document(document)
    QAbstractItemModelTester(made.tree.layers, QAbstractItemModelTester.FailureReportingMode.Fatal, made.tree.layers)
    made.resize(304, 480)
    with qtbot.waitExposed(made):
        made.show()
    return made


def join(panel: LayersPanel, commands: LayerCommands) -> None:
    panel.tree.eye_clicked.connect(commands.flip_visible)
    panel.tree.lock_clicked.connect(commands.flip_lock)
    panel.tree.mask_switched.connect(commands.flip_mask)
    panel.tree.layers.renamed.connect(commands.rename)
    panel.tree.layers.moved.connect(commands.move)
    panel.mode_chosen.connect(commands.set_mode)
    panel.opacity_changed.connect(commands.set_opacity)
    panel.opacity_grabbed.connect(commands.hold_opacity)
    panel.opacity_released.connect(commands.release_opacity)


def shown(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[object]:
    """The names as the view has them, from the top; a group is its name and its members."""
    place = parent or QModelIndex()
    rows: list[object] = []
    for row in range(model.rowCount(place)):
        index, below = model.index(row, NAME, place), model.index(row, EYE, place)
        rows.append((index.data(), shown(model, below)) if model.rowCount(below) else index.data())
    return rows


def place_of(panel: LayersPanel, node: Node | None, column: int = NAME) -> QPoint:
    return panel.tree.visualRect(panel.tree.layers.index_of(node, column)).center()


def click(panel: LayersPanel, node: Node | None, column: int = NAME) -> None:
    QTest.mouseClick(panel.tree.viewport(), LEFT, pos=place_of(panel, node, column))


def test_rows_follow_steps_and_their_undoing(panel: LayersPanel, commands: LayerCommands, document: Document) -> None:
    model = panel.tree.layers
    commands.add()
    commands.add()
    assert shown(model) == ["Layer 2", "Layer 1", "Background"]
    commands.group()
    commands.to_bottom()
    commands.duplicate()
    assert shown(model) == ["Layer 1", "Background", ("Group 1 copy", ["Layer 2"]), ("Group 1", ["Layer 2"])]
    steps = len(document.history())
    for _ in range(steps):
        document.undo()
    assert shown(model) == ["Background"]
    for _ in range(steps):
        document.redo()
    assert shown(model) == ["Layer 1", "Background", ("Group 1 copy", ["Layer 2"]), ("Group 1", ["Layer 2"])]


def test_only_what_differs_is_told(panel: LayersPanel, commands: LayerCommands) -> None:
    model = panel.tree.layers
    heard: list[str] = []
    model.modelReset.connect(lambda: heard.append("reset"))
    model.rowsInserted.connect(lambda *_: heard.append("inserted"))
    model.rowsRemoved.connect(lambda *_: heard.append("removed"))
    model.rowsMoved.connect(lambda *_: heard.append("moved"))
    commands.add()
    commands.lower_one()
    commands.set_opacity(0.5)
    commands.delete()
    assert heard == ["inserted", "moved", "removed"]


def test_the_current_row_is_the_active_layer(panel: LayersPanel, commands: LayerCommands, document: Document) -> None:
    commands.add()
    below, above = document.layers()
    assert panel.tree.layers.node_at(panel.tree.currentIndex()) is above
    click(panel, below)
    assert document.active is below
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    assert document.active is above
    document.active = below
    assert panel.tree.layers.node_at(panel.tree.currentIndex()) is below


def test_eye_and_lock_are_buttons_that_leave_the_active_layer(
    panel: LayersPanel, commands: LayerCommands, document: Document
) -> None:
    commands.add()
    below, above = document.layers()
    click(panel, below, EYE)
    click(panel, below, LOCK)
    assert (below.look.visible, below.look.locked, document.active) == (False, True, above)
    QTest.keyClick(panel.tree, Qt.Key.Key_Space)
    assert not above.look.visible
    assert document.history() == ["New layer", "Hide layer", "Lock layer", "Hide layer"]


def test_names_are_edited_in_place(qtbot: QtBot, panel: LayersPanel, document: Document) -> None:
    layer = document.active
    click(panel, layer)
    QTest.mouseDClick(panel.tree.viewport(), LEFT, pos=place_of(panel, layer))
    editor = panel.tree.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Background"
    editor.setText("Sky")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: document.history() == ["Rename layer"])
    assert layer is not None
    assert layer.look.name == "Sky"


def test_mode_and_opacity_are_those_of_the_active_layer(
    panel: LayersPanel, commands: LayerCommands, document: Document
) -> None:
    commands.add()
    panel.mode.setCurrentIndex(panel.mode.findText("Multiply"))
    panel.mode.activated.emit(panel.mode.currentIndex())
    panel.opacity.field.setValue(40)
    layer = document.active
    assert isinstance(layer, Layer)
    assert (layer.look.mode, layer.look.opacity) == (BlendMode.MULTIPLY, 0.4)
    document.active = document.layers()[0]
    assert (panel.mode.currentText(), panel.opacity.field.value()) == ("Normal", 100)
    document.undo()
    document.undo()
    document.active = layer
    assert (panel.mode.currentText(), panel.opacity.field.value()) == ("Normal", 100)
    commands.toggle_lock()
    assert not panel.mode.isEnabled()
    assert not panel.opacity.isEnabled()


def test_a_drag_of_the_slider_is_one_step(panel: LayersPanel, document: Document) -> None:
    slider = panel.opacity.slider
    slider.setSliderDown(True)
    for tick in (900, 700, 300):
        slider.setValue(tick)
    slider.setSliderDown(False)
    assert document.history() == ["Opacity"]
    assert document.layers()[0].look.opacity == 0.3


def test_all_modes_can_be_chosen() -> None:
    offered = [mode for group in mode_groups() for mode, _ in group]
    assert sorted(offered, key=str) == sorted(BlendMode, key=str)


def drop(panel: LayersPanel, node: Node, row: int, parent: QModelIndex) -> None:
    model = panel.tree.layers
    data: QMimeData = model.mimeData([model.index_of(node)])
    if model.canDropMimeData(data, MOVE, row, 0, parent):
        model.dropMimeData(data, MOVE, row, 0, parent)


def test_rows_are_dragged_between_others(panel: LayersPanel, commands: LayerCommands, document: Document) -> None:
    model, top = panel.tree.layers, QModelIndex()
    commands.add()
    commands.add()
    background, one, two = document.layers()
    drop(panel, background, 0, top)
    assert shown(model) == ["Background", "Layer 2", "Layer 1"]
    drop(panel, background, 2, top)
    assert shown(model) == ["Layer 2", "Background", "Layer 1"]
    drop(panel, two, -1, top)
    assert shown(model) == ["Background", "Layer 1", "Layer 2"]
    assert document.active is two
    assert one.parent_group is document.root


def test_rows_are_dragged_into_groups_but_not_into_themselves(
    panel: LayersPanel, commands: LayerCommands, document: Document
) -> None:
    model = panel.tree.layers
    commands.add()
    background, layer = document.layers()
    commands.group()
    group = document.active
    assert isinstance(group, Group)
    drop(panel, background, -1, model.index_of(group, EYE))
    assert shown(model) == [("Group 1", ["Background", "Layer 1"])]
    drop(panel, background, 2, model.index_of(group, EYE))
    assert shown(model) == [("Group 1", ["Layer 1", "Background"])]
    steps = document.history()
    drop(panel, group, -1, model.index_of(group, EYE))
    drop(panel, group, 0, model.index_of(group, EYE))
    assert document.history() == steps
    drop(panel, layer, 0, QModelIndex())
    assert shown(model) == ["Layer 1", ("Group 1", ["Background"])]


def test_folding_outlives_steps(panel: LayersPanel, commands: LayerCommands, document: Document) -> None:
    commands.group()
    group = document.active
    index = panel.tree.layers.index_of(group, EYE)
    assert panel.tree.isExpanded(index)
    panel.tree.collapse(index)
    commands.add()
    commands.delete()
    document.undo()
    assert not panel.tree.isExpanded(panel.tree.layers.index_of(group, EYE))


def test_the_thumbnail_follows_the_layer(qtbot: QtBot, panel: LayersPanel, document: Document) -> None:
    model, layer = panel.tree.layers, document.layers()[0]
    qtbot.waitUntil(lambda: model.thumbnail(layer) is not None)
    with document.edit("Paint", layer.pixels), layer.pixels.paint(document.bounds) as pixels:
        pixels[...] = (255, 0, 0, 255)
    red = (255, 0, 0)
    qtbot.waitUntil(lambda: middle(model.thumbnail(layer)) == red)


def middle(image) -> tuple[int, ...]:
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    return colour.red(), colour.green(), colour.blue()


def test_a_thumbnail_shows_the_layer_at_its_place_on_the_canvas() -> None:
    layer = Layer(Plane(np.full((50, 100, 4), 255, np.uint8), left=100, top=50))
    picture = thumbnail(layer, Box(0, 0, 200, 100), 32, 2.0)
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (64, 32, 2.0)
    assert picture.pixelColor(48, 24).name() == "#ffffff"
    assert picture.pixelColor(16, 8).name() != "#ffffff"
    assert picture.pixelColor(48, 8).name() != "#ffffff"


def test_empty_states_say_what_is_missing(panel: LayersPanel, commands: LayerCommands) -> None:
    assert panel.tree.isVisible()
    commands.delete()
    assert not panel.tree.isVisible()
    panel.set_document(None)
    assert panel.findChildren(QLineEdit) or not panel.tree.isVisible()
    assert not panel.mode.isEnabled()


def test_another_document_takes_over(panel: LayersPanel, document: Document) -> None:
    other = Document.from_array(np.zeros((5, 5, 3), np.uint8))
    with other.edit("Rename layer", other.layers()[0]):
        other.layers()[0].look = replace(other.layers()[0].look, name="Other")
    active = document.active
    panel.set_document(other)
    assert shown(panel.tree.layers) == ["Other"]
    assert document.active is active


def test_everything_has_a_name_for_those_who_do_not_see_it(panel: LayersPanel, commands: LayerCommands) -> None:
    commands.toggle_visible()
    model = panel.tree.layers
    role = Qt.ItemDataRole.AccessibleTextRole
    row = [model.index(0, column).data(role) for column in (EYE, NAME, LOCK)]
    assert row == ["Show this layer", "Layer Background, hidden", "Lock this layer, so that nothing changes it"]
    for part in (panel.tree, panel.mode, panel.opacity.slider, panel.opacity.field, *panel.buttons):
        assert part.accessibleName()
        assert part.toolTip() or part is panel.tree


def test_buttons_and_menu_are_in_the_table(
    panel: LayersPanel, actions: Actions, commands: LayerCommands, document: Document
) -> None:
    actions["new_layer"].triggered.connect(commands.add)
    panel.buttons[BUTTONS.index("new_layer")].click()
    assert document.history() == ["New layer"]
    assert len({name for group in MENU for name in group}) == sum(map(len, MENU))


def test_letters_choose_a_blend_mode_before_they_choose_a_tool(panel: LayersPanel) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, "m")
    event.ignore()
    QApplication.sendEvent(panel.mode, event)
    assert event.isAccepted()
    QTest.keyClicks(panel.mode, "mult")
    assert panel.mode.currentText() == "Multiply"
