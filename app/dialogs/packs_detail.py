"""The chosen pack: what it is, whether it fits, what is being done with it, and what can be done."""

from __future__ import annotations

from enum import Enum
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import dim, heading
from app.dialogs.packs_words import (
    abilities_words,
    disk_words,
    done_words,
    failed_words,
    fit_words,
    job_words,
    progress_words,
    size_words,
)
from app.engine.packs.entry import Fit, PackEntry
from app.engine.packs.store import Failure, PackJob, PackStore, Verb
from app.language import mark, tr
from app.resources import tinted_pixmap
from app.theme import GAP, PADDING

_TICKS = 1000  # of the bar
_SIGN = 16
_FEWEST = 96  # pixels of a button


class Act(Enum):
    """What the buttons ask for."""

    DOWNLOAD = mark("Download …")
    RESUME = mark("Resume")
    USE = mark("Use this pack")
    CANCEL = mark("Cancel")
    VERIFY = mark("Verify")
    REMOVE = mark("Remove …")
    RETRY = mark("Try again")
    DISMISS = mark("Dismiss")


TIPS = {
    Act.DOWNLOAD: mark("Fetches the pack from the hub, after a question."),
    Act.RESUME: mark("Goes on with the download where it ended."),
    Act.USE: mark("Lets the engine work with this pack from now on."),
    Act.CANCEL: mark("Stops the work; what has been downloaded is kept."),
    Act.VERIFY: mark("Reads every file and compares it with its checksum."),
    Act.REMOVE: mark("Deletes the pack, or what has come of it, from the disk, after a question."),
    Act.RETRY: mark("Does once more what did not succeed."),
    Act.DISMISS: mark("Takes the message away."),
}


class PackDetail(QWidget):
    """Shows one pack, or one import. `wanted` tells which button was pressed."""

    wanted = Signal(object)  # Act

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {act: self._button(act) for act in Act}
        self.title, self.about = _wrapped("title"), _wrapped("")
        self.done, self.note, self.fit = heading(""), dim(""), FitLine()
        self.facts = Facts()
        self.work = WorkBox()
        self.failure = FailureBox(self.buttons[Act.DISMISS])
        self._arrange()

    def show_pack(self, pack: PackEntry, store: PackStore, *, used: bool, opening: bool) -> None:
        """Show a pack as it is. `used` says that the engine works with it, `opening` that it will."""
        job, failure = store.job_of(pack.name), store.failures.get(pack.name)
        self._show_text(self.title, pack.title)
        self._show_text(self.about, pack.about)
        self._show_text(self.done, done_words(store.done[pack.name]) if pack.name in store.done else "")
        self._show_text(self.note, _note(pack, used=used, opening=opening))
        self.fit.show_fit(pack.fit)
        self.fit.show()
        self.facts.show_pack(pack)
        self.facts.show()
        self._show_work(store, job, failure, pack.fault)
        outdated = failure is None and store.is_outdated(pack.name)
        self._offer([] if outdated else _acts(pack, job, failure, used=used or opening), pack)

    def show_import(self, store: PackStore, job: PackJob, failure: Failure | None) -> None:
        """Show files on their way to be a pack."""
        self._show_text(self.title, tr("Import of {files}").format(files=", ".join(path.name for path in job.files)))
        self._show_text(self.about, "")
        self._show_text(self.done, "")
        self._show_text(self.note, "")
        self.fit.hide()
        self.facts.hide()
        self._show_work(store, None if failure else job, failure, "")
        self._offer([Act.RETRY, Act.DISMISS] if failure else [Act.CANCEL], None)

    def show_progress(self, store: PackStore, job: PackJob) -> None:
        """Show how far the job is."""
        self.work.show_job(store, job)

    def _show_work(self, store: PackStore, job: PackJob | None, failure: Failure | None, fault: str) -> None:
        self.work.setVisible(job is not None)
        if job is not None:
            self.work.show_job(store, job)
        self.failure.setVisible(job is None and bool(failure or fault))
        if failure is not None:
            self.failure.tell(failed_words(failure.job.verb), failure.sentence)
        elif fault:
            self.failure.tell(tr("The pack is damaged"), fault)

    def _offer(self, acts: list[Act], pack: PackEntry | None) -> None:
        """Show these buttons; Enter presses the first of them, unless that gives something up."""
        for act, button in self.buttons.items():
            main = act is acts[0] if acts else False
            button.setVisible(act in acts)
            button.setDefault(main and act is not Act.CANCEL and act is not Act.REMOVE)
        blocked = pack is not None and pack.lacking > 0
        for act in (Act.DOWNLOAD, Act.RESUME):
            self.buttons[act].setEnabled(not blocked)

    def _show_text(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _button(self, act: Act) -> QPushButton:
        button = QPushButton(tr(act.value))
        button.setToolTip(tr(TIPS[act]))
        button.setAutoDefault(False)
        primary = act in (Act.DOWNLOAD, Act.RESUME, Act.USE, Act.RETRY)
        button.setProperty("primary" if primary else "tall", True)
        button.setMinimumWidth(_FEWEST)
        button.clicked.connect(lambda: self.wanted.emit(act))
        return button

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * PADDING, 2 * PADDING, 2 * PADDING, GAP)
        column.setSpacing(2 * GAP)
        for part in (self.title, self.done, self.failure, self.work, self.about, self.fit, self.note, self.facts):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout()
        line.setContentsMargins(2 * PADDING, GAP, 2 * PADDING, 2 * PADDING)
        line.setSpacing(GAP)
        for act in (Act.REMOVE, Act.VERIFY):
            line.addWidget(self.buttons[act])
        line.addStretch(1)
        for act in (Act.CANCEL, Act.RETRY, Act.USE, Act.RESUME, Act.DOWNLOAD):
            line.addWidget(self.buttons[act])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(line)


