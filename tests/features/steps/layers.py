"""Steps about layers and colours: the panel, its buttons and rows, and what is painted on them."""

from __future__ import annotations

from driver import Driver
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytest_bdd import given, parsers, then, when
from steps.hand import type_number
from steps.pictures import Rows
from steps.window import panel

from app.document.node import Group, Layer, Node
from app.document.plane import Plane
from app.panels.layer_model import EYE, LOCK, NAME
from app.panels.layer_rows import plane_at

LEFT = Qt.MouseButton.LeftButton
INDENT = "> "  # of a row in a group


def listed(driver: Driver, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    """The names in the panel from top to bottom, those in a group with a sign before them."""
    model, above = driver.parts.layers.tree.layers, parent or QModelIndex()
    names: list[str] = []
    for row in range(model.rowCount(above)):
        names.append(INDENT * depth + str(model.data(model.index(row, NAME, above))))
        names += listed(driver, model.index(row, EYE, above), depth + 1)
    return names


def node_of(driver: Driver, name: str) -> Node:
    found = [node for node in driver.document.nodes() if node.look.name == name]
    assert len(found) == 1, f"{len(found)} layers are called “{name}”"
    return found[0]


def cell(driver: Driver, name: str, column: int) -> QRect:
    """Where a column of a layer's row is in the panel."""
    panel(driver, "Layers").raise_()
    tree = driver.parts.layers.tree
    return tree.visualRect(tree.layers.index_of(node_of(driver, name), column))


def click_cell(driver: Driver, name: str, column: int) -> None:
    place = cell(driver, name, column)
    assert place.isValid(), f"“{name}” is not in view"
    QTest.mouseClick(driver.parts.layers.tree.viewport(), LEFT, pos=place.center())


# ---- which layers there are


@then(parsers.parse("{count:d} layers are listed"))
def layers_listed(driver: Driver, count: int) -> None:
    assert len(listed(driver)) == count


@then("the layers are, from the top")
def layers_are(driver: Driver, datatable: Rows) -> None:
    assert [[name] for name in listed(driver)] == datatable


@when(parsers.parse("I click the layer “{name}”"))
def click_layer(driver: Driver, name: str) -> None:
    click_cell(driver, name, NAME)
    assert driver.document.active is node_of(driver, name)


@then(parsers.parse("“{name}” is the active layer"))
def active_is(driver: Driver, name: str) -> None:
    tree = driver.parts.layers.tree
    assert driver.document.active is node_of(driver, name)
    assert tree.layers.node_at(tree.currentIndex()) is driver.document.active


@when(parsers.parse("I call the layer “{name}” “{other}”"))
def rename(driver: Driver, name: str, other: str) -> None:
    tree = driver.parts.layers.tree
    click_cell(driver, name, NAME)
    tree.setFocus()
    driver.keys("F2")
    field = tree.viewport().findChild(type(driver.parts.prompt.negative))
    assert field is not None
    QTest.keyClicks(field, other)
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: other in listed(driver))
    driver.canvas.setFocus()


@when(parsers.parse("I drag the layer “{name}” below “{other}”"))
def drag_below(driver: Driver, name: str, other: str) -> None:
    model = driver.parts.layers.tree.layers
    target = model.index_of(node_of(driver, other), EYE)
    drop(driver, name, target.row() + 1, target.parent())


@when(parsers.parse("I drag the layer “{name}” onto the group “{other}”"))
def drag_onto(driver: Driver, name: str, other: str) -> None:
    assert isinstance(node_of(driver, other), Group)
    drop(driver, name, -1, driver.parts.layers.tree.layers.index_of(node_of(driver, other), EYE))


def drop(driver: Driver, name: str, row: int, parent: QModelIndex) -> None:
    """What the view asks of its model when a row is dropped."""
    model = driver.parts.layers.tree.layers
    data = model.mimeData([model.index_of(node_of(driver, name))])
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)
    model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)


# ---- their masks


