"""Zoom, theme, panels, and the visibility of the mask."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.canvas.canvas_view import CanvasView


class ViewCommands(QObject):
    """What the View menu does. State that others show is told by signals."""

    theme_wanted = Signal(str)
    panels_shown = Signal(bool)
    mask_shown = Signal(bool)
    pixel_grid_shown = Signal(bool)
    rulers_shown = Signal(bool)
    interpolation_shown = Signal(bool)
    next_panel_wanted = Signal()
    previous_panel_wanted = Signal()
    preferences_wanted = Signal()
    help_wanted = Signal()
    tour_wanted = Signal()
    shortcuts_wanted = Signal()
    report_folder_wanted = Signal()
    diagnostics_wanted = Signal()
    about_wanted = Signal()

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__()
        self._canvas = canvas
        self._mask_shown = True

    def zoom_in(self) -> None:
        """One step nearer."""
        self._canvas.zoom_in()

    def zoom_out(self) -> None:
        """One step farther."""
        self._canvas.zoom_out()

    def fit(self) -> None:
        """The whole picture."""
        self._canvas.fit()

    def actual_size(self) -> None:
        """One screen pixel for one picture pixel."""
        self._canvas.zoom_to(1.0)

    def double_size(self) -> None:
        """Two screen pixels for one picture pixel."""
        self._canvas.zoom_to(2.0)

    def show_pixel_grid(self, shown: bool) -> None:
        """Show or hide the lines between large pixels."""
        self.pixel_grid_shown.emit(shown)

    def show_interpolation(self, shown: bool) -> None:
        """Show or hide the strip that makes films."""
        self.interpolation_shown.emit(shown)

    def show_rulers(self, shown: bool) -> None:
        """Show or hide the rulers along the canvas."""
        self.rulers_shown.emit(shown)

    def system(self) -> None:
        """The theme that the system wears."""
        self.theme_wanted.emit("system")

    def dark(self) -> None:
        """The dark theme."""
        self.theme_wanted.emit("dark")

    def light(self) -> None:
        """The light theme."""
        self.theme_wanted.emit("light")

    def show_panels(self, shown: bool) -> None:
        """Show or hide everything around the canvas."""
        self.panels_shown.emit(shown)

    def show_mask(self, shown: bool) -> None:
        """Show or hide the tint of the mask; the mask itself stays."""
        if shown != self._mask_shown:
            self._mask_shown = shown
            self._canvas.set_mask_visible(shown)
        self.mask_shown.emit(shown)

    def hide_mask(self) -> None:
        """Give the view to the picture, while a result comes and is looked at."""
        self.show_mask(False)

    def reveal_mask(self) -> None:
        """Show the mask again, as soon as it matters."""
        self.show_mask(True)

    def next_panel(self) -> None:
        """Bring the keys to the next part of the window."""
        self.next_panel_wanted.emit()

    def previous_panel(self) -> None:
        """Bring the keys to the part of the window before."""
        self.previous_panel_wanted.emit()

    def preferences(self) -> None:
        """The preferences."""
        self.preferences_wanted.emit()

    def help(self) -> None:
        """The pages of the help."""
        self.help_wanted.emit()

    def take_tour(self) -> None:
        """The first steps on the sample picture."""
        self.tour_wanted.emit()

    def list_shortcuts(self) -> None:
        """The list of shortcuts."""
        self.shortcuts_wanted.emit()

    def open_report_folder(self) -> None:
        """The folder with the settings and the log."""
        self.report_folder_wanted.emit()

    def save_diagnostics(self) -> None:
        """The report for those who mend faults."""
        self.diagnostics_wanted.emit()

    def about(self) -> None:
        """What this program is."""
        self.about_wanted.emit()
