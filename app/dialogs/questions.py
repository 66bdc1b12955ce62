"""What the commands on masks and the canvas ask before they go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.dialogs.amount import AmountDialog
from app.dialogs.asking import ask, question_over
from app.dialogs.canvas_size import CanvasSizeDialog
from app.language import tr
from paella_core.request import Box


class Questions:
    """Modal questions over one window; None is the answer of a person who closes the dialog."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def amount(
        self, title: str, explanation: str, amount: int, most: int, tried: Callable[[int], None] | None
    ) -> int | None:
        """An amount of 1..`most` pixels, `amount` at first; `tried` is called with those that are looked at."""
        dialog = AmountDialog(title, explanation, amount, most, self._parent)
        if tried is not None:
            dialog.tried.connect(tried)
        return dialog.amount if dialog.exec() else None

    def canvas_size(self, size: QSize) -> Box | None:
        """What the canvas of `size` shall be, in its own coordinates."""
        dialog = CanvasSizeDialog(size, self._parent)
        return dialog.box if dialog.exec() else None

    def may_scale(self, found: QSize, wanted: QSize) -> bool:
        """Whether a mask of another size than the picture's may be scaled."""
        question = question_over(self._parent, tr("Import mask"))
        question.setText(tr("Scale the mask to the size of the picture?"))
        sizes = tr("The mask has {found} pixels, the picture {wanted}.")
        question.setInformativeText(sizes.format(found=_words(found), wanted=_words(wanted)))
        scale = question.addButton(tr("Scale"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        return ask(question, scale) is scale

    def mask_to_open(self, folder: str) -> Path | None:
        """A picture file that holds a mask."""
        kinds = tr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.avif)"
        name, _ = QFileDialog.getOpenFileName(self._parent, tr("Import mask"), folder, kinds)
        return Path(name) if name else None

    def mask_to_save(self, suggestion: Path) -> Path | None:
        """Where to write a mask; a name without a suffix becomes a PNG."""
        kinds = tr("PNG picture") + " (*.png)"
        name, _ = QFileDialog.getSaveFileName(self._parent, tr("Export mask"), str(suggestion), kinds)
        path = Path(name)
        return None if not name else path if path.suffix else path.with_suffix(".png")


def _words(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"
