"""What is done with what was generated, in this session or an earlier one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Slot

from app.application.session import Session
from app.application.work import wanted_of
from app.document import pictures
from app.document.boxes import clipped, contains, is_empty
from app.document.document import Document
from app.document.node import Layer, Look
from app.document.pictures.picture import Recipe as Made
from app.document.plane import Plane
from app.engine.gallery.entry import Entry
from app.engine.gallery.gallery import Gallery
from app.engine.landing import as_pixels_of
from app.language import tr
from app.panels.recipe import Recipe
from paella_core.request import Box


class GeneratedCommands(QObject):
    """Acts on entries of the gallery."""

    def __init__(self, session: Session, recipe: Recipe, gallery: Gallery) -> None:
        super().__init__()
        self._session, self._recipe, self._gallery = session, recipe, gallery

    @Slot(object)
    def use_settings(self, recipe: Made) -> None:
        """Ask for the same as a picture was made from."""
        self._recipe.take(wanted_of(recipe))

    @Slot(object)
    def place(self, entry: Entry) -> None:
        """Lay a picture over the current one, where it was made for, or in the middle; without one, open it."""
        document = self._session.current
        if document is None:
            self.open(entry)
        else:
            self._gallery.read(entry, lambda picture: self._place(document, entry, picture))

    @Slot(object)
    def open(self, entry: Entry) -> None:
        """Make a document of a picture."""
        self._gallery.read(entry, lambda picture: self._open(entry, picture))

    def _place(self, document: Document, entry: Entry, picture: np.ndarray) -> None:
        if document not in self._session.documents or document.editing:
            return
        box = _place_of(entry, document, picture)
        pixels = pictures.from_srgb(as_pixels_of(document.dtype, picture), document.profile)
        layer = Layer(Plane(pixels, box.left, box.top), Look(entry.prompt or tr("Generated")))
        with document.edit(tr("Place generated picture"), document.root.members):
            document.root.children = (*document.root.children, layer)
        document.active = layer

    def _open(self, entry: Entry, picture: np.ndarray) -> None:
        document = Document.from_array(picture)
        document.title = entry.prompt[:40] or tr("Generated")
        document.recipe = entry.recipe
        document.mark_modified()
        self._session.add(document)


def _place_of(entry: Entry, document: Document, picture: np.ndarray) -> Box:
    """Where it was made for, if that lies on the canvas; else the middle."""
    height, width = picture.shape[:2]
    if contains(document.bounds, entry.box) or not is_empty(clipped(entry.box, document.bounds)):
        return entry.box
    return Box((document.width - width) // 2, (document.height - height) // 2, width, height)
