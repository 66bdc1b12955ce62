"""The dialog that asks how a copy of the picture is written: format, quality, and what it says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from app.dialogs.form import Form, answers, choice, dim, number
from app.document.pictures.picture import EncodingOptions
from app.language import mark, tr
from app.theme import GAP, PADDING

NOTES = {
    ".png": mark("Keeps every bit and transparency. For pictures that will be worked on or shown on the web."),
    ".jpg": mark("Small files for photos. No transparency: the picture is shown on white."),
    ".webp": mark("Smaller than JPEG at the same quality, with transparency."),
    ".tif": mark("Keeps every bit and transparency. For print and other programs; large files."),
    ".avif": mark("The smallest files, with transparency. Some older programs do not open it."),
}
NAMES = {".png": "PNG", ".jpg": "JPEG", ".webp": "WebP", ".tif": "TIFF", ".avif": "AVIF"}
_WITH_QUALITY = {".jpg", ".webp", ".avif"}
_WIDTH = 440


@dataclass(frozen=True)
class Export:
    """How a copy is written: the suffix of its name, such as ".png", and the options."""

    suffix: str = ".png"
    options: EncodingOptions = field(default_factory=EncodingOptions)

    def stored(self) -> QByteArray:
        """For the settings."""
        kept = {name: value for name, value in asdict(self.options).items() if name in _REMEMBERED}
        return QByteArray(json.dumps({"suffix": self.suffix, **kept}).encode())


_REMEMBERED = {"quality", "lossless", "keep_metadata", "keep_recipe"}


def export_of(stored: QByteArray | None) -> Export:
    """What `Export.stored` gave; the defaults for anything else."""
    try:
        found = json.loads(bytes(stored.data())) if stored else {}
        kept = {name: type(getattr(EncodingOptions, name))(found[name]) for name in _REMEMBERED if name in found}
        suffix = found.get("suffix", ".png")
    except (ValueError, TypeError, AttributeError):
        return Export()
    return Export(suffix if suffix in NAMES else ".png", EncodingOptions(**kept))


class ExportDialog(QDialog):
    """Format and options; `answer` says what was chosen."""

    def __init__(self, last: Export, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export a copy"))
        self.format = choice(NAMES, last.suffix)
        self.note = dim("")
        self.quality = number(1, 100, last.options.quality, "%")
        self.lossless = QCheckBox(tr("Lossless"))
        self.metadata = QCheckBox(tr("Keep what the file said about the picture"))
        self.recipe = QCheckBox(tr("Keep how it was made"))
        self.lossless.setChecked(last.options.lossless)
        self.metadata.setChecked(last.options.keep_metadata)
        self.recipe.setChecked(last.options.keep_recipe)
        self._explain()
        self._arrange()
        self.format.currentIndexChanged.connect(self._refresh)
        self.lossless.toggled.connect(self._refresh)
        self._refresh()

    @property
    def answer(self) -> Export:
        """What the fields say."""
        options = EncodingOptions(
            quality=self.quality.value(),
            lossless=self.lossless.isChecked(),
            keep_metadata=self.metadata.isChecked(),
            keep_recipe=self.recipe.isChecked(),
        )
        return Export(self.format.currentData(), options)

    def _explain(self) -> None:
        self.format.setToolTip(tr("The kind of file."))
        self.quality.setToolTip(
            tr("Higher is nearer to the picture and makes larger files. 90 and more is hard to tell.")
        )
        self.lossless.setToolTip(tr("Every pixel stays as it is, in a larger file."))
        self.metadata.setToolTip(tr("Camera, date, place, author and the like. Leave it out before you publish."))
        self.recipe.setToolTip(
            tr("Prompt and settings of what was generated, so that they can be used again, and a sign that it was.")
        )

    def _arrange(self) -> None:
        self.form = Form()
        self.form.add(tr("Format"), self.format)
        self.form.addWidget(self.note, self.form.rowCount(), 0, 1, 2)
        self.form.setRowMinimumHeight(self.form.rowCount(), GAP)
        self.form.add(tr("Quality"), self.quality)
        self.form.add("", self.lossless)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(GAP)
        column.addLayout(self.form)
        column.addWidget(self.metadata)
        column.addWidget(self.recipe)
        column.addStretch(1)
        column.addSpacing(GAP)
        column.addWidget(answers(self, tr("Export …")))
        self.setFixedWidth(_WIDTH)
        room = self.lossless.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.lossless.setSizePolicy(room)

    def _refresh(self) -> None:
        suffix = self.format.currentData()
        self.note.setText(tr(NOTES[suffix]))
        self.lossless.setVisible(suffix == ".webp")
        self.quality.setEnabled(suffix in _WITH_QUALITY and not (suffix == ".webp" and self.lossless.isChecked()))
