"""The knobs of sampling, one row each, as `SamplingParams` declares them. Auto means "the pack's own value"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import mark, tr
from app.panels.fields import ChoiceField, label
from app.panels.numbers import NumberField
from app.panels.recipe import Recipe
from app.theme import GAP
from paella_core.params import SamplingParams, knob_of

AUTOMATIC = mark("Auto")
AUTOMATIC_VALUE = mark("Auto ({value})")
DECIMALS = {
    "steps": 0,
    "renoise_steps": 0,
    "temperature": 2,
    "guidance": 1,
    "guided_steps": 0,
    "typical_mass": 2,
}
DRAWINGS = {"multinomial": mark("By chance"), "argmax": mark("Likeliest"), "quant": mark("Mixed")}
DRAWING_TIPS = {
    "multinomial": mark("Lively, and different with each seed."),
    "argmax": mark("The safest choice everywhere: smooth and plain, much alike with each seed."),
    "quant": mark("A mean of what is likely: soft, without fine detail."),
}
FIRST_TEMPERATURE = mark("Temperature, first")
LAST_TEMPERATURE = mark("Temperature, last")
FIELD_WIDTH = 132


class ParametersPanel(QWidget):
    """Every knob but seed and count."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self._defaults: SamplingParams | None = None
        self.steps, self.renoise_steps = field_of("steps"), field_of("renoise_steps")
        self.first, self.last = field_of("temperature"), field_of("temperature")
        self.guidance, self.guided_steps = field_of("guidance"), field_of("guided_steps")
        self.drawing = ChoiceField([[(None, tr(AUTOMATIC)), *((mode, tr(name)) for mode, name in DRAWINGS.items())]])
        self.typical_mass = field_of("typical_mass")
        self._numbers = {
            "steps": self.steps,
            "renoise_steps": self.renoise_steps,
            "guidance": self.guidance,
            "guided_steps": self.guided_steps,
            "typical_mass": self.typical_mass,
        }
        self._dress()
        self._arrange()
        self._connect()
        self.refresh()

    def set_defaults(self, defaults: SamplingParams | None) -> None:
        """The pack's own values, which Auto stands for; None: they are not known yet."""
        self._defaults = defaults
        self.refresh()

    def refresh(self) -> None:
        """Show what the recipe says."""
        params, meant = self._recipe.params, self._meant()
        for name, field in self._numbers.items():
            _show(field, getattr(params, name), getattr(meant, name))
        pairs = zip((self.first, self.last), params.temperature or (None, None), strict=True)
        for (field, number), own in zip(pairs, meant.temperature or (None, None), strict=True):
            _show(field, number, own)
        self.drawing.reword(None, _automatic(tr(DRAWINGS[meant.mode]) if meant.mode else ""))
        self.drawing.show_value(params.mode)

    def _meant(self) -> SamplingParams:
        """The values that Auto stands for beside those that are chosen."""
        if self._defaults is None:
            return SamplingParams()
        return replace(self._recipe.params, seed=0).completed(self._defaults)

    def _dress(self) -> None:
        self.first.setAccessibleName(tr(FIRST_TEMPERATURE))
        self.last.setAccessibleName(tr(LAST_TEMPERATURE))
        self.drawing.fit(FIELD_WIDTH)
        self.drawing.setToolTip(tr(knob_of("mode").help))
        self.drawing.setAccessibleName(tr(knob_of("mode").label))
        self.drawing.set_tips({mode: tr(tip) for mode, tip in DRAWING_TIPS.items()})

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        rows = (
            (knob_of("steps").label, self.steps),
            (knob_of("renoise_steps").label, self.renoise_steps),
            (FIRST_TEMPERATURE, self.first),
            (LAST_TEMPERATURE, self.last),
            (knob_of("guidance").label, self.guidance),
            (knob_of("guided_steps").label, self.guided_steps),
            (knob_of("mode").label, self.drawing),
            (knob_of("typical_mass").label, self.typical_mass),
        )
        for line, (text, field) in enumerate(rows):
            title = label(tr(text), "dim")
            title.setWordWrap(True)
            title.setToolTip(field.toolTip())
            grid.addWidget(title, line, 0)
            grid.addWidget(field, line, 1, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        for name, field in self._numbers.items():
            field.edited.connect(partial(self._set_number, name))
        self.first.edited.connect(self._set_first)
        self.last.edited.connect(self._set_last)
        self.drawing.chosen.connect(partial(self._recipe.set_param, "mode"))
        self._recipe.changed.connect(self.refresh)

    def _set_number(self, name: str, number: float | None) -> None:
        self._recipe.set_param(name, number if number is None or DECIMALS[name] else int(number))

    def _set_first(self, number: float | None) -> None:
        self._set_temperature(number, self._other(1, number))

    def _set_last(self, number: float | None) -> None:
        self._set_temperature(self._other(0, number), number)

    def _other(self, end: int, number: float | None) -> float | None:
        """The other end of the pair: it is set along with the one that changed, to what it was, and emptied too."""
        pair = self._recipe.params.temperature or self._meant().temperature
        return pair[end] if pair and number is not None else number

    def _set_temperature(self, first: float | None, last: float | None) -> None:
        pair = None if first is None or last is None else (first, last)
        self._recipe.set_param("temperature", pair)


def field_of(name: str) -> NumberField:
    """A number field for a knob, with its range, unit and help."""
    knob = knob_of(name)
    field = NumberField(knob.low, knob.high, DECIMALS[name], knob.unit, tr(AUTOMATIC))
    field.setFixedWidth(FIELD_WIDTH)
    field.setToolTip(tr(knob.help))
    field.setAccessibleName(tr(knob.label))
    return field


def _show(field: NumberField, number: float | None, meant: float | None) -> None:
    """The number, or the one that is meant by Auto if that is known."""
    field.set_automatic(_automatic("" if meant is None else f"{meant:g}"), meant)
    field.show_number(number)


def _automatic(value: str) -> str:
    return tr(AUTOMATIC_VALUE).format(value=value) if value else tr(AUTOMATIC)
