"""How good edits are of pictures that the project draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from paella_core.benchmarks.quality.asked import Asked, asked, standing
from paella_core.benchmarks.quality.figures import colour_step, edge_correlation, height_step, rank_correlation
from paella_core.benchmarks.quality.row import Row
from paella_core.benchmarks.quality.trial import Trial
from paella_core.masks import FULL
from paella_core.params import SamplingParams
from paella_core.request import Blend, Inpaint, Interpolate, Outpaint, Region, StructuralEdit
from paella_core.training.scenes import Box
from paella_core.training.scenes.world import PLACES, TIMES

AROUND = 0.05  # of the side: how far a mask reaches beyond its subject
STRENGTH = 0.6
TURNS = (("season", "summer", "winter"), ("time", "day", "night"))
FRAMES = 9


def inpainting(trial: Trial, pictures: int) -> list[Row]:
    """A subject is painted over, and another one of another colour asked for in its place."""
    wishes, made, steps = [one.with_another() for one in standing(pictures)], [], []
    for old, new in zip(standing(pictures), wishes, strict=True):
        scene = old.drawn(trial.side)
        mask = _around(scene.boxes[0], trial.side)
        made.append(trial.made(Inpaint(scene.image, mask, new.prompt, params=SamplingParams()), new.number)[0])
        steps.append([colour_step(picture, mask > 0) for picture in (made[-1], scene.image)])
    found = trial.judge.agrees(made, [one.world for one in wishes])["subject"]
    across, clean = np.mean(steps, axis=0).tolist()
    return [
        Row("inpaint: the asked subject is there", found, 0.88, "%"),
        Row("inpaint: colour step at the edge against a clean picture", across / clean, 1.10, "x", at_most=True),
    ]


def outpainting(trial: Trial, pictures: int) -> list[Row]:
    """A picture goes on by half its width on either side: do heights fit, and do time and season stay?"""
    steps, kept, half = [], [], trial.side // 2
    for one in asked(pictures):
        request = Outpaint(one.drawn(trial.side).image, one.prompt, half, 0, half, 0, params=SamplingParams())
        wide = trial.made(request, one.number)[0]
        steps += [height_step(wide, column) for column in (half, half + trial.side)]
        shares = trial.judge.agrees((wide[:, : trial.side], wide[:, -trial.side :]), [one.world] * 2)
        kept.append((shares["time"], shares["season"]))
    return [
        Row("outpaint: step of heights at the seams, median", float(np.median(steps)), 3, "px", at_most=True),
        *(
            Row(f"outpaint: {name} kept", float(share), 0.95, "%")
            for name, share in zip(("time", "season"), np.mean(kept, axis=0), strict=True)
        ),
    ]


def structure(trial: Trial, pictures: int) -> list[Row]:
    """Summer becomes winter and day night, while things stay where they are."""
    return [row for turn in TURNS for row in _turned(trial, *turn, _turnable(pictures // 2, *turn))]


def _turnable(pictures: int, name: str, before: str, after: str) -> list[tuple[Asked, Asked]]:
    """Worlds before and after: winter's snow never falls before."""
    clear = [one.but(weather="clear") for one in asked(pictures)]
    return [(one.but(**{name: before}), one.but(**{name: after})) for one in clear]


def _turned(trial: Trial, name: str, before: str, after: str, pairs: Sequence[tuple[Asked, Asked]]) -> list[Row]:
    made, alike = [], []
    for old, new in pairs:
        drawing = old.drawn(trial.side).image
        request = StructuralEdit(drawing, new.prompt, STRENGTH, params=SamplingParams())
        made.append(trial.made(request, new.number)[0])
        alike.append(edge_correlation(drawing, made[-1]))
    changed = trial.judge.agrees(made, [new.world for _, new in pairs])[name]
    return [
        Row(f"structural edit at {STRENGTH}: {before} to {after}", changed, 0.9, "%"),
        Row(f"structural edit at {STRENGTH}: {before} to {after}, edges kept", float(np.mean(alike)), 0.6),
    ]


def interpolation(trial: Trial, slides: int) -> list[Row]:
    """From day to night: does it grow dark step by step?"""
    rising, largest = [], []
    for day, night in _turnable(slides, *TURNS[1]):
        stops, size = (day.prompt, night.prompt), (trial.side, trial.side)
        request = Interpolate(stops, FRAMES, size=size, params=SamplingParams())
        nights = trial.judge.chances(trial.made(request, day.number), "time")[:, TIMES.index("night")]
        rising.append(rank_correlation(nights))
        largest.append(np.abs(np.diff(nights)).max())
    return [
        Row("interpolate: night rises (Spearman)", float(np.mean(rising)), 0.95),
        Row("interpolate: largest step", float(np.mean(largest)), 0.35, at_most=True),
    ]


def blending(trial: Trial, pictures: int) -> list[Row]:
    """Two halves with a prompt each: is the subject of each there?"""
    half = np.zeros((trial.side, trial.side), np.uint8)
    half[:, : trial.side // 2] = FULL
    shown = []
    for one in standing(pictures):
        left, right = _placed(one, "left"), _placed(one.with_another(), "right")
        regions = Region(half, left.prompt), Region(FULL - half, right.prompt)
        made = trial.made(Blend(regions, params=SamplingParams()), one.number)
        kinds = trial.judge.likeliest_kinds(made, 2)[0]
        shown += [side.subject.kind in kinds for side in (left, right)]
    return [Row("blend: each region shows its subject", float(np.mean(shown)), 0.85, "%")]


def _placed(one: Asked, place: str) -> Asked:
    return one.with_subject(replace(one.subject, x=PLACES[place]))


def _around(box: Box, side: int) -> np.ndarray:
    """A mask over a subject and a little around it."""
    left, top, right, bottom = (
        round(side * min(max(edge, 0.0), 1.0))
        for edge in (box[0] - AROUND, box[1] - AROUND, box[2] + AROUND, box[3] + AROUND)
    )
    mask = np.zeros((side, side), np.uint8)
    mask[top:bottom, left:right] = FULL
    return mask
