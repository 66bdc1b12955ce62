"""The status bar: the picture's size, zoom and cursor; the engine; the work under way."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from app.engine.client import EngineClient, EngineState
from app.language import tr
from app.panels.fields import ElidedLabel, IconButton, label, row, separator, stretch
from app.panels.queue import QueuePanel, step_text, time_left
from app.panels.share_bar import ShareBar
from app.theme import GAP, PADDING

_SAVED = 4000  # milliseconds
_BAR_WIDTH = 120


class StatusPanel(QStatusBar):
    """Every part has a fixed place, so that nothing jumps while numbers change."""

    def __init__(self, client: EngineClient) -> None:
        super().__init__()
        self._client = client
        self.size_label = _cell("0000 × 0000")
        self.zoom_label = _cell("0000 %")
        self.cursor_label = _cell("x 0000  y 0000")
        self.selection_label = _cell(tr("Mask {width} × {height}").format(width="0000", height="0000"))
        self.file_label = ElidedLabel("", tight=True)
        self.engine_label = ElidedLabel("", tight=True)
        self.step_label = _cell(tr("Step {step} of {total}").format(step="000", total="000"))
        self.left_label = _cell(tr("{time} left").format(time="000 s"))
        self.bar = ShareBar()
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.cancel = IconButton("close", tr("Cancel (Esc)"))
        self.cancel.setProperty("small", True)
        self.cancel.clicked.connect(self._cancel_first)
        self.queue_button = _queue_button()
        self.queue = QueuePanel(client, self)
        self.queue_button.clicked.connect(self.queue.toggle)
        self._saved = QTimer(self, interval=_SAVED, singleShot=True)
        self._saved.timeout.connect(self.hide_saving)
        self._opening, self._saving = "", ""
        self._place = QWidget()
        self._work = QWidget()
        self._arrange()
        client.state_changed.connect(self.refresh_engine)
        client.queue_changed.connect(self.refresh_queue)
        client.step.connect(self._on_step)
        self.refresh_engine()
        self.refresh_queue()

    def show_document(self, width: int, height: int) -> None:
        """The size of the picture in pixels."""
        self._place.show()
        self.size_label.setText(f"{width} × {height}")

    def clear_document(self) -> None:
        """No picture is open."""
        self._place.hide()

    def show_zoom(self, factor: float) -> None:
        """1.0 is one screen pixel for one picture pixel."""
        self.zoom_label.setText(f"{factor * 100:.0f} %")

    def show_cursor(self, position: QPoint | None) -> None:
        """Where the cursor is in the picture, None when it is elsewhere."""
        self.cursor_label.setText("" if position is None else f"x {position.x()}  y {position.y()}")

    def show_selection(self, width: int, height: int) -> None:
        """The size of the box around the mask in pixels, 0 where nothing is masked."""
        text = tr("Mask {width} × {height}").format(width=width, height=height)
        self.selection_label.setText(text if width and height else "")

    def show_opening(self, name: str) -> None:
        """A file is being read."""
        self._opening = tr("Opening “{name}” …").format(name=name)
        self._show_file()

    def hide_opening(self) -> None:
        """No file is being read."""
        self._opening = ""
        self._show_file()

    def show_saving(self, name: str) -> None:
        """A file is being written."""
        self._saved.stop()
        self._saving = tr("Saving “{name}” …").format(name=name)
        self._show_file()

    def show_saved(self, name: str) -> None:
        """A file was written: said for some seconds."""
        self._saving = tr("Saved “{name}”").format(name=name)
        self._saved.start()
        self._show_file()

    def hide_saving(self) -> None:
        """No file is being written."""
        self._saving = ""
        self._show_file()

    def show_progress(self, step: int, total: int, seconds_left: float | None) -> None:
        """`step` of `total` is done; step 0 means that the work waits to begin."""
        self._work.show()
        self.step_label.setText(step_text(step, total))
        self.bar.show_share(step / total)
        self.left_label.setText(time_left(seconds_left))

    def hide_progress(self) -> None:
        """No work is under way."""
        self._work.hide()

    def refresh_queue(self) -> None:
        """Say how far the running job is, and how many wait."""
        if self._client.busy:
            self.show_progress(*self._client.progress)
        else:
            self.hide_progress()
        waiting = len(self._client.queue) - (self._client.running is not None)
        self.queue_button.setText(tr("{count} waiting").format(count=waiting) if waiting else tr("Queue"))

    def refresh_engine(self) -> None:
        """Say what the engine is doing."""
        self.engine_label.setText(_engine_text(self._client))
        self.engine_label.setToolTip(self._client.fault)

    def _show_file(self) -> None:
        self.file_label.setText(self._opening or self._saving)

    def _on_step(self) -> None:
        self.show_progress(*self._client.progress)

    def _cancel_first(self) -> None:
        if self._client.queue:
            self._client.cancel(self._client.queue[0].number)

    def _arrange(self) -> None:
        self.setSizeGripEnabled(False)
        queue = _as_wide_as(self.queue_button, tr("Queue"), tr("{count} waiting").format(count="00"))
        cells = [separator(), self.step_label, self.bar, self.left_label, self.cancel, separator(), queue]
        self._work.setLayout(row(*cells, gap=PADDING))
        line = QWidget()
        cells = [self.size_label, separator(), self.zoom_label, separator(), self.cursor_label, self.selection_label]
        self._place.setLayout(row(*cells, gap=PADDING))
        layout = row(self._place, stretch(), self.file_label, self.engine_label, self._work, gap=PADDING)
        layout.setContentsMargins(PADDING, 0, GAP, 0)
        line.setLayout(layout)
        self.addWidget(line, 1)


def _cell(widest: str) -> QLabel:
    """A label that is as wide as its widest text from the start."""
    cell = label("")
    cell.setMinimumWidth(cell.fontMetrics().horizontalAdvance(widest))
    cell.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return cell


def _queue_button() -> QToolButton:
    button = QToolButton()
    button.setProperty("text", True)
    button.setProperty("small", True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setToolTip(tr("Shows what is being made and what waits"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _as_wide_as(button: QToolButton, *texts: str) -> QWidget:
    """Room for a button with any of these texts; the theme decides on the button's own smallest width."""
    room = QWidget()
    room.setLayout(row(button))
    room.setMinimumWidth(2 * GAP + max(button.fontMetrics().horizontalAdvance(text) for text in texts))
    return room


def _engine_text(client: EngineClient) -> str:
    ready, working = tr("{name} on {device}, ready"), tr("{name} on {device}, working")
    starting = tr("Engine is starting …")
    text = {
        EngineState.ASLEEP: tr("Engine not started"),
        EngineState.LOADING: starting,
        EngineState.READY: ready,
        EngineState.WORKING: working if client.name else starting,
        EngineState.UNAVAILABLE: tr("Engine not available"),
    }[client.state]
    return text.format(name=client.name, device=client.device)
