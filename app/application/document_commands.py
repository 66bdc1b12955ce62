"""What all commands on the current document share: they wait for an edit in progress, and say why they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from app.application.session import Session
from app.document.document import Document
from app.document.node import Group, Node
from app.language import tr
from paella_core.errors import PaellaError


class Refused(PaellaError):
    """Something cannot be done here; the text says why, and what to do. Nothing has changed."""


class DocumentCommands(QObject):
    """The base of commands that change the current document. `refused(title, text)` says why one did nothing."""

    refused = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    @property
    def document(self) -> Document | None:
        """The current document; None where there is none, or where an edit of it is in progress."""
        current = self._session.current
        return None if current is None or current.editing else current

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Errors of ours become the signal."""
        try:
            yield
        except PaellaError as error:
            self.refused.emit(tr("Nothing was changed"), str(error))


def check_unlocked(*nodes: Node) -> None:
    """Refuse where a node, or a group around it, is locked.

    Raises:
        Refused: with the name of what is locked.
    """
    for node in nodes:
        for one in (*above(node), node):
            if one.look.locked:
                raise Refused(tr("“{name}” is locked. Unlock it first.").format(name=one.look.name))


def with_contents(node: Node) -> list[Node]:
    """A node, and all that is in it where it is a group."""
    return [node, *(node.nodes() if isinstance(node, Group) else ())]


def above(node: Node) -> list[Node]:
    """The groups that a node lies in, from the inside."""
    found: list[Node] = []
    while (group := (found[-1] if found else node).parent_group) is not None:
        found.append(group)
    return found
