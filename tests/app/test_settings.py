"""What the program remembers: typed, told when it changes, and never trusted blindly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.settings import HISTORY_MIB, LEAST_HISTORY_MIB, MASK_COLOUR, MASK_OPACITY, Settings

NEW_VALUES = [
    ("theme", "light"),
    ("language", "de"),
    ("mask_colour", QColor("#10c8a0")),
    ("mask_opacity", 70),
    ("history_mib", 2048),
    ("autosave", False),
    ("reduced_motion", True),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


def test_the_defaults(settings: Settings) -> None:
    assert (settings.theme, settings.language) == ("system", "system")
    assert settings.mask_colour == QColor(MASK_COLOUR)
    assert settings.mask_tint.alpha() == round(255 * MASK_OPACITY / 100) == 115
    assert settings.history_mib == HISTORY_MIB
    assert settings.autosave
    assert not settings.reduced_motion
    assert settings.shortcuts == {}


@pytest.mark.parametrize(("name", "value"), NEW_VALUES)
def test_a_value_is_told_and_comes_back(qtbot: QtBot, settings: Settings, tmp_path: Path, name: str, value) -> None:
    with qtbot.waitSignal(settings.changed) as told:
        setattr(settings, name, value)
    assert told.args == [name]
    with qtbot.assertNotEmitted(settings.changed):
        setattr(settings, name, value)
    settings.save()
    assert getattr(Settings(tmp_path), name) == value


def test_damaged_values_read_as_defaults(tmp_path: Path) -> None:
    damage = "mask_colour=gargle\nmask_opacity=many\nhistory_mib=1\nautosave=@Invalid()\ntheme=\n"
    (tmp_path / "settings.ini").write_text(f"[General]\n{damage}", encoding="utf-8")
    settings = Settings(tmp_path)
    assert settings.mask_colour == QColor(MASK_COLOUR)
    assert settings.mask_opacity == MASK_OPACITY
    assert settings.history_mib == LEAST_HISTORY_MIB
    assert settings.autosave
    assert settings.theme == "system"


@pytest.mark.parametrize("keys", [("Ctrl+,",), ("[",), ("Ctrl+K", "Ctrl+;"), (), ("=",), ('"',), ("\\",)])
def test_shortcuts_come_back(settings: Settings, tmp_path: Path, keys: tuple[str, ...]) -> None:
    settings.store_shortcuts("preferences", keys)
    settings.save()
    assert Settings(tmp_path).shortcuts == {"preferences": keys}
    settings.store_shortcuts("preferences", None)
    settings.save()
    assert Settings(tmp_path).shortcuts == {}
