"""What the Image menu does with the canvas."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot

from app.application.document_commands import DocumentCommands, Refused
from app.application.layer_pixels import selected
from app.application.session import Session
from app.dialogs.questions import Questions
from app.language import tr
from app.tools.frame import FrameTool
from paella_core.request import Box


class ImageCommands(DocumentCommands):
    """Changes the canvas of the current document; layers keep all their pixels."""

    def __init__(self, session: Session, questions: Questions, frame: FrameTool) -> None:
        super().__init__(session)
        self._questions = questions
        self._frame = frame

    def canvas_size(self) -> None:
        """Ask for another size, and where the picture stands on it."""
        document = self.document
        box = document and self._questions.canvas_size(QSize(document.width, document.height))
        if document is not None and box is not None:
            document.resize(tr("Canvas size"), box)

    def crop_to_mask(self) -> None:
        """Make the box around the mask the canvas."""
        document = self.document
        if document is None:
            return
        with self.refusals():
            box = selected(document)
            if box is None:
                raise Refused(tr("The mask is empty. Paint over what should stay first."))
            document.resize(tr("Crop to mask"), box)

    @Slot(int, int)
    def size_frame(self, width: int, height: int) -> None:
        """Give the frame of the crop tool another size."""
        if self.document is not None:
            self._frame.propose(self.document, width, height)

    @Slot(object)
    def take_frame(self, frame: Box) -> None:
        """Give the frame of the crop tool another place and size."""
        if self.document is not None:
            self._frame.take(self.document, frame)

    @Slot()
    def apply_frame(self) -> None:
        """Make the frame of the crop tool the canvas."""
        if self.document is not None:
            self._frame.apply(self.document)
