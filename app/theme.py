"""The colours and measures of the interface: a dark and a light theme for the Fusion style.

Every measure is a step of an 8 px grid; every text colour has a contrast of at least 4.5:1 on its ground.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QPalette

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
    hover = mixed(theme.text, theme.panel, 0.10).name()
    pressed = mixed(theme.text, theme.panel, 0.16).name()
    chosen = mixed(theme.accent, theme.panel, 0.24).name()
    faint = mixed(theme.text, theme.panel, 0.38).name()
    border = mixed(theme.text, theme.panel, 0.18).name()
    names = {**vars(theme), "hover": hover, "pressed": pressed, "chosen": chosen, "faint": faint, "border": border}
    sheet = _SHEET
    for name in sorted(names, key=len, reverse=True):
        sheet = sheet.replace(f"${name}", names[name])
    return sheet


_SHEET = """
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $ring; }

QMenuBar { background: $panel; border-bottom: 1px solid $line; padding: 0 4px; }
QMenuBar::item { padding: 6px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $chosen; color: $text; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 16px; height: 16px; left: 8px; }

QToolBar { background: $panel; border: none; padding: 4px; spacing: 2px; }
QToolBar#tools { border-right: 1px solid $line; }
QToolBar::separator { background: $line; height: 1px; margin: 6px 4px; }
QToolButton { border: none; border-radius: 6px; min-width: 28px; min-height: 28px; padding: 0; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $chosen; }
QToolButton:focus { border: 1px solid $ring; }
QToolButton[text="true"] { padding: 0 4px; }
QToolButton[fold="true"] { padding: 0 8px 0 0; margin-left: -4px; text-align: left; color: $dimmed; }
QToolButton[fold="true"]:checked { background: transparent; }
QToolButton[fold="true"]:hover { color: $text; background: transparent; }
QToolButton[small="true"] { min-width: 20px; min-height: 20px; }

QPushButton { background: $raised; border: 1px solid $border; border-radius: 6px; padding: 0 12px; min-height: 26px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 1px solid $ring; }
QPushButton:disabled { color: $faint; background: transparent; }
QPushButton[primary="true"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; min-height: 30px;
}
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $raised; color: $faint; border-color: $border; }
QPushButton[tall="true"] { min-height: 30px; }

QLineEdit, QPlainTextEdit, QAbstractSpinBox {
    background: $sunk; border: 1px solid $border; border-radius: 6px; padding: 0 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QAbstractSpinBox { min-height: 26px; }
QPlainTextEdit { padding: 4px 2px; }
QLineEdit:hover, QPlainTextEdit:hover, QAbstractSpinBox:hover { border-color: $dimmed; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus { border-color: $ring; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QAbstractSpinBox QLineEdit:hover {
    background: transparent; border: none; padding: 0; min-height: 0;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow { width: 0; height: 0; }
QAbstractSpinBox:disabled { color: $faint; }

QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: $border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $text; border: none;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $ring; }
QSlider::sub-page:horizontal:disabled { background: $border; }
QSlider::handle:horizontal:disabled { background: $faint; }

QLabel[dim="true"] { color: $dimmed; }
QLabel[heading="true"] { font-weight: 600; }
QLabel[title="true"] { font-weight: 600; font-size: 20px; }
QLabel[warn="true"] { color: $warning; }

QWidget#panel_title { background: $panel; border-bottom: 1px solid $line; }
QWidget#tool_options { background: $panel; border-bottom: 1px solid $line; }
QWidget#results { background: $panel; border-top: 1px solid $line; }
QWidget#results QToolButton:checked { background: transparent; border: 2px solid $ring; }
QFrame#separator { background: $line; border: none; }
QDockWidget { border: none; }

QFrame#message { background: $raised; border: 1px solid $border; border-left: 3px solid $warning; border-radius: 6px; }

QListView { background: $panel; border: none; outline: 0; padding: 4px; }
QListView::item { min-height: 28px; padding: 0 6px; border-radius: 6px; color: $text; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $chosen; color: $text; }
QListView::item:disabled { color: $faint; }

QTabBar { background: $panel; border-bottom: 1px solid $line; qproperty-drawBase: 0; }
QTabBar::tab { padding: 0 8px 0 12px; height: 30px; color: $dimmed; border-right: 1px solid $line; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { background: $surround; color: $text; border-top: 2px solid $accent; }

QScrollArea { border: none; background: $panel; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $dimmed; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QStatusBar { background: $panel; border-top: 1px solid $line; min-height: 28px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $dimmed; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }
"""
