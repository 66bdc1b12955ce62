"""The jobs that wait for the engine, and their order. Plain data: no threads, no signals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from paella_core.request import Request


class Lane(Enum):
    """Why there is a job: a person asked for it and waits, or it is made ahead of time, in case it will be wanted.

    What was asked for goes first: it overtakes what waits ahead of time and interrupts what runs so, which begins
    anew afterwards.
    """

    ASKED = "asked"
    AHEAD = "ahead"


@dataclass(frozen=True, eq=False)
class Ticket:
    """A job in the queue: its number, what it is called to people, and what the engine is asked for."""

    number: int
    text: str
    request: Request
    lane: Lane = Lane.ASKED


class WaitingLine:
    """Tickets in the order of their turn: all that were asked for, then all that are ahead of time."""

    def __init__(self) -> None:
        self._tickets: list[Ticket] = []

    def __len__(self) -> int:
        return len(self._tickets)

    def __iter__(self) -> Iterator[Ticket]:
        return iter(self._tickets)

    @property
    def next(self) -> Ticket | None:
        """The one whose turn is next."""
        return self._tickets[0] if self._tickets else None

    def insert(self, ticket: Ticket, place: int) -> None:
        """Let a ticket wait at a place (0 is next), or as near to it as its lane allows."""
        asked = sum(other.lane is Lane.ASKED for other in self._tickets)
        first, last = (0, asked) if ticket.lane is Lane.ASKED else (asked, len(self._tickets))
        self._tickets.insert(min(max(place, first), last), ticket)

    def append(self, ticket: Ticket) -> None:
        """Let a ticket wait behind the others of its lane."""
        self.insert(ticket, len(self._tickets))

    def place_of(self, number: int) -> int | None:
        """Where a job waits, None where it does not."""
        return next((place for place, ticket in enumerate(self._tickets) if ticket.number == number), None)

    def take(self, place: int) -> Ticket:
        """Take the ticket at a place out of the line."""
        return self._tickets.pop(place)

    def clear(self) -> None:
        """Let nobody wait."""
        self._tickets.clear()
