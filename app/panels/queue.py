"""The queue of the engine as a list over the status bar: what runs, what waits, in which order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.engine.client import EngineClient, Lane, Ticket
from app.language import tr
from app.panels.fields import ElidedLabel, IconButton, label, row
from app.panels.share_bar import ShareBar
from app.resources import ICON_SIZE
from app.theme import CONTROL_HEIGHT, GAP, PADDING

_WIDTH = 340
_LONGEST = 320  # pixels of the list; more is scrolled
_MINUTES_FROM = 120  # seconds


def time_left(seconds: float | None) -> str:
    """How long it will take, in words; nothing where nobody can tell."""
    if seconds is None:
        return ""
    time = f"{QLocale().toString(seconds, 'f', 1)} s" if seconds < 10 else f"{seconds:.0f} s"
    if seconds >= _MINUTES_FROM:
        time = f"{seconds / 60:.0f} min"
    return tr("{time} left").format(time=time)


def step_text(step: int, total: int) -> str:
    """Which step is done; before the first the work has only begun."""
    return tr("Step {step} of {total}").format(step=step, total=total) if step else tr("Starting")


class QueueRow(QWidget):
    """One job: its text, its progress while it runs, its place while it waits."""

    moved = Signal(int, int)  # job, places farther to the back
    cancelled = Signal(int)

    def __init__(self, ticket: Ticket) -> None:
        super().__init__()
        self.ticket = ticket
        self.text = ElidedLabel(ticket.text or tr("Picture"), tight=True)
        self.text.setToolTip(_explained(ticket))
        self.text.setProperty("dim", ticket.lane is Lane.AHEAD)
        self.words = ElidedLabel(_prompt(ticket))
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = ShareBar()
        self.step = label("", "dim")
        self.left = label("", "dim")
        self.up = self._button("raise", tr("Do this earlier"))
        self.down = self._button("lower", tr("Do this later"))
        self.cancel = self._button("close", tr("Cancel this"))
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.cancel.clicked.connect(self._cancel)
        self._work = QWidget()
        self._arrange()

    def show_waiting(self, may_rise: bool, may_sink: bool) -> None:
        """It waits, and may change places with the one before or behind it."""
        self._show_as(running=False)
        self.up.setEnabled(may_rise)
        self.down.setEnabled(may_sink)

    def show_running(self, step: int, total: int, seconds_left: float | None) -> None:
        """It runs, and `step` of `total` is done."""
        self._show_as(running=True)
        self.bar.show_share(step / total)
        self.step.setText(step_text(step, total))
        self.left.setText(time_left(seconds_left))

    def _show_as(self, *, running: bool) -> None:
        self._work.setVisible(running)
        self.up.setVisible(not running)
        self.down.setVisible(not running)

    def _arrange(self) -> None:
        head = row(self.text, self.words, self.up, self.down, self.cancel, gap=2)
        head.setStretch(1, 1)
        head.insertSpacing(1, GAP // 2)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, GAP // 2)
        work.setSpacing(GAP // 2)
        words = row(self.step, self.left)
        words.insertStretch(1, 1)
        work.addWidget(self.bar)
        work.addLayout(words)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING, 0, GAP, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._work)

    def _button(self, icon_name: str, tip: str) -> IconButton:
        button = IconButton(icon_name, tip)
        button.setAccessibleName(f"{tip}: {self.text.text()}")
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        return button

    def _move_up(self) -> None:
        self.moved.emit(self.ticket.number, -1)

    def _move_down(self) -> None:
        self.moved.emit(self.ticket.number, 1)

    def _cancel(self) -> None:
        self.cancelled.emit(self.ticket.number)


class QueuePanel(QFrame):
    """Lies over the window, above its `anchor`, and lets everything else be used meanwhile; its cross and Escape close
    it. Rows stay who they are while the queue changes, so that the focus stays too."""

    def __init__(self, client: EngineClient, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._client = client
        self._anchor = anchor
        self._rows: dict[int, QueueRow] = {}
        self.cancel_all = QPushButton(tr("Cancel all"))
        self.cancel_all.setToolTip(tr("Gives up what runs and everything that waits; your pictures stay as they are"))
        self.cancel_all.clicked.connect(client.cancel_all)
        self.close_button = IconButton("close", tr("Close the queue; the work goes on"))
        self.close_button.clicked.connect(self.hide)
        self.empty = label(tr("Nothing is being made. What you ask for waits here until it is its turn."), "dim")
        self.empty.setWordWrap(True)
        self._list = QVBoxLayout()
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the control that has the focus
        self._dress()
        self._arrange()
        self.hide()
        client.queue_changed.connect(self._on_queue)
        client.step.connect(self._on_step)
        self.refresh()

    @property
    def rows(self) -> list[QueueRow]:
        """The rows as they are shown."""
        return [self._rows[ticket.number] for ticket in self._client.queue]

    def toggle(self) -> None:
        """Show the queue, or hide it where it is shown."""
        if self.isVisible():
            self.hide()
            return
        window = self._anchor.window()
        self.setParent(window)
        window.installEventFilter(self)
        self.refresh()
        self.show()
        self.raise_()
        self._place()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay above the anchor while the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self._place)  # when the window has arranged its parts
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Show the queue as it is now."""
        queue = self._client.queue
        self._keep_rows(queue)
        for place, ticket in enumerate(queue):
            self._list.removeWidget(self._rows[ticket.number])
            self._list.insertWidget(place, self._rows[ticket.number])
            self._rows[ticket.number].show()
            self._show_ticket(queue, place)
        self.empty.setVisible(not queue)
        self._scroll.setVisible(bool(queue))
        self.cancel_all.setEnabled(bool(queue))
        if self.isVisible():
            self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the list and gives nothing up."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _keep_rows(self, queue: tuple[Ticket, ...]) -> None:
        """A row for each ticket, and no other."""
        tickets = {ticket.number: ticket for ticket in queue}
        for number in self._rows.keys() - tickets.keys():
            gone = self._rows.pop(number)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number in tickets.keys() - self._rows.keys():
            fresh = QueueRow(tickets[number])
            fresh.moved.connect(self._move)
            fresh.cancelled.connect(self._client.cancel)
            self._rows[number] = fresh

    def _show_ticket(self, queue: tuple[Ticket, ...], place: int) -> None:
        ticket, running = queue[place], self._client.running
        if ticket is running:
            self._rows[ticket.number].show_running(*self._client.progress)
            return
        before = queue[place - 1] if place else None
        behind = queue[place + 1] if place + 1 < len(queue) else None
        self._rows[ticket.number].show_waiting(
            before is not None and before is not running and before.lane is ticket.lane,
            behind is not None and behind.lane is ticket.lane,
        )

    def _move(self, number: int, places: int) -> None:
        waiting = [ticket.number for ticket in self._client.queue if ticket is not self._client.running]
        self._client.move(number, waiting.index(number) + places)

    def _on_queue(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_step(self, number: int) -> None:
        if self.isVisible():
            self._rows[number].show_running(*self._client.progress)

    def _dress(self) -> None:
        self.setObjectName("queue")
        self.setAccessibleName(tr("Queue"))
        self.setAutoFillBackground(True)
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        self.setForegroundRole(QPalette.ColorRole.Mid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(_WIDTH)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PADDING, GAP, GAP, GAP // 2)
        head.addWidget(label(tr("Queue"), "heading"), 1)
        head.addWidget(self.cancel_all)
        head.addWidget(self.close_button)
        inside = QWidget()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        inside.setLayout(self._list)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("plain", True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty.setContentsMargins(PADDING, 0, PADDING, GAP // 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, GAP)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.empty)
        whole.addWidget(self._scroll)

    def _place(self) -> None:
        """As high as the list needs, above the anchor's right end."""
        corner = self._anchor.mapTo(self.window(), QPoint(self._anchor.width(), 0))
        self._scroll.setFixedHeight(min(self._list.sizeHint().height(), _LONGEST))
        self.adjustSize()
        left, top = corner.x() - self.width() - GAP, corner.y() - self.height() - GAP
        self.move(max(left, 0), max(top, 0))


def _prompt(ticket: Ticket) -> str:
    """What tells a job from others of its kind; a film has several prompts, and shows none."""
    return getattr(ticket.request, "prompt", "")


def _explained(ticket: Ticket) -> str:
    note = tr("Made ahead of time; what you ask for goes first") if ticket.lane is Lane.AHEAD else ""
    return "\n".join(part for part in (ticket.text, note) if part)
