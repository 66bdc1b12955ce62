"""OpenRaster, the project's own file format: layers that other programs open too, and whatever they put into theirs.

`read_openraster` opens a file; `write_openraster` encodes the outline of a document, in any thread. They load on first
use, as what reads pictures takes long to import. Take them as `openraster.read_openraster(...)`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.document.openraster.reading import read_openraster
    from app.document.openraster.writing import write_openraster

_HOMES = {
    "read_openraster": "reading",
    "write_openraster": "writing",
}
__all__ = ["read_openraster", "write_openraster"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'app.document.openraster' has no attribute {name!r}")
    return getattr(import_module(f"app.document.openraster.{_HOMES[name]}"), name)
