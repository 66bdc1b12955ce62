"""Opening, saving and closing pictures, and the questions around them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.application.session import Session
from app.dialogs.dialogs import Answer, Dialogs
from app.document.document import Document
from app.document.files import FileError, open_picture, save_picture
from app.resources import SAMPLE_PICTURE
from app.settings import Settings


class FileCommands(QObject):
    """What the File menu does. A file that cannot be opened or saved is told by `failed(title, text)`."""

    failed = Signal(str, str)
    saved = Signal(Path)
    quit_requested = Signal()

    def __init__(self, session: Session, settings: Settings, dialogs: Dialogs) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.dialogs = dialogs

    def open(self) -> None:
        """Ask for pictures and open them."""
        for path in self.dialogs.files_to_open(self._settings.folder):
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open one picture, or show it where it is open already."""
        full = path.resolve()
        known = [document for document in self._session.documents if document.path and document.path.resolve() == full]
        if known:
            self._session.show(known[0])
            return
        try:
            document = open_picture(path)
        except FileError as error:
            self.failed.emit("The picture was not opened", str(error))
            return
        self._settings.remember_file(str(path))
        self._session.add(document)

    def open_name(self, name: str) -> None:
        """Open a picture by its name, as it was dropped on the canvas."""
        self.open_path(Path(name))

    def open_sample(self) -> None:
        """Open a copy of the sample picture, which saving does not overwrite."""
        try:
            document = open_picture(SAMPLE_PICTURE)
        except FileError as error:
            self.failed.emit("The sample picture was not opened", str(error))
            return
        document.path = None
        self._session.add(document)

    def save(self) -> bool:
        """Save the current picture; ask where, if it has no file yet. False when it was not saved."""
        document = self._session.current
        if document is None:
            return False
        return self.save_as() if document.path is None else self._write(document, document.path)

    def save_as(self) -> bool:
        """Ask where to save the current picture, and go on with that file."""
        document = self._session.current
        path = document and self.dialogs.file_to_save("Save picture", self._suggestion(document))
        if document is None or path is None or not self._write(document, path):
            return False
        document.path = path
        document.mark_saved()
        self._session.documents_changed.emit()
        return True

    def export(self) -> None:
        """Ask where to write a copy of the current picture; the picture keeps its own file."""
        document = self._session.current
        path = document and self.dialogs.file_to_save("Export a copy", self._suggestion(document))
        if document is not None and path is not None:
            self._write_file(document, path)

    def close(self) -> None:
        """Close the current picture."""
        if self._session.current is not None:
            self.close_document(self._session.current)

    def close_document(self, document: Document) -> bool:
        """Close a picture, after the question about unsaved changes. False when the person thought better of it."""
        if not self._may_lose(document):
            return False
        self._session.remove(document)
        return True

    def may_quit(self) -> bool:
        """Ask about every picture with unsaved changes. False when the person wants to stay."""
        return all(self._may_lose(document) for document in self._session.documents)

    def quit(self) -> None:
        """Close the window."""
        self.quit_requested.emit()

    def _may_lose(self, document: Document) -> bool:
        if not document.modified:
            return True
        self._session.show(document)
        answer = self.dialogs.unsaved(document.name)
        return self.save() if answer is Answer.SAVE else answer is Answer.DISCARD

    def _suggestion(self, document: Document) -> Path:
        return document.path or Path(self._settings.folder) / f"{document.name}.png"

    def _write(self, document: Document, path: Path) -> bool:
        if not self._write_file(document, path):
            return False
        document.mark_saved()
        return True

    def _write_file(self, document: Document, path: Path) -> bool:
        try:
            save_picture(document, path)
        except FileError as error:
            self.failed.emit("The picture was not saved", f"{error} Nothing is lost: it is still open here.")
            return False
        self._settings.remember_file(str(path))
        self.saved.emit(path)
        return True
