"""Seams: a filled part takes on the tone of the picture around it, so that an exact edge shows no rim.

Poisson image editing (Perez, Gangnet, Blake 2003) in its membrane form: the colours that a generated picture lacks just
outside the mask are spread harmonically inside it and added, and what is still missing at its edge fades out within a
few pixels. Float pictures only, (H, W, 3) float32 in 0..1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

REACH = 2  # pixels around a pixel of the rim over which its residual is averaged: tone, without the lost texture
MARGIN = REACH + 1  # pixels around the smallest box of a mask that are looked at
_SPREAD = 1.0  # standard deviation of that average, in pixels
LARGEST_SHIFT = 0.15  # of a colour; what differs by more is another thing, not another tone
_NEARBY = 5  # halvings: squares of 32 pixels, in each of which the mask's edge follows the picture's own or does not
_DAMPING = 0.8  # of the Jacobi smoother
_TOLERANCE = 0.005  # of the range of the values on the rim: where a last change is smaller, the error is too
_MOST_ITERATIONS = 30
_TINY = float(np.finfo(np.float32).tiny)


class _Level(NamedTuple):
    """Laplace's equation on one grid of the multigrid: 1 where it is solved, its diagonal, and the smoother's step."""

    open_HW: np.ndarray
    diagonal_HW: np.ndarray
    step_HW: np.ndarray


def membrane(
    picture_HW3: np.ndarray,
    generated_HW3: np.ndarray,
    inside_HW: np.ndarray,
    known_HW: np.ndarray | None = None,
    fade: int = 0,
) -> np.ndarray:
    """Shift the colours of the generated pixels inside a mask so that they meet the picture at its edge.

    `inside_HW` is true where the generated picture will be seen. Pixels outside it that `known_HW` excludes (say, as
    they are transparent) tell nothing. Where the generated picture shows another thing than another tone there, its
    colour would bleed into the mask: the tone is that of the other pixels, and what still differs is gone `fade`
    pixels inside. Without a known pixel at the mask's edge nothing changes.
    """
    if not inside_HW.any():
        return generated_HW3
    near = _surroundings(inside_HW)
    picture, generated, inside = picture_HW3[near], generated_HW3[near], inside_HW[near]
    known = ~inside if known_HW is None else ~inside & (known_HW[near] > 0)
    residual_HW3 = picture - generated
    shift_HW3 = _shift(residual_HW3, known)
    shift_HW3 += _fading(residual_HW3 - shift_HW3, inside, known & ~_contours(picture, inside, known), fade)
    result = generated_HW3.copy()
    result[near] = np.where(inside[..., None], np.clip(generated + shift_HW3, 0, 1), generated)
    return result


def _shift(residual_HW3: np.ndarray, known_HW: np.ndarray) -> np.ndarray:
    """The membrane over the residual of the known pixels where that is tone; 0 where none is."""
    known_HW = known_HW & (np.abs(residual_HW3).max(axis=-1) <= LARGEST_SHIFT)
    rim = _beside(~known_HW) & known_HW
    if not rim.any():
        return np.zeros_like(residual_HW3)
    tone_N3 = _tone(residual_HW3, known_HW, rim)
    shift_HW3 = spread(tone_N3, rim, ~known_HW)
    shift_HW3[rim] = tone_N3
    return shift_HW3


def _fading(residual_HW3: np.ndarray, inside_HW: np.ndarray, known_HW: np.ndarray, width: int) -> np.ndarray:
    """The residual of known pixels at the mask's edge, carried inside from ring to ring, less from each to the next.

    P are the pixels with a border around them, in one row: neighbours of a ring lie at fixed distances.
    """
    stride = inside_HW.shape[1] + 2
    around = np.array([-stride, stride, -1, 1])
    open_P, reached_P = (np.pad(plane, 1).ravel() for plane in (inside_HW, known_HW & _beside(inside_HW)))
    residual_P3 = np.pad(residual_HW3, ((1, 1), (1, 1), (0, 0))).reshape(-1, 3)
    fading_P3 = np.zeros_like(residual_P3)
    beside = np.flatnonzero(reached_P)[:, None] + around
    for share in np.linspace(1, 0, width, endpoint=False, dtype=np.float32):
        ring = np.unique(beside[open_P[beside]])
        beside = ring[:, None] + around
        weights_N41 = reached_P[beside][..., None].astype(np.float32)
        residual_P3[ring] = (residual_P3[beside] * weights_N41).sum(1) / weights_N41.sum(1)
        fading_P3[ring] = share * residual_P3[ring]
        open_P[ring], reached_P[ring] = False, True
    return fading_P3.reshape(-1, stride, 3)[1:-1, 1:-1]


def _contours(picture_HW3: np.ndarray, inside_HW: np.ndarray, known_HW: np.ndarray) -> np.ndarray:
    """The pixels (H, W) bool where most of the mask's edge nearby follows an edge of the picture itself, as around a
    thing that was painted over: what is generated may end there too."""
    edge_HW, own_HW = np.zeros(inside_HW.shape, np.float32), np.zeros(inside_HW.shape, np.float32)
    for picture, inside, known, edge, own in (
        (picture_HW3, inside_HW, known_HW, edge_HW, own_HW),
        (picture_HW3.swapaxes(0, 1), inside_HW.T, known_HW.T, edge_HW.T, own_HW.T),
    ):
        rows, columns = np.nonzero(inside[1:] & known[:-1] | known[1:] & inside[:-1])
        edge[rows, columns] += 1
        own[rows, columns] += np.abs(picture[rows + 1, columns] - picture[rows, columns]).max(axis=-1) > LARGEST_SHIFT
    for _ in range(_NEARBY):
        edge_HW, own_HW = _pooled(edge_HW), _pooled(own_HW)
    followed = 2 * own_HW > edge_HW
    height, width = inside_HW.shape
    return followed.repeat(1 << _NEARBY, axis=0).repeat(1 << _NEARBY, axis=1)[:height, :width]


def spread(values_NC: np.ndarray, rim_HW: np.ndarray, open_HW: np.ndarray) -> np.ndarray:
    """The smoothest picture (H, W, C) float32 over the open pixels that has the given values on the rim (N pixels).

    Each open pixel is the mean of those of its four neighbours that are open or rim, within 0.005 of the values' range.
    Every open part must touch the rim. Elsewhere it is 0.
    """
    links_HW = _neighbours(rim_HW.astype(np.float32)) * open_HW
    levels = list(_pyramid(open_HW.astype(np.float32), links_HW))
    planes = [_harmonic(values_N, rim_HW, links_HW, levels) for values_N in values_NC.T]
    return np.stack(planes, axis=-1)


def _harmonic(values_N: np.ndarray, rim_HW: np.ndarray, links_HW: np.ndarray, levels: list[_Level]) -> np.ndarray:
    """One plane of `spread`: the values' mean, and the solution for what differs from it."""
    mean, tolerance = float(values_N.mean()), _TOLERANCE * float(np.ptp(values_N))
    if not tolerance:
        return mean * levels[0].open_HW
    rim_values_HW = np.zeros(rim_HW.shape, np.float32)
    rim_values_HW[rim_HW] = values_N - mean
    target_HW = _neighbours(rim_values_HW) * (links_HW > 0)
    return mean * levels[0].open_HW + _solved(levels, target_HW, tolerance)


