"""Encode again only what changed: of a picture that is like one of the last few, the codes of that one serve."""

from __future__ import annotations

from collections import deque

import numpy as np
from torch import Tensor

from paella_core.families.coding import Encoding
from paella_core.request import Box

_KEPT = 4  # pictures; they are compared with all, which takes a thousandth of what it takes to encode one


class Recoder:
    """The last few pictures with their codes. Other pictures of a run of edits differ from them in small parts."""

    def __init__(self) -> None:
        self._last: deque[tuple[np.ndarray, Tensor]] = deque(maxlen=_KEPT)

    def remember(self, picture_HW3: np.ndarray, codes: Tensor) -> None:
        """Keep the codes (1, ..., h, w) of a float picture, if they are not kept."""
        if all(codes is not kept for _, kept in self._last):
            self._last.append((picture_HW3.copy(), codes))

    def codes(self, encoding: Encoding, picture_HW3: np.ndarray) -> Tensor:
        """The codes (1, ..., h, w) of a float picture, by the encoding of all that is remembered."""
        alike = [
            (encoding.stale(old, picture_HW3), codes) for old, codes in self._last if old.shape == picture_HW3.shape
        ]
        if not alike:
            return encoding.codes(picture_HW3)
        stale, codes = min(alike, key=_area)
        if not _area((stale, codes)):
            return codes
        recoded = codes.clone()
        rows, columns = stale.slices
        recoded[..., rows, columns] = encoding.codes(picture_HW3, stale)
        return recoded


def _area(alike: tuple[Box, Tensor]) -> int:
    stale, _ = alike
    return stale.width * stale.height