class Facts(QWidget):
    """Names on the left, what is known on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: dict[QLabel, QLabel] = {}  # of the values
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self.can = self._row(tr("Can do"))
        self.download = self._row(tr("Download"))
        self.room = self._row(tr("Size on disk"))
        self.free = self._row(tr("Free on disk"))
        self.licence = self._row(tr("Licence"))
        self.source = self._row(tr("Source"))
        self.folder = self._row(tr("Folder"))
        self.source.setOpenExternalLinks(True)  # when it is clicked, or Enter is pressed on it
        links = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.source.setTextInteractionFlags(links | Qt.TextInteractionFlag.TextSelectableByMouse)
        self.source.setTextFormat(Qt.TextFormat.RichText)

    def show_pack(self, pack: PackEntry) -> None:
        """Show what is known of a pack; what is not known has no line."""
        self._show(self.can, abilities_words(pack.can))
        self._show(self.download, "" if pack.installed else _download_words(pack))
        self._show(self.room, _disk_size_words(pack))
        self._show(self.free, disk_words(pack), bad=not pack.installed and pack.lacking > 0)
        self._show(self.licence, pack.licence)
        self._show(self.source, _link(pack.source))
        self._show(self.folder, pack.folder)

    def _row(self, name: str) -> QLabel:
        line = self._grid.rowCount()
        value = _wrapped("")
        value.setAccessibleName(name)
        title = self._titles[value] = dim(name)
        title.setWordWrap(False)
        title.setBuddy(value)
        self._grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignTop)
        return value

    def _show(self, value: QLabel, text: str, *, bad: bool = False) -> None:
        value.setText(text)
        for part in (value, self._titles[value]):
            part.setVisible(bool(text))
        _warn(value, bad=bad)


class FitLine(QWidget):
    """Whether the pack fits this computer, and how it runs: a sign and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.text = _wrapped("")
        self._fits = True
        self._sign = QLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)

    def show_fit(self, fit: Fit) -> None:
        """Show it for another pack."""
        self._fits = fit.fits
        self.text.setText(fit_words(fit))
        _warn(self.text, bad=not fit.fits)
        self._draw_sign()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_sign()
        super().changeEvent(event)

    def _draw_sign(self) -> None:
        name, role = ("check", QPalette.ColorRole.Link) if self._fits else ("warning", QPalette.ColorRole.BrightText)
        self._sign.setPixmap(tinted_pixmap(name, self.palette().color(role), _SIGN, self.devicePixelRatioF()))


