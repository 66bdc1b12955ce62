"""The texts of the help: Markdown files, in which keys, names and tables are filled in from the program itself.

In a page `{key:save}` is the key of an action, `{name:save}` its name and `{menu:save}` where it stands in the menus,
`{gesture:Erase}` what the hand does for it on the canvas, `{say:Fill mask}` a text of the interface as it is shown, and
`{table:keys}` a table that the program makes. Pictures and short animations lie beside, in the same language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QTextDocument

from app.actions import Actions, native, plain
from app.entries import GESTURES, MENUS, TABLE
from app.language import mark, tr
from app.resources import RESOURCES

PAGES = (
    "start",
    "inpaint",
    "extend",
    "structure",
    "results",
    "interpolation",
    "regions",
    "vary",
    "work",
    "masks",
    "selecting",
    "painting",
    "layers",
    "canvas",
    "view",
    "history",
    "files",
    "gallery",
    "presets",
    "packs",
    "concepts",
    "preferences",
    "trouble",
    "training",
    "commandline",
    "keys",
    "commands",
)
FOLDER = mark("help/en")  # of the pages in the language that is spoken, under `resources`
SPACE = "\u00a0"  # that stays at the edges of a key
Rows = Sequence[tuple[str, str]]
_FIELD = re.compile(r"\{(key|name|menu|gesture|say|table):([^}]+)\}")
_ENTRIES = {entry.id: entry for entry in TABLE}
_GESTURES = {gesture.text: gesture.how for gesture in GESTURES}


@dataclass(frozen=True)
class Part:
    """A table of two columns that the program makes; the heading above it is "" for none."""

    heading: str
    columns: tuple[str, str]
    rows: Rows


class HelpPages:
    """All pages in the language that is spoken. `tables` are made when a page is read: keys can change."""

    def __init__(self, actions: Actions, tables: Mapping[str, Callable[[], Sequence[Part]]]) -> None:
        self._fill: dict[str, Callable[[str], str]] = {
            "key": lambda id_: _key(actions, id_),
            "name": lambda id_: plain(tr(_ENTRIES[id_].text)),
            "menu": _place,
            "gesture": lambda text: key_cap(tr(_GESTURES[text])),
            "say": lambda text: f"**{plain(tr(text))}**",
            "table": lambda name: "\n".join(_table(part) for part in tables[name]()),
        }

    def markdown(self, name: str) -> str:
        """A page, filled in.

        Raises:
            FileNotFoundError: there is no such page.
        """
        text = page_file(name).read_text(encoding="utf-8")
        return _FIELD.sub(lambda field: self._fill[field[1]](field[2]), text)

    def title(self, name: str) -> str:
        """What a page is about."""
        return page_file(name).read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")

    def words(self, name: str) -> str:
        """A page as plain text."""
        document = QTextDocument()
        document.setMarkdown(self.markdown(name))
        return document.toPlainText().replace(SPACE, " ")

    def found(self, text: str) -> list[str]:
        """The pages on which all these words stand, in any case; those that have them in their title come first."""
        wanted = text.casefold().split()
        found = [name for name in PAGES if all(word in self.words(name).casefold() for word in wanted)]
        return sorted(found, key=lambda name: -sum(word in self.title(name).casefold() for word in wanted))


def page_file(name: str) -> Path:
    """Where a page lies in the language that is spoken."""
    return RESOURCES / tr(FOLDER) / f"{name}.md"


def picture_file(name: str) -> Path:
    """Where a picture of the pages lies, as the program looks in the language that is spoken."""
    folder = RESOURCES / tr(FOLDER)
    return folder.parent / "pictures" / folder.name / name


def page_about(id_: str) -> str:
    """The first page that speaks of an action, other than those that list all of them."""
    named = re.compile(rf"\{{(key|name|menu):{id_}\}}")
    return next((name for name in PAGES if named.search(page_file(name).read_text(encoding="utf-8"))), "commands")


def _key(actions: Actions, id_: str) -> str:
    """The key of an action, or where it stands if nobody gave it one."""
    keys = actions.keys(id_)
    return key_cap(native(keys[0])) if keys else _place(id_)


def key_cap(keys: str) -> str:
    """Keys as the page marks them."""
    return f"`{SPACE}{keys}{SPACE}`"


def _place(id_: str) -> str:
    entry = _ENTRIES[id_]
    return f"**{plain(tr(MENUS[entry.menu]))} › {plain(tr(entry.text))}**"


def _table(part: Part) -> str:
    heading = [f"\n## {part.heading}\n"] if part.heading else [""]
    head = [f"| {part.columns[0]} | {part.columns[1]} |", "|---|---|"]
    return "\n".join([*heading, *head, *(f"| {name} | {meaning} |" for name, meaning in part.rows), ""])