def _solved(levels: list[_Level], target_HW: np.ndarray, tolerance: float) -> np.ndarray:
    """Conjugate gradients from the coarser grid's solution, with a multigrid cycle as preconditioner."""
    level, coarser = levels[0], levels[1:]
    solution_HW = np.zeros_like(target_HW)
    if coarser:
        solution_HW = _finer(_solved(coarser, _pooled(target_HW), tolerance), level)
    residual_HW = _defect(level, target_HW, solution_HW)
    direction_HW, before = np.zeros_like(residual_HW), np.inf
    for _ in range(_MOST_ITERATIONS):
        guess_HW = _cycle(levels, residual_HW)
        energy = _dot(residual_HW, guess_HW)
        direction_HW = guess_HW + (energy / before) * direction_HW
        change_HW = -_defect(level, np.float32(0), direction_HW)
        length = energy / max(_dot(direction_HW, change_HW), _TINY)
        solution_HW += length * direction_HW
        residual_HW -= length * change_HW
        before = max(energy, _TINY)
        if length * np.abs(direction_HW).max() <= tolerance:
            break
    return solution_HW


def _cycle(levels: list[_Level], target_HW: np.ndarray) -> np.ndarray:
    """One symmetric V-cycle from zero: smooth, correct by the coarser grid, smooth."""
    level, coarser = levels[0], levels[1:]
    solution_HW = level.step_HW * target_HW
    if coarser:
        solution_HW += _finer(_cycle(coarser, _pooled(_defect(level, target_HW, solution_HW))), level)
        solution_HW += level.step_HW * _defect(level, target_HW, solution_HW)
    return solution_HW


