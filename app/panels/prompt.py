"""The Edit panel: the one place to say what should happen, and to make it happen."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language import mark, tr
from app.panels.fields import IconButton, NumberField, label, row
from app.panels.parameters import ParametersPanel
from app.panels.recipe import Recipe
from app.resources import icon
from app.theme import CONTROL_HEIGHT, GAP, PADDING
from paella_core.params import knob_of

PROMPT_HINT = mark("Describe what should be there,\nfor example: a red boat on the lake")
NEGATIVE_HINT = mark("What should not be there")
RANDOM = mark("Random")


class PromptPanel(QWidget):
    """Prompt, negative prompt, seed, count, advanced knobs, and the button that says what it will do."""

    generate_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self._recipe = recipe
        self._last_seed: int | None = None
        self.prompt = QPlainTextEdit()
        self.negative = QLineEdit()
        self.seed = NumberField(knob_of("seed").low, knob_of("seed").high, automatic=tr(RANDOM))
        self.random_seed = IconButton("dice", tr("Pick a new seed each time"))
        self.last_seed = IconButton("history", tr("Use the last picture's seed again"))
        self.count = NumberField(knob_of("count").low, knob_of("count").high)
        self.fold = QToolButton()
        self.parameters = ParametersPanel(recipe)
        self.reason = label("", "dim")
        self.generate = QPushButton()
        self.cancel = QPushButton(tr("Cancel"))
        self._dress()
        self._arrange()
        self._connect()
        self.set_working(False)

    def set_offer(self, text: str, reason: str, note: str = "") -> None:
        """What the button will do; with a `reason` it cannot be pressed now. The `note` explains what will happen."""
        self.generate.setText(text)
        self.generate.setEnabled(not reason)
        self.generate.setToolTip(reason or f"{text} (Ctrl+Enter)")
        self.reason.setText(reason or note)

    def set_working(self, working: bool) -> None:
        """Show Cancel in the place of Generate while work is under way."""
        self.generate.setVisible(not working)
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
        with QSignalBlocker(self.prompt):
            if self.prompt.toPlainText().strip() != self._recipe.prompt:
                self.prompt.setPlainText(self._recipe.prompt)
        with QSignalBlocker(self.negative):
            if self.negative.text().strip() != self._recipe.negative:
                self.negative.setText(self._recipe.negative)

    def changeEvent(self, event) -> None:
        """Draw the icons anew when the theme changes."""
        if event.type() == event.Type.PaletteChange:
            self._show_fold()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.prompt.setPlaceholderText(tr(PROMPT_HINT))
        self.prompt.setAccessibleName(tr("Prompt"))
        self.prompt.setTabChangesFocus(True)
        self.prompt.setFixedHeight(96)
        self.negative.setPlaceholderText(tr(NEGATIVE_HINT))
        self.negative.setAccessibleName(tr("Negative prompt"))
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
        self.cancel.setProperty("tall", True)
        self.cancel.setToolTip(tr("Stop; the picture stays as it was (Esc)"))
        self.reason.setWordWrap(True)
        self.reason.setMinimumHeight(2 * self.reason.fontMetrics().lineSpacing())
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._show_fold()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(GAP)
        for part in (self.prompt, self.negative):
            column.addWidget(part)
        column.addLayout(self._numbers())
        column.addWidget(self.fold)
        column.addWidget(self.parameters)
        column.addSpacing(GAP // 2)
        column.addWidget(self.generate)
        column.addWidget(self.cancel)
        column.addWidget(self.reason)
        column.addStretch(1)

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.setColumnStretch(0, 1)
        seed: QHBoxLayout = row(self.last_seed, self.random_seed, gap=0)
        grid.addWidget(label(tr(knob_of("seed").label), "dim"), 0, 0)
        grid.addLayout(seed, 0, 1)
        grid.addWidget(self.seed, 0, 2)
        grid.addWidget(label(tr(knob_of("count").label), "dim"), 1, 0)
        grid.addWidget(self.count, 1, 2)
        self.seed.setFixedSize(112, CONTROL_HEIGHT)
        self.count.setFixedSize(112, CONTROL_HEIGHT)
        return grid

    def _connect(self) -> None:
        self.prompt.textChanged.connect(self._on_prompt)
        self.negative.textChanged.connect(self._recipe.set_negative)
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
        self.fold.setIcon(icon("chevron-down" if unfolded else "chevron-right", self.palette()))
        self.parameters.setVisible(unfolded)
