"""What the Mask menu does, apart from painting, each as one undo step. The mask says what may change: 255 = all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

from app.application.document_commands import DocumentCommands, Refused
from app.application.layer_pixels import picture_of
from app.application.session import Session
from app.dialogs.questions import Questions
from app.document import pictures
from app.document.atomic import replacing
from app.document.document import Document
from app.document.morphology import around_set, feather, fill_holes, grow, shrink
from app.document.node import Group, Layer, Node
from app.document.plane import eight_bits
from app.language import tr
from app.qimage import to_array, to_qimage
from app.settings import Settings
from paella_core.errors import PaellaError

MOST = 500  # pixels by which a mask grows or shrinks
MOST_FEATHER = 250
_USUAL = 8
_PREVIEWED = 1 << 22  # pixels of a mask that is worked on while the person chooses; larger ones would stall the window

Shape = Callable[[np.ndarray, int], np.ndarray]
"""From a mask and an amount in pixels to another mask."""


class _GivenUp(Exception):
    """The person closed the dialog."""


class MaskCommands(DocumentCommands):
    """Works on the mask of the current document."""

    def __init__(self, session: Session, settings: Settings, questions: Questions) -> None:
        super().__init__(session)
        self._settings = settings
        self._questions = questions
        self._amounts: dict[Shape, int] = {}  # the last one of each command

    def all(self) -> None:
        """Everything may change."""
        document = self.document
        if document is not None:
            _set(document, tr("Mask all"), np.full_like(document.read_mask(), 255))

    def clear(self) -> None:
        """Nothing may change any more."""
        document = self.document
        if document is not None:
            _set(document, tr("Clear mask"), np.zeros_like(document.read_mask()))

    def invert(self) -> None:
        """What could change may not, and the other way round."""
        document = self.document
        if document is not None:
            _set(document, tr("Invert mask"), 255 - document.read_mask())

    def grow(self) -> None:
        """Larger on all sides, by an amount that the person chooses."""
        self._shape(grow, tr("Grow mask"), tr("The mask gets larger on all sides."), MOST)

    def shrink(self) -> None:
        """Smaller on all sides, by an amount that the person chooses."""
        self._shape(shrink, tr("Shrink mask"), tr("The mask gets smaller on all sides."), MOST)

    def feather(self) -> None:
        """A soft edge outside, of a width that the person chooses."""
        explanation = tr("The edge fades out softly. What the mask covers now stays covered.")
        self._shape(feather, tr("Feather mask"), explanation, MOST_FEATHER)

    def fill_holes(self) -> None:
        """Cover what the mask encloses."""
        document = self.document
        if document is not None:
            _set(document, tr("Fill holes"), fill_holes(document.read_mask()))

    def from_layer(self) -> None:
        """The mask covers what the active layer covers: its alpha."""
        document = self.document
        if document is None or document.active is None:
            return
        with self.refusals():
            alpha = _alpha(document, document.active)
            if not alpha.any():
                text = tr("“{name}” is transparent everywhere, so the mask would be empty.")
                raise Refused(text.format(name=document.active.look.name))
            _set(document, tr("Mask from layer"), alpha)

    def import_file(self) -> None:
        """Take the mask from a picture file that the person chooses: what is white there may change."""
        document = self.document
        path = document and self._questions.mask_to_open(self._settings.folder)
        if document is None or path is None:
            return
        with self.refusals():
            found, size = _grey(path), QSize(document.width, document.height)
            own = QSize(found.shape[1], found.shape[0])
            if own == size:
                _set(document, tr("Import mask"), found)
            elif self._questions.may_scale(own, size):
                _set(document, tr("Import mask"), _scaled(found, size))

    def export_file(self) -> None:
        """Write the mask to a grey PNG file that the person chooses."""
        document = self.document
        if document is None:
            return
        name = tr("{name} mask").format(name=Path(document.name).stem)
        path = self._questions.mask_to_save(Path(self._settings.folder) / f"{name}.png")
        if path is not None:
            with self.refusals():
                _write(document.read_mask(), path)

    def _shape(self, shape: Shape, title: str, explanation: str, most: int) -> None:
        """Ask for an amount, and show on the mask itself meanwhile what it would do."""
        document = self.document
        if document is None:
            return
        before, last = document.read_mask().copy(), self._amounts.get(shape, _USUAL)
        try:
            with document.edit(title, document.mask):
                tried = partial(_show, document, before, shape) if _is_cheap(before) else None
                amount = self._questions.amount(title, explanation, last, most, tried)
                if amount is None:
                    raise _GivenUp
                _show(document, before, shape, amount)
                self._amounts[shape] = amount
        except _GivenUp:
            return


def _is_cheap(mask: np.ndarray) -> bool:
    box = around_set(mask, 0)
    return box is None or box.width * box.height <= _PREVIEWED


def _show(document: Document, before: np.ndarray, shape: Shape, amount: int) -> None:
    after = shape(before, amount)
    with document.mask.paint(document.bounds) as pixels:
        pixels[...] = after


def _set(document: Document, text: str, values: np.ndarray) -> None:
    with document.edit(text, document.mask), document.mask.paint(document.bounds) as pixels:
        pixels[...] = values


def _alpha(document: Document, node: Node) -> np.ndarray:
    """How much of each pixel of the canvas a layer covers, or a group as it looks: (height, width) uint8."""
    if isinstance(node, Layer):
        return eight_bits(node.read(document.bounds)[..., 3])
    assert isinstance(node, Group)
    return eight_bits(picture_of(node.children, document.bounds, document.dtype)[..., 3])


def _grey(path: Path) -> np.ndarray:
    """How light each pixel of a picture is, (height, width) uint8; what is transparent counts as black.

    Raises:
        FileError: it cannot be read.
    """
    pixels = eight_bits(pictures.read_picture(path).pixels).astype(np.uint32)
    light = pixels[..., :3] @ np.array([19595, 38470, 7471], np.uint32)  # Rec. 601, in 1/65536
    alpha = pixels[..., 3] if pixels.shape[2] == 4 else np.uint32(255)
    grey = (light + (1 << 15)) >> 16
    return ((grey * alpha + 127) // 255).astype(np.uint8)


def _scaled(mask: np.ndarray, size: QSize) -> np.ndarray:
    image = to_qimage(mask).scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return to_array(image.convertToFormat(QImage.Format.Format_RGB888))[..., 0]


def _write(mask: np.ndarray, path: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    to_qimage(mask).save(buffer, "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue]
    try:
        with replacing(path) as file:
            file.write(buffer.data().data())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        text = tr("“{name}” could not be saved: {reason}. Choose another folder or name.")
        raise PaellaError(text.format(name=path.name, reason=reason)) from error
