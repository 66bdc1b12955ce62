"""How good pictures are that come from words or from other pictures alone."""

from __future__ import annotations

import numpy as np

from paella_core.benchmarks.quality.asked import asked
from paella_core.benchmarks.quality.figures import mean_distance
from paella_core.benchmarks.quality.row import Row
from paella_core.benchmarks.quality.trial import Trial
from paella_core.params import SamplingParams
from paella_core.request import Vary

FAITHFUL = {"time": 0.97, "season": 0.95, "water": 0.92, "subject": 0.90, "colour": 0.85}
ALIKE = 8  # pictures of one prompt


def fidelity(trial: Trial, prompts: int) -> list[Row]:
    """In how many pictures there is what the prompt asks for."""
    wishes = asked(prompts)
    shares = trial.judge.agrees(trial.generated(wishes), [one.world for one in wishes])
    return [Row(f"prompt fidelity: {name}", shares[name], goal, "%") for name, goal in FAITHFUL.items()]


def diversity(trial: Trial, prompts: int) -> list[Row]:
    """How far pictures of one prompt lie apart, in the judge's eyes, against drawings of the same world."""
    made, drawn = [], []
    for one in asked(prompts):
        pictures = trial.made(trial.wish(one.prompt), one.number, ALIKE)
        made.append(mean_distance(trial.judge.features(pictures)))
        drawings = [one.drawn(trial.side, turn).image for turn in range(ALIKE)]
        drawn.append(mean_distance(trial.judge.features(drawings)))
    return [Row("diversity against drawn scenes", float(np.mean(made) / np.mean(drawn)), 0.8, "x")]


def variations(trial: Trial, pictures: int) -> list[Row]:
    """Whether variations of a picture keep its subject, and how far they lie apart against independent pictures."""
    wishes = asked(pictures)
    drawings = [one.drawn(trial.side).image for one in wishes]
    kept, apart = [], []
    for one, drawing in zip(wishes, drawings, strict=True):
        made = trial.made(Vary([drawing], params=SamplingParams()), one.number, ALIKE // 2)
        kept.append(trial.judge.agrees(made, [one.world] * len(made))["subject"])
        apart.append(mean_distance(trial.judge.features(made)))
    independent = mean_distance(trial.judge.features(drawings))
    return [
        Row("vary: subject kept", float(np.mean(kept)), 0.85, "%"),
        Row("vary: distance against independent pictures", float(np.mean(apart) / independent), 0.3, "x"),
    ]
