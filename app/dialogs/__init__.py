"""Windows beside the main one: questions and what has a window of its own.

Those that open seldom load on first use: the main window is there before. Take them as `dialogs.HelpWindow(...)`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.dialogs.concepts import ConceptsDialog
    from app.dialogs.diagnostics import DiagnosticsDialog
    from app.dialogs.help import HelpWindow
    from app.dialogs.packs import PacksDialog
    from app.dialogs.unexpected import UnexpectedDialog

_HOMES = {
    "ConceptsDialog": "concepts",
    "DiagnosticsDialog": "diagnostics",
    "HelpWindow": "help",
    "PacksDialog": "packs",
    "UnexpectedDialog": "unexpected",
}
__all__ = ["ConceptsDialog", "DiagnosticsDialog", "HelpWindow", "PacksDialog", "UnexpectedDialog"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'app.dialogs' has no attribute {name!r}")
    return getattr(import_module(f"app.dialogs.{_HOMES[name]}"), name)
