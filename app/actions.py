"""Everything that can be done as QActions, with the keys that the person gave them. The rows: `app/entries.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette

from app.entries import GESTURES, ON_CANVAS_ONLY, TABLE, Entry
from app.language import tr
from app.resources import icon

NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutTaken(Exception):
    """The keys belong to something else; the message says in a sentence to what. `owner` is the id of the action that
    has them, "" where they cannot be given away."""

    def __init__(self, sentence: str, owner: str) -> None:
        super().__init__(sentence)
        self.owner = owner


class Actions(QObject):
    """The QActions of the table, found by id. `commands` holds the objects that the slots name; `chosen` holds the
    keys that differ from the table's, by id."""

    rebound = Signal(str, object)  # id, its keys as tuple[str, ...], or None for the table's own

    def __init__(self, commands: object, palette: QPalette, chosen: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__()
        self._entries = {entry.id: entry for entry in TABLE}
        self._keys = {entry.id: entry.shortcuts for entry in TABLE}
        self._keys.update({id_: tuple(keys) for id_, keys in (chosen or {}).items() if id_ in self._entries})
        self._by_id: dict[str, QAction] = {}
        self._choices: dict[str, QActionGroup] = {}
        for entry in TABLE:
            self._by_id[entry.id] = self._make(entry, commands)
        self.tint(palette)

    def __getitem__(self, id_: str) -> QAction:
        return self._by_id[id_]

    def of_menu(self, menu: str) -> Iterator[QAction | None]:
        """The actions of a menu in order; None stands for a line between groups."""
        rows = rows_of(menu)
        for index, entry in enumerate(rows):
            if index and rows[index - 1].group != entry.group:
                yield None
            yield self._by_id[entry.id]

    def for_window(self) -> list[QAction]:
        """The actions whose shortcuts hold in the whole window."""
        return [action for id_, action in self._by_id.items() if id_ not in ON_CANVAS_ONLY]

    def for_canvas(self) -> list[QAction]:
        """The actions whose keys belong to fields and lists when one of them has the focus."""
        return [self._by_id[id_] for id_ in sorted(ON_CANVAS_ONLY)]

    def enable(self, facts: Collection[str]) -> None:
        """Enable what needs nothing, or one of the facts."""
        for entry in TABLE:
            self._by_id[entry.id].setEnabled(not entry.needs or entry.needs in facts)

    def tint(self, palette: QPalette) -> None:
        """Draw the icons in the colours of a palette."""
        for entry in TABLE:
            if entry.icon:
                self._by_id[entry.id].setIcon(icon(entry.icon, palette))

    def keys(self, id_: str) -> tuple[str, ...]:
        """The keys of an action, in the portable form "Ctrl+Shift+E"; the first one is shown in menus."""
        return self._keys[id_]

    def is_rebound(self, id_: str) -> bool:
        """Whether the keys differ from the table's."""
        return self._keys[id_] != self._entries[id_].shortcuts

    def rebind(self, id_: str, keys: Sequence[str]) -> None:
        """Give an action other keys, none for an empty sequence.

        Raises:
            ShortcutTaken: one of them belongs to another action, or to a gesture on the canvas.
        """
        for one in keys:
            self._refuse_taken(id_, one)
        self._give(id_, tuple(keys))

    def take(self, id_: str, key: str) -> None:
        """Give an action one key, and take it away from the action that has it.

        Raises:
            ShortcutTaken: it belongs to a gesture on the canvas.
        """
        owner = self.owner_of(key)
        if owner and owner != id_:
            self._give(owner, tuple(own for own in self._keys[owner] if not same(own, key)))
        self.rebind(id_, (key,))

    def reset(self, id_: str) -> None:
        """Go back to the table's keys.

        Raises:
            ShortcutTaken: another action has one of them by now.
        """
        self.rebind(id_, self._entries[id_].shortcuts)

    def reset_all(self) -> None:
        """Go back to the table's keys everywhere."""
        for id_ in [id_ for id_ in self._keys if self.is_rebound(id_)]:
            self._give(id_, self._entries[id_].shortcuts)

    def owner_of(self, key: str) -> str:
        """The id of the action that has a key, "" where it is free."""
        return next((id_ for id_, keys in self._keys.items() if any(same(own, key) for own in keys)), "")

    def _refuse_taken(self, id_: str, key: str) -> None:
        shown, gesture = native(key), next((one for one in GESTURES if one.key and same(one.key, key)), None)
        if gesture is not None:
            does = tr(gesture.text)
            raise ShortcutTaken(tr("{keys} is held on the canvas for “{does}”.").format(keys=shown, does=does), "")
        owner = self.owner_of(key)
        if owner and owner != id_:
            name = plain(tr(self._entries[owner].text))
            raise ShortcutTaken(tr("{keys} already belongs to “{name}”.").format(keys=shown, name=name), owner)

    def _give(self, id_: str, keys: tuple[str, ...]) -> None:
        if keys == self._keys[id_]:
            return
        self._keys[id_] = keys
        self._show_keys(self._entries[id_])
        self.rebound.emit(id_, keys if self.is_rebound(id_) else None)

    def _show_keys(self, entry: Entry) -> None:
        action, keys = self._by_id[entry.id], self._keys[entry.id]
        action.setShortcuts([QKeySequence(one) for one in keys])
        action.setToolTip(f"{with_shortcut(tr(entry.text), keys)}\n{tr(entry.tip)}")

    def _make(self, entry: Entry, commands: object) -> QAction:
        action = self._by_id[entry.id] = QAction(tr(entry.text), self)
        action.setObjectName(entry.id)
        action.setStatusTip(tr(entry.tip))
        action.setCheckable(entry.checkable)
        action.setIconVisibleInMenu(not entry.checkable)  # the check mark stands there
        self._show_keys(entry)
        if entry.choice:
            group = self._choices.setdefault(entry.choice, QActionGroup(self))
            group.addAction(action)
        if entry.slot:
            action.triggered.connect(attrgetter(entry.slot)(commands))
        return action


def rows_of(menu: str) -> list[Entry]:
    """The rows of a menu in the order in which they are shown."""
    return sorted((entry for entry in TABLE if entry.menu == menu), key=lambda entry: entry.group)


def plain(text: str) -> str:
    """A menu's or an action's text without the sign of a question to come and without the mark of its letter."""
    return text.removesuffix(" …").replace("&", "")


def letter(actions: Iterable[QAction]) -> None:
    """Mark in each row of a menu the letter that chooses it, anew where a row says something else by now."""
    rows = [action for action in actions if not action.isSeparator() and action.text()]
    if len({marked(action.text()) for action in rows} - {""}) < len(rows):
        for action, text in zip(rows, lettered([action.text().replace("&", "") for action in rows]), strict=True):
            action.setText(text)


def lettered(texts: Sequence[str]) -> list[str]:
    """Texts with the mark "&" before a letter of each, none of them twice as long as there are enough: the first ones
    of words where they are free."""
    owners: dict[str, int] = {}

    def place(row: int, tried: set[str]) -> bool:
        """Find a letter for a row: a free one, else one whose owner can take another."""
        letters = [one for one in _letters(texts[row]) if one not in tried]
        for one in sorted(letters, key=lambda one: one in owners):
            tried.add(one)
            if one not in owners or place(owners[one], tried):
                owners[one] = row
                return True
        return False

    for row in range(len(texts)):
        place(row, set())
    chosen = {row: one for one, row in owners.items()}
    return [_with_mark(text, chosen[row]) if row in chosen else text for row, text in enumerate(texts)]


def marked(text: str) -> str:
    """The letter that a text marks, in lower case; "" where it marks none."""
    at = text.replace("&&", "  ").find("&")
    return text[at + 1 : at + 2].lower() if at >= 0 else ""


def _letters(text: str) -> list[str]:
    """The letters of a text, the first ones of words before the others."""
    words = text.lower().split()
    return [one for one in [*(word[0] for word in words), *"".join(words)] if one.isalnum()]


def _with_mark(text: str, chosen: str) -> str:
    """At the beginning of a word, where the letter is one."""
    low = f" {text.lower()}"
    at = low.find(f" {chosen}")
    at = at if at >= 0 else low.find(chosen) - 1
    return f"{text[:at]}&{text[at:]}"


def native(keys: str) -> str:
    """Keys as the system writes them."""
    return QKeySequence(keys).toString(NATIVE)


def same(one: str, other: str) -> bool:
    """Whether two texts name the same keys."""
    return QKeySequence(one) == QKeySequence(other)


def with_shortcut(text: str, shortcuts: Sequence[str]) -> str:
    """A text with its first shortcut in brackets, as the system writes it."""
    return f"{plain(text)} ({native(shortcuts[0])})" if shortcuts else plain(text)
