"""The strip under the canvas that makes a film: keyframes, the frames between them, and what can be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.language import mark, tr
from app.panels.fields import ChoiceField, ElidedLabel, IconButton, SwitchButton, label, row
from app.panels.keyframes import KeyframeRow
from app.panels.numbers import NumberField
from app.panels.player import Player
from app.panels.share_bar import ShareBar
from app.panels.slide import FEWEST_FRAMES, MOST_FRAMES, Area, Making, Slide
from app.panels.timeline import Timeline
from app.resources import ICON_SIZE
from app.theme import CONTROL_HEIGHT, GAP, PADDING

EMPTY = mark("Two descriptions make a film: write what there is at first, and what in the end.")
FASTEST = 60  # frames a second
_TIGHT = 6
_TOLD = 4000  # milliseconds
AREAS = {
    Area.PICTURE: mark("Whole picture"),
    Area.MASK: mark("Inside the mask"),
    Area.NATIVE: mark("Small picture"),
}
PATHS = {"slerp": mark("Arc"), "lerp": mark("Straight")}


@dataclass(frozen=True)
class FilmOffer:
    """What the button will make, and of which area. With a `reason` it cannot be pressed now."""

    text: str
    area: Area = Area.PICTURE
    reason: str = ""


class InterpolationStrip(QWidget):
    """Shows a slide and changes it; what needs the engine, the document or a file is asked for by signals."""

    make_requested = Signal()
    cancel_requested = Signal()
    use_requested = Signal()
    export_requested = Signal()
    picture_wanted = Signal(int)  # as that keyframe
    file_wanted = Signal(int)
    file_dropped = Signal(int, Path)
    shown_changed = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Interpolation"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._slide: Slide | None = None
        self._offer = FilmOffer("")
        self._told = ""
        self._hush = QTimer(self, interval=_TOLD, singleShot=True)
        self._hush.timeout.connect(self.hide_writing)
        self.player = Player()
        self.player.setParent(self)
        self.note = ElidedLabel("")
        self.frames = NumberField(FEWEST_FRAMES, MOST_FRAMES, suffix=tr(" frames"))
        self.path = ChoiceField([[(path, tr(text)) for path, text in PATHS.items()]])
        self.area = ChoiceField([[(area, tr(text)) for area, text in AREAS.items()]])
        self.make = QPushButton()
        self.bar = ShareBar()
        self.cancel = QPushButton(tr("Cancel"))
        self._go = QStackedWidget()  # one of the two: no part of the window moves when the work begins
        self.close_button = IconButton("close", tr("Close"))
        self.keyframes = KeyframeRow()
        self.hint = label("", "dim")
        self.play = IconButton("play", tr("Play (Space)"))
        self.timeline = Timeline()
        self.number = label("", "dim")
        self.speed = NumberField(1, FASTEST, suffix=tr(" fps"))
        self.ping_pong = SwitchButton("ping-pong", tr("Play back and forth, rather than from the start again"))
        self.eye = SwitchButton("mask-show", tr("Show the frame on the canvas, or the picture"))
        self.use = QPushButton(tr("Use this frame"))
        self.export = QPushButton(tr("Export film …"))
        self._foot = QStackedWidget()
        self._dress()
        self._arrange()
        self._connect()
        self.set_slide(None)
        self.hide()

    def set_slide(self, slide: Slide | None) -> None:
        """Show another slide; None where no picture is open."""
        self.player.stop()
        if self._slide is not None:
            self._slide.changed.disconnect(self.refresh)
            self._slide.film_changed.disconnect(self.refresh_film)
            self._slide.position_changed.disconnect(self.refresh_position)
        self._slide = slide
        self.keyframes.set_slide(slide)
        if slide is not None:
            slide.changed.connect(self.refresh)
            slide.film_changed.connect(self.refresh_film)
            slide.position_changed.connect(self.refresh_position)
        self.refresh()

    def show_offer(self, offer: FilmOffer) -> None:
        """What the button will do."""
        self._offer = offer
        self.make.setText(offer.text)
        self.make.setEnabled(not offer.reason)
        self.make.setToolTip(offer.reason or tr("Make all frames, from the first keyframe to the last (Enter)"))
        self.area.show_value(offer.area)
        ready = tr("Press “{button}”: each frame is a step from the first description to the last.")
        self.hint.setText(offer.reason or ready.format(button=offer.text))
        self._show_note()

    def show_writing(self, name: str, share: float) -> None:
        """A film is being written; `share` (0..1) of it is there, 0 where nobody can tell."""
        self._hush.stop()
        text = tr("Writing “{name}”: {percent} %") if share else tr("Writing “{name}” …")
        self._tell(text.format(name=name, percent=round(100 * share)))
        self.export.setEnabled(False)

    def show_written(self, name: str) -> None:
        """A film was written: said for some seconds."""
        self.hide_writing()
        self._tell(tr("Saved “{name}”").format(name=name))
        self._hush.start()

    def hide_writing(self) -> None:
        """No film is being written."""
        self._tell("")
        self.refresh_film()

    def refresh(self) -> None:
        """Show what is asked for."""
        slide = self._slide or Slide()
        self.frames.show_number(slide.frames)
        self.path.show_value(slide.path)
        self.speed.show_number(slide.speed)
        self.ping_pong.setChecked(slide.ping_pong)
        for part in (self.frames, self.path, self.area):
            part.setEnabled(self._slide is not None)
        self.refresh_film()

    def refresh_film(self) -> None:
        """Show which frames are there."""
        film = self._slide.film if self._slide else None
        making = self._slide.making if self._slide else None
        self.keyframes.refresh()
        self._foot.setCurrentIndex(0 if film is None else 1)
        if film is not None:
            self.timeline.show_film(len(film.frames), film.made, film.stops)
        made = len(film.made) if film else 0
        self.play.setEnabled(made > 1)
        self.eye.setEnabled(made > 0)
        self.use.setEnabled(made > 0)
        self.export.setEnabled(made > 1 and making is None and not self._told_of_writing)
        self._go.setCurrentWidget(self.make if making is None else self.cancel)
        self.bar.setVisible(making is not None)
        self.bar.show_share(making.share if making else 0)
        self.refresh_position()
        self._show_note()

    def refresh_position(self) -> None:
        """Show which frame is looked at."""
        slide = self._slide
        film = slide.film if slide else None
        if slide is not None and film is not None:
            self.timeline.show_position(slide.position)
            self.number.setText(f"{slide.position + 1} / {len(film.frames)}")
        self.eye.setChecked(slide is not None and slide.looking)

    def toggle_play(self) -> None:
        """Play, or stop."""
        if self.player.playing:
            self.player.stop()
        elif self._slide is not None:
            self.player.play(self._slide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and stops. Escape stops what is under way: playing, then making."""
        working = self._slide is not None and self._slide.making is not None
        if event.key() == Qt.Key.Key_Space and self.play.isEnabled() and not event.isAutoRepeat():
            self.toggle_play()
        elif event.key() == Qt.Key.Key_Escape and self.player.playing:
            self.player.stop()
        elif event.key() == Qt.Key.Key_Escape and working:
            self.cancel_requested.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The frames may be on the canvas as long as the strip is there."""
        super().showEvent(event)
        if not event.spontaneous():
            self.shown_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """The canvas is the picture's again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.player.stop()
            self.shown_changed.emit(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of a panel, with a hairline over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        painter.fillRect(0, 0, self.width(), 1, self.palette().color(QPalette.ColorRole.Mid))

    @property
    def _told_of_writing(self) -> bool:
        return bool(self._told) and not self._hush.isActive()

    def _dress(self) -> None:
        self.frames.setFixedWidth(96)
        self.frames.setAccessibleName(tr("Number of frames"))
        self.frames.setToolTip(tr("How many pictures the film has, the first and the last keyframe included: 2 to 120"))
        self.path.setAccessibleName(tr("Path"))
        self.path.setToolTip(tr("How it gets from one keyframe to the next: on an arc keeps its strength in between"))
        self.area.fit(0)
        self.area.setAccessibleName(tr("What changes"))
        self.area.setToolTip(tr("The whole picture, what is painted over, or a picture of the model's own size"))
        self.bar.setFixedWidth(96)
        self.make.setProperty("primary", True)
        self.cancel.setProperty("tall", True)
        self.cancel.setToolTip(tr("Stop; the frames that are there stay (Esc)"))
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance("120 / 120"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.speed.setFixedWidth(72)
        self.speed.setAccessibleName(tr("Frames a second"))
        self.speed.setToolTip(tr("How fast it plays, in frames a second"))
        self.use.setToolTip(tr("Put this frame into the picture, as a layer"))
        self.export.setToolTip(tr("Write the frames as a GIF, WebP, APNG or MP4 film, or as pictures"))
        for button in (self.play, self.close_button, self.keyframes.add):
            button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
            button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))

    def _arrange(self) -> None:
        head = row(
            label(tr("Interpolation"), "heading"),
            self.note,
            self.bar,
            self.frames,
            self.path,
            self.area,
            self._go,
            self.close_button,
        )
        head.setStretch(1, 1)
        for button in (self.make, self.cancel):
            self._go.addWidget(button)
        self._go.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        controls = QWidget()
        foot = row(self.play, self.timeline, self.number, self.speed, self.ping_pong, self.eye, self.use, self.export)
        foot.setStretch(1, 1)
        controls.setLayout(foot)
        self._foot.addWidget(self.hint)
        self._foot.addWidget(controls)
        self._foot.setFixedHeight(CONTROL_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, _TIGHT, GAP, _TIGHT)
        column.setSpacing(_TIGHT)
        column.addLayout(head)
        column.addWidget(self.keyframes)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self.frames.edited.connect(self._on_frames)
        self.path.chosen.connect(self._on_path)
        self.area.chosen.connect(self._on_area)
        self.speed.edited.connect(self._on_speed)
        self.ping_pong.clicked.connect(self._on_ping_pong)
        self.eye.clicked.connect(self._on_eye)
        self.timeline.scrubbed.connect(self._on_scrubbed)
        self.play.clicked.connect(self.toggle_play)
        self.player.changed.connect(self._show_playing)
        self.make.clicked.connect(self.make_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self.use.clicked.connect(self.use_requested)
        self.export.clicked.connect(self.export_requested)
        self.close_button.clicked.connect(self.closed)
        self.keyframes.confirmed.connect(self.make.click)
        self.keyframes.picture_wanted.connect(self.picture_wanted)
        self.keyframes.file_wanted.connect(self.file_wanted)
        self.keyframes.file_dropped.connect(self.file_dropped)

    def _on_frames(self, number: float) -> None:
        if self._slide is not None:
            self._slide.set_frames(int(number))
            self.frames.show_number(self._slide.frames)

    def _on_path(self, path) -> None:
        if self._slide is not None:
            self._slide.set_path(path)

    def _on_area(self, area: Area) -> None:
        if self._slide is not None:
            self._slide.set_area(area)

    def _on_speed(self, number: float) -> None:
        if self._slide is not None:
            self._slide.set_speed(int(number))
            self.player.follow()

    def _on_ping_pong(self, on: bool) -> None:
        if self._slide is not None:
            self._slide.set_ping_pong(on)
            self.player.follow()

    def _on_eye(self, looking: bool) -> None:
        self.player.stop()
        if self._slide is not None:
            self._slide.look(looking)

    def _on_scrubbed(self, position: int) -> None:
        self.player.stop()
        if self._slide is not None:
            self._slide.go(position)

    def _show_playing(self) -> None:
        playing = self.player.playing
        tip = tr("Stop (Space)") if playing else tr("Play (Space)")
        self.play.set_icon("pause" if playing else "play")
        self.play.setToolTip(tip)
        self.play.setAccessibleName(tip)

    def _tell(self, text: str) -> None:
        self._told = text
        self._show_note()

    def _show_note(self) -> None:
        text = self._told or self._words()
        self.note.setText(text)
        self.note.setToolTip(text)

    def _words(self) -> str:
        """What there is to say in one line: how far the film is, why none can be made, or what is odd about it."""
        slide = self._slide
        if slide is not None and slide.making is not None:
            return progress_words(slide.making)
        if slide is None or slide.film is None:
            return ""  # it stands where the frames will be
        if len(slide.film.made) < len(slide.film.frames):
            made, frames = len(slide.film.made), len(slide.film.frames)
            return tr("Stopped: {made} of {frames} frames are there.").format(made=made, frames=frames)
        if self._offer.reason:
            return self._offer.reason
        return tr("The frames are out of date.") if slide.is_stale else ""


def progress_words(making: Making) -> str:
    """How far a film is, in words."""
    if not making.share:
        return tr("Waiting for the engine …")
    text = tr("Frame {frame} of {frames}").format(frame=making.frame, frames=making.frames)
    if making.seconds_left is None:
        return text
    left = f"{making.seconds_left:.0f} s"
    return f"{text}, {tr('{time} left').format(time=left)}"
