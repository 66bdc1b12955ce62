"""What a mode needs to know besides the prompt. Each part is seen in the modes to which it matters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.language import mark, tr
from app.modes import Mode
from app.panels.fields import ChoiceField, label, row
from app.panels.parameters import FIELD_WIDTH
from app.panels.recipe import Recipe
from app.panels.strength import StrengthField
from app.resources import icon
from app.theme import GAP

EDGE_NAMES = {"exact": mark("Exact"), "balanced": mark("Balanced"), "wide": mark("Wide")}
EDGE_TIPS = {
    "exact": mark("Nothing beyond the mask changes, not by a pixel; the transition lies inside it."),
    "balanced": mark("A narrow band beyond the mask changes a little, so that the edge is hard to find."),
    "wide": mark("A wide band beyond the mask changes too, so that light and colours run over softly."),
}
DRAG_HINT = mark("Drag an edge of the picture outwards.")


class ModeFields(QWidget):
    """Strength, edge, live, and a line that says where to go on."""

    box_reset_requested = Signal()
    regions_requested = Signal()

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self._box_changed = False
        self.strength = StrengthField()
        self.edge = ChoiceField([[(edge, tr(name)) for edge, name in EDGE_NAMES.items()]])
        self._edge_line = QWidget()
        self.live = QCheckBox(tr("Live"))
        self.note = label(tr(DRAG_HINT), "dim")
        self._about_regions = label(tr("Each region has a prompt of its own."), "dim")
        self.regions = QPushButton(tr("Show regions"))
        self.reset = QToolButton()
        self._dress()
        self._rows = self._made_rows()
        self._arrange()
        self._connect()
        self.refresh()

    def set_ready_strengths(self, strengths: Sequence[float]) -> None:
        """At which strengths, 0..1, the picture is there already."""
        self.strength.dots.show_strengths(strengths)

    def set_box_changed(self, changed: bool) -> None:
        """Whether the context box is another than the one that the engine would choose."""
        if changed != self._box_changed:
            self._box_changed = changed
            self.refresh()

    def set_note(self, text: str) -> None:
        """How much is added at which sides; with no text, how that is said."""
        self.note.setText(text or tr(DRAG_HINT))

    def refresh(self) -> None:
        """Show what the recipe says."""
        mode = self._recipe.mode
        self.strength.show_strength(self._recipe.strength)
        self.edge.show_value(self._recipe.edge)
        self.edge.setToolTip(tr(EDGE_TIPS[self._recipe.edge]))
        self.live.setChecked(self._recipe.live)
        for part, modes in self._rows:
            part.setVisible(mode in modes and (self._box_changed or part is not self.reset))
        self.setVisible(any(mode in modes for _, modes in self._rows))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.edge.setAccessibleName(tr("Edge"))
        self.edge.fit(FIELD_WIDTH)
        self.edge.set_tips({edge: tr(tip) for edge, tip in EDGE_TIPS.items()})
        self.live.setToolTip(tr("The fill follows mask and prompt while you work; the newest one counts."))
        for text in (self.note, self._about_regions):
            text.setWordWrap(True)
        self.regions.setToolTip(tr("Opens the panel where regions are added and painted"))
        self.reset.setText(tr("Reset context box"))
        self.reset.setToolTip(tr("What the engine sees around the mask is chosen for you again"))
        self.reset.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.reset.setProperty("fold", True)
        self.reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tint()

    def _made_rows(self) -> tuple[tuple[QWidget, frozenset[Mode]], ...]:
        """The parts from top to bottom, with the modes to which they matter."""
        masked = frozenset({Mode.INPAINT, Mode.STRUCTURE})
        return (
            (self.strength, frozenset({Mode.STRUCTURE})),
            (self._edge_line, masked),
            (self.live, frozenset({Mode.INPAINT})),
            (self.note, frozenset({Mode.EXTEND})),
            (self._about_regions, frozenset({Mode.BLEND})),
            (self.regions, frozenset({Mode.BLEND})),
            (self.reset, masked),
        )

    def _arrange(self) -> None:
        line = row(label(tr("Edge"), "dim"), self.edge)
        line.setStretch(0, 1)
        self._edge_line.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part, _ in self._rows:
            column.addWidget(part)
        for button in (self.regions, self.reset):
            column.setAlignment(button, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.strength.edited.connect(self._recipe.set_strength)
        self.edge.chosen.connect(self._recipe.set_edge)
        self.live.clicked.connect(self._recipe.set_live)
        self.reset.clicked.connect(self.box_reset_requested)
        self.regions.clicked.connect(self.regions_requested)
        self._recipe.changed.connect(self.refresh)

    def _tint(self) -> None:
        self.reset.setIcon(icon("reset", self.palette()))
        self.regions.setIcon(icon("region-brush", self.palette()))
