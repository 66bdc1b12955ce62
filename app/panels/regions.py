"""The regions panel: parts of the picture that have a prompt of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.document.document import Document
from app.document.node import Region, Wording
from app.document.plane import Plane
from app.language import tr
from app.panels.fields import ColourChip, IconButton, SwitchButton, label, row
from app.panels.numbers import NumberField
from app.resources import icon
from app.theme import CONTROL_HEIGHT, GAP, PADDING

COLOURS = ("#4f9de8", "#e8694f", "#57b861", "#b77be0", "#e0b13c", "#3fb8b2", "#e072ab", "#93a04a")
STRONGEST = 10.0
_CHIP = QSize(12, CONTROL_HEIGHT)
_WEIGHT_WIDTH = 64


class RegionsPanel(QWidget):
    """One part of the list for each region. Which are shown on the canvas is told by `shown_changed`, as pairs of a
    Region and its QColor; which one the brush paints, by `paint_requested`."""

    paint_requested = Signal(object)  # Region
    shown_changed = Signal(object)  # tuple[tuple[Region, QColor], ...]

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._hidden: set[Region] = set()
        self._brushes = QButtonGroup(self)
        self.parts: list[RegionPart] = []
        self.add_button = QPushButton(tr("Add region"))
        self.add_button.setToolTip(tr("Adds a part with a prompt of its own. Paint it with the region brush."))
        self.add_button.clicked.connect(self.add)
        self._explanation = label("", "dim")
        self._arrange()
        self._tint()
        self.refresh()

    def set_document(self, document: Document | None) -> None:
        """Show the regions of another document, or none."""
        if self._document is not None:
            self._document.regions_changed.disconnect(self.refresh)
        self._document = document
        if document is not None:
            document.regions_changed.connect(self.refresh)
        self.refresh()

    def add(self) -> None:
        """One more region, empty, in the brush's hand."""
        document = self._document
        if document is None or document.editing:
            return
        region = Region(Plane(np.zeros((document.height, document.width), np.uint8)))
        document.set_regions(tr("Add region"), (*document.regions, region))
        part = self.parts[-1]
        part.brush.click()
        part.prompt.setFocus()

    def refresh(self) -> None:
        """Show the document's regions; those that stay are left alone."""
        regions = self._document.regions if self._document else ()
        for part in [part for part in self.parts if part.region not in regions]:
            self.parts.remove(part)
            part.leave()
        known = {part.region: part for part in self.parts}
        self.parts = [known.get(region) or self._made(region) for region in regions]
        for index, part in enumerate(self.parts):
            self._list.insertWidget(index, part)
            part.show_colour(QColor(COLOURS[index % len(COLOURS)]))
        self._show_state()

    def changeEvent(self, event) -> None:
        """Draw the icon anew when the theme changes."""
        if event.type() == event.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _made(self, region: Region) -> RegionPart:
        part = RegionPart(region)
        self._brushes.addButton(part.brush)
        part.eye.setChecked(region not in self._hidden)
        part.wording_edited.connect(self._reword)
        part.delete_wanted.connect(self._delete)
        part.brush.clicked.connect(self._paint)
        part.eye.clicked.connect(self._on_eye)
        return part

    def _arrange(self) -> None:
        self._explanation.setWordWrap(True)
        self._explanation.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(PADDING, GAP, PADDING, GAP)
        self._list.setSpacing(PADDING)
        self._list.addWidget(self._explanation)
        self._list.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the control that has the focus
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = row(self.add_button)
        foot.setContentsMargins(PADDING, GAP, PADDING, PADDING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addLayout(foot)

    def _tint(self) -> None:
        self.add_button.setIcon(icon("plus", self.palette()))

    def _show_state(self) -> None:
        self.add_button.setEnabled(self._document is not None)
        self._explanation.setText(
            tr("No picture is open.")
            if self._document is None
            else tr("A region has a prompt of its own: “a red boat” here, “a castle” there. Add one, then paint it.")
        )
        self._explanation.setVisible(not self.parts)
        self._tell_shown()

    def _tell_shown(self) -> None:
        self.shown_changed.emit(tuple((part.region, part.colour) for part in self.parts if part.eye.isChecked()))

    def _reword(self, region: Region, wording: Wording) -> None:
        if self._document is not None and not self._document.editing:
            with self._document.edit(tr("Change region"), region):
                region.wording = wording

    def _delete(self, region: Region) -> None:
        document = self._document
        if document is not None and not document.editing:
            rest = tuple(other for other in document.regions if other is not region)
            document.set_regions(tr("Delete region"), rest)

    def _paint(self) -> None:
        self.paint_requested.emit(next(part.region for part in self.parts if part.brush.isChecked()))

    def _on_eye(self) -> None:
        self._hidden = {part.region for part in self.parts if not part.eye.isChecked()}
        self._tell_shown()


class RegionPart(QWidget):
    """One region: its colour, its prompt, and below how strongly it counts and what can be done with it."""

    wording_edited = Signal(object, object)  # Region, Wording
    delete_wanted = Signal(object)  # Region

    def __init__(self, region: Region) -> None:
        super().__init__()
        self.region = region
        self.chip = ColourChip(tr("Colour on the canvas"), _CHIP)
        self.chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.prompt = QLineEdit()
        self.weight = NumberField(0, STRONGEST, 1)
        self.brush = SwitchButton("region-brush", tr("Paint this region"))
        self.eye = SwitchButton("mask-show", tr("Show this region on the canvas"))
        self._bin = IconButton("trash", tr("Delete this region"))
        self._describe()
        self._arrange()
        self.prompt.editingFinished.connect(self._edit_prompt)
        self.weight.edited.connect(self._edit_weight)
        self._bin.clicked.connect(self._ask_to_delete)
        region.state_changed.connect(self.refresh)
        self.refresh()

    @property
    def colour(self) -> QColor:
        """Its colour on the canvas."""
        return self.chip.colour

    def show_colour(self, colour: QColor) -> None:
        """Give it another colour."""
        self.chip.show_colour(colour)

    def refresh(self) -> None:
        """Show what is wanted there."""
        self.prompt.setText(self.region.wording.prompt)
        self.weight.show_number(self.region.wording.weight)

    def leave(self) -> None:
        """The region is not there any more."""
        self.region.state_changed.disconnect(self.refresh)
        self.hide()
        self.deleteLater()

    def _describe(self) -> None:
        self.prompt.setPlaceholderText(tr("What should be here"))
        self.prompt.setAccessibleName(tr("Prompt of the region"))
        self.prompt.setToolTip(tr("What the painted part should show"))
        self.weight.setFixedWidth(_WEIGHT_WIDTH)
        self.weight.setAccessibleName(tr("Weight of the region"))
        self.weight.setToolTip(tr("How strongly it counts; everything else counts 1"))
        self.brush.setCheckable(True)

    def _arrange(self) -> None:
        below = row(label(tr("Weight"), "dim"), self.weight, gap=GAP)
        below.addStretch(1)
        for button in (self.brush, self.eye, self._bin):
            below.addWidget(button)
        fields = QVBoxLayout()
        fields.setSpacing(GAP // 2)
        fields.addWidget(self.prompt)
        fields.addLayout(below)
        line = row(self.chip)
        line.setAlignment(self.chip, Qt.AlignmentFlag.AlignTop)
        line.addLayout(fields, 1)
        self.setLayout(line)

    def _edit_prompt(self) -> None:
        self.wording_edited.emit(self.region, replace(self.region.wording, prompt=self.prompt.text().strip()))
        self.prompt.home(False)  # what is too long shows its beginning

    def _edit_weight(self, weight: float) -> None:
        self.wording_edited.emit(self.region, replace(self.region.wording, weight=weight))

    def _ask_to_delete(self) -> None:
        self.delete_wanted.emit(self.region)
