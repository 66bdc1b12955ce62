"""The status bar: the picture's size, zoom and cursor; the engine; the work under way."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from app.engine.client import EngineClient, EngineState
from app.language import tr
from app.panels.fields import IconButton, label, row, separator, stretch
from app.theme import GAP, PADDING

_SAVED = 4000  # milliseconds
_PROGRESS_TICKS = 1000


class StatusPanel(QStatusBar):
    """Every part has a fixed place, so that nothing jumps while numbers change."""

    cancel_requested = Signal()

    def __init__(self, client: EngineClient) -> None:
        super().__init__()
        self._client = client
        self.size_label = _cell("0000 × 0000")
        self.zoom_label = _cell("0000 %")
        self.cursor_label = _cell("x 0000  y 0000")
        self.selection_label = _cell(tr("Mask {width} × {height}").format(width="0000", height="0000"))
        self.file_label = label("")
        self.engine_label = label("")
        self.step_label = _cell(tr("Step {step} of {total}").format(step="000", total="000"))
        self.left_label = _cell(tr("{time} left").format(time="000 s"))
        self.bar = QProgressBar()
        self.bar.setRange(0, _PROGRESS_TICKS)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.cancel = IconButton("close", tr("Cancel (Esc)"))
        self.cancel.setProperty("small", True)
        self.cancel.clicked.connect(self.cancel_requested)
        self._saved = QTimer(self, interval=_SAVED, singleShot=True)
        self._saved.timeout.connect(self.file_label.clear)
        self._place = QWidget()
        self._work = QWidget()
        self._arrange()
        client.state_changed.connect(self.refresh_engine)
        self.refresh_engine()
        self.hide_progress()

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

    def show_saving(self, name: str) -> None:
        """A file is being written."""
        self._saved.stop()
        self.file_label.setText(tr("Saving “{name}” …").format(name=name))

    def show_saved(self, name: str) -> None:
        """A file was written: said for some seconds."""
        self.file_label.setText(tr("Saved “{name}”").format(name=name))
        self._saved.start()

    def hide_saving(self) -> None:
        """No file is being written."""
        self.file_label.clear()

    def show_progress(self, step: int, total: int, seconds_left: float | None) -> None:
        """`step` of `total` is done; step 0 means that the work waits to begin."""
        self._work.show()
        self.step_label.setText(tr("Step {step} of {total}").format(step=step, total=total) if step else tr("Starting"))
        self.bar.setValue(round(_PROGRESS_TICKS * step / total) if step else 0)
        self.left_label.setText("" if seconds_left is None else tr("{time} left").format(time=_seconds(seconds_left)))

    def hide_progress(self) -> None:
        """No work is under way."""
        self._work.hide()

    def refresh_engine(self) -> None:
        """Say what the engine is doing."""
        self.engine_label.setText(_engine_text(self._client))
        self.engine_label.setToolTip(self._client.fault)

    def _arrange(self) -> None:
        self.setSizeGripEnabled(False)
        self._work.setLayout(row(separator(), self.step_label, self.bar, self.left_label, self.cancel, gap=PADDING))
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


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
