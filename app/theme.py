"""The colours and measures of the interface: a dark and a light theme for the Fusion style.

Every measure is a step of an 8 px grid; every text colour has a contrast of at least 4.5:1 on its ground.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette

from app.resources import THEME_FILES

BASE_FONT = 13
CONTROL_HEIGHT = 28
RADIUS = 6
GAP = 8
PADDING = 12


@dataclass(frozen=True)
class Theme:
    """One set of colours, each "#rrggbb". `sunk` is the ground of fields, `ring` the accent for thin lines and text."""

    name: str
    surround: str
    panel: str
    raised: str
    sunk: str
    text: str
    dimmed: str
    line: str
    accent: str
    accent_hover: str
    on_accent: str
    ring: str
    warning: str


DARK = Theme(
    name="dark",
    surround="#2b2b2b",
    panel="#323232",
    raised="#3c3c3c",
    sunk="#282828",
    text="#e6e6e6",
    dimmed="#a0a0a0",
    line="#434343",
    accent="#e8a33d",
    accent_hover="#f0b357",
    on_accent="#231805",
    ring="#e8a33d",
    warning="#f08a70",
)
LIGHT = Theme(
    name="light",
    surround="#d6d6d6",
    panel="#f2f2f2",
    raised="#ffffff",
    sunk="#ffffff",
    text="#1e1e1e",
    dimmed="#5a5a5a",
    line="#cfcfcf",
    accent="#e8a33d",
    accent_hover="#dd9429",
    on_accent="#231805",
    ring="#8a5600",
    warning="#b03a1e",
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def theme_for(name: str, scheme: Qt.ColorScheme) -> Theme:
    """The theme for a choice: "dark", "light", or as the system is ("system"); dark where that is not known."""
    asked = LIGHT if scheme is Qt.ColorScheme.Light else DARK
    return THEMES.get(name, asked)


def base_font(system: QFont) -> QFont:
    """The system's font at the base size."""
    font = QFont(system)
    font.setPixelSize(BASE_FONT)
    return font


def palette(theme: Theme) -> QPalette:
    """The palette of a theme, complete for the active and the disabled group."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.panel,
        roles.WindowText: theme.text,
        roles.Base: theme.sunk,
        roles.AlternateBase: theme.panel,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.dimmed,
        roles.Button: theme.raised,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.warning,
        roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Link: theme.ring,
        roles.Accent: theme.accent,
        roles.Light: theme.raised,
        roles.Midlight: theme.line,
        roles.Mid: theme.line,
        roles.Dark: theme.surround,
        roles.Shadow: theme.surround,
    }
    chosen = QPalette()
    for role, colour in colours.items():
        chosen.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        chosen.setColor(QPalette.ColorGroup.Disabled, role, mixed(theme.text, theme.panel, 0.38))
    return chosen


def mixed(front: str, back: str, share: float) -> QColor:
    """`share` (0..1) of the colour `front` over `back`."""
    one, other = QColor(front), QColor(back)
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # pyright: ignore[reportIndexIssue, reportArgumentType]
    return QColor(*(round(share * a + (1 - share) * b) for a, b in parts))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1..21, as WCAG 2 defines it."""
    lights = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def style_sheet(theme: Theme) -> str:
    """What the palette cannot say: shapes, spacing and the states of controls."""
    mixes = {
        "hover": mixed(theme.text, theme.panel, 0.10),
        "pressed": mixed(theme.text, theme.panel, 0.16),
        "chosen": mixed(theme.accent, theme.panel, 0.24),
        "faint": mixed(theme.text, theme.panel, 0.38),
        "border": mixed(theme.text, theme.panel, 0.18),
        "outline": mixed(theme.text, theme.panel, 0.55),
    }
    names = {**vars(theme), **{name: colour.name() for name, colour in mixes.items()}}
    names["signs"] = (THEME_FILES / theme.name).as_posix()
    sheet = (THEME_FILES / "studio.qss").read_text(encoding="utf-8")
    for name in sorted(names, key=len, reverse=True):
        sheet = sheet.replace(f"${name}", names[name])
    return sheet
