"""The bar above the canvas: the options of the current tool in one row, as the table says."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget, QWidgetAction

from app.document.document import Document
from app.document.selection import Combine
from app.language import mark, tr
from app.panels.colour_picker import ColourPicker
from app.panels.fields import ColourChip, ElidedLabel, separator
from app.panels.frame_options import FrameOptions
from app.panels.option_fields import Amount, AmountField, BoundField, Choice, Field, Pick, Switch, Switches, made
from app.theme import CONTROL_HEIGHT, GAP, PADDING
from app.tools.brush import LARGEST, SMALLEST
from app.tools.colours import Colours
from app.tools.options import Options
from app.tools.toolbox import Toolbox

_CHIP = QSize(40, CONTROL_HEIGHT)
_PICKER = QSize(208, 176)
_HAND = mark("Drag to move the picture. Roll the wheel to zoom.")
_SIZE_CURVE = 2.5  # most brushes are small, so small sizes get most of the slider

_ERASE = Choice("erase", (Pick(False, "brush", mark("Paint")), Pick(True, "eraser", mark("Erase"))))
_KEEP = Choice("erase", (Pick(False, "lock", mark("Lock")), Pick(True, "unlock", mark("Unlock"))))
_SIZE = Amount("size", mark("Size"), mark("How wide the brush is, in pixels"), SMALLEST, LARGEST, " px", 1, _SIZE_CURVE)
_HARDNESS = Amount("hardness", mark("Hardness"), mark("100 % has a sharp edge; less fades from the middle on"))
_OPACITY = Amount("opacity", mark("Opacity"), mark("How much of the colour one stroke lays down"))
_STRENGTH = Amount("strength", mark("Strength"), mark("How much of the picture may change: 0 % keeps it as it is"))
_BY_SIZE = Switch("size_by_pressure", mark("Pressure changes the size"), mark("A light touch draws a thin line"))
_BY_OPACITY = Switch("opacity_by_pressure", mark("Pressure changes the opacity"), mark("A light touch lays less down"))
_PEN = Switches(mark("Pen"), mark("What the pressure of a pen does"), (_BY_SIZE, _BY_OPACITY))
_COMBINE = Choice(
    "mode",
    (
        Pick(Combine.REPLACE, "combine-replace", mark("Replace the mask")),
        Pick(Combine.ADD, "combine-add", mark("Add to the mask (Shift)")),
        Pick(Combine.SUBTRACT, "combine-subtract", mark("Take away from the mask (Alt)")),
        Pick(Combine.INTERSECT, "combine-intersect", mark("Keep what both have (Shift and Alt)")),
    ),
)
_TOLERANCE = Amount("tolerance", mark("Tolerance"), mark("How different a colour may be"), 0, 255, "", 1)
_CONTIGUOUS = Switch("contiguous", mark("Connected"), mark("Only what hangs together with the place that is clicked"))
_MERGED = Switch("merged", mark("All layers"), mark("Look at all layers together, not only at the active one"))
_TARGET = Choice(
    "into_mask",
    (Pick(False, "bucket", mark("Fill the layer with colour")), Pick(True, "mask-all", mark("Fill the mask"))),
)

COLOUR = "colour"  # the foreground colour
HINT = "hint"  # one line on how the tool is used
FRAME = "frame"  # the size of the frame
_MASKING = (_ERASE, _SIZE, _HARDNESS, _PEN, HINT)
_SELECTING = (_COMBINE, HINT)
TABLE: dict[str, tuple[Field | str, ...]] = {
    "brush": _MASKING,
    "eraser": _MASKING,
    "strength_brush": (_ERASE, _SIZE, _HARDNESS, _STRENGTH, _PEN),
    "region_brush": _MASKING,
    "keep_brush": (_KEEP, _SIZE, _HARDNESS, _PEN, HINT),
    "paint_brush": (COLOUR, _ERASE, _SIZE, _HARDNESS, _OPACITY, _PEN),
    "rectangle": _SELECTING,
    "ellipse": _SELECTING,
    "lasso": _SELECTING,
    "polygon": _SELECTING,
    "wand": (_COMBINE, _TOLERANCE, _CONTIGUOUS, _MERGED, HINT),
    "fill": (COLOUR, _TARGET, _TOLERANCE, _OPACITY, _CONTIGUOUS, _MERGED),
    "eyedropper": (COLOUR, _MERGED, HINT),
    "frame": (FRAME, HINT),
}


class ToolOptions(QStackedWidget):
    """One page for each tool, made when it is first shown. `frame` has the fields of the crop tool."""

    def __init__(self, box: Toolbox) -> None:
        super().__init__()
        self.setObjectName("tool_options")
        self.setFixedHeight(CONTROL_HEIGHT + 2 * GAP)
        self._box = box
        self._pages: dict[str, QWidget] = {}
        self.frame = FrameOptions(box.frame)
        self.frame.setParent(self)  # until its page is made
        self.frame.hide()
        self.show_tool("")

    def set_document(self, document: Document | None) -> None:
        """The document whose canvas the frame starts from."""
        self.frame.set_document(document)

    def show_tool(self, name: str) -> None:
        """Show the options of a tool of the table of actions; those without options have a line of help."""
        if name not in self._pages:
            self._pages[name] = self._page(name)
            self.addWidget(self._pages[name])
        self.setCurrentWidget(self._pages[name])

    def field(self, option: str) -> BoundField:
        """The field of an option of the tool that is shown."""
        found = self.currentWidget().findChild(BoundField, option)  # pyright: ignore[reportOptionalMemberAccess]
        assert found is not None, f"no field for {option}"
        return found

    def _page(self, name: str) -> QWidget:
        page, options = QWidget(), self._box.options(name)
        line = QHBoxLayout(page)
        line.setContentsMargins(PADDING, 0, PADDING, 0)
        line.setSpacing(GAP)
        for field in TABLE.get(name, (HINT,)):
            if line.count():
                line.addWidget(separator())
            part = self._part(field, name, options)
            line.addWidget(part, _stretch(part))
        if page.findChild(ElidedLabel) is None:
            line.addStretch(1)
        return page

    def _part(self, field: Field | str, name: str, options: Options | None) -> QWidget:
        if field == COLOUR:
            return ForegroundChip(self._box.colours)
        if field == FRAME:
            self.frame.show()
            return self.frame
        if isinstance(field, str):
            tool = self._box.tools.get(name)
            return ElidedLabel(tool.hint() if tool else tr(_HAND))
        assert options is not None, f"{name} has no options"
        part = made(field, options)
        part.setObjectName("" if isinstance(field, Switches) else field.option)
        return part


class ForegroundChip(ColourChip):
    """The foreground colour; a click opens a picker under it."""

    def __init__(self, colours: Colours) -> None:
        super().__init__(tr("Foreground colour"), _CHIP)
        self._colours = colours
        self._picker = ColourPicker()
        self._picker.setFixedSize(_PICKER)
        self._menu = QMenu(self)
        self._menu.addAction(self._framed())
        self._picker.picked.connect(self._pick)
        self.clicked.connect(self._open)
        colours.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the foreground colour."""
        self.show_colour(self._colours.foreground)
        self._picker.show_colour(self._colours.foreground)

    def _framed(self) -> QWidgetAction:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self._picker)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(frame)
        return action

    def _pick(self, colour: object) -> None:
        self._colours.foreground = colour

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _stretch(part: QWidget) -> int:
    return 4 if isinstance(part, AmountField) else 1 if isinstance(part, ElidedLabel) else 0
