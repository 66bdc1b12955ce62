"""Which version of the program this is."""

from __future__ import annotations

from importlib import import_module


def version() -> str:
    """Such as "0.1.0". What finds it out takes as long to import as a panel, and is rarely asked."""
    return import_module("importlib.metadata").version("paella-studio")
