"""The installer for Windows: the bundle in one file, made by NSIS. It installs for one person."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import contents
from app_icons import write_ico
from bundle import Problem, size_of

SCRIPT = contents.ROOT / "installers" / "windows" / f"{contents.NAME}.nsi"
_PLACES = (Path("C:/Program Files (x86)/NSIS/makensis.exe"), Path("C:/Program Files/NSIS/makensis.exe"))
_KIBIBYTE = 1024


def build(folder: Path, out: Path) -> Path:
    """Make the installer of a bundle; returns its file. NSIS runs on Linux, too.

    Raises:
        Problem: there is no NSIS, or it failed.
    """
    compiler = shutil.which("makensis") or next((str(place) for place in _PLACES if place.exists()), None)
    if compiler is None:
        raise Problem("NSIS, which makes the installer, is not installed. Get it from https://nsis.sourceforge.io.")
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    icon, associations = work / f"{contents.NAME}.ico", work / "associations.nsh"
    write_ico(icon)
    associations.write_text(macros(), encoding="utf-8")
    made = out / f"{contents.NAME}-{contents.version()}-setup.exe"
    defined = {
        "NAME": contents.NAME,
        "TITLE": contents.TITLE,
        "VERSION": contents.version(),
        "PAYLOAD": folder.resolve(),
        "ICON": icon.resolve(),
        "ASSOCIATIONS": associations.resolve(),
        "OUTPUT": made.resolve(),
        "SIZE": size_of(folder) // _KIBIBYTE,
    }
    words = [f"-D{name}={value}" for name, value in defined.items()]
    if subprocess.call([compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(SCRIPT)]):
        raise Problem("NSIS could not make the installer; what it said above tells why.")
    return made


def macros() -> str:
    """What offers the program for each kind of file, without taking the place of what opens it already."""
    return _macro("OFFER_KINDS", _offers()) + _macro("WITHDRAW_KINDS", _withdrawals())


def _macro(name: str, lines: Iterator[str]) -> str:
    return f"!macro {name}\n" + "".join(f"  {line}\n" for line in lines) + "!macroend\n"


def _offers() -> Iterator[str]:
    for kind in contents.OPENED:
        for suffix in kind.suffixes:
            name = f"{contents.NAME}{suffix}"
            key = rf"Software\Classes\{name}"
            yield rf'WriteRegStr HKCU "{key}" "" "{kind.title}"'
            yield rf'WriteRegStr HKCU "{key}\DefaultIcon" "" "$INSTDIR\{contents.NAME}.exe,0"'
            yield rf"""WriteRegStr HKCU "{key}\shell\open\command" "" '"$INSTDIR\{contents.NAME}.exe" "%1"'"""
            yield rf'WriteRegStr HKCU "Software\Classes\{suffix}\OpenWithProgids" "{name}" ""'
            yield rf'WriteRegStr HKCU "${{CLASS_KEY}}\SupportedTypes" "{suffix}" ""'
            yield rf'WriteRegStr HKCU "${{CAPABILITIES_KEY}}\FileAssociations" "{suffix}" "{name}"'


def _withdrawals() -> Iterator[str]:
    for kind in contents.OPENED:
        for suffix in kind.suffixes:
            yield rf'DeleteRegKey HKCU "Software\Classes\{contents.NAME}{suffix}"'
            yield rf'DeleteRegValue HKCU "Software\Classes\{suffix}\OpenWithProgids" "{contents.NAME}{suffix}"'
            yield rf'DeleteRegKey /ifempty HKCU "Software\Classes\{suffix}\OpenWithProgids"'
            yield rf'DeleteRegKey /ifempty HKCU "Software\Classes\{suffix}"'
