"""The program from its arguments to its exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from app.application.studio import Studio, make_application
from app.crash import LOG_NAME, CrashReporter
from app.engine.worker import open_engine
from app.settings import Settings, settings_folder
from app.version import version


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the editor; returns its exit status."""
    parser = argparse.ArgumentParser(
        prog="paella-studio", description="An image editor with a local generative engine."
    )
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="pictures to open; none: a sample picture")
    parser.add_argument("--version", action="store_true", help="say which version this is, and leave")
    chosen = parser.parse_args(arguments)
    if chosen.version:
        print(f"{parser.prog} {version()}")
        return 0
    home = settings_folder()
    settings = Settings(home)
    application = make_application(sys.argv[:1], settings.language)
    reporter = CrashReporter(home / LOG_NAME)
    reporter.install()
    studio = Studio(settings, partial(open_engine, settings.pack), home)
    # An error may come in the middle of painting: it is told when that is over.
    reporter.reported.connect(studio.diagnostics.tell, Qt.ConnectionType.QueuedConnection)
    studio.show(chosen.files)
    status = application.exec()
    studio.close()
    reporter.uninstall()
    return status
