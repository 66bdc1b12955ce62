"""What is asked about packs before anything is fetched, deleted or given up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.dialogs.form import answers
from app.dialogs.packs_words import fit_words, hub_words, size_words
from app.engine.packs.entry import PackEntry
from app.language import tr
from app.theme import GAP, PADDING

_CHECKPOINTS = "*.pt *.pth *.ckpt *.bin *.safetensors pack.json"
_WIDTH = 440


class PackQuestions:
    """Modal questions over one window. A question that is closed is answered with no."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def over(self, parent: QWidget) -> None:
        """Ask over another window from now on."""
        self._parent = parent

    def may_download(self, pack: PackEntry) -> bool:
        """Whether a pack may be fetched: from where, how much, under which licence."""
        question = PackQuestion(tr("Download “{title}”?").format(title=pack.title), tr("Download"), self._parent)
        words = tr("{size} are fetched from {hub} and kept on this computer. Licence: {licence}.")
        question.add(words.format(size=size_words(pack.size), hub=hub_words(), licence=pack.licence or tr("unknown")))
        if not pack.fit.fits:
            question.add(fit_words(pack.fit))
        return bool(question.exec())

    def may_remove(self, pack: PackEntry, used: bool) -> bool:
        """Whether a pack, or what has come of one, may be deleted; `used` says whether the engine works with it."""
        question = PackQuestion(tr("Remove “{title}”?").format(title=pack.title), tr("Remove"), self._parent)
        free = size_words(pack.size if pack.installed else pack.kept)
        made = tr("{size} become free. Pictures that were made with it stay.")
        come = tr("{size} become free, and would have to be downloaded again.")
        question.add((made if pack.installed else come).format(size=free))
        if used:
            question.add(tr("The engine works with it now; it goes on with the pack that comes with the program."))
        question.advise_against()
        return bool(question.exec())

    def may_stop_for(self, pack: PackEntry) -> bool:
        """Whether what the engine is making may be given up for another pack."""
        question = PackQuestion(tr("Use “{title}” now?").format(title=pack.title), tr("Stop and use"), self._parent)
        question.add(tr("The engine is making something with another pack. That would be given up."))
        question.advise_against()
        return bool(question.exec())

    def may_quit(self) -> bool:
        """Whether the program may end while a pack is being worked on."""
        question = PackQuestion(tr("Quit while a pack is being installed?"), tr("Quit"), self._parent)
        question.add(tr("What has been downloaded is kept; “Resume” goes on from there."))
        return bool(question.exec())

    def files_to_import(self) -> list[Path]:
        """Files of model weights; none when the dialog was closed."""
        kinds = f"{tr('Model weights')} ({_CHECKPOINTS});;{tr('All files')} (*)"
        names, _ = QFileDialog.getOpenFileNames(self._parent, tr("Import model files"), str(Path.home()), kinds)
        return [Path(name) for name in names]


class PackQuestion(QDialog):
    """A question in large letters, what there is to know, and two answers."""

    def __init__(self, question: str, yes: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Model packs"))
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = QVBoxLayout()
        self._words.setSpacing(GAP)
        self.add(question, "heading")
        self.answers = answers(self, yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * PADDING,))
        column.setSpacing(2 * PADDING)
        column.addLayout(self._words)
        column.addWidget(self.answers)

    def add(self, text: str, kind: str = "") -> None:
        """Say one thing more, in one of the theme's kinds. It is shown as it is: titles may come from others."""
        words = QLabel(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setProperty(kind or "plain", True)
        self._words.addWidget(words)

    def advise_against(self) -> None:
        """Let Enter answer no, and let the colour say so."""
        for button in self.answers.buttons():
            no = self.answers.buttonRole(button) is QDialogButtonBox.ButtonRole.RejectRole
            assert isinstance(button, QPushButton)
            button.setDefault(no)
            button.setProperty("primary", no)
            button.setProperty("tall", not no)
            button.style().polish(button)
            if no:
                button.setFocus()
