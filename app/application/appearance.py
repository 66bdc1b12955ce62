"""The program's dress: the theme that the person chose, or that of the system while it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from app.theme import Theme, palette, style_sheet, theme_for


class Appearance(QObject):
    """Follows the settings and the system. `changed` carries the Theme that is worn from now on."""

    changed = Signal(object)

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__()
        self._application = application
        self._settings = settings
        self._theme: Theme | None = None
        settings.changed.connect(self._on_setting)
        application.styleHints().colorSchemeChanged.connect(self.refresh)

    @property
    def theme(self) -> Theme:
        """The theme that is worn."""
        return self._theme or theme_for(self._settings.theme, self._application.styleHints().colorScheme())

    @Slot(str)
    def choose(self, name: str) -> None:
        """Wear "dark", "light" or what the system wears ("system"), and remember it."""
        self._settings.theme = name

    @Slot()
    @Slot(Qt.ColorScheme)
    def refresh(self, _scheme: Qt.ColorScheme = Qt.ColorScheme.Unknown) -> None:
        """Wear what is wanted now; nothing is drawn anew when it is worn already."""
        theme = theme_for(self._settings.theme, self._application.styleHints().colorScheme())
        if theme is not self._theme:
            self._theme = theme
            self._application.setPalette(palette(theme))
            self._application.setStyleSheet(style_sheet(theme))
        self.changed.emit(theme)

    @Slot(str)
    def _on_setting(self, name: str) -> None:
        if name == "theme":
            self.refresh()
