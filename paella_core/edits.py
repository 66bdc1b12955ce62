"""What each edit means: a request becomes a `Plan`, the same for all edits, that the engine runs.

Everything that can be wrong with a request is found here, before anything is computed. Imports no network.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, singledispatch
from typing import get_args

import numpy as np

from paella_core.errors import BadInput, NotSupported
from paella_core.images import DEPTHS, as_float, padded, resized
from paella_core.masks import Grid, Limits, bounds, composite, context_box, fit, token_mask
from paella_core.packs.manifest import Manifest
from paella_core.params import LARGEST_SEED, SamplingParams
from paella_core.request import Box, Edge, Generate, Inpaint, Request
from paella_core.schedule import Schedule

LARGEST_SIDE = 16384
LARGEST_AREA = 1 << 26


@dataclass(frozen=True, eq=False)
class Plan:
    """An edit in pixels and tokens: fill `mask` in the `box` of `picture`, which lies on the tokens of `grid`.

    `params` are complete. A new picture is an empty one of which everything may change.
    """

    picture: np.ndarray
    mask: np.ndarray
    box: Box
    grid: Grid
    prompt: str
    negative: str
    params: SamplingParams

    @property
    def seeds(self) -> tuple[int, ...]:
        """A seed for each picture: they count up from the first, and begin again at 0 after the largest."""
        first = self.params.seed or 0
        return tuple((first + i) % (LARGEST_SEED + 1) for i in range(self.params.count))

    @property
    def schedule(self) -> Schedule:
        """What happens at each sampling step."""
        steps, temperature, guidance = self.params.steps, self.params.temperature, self.params.guidance
        assert steps is not None
        assert temperature is not None
        assert guidance is not None
        return Schedule.linear(steps, temperature, guidance, renoise_steps=self.params.renoise_steps)

    @cached_property
    def free(self) -> np.ndarray:
        """The tokens (rows, columns) bool that may change."""
        return token_mask(self.mask[self.box.slices], self.grid)

    @property
    def seen(self) -> np.ndarray:
        """What the encoder sees: the box as a float picture at the grid's scale, continued to whole tokens."""
        work = resized(as_float(self.picture[self.box.slices]), self.grid.work_width, self.grid.work_height)
        return padded(work, *self.grid.seen_size)

    def shown(self, generated_HW3: np.ndarray) -> np.ndarray:
        """The decoder's float picture as pixels of the box: cut, scaled back, laid over the picture by the mask."""
        cut = generated_HW3[: self.grid.work_height, : self.grid.work_width]
        generated = resized(cut, self.box.width, self.box.height)
        return composite(self.picture[self.box.slices], self.mask[self.box.slices], generated)

    def finished(self, shown: np.ndarray) -> np.ndarray:
        """The whole picture with a filled box put back."""
        whole = self.picture.copy()
        whole[self.box.slices] = shown
        return whole


@singledispatch
def plan(request: Request, manifest: Manifest) -> Plan:
    """Check a request against a pack and lay it on tokens.

    Raises:
        BadInput: the request cannot be used.
        NotSupported: the pack cannot do it.
    """
    raise BadInput(f"{type(request).__name__} is no edit of this version (for pack {manifest.name}).")


@plan.register
def _generate(request: Generate, manifest: Manifest) -> Plan:
    width, height = _checked_size(request.size)
    _check_prompts(request.prompt, request.negative)
    _demand_ability(manifest, "generate")
    return Plan(
        picture=np.zeros((height, width, 3), np.uint8),
        mask=np.full((height, width), 255, np.uint8),
        box=Box(0, 0, width, height),
        grid=fit(width, height, limits_of(manifest)),
        prompt=request.prompt,
        negative=request.negative,
        params=request.params.completed(manifest.defaults),
    )


