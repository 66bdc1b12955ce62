"""The themes can be read, and the whole interface follows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from app.resources import ICON_SIZE, RESOURCES, icon
from app.theme import DARK, LIGHT, THEMES, Theme, contrast, mixed, palette, style_sheet, theme_for

READABLE = 4.5
BOTH = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)


@BOTH
def test_text_is_readable_on_every_ground(theme: Theme) -> None:
    for ground in (theme.surround, theme.panel, theme.raised, theme.sunk):
        assert contrast(theme.text, ground) >= READABLE
    for ground in (theme.panel, theme.sunk):
        assert contrast(theme.dimmed, ground) >= READABLE
    assert contrast(theme.on_accent, theme.accent) >= READABLE
    assert contrast(theme.on_accent, theme.accent_hover) >= READABLE
    assert contrast(theme.warning, theme.raised) >= READABLE


@BOTH
def test_text_is_readable_where_it_is_hovered_and_chosen(theme: Theme) -> None:
    grounds = re.findall(r"item:(?:hover|selected)[^{]*\{ background: (#\w+)", style_sheet(theme))
    assert len(grounds) >= 4
    for ground in grounds:
        assert contrast(theme.text, ground) >= READABLE
    assert contrast(mixed(theme.text, theme.panel, 0.55).name(), theme.panel) >= 3  # the outline of check boxes


@BOTH
def test_the_signs_are_there_in_the_theme_s_colours(theme: Theme) -> None:
    signs = {Path(name) for name in re.findall(r'url\("([^"]+)"\)', style_sheet(theme))}
    assert {sign.stem for sign in signs} == {"check", "checked", "partly", "dot", "down", "right"}
    for sign in signs:
        on_accent = sign.stem in ("checked", "partly", "dot")
        colour = theme.on_accent if on_accent else theme.text if sign.stem == "check" else theme.dimmed
        assert f'stroke="{colour}"' in sign.read_text(encoding="utf-8")


def test_the_system_chooses_where_the_person_does_not() -> None:
    assert theme_for("system", Qt.ColorScheme.Light) is LIGHT
    assert theme_for("system", Qt.ColorScheme.Dark) is DARK
    assert theme_for("system", Qt.ColorScheme.Unknown) is DARK
    assert theme_for("dark", Qt.ColorScheme.Light) is DARK
    assert theme_for("light", Qt.ColorScheme.Dark) is LIGHT


@BOTH
def test_the_focus_ring_is_seen(theme: Theme) -> None:
    assert contrast(theme.ring, theme.panel) >= 3
    assert contrast(theme.ring, theme.sunk) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_the_palette_has_the_theme_s_colours(theme: Theme) -> None:
    chosen = palette(theme)
    assert chosen.color(QPalette.ColorRole.Window) == QColor(theme.panel)
    assert chosen.color(QPalette.ColorRole.Dark) == QColor(theme.surround)
    disabled = chosen.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    assert disabled != chosen.color(QPalette.ColorRole.WindowText)


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_leaves_no_name_unfilled(name: str) -> None:
    assert "$" not in style_sheet(THEMES[name])


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", [path.stem for path in (RESOURCES / "icons").glob("*.svg") if path.stem != "paella"])
def test_icons_are_drawn_in_the_palette_s_colour(name: str) -> None:
    for theme in (DARK, LIGHT):
        image = icon(name, palette(theme)).pixmap(ICON_SIZE, ICON_SIZE).toImage()
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        ink = QColor(theme.text).red()
        assert all(abs(pixel.red() - ink) <= 1 for pixel in pixels if pixel.alpha() == 255)
        assert sum(pixel.alpha() > 128 for pixel in pixels) > 5


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_one_set(path: Path) -> None:
    drawing = path.read_text(encoding="utf-8")
    if path.stem != "paella":
        assert 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"' in drawing
