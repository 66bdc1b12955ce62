"""The licences of all that the program is made of: as they were collected when it was packaged, or from what is
installed here."""

from __future__ import annotations

import platform
import re
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.resources import RESOURCES

if TYPE_CHECKING:
    from importlib.metadata import Distribution

COLLECTED = RESOURCES / "third-party-licences.txt"
_TEXTS = RESOURCES / "licences"  # of licences that some packages only name
_RULE = "━" * 72  # stands in no licence
_PROJECT = "paella-studio"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_QT = """Qt and its binding for Python are used under the GNU Lesser General Public
License, version 3. They are libraries in files of their own beside the program:
you may replace them by versions that you have changed, and for that purpose
take the program apart. Their source code is at https://code.qt.io and
https://download.qt.io/official_releases."""
_NOTES = {"PySide6_Essentials": _QT, "shiboken6": _QT}


@dataclass(frozen=True)
class Licence:
    """What one piece is under: `title` names the piece and its version, `text` says the rest."""

    title: str
    text: str


def third_party() -> list[Licence]:
    """Those of all pieces, Python first, then by name. Without a collection it takes up to a second."""
    if COLLECTED.exists():
        return read(COLLECTED.read_text(encoding="utf-8"))
    return collected([_PROJECT])


def collected(roots: Iterable[str]) -> list[Licence]:
    """Those of Python, and of all that the distributions `roots` need and that is installed, without our own."""
    found = {one.name: one for root in roots for one in needed(root) if one.name != _PROJECT}
    return [_python(), *(_licence(found[name]) for name in sorted(found, key=str.lower))]


def written(licences: Iterable[Licence]) -> str:
    """All of them as one text, which `read` takes apart."""
    return "".join(f"{_RULE}\n{one.title}\n{_RULE}\n\n{one.text}\n\n" for one in licences)


def read(text: str) -> list[Licence]:
    """The licences that `written` made a text of."""
    parts = re.split(rf"^{_RULE}\n(.*)\n{_RULE}\n\n", text, flags=re.MULTILINE)
    return [Licence(title, body.removesuffix("\n\n")) for title, body in zip(parts[1::2], parts[2::2], strict=True)]


def needed(root: str) -> Iterator[Distribution]:
    """A distribution, and all that it needs by its metadata without extras, as far as it is installed; each once."""
    metadata = import_module("importlib.metadata")  # takes as long as a panel, and is rarely asked
    waiting, seen = [root], set()
    while waiting:
        name = _plain(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        try:
            one: Distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        yield one
        wanted = [line for line in one.requires or () if "extra ==" not in line]
        waiting += [found.group() for line in wanted if (found := _NAME.match(line))]


def _plain(name: str) -> str:
    """A distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _python() -> Licence:
    folder = Path(sysconfig.get_path("stdlib"))
    files = [path for path in (folder / "LICENSE.txt", folder.parent / "LICENSE.txt") if path.exists()]
    text = files[0].read_text(encoding="utf-8").strip() if files else "See https://docs.python.org/3/license.html"
    return Licence(f"Python {platform.python_version()}", f"Licence: Python Software Foundation License\n\n{text}")


def _licence(one: Distribution) -> Licence:
    lines = [f"Licence: {_said(one)}"]
    home = _field(one, "Home-page") or _field(one, "Project-URL").partition(", ")[2]
    if home:
        lines.append(f"Home: {home}")
    note = [_NOTES[one.name]] if one.name in _NOTES else []
    return Licence(f"{one.name} {one.version}", "\n\n".join(["\n".join(lines), *note, *_texts(one)]))


def _said(one: Distribution) -> str:
    """What a distribution says its licence is, on one line."""
    classifiers = one.metadata.get_all("Classifier") or ()
    kinds = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    said = _field(one, "License-Expression") or _field(one, "License").partition("\n")[0]
    return said or ", ".join(kinds) or "see below"


def _field(one: Distribution, name: str) -> str:
    return next(iter(one.metadata.get_all(name) or ()), "")


def _texts(one: Distribution) -> list[str]:
    """The texts that a distribution brings; where it brings none, those of ours that it names."""
    paths = [path for path in one.files or () if path.parts[0].endswith(".dist-info") and _is_text(path.parts[1:])]
    texts = [path.read_text(encoding="utf-8").strip() for path in sorted(paths, key=str)]
    if texts:
        return texts
    said = _said(one).replace("Apache Software License", "Apache-2.0")
    return [path.read_text(encoding="utf-8").strip() for path in sorted(_TEXTS.glob("*.txt")) if path.stem in said]


def _is_text(parts: tuple[str, ...]) -> bool:
    return "licenses" in parts[:-1] or bool(_LICENCE_FILE.match(parts[-1]))
