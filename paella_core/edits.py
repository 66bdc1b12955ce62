"""What each edit means: a request, checked against a pack, becomes a `Plan`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch

import numpy as np

from paella_core.checks import (
    check_box,
    check_edge,
    check_frames,
    check_margins,
    check_mask,
    check_opening,
    check_path,
    check_picture,
    check_plane,
    check_size,
    check_strength,
    check_weight,
    check_words,
)
from paella_core.contexts import Limits, context_box, fit, limits_of, reach
from paella_core.errors import BadInput, NotSupported
from paella_core.images import as_float
from paella_core.masks import FULL, edged
from paella_core.outpainting import outpaint_contexts
from paella_core.packs.manifest import Manifest
from paella_core.params import SamplingParams
from paella_core.plan import Cue, Frame, Plan, Weighted, Window
from paella_core.request import (
    Blend,
    Box,
    Edge,
    Generate,
    Inpaint,
    Interpolate,
    Opening,
    Outpaint,
    Request,
    StructuralEdit,
    Vary,
)


@singledispatch
def plan(request: Request, manifest: Manifest) -> Plan:
    """Check a request against a pack and lay it out. Nothing is loaded for it.

    Raises:
        BadInput: the request cannot be used.
        NotSupported: the pack cannot do it.
    """
    raise BadInput(f"{type(request).__name__} is no edit of this version (for pack {manifest.name}).")


@plan.register
def _generate(request: Generate, manifest: Manifest) -> Plan:
    _demand(manifest, "generate", request.negative, request.prompt)
    empty = _empty(check_size(request.size))
    frames = [Frame(_whole(empty, manifest), _only(Cue(request.prompt)))]
    return _planned(request, manifest, empty, frames, request.opening)


@plan.register
def _inpaint(request: Inpaint, manifest: Manifest) -> Plan:
    _demand(manifest, "inpaint", request.negative, request.prompt)
    picture = check_picture(request.image)
    mask = check_mask(request.mask, picture)
    strength = _strength(manifest, mask, request.strength_map, 1.0)
    windows = _windows(manifest, strength, mask, request.edge, request.box)
    frames = [Frame(windows, _only(Cue(request.prompt)))]
    return _planned(request, manifest, picture, frames, request.opening)


@plan.register
def _outpaint(request: Outpaint, manifest: Manifest) -> Plan:
    _demand(manifest, "outpaint", request.negative, request.prompt)
    picture = check_picture(request.image)
    margins = (request.left, request.top, request.right, request.bottom)
    check_margins(margins)
    height, width = picture.shape[:2]
    check_size((width + request.left + request.right, height + request.top + request.bottom))
    check_edge(request.edge)
    canvas, limits = _enlarged(picture, *margins), limits_of(manifest)
    missing = np.full(canvas.shape[:2], FULL, np.uint8)
    missing[request.top : request.top + height, request.left : request.left + width] = 0
    windows = []
    for box in outpaint_contexts(width, height, *margins, limits.native):
        windows.append(_in_box(box, missing, missing, limits, request.edge))
        missing[box.slices] = 0
    frames = [Frame(tuple(windows), _only(Cue(request.prompt)))]
    return replace(_planned(request, manifest, canvas, frames, request.opening), origin=(request.left, request.top))


@plan.register
def _structural_edit(request: StructuralEdit, manifest: Manifest) -> Plan:
    _demand(manifest, "structural-edit", request.negative, request.prompt)
    picture = check_picture(request.image)
    whole = np.full(picture.shape[:2], FULL, np.uint8)
    mask = whole if request.mask is None else check_mask(request.mask, picture)
    if len(request.strengths) and request.params.count != 1:
        raise BadInput("Several strengths are one series of pictures: set the count to 1.")
    frames = []
    for number in request.strengths if len(request.strengths) else (request.strength,):
        strength = _strength(manifest, mask, request.strength_map, check_strength(number))
        windows = _windows(manifest, strength, mask, request.edge, request.box)
        keeping = tuple(replace(window, keeps_unchanged=True) for window in windows)
        frames.append(Frame(keeping, _only(Cue(request.prompt))))
    return _planned(request, manifest, picture, frames, request.opening)


@plan.register
def _vary(request: Vary, manifest: Manifest) -> Plan:
    _demand(manifest, "vary", request.negative, request.prompt)
    if not request.images:
        raise BadInput("Variations need a picture: give at least one.")
    pictures = [check_picture(image) for image in request.images]
    height, width = pictures[0].shape[:2]
    size = (width, height) if request.size is None else request.size
    picture, windows = _place(request.image, request.mask, size, manifest)
    cue = Cue(request.prompt, tuple(as_float(picture) for picture in pictures))
    return _planned(request, manifest, picture, [Frame(windows, _only(cue))])


@plan.register
def _interpolate(request: Interpolate, manifest: Manifest) -> Plan:
    words = [stop for stop in request.stops if not isinstance(stop, np.ndarray)]
    _demand(manifest, "interpolate", request.negative, *words)
    check_frames(request.frames, request.stops)
    check_path(request.path)
    if len(words) < len(request.stops):
        _demand_ability(manifest, "vary")
    if request.params.count != 1:
        raise BadInput("An interpolation is one series of pictures: set the count to 1.")
    picture, windows = _place(request.image, request.mask, request.size, manifest)
    stops = [_stop(stop) for stop in request.stops]
    places = [number / (request.frames - 1) for number in range(request.frames)]
    frames = [Frame(windows, _between(stops, place)) for place in places]
    return replace(_planned(request, manifest, picture, frames), path=request.path, film=True)


@plan.register
def _blend(request: Blend, manifest: Manifest) -> Plan:
    _demand(manifest, "blend", request.negative, request.prompt, *(region.prompt for region in request.regions))
    planes = _regions(request)
    cues = _sharing(request, planes)
    if request.image is None:
        height, width = planes[0].shape
        empty = _empty(check_size((width, height)))
        return _planned(request, manifest, empty, [Frame(_whole(empty, manifest), cues)])
    mask = np.max(planes, axis=0)
    windows = _windows(manifest, _strength(manifest, mask, None, 1.0), mask, "exact", None)
    return _planned(request, manifest, request.image, [Frame(windows, cues)])


def _planned(
    request: Request,
    manifest: Manifest,
    picture: np.ndarray,
    frames: Sequence[Frame],
    opening: Opening | None = None,
) -> Plan:
    params = request.params.completed(manifest.defaults)
    return Plan(picture, tuple(frames), request.negative, params, opening=_opening(opening, manifest, params))


def _opening(opening: Opening | None, manifest: Manifest, params: SamplingParams) -> Opening | None:
    """An opening, and those that it branched off itself, checked; None where it has no step."""
    if opening is None:
        return None
    _demand(manifest, "branch", opening.negative, opening.prompt)
    check_opening(opening, params)
    return replace(opening, opening=_opening(opening.opening, manifest, params)) if opening.steps else None


# ---- what a pack can do


def _demand(manifest: Manifest, ability: str, negative: str, *prompts: str) -> None:
    """Refuse an edit that the pack cannot do, and words that it cannot read."""
    check_words(negative, *prompts)
    _demand_ability(manifest, ability)
    if negative:
        _demand_ability(manifest, "negative")
    if any(prompts) and "generate" not in manifest.abilities:
        raise NotSupported(f"The pack {manifest.name!r} reads no prompts: leave it empty or choose another pack.")


def _demand_ability(manifest: Manifest, ability: str) -> None:
    if ability not in manifest.abilities:
        able = ", ".join(manifest.abilities) or "nothing"
        raise NotSupported(f"The pack {manifest.name!r} cannot {ability}; it can {able}. Choose another pack.")


# ---- where


def _empty(size: tuple[int, int]) -> np.ndarray:
    width, height = size
    return np.zeros((height, width, 3), np.uint8)


def _whole(picture: np.ndarray, manifest: Manifest) -> tuple[Window]:
    """The window in which everything may change."""
    height, width = picture.shape[:2]
    everything = np.full((height, width), FULL, np.uint8)
    return (_in_box(Box(0, 0, width, height), everything, everything, limits_of(manifest), "exact"),)


def _windows(
    manifest: Manifest, strength: np.ndarray, mask: np.ndarray, edge: Edge, box: Box | None
) -> tuple[Window, ...]:
    """The window around what may change, in the caller's box or one chosen for it; none where nothing may."""
    check_edge(edge)
    if box is not None:
        check_box(box, mask)
    if not strength.any():
        return ()
    limits = limits_of(manifest)
    return (_in_box(box or context_box(mask, limits), strength, np.where(strength > 0, mask, 0), limits, edge),)


