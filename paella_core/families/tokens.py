"""What the two families on discrete tokens share: encode what is there, sample, decode.

Shape letters: B pictures (one seed each), H W token rows and columns, K labels.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace

import torch

from paella_core.draws import Draw, argmax, multinomial, quant, steadied, typical
from paella_core.families.codec import TokenCodec
from paella_core.families.family import Canvas, Filled
from paella_core.families.pack import OpenPack
from paella_core.guidance import Predict, finite, guided, switched
from paella_core.randomness import CountedRandomness, Randomness, SwitchedRandomness
from paella_core.sampling import sample
from paella_core.schedule import Schedule


class TokenFamily(ABC):
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

    @abstractmethod
    def conditional(self, canvas: Canvas) -> Predict:
        """What the cues ask for."""

    @abstractmethod
    def unconditional(self, canvas: Canvas) -> Predict:
        """What guidance leads away from."""

    def fill(self, canvas: Canvas) -> Iterator[list[Filled]]:
        """Sample the tokens of the window. What encoders say is asked at once, before anything needs the denoiser."""
        schedule = self._schedule(canvas)
        return self._filled(canvas, schedule, finite(self._predict(canvas, schedule)))

    def _filled(self, canvas: Canvas, schedule: Schedule, predict: Predict) -> Iterator[list[Filled]]:
        randomness = self._randomness(canvas)
        draw = self._draw(canvas, schedule, randomness)
        unlock_BHW = torch.from_numpy(canvas.levels).to(self.pack.device).expand(len(canvas.seeds), -1, -1)
        known_BHW = None if (canvas.levels == 1).all() else self.codec.encode(canvas.seen)
        for _, tokens_BHW in sample(predict, draw, schedule, randomness, known_BHW, unlock_BHW):
            changed = [None] * len(canvas.seeds) if known_BHW is None else (tokens_BHW != known_BHW).cpu().numpy()
            yield [Filled(*of_one) for of_one in zip(self.codec.decode(tokens_BHW), changed, strict=True)]

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
        predict = guided(self.conditional(canvas), self.unconditional(canvas), schedule.guidance)
        if canvas.opening is None:
            return predict
        return switched(canvas.opening.steps, self._predict(canvas.opened, schedule), predict)

    def _randomness(self, canvas: Canvas) -> Randomness:
        """That of the seeds; up to the branch, that of the opening's."""
        (rows, columns), (row0, col0) = canvas.levels.shape, canvas.offset
        counted = CountedRandomness(canvas.seeds, self.labels, rows, columns, row0, col0, self.pack.device)
        if canvas.opening is None:
            return counted
        return SwitchedRandomness(canvas.opening.steps, self._randomness(canvas.opened), counted)

    def _draw(self, canvas: Canvas, schedule: Schedule, randomness: Randomness) -> Draw:
        """How a token is drawn from the logits, as the parameters say."""
        draw = self._drawn_by(canvas.params.mode or "multinomial", schedule, randomness)
        if canvas.params.typical_mass is not None:
            draw = typical(draw, canvas.params.typical_mass, self.pack.manifest.sampler.typical_min_tokens)
        return draw if canvas.memory is None else steadied(draw, canvas.memory)

    def _drawn_by(self, mode: str, schedule: Schedule, randomness: Randomness) -> Draw:
        if mode == "argmax":
            return argmax
        if mode == "quant":
            return quant(schedule, self.codec.codebook_KD)
        return multinomial(schedule, randomness)
