"""Which pictures of a webdataset the published trainings kept (SEMANTICS sections 9 and 11), and which one should.

A sample is a mapping of its members; "json" holds what is known of the picture, each entry of which may be missing or
null. Both published filters treat some samples oddly, which their docstrings say; `sound` does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ABSENT = {
    "original_width": 0.0,
    "original_height": 0.0,
    "pwatermark": 1.0,
    "aesthetic": 0.0,
    "AESTHETIC_SCORE": 0.0,
    "punsafe": 1.0,
}
"""What is assumed of a picture where nothing is known: the worst."""


@dataclass(frozen=True)
class Demands:
    """What is asked of a picture: pixels of its shorter side, and bounds of the scores that came with it."""

    least_size: int = 256
    most_watermark: float = 0.5
    least_aesthetic: float = 5.0
    most_unsafe: float = 0.99


def kept_for_v3(sample: Mapping[str, Any], demands: Demands) -> bool:
    """paella-v3's filter. A 0 counts as unknown, so that the cleanest pictures are rejected; so is null."""
    known = sample.get("json", {})
    try:
        return _meets({name: known.get(name, worst) or worst for name, worst in ABSENT.items()}, demands)
    except TypeError:
        return False


def kept_for_arroz(sample: Mapping[str, Any], demands: Demands) -> bool:
    """Arroz' filter.

    Raises:
        TypeError: an entry is null.
    """
    return _meets({name: sample.get("json", {}).get(name, worst) for name, worst in ABSENT.items()}, demands)


def sound(sample: Mapping[str, Any], demands: Demands) -> bool:
    """What both meant: null is unknown, 0 is 0."""
    known = {name: value for name, value in sample.get("json", {}).items() if value is not None}
    return _meets({**ABSENT, **known}, demands)


def caption_kept(caption: str, least_words: int = 0, forbidden: Sequence[str] = ()) -> bool:
    """Whether a caption has enough words (counted by single spaces, as published), is plain ASCII, and holds none of
    the forbidden texts in either case."""
    lowered = caption.lower()
    return (
        len(caption.split(" ")) >= least_words
        and caption.isascii()
        and not any(text.lower() in lowered for text in forbidden)
    )


def _meets(known: Mapping[str, Any], demands: Demands) -> bool:
    """Whether all bounds hold. All but the height of a narrow picture are compared, for a null to be noticed."""
    large = known["original_width"] >= demands.least_size and known["original_height"] >= demands.least_size
    beautiful = [known[name] >= demands.least_aesthetic for name in ("aesthetic", "AESTHETIC_SCORE")]
    clean = [known["pwatermark"] <= demands.most_watermark, known["punsafe"] <= demands.most_unsafe]
    return large and any(beautiful) and all(clean)
