"""The questions that need an answer before anything goes on: files, unsaved changes, unsaved work of a crash."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.dialogs.asking import ask, question_over
from app.dialogs.export import NAMES, Export, ExportDialog
from app.dialogs.new_document import NewDocument, NewDocumentDialog
from app.dialogs.recovery import Entry, RecoveryChoice, RecoveryDialog
from app.language import tr

_OPENED = "*.ora *.png *.jpg *.jpeg *.webp *.tif *.tiff *.avif *.psd *.psb"
_PROJECT = ".ora"
_SUFFIXES = {".jpeg": ".jpg", ".tiff": ".tif"}  # other names of the same formats


class Answer(Enum):
    """What to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs:
    """Modal questions over one window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def new_picture(self) -> NewDocument | None:
        """How large a new picture shall be; None when the dialog was closed."""
        dialog = NewDocumentDialog(self._parent)
        return dialog.answer if dialog.exec() else None

    def files_to_open(self, folder: str) -> list[Path]:
        """The pictures that the person chose; none when the dialog was closed."""
        kinds = f"{tr('Pictures and projects')} ({_OPENED});;{tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(self._parent, tr("Open pictures"), folder, kinds)
        return [Path(name) for name in names]

    def file_to_save(self, title: str, suggestion: Path) -> Path | None:
        """Where to write a document; a name without a suffix gets that of the chosen kind. None when the dialog was
        closed."""
        kinds = {_PROJECT: f"{tr('Project with layers')} (*{_PROJECT})"}
        kinds |= {suffix: f"{tr('{kind} picture').format(kind=kind)} (*{suffix})" for suffix, kind in NAMES.items()}
        suffix = suggestion.suffix.lower()
        first = kinds.get(_SUFFIXES.get(suffix, suffix), kinds[_PROJECT])
        text = ";;".join(kinds.values())
        name, kind = QFileDialog.getSaveFileName(self._parent, title, str(suggestion), text, first)
        if not name:
            return None
        wanted = next((suffix for suffix, text in kinds.items() if text == kind), _PROJECT)
        return with_suffix(Path(name), wanted)

    def export(self, last: Export) -> Export | None:
        """How a copy shall be written; None when the dialog was closed."""
        dialog = ExportDialog(last, self._parent)
        return dialog.answer if dialog.exec() else None

    def may_stop_work(self) -> bool:
        """Whether what the engine is doing may be given up."""
        question = question_over(self._parent, tr("Work is under way"))
        question.setText(tr("Stop what is being made?"))
        question.setInformativeText(tr("What is finished lies among what was generated; the rest would be lost."))
        stop = question.addButton(tr("Stop and close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = question.addButton(tr("Go on working"), QMessageBox.ButtonRole.RejectRole)
        return ask(question, stay) is stop

    def unsaved(self, names: Sequence[str]) -> Answer:
        """Whether to save the changes of the pictures, to give them up, or to go on as before."""
        question = question_over(self._parent, tr("Unsaved changes"))
        if len(names) == 1:
            question.setText(tr("Save the changes to “{name}”?").format(name=names[0]))
            save = question.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        else:
            question.setText(tr("Save the changes to these pictures?"))
            save = question.addButton(tr("Save all"), QMessageBox.ButtonRole.AcceptRole)
        lost = tr("They will be lost otherwise.")
        question.setInformativeText(
            lost if len(names) == 1 else "\n".join([*(f"• {name}" for name in names), "", lost])
        )
        discard = question.addButton(tr("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        return {save: Answer.SAVE, discard: Answer.DISCARD}.get(ask(question, save), Answer.CANCEL)

    def may_reload(self, name: str, modified: bool) -> bool:
        """Whether a picture, whose file another program changed, shall be read again."""
        question = question_over(self._parent, tr("Changed by another program"))
        question.setText(tr("“{name}” was changed by another program. Read it again?").format(name=name))
        loss = tr("What you changed here since the last save would be lost.")
        question.setInformativeText(loss if modified else tr("Nothing was changed here since the last save."))
        again = question.addButton(tr("Read again"), QMessageBox.ButtonRole.AcceptRole)
        keep = question.addButton(tr("Keep mine"), QMessageBox.ButtonRole.RejectRole)
        question.setEscapeButton(keep)
        return ask(question, keep if modified else again) is again

    def recovery(self, entries: Sequence[Entry]) -> RecoveryChoice:
        """What shall become of work that was not saved when the program crashed."""
        dialog = RecoveryDialog(entries, self._parent)
        dialog.exec()
        return dialog.choice


def with_suffix(path: Path, suffix: str) -> Path:
    """The path itself, with a suffix where it has none."""
    return path if path.suffix else path.with_name(path.name + suffix)
