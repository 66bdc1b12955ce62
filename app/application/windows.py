"""The windows beside the main one: preferences, keys, what this program is, and the folder for reports."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.actions import Actions
from app.dialogs.about import AboutDialog
from app.dialogs.preferences import PreferencesDialog
from app.dialogs.shortcuts import ShortcutsDialog
from app.settings import Settings


class Windows(QObject):
    """Opens them over the main window."""

    def __init__(self, parent: QWidget, settings: Settings, actions: Actions, home: Path) -> None:
        super().__init__()
        self._parent, self._settings, self._actions, self._home = parent, settings, actions, home

    @Slot()
    def show_preferences(self) -> None:
        """The preferences."""
        PreferencesDialog(self._settings, self._actions, self._parent).exec()

    @Slot()
    def show_shortcuts(self) -> None:
        """All keys on one page."""
        ShortcutsDialog(self._actions, self._parent).exec()

    @Slot()
    def show_about(self) -> None:
        """What this program is."""
        AboutDialog(self._parent).exec()

    @Slot()
    def open_report_folder(self) -> None:
        """The folder with the settings and the log."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._home)))
