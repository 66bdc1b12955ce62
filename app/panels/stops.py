"""From one part of the window to the next by a key, for those who use no mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget


def step(stops: Sequence[QWidget], focused: QWidget | None, way: int) -> None:
    """Give the focus to the next (`way` is 1) or last (-1) of the parts that can take it, seen from the one that has
    it. A dock behind others comes to the front."""
    there = [part for part in stops if is_there(part)]
    here = next((index for index, part in enumerate(there) if is_within(focused, part)), None)
    first = 0 if here is None and way > 0 else way if here is not None else -1
    for count in range(len(there)):
        part = there[((here or 0) + first + way * count) % len(there)]
        if isinstance(part, QDockWidget):
            part.raise_()
        control = first_control(part)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
            return


def is_there(part: QWidget) -> bool:
    """Whether a part is shown; a dock behind others is."""
    return not part.isHidden() if isinstance(part, QDockWidget) else part.isVisible()


def is_within(widget: QWidget | None, part: QWidget) -> bool:
    """Whether a widget is a part of the window, or lies in it and in no smaller one: the canvas holds others."""
    while widget is not None and widget is not part:
        if widget.objectName() == "message":
            return False
        widget = widget.parentWidget()
    return widget is part


def first_control(part: QWidget) -> QWidget | None:
    """The first of its controls that Tab would come to, itself included."""
    control: QWidget | None = part
    while control is not None:
        tabs = bool(control.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if tabs and control.isEnabled() and control.isVisible() and (control is part or part.isAncestorOf(control)):
            return control
        control = control.nextInFocusChain()
        if control is part:
            return None
    return None
