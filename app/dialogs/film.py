"""The questions about films: in which format and how fast they are written, where to, and the picture of a keyframe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from app.dialogs.form import Form, answers, choice, dim, number
from app.language import mark, tr
from app.theme import GAP, PADDING

FOLDER = ""  # the suffix of a folder of pictures
FORMATS = {
    ".gif": "GIF",
    ".webp": "WebP",
    ".apng": "APNG",
    ".mp4": "MP4",
    FOLDER: mark("PNG pictures"),
}
NOTES = {
    ".gif": mark("Plays everywhere. 256 colours for the whole film, no transparency."),
    ".webp": mark("Plays in browsers. Keeps every colour and transparency."),
    ".apng": mark("Plays in browsers. Keeps every colour and transparency, in a larger file."),
    ".mp4": mark("The smallest file, for every video player. Loses a little, no transparency."),
    FOLDER: mark("A new folder with one numbered picture for each frame, to be cut in another program."),
}
_PICTURES = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.avif"
_FASTEST = 60
_WIDTH = 440


@dataclass(frozen=True)
class FilmOptions:
    """How a film is written: the suffix of its name, `FOLDER` for single pictures; frames a second; back and forth."""

    suffix: str
    speed: int
    ping_pong: bool


class FilmDialog(QDialog):
    """Format, speed and order of a film of so many frames; `options` says what was chosen."""

    def __init__(self, options: FilmOptions, frames: int, mp4: bool, parent: QWidget | None) -> None:
        """`mp4` says whether that can be written."""
        super().__init__(parent)
        self.setWindowTitle(tr("Export film"))
        self._frames = frames
        self.format = choice({suffix: tr(name) for suffix, name in FORMATS.items()}, options.suffix)
        self.note, self.length = dim(""), dim("")
        self.no_mp4 = dim(tr("MP4 needs PyAV: run “pip install av” and start the program again."))
        self.no_mp4.setVisible(not mp4)
        self.speed = number(1, _FASTEST, options.speed, tr("frames a second"))
        self.ping_pong = QCheckBox(tr("Back and forth"))
        self.ping_pong.setChecked(options.ping_pong)
        if not mp4:
            self._forbid_mp4()
        self._arrange()
        self.format.currentIndexChanged.connect(self._refresh)
        self.speed.valueChanged.connect(self._refresh)
        self.ping_pong.toggled.connect(self._refresh)
        self._refresh()

    @property
    def options(self) -> FilmOptions:
        """What the fields say."""
        return FilmOptions(self.format.currentData(), self.speed.value(), self.ping_pong.isChecked())

    def _forbid_mp4(self) -> None:
        item = self.format.model().item(self.format.findData(".mp4"))  # pyright: ignore[reportAttributeAccessIssue]
        item.setEnabled(False)
        item.setToolTip(self.no_mp4.text())
        if self.format.currentData() == ".mp4":
            self.format.setCurrentIndex(0)

    def _arrange(self) -> None:
        self.format.setToolTip(tr("The kind of file."))
        self.speed.setFixedWidth(self.format.width())
        self.speed.setToolTip(tr("How fast the film plays."))
        self.ping_pong.setToolTip(tr("After the last frame it plays backwards to the first, so that it never jumps."))
        form = Form()
        form.add(tr("Format"), self.format)
        form.addWidget(self.note, form.rowCount(), 0, 1, 2)
        form.addWidget(self.no_mp4, form.rowCount(), 0, 1, 2)
        form.setRowMinimumHeight(form.rowCount(), GAP)
        form.add(tr("Speed"), self.speed)
        form.add("", self.ping_pong)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(GAP)
        column.addLayout(form)
        column.addWidget(self.length)
        column.addStretch(1)
        column.addSpacing(GAP)
        column.addWidget(answers(self, tr("Export …")))
        self.setFixedWidth(_WIDTH)

    def _refresh(self) -> None:
        options = self.options
        self.note.setText(tr(NOTES[options.suffix]))
        self.speed.setEnabled(options.suffix != FOLDER)
        shown = 2 * self._frames - 2 if options.ping_pong else self._frames
        if options.suffix == FOLDER:
            self.length.setText(tr("{frames} pictures").format(frames=shown))
        else:
            seconds = QLocale().toString(shown / options.speed, "f", 1)
            text = tr("{frames} frames, {seconds} seconds; it starts over for ever.")
            self.length.setText(text.format(frames=shown, seconds=seconds))


class FilmQuestions:
    """Modal questions over one window; None is the answer of a person who closes the dialog."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def film(self, options: FilmOptions, frames: int, mp4: bool) -> FilmOptions | None:
        """How a film of so many frames shall be written; `options` are offered first."""
        dialog = FilmDialog(options, frames, mp4, self._parent)
        return dialog.options if dialog.exec() else None

    def film_file(self, suggestion: Path) -> Path | None:
        """Where to write it: a file, or a new folder where the suggestion has no suffix."""
        suffix = suggestion.suffix
        kind = tr("New folder") + " (*)" if suffix == FOLDER else f"{tr(FORMATS[suffix])} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self._parent, tr("Export film"), str(suggestion), kind)
        path = Path(name)
        return None if not name else path if path.suffix else path.with_name(path.name + suffix)

    def keyframe_file(self, folder: str) -> Path | None:
        """A picture file to be a keyframe."""
        kinds = f"{tr('Pictures')} ({_PICTURES})"
        name, _ = QFileDialog.getOpenFileName(self._parent, tr("Open a picture as keyframe"), folder, kinds)
        return Path(name) if name else None
