"""What the program remembers between two runs: window places, theme, folders, recent files."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings

RECENT_FILES = 8


def settings_folder() -> Path:
    """Where settings lie: the system's place, or `PAELLA_HOME` when it is set."""
    home = os.environ.get("PAELLA_HOME")
    return Path(home) if home else user_config_path("paella-studio", appauthor=False)


class Settings:
    """Typed access to one settings file. Values that are missing or damaged read as their defaults."""

    def __init__(self, folder: Path) -> None:
        self._store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """The name of the theme: "dark" or "light"."""
        return str(self._store.value("theme", "dark"))

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def folder(self) -> str:
        """The folder of the last file opened or saved."""
        return str(self._store.value("folder", str(Path.home())))

    @property
    def recent_files(self) -> list[str]:
        """The files opened or saved last, newest first, without those that are gone."""
        stored = self._store.value("recent_files", [])
        names = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
        return [name for name in map(str, names) if Path(name).is_file()]

    def remember_file(self, path: str) -> None:
        """Put a file on top of the recent files, and its folder where dialogs start."""
        full = str(Path(path).resolve())
        others = [name for name in self.recent_files if name != full]
        self._store.setValue("recent_files", [full, *others][:RECENT_FILES])
        self._store.setValue("folder", str(Path(full).parent))

    def bytes_of(self, key: str) -> QByteArray | None:
        """A window's stored geometry or state, None when there is none."""
        stored = self._store.value(key)
        return stored if isinstance(stored, QByteArray) else None

    def store_bytes(self, key: str, value: QByteArray) -> None:
        """Keep a window's geometry or state."""
        self._store.setValue(key, value)

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()
