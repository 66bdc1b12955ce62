"""What can be wrong with a request, found before anything is computed, each in one sentence that says what to do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, get_args

import numpy as np

from paella_core.contexts import bounds
from paella_core.errors import BadInput
from paella_core.images import DEPTHS
from paella_core.params import LARGEST_SEED, SamplingParams
from paella_core.request import Box, Edge, InterpolationPath, Opening

LARGEST_SIDE = 16384
LARGEST_AREA = 1 << 26
MOST_FRAMES = 1000
LARGEST_WEIGHT = 10


def check_size(size: Any) -> tuple[int, int]:
    """A usable width and height in pixels."""
    numbers = isinstance(size, tuple) and len(size) == 2 and all(isinstance(side, int) for side in size)
    if not numbers or not all(1 <= side <= LARGEST_SIDE for side in size) or size[0] * size[1] > LARGEST_AREA:
        raise BadInput(f"The size must be two whole numbers of 1 to {LARGEST_SIDE}, at most 67 megapixels, not {size}.")
    return size


def check_picture(picture: Any) -> np.ndarray:
    """A usable picture."""
    if not isinstance(picture, np.ndarray) or picture.ndim != 3 or picture.shape[2] not in (3, 4):
        raise BadInput("The picture must be an array (height, width, 3 or 4): RGB or RGBA.")
    if picture.dtype not in DEPTHS:
        raise BadInput(f"The picture must have 8 or 16 bits a channel (uint8 or uint16), not {picture.dtype}.")
    if not picture.size:
        raise BadInput("The picture has no pixels.")
    height, width = picture.shape[:2]
    check_size((width, height))
    return picture


def check_plane(plane: Any, shape: Sequence[int], what: str) -> np.ndarray:
    """A usable mask, map or region for a picture of (height, width)."""
    if not isinstance(plane, np.ndarray) or plane.ndim != 2 or plane.dtype != np.uint8:
        raise BadInput(f"The {what} must be an array (height, width) of uint8, above 0 where the picture may change.")
    if plane.shape != tuple(shape):
        (own_height, own_width), (height, width) = plane.shape, shape
        raise BadInput(f"The {what} is {own_width}x{own_height} but the picture {width}x{height}: they must be equal.")
    return plane


def check_mask(mask: Any, picture: np.ndarray) -> np.ndarray:
    """A mask of the picture's size in which something is painted."""
    if not check_plane(mask, picture.shape[:2], "mask").any():
        raise BadInput("The mask is empty: paint where the picture may change.")
    return mask


def check_words(*prompts: Any) -> None:
    """Prompts that are text."""
    for prompt in prompts:
        if not isinstance(prompt, str):
            raise BadInput("A prompt must be text.")
        try:
            prompt.encode("utf-8")
        except UnicodeEncodeError:
            raise BadInput("A prompt holds characters that are no text (half of a surrogate pair).") from None


def check_strength(strength: Any) -> float:
    """A strength from 0 to 1."""
    number = isinstance(strength, int | float) and math.isfinite(strength)
    if not number or not 0 <= strength <= 1:
        raise BadInput(f"The strength must lie between 0 (keep the picture) and 1 (keep nothing), not {strength}.")
    return float(strength)


def check_weight(weight: Any) -> float:
    """A weight of a region."""
    if not isinstance(weight, int | float) or not 0 <= weight <= LARGEST_WEIGHT:
        raise BadInput(f"The weight of a region must lie between 0 and {LARGEST_WEIGHT}, not {weight}.")
    return float(weight)


def check_opening(opening: Opening, params: SamplingParams) -> None:
    """An opening with a usable seed, of no more steps than these complete parameters have."""
    if not _is_whole(opening.steps, params.steps):
        raise BadInput(
            f"A run of {params.steps} steps branches after 0 to {params.steps} of them, not {opening.steps}."
        )
    if not _is_whole(opening.seed, LARGEST_SEED):
        raise BadInput(f"The seed of an opening must be a whole number up to {LARGEST_SEED}, not {opening.seed}.")


def _is_whole(number: Any, most: int | None) -> bool:
    """Whether it is a whole number from 0."""
    return isinstance(number, int) and not isinstance(number, bool) and most is not None and 0 <= number <= most


def check_edge(edge: Any) -> Edge:
    """A known edge mode."""
    if edge not in get_args(Edge):
        raise BadInput(f"The edge must be one of {', '.join(get_args(Edge))}, not {edge!r}.")
    return edge


def check_path(path: Any) -> InterpolationPath:
    """A known way from one embedding to the next."""
    if path not in get_args(InterpolationPath):
        raise BadInput(f"The path must be one of {', '.join(get_args(InterpolationPath))}, not {path!r}.")
    return path


def check_box(box: Box, mask: np.ndarray) -> Box:
    """The caller's box, if it lies in the picture and holds all that is painted."""
    height, width = mask.shape
    right, bottom = box.left + box.width, box.top + box.height
    if min(box.left, box.top) < 0 or min(box.width, box.height) < 1 or right > width or bottom > height:
        raise BadInput(f"The box {tuple(box)} does not lie within the picture of {width}x{height}.")
    if np.count_nonzero(mask[box.slices]) != np.count_nonzero(mask):
        painted = tuple(bounds(mask))
        raise BadInput(f"The box {tuple(box)} must hold everything that is painted, which is {painted}.")
    return box


def check_margins(margins: Sequence[Any]) -> None:
    """Pixels to add at the sides of a picture: whole, none negative, not all zero."""
    if not all(isinstance(margin, int) and not isinstance(margin, bool) and margin >= 0 for margin in margins):
        raise BadInput("The pixels to add at each side must be whole numbers of 0 or more.")
    if not any(margins):
        raise BadInput("Nothing is to be added: give at least one side a number of pixels above 0.")


def check_frames(frames: Any, stops: Sequence[Any]) -> None:
    """Enough stops, and frames for each of them."""
    if len(stops) < 2:
        raise BadInput("An interpolation needs at least two stops: give another prompt or picture.")
    if not isinstance(frames, int) or not len(stops) <= frames <= MOST_FRAMES:
        least = f"{len(stops)} (one a stop)"
        raise BadInput(f"The frames must be a whole number from {least} to {MOST_FRAMES}, not {frames}.")
