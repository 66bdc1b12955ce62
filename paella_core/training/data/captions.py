"""Captions as files have them: lines of text, or JSON with a `caption`."""

from __future__ import annotations

import json
from random import Random
from typing import Any, Literal, get_args

from paella_core.errors import TrainingError
from paella_core.training.data.sample import Unreadable

Missing = Literal["refuse", "leave out", "empty"]
"""What becomes of pictures without captions: no training, no place in it, or a caption of no words."""


def check_missing(choice: str) -> None:
    """Refuse a word that says nothing about missing captions.

    Raises:
        TrainingError: it does not.
    """
    if choice not in get_args(Missing):
        choices = " or ".join(f'"{each}"' for each in get_args(Missing))
        raise TrainingError(f'[data] missing_captions is "{choice}"; choose {choices}.')


def lines_of(text: bytes, name: str) -> list[str]:
    """The captions of a text file, one on each line that is not blank.

    Raises:
        Unreadable: there is none, or it is not UTF-8.
    """
    try:
        lines = [line.strip() for line in text.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not text in UTF-8.") from None
    if not any(lines):
        raise Unreadable(f"{name} holds no caption.")
    return [line for line in lines if line]


def caption_in(text: bytes, name: str) -> str:
    """The `caption` in a JSON file.

    Raises:
        Unreadable: there is none.
    """
    caption = known_in(text).get("caption")
    if not isinstance(caption, str) or not caption.strip():
        raise Unreadable(f'{name} holds no "caption".')
    return caption.strip()


def known_in(text: bytes) -> dict[str, Any]:
    """What a JSON file says of a picture; nothing if it cannot be read or is no object."""
    try:
        known = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def drawn(captions: list[str], seed: int, number: int) -> str:
    """One of several captions, which the seed and the sample's number decide."""
    return captions[0] if len(captions) == 1 else Random(f"{seed}/caption/{number}").choice(captions)
