"""Paella Studio's engine. Its public names load on first use, so that importing the package imports no torch."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paella_core.engine import Engine
    from paella_core.errors import PaellaError
    from paella_core.params import SamplingParams
    from paella_core.request import Box, Generate, Inpaint, Result, Step

__version__ = "0.1.0"

_HOMES = {
    "Engine": "engine",
    "PaellaError": "errors",
    "SamplingParams": "params",
    "Box": "request",
    "Generate": "request",
    "Inpaint": "request",
    "Result": "request",
    "Step": "request",
}
__all__ = [
    "Box",
    "Engine",
    "Generate",
    "Inpaint",
    "PaellaError",
    "Result",
    "SamplingParams",
    "Step",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'paella_core' has no attribute {name!r}")
    return getattr(import_module(f"paella_core.{_HOMES[name]}"), name)