def _in_box(box: Box, strength: np.ndarray, mask: np.ndarray, limits: Limits, edge: Edge) -> Window:
    """What the mask paints is laid over fully; in the band beyond, ever less of it may change and is laid over."""
    grid = fit(box.width, box.height, limits)
    painted = mask[box.slices].copy()
    opacity = edged(painted, reach(edge, grid.cell))
    band = np.rint(opacity * (int(strength.max()) / FULL)).astype(np.uint8)
    return Window(box, grid, np.where(painted > 0, strength[box.slices], band), opacity)


def _strength(manifest: Manifest, mask: np.ndarray, strength_map: np.ndarray | None, strength: float) -> np.ndarray:
    """How much of each pixel may go, (height, width) uint8: 0 where nothing is painted."""
    if strength_map is None:
        return np.where(mask > 0, np.uint8(round(strength * FULL)), np.uint8(0))
    _demand_ability(manifest, "strength-map")
    check_plane(strength_map, mask.shape, "strength map")
    return np.where(mask > 0, np.rint(strength_map * strength), 0).astype(np.uint8)


def _enlarged(picture: np.ndarray, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    """A picture on a larger canvas, its edges continued; where it has alpha, what is new is transparent."""
    canvas = np.pad(picture, ((top, bottom), (left, right), (0, 0)), mode="edge")
    if picture.shape[2] == 4:
        known = np.zeros(canvas.shape[:2], bool)
        known[top : top + picture.shape[0], left : left + picture.shape[1]] = True
        canvas[..., 3][~known] = 0
    return canvas


def _place(
    image: np.ndarray | None, mask: np.ndarray | None, size: tuple[int, int], manifest: Manifest
) -> tuple[np.ndarray, tuple[Window, ...]]:
    """What is made: the painted part of a picture, or a new one of a size."""
    if (image is None) != (mask is None):
        raise BadInput("To change a part of a picture, give both the picture and a mask of what may change.")
    if image is None:
        empty = _empty(check_size(size))
        return empty, _whole(empty, manifest)
    picture = check_picture(image)
    mask = check_mask(mask, picture)
    return picture, _windows(manifest, _strength(manifest, mask, None, 1.0), mask, "exact", None)


# ---- what


def _only(cue: Cue) -> tuple[Weighted, ...]:
    """One cue, everywhere."""
    return (Weighted(cue),)


def _stop(stop: str | np.ndarray) -> Cue:
    """A stop of an interpolation: a prompt, or a picture."""
    return Cue(pictures=(as_float(check_picture(stop)),)) if isinstance(stop, np.ndarray) else Cue(stop)


def _between(stops: Sequence[Cue], position: float) -> tuple[Weighted, ...]:
    """The two stops around a position (0 the first stop, 1 the last) with their shares; at a stop, it alone."""
    scaled = position * (len(stops) - 1)
    index = min(int(scaled), len(stops) - 2)
    share = scaled - index
    pair = (Weighted(stops[index], 1 - share), Weighted(stops[index + 1], share))
    return tuple(cue for cue in pair if cue.share)


def _regions(request: Blend) -> list[np.ndarray]:
    """The planes of a blend's regions, checked."""
    if not request.regions:
        raise BadInput("A blend needs a region: give at least one mask with its prompt.")
    if request.image is not None:
        check_picture(request.image)
    shape = np.shape(request.regions[0].mask if request.image is None else request.image)[:2]
    planes = [check_plane(region.mask, shape, "region") for region in request.regions]
    if not any(plane.any() for plane in planes):
        raise BadInput("The regions are empty: paint where each prompt holds.")
    return planes


def _sharing(request: Blend, planes: Sequence[np.ndarray]) -> tuple[Weighted, ...]:
    """The prompts of a blend with their planes: each has what it paints, by its weight; the common prompt has what they
    leave, by the weight 1. Together they are 255 everywhere, and the common prompt has all where nothing counts."""
    weights = [check_weight(region.weight) for region in request.regions]
    room = np.maximum(FULL - np.sum(planes, axis=0, dtype=np.float32), 0)
    claims = np.stack([*(plane * np.float32(weight) for plane, weight in zip(planes, weights, strict=True)), room])
    claims[-1, ~claims.any(axis=0)] = FULL
    # Sums are rounded, not the claims: nothing is left over, for which the common prompt would be asked in vain.
    sums = np.rint(claims.cumsum(axis=0) * (FULL / claims.sum(axis=0))).astype(np.uint8)
    *shares, rest = np.diff(sums, axis=0, prepend=np.uint8(0))
    cues = [Weighted(Cue(region.prompt), share) for region, share in zip(request.regions, shares, strict=True)]
    return (*cues, Weighted(Cue(request.prompt), rest)) if rest.any() else tuple(cues)
