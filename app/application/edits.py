"""Undo, redo, and the clipboard."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import Signal

from app.application.clipboard import Clip, Clipboard
from app.application.document_commands import DocumentCommands, Refused
from app.application.layer_pixels import chosen, clear, part_of, selected
from app.application.layer_tree import add_above
from app.application.session import Session
from app.document.document import Document
from app.document.node import Layer, Look
from app.document.plane import Plane
from app.language import tr
from app.tools.target import paintable


class EditCommands(DocumentCommands):
    """What the Edit menu does. The mask is the selection: its pixels become the alpha of what is copied."""

    stepped = Signal()  # after undo and redo

    def __init__(self, session: Session, clipboard: Clipboard) -> None:
        super().__init__(session)
        self._clipboard = clipboard

    def undo(self) -> None:
        """Take the latest step back."""
        if self._session.current is not None:
            self._session.current.undo()
            self.stepped.emit()

    def redo(self) -> None:
        """Make the step that was taken back last again."""
        if self._session.current is not None:
            self._session.current.redo()
            self.stepped.emit()

    def copy(self) -> None:
        """Put the masked part of the active layer on the clipboard; without a mask, all of it."""
        document = self.document
        if document is not None:
            with self.refusals():
                self._copy_active(document)

    def cut(self) -> None:
        """The same, and make it transparent."""
        document = self.document
        if document is not None:
            with self.refusals():
                layer = paintable(document)
                self._copy_active(document)
                clear(document, tr("Cut"), layer)

    def copy_merged(self) -> None:
        """Put the masked part of all visible layers together on the clipboard; without a mask, the whole picture."""
        document = self.document
        if document is not None:
            box = selected(document) or document.bounds
            pixels = chosen(document, document.composite.read(box), box)
            self._clipboard.put(Clip(pixels, document.profile, tr("Copy"), box, ref(document)))

    def paste(self) -> None:
        """Put what is on the clipboard on a new layer; without a document, into a new one."""
        document = self.document
        if document is None:
            if self._session.current is None:
                self.paste_new()
            return
        with self.refusals():
            for clip in self._clipboard.take():
                left, top = clip.place_in(document)
                layer = Layer(Plane(clip.pixels_for(document).copy(), left, top), Look(clip.name))
                add_above(document, tr("Paste"), layer)

    def paste_new(self) -> None:
        """Make a new picture of what is on the clipboard."""
        with self.refusals():
            for clip in self._clipboard.take():
                made = Document.from_array(clip.pixels.copy())
                made.profile = clip.profile
                made.mark_modified()
                self._session.add(made)

    def _copy_active(self, document: Document) -> None:
        part = None if document.active is None else part_of(document, document.active)
        if document.active is None or part is None:
            raise Refused(tr("There is nothing to copy here. Choose a layer that has pixels under the mask."))
        pixels, box = part
        self._clipboard.put(Clip(pixels, document.profile, document.active.look.name, box, ref(document)))
