"""Opening, saving and closing pictures, and the questions around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.application.clipboard import Clip
from app.application.reading import Reader
from app.application.saving import Job, Purpose, Saver
from app.application.session import Session
from app.dialogs.dialogs import Answer, Dialogs
from app.dialogs.export import export_of
from app.dialogs.new_document import NewDocument
from app.document.document import Document
from app.document.files import PROJECT, Opened, is_flat, is_picture, is_project, kind_of
from app.document.node import Layer, Look, with_alpha
from app.document.pictures.picture import FileError
from app.document.plane import Plane
from app.document.stamp import Stamp, stamp_of
from app.language import tr
from app.resources import SAMPLE_PICTURE
from app.settings import Settings

_EXPORT = "export/options"


class FileCommands(QObject):
    """What the File menu does.

    A file that cannot be opened or saved is told by `failed(title, text)`; `noted(title, text)` says what is good to
    know about one that was. `settled(text)` takes back what is no longer so.
    """

    failed = Signal(str, str)
    noted = Signal(str, str)
    settled = Signal(str)
    saved = Signal(Path)
    quit_requested = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        dialogs: Dialogs,
        reader: Reader,
        saver: Saver,
        works_on: Callable[[Document], bool],
    ) -> None:
        """`works_on` says whether the engine works for a document, so that closing it asks."""
        super().__init__()
        self._works_on = works_on
        self._session = session
        self._settings = settings
        self._reader, self._saver = reader, saver
        self.dialogs = dialogs
        self._stamps: dict[Document, Stamp | None] = {}  # of the files as they were read or written last
        self._explained = False
        self._unsettled: dict[Document, str] = {}  # what was told of its file; so until it is saved whole
        saver.saved.connect(self._on_saved)
        saver.failed.connect(self._on_failed)
        session.documents_changed.connect(self._forget_closed)

    # ---- opening

    def new(self) -> None:
        """Ask for a size, and begin with an empty picture."""
        wanted = self.dialogs.new_picture()
        if wanted is not None:
            self._session.add(blank(wanted))

    def open(self) -> None:
        """Ask for pictures and open them."""
        for path in self.dialogs.files_to_open(self._settings.folder):
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open one picture, or show it where it is open already."""
        known = self._open_already(path)
        if known is not None:
            self._session.show(known)
            return
        opened = self._opened(path)
        if opened is not None:
            self._settings.remember_file(str(path))
            self._session.add(opened.document)
            self._stamps[opened.document] = stamp_of(path)

    def open_name(self, name: str) -> None:
        """Open a picture by its name, as it was dropped on the canvas."""
        self.open_path(Path(name))

    def open_recent(self, path: str) -> None:
        """Open one of the recent files."""
        self.open_path(Path(path))

    def open_sample(self) -> None:
        """Open a copy of the sample picture, which saving does not overwrite."""
        opened = self._opened(SAMPLE_PICTURE)
        if opened is not None:
            opened.document.path = None
            self._session.add(opened.document)

    def open_as_layer(self) -> None:
        """Ask for pictures, and lay each over the current one."""
        document = self._session.current
        if document is None or document.editing:
            return
        for path in self.dialogs.files_to_open(self._settings.folder):
            opened = self._opened(path)
            if opened is not None:
                add_layer(document, opened.document, path.stem)

    # ---- saving

    def save(self) -> bool:
        """Save the current picture; ask where, if it has no file yet, or one that cannot hold its layers. False when
        nothing will be written. During a stroke, it is saved when the stroke ends."""
        document = self._session.current
        if document is None:
            return False
        if document.editing:
            document.history_changed.connect(self._save_after_edit, Qt.ConnectionType.SingleShotConnection)
            return True
        path = document.path
        if path is None or not (is_picture(path) or is_project(path)):
            return self.save_as()
        if not is_project(path) and not is_flat(document):
            self._explain(document, path)
            return self.save_as()
        self._saver.save(document, path, Purpose.SAVE)
        return True

    def save_as(self) -> bool:
        """Ask where to save the current picture, and go on with that file. A picture file that cannot hold its layers
        is a copy: the document stays as unsaved as it was."""
        document = self._session.current
        path = document and self.dialogs.file_to_save(tr("Save picture"), self._suggestion(document))
        if document is None or path is None or not self._is_known(path):
            return False
        if is_project(path) or is_flat(document):
            self._saver.save(document, path, Purpose.SAVE)
            return True
        self._explain(document, path)
        self._saver.save(document, path, Purpose.EXPORT)
        return False

    def export(self) -> None:
        """Ask how and where to write a copy of the current picture; the picture keeps its own file."""
        document = self._session.current
        if document is None or document.editing:
            return
        wanted = self.dialogs.export(export_of(self._settings.bytes_of(_EXPORT)))
        if wanted is None:
            return
        self._settings.store_bytes(_EXPORT, wanted.stored())
        start = (document.path or Path(self._settings.folder) / document.name).with_suffix(wanted.suffix)
        path = self.dialogs.file_to_save(tr("Export a copy"), start)
        if path is not None and self._is_known(path):
            self._saver.save(document, path, Purpose.EXPORT, wanted.options)

    # ---- closing

    def close(self) -> None:
        """Close the current picture."""
        if self._session.current is not None:
            self.close_document(self._session.current)

    def close_document(self, document: Document) -> bool:
        """Close a picture, after the question about unsaved changes. False when the person thought better of it."""
        return self._close([document])

    def close_all(self) -> bool:
        """Close all pictures, after one question about all unsaved changes. False when the person thought better."""
        return self._close(self._session.documents)

    def may_quit(self) -> bool:
        """Ask about all pictures with unsaved changes, and wait for what is being written. False when the person wants
        to stay, something could not be saved, or a file is just being opened."""
        return not self._reader.busy and self._may_lose(self._session.documents)

    def quit(self) -> None:
        """Close the window."""
        self.quit_requested.emit()

    # ---- files that others change

    @Slot()
    def check_files(self) -> None:
        """Ask about each open picture whose file another program changed. For when the window comes to the front."""
        for document in self._session.documents:
            path, known = document.path, self._stamps.get(document)
            if path is None or known is None or self._saver.busy(document) or document.editing:
                continue
            now = stamp_of(path)
            if now != known:
                self._stamps[document] = now
                self._on_changed_file(document, path)

    def _on_changed_file(self, document: Document, path: Path) -> None:
        if not path.exists():
            document.mark_modified()
            text = tr("“{name}” was moved or deleted. The picture is still open here; saving writes it again.")
            self._note(document, tr("The file is gone"), text.format(name=path.name))
        elif self.dialogs.may_reload(path.name, document.modified):
            opened = self._opened(path)
            if opened is not None:
                self._session.replace(document, opened.document)
                self._stamps[opened.document] = stamp_of(path)
        else:
            document.mark_modified()

    # ---- parts of it

    def _open_already(self, path: Path) -> Document | None:
        full = path.resolve()
        documents = self._session.documents
        return next((one for one in documents if one.path and one.path.resolve() == full), None)

    def _opened(self, path: Path) -> Opened | None:
        """A file that was read; where it cannot be, that is told."""
        try:
            opened = self._reader.read(path)
        except FileError as error:
            self.failed.emit(tr("The picture was not opened"), str(error))
            return None
        if opened.notices:
            self.noted.emit(tr("“{name}” was opened").format(name=path.name), " ".join(opened.notices))
        return opened

    def _close(self, documents: Sequence[Document]) -> bool:
        if not self._may_lose(documents):
            return False
        for document in documents:
            self._session.remove(document)
        return True

    def _may_lose(self, documents: Sequence[Document]) -> bool:
        """Whether nothing is unsaved, or the person saved it, or gave it up. What is being written is written first."""
        if any(map(self._works_on, documents)) and not self.dialogs.may_stop_work():
            return False
        for document in documents:
            self._saver.wait(document)
        modified = [document for document in documents if document.modified]
        if not modified:
            return True
        if len(modified) == 1:
            self._session.show(modified[0])
        answer = self.dialogs.unsaved([document.name for document in modified])
        return all(map(self._save_now, modified)) if answer is Answer.SAVE else answer is Answer.DISCARD

    def _save_now(self, document: Document) -> bool:
        """Save a picture, and wait for it. False when it was not saved."""
        self._session.show(document)
        if not self.save():
            return False
        self._saver.wait(document)
        return not document.modified

    def _suggestion(self, document: Document) -> Path:
        """Its own file, or that beside it which holds everything."""
        path = document.path or Path(self._settings.folder) / document.name
        keeps = is_project(path) or (is_picture(path) and is_flat(document))
        return path if keeps else path.with_suffix(PROJECT)

    def _is_known(self, path: Path) -> bool:
        try:
            kind_of(path)
        except FileError as error:
            self.failed.emit(tr("The picture was not saved"), str(error))
            return False
        return True

    def _note(self, document: Document, title: str, text: str) -> None:
        """Say what is so until the picture is saved whole."""
        self._unsettled[document] = text
        self.noted.emit(title, text)

    def _explain(self, document: Document, path: Path) -> None:
        """Say once why a picture file is not enough."""
        if not self._explained:
            self._explained = True
            text = tr("“{name}” can hold what is seen, but no layers. To go on with them later, save a project (.ora).")
            self._note(document, tr("This picture has layers"), text.format(name=path.name))

    @Slot()
    def _save_after_edit(self) -> None:
        self.save()

    @Slot(object)
    def _on_saved(self, job: Job) -> None:
        self._settings.remember_file(str(job.path))
        if job.purpose is Purpose.SAVE:
            self._stamps[job.document] = stamp_of(job.path)
            if job.document in self._unsettled:
                self.settled.emit(self._unsettled.pop(job.document))
            self._session.documents_changed.emit()
        self.saved.emit(job.path)

    @Slot(object, str)
    def _on_failed(self, job: Job, why: str) -> None:
        text = f"{why} {tr('Nothing is lost: it is still open here.')}"
        if job.purpose is Purpose.SAVE:
            self._unsettled[job.document] = text
        self.failed.emit(tr("The picture was not saved"), text)

    @Slot()
    def _forget_closed(self) -> None:
        open_ones = set(self._session.documents)
        self._stamps = {document: stamp for document, stamp in self._stamps.items() if document in open_ones}
        self._unsettled = {document: text for document, text in self._unsettled.items() if document in open_ones}


def blank(wanted: NewDocument) -> Document:
    """A new picture of one layer."""
    deep = wanted.depth == 16
    colour = np.array(wanted.background, np.uint16 if deep else np.uint8) * (257 if deep else 1)
    pixels = np.empty((wanted.height, wanted.width, 4), colour.dtype)
    pixels[...] = colour
    made = Document.from_array(pixels)
    made.title = wanted.name
    return made


def add_layer(document: Document, other: Document, name: str) -> None:
    """Lay what is seen of another document over all layers, in the middle of the canvas. One undo step."""
    clip = Clip(with_alpha(other.flattened()), other.profile, name)
    layer = Layer(Plane(clip.pixels_for(document), *clip.place_in(document)), Look(name))
    with document.edit(tr("Open as layer"), document.root.members):
        document.root.children = (*document.root.children, layer)
    document.active = layer
