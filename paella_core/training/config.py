"""Training configurations: TOML files whose sections are each read by the component that owns them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from paella_core.errors import TrainingError

Section = TypeVar("Section")
Values = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Config:
    """A configuration file and what was set on top of it."""

    path: Path
    values: Mapping[str, Mapping[str, Any]]

    def section(self, name: str, kind: type[Section]) -> Section:
        """The section `name` as the dataclass that owns it.

        Raises:
            TrainingError: a key that the dataclass does not have, or one that it needs is missing.
        """
        values = dict(self.values.get(name, {}))
        known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
        unknown = sorted(set(values) - known)
        if unknown:
            raise TrainingError(f"{self.path}: [{name}] has no {unknown[0]!r}; {_nearest(unknown[0], sorted(known))}")
        for key, value in values.items():
            if not _fits(value, get_type_hints(kind)[key]):
                raise TrainingError(f"{self.path}: [{name}] {key} = {value!r} is of another kind than it must be.")
        try:
            return kind(**values)
        except TypeError as error:
            raise TrainingError(f"{self.path}: [{name}] is incomplete: {error}.") from None

    def check_sections(self, known: Sequence[str]) -> None:
        """Raises TrainingError where a section is none of those that are read."""
        for name, values in self.values.items():
            if not isinstance(values, Mapping):
                raise TrainingError(f"{self.path}: {name!r} stands outside of any [section].")
            if name not in known:
                raise TrainingError(f"{self.path}: there is no section [{name}]; {_nearest(name, known)}")

    def network(self) -> dict[str, Any]:
        """The section `network`, which the network's own configuration reads."""
        return dict(self.values.get("network", {}))


def _fits(value: Any, hint: Any) -> bool:
    """Whether a TOML value is of a plain kind that is asked for; others are checked by who reads them."""
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint) if hint in (str, bool) else True


def _nearest(word: str, known: Sequence[str]) -> str:
    """What was meant, most likely; else all that there is."""
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"it knows {', '.join(known)}."


def read_config(path: Path, settings: Sequence[str] = ()) -> Config:
    """Read a TOML file; each setting, "section.key=value" with a TOML value, replaces what the file says.

    Raises:
        TrainingError: the file or a setting cannot be read.
    """
    try:
        values: Values = tomllib.loads(path.read_text(encoding="utf-8"))
        for setting in settings:
            name, _, value = setting.partition("=")
            section, _, key = name.strip().partition(".")
            values.setdefault(section, {})[key] = tomllib.loads(f"value = {value}")["value"]
    except FileNotFoundError:
        raise TrainingError(f"There is no configuration {path}.") from None
    except tomllib.TOMLDecodeError as error:
        raise TrainingError(f"{path} or a --set cannot be read as TOML: {error}.") from None
    return Config(path, values)
