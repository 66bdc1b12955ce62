"""What the engine can be asked for: the modes of the Edit panel, named by the abilities of packs, and a wish."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.language import mark
from paella_core.params import SamplingParams
from paella_core.request import Edge, StructuralEdit


class Mode(Enum):
    """What happens when the button is pressed. The value is the ability that a pack needs for it."""

    GENERATE = "generate"
    INPAINT = "inpaint"
    EXTEND = "outpaint"
    STRUCTURE = "structural-edit"
    BLEND = "blend"
    VARY = "vary"


@dataclass(frozen=True)
class Wanted:
    """A wish as plain values. `strength` is 0..1: how far a structural edit may go. A parameter of None is left to the
    pack."""

    mode: Mode = Mode.GENERATE
    prompt: str = ""
    negative: str = ""
    params: SamplingParams = field(default_factory=SamplingParams)
    strength: float = StructuralEdit.strength
    edge: Edge = "exact"


MODE_NAMES = {
    Mode.GENERATE: mark("Generate"),
    Mode.INPAINT: mark("Inpaint"),
    Mode.EXTEND: mark("Extend"),
    Mode.STRUCTURE: mark("Structure"),
    Mode.BLEND: mark("Blend"),
    Mode.VARY: mark("Vary"),
}

MODE_HINTS = {
    Mode.GENERATE: mark("Makes a whole picture from a description."),
    Mode.INPAINT: mark("Fills what is painted over; everything else stays as it is."),
    Mode.EXTEND: mark("Lets the picture go on beyond its edges: drag them outwards."),
    Mode.STRUCTURE: mark("Makes the picture into something else while its structure stays."),
    Mode.BLEND: mark("Fills several regions, each by a description of its own."),
    Mode.VARY: mark("Makes pictures like this one; a description may steer."),
}
