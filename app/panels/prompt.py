"""The Edit panel: the one place to say what should happen, and to make it happen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import mark, tr
from app.modes import Mode
from app.panels.elided_button import ElidedButton
from app.panels.fields import IconButton, label, row
from app.panels.mode_fields import ModeFields
from app.panels.mode_switch import ModeSwitch
from app.panels.numbers import NumberField
from app.panels.parameters import FIELD_WIDTH, ParametersPanel
from app.panels.presets import PresetField
from app.panels.prompt_field import PromptField
from app.panels.recipe import Recipe
from app.resources import icon, onward
from app.theme import GAP, PADDING
from paella_core.params import SamplingParams, knob_of

PROMPT_HINTS = {
    Mode.GENERATE: mark("Describe the picture,\nfor example: a red boat on a lake"),
    Mode.INPAINT: mark("Describe what should be there,\nfor example: a red boat on the lake"),
    Mode.EXTEND: mark("Describe how the picture goes on,\nfor example: mountains behind a lake"),
    Mode.STRUCTURE: mark("Describe what it should become,\nfor example: the same place in winter"),
    Mode.BLEND: mark("Describe what is around the regions,\nfor example: a meadow at sunset"),
    Mode.VARY: mark("Optional: what should be different,\nfor example: at night"),
}
NEGATIVE_HINT = mark("What should not be there")
RANDOM = mark("Random")
_WORDS_HEIGHT = 200  # of prompt, negative prompt and the mode's own parts: the prompt takes what the others leave
_SCROLL_BAR = 12  # as the style sheet draws it
_REASON_HEIGHT = 36  # two lines, or the button beside them


class PromptPanel(QWidget):
    """Mode, prompt, what the mode needs, preset, seed, count and advanced knobs, which scroll; and below them, always
    in sight, the button that says what it will do."""

    generate_requested = Signal()
    cancel_requested = Signal()
    box_reset_requested = Signal()
    regions_requested = Signal()

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self._last_seed: int | None = None
        self.modes = ModeSwitch(recipe)
        self.prompt = PromptField()
        self.negative = QLineEdit()
        self.fields = ModeFields(recipe)
        self.preset = PresetField(recipe)
        self.seed = NumberField(knob_of("seed").low, knob_of("seed").high, automatic=tr(RANDOM))
        self.random_seed = IconButton("dice", tr("Pick a new seed each time"))
        self.last_seed = IconButton("history", tr("Use the last picture's seed again"))
        self.count = NumberField(knob_of("count").low, knob_of("count").high)
        self.fold = QToolButton()
        self.parameters = ParametersPanel(recipe)
        self.generate = ElidedButton()
        self.reason = label("", "dim")
        self.cancel = QPushButton(tr("Cancel"))
        self._dress()
        self._arrange()
        self._connect()
        self.set_working(False)
        self.refresh()

    def set_abilities(self, abilities: frozenset[str] | None) -> None:
        """What the pack can do, as its manifest says; None: it is not known yet."""
        self.modes.set_abilities(abilities)

    def set_defaults(self, defaults: SamplingParams | None) -> None:
        """The pack's own parameters; None: they are not known yet."""
        self.preset.set_defaults(defaults)
        self.parameters.set_defaults(defaults)

    def set_words(self, words: Sequence[str]) -> None:
        """The names of the concepts that the pack reads: they are offered after a `<`."""
        self.prompt.set_words(words)

    def insert_word(self, name: str) -> None:
        """Write a concept into the prompt, where the cursor is."""
        self.prompt.insert_word(name)

    def set_ready_strengths(self, strengths: Sequence[float]) -> None:
        """At which strengths, 0..1, the picture is there already."""
        self.fields.set_ready_strengths(strengths)

    def set_box_changed(self, changed: bool) -> None:
        """Whether the person has moved the context box."""
        self.fields.set_box_changed(changed)

    def set_note(self, text: str) -> None:
        """How much is added at which sides, as "Right +200 px"; empty: nothing yet."""
        self.fields.set_note(text)

    def set_offer(self, text: str, reason: str, note: str = "") -> None:
        """What the button will do; with a `reason` it cannot be pressed now. The `note` explains what will happen."""
        self.generate.setText(text)
        self.generate.setEnabled(not reason)
        self.generate.setToolTip(reason or f"{text} (Ctrl+Enter)")
        self.reason.setText(reason or note)

    def set_working(self, working: bool) -> None:
        """Offer to cancel while work is under way."""
        self.cancel.setVisible(working)

    def remember_seed(self, seed: int) -> None:
        """The seed of the last picture, to be used again with one click."""
        self._last_seed = seed
        self.last_seed.setEnabled(True)
        self.last_seed.setToolTip(tr("Use the last picture's seed again: {seed}").format(seed=seed))

    def refresh(self) -> None:
        """Show what the recipe says; what is being typed stays as it is."""
        self.seed.show_number(self._recipe.params.seed)
        self.count.show_number(self._recipe.params.count)
        self.prompt.setPlaceholderText(tr(PROMPT_HINTS[self._recipe.mode]))
        with QSignalBlocker(self.prompt):
            if self.prompt.toPlainText().strip() != self._recipe.prompt:
                self.prompt.setPlainText(self._recipe.prompt)
        with QSignalBlocker(self.negative):
            if self.negative.text().strip() != self._recipe.negative:
                self.negative.setText(self._recipe.negative)

    def minimumSizeHint(self) -> QSize:
        """Nothing is cut at the sides; what is too high scrolls."""
        return QSize(self._wish.minimumSizeHint().width() + _SCROLL_BAR, super().minimumSizeHint().height())

    def changeEvent(self, event) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == event.Type.PaletteChange:
            self._show_fold()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.prompt.setAccessibleName(tr("Prompt"))
        self.prompt.setToolTip(tr("What the picture, or the part that changes, should show"))
        self.prompt.setTabChangesFocus(True)
        self.negative.setPlaceholderText(tr(NEGATIVE_HINT))
        self.negative.setAccessibleName(tr("Negative prompt"))
        self.negative.setToolTip(tr("What the picture is led away from; it may stay empty"))
        self.seed.setToolTip(tr(knob_of("seed").help))
        self.seed.setAccessibleName(tr(knob_of("seed").label))
        self.count.setToolTip(tr(knob_of("count").help))
        self.count.setAccessibleName(tr(knob_of("count").label))
        self.last_seed.setEnabled(False)
        self.fold.setText(tr("Advanced"))
        self.fold.setToolTip(tr("Steps, guidance and temperature"))
        self.fold.setCheckable(True)
        self.fold.setProperty("fold", True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.generate.setProperty("primary", True)
        self.cancel.setToolTip(tr("Stop; the picture stays as it was (Esc)"))
        self.reason.setWordWrap(True)
        self.reason.setMinimumHeight(_REASON_HEIGHT)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._show_fold()

    def _arrange(self) -> None:
        area = QScrollArea()
        self._wish = self._made_wish()
        area.setWidget(self._wish)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QFrame()
        line.setObjectName("separator")
        line.setFixedHeight(1)
        column.addWidget(area, 1)
        column.addWidget(line)
        column.addWidget(self._made_foot())

    def _made_wish(self) -> QWidget:
        """All that can be wished for."""
        words = QVBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self.prompt, 1)
        words.addWidget(self.negative)
        words.addWidget(self.fields)
        steady = QHBoxLayout()
        steady.addLayout(words)
        steady.addStrut(_WORDS_HEIGHT)
        wish = QWidget()
        column = QVBoxLayout(wish)
        column.setContentsMargins(PADDING, PADDING, PADDING, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.modes)
        column.addLayout(steady)
        column.addLayout(self._numbers())
        column.addWidget(self.fold)
        column.addWidget(self.parameters)
        column.addStretch(1)
        return wish

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(tr("Preset"), "dim"), 0, 0)
        grid.addWidget(self.preset, 0, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label(tr(knob_of("seed").label), "dim"), 1, 0)
        grid.addLayout(row(self.last_seed, self.random_seed, gap=0), 1, 1)
        grid.addWidget(self.seed, 1, 2)
        grid.addWidget(label(tr(knob_of("count").label), "dim"), 2, 0)
        grid.addWidget(self.count, 2, 2)
        self.preset.fit(FIELD_WIDTH)
        self.seed.setFixedWidth(FIELD_WIDTH)
        self.count.setFixedWidth(FIELD_WIDTH)
        return grid

    def _made_foot(self) -> QWidget:
        """The button, and under it a line that is there at all times, so that nothing jumps when work begins."""
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(PADDING, GAP, PADDING, PADDING)
        column.setSpacing(GAP)
        column.addWidget(self.generate)
        line = row(self.reason, self.cancel)
        line.setStretch(0, 1)
        line.setAlignment(self.cancel, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        return foot

    def _connect(self) -> None:
        self.prompt.textChanged.connect(self._on_prompt)
        self.negative.textChanged.connect(self._recipe.set_negative)
        self.fields.box_reset_requested.connect(self.box_reset_requested)
        self.fields.regions_requested.connect(self.regions_requested)
        self.seed.edited.connect(self._set_seed)
        self.random_seed.clicked.connect(self._set_random_seed)
        self.last_seed.clicked.connect(self._set_last_seed)
        self.count.edited.connect(self._set_count)
        self.fold.toggled.connect(self._show_fold)
        self.generate.clicked.connect(self.generate_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self._recipe.changed.connect(self.refresh)

    def _on_prompt(self) -> None:
        self._recipe.set_prompt(self.prompt.toPlainText())

    def _set_seed(self, number: float | None) -> None:
        self._recipe.set_param("seed", None if number is None else int(number))

    def _set_random_seed(self) -> None:
        self._recipe.set_param("seed", None)

    def _set_last_seed(self) -> None:
        self._recipe.set_param("seed", self._last_seed)

    def _set_count(self, number: float | None) -> None:
        self._recipe.set_param("count", int(number or 1))

    def _show_fold(self) -> None:
        unfolded = self.fold.isChecked()
        self.fold.setIcon(icon("chevron-down" if unfolded else onward(), self.palette()))
        self.parameters.setVisible(unfolded)
