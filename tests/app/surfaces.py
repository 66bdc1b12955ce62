"""Everything that a person meets: the window with all its panels, and each dialog, made as the program makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from driver import Driver
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)

from app.application.studio import Studio
from app.dialogs.about import AboutDialog
from app.dialogs.amount import AmountDialog
from app.dialogs.canvas_size import CanvasSizeDialog
from app.dialogs.concepts import ConceptsDialog
from app.dialogs.diagnostics import DiagnosticsDialog
from app.dialogs.export import Export, ExportDialog
from app.dialogs.film import FilmDialog, FilmOptions
from app.dialogs.licences import LicencesDialog
from app.dialogs.new_document import NewDocumentDialog
from app.dialogs.packs import PacksDialog
from app.dialogs.packs_questions import PackQuestion
from app.dialogs.preferences import PreferencesDialog
from app.dialogs.recovery import Entry, RecoveryDialog
from app.dialogs.shortcuts import ShortcutsDialog
from app.dialogs.unexpected import UnexpectedDialog
from app.licences import third_party
from app.settings import Settings

DIALOGS: dict[type[QDialog], Callable[[Studio, QWidget], QDialog]] = {
    AboutDialog: lambda _studio, over: AboutDialog(over),
    AmountDialog: lambda _studio, over: AmountDialog("Grow", "By how much the mask grows.", 4, 100, over),
    CanvasSizeDialog: lambda _studio, over: CanvasSizeDialog(QSize(640, 480), over),
    ConceptsDialog: lambda studio, over: ConceptsDialog(studio.concepts.store, studio.concepts.questions, over),
    DiagnosticsDialog: lambda _studio, over: told(DiagnosticsDialog(Path("report.txt"), over)),
    ExportDialog: lambda _studio, over: ExportDialog(Export(".jpg"), over),
    FilmDialog: lambda _studio, over: FilmDialog(FilmOptions(".gif", 24, ping_pong=True), 9, mp4=False, parent=over),
    LicencesDialog: lambda _studio, over: LicencesDialog(third_party()[:3], over),
    NewDocumentDialog: lambda _studio, over: NewDocumentDialog(over),
    PacksDialog: lambda studio, over: PacksDialog(studio.packs.store, studio.packs.questions, over),
    PackQuestion: lambda _studio, over: PackQuestion("Remove “Large”?", "Remove", over),
    PreferencesDialog: lambda studio, over: PreferencesDialog(studio.settings, studio.actions, over),
    RecoveryDialog: lambda _studio, over: RecoveryDialog(
        [Entry("lake.png", 1.7e9, "640 × 480", None, ""), Entry("boat.png", 1.7e9, "", None, "Its file is damaged.")],
        over,
    ),
    ShortcutsDialog: lambda studio, over: ShortcutsDialog(studio.actions, over),
    UnexpectedDialog: lambda _studio, over: unfolded(UnexpectedDialog(over)),
}
INNER = {"qt_spinbox_lineedit", "qt_toolbar_ext_button", "qt_menubar_ext_button"}
INNER |= {"ScrollLeftButton", "ScrollRightButton"}


def told(dialog: DiagnosticsDialog) -> DiagnosticsDialog:
    dialog.show_report("== Paella Studio\n0.1.0")
    return dialog


def unfolded(dialog: UnexpectedDialog) -> UnexpectedDialog:
    dialog.tell("ValueError: The sky is not blue enough.", 3)
    dialog.fold.click()
    return dialog


def with_everything(driver: Driver) -> Driver:
    """A window with a mask, a layer mask, regions, results that wait, messages and every strip open."""
    studio = driver.studio
    driver.choose("View", "Interpolation")
    driver.choose("View", "Rulers")
    driver.choose("Layer", "New layer")
    driver.stroke((40, 40), (80, 60))
    driver.write_prompt("a red boat")
    driver.qtbot.waitUntil(lambda: studio.client.about is not None)
    driver.choose("Generate", "Generate")
    driver.qtbot.waitUntil(lambda: bool(studio.tray.runs) and not studio.work.working)
    studio.parts.messages.offer("Something", "An example.", studio.actions["packs"])
    studio.parts.prompt.fold.setChecked(True)
    return driver


def docks(window: QWidget) -> Iterator[QDockWidget]:
    """Each dock, brought to the front."""
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        yield dock


def controls(root: QWidget) -> list[QWidget]:
    """What can be used by the hand or the keys, without the parts that Qt makes inside of it."""
    kinds = QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar
    found = [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, (*kinds, QTabBar)) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    return [widget for widget in found if not _inner(widget)]


def _inner(widget: QWidget) -> bool:
    """Whether Qt made it inside of something else: scroll bars, lists of combo boxes, fields of number fields."""
    above = widget.parentWidget()
    if widget.objectName() in INNER or isinstance(widget, QScrollBar | QHeaderView | QLabel):
        return True  # the text of a label is its name
    return (type(above) is QFrame and isinstance(above.parentWidget(), QComboBox)) or isinstance(above, QLineEdit)


def settings_of(folder: Path, theme: str) -> Settings:
    """Settings with a theme."""
    settings = Settings(folder)
    settings.theme = theme
    settings.tour_seen = True
    return settings


@contextmanager
def opened(driver: Driver, kind: type[QDialog]) -> Iterator[QDialog]:
    """A dialog over the window."""
    dialog = DIALOGS[kind](driver.studio, driver.window)
    dialog.show()
    try:
        yield dialog
    finally:
        dialog.close()
        dialog.deleteLater()


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it; what a field holds is no name."""
    if isinstance(widget, QComboBox | QAbstractSpinBox | QLineEdit | QAbstractSlider):
        labels = [label for label in widget.window().findChildren(QLabel) if label.buddy() is widget]
        return widget.accessibleName() or "".join(label.text() for label in labels)
    about = QAccessible.queryAccessibleInterface(widget)
    return about.text(QAccessible.Text.Name).strip() if about is not None else ""


def takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
