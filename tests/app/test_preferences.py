"""The preferences write the settings at once; the appearance follows them; a new picture is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import NotedCommands
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QColorDialog, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.application.appearance import Appearance
from app.dialogs.about import AboutDialog
from app.dialogs.new_document import NewDocument, NewDocumentDialog
from app.dialogs.preferences import PreferencesDialog
from app.settings import Settings
from app.theme import DARK, LIGHT, palette


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def dialog(qtbot: QtBot, settings: Settings) -> Iterator[PreferencesDialog]:
    actions = Actions(NotedCommands(), palette(DARK))
    made = PreferencesDialog(settings, actions, None)
    qtbot.addWidget(made)
    made.show()
    yield made
    actions.deleteLater()


@pytest.fixture
def undressed(qapp: QApplication) -> Iterator[QApplication]:
    sheet, colours = qapp.styleSheet(), qapp.palette()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)


def test_choices_are_written_at_once(dialog: PreferencesDialog, settings: Settings) -> None:
    look, safety = dialog.look, dialog.safety
    look.theme.setCurrentIndex(look.theme.findData("light"))
    look.language.setCurrentIndex(look.language.findData("de"))
    look.mask_opacity.setValue(80)
    look.reduced_motion.click()
    safety.history.setValue(1024)
    safety.autosave.click()
    assert (settings.theme, settings.language, settings.mask_opacity) == ("light", "de", 80)
    assert (settings.reduced_motion, settings.history_mib, settings.autosave) == (True, 1024, False)


def test_the_mask_s_colour_is_asked_for(
    dialog: PreferencesDialog, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#00ff80"))
    dialog.look.mask_colour.click()
    assert settings.mask_colour == QColor("#00ff80")
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor())
    dialog.look.mask_colour.click()
    assert settings.mask_colour == QColor("#00ff80")


def test_the_dialog_shows_what_is_set(qtbot: QtBot, settings: Settings, dialog: PreferencesDialog) -> None:
    assert dialog.look.theme.currentData() == "system"
    settings.theme, settings.mask_opacity, settings.autosave = "dark", 30, False
    again = PreferencesDialog(settings, dialog.keys._actions, None)
    qtbot.addWidget(again)
    assert again.look.theme.currentData() == "dark"
    assert again.look.mask_opacity.value() == 30
    assert not again.safety.autosave.isChecked()


def test_pages_switch(dialog: PreferencesDialog) -> None:
    for row, page in enumerate((dialog.look, dialog.safety, dialog.keys)):
        dialog.pages.setCurrentRow(row)
        assert page.isVisible()


def test_every_control_has_a_name(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    new = NewDocumentDialog(None)
    qtbot.addWidget(new)
    for owner in (dialog, new):
        for widget in owner.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is owner:
                is_part = widget.objectName().startswith("qt_")
                assert is_part or widget.accessibleName() or getattr(widget, "text", str)(), widget


# ---- the appearance


def test_the_appearance_follows_the_settings(qtbot: QtBot, undressed: QApplication, settings: Settings) -> None:
    appearance = Appearance(undressed, settings)
    appearance.refresh()
    assert appearance.theme is DARK  # what the system wears is not known here
    with qtbot.waitSignal(appearance.changed) as told:
        settings.theme = "light"
    assert told.args == [LIGHT]
    assert undressed.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.panel)
    assert LIGHT.panel in undressed.styleSheet()
    appearance.choose("dark")
    assert settings.theme == "dark"
    assert undressed.palette().color(QPalette.ColorRole.Window) == QColor(DARK.panel)


def test_the_appearance_follows_the_system(
    qtbot: QtBot, undressed: QApplication, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    appearance = Appearance(undressed, settings)
    appearance.refresh()
    hints = undressed.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda _: Qt.ColorScheme.Light)
    with qtbot.waitSignal(appearance.changed) as told:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert told.args == [LIGHT]
    settings.theme = "dark"
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert appearance.theme is DARK


# ---- a new picture


@pytest.fixture
def new(qtbot: QtBot) -> NewDocumentDialog:
    made = NewDocumentDialog(None)
    qtbot.addWidget(made)
    return made


def test_a_preset_sets_the_size_and_a_size_the_preset(new: NewDocumentDialog) -> None:
    assert new.answer == NewDocument("Untitled", 1024, 1024, 8, (255, 255, 255, 255))
    new.preset.setCurrentIndex(new.preset.findData("2480x3508"))
    assert (new.answer.width, new.answer.height) == (2480, 3508)
    new.turn.click()
    assert (new.answer.width, new.answer.height) == (3508, 2480)
    assert new.preset.currentText() == "Own size"
    new.width_field.setValue(512)
    new.height_field.setValue(512)
    assert new.preset.currentData() == "512x512"


def test_depth_and_background(new: NewDocumentDialog) -> None:
    new.name.setText("  Boat ")
    new.bits.setCurrentIndex(new.bits.findData("16"))
    new.background.setCurrentIndex(new.background.findData("clear"))
    assert new.answer == NewDocument("Boat", 1024, 1024, 16, (0, 0, 0, 0))
    assert "8 MiB" in new.summary.text()
    assert not new.colour.isEnabled()
    new.background.setCurrentIndex(new.background.findData("colour"))
    new.colour.show_colour(QColor(10, 20, 30))
    assert new.answer.background == (10, 20, 30, 255)
    assert new.colour.isEnabled()


def test_about_names_the_program(qtbot: QtBot) -> None:
    dialog = AboutDialog(None)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "About Paella Studio"
