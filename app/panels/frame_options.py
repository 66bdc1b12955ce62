"""The fields of the tool that crops and extends: shape, size and sides of the canvas, and the two answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.document.document import Document
from app.language import tr
from app.panels.fields import ChoiceField, label, row
from app.panels.numbers import NumberField
from app.theme import GAP
from app.tools.aspects import ASPECTS, Aspect, shaped
from app.tools.frame import FrameTool
from paella_core.request import Box

LARGEST = 32768  # pixels along a side
_SIZE_WIDTH, _SIDE_WIDTH, _SHAPE_WIDTH = 76, 60, 88
_FREE, _ORIGINAL = "free", "original"


class FrameOptions(QWidget):
    """Follows the frame. A typed size is asked for by `wanted`, a shape or a side by `framed`; the buttons can be
    pressed once there is a frame."""

    wanted = Signal(int, int)  # width, height
    framed = Signal(object)  # Box
    applied = Signal()
    dropped = Signal()

    def __init__(self, tool: FrameTool) -> None:
        super().__init__()
        self._tool = tool
        self._document: Document | None = None
        self._chosen: object = _FREE
        self.shapes = ChoiceField((((_FREE, tr("Free")), *_named(ASPECTS), (_ORIGINAL, tr("Original"))),))
        self.width_field, self.height_field = NumberField(1, LARGEST, 0, " px"), NumberField(1, LARGEST, 0, " px")
        self.sides = tuple(NumberField(-LARGEST, LARGEST) for _ in range(4))  # left, top, right, bottom
        self.apply = QPushButton(tr("Apply"))
        self.drop = QPushButton(tr("Cancel"))
        self._describe()
        self._arrange()
        self._connect()
        self.refresh()

    def set_document(self, document: Document | None) -> None:
        """The document whose canvas the frame starts from."""
        if self._document is not None:
            self._document.resized.disconnect(self.refresh)
        self._document = document
        if document is not None:
            document.resized.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how large the canvas will be, and by how much each side goes outward."""
        canvas = self._document.bounds if self._document else None
        frame: Box | None = self._tool.frame or canvas
        for part in (self.shapes, self.width_field, self.height_field, *self.sides):
            part.setEnabled(frame is not None)
        if frame is not None and canvas is not None:
            self.width_field.show_number(frame.width)
            self.height_field.show_number(frame.height)
            for field, pixels in zip(self.sides, _outward(canvas, frame), strict=True):
                field.show_number(pixels)
            if _proposed(self._chosen, canvas) != frame:
                self._chosen = _FREE
            self.shapes.show_value(self._chosen)
        for button in (self.apply, self.drop):
            button.setEnabled(frame is not None and frame != canvas)

    def _describe(self) -> None:
        for field, name in ((self.width_field, tr("Width")), (self.height_field, tr("Height"))):
            field.setFixedWidth(_SIZE_WIDTH)
            field.setAccessibleName(name)
            field.setToolTip(tr("How large the canvas will be"))
        names = tr("Left side"), tr("Upper side"), tr("Right side"), tr("Lower side")
        for field, name in zip(self.sides, names, strict=True):
            field.setFixedWidth(_SIDE_WIDTH)
            field.setAccessibleName(name)
            field.setToolTip(tr("{side}: pixels outward; with a minus sign so many are cut off").format(side=name))
        self.shapes.setFixedWidth(_SHAPE_WIDTH)
        self.shapes.setAccessibleName(tr("Shape of the canvas"))
        self.shapes.setToolTip(tr("Proposes the smallest canvas of this shape that holds the picture"))
        self.apply.setToolTip(tr("Make the frame the canvas (Enter)"))
        self.drop.setToolTip(tr("Leave the canvas as it is (Escape)"))

    def _arrange(self) -> None:
        letters = tr("L"), tr("T"), tr("R"), tr("B")
        sides = [
            row(label(letter, "dim"), field, gap=GAP // 2) for letter, field in zip(letters, self.sides, strict=True)
        ]
        size = row(self.width_field, label("×", "dim"), self.height_field, gap=GAP // 2)
        line = row(self.shapes)
        for part in (size, *sides, row(self.apply, self.drop)):
            line.addLayout(part)
        self.setLayout(line)

    def _connect(self) -> None:
        self.shapes.chosen.connect(self._shape)
        for field in (self.width_field, self.height_field):
            field.edited.connect(self._ask)
        for field in self.sides:
            field.edited.connect(self._ask_sides)
        self.apply.clicked.connect(self.applied)
        self.drop.clicked.connect(self.dropped)
        self._tool.frame_changed.connect(self.refresh)

    def _ask(self) -> None:
        self.wanted.emit(round(self.width_field.value()), round(self.height_field.value()))

    def _ask_sides(self) -> None:
        if self._document is not None:
            canvas = self._document.bounds
            left, top, right, bottom = (round(field.value()) for field in self.sides)
            width, height = max(canvas.width + left + right, 1), max(canvas.height + top + bottom, 1)
            self.framed.emit(Box(-left, -top, width, height))

    def _shape(self, chosen: object) -> None:
        self._chosen = chosen
        frame = _proposed(chosen, self._document.bounds) if self._document else None
        if frame:
            self.framed.emit(frame)


def _proposed(chosen: object, canvas: Box) -> Box | None:
    """The frame that a choice proposes; None where it leaves the frame free."""
    if chosen == _ORIGINAL:
        return canvas
    return next((shaped(canvas, aspect) for aspect in ASPECTS if aspect == chosen), None)


def _named(aspects: tuple[Aspect, ...]) -> list[tuple[Aspect, str]]:
    return [((across, down), f"{across}:{down}") for across, down in aspects]


def _outward(canvas: Box, frame: Box) -> tuple[int, int, int, int]:
    """By how many pixels the left, upper, right and lower side of a frame lies outside the canvas."""
    right, bottom = frame.left + frame.width - canvas.width, frame.top + frame.height - canvas.height
    return -frame.left, -frame.top, right, bottom
