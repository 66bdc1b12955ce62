"""The fields of the tool that crops and extends: how large the canvas will be, and the two answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.document.document import Document
from app.language import tr
from app.panels.fields import NumberField, label, row
from app.tools.frame import FrameTool
from paella_core.request import Box

LARGEST = 32768  # pixels along a side
_FIELD_WIDTH = 88


class FrameOptions(QWidget):
    """Follows the frame. A typed size is asked for by `wanted`; the buttons can be pressed once there is a frame."""

    wanted = Signal(int, int)  # width, height
    applied = Signal()
    dropped = Signal()

    def __init__(self, tool: FrameTool) -> None:
        super().__init__()
        self._tool = tool
        self._document: Document | None = None
        self.width_field, self.height_field = NumberField(1, LARGEST, 0, " px"), NumberField(1, LARGEST, 0, " px")
        self.apply = QPushButton(tr("Apply"))
        self.drop = QPushButton(tr("Cancel"))
        self._describe()
        width, height = label(tr("Width"), "dim"), label(tr("Height"), "dim")
        self.setLayout(row(width, self.width_field, height, self.height_field, self.apply, self.drop))
        self.width_field.edited.connect(self._ask)
        self.height_field.edited.connect(self._ask)
        self.apply.clicked.connect(self.applied)
        self.drop.clicked.connect(self.dropped)
        tool.frame_changed.connect(self.refresh)
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
        """Show how large the canvas will be."""
        canvas = self._document.bounds if self._document else None
        frame: Box | None = self._tool.frame or canvas
        for part in (self.width_field, self.height_field):
            part.setEnabled(frame is not None)
        if frame is not None:
            self.width_field.show_number(frame.width)
            self.height_field.show_number(frame.height)
        for button in (self.apply, self.drop):
            button.setEnabled(frame is not None and frame != canvas)

    def _describe(self) -> None:
        for field, name in ((self.width_field, tr("Width")), (self.height_field, tr("Height"))):
            field.setFixedWidth(_FIELD_WIDTH)
            field.setAccessibleName(name)
            field.setToolTip(tr("How large the canvas will be"))
        self.apply.setToolTip(tr("Make the frame the canvas (Enter)"))
        self.drop.setToolTip(tr("Leave the canvas as it is (Escape)"))

    def _ask(self) -> None:
        self.wanted.emit(round(self.width_field.value()), round(self.height_field.value()))
