"""Playing: from frame to frame at a steady speed, whatever one frame takes to be drawn."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from app.panels.slide import Slide, round_trip


class Player(QObject):
    """Moves a slide's position on. `changed` tells that it begins or ends."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._slide: Slide | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._first = 0  # where in the order it began

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def play(self, slide: Slide) -> None:
        """Play what is made of a slide, from the frame that is looked at."""
        self._slide = slide
        order = self._order()
        if len(order) < 2:
            return
        self._first = order.index(slide.position) if slide.position in order else 0
        self._clock.start()
        self._timer.start(round(1000 / slide.speed))
        self.changed.emit()

    def stop(self) -> None:
        """Stay at the frame that is looked at."""
        if self.playing:
            self._timer.stop()
            self.changed.emit()

    def follow(self) -> None:
        """Go on from here at the slide's speed of now."""
        if self.playing and self._slide is not None:
            self.play(self._slide)

    def _order(self) -> list[int]:
        """The frames as they are played, once around."""
        film = self._slide.film if self._slide else None
        made = film.made if film else []
        return round_trip(made) if self._slide and self._slide.ping_pong else made

    def _tick(self) -> None:
        """A frame that came too late is left out, so that the speed holds."""
        order = self._order()
        if self._slide is None or len(order) < 2:
            self.stop()
            return
        passed = self._clock.elapsed() * self._slide.speed // 1000
        self._slide.go(order[(self._first + passed) % len(order)])
