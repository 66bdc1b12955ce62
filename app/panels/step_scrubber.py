"""A slider over the sampling steps of the chosen variation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QWidget

from app.language import tr
from app.panels.fields import IconButton, label, row
from app.panels.tray import Tray

_KEYS = frozenset(
    getattr(Qt.Key, f"Key_{name}") for name in ("Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown")
)


class StepScrubber(QWidget):
    """Looks back at how the chosen variation came about. `branch_wanted` carries the step, from 1, that is shown."""

    branch_wanted = Signal(int)

    def __init__(self, tray: Tray) -> None:
        super().__init__()
        self._tray = tray
        self._count = 0
        self.slider = StepSlider()
        self.place = label("", "dim")
        self.branch = IconButton(
            "branch",
            tr("Keep the composition up to this step, change the details: the prompt and seed as they are set now"),
        )
        self.branch.setText(tr("Branch from here"))
        self.branch.setAccessibleName(tr("Branch from here"))
        line = row(self.slider, self.place, self.branch)
        line.setStretch(0, 1)
        self.setLayout(line)
        stay = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        stay.setRetainSizeWhenHidden(True)  # the buttons above stay where they are
        self.setSizePolicy(stay)
        self.slider.valueChanged.connect(self._look)
        self.slider.finished.connect(self._finish)
        self.branch.clicked.connect(self._tell)
        tray.shown_changed.connect(self._follow)
        self._fit()
        self._follow()

    def _look(self, step: int) -> None:
        self._tray.look_at_step(step if step < self._count else None)

    def _finish(self) -> None:
        self._tray.look_at_step(None)

    def _tell(self) -> None:
        if self._tray.step is not None:
            self.branch_wanted.emit(self._tray.step)

    def _follow(self) -> None:
        """Show the step that the tray is at."""
        chosen = self._tray.chosen
        count = len(chosen.steps) if chosen else 0
        if count != self._count:
            self._count = count
            self._fit()
        if count < 2:
            return
        step = self._tray.step or count
        with QSignalBlocker(self.slider):
            self.slider.setValue(step)
        self.place.setText(tr("Step {number} of {count}").format(number=step, count=count))
        self.branch.setEnabled(self._tray.step is not None)

    def _fit(self) -> None:
        """Make room for the longest text, so that nothing moves while the slider does."""
        self.setVisible(self._count > 1)
        with QSignalBlocker(self.slider):
            self.slider.setRange(1, max(self._count, 1))
        longest = tr("Step {number} of {count}").format(number=self._count, count=self._count)
        self.place.setFixedWidth(self.place.fontMetrics().horizontalAdvance(longest) + 2)


class StepSlider(QSlider):
    """The handle comes to where the mouse is pressed and can be dragged on; a double click tells `finished`."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as time goes in every language
        self.setPageStep(1)
        self.setMinimumWidth(80)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Sampling step"))
        self.setToolTip(tr("Drag back to see how the picture came about; a double click shows it finished again"))

    def event(self, event: QEvent) -> bool:
        """The keys that move it do so before they are anybody's shortcut."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle, then take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
            at = round(event.position().x()) - handle // 2
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, self.width() - handle))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the finished picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.finished.emit()
