"""Read a pickle without executing it: a small stack machine of our own that knows containers, numbers and text.

A pickle is a program; Python's own reader runs it, and with it whatever its author wrote there. This one knows the
operations that checkpoints of weights need, looks names up in a table that it is given, and refuses everything else.
What can grow is bounded. The operations are those of Python's documentation of the format (`pickletools`).
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from paella_core.errors import PackBroken

MOST_OPERATIONS = 1_000_000  # the largest checkpoints of training need a tenth
MOST_MARKS = 1000  # open at once
LONGEST_NAME = 200
LARGEST_KEY = 2**31  # numbers as keys: far below where the hashes of integers begin to collide


@dataclass(frozen=True)
class Function:
    """What the name of a callable stands for: our own function, which is given the tuple of the arguments."""

    make: Callable[[tuple[Any, ...]], object]


Names = Mapping[tuple[str, str], object]


def walk(pickled: bytes, start: int, names: Names, stored: Callable[[object], object]) -> tuple[Any, int]:
    """The value of the pickle that begins at `start`, and where the pickle ends.

    Args:
        pickled: Bytes that hold the pickle; more may follow it.
        start: Where it begins.
        names: What each permitted (module, name) stands for.
        stored: Gives the storage of a persistent id.

    Raises:
        PackBroken: it is damaged, too large, or does what reading weights never needs; a clause that names it.
    """
    machine = _Machine(pickled, start, names, stored)
    try:
        return machine.run(), machine.at
    except IndexError:
        raise PackBroken("its pickle is damaged: it takes more than there is") from None
    except UnicodeDecodeError:
        raise PackBroken("its pickle is damaged: it holds text that is none") from None


class _Machine:
    """The state of one walk: where it is, the values in hand, and those to be referred to again."""

    def __init__(self, pickled: bytes, start: int, names: Names, stored: Callable[[object], object]) -> None:
        self.at = start
        self._pickled = pickled
        self._names = names
        self._stored = stored
        self._stack: list[Any] = []
        self._below: list[list[Any]] = []  # the stacks below each open mark
        self._memo: dict[int, Any] = {}

    def run(self) -> object:
        for _ in range(MOST_OPERATIONS):
            operation = self._take(1)
            if operation == b".":
                return self._end()
            if operation not in _OPERATIONS:
                raise PackBroken(f"its pickle uses {_described(operation)}, which weights never need")
            _OPERATIONS[operation](self)
        raise PackBroken(f"its pickle has more than {MOST_OPERATIONS} operations, which weights never need")

    def _end(self) -> object:
        value = self._stack.pop()
        if self._stack or self._below:
            raise PackBroken("its pickle is damaged: something is left over at its end")
        return value

    def _take(self, count: int) -> bytes:
        taken = self._pickled[self.at : self.at + count]
        if len(taken) < count:
            raise PackBroken("its pickle is cut off")
        self.at += count
        return taken

    def _number(self, layout: str) -> Any:
        return struct.unpack(layout, self._take(struct.calcsize(layout)))[0]

    def _line(self) -> str:
        """Text up to the end of the line."""
        end = self._pickled.find(b"\n", self.at, self.at + LONGEST_NAME)
        if end < 0:
            raise PackBroken(f"its pickle holds a name of more than {LONGEST_NAME} letters")
        text = self._take(end - self.at).decode()
        self.at += 1
        return text

    def _since_mark(self) -> list[Any]:
        """The values since the last mark, which goes."""
        values, self._stack = self._stack, self._below.pop()
        return values

    def _container(self, kinds: tuple[type, ...]) -> Any:
        """The container on top of the stack, which stays there."""
        if type(self._stack[-1]) not in kinds:
            raise PackBroken(f"its pickle fills a {type(self._stack[-1]).__name__} as if it were a {kinds[0].__name__}")
        return self._stack[-1]

    # ---- the operations

    def push(self, value: object) -> None:
        self._stack.append(value)

    def check_protocol(self) -> None:
        protocol = self._take(1)[0]
        if protocol > 5:
            raise PackBroken(f"its pickle is of protocol {protocol}, which is unknown")

    def check_frame(self) -> None:
        """A frame only announces how many bytes come."""
        if self._number("<Q") > len(self._pickled) - self.at:
            raise PackBroken("its pickle is cut off")

    def push_number(self, layout: str) -> None:
        self.push(self._number(layout))

    def push_long(self) -> None:
        """An integer of up to 255 bytes; longer ones have an operation of their own, which is not among ours."""
        self.push(int.from_bytes(self._take(self._take(1)[0]), "little", signed=True))

    def push_text(self, layout: str) -> None:
        self.push(self._take(self._number(layout)).decode())

    def push_bytes(self, layout: str) -> None:
        self.push(self._take(self._number(layout)))

    def mark(self) -> None:
        if len(self._below) == MOST_MARKS:
            raise PackBroken(f"its pickle opens more than {MOST_MARKS} things at once, which weights never need")
        self._below.append(self._stack)
        self._stack = []

    def tuple_since_mark(self) -> None:
        values = self._since_mark()
        self.push(tuple(values))

    def tuple_of(self, count: int) -> None:
        values = [self._stack.pop() for _ in range(count)]
        self.push(tuple(reversed(values)))

    def append(self) -> None:
        value = self._stack.pop()
        self._container((list,)).append(value)

    def append_since_mark(self) -> None:
        values = self._since_mark()
        self._container((list,)).extend(values)

    def set_item(self) -> None:
        value, key = self._stack.pop(), self._stack.pop()
        self._set_items([key, value])

    def set_since_mark(self) -> None:
        values = self._since_mark()
        self._set_items(values)

    def _set_items(self, values: list[Any]) -> None:
        target = self._container((dict, OrderedDict))
        if len(values) % 2:
            raise PackBroken("its pickle is damaged: a key has no value")
        for key, value in zip(values[::2], values[1::2], strict=True):
            if type(key) is not str and not (type(key) is int and abs(key) < LARGEST_KEY):
                raise PackBroken(f"its pickle has a {type(key).__name__} as a key, where only names and numbers may be")
            target[key] = value

    def remember(self) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def remember_as(self, layout: str) -> None:
        self._memo[self._number(layout)] = self._stack[-1]

    def recall(self, layout: str) -> None:
        number = self._number(layout)
        if number not in self._memo:
            raise PackBroken(f"its pickle is damaged: it refers to value {number}, which was never there")
        self.push(self._memo[number])

    def name_in_lines(self) -> None:
        module = self._line()
        self._push_named(module, self._line())

    def name_from_stack(self) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        self._push_named(module, name)

    def _push_named(self, module: object, name: object) -> None:
        if not (isinstance(module, str) and isinstance(name, str)):
            raise PackBroken("its pickle is damaged: it asks for a name that is no text")
        if (module, name) not in self._names:
            asked = f"{module}.{name}"[:LONGEST_NAME]
            raise PackBroken(f"its pickle asks for {asked!r}, which weights never need")
        self.push(self._names[module, name])

    def call(self) -> None:
        arguments, function = self._stack.pop(), self._stack.pop()
        if not isinstance(function, Function) or type(arguments) is not tuple:
            raise PackBroken(f"its pickle calls a {type(function).__name__} with a {type(arguments).__name__}")
        self.push(function.make(arguments))

    def drop_state(self) -> None:
        """State dicts carry the versions of their modules as an attribute, which nobody needs; other state is none."""
        state, target = self._stack.pop(), self._stack[-1]
        if type(target) is not OrderedDict or type(state) is not dict:
            raise PackBroken(f"its pickle sets the state of a {type(target).__name__}, which weights never need")

    def fetch_stored(self) -> None:
        self.push(self._stored(self._stack.pop()))


_OPERATIONS: Mapping[bytes, Callable[[_Machine], None]] = {
    b"\x80": _Machine.check_protocol,
    b"\x95": _Machine.check_frame,
    b"N": lambda machine: machine.push(None),
    b"\x88": lambda machine: machine.push(True),
    b"\x89": lambda machine: machine.push(False),
    b"J": lambda machine: machine.push_number("<i"),
    b"K": lambda machine: machine.push_number("<B"),
    b"M": lambda machine: machine.push_number("<H"),
    b"\x8a": _Machine.push_long,
    b"G": lambda machine: machine.push_number(">d"),
    b"X": lambda machine: machine.push_text("<I"),
    b"\x8c": lambda machine: machine.push_text("<B"),
    b"\x8d": lambda machine: machine.push_text("<Q"),
    b"C": lambda machine: machine.push_bytes("<B"),
    b"B": lambda machine: machine.push_bytes("<I"),
    b"\x8e": lambda machine: machine.push_bytes("<Q"),
    b"(": _Machine.mark,
    b")": lambda machine: machine.push(()),
    b"t": _Machine.tuple_since_mark,
    b"\x85": lambda machine: machine.tuple_of(1),
    b"\x86": lambda machine: machine.tuple_of(2),
    b"\x87": lambda machine: machine.tuple_of(3),
    b"]": lambda machine: machine.push([]),
    b"a": _Machine.append,
    b"e": _Machine.append_since_mark,
    b"}": lambda machine: machine.push({}),
    b"s": _Machine.set_item,
    b"u": _Machine.set_since_mark,
    b"\x94": _Machine.remember,
    b"q": lambda machine: machine.remember_as("<B"),
    b"r": lambda machine: machine.remember_as("<I"),
    b"h": lambda machine: machine.recall("<B"),
    b"j": lambda machine: machine.recall("<I"),
    b"c": _Machine.name_in_lines,
    b"\x93": _Machine.name_from_stack,
    b"R": _Machine.call,
    b"b": _Machine.drop_state,
    b"Q": _Machine.fetch_stored,
}
_REFUSED = {
    b"i": "INST (a call)",
    b"o": "OBJ (a call)",
    b"\x81": "NEWOBJ (a call)",
    b"\x92": "NEWOBJ_EX (a call)",
    b"\x82": "EXT1 (a name by number)",
    b"\x83": "EXT2 (a name by number)",
    b"\x84": "EXT4 (a name by number)",
    b"I": "INT (a number in text)",
    b"L": "LONG (a number in text)",
    b"F": "FLOAT (a number in text)",
    b"S": "STRING (a text in quotes)",
    b"V": "UNICODE (a text in a line)",
    b"p": "PUT (a memory by text)",
    b"g": "GET (a memory by text)",
    b"d": "DICT (a dict at once)",
    b"l": "LIST (a list at once)",
    b"0": "POP (a value thrown away)",
    b"1": "POP_MARK (values thrown away)",
    b"2": "DUP (a value twice)",
    b"P": "PERSID (an id in text)",
    b"\x8b": "LONG4 (an endless number)",
    b"\x96": "BYTEARRAY8",
    b"\x97": "NEXT_BUFFER (a buffer from outside)",
}


def _described(operation: bytes) -> str:
    """A refused operation by its name in the format, where it is a usual one."""
    return f"the operation {_REFUSED.get(operation, f'0x{operation.hex()}')}"