def small_place(driver: Driver, name: str, plane: Plane) -> QPoint:
    """A point on the thumbnail of a layer's pixels, or of its mask."""
    place, layer = cell(driver, name, NAME), node_of(driver, name)
    across = [QPoint(x, place.center().y()) for x in range(place.left(), place.right(), 4)]
    return [point for point in across if plane_at(place, layer, point) is plane][4]


def layer_of(driver: Driver, name: str) -> Layer:
    layer = node_of(driver, name)
    assert isinstance(layer, Layer)
    return layer


@when(parsers.parse("I click the thumbnail of “{name}”"))
def click_thumbnail(driver: Driver, name: str) -> None:
    place = small_place(driver, name, layer_of(driver, name).pixels)
    QTest.mouseClick(driver.parts.layers.tree.viewport(), LEFT, pos=place)


@when(parsers.re("I click the mask of “(?P<name>[^”]*)”(?P<shift> with Shift)?"))
def click_mask(driver: Driver, name: str, shift: str | None) -> None:
    mask = layer_of(driver, name).mask
    assert mask is not None
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(driver.parts.layers.tree.viewport(), LEFT, keys, small_place(driver, name, mask))


@then(parsers.parse("“{name}” has a mask that is painted on"))
def has_mask(driver: Driver, name: str) -> None:
    document = driver.document
    assert (layer_of(driver, name).mask is not None, document.active, document.paints_mask) == (
        True,
        layer_of(driver, name),
        True,
    )


@then(parsers.parse("“{name}” has no mask"))
def has_no_mask(driver: Driver, name: str) -> None:
    assert layer_of(driver, name).mask is None
    assert not driver.document.paints_mask


# ---- how they are shown


@when(parsers.parse("I click the eye of “{name}”"))
def click_eye(driver: Driver, name: str) -> None:
    click_cell(driver, name, EYE)


@when("I click the eye of the lowest layer")
def click_lowest_eye(driver: Driver) -> None:
    tree = driver.parts.layers.tree
    place = tree.visualRect(tree.layers.index_of(driver.document.root.children[0], EYE)).center()
    QTest.mouseClick(tree.viewport(), LEFT, pos=place)


@given(parsers.parse("I clicked the lock of “{name}”"))
@when(parsers.parse("I click the lock of “{name}”"))
def click_lock(driver: Driver, name: str) -> None:
    click_cell(driver, name, LOCK)


@when(parsers.parse("I set the opacity of the layer to {percent:d} %"))
def set_opacity(driver: Driver, percent: int) -> None:
    type_number(driver.parts.layers.opacity.field, str(percent))
    driver.canvas.setFocus()


@then(parsers.parse("the opacity of the layer is {percent:d} %"))
def opacity_is(driver: Driver, percent: int) -> None:
    assert driver.parts.layers.opacity.field.value() == percent


@when(parsers.parse("I drag the slider of the opacity to the left"))
def drag_opacity(driver: Driver) -> None:
    slider = driver.parts.layers.opacity.slider
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.width() - 6, middle))
    for share in (0.8, 0.6, 0.5):
        QTest.mouseMove(slider, QPoint(round(slider.width() * share), middle))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() // 2, middle))


@when(parsers.parse("I set the blend mode of the layer to {mode}"))
def set_mode(driver: Driver, mode: str) -> None:
    field = driver.parts.layers.mode
    field.setCurrentIndex(field.findText(mode))
    field.activated.emit(field.currentIndex())  # as its list does, which cannot come to the front without a screen


# ---- colours


@given(parsers.parse("my colour is {colour}"))
def choose_colour(driver: Driver, colour: str) -> None:
    panel(driver, "Colours").raise_()
    field = driver.parts.colours.number
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, colour)
    QTest.keyClick(field, Qt.Key.Key_Return)
    panel(driver, "History").raise_()
    driver.canvas.setFocus()


@then(parsers.parse("the colour to paint with is {colour}"))
def colour_is(driver: Driver, colour: str) -> None:
    assert driver.parts.colours.foreground.colour.name() == colour


@then(parsers.parse("the colour in reserve is {colour}"))
def reserve_is(driver: Driver, colour: str) -> None:
    assert driver.parts.colours.background.colour.name() == colour
