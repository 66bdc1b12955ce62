"""The knobs of sampling, one row each, as `SamplingParams` declares them. Empty means "the pack's own value"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import mark, tr
from app.panels.fields import NumberField, label, row
from app.panels.recipe import Recipe
from app.theme import GAP
from paella_core.params import knob_of

AUTOMATIC = mark("Auto")
_FIELD_WIDTH = 72


class ParametersPanel(QWidget):
    """Steps, guidance and temperature."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self.steps = field_of("steps")
        self.guidance = field_of("guidance", decimals=1)
        self.first = field_of("temperature", decimals=2)
        self.last = field_of("temperature", decimals=2)
        self._arrange()
        self.steps.edited.connect(self._set_steps)
        self.guidance.edited.connect(self._set_guidance)
        self.first.edited.connect(self._set_first)
        self.last.edited.connect(self._set_last)
        recipe.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the recipe says."""
        params = self._recipe.params
        first, last = params.temperature or (None, None)
        shown = ((self.steps, params.steps), (self.guidance, params.guidance), (self.first, first), (self.last, last))
        for field, number in shown:
            field.show_number(number)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        for line, (name, fields) in enumerate(
            (("steps", [self.steps]), ("guidance", [self.guidance]), ("temperature", [self.first, self.last]))
        ):
            title = label(tr(knob_of(name).label), "dim")
            title.setToolTip(tr(knob_of(name).help))
            grid.addWidget(title, line, 0)
            grid.addLayout(row(*fields), line, 1, Qt.AlignmentFlag.AlignRight)

    def _set_steps(self, number: float | None) -> None:
        self._recipe.set_param("steps", None if number is None else int(number))

    def _set_guidance(self, number: float | None) -> None:
        self._recipe.set_param("guidance", number)

    def _set_first(self, number: float | None) -> None:
        self._set_temperature(number, self._other(self.last, number))

    def _set_last(self, number: float | None) -> None:
        self._set_temperature(self._other(self.first, number), number)

    def _other(self, field: NumberField, number: float | None) -> float | None:
        """The other end of the pair: it is set and emptied along with the one that changed."""
        current = field.number()
        return number if number is None or current is None else current

    def _set_temperature(self, first: float | None, last: float | None) -> None:
        pair = None if first is None or last is None else (first, last)
        self._recipe.set_param("temperature", pair)


def field_of(name: str, decimals: int = 0) -> NumberField:
    """A number field for a knob, with its range, unit and help."""
    knob = knob_of(name)
    field = NumberField(knob.low, knob.high, decimals, knob.unit, tr(AUTOMATIC))
    field.setFixedWidth(_FIELD_WIDTH)
    field.setToolTip(tr(knob.help))
    field.setAccessibleName(tr(knob.label))
    return field
