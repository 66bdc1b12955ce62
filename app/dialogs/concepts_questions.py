"""What is asked about concepts: pictures to learn from, and whether one may go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.dialogs.packs_questions import PackQuestion
from app.language import tr

_PICTURES = "*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.gif *.avif"


class ConceptQuestions:
    """Modal questions over one window. A question that is closed is answered with no."""

    def pictures_to_add(self, parent: QWidget) -> list[Path]:
        """Picture files; none when the dialog was closed."""
        kinds = f"{tr('Pictures')} ({_PICTURES});;{tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(parent, tr("Pictures of one thing"), str(Path.home()), kinds)
        return [Path(name) for name in names]

    def may_remove(self, name: str, parent: QWidget) -> bool:
        """Whether a concept may be deleted."""
        question = PackQuestion(tr("Remove “{name}”?").format(name=name), tr("Remove"), parent)
        question.setWindowTitle(tr("Concepts"))
        question.add(tr("Prompts that name it read it as plain text then. Pictures that were made with it stay."))
        question.advise_against()
        return bool(question.exec())

    def may_quit(self, parent: QWidget) -> bool:
        """Whether the program may end while something is being learnt."""
        question = PackQuestion(tr("Quit while a concept is being learnt?"), tr("Quit"), parent)
        question.setWindowTitle(tr("Concepts"))
        question.add(tr("It would have to be learnt from the beginning."))
        return bool(question.exec())
