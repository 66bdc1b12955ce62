"""Keep the translations up to date: `python installers/translations.py [update|release]`.

`update` reads the texts of the program and writes them into `resources/translations/studio_<language>.ts`: new ones are
marked as unfinished, those that are gone are dropped. `release` turns these files into the `.qm` files that the
program loads. A person translates in between, with Qt Linguist or a text editor.

A text of the program stands in a call of `tr("...")` or `mark("...")`; labels, help and units of the sampling knobs in
`knob(...)` belong to them.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
CONTEXT = "studio"
SOURCES = ("app/**/*.py", "paella_core/params.py")
MARKERS = ("tr", "mark")
KNOB_WORDS = ("label", "help")


class Text(NamedTuple):
    """A text of the program and the file where it stands first."""

    source: str
    file: str


def texts(root: Path = ROOT) -> list[Text]:
    """All texts of the program, each once, sorted by file and then as they stand there."""
    found: dict[str, str] = {}
    for pattern in SOURCES:
        for path in sorted(root.glob(pattern)):
            for source in texts_of(path.read_text(encoding="utf-8")):
                found.setdefault(source, path.relative_to(root).as_posix())
    return [Text(source, file) for source, file in found.items()]


def texts_of(code: str) -> Iterator[str]:
    """The texts of one file in the order of their lines."""
    calls = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = getattr(call.func, "id", "")
        parts = call.args[:1] if name in MARKERS else []
        if name == "knob":
            parts = [word.value for word in call.keywords if word.arg in KNOB_WORDS]
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                yield part.value


def finished(file: Path) -> dict[str, str]:
    """The translations of a .ts file that are not marked as unfinished, by their sources."""
    if not file.is_file():
        return {}
    messages = ElementTree.parse(file).getroot().iter("message")
    pairs = ((message.findtext("source", ""), message.find("translation")) for message in messages)
    return {source: one.text or "" for source, one in pairs if one is not None and one.get("type") != "unfinished"}


def written(language: str, known: dict[str, str], wanted: list[Text]) -> str:
    """The text of a .ts file that holds these texts in this order, translated where a translation is known."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines += [f'<TS version="2.1" language="{language}" sourcelanguage="en">', "<context>"]
    lines.append(f"    <name>{CONTEXT}</name>")
    for text in wanted:
        lines += ["    <message>", f'        <location filename="../../{text.file}"/>']
        lines.append(f"        <source>{_quoted(text.source)}</source>")
        done = text.source in known
        lines.append(
            f"        <translation>{_quoted(known[text.source])}</translation>"
            if done
            else '        <translation type="unfinished"></translation>'
        )
        lines.append("    </message>")
    return "\n".join([*lines, "</context>", "</TS>", ""])


def update(folder: Path = TRANSLATIONS) -> list[str]:
    """Write every .ts file anew; returns one line for each that says how much is to be translated."""
    wanted, said = texts(), []
    for file in sorted(folder.glob("studio_*.ts")):
        known = finished(file)
        language = file.stem.removeprefix("studio_")
        file.write_text(written(language, known, wanted), encoding="utf-8")
        said.append(f"{file.name}: {len(wanted)} texts, {sum(text.source not in known for text in wanted)} unfinished")
    return said


def release(folder: Path = TRANSLATIONS) -> None:
    """Turn every .ts file into the .qm file that the program loads."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    for file in sorted(folder.glob("studio_*.ts")):
        subprocess.run([tool, "-silent", file, "-qm", file.with_suffix(".qm")], check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Keep the translations up to date.")
    parser.add_argument("task", choices=("update", "release"), nargs="?", default="update")
    if parser.parse_args().task == "release":
        release()
    else:
        print(*update(), sep="\n")
    return 0


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})


if __name__ == "__main__":
    raise SystemExit(main())
