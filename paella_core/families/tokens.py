"""What the two families on discrete tokens share: encode what is there, sample, decode.

Shape letters: B pictures (one seed each), H W token rows and columns, K labels.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor

from paella_core.draws import Draw, argmax, headed, multinomial, quant, steadied, typical, typical_multinomial
from paella_core.families.codec import TokenCodec
from paella_core.families.family import Canvas, Filled, Look
from paella_core.families.pack import OpenPack
from paella_core.graphs import Prepared
from paella_core.guidance import Numbers, Predict, Together, switched
from paella_core.randomness import CountedRandomness, Hashed, Randomness, SwitchedRandomness
from paella_core.sampling import sample
from paella_core.schedule import Schedule

Condition = TypeVar("Condition")


class TokenFamily(ABC, Generic[Condition]):
    """A family of token denoisers; each adds its condition and its schedule."""

    def __init__(self, pack: OpenPack) -> None:
        self.pack = pack
        self.codec = TokenCodec(pack)

    @property
    @abstractmethod
    def labels(self) -> int:
        """The number K of labels."""

    @property
    @abstractmethod
    def course(self) -> Callable[..., Schedule]:
        """How noise falls from step to step: a constructor of `Schedule`."""

    @property
    @abstractmethod
    def prepared(self) -> Prepared[Any]:
        """The denoiser, ready to sample. Do not hold on to it."""

    @abstractmethod
    def conditions(self, canvas: Canvas) -> Sequence[tuple[Condition, float | Tensor]]:
        """What the cues ask for, as the encoders say it; with shares, numbers or (H, W, 1)."""

    @abstractmethod
    def opposite(self, canvas: Canvas) -> Condition:
        """What guidance leads away from."""

    @abstractmethod
    def told(self, condition: Condition, grid: tuple[int, int], /) -> Any:
        """A condition as the prepared denoiser takes it for a grid of tokens."""

    def fill(self, canvas: Canvas) -> Iterator[Look]:
        """Sample the tokens of the window. What encoders say is asked at once, before anything needs the denoiser."""
        schedule = self._schedule(canvas)
        return self._filled(canvas, schedule, self._predict(canvas, schedule))

    def _filled(self, canvas: Canvas, schedule: Schedule, predict: Predict) -> Iterator[Look]:
        randomness, numbers = self._randomness(canvas), Numbers()
        draw = headed(
            lambda rows_NC: numbers.noted(self._head(rows_NC)), self._draw(canvas, schedule, randomness), self.labels
        )
        unlock_BHW = torch.from_numpy(canvas.levels).expand(len(canvas.seeds), -1, -1)
        known_BHW = None if (canvas.levels == 1).all() else self.codec.encode(canvas.seen)
        for step, tokens_BHW in sample(predict, draw, schedule, randomness, known_BHW, unlock_BHW):
            numbers.check(step)
            yield partial(self._shown, canvas, tokens_BHW, known_BHW)

    def _shown(self, canvas: Canvas, tokens_BHW: Tensor, known_BHW: Tensor | None) -> list[Filled]:
        changed = [None] * len(canvas.seeds) if known_BHW is None else (tokens_BHW != known_BHW).cpu().numpy()
        shown = self.codec.decode(tokens_BHW, canvas.looked_at)
        return [Filled(*of_one) for of_one in zip(shown, changed, strict=True)]

    def _features(self, tokens_BHW: Tensor, level: float, told: Any) -> Tensor:
        prepared = self.prepared
        return prepared.features(tokens_BHW, prepared.at(level), told)

    def _head(self, rows_NC: Tensor) -> Tensor:
        return self.prepared.head(rows_NC.to(self.pack.plan.arithmetic))

    def _schedule(self, canvas: Canvas) -> Schedule:
        params = canvas.params
        course = self.course(
            params.steps,
            params.temperature,
            params.guidance,
            params.guided_steps,
            params.renoise_steps,
            t_start=canvas.strength,
        )
        return replace(course, renoise_from=self.pack.manifest.sampler.renoise)

    def _predict(self, canvas: Canvas, schedule: Schedule) -> Predict:
        """What the canvas asks for, guided; up to the branch, what its opening does."""
        conditions, opposite = self.conditions(canvas), self.opposite(canvas)
        predict = Together(
            lambda condition: self.told(condition, canvas.grid),
            lambda told: self.prepared.joined(told),
            self._features,
            conditions,
            opposite,
            schedule.guidance,
        )
        if canvas.opening is None:
            return predict
        return switched(canvas.opening.steps, self._predict(canvas.opened, schedule), predict)

    def _randomness(self, canvas: Canvas) -> Hashed:
        """That of the seeds; up to the branch, that of the opening's."""
        (rows, columns), (row0, col0) = canvas.levels.shape, canvas.offset
        counted = CountedRandomness(canvas.seeds, self.labels, rows, columns, row0, col0, self.pack.device)
        if canvas.opening is None:
            return counted
        return SwitchedRandomness(canvas.opening.steps, self._randomness(canvas.opened), counted)

    def _draw(self, canvas: Canvas, schedule: Schedule, randomness: Hashed) -> Draw:
        """How a token is drawn from the logits, as the parameters say."""
        mode, mass = canvas.params.mode or "multinomial", canvas.params.typical_mass
        least = self.pack.manifest.sampler.typical_min_tokens
        if mass is not None and mass < 1 and mode == "multinomial":
            draw = typical_multinomial(schedule, randomness, mass, least)
        elif mass is not None and mass < 1:
            draw = typical(self._drawn_by(mode, schedule, randomness), mass, least)
        else:
            draw = self._drawn_by(mode, schedule, randomness)
        cells = len(canvas.seeds) * canvas.levels.size
        return draw if canvas.memory is None else steadied(draw, canvas.memory, cells)

    def _drawn_by(self, mode: str, schedule: Schedule, randomness: Randomness) -> Draw:
        if mode == "argmax":
            return argmax
        if mode == "quant":
            return quant(schedule, self.codec.codebook_KD)
        return multinomial(schedule, randomness)