def _pyramid(open_HW: np.ndarray, links_HW: np.ndarray) -> Iterator[_Level]:
    """Grids from the finest to a single pixel; `links_HW` counts each pixel's neighbours on the rim."""
    while True:
        diagonal_HW = (_neighbours(open_HW) + links_HW) * open_HW
        step_HW = np.divide(_DAMPING, diagonal_HW, out=np.zeros_like(diagonal_HW), where=diagonal_HW > 0)
        yield _Level(open_HW, diagonal_HW, step_HW)
        if open_HW.size == 1:
            return
        open_HW, links_HW = np.minimum(_pooled(open_HW), 1), _pooled(links_HW)


def _defect(level: _Level, target_HW: np.ndarray | np.float32, solution_HW: np.ndarray) -> np.ndarray:
    """What is missing from the target: target - A solution, for a solution that is 0 where nothing is solved."""
    missing_HW = _neighbours(solution_HW)
    missing_HW += target_HW
    missing_HW *= level.open_HW
    missing_HW -= level.diagonal_HW * solution_HW
    return missing_HW


def _beside(plane_HW: np.ndarray) -> np.ndarray:
    """The pixels (H, W) bool that have a neighbour of these."""
    return _neighbours(plane_HW.astype(np.float32)) > 0


def _neighbours(plane_HW: np.ndarray) -> np.ndarray:
    """The sum of each pixel's four neighbours; beyond the border is 0."""
    total_HW = np.zeros_like(plane_HW)
    total_HW[1:] += plane_HW[:-1]
    total_HW[:-1] += plane_HW[1:]
    total_HW[:, 1:] += plane_HW[:, :-1]
    total_HW[:, :-1] += plane_HW[:, 1:]
    return total_HW


def _pooled(plane_HW: np.ndarray) -> np.ndarray:
    """Sums of 2 x 2 pixels; beyond the border is 0."""
    height, width = plane_HW.shape
    even_HW = np.pad(plane_HW, ((0, height % 2), (0, width % 2)))
    return even_HW[::2, ::2] + even_HW[1::2, ::2] + even_HW[::2, 1::2] + even_HW[1::2, 1::2]


def _finer(plane_HW: np.ndarray, level: _Level) -> np.ndarray:
    """A coarser grid's plane on a finer level, each pixel as 2 x 2."""
    height, width = level.open_HW.shape
    return plane_HW.repeat(2, axis=0).repeat(2, axis=1)[:height, :width] * level.open_HW


def _dot(a_HW: np.ndarray, b_HW: np.ndarray) -> float:
    return float(np.vdot(a_HW, b_HW))


def _tone(residual_HW3: np.ndarray, known_HW: np.ndarray, rim_HW: np.ndarray) -> np.ndarray:
    """The residual (N, 3) at the rim, averaged over the known pixels nearby, the nearest counting most."""
    margin = ((REACH, REACH), (REACH, REACH))
    weights_HW = np.pad(known_HW.astype(np.float32), margin)
    residual_HW3 = np.pad(residual_HW3.astype(np.float32), (*margin, (0, 0)))
    rows, columns = np.nonzero(rim_HW)
    total_N3, weight_N1 = np.zeros((rows.size, 3), np.float32), np.zeros((rows.size, 1), np.float32)
    for down in range(-REACH, REACH + 1):
        for right in range(-REACH, REACH + 1):
            place = rows + REACH + down, columns + REACH + right
            share_N1 = weights_HW[place][:, None] * np.float32(np.exp(-(down**2 + right**2) / (2 * _SPREAD**2)))
            total_N3 += share_N1 * residual_HW3[place]
            weight_N1 += share_N1
    return total_N3 / weight_N1


def _surroundings(inside_HW: np.ndarray) -> tuple[slice, slice]:
    """The rows and columns that hold the mask and what its rim's average looks at."""
    rows, columns = np.flatnonzero(inside_HW.any(axis=1)), np.flatnonzero(inside_HW.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - MARGIN), int(rows[-1]) + 1 + MARGIN),
        slice(max(0, int(columns[0]) - MARGIN), int(columns[-1]) + 1 + MARGIN),
    )
