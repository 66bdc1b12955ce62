"""The report that a person can save and send: what runs where, how it is set, and what was logged. It holds no prompts,
and no places on the person's disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from app.diagnostics.redaction import STAND_IN, cleaned
from app.settings import Settings
from app.version import version

LOG_CHARACTERS = 200_000  # of the newest: enough for many errors, and short enough to be read and sent


def report(settings: Settings, engine: Mapping[str, Any] | str, log: str) -> str:
    """The whole text. `engine` is what `paella doctor --json` found, or a sentence that says why that is not known."""
    parts = {
        "Paella Studio": [version()],
        "Window system": list(_window_system()),
        "Settings": list(_settings(settings)),
        "Engine": [cleaned(engine)] if isinstance(engine, str) else list(_engine(engine)),
        "Log": log.splitlines() or ["empty"],
    }
    return "\n\n".join(f"== {title}\n" + "\n".join(lines) for title, lines in parts.items()) + "\n"


def _window_system() -> Iterator[str]:
    yield f"Qt {qVersion()} on {QGuiApplication.platformName()}"
    for screen in QGuiApplication.screens():
        size, scale = screen.size(), screen.devicePixelRatio()
        yield f"screen of {size.width()} x {size.height()} at {scale:g}, {screen.logicalDotsPerInch():.0f} dpi"


def _settings(settings: Settings) -> Iterator[str]:
    """Those that say how the program behaves; folders and recent files are nobody's business."""
    is_name = not set(settings.pack) & set("/\\")
    yield f"pack: {settings.pack if is_name else STAND_IN}"
    yield f"theme: {settings.theme}, language: {settings.language}"
    yield f"history: {settings.history_mib} MiB, autosave: {settings.autosave}"
    yield f"reduced motion: {settings.reduced_motion}, tour seen: {settings.tour_seen}"
    keys = {id_: list(keys) for id_, keys in settings.shortcuts.items()}
    yield f"keys of one's own: {json.dumps(keys) if keys else 'none'}"


def _engine(found: Mapping[str, Any]) -> Iterator[str]:
    """What the doctor found, without the folders' places."""
    for name, value in {**found["system"], **found["versions"]}.items():
        yield f"{name}: {value if value is not None else 'not installed'}"
    for name, extra in found["extras"].items():
        yield f"{name}: {extra['version'] or 'not installed'}"
    for device in found["devices"]:
        yield f"device: {device['text']}, {_gigabytes(device['free_bytes'])} free"
    for pack in found["packs"]:
        state = "installed" if pack["installed"] else "not installed"
        yield f"pack: {pack['name']}, {state}: {cleaned(pack.get('fault') or pack.get('text', ''))}"
    for folder in found["folders"]:
        yield f"{folder['holds']}: {_gigabytes(folder['free_bytes'])} free, there: {folder['there']}"
    for check in found["checks"]:
        remedy = "" if check["ok"] else f": {check['remedy']}"
        yield cleaned(f"{'ok' if check['ok'] else '!!'} {check['text']}{remedy}")


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
