"""How much of a piece of work is done, as a bar."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar

from app.language import tr

_TICKS = 1000


class ShareBar(QProgressBar):
    """A progress bar without words."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, _TICKS)
        self.setTextVisible(False)
        self.setAccessibleName(tr("Progress"))

    def show_share(self, share: float) -> None:
        """Fill it up to a share of 0..1. Qt's bar paints at once, and with it all that waits in the window: this one
        takes its turn."""
        self.setUpdatesEnabled(False)
        self.setValue(round(_TICKS * share))
        self.setUpdatesEnabled(True)