@plan.register
def _inpaint(request: Inpaint, manifest: Manifest) -> Plan:
    _check_picture(request.image)
    _check_mask(request.mask, request.image)
    _check_prompts(request.prompt, request.negative)
    if request.edge not in get_args(Edge):
        raise BadInput(f"The edge must be one of {', '.join(get_args(Edge))}, not {request.edge!r}.")
    _demand_ability(manifest, "inpaint")
    if request.edge != "exact":
        raise NotSupported(f"The edge {request.edge!r} is not available yet: use 'exact'.")
    limits = limits_of(manifest)
    box = context_box(request.mask, limits) if request.box is None else _checked_box(request.box, request.mask)
    return Plan(
        picture=request.image,
        mask=request.mask,
        box=box,
        grid=fit(box.width, box.height, limits),
        prompt=request.prompt,
        negative=request.negative,
        params=request.params.completed(manifest.defaults),
    )


def limits_of(manifest: Manifest) -> Limits:
    """What a pack can look at."""
    return Limits(manifest.native_size, manifest.largest_size, manifest.downscale, manifest.size_multiple)


def _demand_ability(manifest: Manifest, ability: str) -> None:
    if ability not in manifest.abilities:
        able = ", ".join(manifest.abilities) or "nothing"
        raise NotSupported(f"The pack {manifest.name!r} cannot {ability}; it can {able}. Choose another pack.")


def _checked_size(size: tuple[int, int]) -> tuple[int, int]:
    numbers = isinstance(size, tuple) and len(size) == 2 and all(isinstance(side, int) for side in size)
    if not numbers or not all(1 <= side <= LARGEST_SIDE for side in size) or size[0] * size[1] > LARGEST_AREA:
        raise BadInput(f"The size must be two whole numbers of 1 to {LARGEST_SIDE}, at most 67 megapixels, not {size}.")
    return size


def _check_picture(picture: np.ndarray) -> None:
    if not isinstance(picture, np.ndarray) or picture.ndim != 3 or picture.shape[2] not in (3, 4):
        raise BadInput("The picture must be an array (height, width, 3 or 4): RGB or RGBA.")
    if picture.dtype not in DEPTHS:
        raise BadInput(f"The picture must have 8 or 16 bits a channel (uint8 or uint16), not {picture.dtype}.")
    if not picture.size:
        raise BadInput("The picture has no pixels.")


def _check_mask(mask: np.ndarray, picture: np.ndarray) -> None:
    if not isinstance(mask, np.ndarray) or mask.ndim != 2 or mask.dtype != np.uint8:
        raise BadInput("The mask must be an array (height, width) of uint8, above 0 where the picture may change.")
    if mask.shape != picture.shape[:2]:
        (mask_height, mask_width), (height, width) = mask.shape, picture.shape[:2]
        raise BadInput(f"The mask is {mask_width}x{mask_height} but the picture {width}x{height}: they must be equal.")
    if not mask.any():
        raise BadInput("The mask is empty: paint where the picture may change.")


def _check_prompts(*prompts: str) -> None:
    for prompt in prompts:
        if not isinstance(prompt, str):
            raise BadInput("A prompt must be text.")
        try:
            prompt.encode("utf-8")
        except UnicodeEncodeError:
            raise BadInput("A prompt holds characters that are no text (half of a surrogate pair).") from None


def _checked_box(box: Box, mask: np.ndarray) -> Box:
    """The caller's box, if it lies in the picture and holds all that is painted."""
    height, width = mask.shape
    right, bottom = box.left + box.width, box.top + box.height
    if min(box.left, box.top) < 0 or min(box.width, box.height) < 1 or right > width or bottom > height:
        raise BadInput(f"The box {tuple(box)} does not lie within the picture of {width}x{height}.")
    if np.count_nonzero(mask[box.slices]) != np.count_nonzero(mask):
        painted = tuple(bounds(mask))
        raise BadInput(f"The box {tuple(box)} must hold everything that is painted, which is {painted}.")
    return box
