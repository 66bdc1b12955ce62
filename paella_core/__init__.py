"""Paella Studio's engine. Its public names load on first use, so that importing the package imports no torch."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paella_core.engine import Engine
    from paella_core.errors import PaellaError
    from paella_core.params import SamplingParams
    from paella_core.request import (
        Blend,
        Box,
        Generate,
        Inpaint,
        Interpolate,
        Opening,
        Outpaint,
        Region,
        Result,
        Step,
        StructuralEdit,
        Vary,
    )

__version__ = "0.1.0"

_HOMES = {
    "Engine": "engine",
    "PaellaError": "errors",
    "SamplingParams": "params",
    "Blend": "request",
    "Box": "request",
    "Generate": "request",
    "Inpaint": "request",
    "Interpolate": "request",
    "Opening": "request",
    "Outpaint": "request",
    "Region": "request",
    "Result": "request",
    "Step": "request",
    "StructuralEdit": "request",
    "Vary": "request",
}
__all__ = [
    "Blend",
    "Box",
    "Engine",
    "Generate",
    "Inpaint",
    "Interpolate",
    "Opening",
    "Outpaint",
    "PaellaError",
    "Region",
    "Result",
    "SamplingParams",
    "Step",
    "StructuralEdit",
    "Vary",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'paella_core' has no attribute {name!r}")
    return getattr(import_module(f"paella_core.{_HOMES[name]}"), name)
