"""The preferences. What is changed applies at once; the language at the next start."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.dialogs.form import ColourButton, Form, choice, number
from app.dialogs.keys import KeysPage
from app.language import SYSTEM, languages, tr
from app.settings import LEAST_HISTORY_MIB, MOST_HISTORY_MIB, Settings
from app.theme import GAP, PADDING

_SIZE = QSize(792, 600)
_PAGES_WIDTH = 176
_SMALLEST_TINT = 5


class PreferencesDialog(QDialog):
    """Pages on the left, what belongs to them on the right. Writes the settings; others listen to these."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.resize(_SIZE)
        self.pages = QListWidget()
        self.look = LookPage(settings)
        self.safety = SafetyPage(settings)
        self.keys = KeysPage(actions)
        self._stack = QStackedWidget()
        self._arrange()
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.pages.setCurrentRow(0)

    def _arrange(self) -> None:
        self.pages.setObjectName("pages")
        self.pages.ensurePolished()  # before the first layout of its lines, which the theme makes higher
        self.pages.setAccessibleName(tr("Pages"))
        titles = (tr("Look and language"), tr("Memory and safety"), tr("Keyboard"))
        for title, page in zip(titles, (self.look, self.safety, self.keys), strict=True):
            self.pages.addItem(title)
            self._stack.addWidget(page)
        self.pages.setFixedWidth(max(_PAGES_WIDTH, self.pages.sizeHintForColumn(0) + 3 * GAP))
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setProperty("tall", True)
        buttons.rejected.connect(self.accept)
        right = QVBoxLayout()
        right.setContentsMargins(*4 * (2 * PADDING,))
        right.setSpacing(2 * GAP)
        right.addWidget(self._stack, 1)
        right.addWidget(buttons)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.pages)
        line.addLayout(right, 1)


class LookPage(QWidget):
    """Theme, language, the mask's tint, motion."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        themes = {"system": tr("As the system"), "dark": tr("Dark"), "light": tr("Light")}
        self.theme = choice(themes, settings.theme)
        self.language = choice({SYSTEM: tr("As the system"), **languages()}, settings.language)
        self.mask_colour = ColourButton(settings.mask_colour, tr("Colour of the mask"))
        self.mask_opacity = number(_SMALLEST_TINT, 100, settings.mask_opacity, "%")
        self.reduced_motion = QCheckBox(tr("Reduce motion"))
        self.reduced_motion.setChecked(settings.reduced_motion)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        form = Form()
        form.setContentsMargins(0, 0, 0, 0)
        form.add(tr("Theme"), self.theme, tr("“As the system” changes between dark and light along with it."))
        form.add(tr("Language"), self.language, tr("Takes effect when the program is started again."))
        form.add(tr("Colour of the mask"), self.mask_colour, tr("The tint over what may change."))
        form.add(tr("Opacity of the mask"), self.mask_opacity, tr("How much of the picture the tint covers."))
        form.add("", self.reduced_motion, tr("Things change at once, without moving or fading."))
        form.finish()
        self.setLayout(form)

    def _connect(self) -> None:
        self.theme.currentIndexChanged.connect(self._set_theme)
        self.language.currentIndexChanged.connect(self._set_language)
        self.mask_colour.chosen.connect(self._set_mask_colour)
        self.mask_opacity.valueChanged.connect(self._set_mask_opacity)
        self.reduced_motion.toggled.connect(self._set_reduced_motion)

    def _set_theme(self) -> None:
        self._settings.theme = self.theme.currentData()

    def _set_language(self) -> None:
        self._settings.language = self.language.currentData()

    def _set_mask_colour(self, colour: QColor) -> None:
        self._settings.mask_colour = colour

    def _set_mask_opacity(self, percent: int) -> None:
        self._settings.mask_opacity = percent

    def _set_reduced_motion(self, on: bool) -> None:
        self._settings.reduced_motion = on


class SafetyPage(QWidget):
    """Memory for undo steps, and what is kept in case of a crash."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.history = number(LEAST_HISTORY_MIB, MOST_HISTORY_MIB, settings.history_mib, "MiB")
        self.history.setSingleStep(LEAST_HISTORY_MIB)
        self.autosave = QCheckBox(tr("Keep unsaved work in case of a crash"))
        self.autosave.setChecked(settings.autosave)
        form = Form()
        form.setContentsMargins(0, 0, 0, 0)
        form.add(
            tr("Memory for undo"),
            self.history,
            tr("Steps that need more than this move to the disk. No step is lost."),
        )
        form.add(
            "",
            self.autosave,
            tr("Strokes and results are noted on the disk every two seconds and offered again at the next start."),
        )
        form.finish()
        self.setLayout(form)
        self.history.valueChanged.connect(self._set_history)
        self.autosave.toggled.connect(self._set_autosave)

    def _set_history(self, mib: int) -> None:
        self._settings.history_mib = mib

    def _set_autosave(self, on: bool) -> None:
        self._settings.autosave = on
