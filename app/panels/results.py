"""The pictures that one generation gave, side by side; a click puts another one into the document."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.language import tr
from app.panels.fields import IconButton, label
from app.qimage import to_qimage
from app.theme import GAP, PADDING
from paella_core.request import Result

THUMB = 72


class ResultsStrip(QWidget):
    """Hidden unless there is a choice between several pictures."""

    chosen = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("results")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)
        self.buttons.idClicked.connect(self.chosen)
        self._thumbs = QHBoxLayout()
        self._thumbs.setSpacing(GAP)
        self._close = IconButton("close", tr("Keep this one"))
        self._close.clicked.connect(self.closed)
        line = QHBoxLayout(self)
        line.setContentsMargins(PADDING, GAP, GAP, GAP)
        line.setSpacing(PADDING)
        line.addWidget(label(tr("Results"), "heading"))
        line.addLayout(self._thumbs)
        line.addStretch(1)
        line.addWidget(self._close)
        self.hide()

    def show_result(self, result: Result) -> None:
        """Offer the pictures of a result, each as its box looks; the first one is chosen."""
        self.clear()
        for index, (picture, seed) in enumerate(zip(result.images, result.seeds, strict=True)):
            self._add(index, picture[result.box.slices], seed)
        self.buttons.button(0).setChecked(True)
        self.show()

    def clear(self) -> None:
        """Offer nothing."""
        for button in self.buttons.buttons():
            self.buttons.removeButton(button)
            self._thumbs.removeWidget(button)
            button.deleteLater()
        self.hide()

    def _add(self, index: int, picture: np.ndarray, seed: int) -> None:
        button = QToolButton()
        button.setCheckable(True)
        button.setFixedSize(THUMB + GAP, THUMB + GAP)
        button.setIconSize(QSize(THUMB, THUMB))
        button.setIcon(QIcon(thumbnail(picture, THUMB, self.devicePixelRatioF())))
        button.setToolTip(tr("Picture {number}, seed {seed}").format(number=index + 1, seed=seed))
        button.setAccessibleName(tr("Picture {number}").format(number=index + 1))
        self.buttons.addButton(button, index)
        self._thumbs.addWidget(button)


def thumbnail(picture: np.ndarray, size: int, density: float) -> QPixmap:
    """A picture made to fit a square of `size` logical pixels."""
    edge = round(size * density)
    stride = max(1, min(picture.shape[:2]) // (2 * edge))  # a large picture is thinned out before it is smoothed
    small = to_qimage(np.ascontiguousarray(picture[::stride, ::stride]))
    scaled = small.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    pixels = QPixmap.fromImage(scaled)
    pixels.setDevicePixelRatio(density)
    return pixels
