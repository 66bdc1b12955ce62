"""The question how large the canvas shall be, and where the picture stands on it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Form, answers, dim, number
from app.language import mark, tr
from app.theme import CONTROL_HEIGHT, GAP, PADDING, RADIUS
from paella_core.request import Box

LARGEST = 32768  # pixels along a side
_ANCHORS = (  # the shares of the new room that lie to the left and above: 0, 1/2 or 1, twice
    (mark("Upper left"), mark("Top"), mark("Upper right")),
    (mark("Left"), mark("Middle"), mark("Right")),
    (mark("Lower left"), mark("Bottom"), mark("Lower right")),
)


class CanvasSizeDialog(QDialog):
    """Width, height and an anchor; with the link on, the sides keep their ratio. `box` is the answer."""

    def __init__(self, size: QSize, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Canvas size"))
        self._before = size
        self.width_field = number(1, LARGEST, size.width(), tr("px"))
        self.height_field = number(1, LARGEST, size.height(), tr("px"))
        self.link = QCheckBox(tr("Keep the ratio of the sides"))
        self.anchor = AnchorGrid()
        self.change = dim("")
        self.change.setMinimumHeight(2 * CONTROL_HEIGHT - GAP)
        self._arrange()
        self.width_field.selectAll()
        self.width_field.valueChanged.connect(self._follow_width)
        self.height_field.valueChanged.connect(self._follow_height)
        self.anchor.group.idClicked.connect(self._refresh)
        self._refresh()

    @property
    def box(self) -> Box:
        """The new canvas, in pixels of the old one."""
        width, height = self.width_field.value(), self.height_field.value()
        across, down = self.anchor.shares
        left, top = round((width - self._before.width()) * across), round((height - self._before.height()) * down)
        return Box(-left, -top, width, height)

    def _arrange(self) -> None:
        form = Form()
        form.add(tr("Width"), self.width_field)
        form.add(tr("Height"), self.height_field)
        form.add("", self.link)
        form.finish()
        sides = QHBoxLayout()
        sides.setSpacing(4 * GAP)
        sides.addLayout(form, 1)
        sides.addWidget(self.anchor, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(GAP)
        column.addLayout(sides)
        column.addWidget(self.change)
        column.addSpacing(GAP)
        column.addWidget(answers(self, tr("Change the canvas")))
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _follow_width(self, width: int) -> None:
        if self.link.isChecked():
            _show(self.height_field, round(width * self._before.height() / self._before.width()))
        self._refresh()

    def _follow_height(self, height: int) -> None:
        if self.link.isChecked():
            _show(self.width_field, round(height * self._before.width() / self._before.height()))
        self._refresh()

    def _refresh(self) -> None:
        box, before = self.box, self._before
        sides = (
            (-box.left, tr("left {pixels} px")),
            (-box.top, tr("top {pixels} px")),
            (box.left + box.width - before.width(), tr("right {pixels} px")),
            (box.top + box.height - before.height(), tr("bottom {pixels} px")),
        )
        changed = [text.format(pixels=f"{by:+d}".replace("-", "−")) for by, text in sides if by]
        self.change.setText(", ".join(changed) if changed else tr("The canvas stays as it is."))


class AnchorGrid(QWidget):
    """Nine buttons: the place on the new canvas at which the picture stays."""

    def __init__(self) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(*4 * (GAP // 2,))
        grid.setSpacing(GAP // 2)
        for line, names in enumerate(_ANCHORS):
            for column, name in enumerate(names):
                button = AnchorButton(tr("Keep the picture here: {place}").format(place=tr(name)))
                self.group.addButton(button, 3 * line + column)
                grid.addWidget(button, line, column)
        self.group.button(4).setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A frame that stands for the canvas."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().mid().color())
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    @property
    def shares(self) -> tuple[float, float]:
        """How much of the new room lies to the left of the picture, and how much above it: 0, 1/2 or 1."""
        line, column = divmod(self.group.checkedId(), 3)
        return column / 2, line / 2


class AnchorButton(QToolButton):
    """A dot, filled where it is chosen."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button and its dot."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self.palette()
        painter.setBrush(palette.highlight() if self.isChecked() else palette.placeholderText())
        radius = 5.0 if self.isChecked() else 2.0
        painter.drawEllipse(self.rect().toRectF().center(), radius, radius)


def _show(field: QSpinBox, value: int) -> None:
    with QSignalBlocker(field):
        field.setValue(value)
