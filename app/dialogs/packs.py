"""The window of model packs: which there are, what they can do and whether they fit; to get, check and remove them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import BusyBar, dim
from app.dialogs.packs_detail import Act, PackDetail
from app.dialogs.packs_questions import PackQuestions
from app.dialogs.packs_rows import PackRow, PackRows
from app.dialogs.packs_words import failed_words, job_words, size_words, state_words
from app.engine.packs.entry import PackEntry
from app.engine.packs.store import Failure, PackJob, PackStore, Verb, key
from app.language import tr
from app.theme import GAP, PADDING

_SIZE = QSize(880, 600)
_LIST_WIDTH = 288


class PacksDialog(QDialog):
    """Packs on the left, the chosen one on the right. It stands beside the main window; closing it stops nothing.

    It acts on the store by itself, except for what concerns the engine: `use_wanted` and `remove_wanted` carry the name
    of a pack that the person wants to use, or has agreed to have removed.
    """

    use_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, store: PackStore, questions: PackQuestions, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Model packs"))
        self.resize(_SIZE)
        self._store, self._questions = store, questions
        self._used, self._opening = "", False
        self._imports: set[int] = set()  # numbers of the jobs that this window asked for
        self._awaited = ""  # the pack that is chosen as soon as it is in the list
        self.rows = PackRows()
        self.detail = PackDetail()
        self.import_button = QPushButton(tr("Import files …"))
        self.look_button = QPushButton(tr("Look again"))
        self.looking, self.nothing, self.fault = _Words(), _Words(), _Words()
        self.busy = BusyBar(tr("Looking for packs"))
        self.stale = QLabel()
        self._pages = QStackedWidget()
        self._dress()
        self._arrange()
        self._connect()
        self.refresh()

    def set_used(self, name: str, *, opening: bool) -> None:
        """Say which pack the engine works with, or opens now."""
        if (name, opening) != (self._used, self._opening):
            self._used, self._opening = name, opening
            self.refresh()

    def refresh(self) -> None:
        """Show the packs and the work on them as they are now."""
        first = not self.rows.key
        self.rows.show_rows(self._made_rows())
        if first:
            self.rows.choose(self._used)
        if self._store.pack(self._awaited) is not None:
            self.rows.choose(self._awaited)
            self._awaited = ""
        self.look_button.setEnabled(not self._store.looking)
        self.busy.setVisible(self._store.looking)
        self.stale.setText(self._store.fault)
        self.stale.setVisible(bool(self._store.fault and self._store.packs))
        self._show_chosen()

    def refresh_progress(self) -> None:
        """Show how far the running job is."""
        job = self._store.running
        if job is None:
            return
        self.rows.show_rows(self._made_rows())
        if self.rows.key == key(job):
            self.detail.show_progress(self._store, job)

    def _made_rows(self) -> list[PackRow]:
        """Imports under way, what is installed, what can be had: each with a heading where there is any."""
        store, packs = self._store, self._store.packs or ()
        imports = [_row_of_job(store, job) for job in store.jobs if job.verb is Verb.IMPORT]
        imports += [_row_of_failure(failure) for of, failure in store.failures.items() if of.startswith("#")]
        installed = [self._row_of(pack) for pack in packs if pack.installed]
        known = [self._row_of(pack) for pack in packs if not pack.installed]
        groups = ((tr("Import"), imports), (tr("Installed"), installed), (tr("To download"), known))
        return [row for title, rows in groups if rows for row in (PackRow("", title), *rows)]

    def _row_of(self, pack: PackEntry) -> PackRow:
        store = self._store
        state = state_words(store, pack)
        text = f"{size_words(pack.size)} · {state}" if pack.size else state
        bad = bool(pack.fault) or not pack.fit.fits or pack.name in store.failures
        return PackRow(pack.name, pack.title, text, _share(store, pack.name), bad, used=pack.name == self._used)

    def _show_chosen(self) -> None:
        store, chosen = self._store, self.rows.key
        pack, failure, job = store.pack(chosen), store.failures.get(chosen), store.job_of(chosen)
        if pack is not None:
            used, opening = pack.name == self._used, self._opening
            self.detail.show_pack(pack, store, used=used and not opening, opening=used and opening)
            self._pages.setCurrentWidget(self.detail)
        elif failure is not None:
            self.detail.show_import(store, failure.job, failure)
            self._pages.setCurrentWidget(self.detail)
        elif job is not None:
            self.detail.show_import(store, job, None)
            self._pages.setCurrentWidget(self.detail)
        else:
            self._show_none()

    def _show_none(self) -> None:
        """There is nothing to choose."""
        store = self._store
        self.fault.tell(tr("The packs could not be listed"), store.fault)
        page = self.looking if store.packs is None and store.looking else self.fault if store.fault else self.nothing
        self._pages.setCurrentWidget(page)

    def _on_wanted(self, act: Act) -> None:
        chosen = self.rows.key
        pack, job, failure = self._store.pack(chosen), self._store.job_of(chosen), self._store.failures.get(chosen)
        if act is Act.CANCEL and job is not None:
            self._store.cancel(job)
        elif act is Act.DISMISS:
            self._store.dismiss(chosen)
        elif act is Act.RETRY and failure is not None:
            self._store.retry(failure)
        elif pack is not None:
            self._act_on(pack, act)
        self.rows.setFocus()

    def _act_on(self, pack: PackEntry, act: Act) -> None:
        if act is Act.RESUME or (act is Act.DOWNLOAD and self._questions.may_download(pack)):
            self._store.download(pack.name)
        elif act is Act.VERIFY:
            self._store.verify(pack.name)
        elif act is Act.USE:
            self.use_wanted.emit(pack.name)
        elif act is Act.REMOVE and self._questions.may_remove(pack, pack.name == self._used):
            self.remove_wanted.emit(pack.name)

    def _import(self) -> None:
        files = self._questions.files_to_import()
        if files:
            job = self._store.import_files(files)
            self._imports.add(job.number)
            self.rows.choose(key(job))

    def _on_finished(self, job: PackJob) -> None:
        """What was imported is shown once it is in the list."""
        if job.number in self._imports:
            self._awaited = job.name

    def _connect(self) -> None:
        self._store.packs_changed.connect(self.refresh)
        self._store.jobs_changed.connect(self.refresh)
        self._store.progressed.connect(self.refresh_progress)
        self._store.finished.connect(self._on_finished)
        self.rows.chosen.connect(self._show_chosen)
        self.detail.wanted.connect(self._on_wanted)
        self.import_button.clicked.connect(self._import)
        self.look_button.clicked.connect(self._store.look)

    def _dress(self) -> None:
        self.rows.setFixedWidth(_LIST_WIDTH)
        self.import_button.setToolTip(tr("Makes a pack of model files that you have; the files stay as they are."))
        self.look_button.setToolTip(tr("Looks again for packs and for room on the disk. Needs no network."))
        for button in (self.import_button, self.look_button):
            button.setAutoDefault(False)
        self.stale.setProperty("warn", True)
        self.stale.setWordWrap(True)
        self.stale.setContentsMargins(PADDING, GAP, PADDING, 0)
        self.stale.setTextFormat(Qt.TextFormat.PlainText)
        self.looking.tell(tr("Looking for packs …"), tr("This takes some seconds, and needs no network."))
        self.nothing.tell(tr("No packs"), tr("None is installed and none is known. Import files that you have."))

    def _arrange(self) -> None:
        for page in (self.looking, self.nothing, self.fault, self.detail):
            self._pages.addWidget(page)
        below = QHBoxLayout()
        below.setContentsMargins(PADDING, GAP, PADDING, PADDING)
        below.setSpacing(GAP)
        below.addWidget(self.import_button, 1)
        below.addWidget(self.look_button, 1)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.rows, 1)
        left.addWidget(self.busy)
        left.addWidget(self.stale)
        left.addLayout(below)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(left)
        line.addWidget(_hairline())
        line.addWidget(self._pages, 1)


class _Words(QWidget):
    """A title and a sentence in the middle of the room."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.text = QLabel(), dim("")
        self.title.setProperty("title", True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (4 * PADDING,))
        column.setSpacing(GAP)
        column.addStretch(1)
        for part in (self.title, self.text):
            part.setWordWrap(True)
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(1)

    def tell(self, title: str, text: str) -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)


def _row_of_job(store: PackStore, job: PackJob) -> PackRow:
    return PackRow(key(job), job.files[0].name, job_words(store, job), _share(store, key(job)))


def _row_of_failure(failure: Failure) -> PackRow:
    job = failure.job
    return PackRow(key(job), job.files[0].name, failed_words(job.verb), bad=True)


def _share(store: PackStore, of: str) -> float | None:
    """How far the running job is, where it is the one with that key."""
    if store.running is None or key(store.running) != of:
        return None
    return store.progress.share if store.progress else 0.0


def _hairline() -> QFrame:
    line = QFrame()
    line.setObjectName("separator")
    line.setFixedWidth(1)
    return line
