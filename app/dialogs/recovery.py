"""The dialog after a crash: what was not saved then, and what shall become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.asking import ask, question_over
from app.dialogs.form import dim, heading
from app.language import tr
from app.qimage import to_qimage
from app.resources import tinted_pixmap
from app.theme import GAP, PADDING

_THUMB = QSize(96, 72)
_SIGN = 24
_WIDTH = 520
_MOST_ROWS = 4  # that are seen without scrolling


@dataclass(frozen=True, eq=False)
class Entry:
    """A document that can be recovered.

    Attributes:
        name: for people; "" where it is not known.
        time: of its last change, in seconds since 1970.
        size: in words.
        thumbnail: 8-bit RGB or RGBA of any size; None where there is none.
        fault: why it cannot be recovered, "" if it can.
    """

    name: str
    time: float
    size: str
    thumbnail: np.ndarray | None
    fault: str


@dataclass
class RecoveryChoice:
    """The entries, by their index, to open again and to delete. All others are kept for later."""

    recover: set[int] = field(default_factory=set)
    delete: set[int] = field(default_factory=set)


def name_of(entry: Entry) -> str:
    """What to call a document."""
    return entry.name or tr("A picture that cannot be read")


class RecoveryDialog(QDialog):
    """Lists entries. Nothing is deleted unless the person asks for it twice."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Recover unsaved work"))
        self.choice = RecoveryChoice()
        self.rows = [_Row(entry) for entry in entries]
        self.recover = QPushButton(tr("Recover"))
        self.later = QPushButton(tr("Later"))
        self.delete = QPushButton(tr("Delete …"))
        self._dress()
        self._arrange()
        for row in self.rows:
            row.check.toggled.connect(self._refresh)
        self.recover.clicked.connect(self._on_recover)
        self.later.clicked.connect(self.reject)
        self.delete.clicked.connect(self._on_delete)
        self._refresh()

    def confirm(self, names: Sequence[str]) -> bool:
        """Ask whether these shall really be deleted."""
        question = question_over(self, tr("Delete unsaved work"))
        question.setText(tr("Delete for good what was not saved of {names}?").format(names=", ".join(names)))
        question.setInformativeText(tr("Files that were saved are not touched."))
        delete = question.addButton(tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        question.setEscapeButton(keep)
        return ask(question, keep) is delete

    def _dress(self) -> None:
        self.recover.setProperty("primary", True)
        self.recover.setDefault(True)
        self.recover.setToolTip(tr("Opens the chosen pictures as they were; they count as not saved."))
        self.later.setToolTip(tr("Keeps everything, and asks again at the next start."))
        self.delete.setToolTip(tr("Deletes what was not saved of the chosen pictures, after a question."))
        for button in (self.later, self.delete):
            button.setProperty("tall", True)
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(2 * GAP)
        title = QLabel(tr("There is work that was not saved"))
        title.setProperty("title", True)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(dim(tr("The program ended before these pictures were saved. Choose what to open again.")))
        column.addWidget(self._list(), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.delete)
        buttons.addStretch(1)
        buttons.addWidget(self.later)
        buttons.addWidget(self.recover)
        column.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)

    def _list(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the control that has the focus
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        row_height = max(row.sizeHint().height() for row in self.rows) + GAP
        area.setMinimumHeight(row_height * min(len(self.rows), _MOST_ROWS))
        return area

    def _refresh(self) -> None:
        chosen = self._chosen()
        self.recover.setEnabled(any(not self.rows[index].entry.fault for index in chosen))
        self.delete.setEnabled(bool(chosen))

    def _chosen(self) -> set[int]:
        """The rows that are checked and still there."""
        return {index for index, row in enumerate(self.rows) if row.check.isChecked() and not row.isHidden()}

    def _on_recover(self) -> None:
        self.choice.recover = {index for index in self._chosen() if not self.rows[index].entry.fault}
        self.accept()

    def _on_delete(self) -> None:
        chosen = self._chosen()
        if not self.confirm([f"“{name_of(self.rows[index].entry)}”" for index in sorted(chosen)]):
            return
        self.choice.delete |= chosen
        for index in chosen:
            self.rows[index].hide()
        if all(row.isHidden() for row in self.rows):
            self.accept()
        self._refresh()


class _Row(QFrame):
    """One document: whether it is chosen, its picture, its name, time and size."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.check = QCheckBox()
        self.check.setChecked(not entry.fault)
        self.check.setAccessibleName(name_of(entry))
        self.check.setToolTip(tr("Whether this picture is meant by the buttons below."))
        picture = QLabel()
        picture.setFixedSize(_THUMB)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(_pixmap(entry, self.palette(), self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addStretch(1)
        words.addWidget(heading(name_of(entry)))
        words.addWidget(dim(" · ".join(filter(None, (_when(entry.time), entry.size)))))
        if entry.fault:
            fault = QLabel(entry.fault)
            fault.setWordWrap(True)
            fault.setProperty("warn", True)
            words.addWidget(fault)
        words.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(PADDING)
        line.addWidget(self.check)
        line.addWidget(picture)
        line.addLayout(words, 1)

    def mousePressEvent(self, _event: object) -> None:
        """A click anywhere on the row is one on its box."""
        self.check.toggle()


def _pixmap(entry: Entry, palette: QPalette, density: float) -> QPixmap:
    """The thumbnail, or a sign that there is none."""
    if entry.thumbnail is None:
        return tinted_pixmap("warning", palette.color(QPalette.ColorRole.BrightText), _SIGN, density)
    whole = QPixmap.fromImage(to_qimage(entry.thumbnail).copy())
    ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    scaled = whole.scaled(_THUMB * density, ratio, smooth)
    scaled.setDevicePixelRatio(density)
    return scaled


def _when(seconds: float) -> str:
    """A time as the language writes it, short."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
