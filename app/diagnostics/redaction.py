"""What of a log record and of an error may be written down: what the program says, never what it was given.

Prompts and the names of the person's files reach a log as arguments of its calls and inside the messages of errors. So
an argument is written only where it is a number, and of a message only what stands in the code that raised it. The
frames of a traceback are the program's own: they stay, relative to where it lies.
"""

from __future__ import annotations

import builtins
import dis
import logging
import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, TracebackType

from app.resources import RESOURCES

STAND_IN = "‹…›"
OWN = ("app", "paella_core", "__main__")
_RAISE = dis.opmap["RAISE_VARARGS"]
_SHORTEST = 4  # characters of the code's own words: shorter ones may stand in anybody's
_LONGEST = 400  # characters of a message of the interpreter or a library
_FIELDS = re.compile(r"\{[^{}]*\}|%[-#0 +]*[\d.*]*[a-zA-Z]")  # where a template takes values
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(e[-+]?\d+)?")
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|“([^”\n]*)”|‘([^’\n]*)’|`([^`\n]*)`")
_PLACE = re.compile(r"(?:file:|(?<![\w/\\])(?:~|[A-Za-z]:)?[\\/])\S.*")  # to the end of the line: names have blanks
# Where nothing but the interpreter or a library raised them, these speak of the code and of shapes, not of values.
_OF_THE_CODE = (
    TypeError,
    AttributeError,
    NameError,
    IndexError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    ImportError,
)


class PrivateFormatter(logging.Formatter):
    """Writes records without anything that is the person's. Of other libraries' records, whose words may hold it, only
    where they come from."""

    def format(self, record: logging.LogRecord) -> str:
        """The time, the level, who says it, and what; under it the error, if there is one."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}: {_said(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{head}\n{told(error)}" if error is not None else head


def told(error: BaseException) -> str:
    """An error with those that led to it, the first one first: their frames and what may be said of each."""
    return "\n".join(line for one in reversed(list(_chain(error))) for line in _lines(one))


def place_of(error: BaseException) -> str:
    """Where an error was raised, as "app/crash.py:12 report"; "" where that is not known."""
    frames = list(_frames(error.__traceback__))
    return frames[-1] if frames else ""


def cleaned(text: str, known: frozenset[str] = frozenset()) -> str:
    """A text of the engine or a library without places on the disk, and without what it quotes unless it is `known`."""

    def quoted(match: re.Match[str]) -> str:
        words = next(group for group in match.groups() if group is not None)
        return match[0] if words in known or hasattr(builtins, words) else STAND_IN

    return _PLACE.sub(STAND_IN, _QUOTED.sub(quoted, text))


def _said(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] not in OWN or not isinstance(record.msg, str):
        return f"{STAND_IN} ({_relative(record.pathname)}:{record.lineno})"
    try:
        return record.msg % _without_words(record.args) if record.args else record.msg
    except (TypeError, ValueError):  # a template for numbers was given something else
        return record.msg


def _without_words(args: object) -> object:
    if isinstance(args, dict):
        return {name: _number_or_not(value) for name, value in args.items()}
    return tuple(map(_number_or_not, args)) if isinstance(args, tuple) else _number_or_not(args)


def _number_or_not(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else STAND_IN


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, backwards, as Python shows them."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield from (f"  {frame}" for frame in _frames(error.__traceback__))
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    words = _words(error)
    yield f"{name}: {words}" if words else name


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{_relative(code.co_filename)}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


def _relative(file: str) -> str:
    """A source file as it lies within the program or the libraries; any other one is nobody's business."""
    if not os.path.isabs(file):
        return file
    inside = [root for root in _roots() if Path(file).is_relative_to(root)]
    return Path(file).relative_to(max(inside, key=lambda root: len(root.parts))).as_posix() if inside else STAND_IN


def _roots() -> list[Path]:
    """Where code of the program, of the libraries and of Python lies."""
    names = [*(sysconfig.get_path(kind) for kind in ("stdlib", "platstdlib", "purelib", "platlib")), sys.prefix]
    return [RESOURCES.parent, *map(Path, names)]


def _words(error: BaseException) -> str:
    """What of an error's message is the program's own."""
    if isinstance(error, OSError) and isinstance(error.errno, int):
        return f"[{error.errno}] {os.strerror(error.errno)}"
    try:
        text = str(error)
    except Exception:  # whatever its own code does: this is the last resort
        return STAND_IN
    code, by_hand = _raised_in(error.__traceback__)
    if not text or code is None:
        return STAND_IN if text else ""
    if by_hand:
        return _pieces(text, code)
    known = frozenset((*code.co_names, *code.co_varnames))
    return cleaned(text[:_LONGEST], known) if isinstance(error, _OF_THE_CODE) else STAND_IN


def _raised_in(trace: TracebackType | None) -> tuple[CodeType | None, bool]:
    """The code that raised an error, and whether it did so by `raise` rather than by what it called."""
    if trace is None:
        return None, False
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return code, code.co_code[trace.tb_lasti] == _RAISE


def _pieces(text: str, code: CodeType) -> str:
    """A message with a stand-in for whatever does not stand in the code, but for numbers."""
    constants = [piece for one in code.co_consts if isinstance(one, str) for piece in _FIELDS.split(one)]
    own = sorted({piece for piece in constants if len(piece) >= _SHORTEST}, key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, own))})", text) if own else [text]
    told = [part if index % 2 or _NUMBER.fullmatch(part) else STAND_IN for index, part in enumerate(parts) if part]
    return "".join(told)
