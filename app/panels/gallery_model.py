"""The entries of the gallery as rows for the view, newest first, and what is said about one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QPersistentModelIndex, Qt

from app.engine.gallery.entry import Entry
from app.language import tr

ENTRY = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """One row for each entry that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """What is shown, in its order."""
        return self._entries

    def show_others(self, entries: Sequence[Entry]) -> None:
        """Show other entries; the view begins anew."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def follow(self, entries: Sequence[Entry]) -> None:
        """Show the same entries but for those that came or went; the view keeps its selection and its place."""
        wanted, shown = set(entries), set(self._entries)
        for first, last in reversed(_runs(self._entries, lambda entry: entry not in wanted)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._entries[first : last + 1]
            self.endRemoveRows()
        for first, last in _runs(entries, lambda entry: entry not in shown):
            self.beginInsertRows(QModelIndex(), first, last)
            self._entries[first:first] = entries[first : last + 1]
            self.endInsertRows()
        self._entries = list(entries)
        if entries:
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """How many are shown."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The entry, and its words; the delegate draws it."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return description(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.prompt or tr("Without a prompt")
        return None


def description(entry: Entry) -> str:
    """How a picture was made, as rich text on a few lines."""
    params = entry.recipe.get("params", {})
    width, height = entry.box[2:]
    facts = [f"{width} × {height}"]
    facts += [tr("Seed {seed}").format(seed=params["seed"])] if "seed" in params else []
    facts += [str(entry.recipe["pack"])] if entry.recipe.get("pack") else []
    made = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(entry.time)), QLocale.FormatType.ShortFormat)
    lines = [f"<b>{escape(entry.prompt or tr('Without a prompt'))}</b>"]
    lines += [escape(tr("Not: {negative}").format(negative=entry.negative))] if entry.negative else []
    lines += [escape("  ·  ".join(facts)), escape(f"{made}  ·  {entry.name}")]
    return "<br>".join(lines)


def _runs(entries: Sequence[Entry], chosen: Callable[[Entry], bool]) -> list[tuple[int, int]]:
    """The first and the last index of each run of entries that are chosen."""
    runs: list[tuple[int, int]] = []
    for index, entry in enumerate(entries):
        if chosen(entry):
            first = runs.pop()[0] if runs and runs[-1][1] == index - 1 else index
            runs.append((first, index))
    return runs
