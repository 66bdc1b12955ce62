"""What the program remembers between two runs: window places, look, habits, folders, recent files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal
from PySide6.QtGui import QColor

RECENT_FILES = 8
PACK = "mini"  # which comes with the program
MASK_COLOUR = "#e63246"  # a cool red
MASK_OPACITY = 45  # percent
HISTORY_MIB = 512
LEAST_HISTORY_MIB, MOST_HISTORY_MIB = 64, 16384


def settings_folder() -> Path:
    """Where settings lie: the system's place, or `PAELLA_HOME` when it is set."""
    home = os.environ.get("PAELLA_HOME")
    return Path(home) if home else user_config_path("paella-studio", appauthor=False)


class Settings(QObject):
    """Typed access to one settings file. Values that are missing or damaged read as their defaults; `changed` names
    the property that has a new value."""

    changed = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """The theme: "system", "dark" or "light"."""
        return self._text("theme", "system")

    @theme.setter
    def theme(self, name: str) -> None:
        self._set("theme", name)

    @property
    def language(self) -> str:
        """The language of the next start: "system", or a code as "de"."""
        return self._text("language", "system")

    @language.setter
    def language(self, name: str) -> None:
        self._set("language", name)

    @property
    def pack(self) -> str:
        """The model pack that the engine opens: its name, or its folder."""
        return self._text("pack", PACK)

    @pack.setter
    def pack(self, name: str) -> None:
        self._set("pack", name)

    @property
    def mask_colour(self) -> QColor:
        """The colour of the mask's tint, without its opacity."""
        stored = QColor(self._text("mask_colour", MASK_COLOUR))
        return stored if stored.isValid() else QColor(MASK_COLOUR)

    @mask_colour.setter
    def mask_colour(self, colour: QColor) -> None:
        self._set("mask_colour", colour.name())

    @property
    def mask_opacity(self) -> int:
        """How much of the picture the mask's tint covers, 5..100 percent."""
        return self._whole("mask_opacity", MASK_OPACITY, 5, 100)

    @mask_opacity.setter
    def mask_opacity(self, percent: int) -> None:
        self._set("mask_opacity", percent)

    @property
    def mask_tint(self) -> QColor:
        """The mask's colour with its opacity as alpha."""
        tint = self.mask_colour
        tint.setAlpha(round(255 * self.mask_opacity / 100))
        return tint

    @property
    def history_mib(self) -> int:
        """The memory for undo steps in MiB, above which older steps go to disk."""
        return self._whole("history_mib", HISTORY_MIB, LEAST_HISTORY_MIB, MOST_HISTORY_MIB)

    @history_mib.setter
    def history_mib(self, mib: int) -> None:
        self._set("history_mib", mib)

    @property
    def autosave(self) -> bool:
        """Whether work that is not saved yet is kept beside the documents, for the case of a crash."""
        return self._switch("autosave", "on")

    @autosave.setter
    def autosave(self, on: bool) -> None:
        self._set("autosave", _word(on))

    @property
    def reduced_motion(self) -> bool:
        """Whether things change at once instead of moving and fading."""
        return self._switch("reduced_motion", "off")

    @reduced_motion.setter
    def reduced_motion(self, on: bool) -> None:
        self._set("reduced_motion", _word(on))

    @property
    def tour_seen(self) -> bool:
        """Whether the tour has been shown, as it is once by itself."""
        return self._switch("tour_seen", "off")

    @tour_seen.setter
    def tour_seen(self, on: bool) -> None:
        self._set("tour_seen", _word(on))

    @property
    def shortcuts(self) -> dict[str, tuple[str, ...]]:
        """The keys that the person gave to actions, by the action's id; none at all is an empty tuple."""
        self._store.beginGroup("shortcuts")
        names = self._store.childKeys()
        self._store.endGroup()
        return {name: tuple(self._list(f"shortcuts/{name}")) for name in names}

    def store_shortcuts(self, id_: str, keys: Sequence[str] | None) -> None:
        """Keep the keys of an action; None goes back to those of the table."""
        self._store.remove(f"shortcuts/{id_}")
        if keys is not None:
            self._store.setValue(f"shortcuts/{id_}", list(keys) or "")
        self.changed.emit("shortcuts")

    @property
    def folder(self) -> str:
        """The folder of the last file opened or saved."""
        return self._text("folder", str(Path.home()))

    @property
    def recent_files(self) -> list[str]:
        """The files opened or saved last, newest first, without those that are gone."""
        return [name for name in self._list("recent_files") if Path(name).is_file()]

    def remember_file(self, path: str) -> None:
        """Put a file on top of the recent files, and its folder where dialogs start."""
        full = str(Path(path).resolve())
        others = [name for name in self.recent_files if name != full]
        self._store.setValue("folder", str(Path(full).parent))
        self._store.setValue("recent_files", [full, *others][:RECENT_FILES])
        self.changed.emit("recent_files")

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

    def _set(self, key: str, value: str | int) -> None:
        """Store a value, and tell of it if it is a new one."""
        if str(self._store.value(key)) != str(value):
            self._store.setValue(key, value)
            self.changed.emit(key)

    def _text(self, key: str, default: str) -> str:
        stored = self._store.value(key)
        return stored if isinstance(stored, str) and stored else default

    def _whole(self, key: str, default: int, low: int, high: int) -> int:
        try:
            return min(max(int(str(self._store.value(key))), low), high)
        except ValueError:
            return default

    def _switch(self, key: str, default: str) -> bool:
        return self._text(key, default) == "on"

    def _list(self, key: str) -> list[str]:
        """The file holds a list of one as its only text."""
        stored = self._store.value(key)
        if isinstance(stored, list):
            return [str(part) for part in stored]
        return [stored] if isinstance(stored, str) and stored else []


def _word(on: bool) -> str:
    return "on" if on else "off"
