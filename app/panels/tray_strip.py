"""The strip under the canvas: the results that wait for an answer, and the answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.language import tr
from app.panels.fields import ElidedLabel, IconButton, row, separator
from app.panels.step_scrubber import StepScrubber
from app.panels.tray import Tray
from app.panels.tray_pictures import HEIGHT, TrayPictures
from app.theme import CONTROL_HEIGHT, GAP, PADDING

_PICTURES = 6  # for which there is room before the buttons get words
_HALF = GAP // 2
_ICON, _WORDS = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class TrayStrip(QWidget):
    """Hidden while the tray is empty. The answers are told, each with the variation that they are about."""

    accepted = Signal(object)
    rejected = Signal(object)  # None where none is chosen: the results altogether
    more_wanted = Signal(object)
    reroll_wanted = Signal(object)
    star_wanted = Signal(object)
    delete_wanted = Signal(object)
    branch_wanted = Signal(int)  # the step of the chosen variation

    def __init__(self, tray: Tray) -> None:
        super().__init__()
        self.setObjectName("results")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tray = tray
        self._locked = False
        self._make_buttons()
        self.pictures = TrayPictures(tray)
        self.scrubber = StepScrubber(tray)
        self.outcome = ElidedLabel("")
        self.outcome.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )  # no text moves the buttons
        self.set_outcome("")
        self._lay_out()
        self._join()
        tray.changed.connect(self._follow)
        tray.shown_changed.connect(self._follow)
        self._follow()

    def set_locked(self, locked: bool) -> None:
        """Whether something of the result is locked with the keep brush, so that the rest can be made anew."""
        self._locked = locked
        self._follow()

    def set_outcome(self, text: str) -> None:
        """Say what became of the picture, as "Outside the mask: 0 pixels changed"; "" says how to answer instead."""
        shown = text or tr("Enter keeps, Esc rejects, arrows walk")
        self.outcome.setText(shown)
        self.outcome.setToolTip(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons have words where there is room."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _make_buttons(self) -> None:
        self.keep = QPushButton(tr("Keep"))
        self.keep.setProperty("primary", True)
        self.keep.setToolTip(tr("Puts this result into the picture, on a new layer (Enter)"))
        self.reject = _button(
            "close", tr("Reject"), tr("Takes the results off the canvas; the gallery keeps them (Esc)")
        )
        self.more = _button(
            "more-like",
            tr("More like this"),
            tr("Makes more results with the composition of this one and other details"),
        )
        self.reroll = _button("dice", tr("Reroll the rest"), "")
        self.star = _button("star", tr("Star"), "")
        self.delete = _button("trash", tr("Delete"), tr("Deletes this result for good, from the gallery too (Delete)"))

    def _lay_out(self) -> None:
        answers = row(self.keep, self.reject, separator(), self.more, self.reroll, separator(), self.star, self.delete)
        answers.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(_HALF)
        side.addStretch(1)
        side.addLayout(answers)
        side.addWidget(self.scrubber)
        side.addWidget(self.outcome)
        side.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP, _HALF, PADDING, _HALF)
        line.setSpacing(PADDING)
        line.addWidget(self.pictures, 1)
        line.addLayout(side)

    def _join(self) -> None:
        for button, signal in (
            (self.keep, self.accepted),
            (self.reject, self.rejected),
            (self.more, self.more_wanted),
            (self.reroll, self.reroll_wanted),
            (self.star, self.star_wanted),
            (self.delete, self.delete_wanted),
        ):
            button.clicked.connect(partial(self._tell, signal))
        self.pictures.accepted.connect(self.accepted)
        self.pictures.rejected.connect(self.rejected)
        self.pictures.star_wanted.connect(self.star_wanted)
        self.pictures.delete_wanted.connect(self.delete_wanted)
        self.scrubber.branch_wanted.connect(self.branch_wanted)

    def _tell(self, signal: SignalInstance) -> None:
        signal.emit(self._tray.chosen)

    def _follow(self) -> None:
        """Offer what can be done with the chosen variation."""
        chosen = self._tray.chosen
        for button in (self.keep, self.more, self.star, self.delete):
            button.setEnabled(chosen is not None)
        self.reroll.setEnabled(chosen is not None and self._locked)
        self.reroll.setToolTip(
            tr("Makes everything anew that is not locked with the keep brush")
            if self._locked
            else tr("Lock what you like with the keep brush; then everything else can be made anew")
        )
        starred = chosen is not None and self._tray.starred(chosen)
        self.star.set_icon("star-filled" if starred else "star")
        self.star.setToolTip(tr("Takes the star away (S)") if starred else tr("Gives this result a star (S)"))
        self.setVisible(bool(self._tray.runs))

    def _fit(self, width: int) -> None:
        worded = (self.reject, self.more, self.reroll)
        words = sum(_width(button) - CONTROL_HEIGHT for button in worded)
        icons = self.keep.sizeHint().width() + 5 * (CONTROL_HEIGHT + GAP) + 4 * PADDING
        style = _WORDS if width >= _PICTURES * HEIGHT + icons + words else _ICON
        for button in (*worded, self.scrubber.branch):
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)
                button.setFixedWidth(_width(button) if style == _WORDS else CONTROL_HEIGHT)


def _button(icon_name: str, text: str, tip: str) -> IconButton:
    """A button that shows its text where there is room."""
    button = IconButton(icon_name, tip)
    button.setText(text)
    button.setAccessibleName(text)
    return button


def _width(button: IconButton) -> int:
    """That a button takes with its words."""
    return CONTROL_HEIGHT + button.fontMetrics().horizontalAdvance(button.text()) + GAP