class WorkBox(QFrame):
    """What is being done, with which file, how far, how fast, and how long it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.file, self.numbers = heading(""), dim(""), dim("")
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 2)
        for part in (self.stage, self.file, self.bar, self.numbers):
            column.addWidget(part)

    def show_job(self, store: PackStore, job: PackJob) -> None:
        """Show how far a job is; until that is known, that something goes on."""
        progress = store.progress if job is store.running else None
        known = progress is not None and progress.total > 0
        self.stage.setText(job_words(store, job))
        for label, text in (
            (self.file, progress.file if progress else ""),
            (self.numbers, progress_words(progress) if progress else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.bar.setVisible(job is store.running)
        self.bar.setUpdatesEnabled(False)  # Qt's bar paints at once: it shall take its turn
        self.bar.setRange(0, _TICKS if known else 0)
        self.bar.setValue(round(_TICKS * progress.share) if progress else 0)
        self.bar.setUpdatesEnabled(True)


class FailureBox(QFrame):
    """What went wrong, until it is dismissed."""

    def __init__(self, dismiss: QPushButton) -> None:
        super().__init__()
        self.setObjectName("message")
        self.title, self.text = heading(""), _wrapped("")
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        line = QHBoxLayout(self)
        line.setContentsMargins(PADDING, GAP, GAP, GAP)
        line.setSpacing(PADDING)
        line.addLayout(words, 1)
        line.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, title: str, text: str) -> None:
        """Show what went wrong."""
        self.title.setText(title)
        self.text.setText(text)


def _acts(pack: PackEntry, job: PackJob | None, failure: Failure | None, *, used: bool) -> list[Act]:
    """What can be done, the button that Enter presses first."""
    if job is not None:
        return [Act.CANCEL] if job.verb is not Verb.REMOVE else []
    dismiss = [Act.DISMISS] if failure else []
    if pack.installed:
        sound = not pack.fault and not (failure and failure.job.verb is Verb.VERIFY)
        use = [Act.USE] if sound and not used else []
        return [*use, Act.VERIFY, *([] if pack.shipped else [Act.REMOVE]), *dismiss]
    if pack.kept:
        return [Act.RESUME, Act.REMOVE, *dismiss]
    return [Act.RETRY if failure else Act.DOWNLOAD, *dismiss]


def _note(pack: PackEntry, *, used: bool, opening: bool) -> str:
    parts = [tr("Comes with the program.")] if pack.shipped else []
    parts += [tr("The engine opens it …")] if opening else [tr("The engine works with it.")] if used else []
    return " ".join(parts)


def _download_words(pack: PackEntry) -> str:
    if not pack.size:
        return ""
    if not pack.kept:
        return size_words(pack.size)
    words = tr("{size}, of which {kept} have come already")
    return words.format(size=size_words(pack.size), kept=size_words(pack.kept))


def _disk_size_words(pack: PackEntry) -> str:
    if pack.installed:
        return size_words(pack.size)
    return tr("{size} must be free to install it").format(size=size_words(pack.disk)) if pack.disk else ""


def _link(source: str) -> str:
    text = escape(source)
    return f'<a href="{text}">{text}</a>' if source.startswith("https://") else text


def _warn(label: QLabel, *, bad: bool) -> None:
    """Show a text in the colour of warnings, or in that of texts."""
    if bool(label.property("warn")) != bad:
        label.setProperty("warn", bad)
        label.style().polish(label)


def _wrapped(kind: str) -> QLabel:
    """A text over several lines that can be copied. It is shown as it is: packs of others could hold anything."""
    words = QLabel()
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        words.setProperty(kind, True)
    return words
