"""The token sampler, plainly: none of the engine's savings, the same tokens.

Each step asks for two predictions where it is guided, one after the other and of all tokens, whatever may change; makes
the noise of all draws at once; sorts all labels of all tokens where only typical ones are drawn from; and decodes the
whole window (SEMANTICS section 7).

Shape letters: B pictures (one seed each), H W token rows and columns, K labels, D numbers of a code.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import repeat
from typing import cast
from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import Tensor

from paella_core.families import Canvas, Filled, Look, OpenPack
from paella_core.families.codec import TokenVQGAN
from paella_core.images import from_tensor, to_tensor
from paella_core.randomness import CountedRandomness, Purpose, counted, gumbel, mixed, uniforms
from paella_core.schedule import Schedule

COLDEST = 1e-10


class PlainFamily(ABC):
    """A token family on the networks of a pack; each adds its condition and its schedule."""

    course: Callable[..., Schedule]

    def __init__(self, pack: OpenPack) -> None:
        self.pack = pack
        self._films: WeakKeyDictionary[object, dict[int, tuple[Tensor, Tensor]]] = WeakKeyDictionary()

    @property
    @abstractmethod
    def labels(self) -> int:
        """The number K of labels."""

    @abstractmethod
    def conditional(self, canvas: Canvas, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        """What is predicted by what the cues ask for -> logits_BKHW."""

    @abstractmethod
    def unconditional(self, canvas: Canvas, tokens_BHW: Tensor, levels_B: Tensor) -> Tensor:
        """What is predicted by what guidance leads away from -> logits_BKHW."""

    @property
    def vqgan(self) -> TokenVQGAN:
        """Pictures to tokens and back."""
        return cast(TokenVQGAN, self.pack.vqgan)

    @torch.no_grad()
    def fill(self, canvas: Canvas) -> Iterator[Look]:
        """Sample; after each step, a look at what is there."""
        known_BHW = None if (canvas.levels == 1).all() else self._encoded(canvas)
        for tokens_BHW in self.sampled(canvas, known_BHW):
            yield partial(self._shown, tokens_BHW, known_BHW)

    @torch.no_grad()
    def _shown(self, tokens_BHW: Tensor, known_BHW: Tensor | None) -> list[Filled]:
        pictures = from_tensor(self.vqgan.decode_indices(tokens_BHW))
        changed = repeat(None) if known_BHW is None else (tokens_BHW != known_BHW).cpu().numpy()
        return [Filled(*of_one) for of_one in zip(pictures, changed, strict=False)]

    def sampled(self, canvas: Canvas, known_BHW: Tensor | None) -> Iterator[Tensor]:
        """The tokens (B, H, W) after each step, from those that are there, if any are."""
        schedule, unlock_HW = self._schedule(canvas), torch.from_numpy(canvas.levels).to(self.pack.device)
        seen_BHW = noise_BHW = self._randomness(wish_at(canvas, 0)).noise(0)
        tokens_BHW = noise_BHW if known_BHW is None else known_BHW
        was_free_HW = torch.zeros_like(unlock_HW, dtype=torch.bool)
        for step, t in enumerate(schedule.ts[:-1]):
            wish = wish_at(canvas, step)
            randomness = self._randomness(wish)
            free_HW = (unlock_HW >= t) & (unlock_HW > 0)
            loose_HW = free_HW if step <= schedule.renoise_steps else free_HW & ~was_free_HW
            sources = {"start": noise_BHW, "prev": seen_BHW, "rand": randomness.noise(step)}
            sources["posterior"] = seen_BHW if schedule.keeps_clean(step) else noise_BHW
            source_BHW = torch.where(was_free_HW, sources[schedule.renoise_from], noise_BHW)
            share_HW = torch.where(was_free_HW, schedule.renoise_share(step), t)
            seen_BHW = torch.where(loose_HW & (randomness.renoise(step) <= share_HW), source_BHW, tokens_BHW)
            logits_BKHW = self._guided(wish, seen_BHW, schedule, step)
            drawn_BHW = self._drawn(canvas, logits_BKHW, schedule, randomness, step)
            if canvas.memory is not None:
                drawn_BHW = self._steadied(canvas.memory, step, logits_BKHW.argmax(1), drawn_BHW)
            tokens_BHW = torch.where(free_HW, drawn_BHW, seen_BHW)
            was_free_HW = free_HW
            yield tokens_BHW

    def _encoded(self, canvas: Canvas) -> Tensor:
        return torch.cat([self.vqgan.tokenize(to_tensor(picture, self.pack.device)) for picture in canvas.seen])

    def _schedule(self, canvas: Canvas) -> Schedule:
        chosen = canvas.params
        course = type(self).course(
            chosen.steps,
            chosen.temperature,
            chosen.guidance,
            chosen.guided_steps,
            chosen.renoise_steps,
            t_start=canvas.strength,
        )
        return replace(course, renoise_from=self.pack.manifest.sampler.renoise)

    def _randomness(self, canvas: Canvas) -> CountedRandomness:
        (rows, columns), (row0, col0) = canvas.levels.shape, canvas.offset
        return CountedRandomness(canvas.seeds, self.labels, rows, columns, row0, col0, self.pack.device)

    def _guided(self, canvas: Canvas, tokens_BHW: Tensor, schedule: Schedule, step: int) -> Tensor:
        """Two predictions, and logits on the line through both; one where the step is not guided."""
        levels_B = torch.full((len(tokens_BHW),), schedule.levels[step], device=self.pack.device)
        logits_BKHW = self.conditional(canvas, tokens_BHW, levels_B).float()
        scale = schedule.guidance[step]
        if scale == 1:
            return logits_BKHW
        return logits_BKHW * scale + self.unconditional(canvas, tokens_BHW, levels_B).float() * (1 - scale)

    def _drawn(
        self, canvas: Canvas, logits_BKHW: Tensor, schedule: Schedule, randomness: CountedRandomness, step: int
    ) -> Tensor:
        """Tokens by the parameters' way of drawing."""
        chosen, sampler = canvas.params, self.pack.manifest.sampler
        logits_BHWK = logits_BKHW.permute(0, 2, 3, 1)
        if chosen.typical_mass is not None:
            logits_BHWK = typical_only(logits_BHWK, chosen.typical_mass, sampler.typical_min_tokens)
        heated_BHWK = logits_BHWK / max(schedule.temperatures[step], COLDEST)
        match chosen.mode:
            case "argmax":
                return logits_BHWK.argmax(-1)
            case "quant":
                codes_KD = self.vqgan.codebook.weight.float()
                return torch.cdist(heated_BHWK.softmax(-1) @ codes_KD, codes_KD).argmin(-1)
        return (heated_BHWK + gumbel_noise(randomness, step)).argmax(-1)

    def _steadied(self, film: object, step: int, winners_BHW: Tensor, tokens_BHW: Tensor) -> Tensor:
        """The tokens, the picture's before where the likeliest label is the same; remembered for the next picture."""
        steps = self._films.setdefault(film, {})
        if step in steps:
            winners_before, tokens_before = steps[step]
            tokens_BHW = torch.where(winners_BHW == winners_before, tokens_before, tokens_BHW)
        steps[step] = winners_BHW, tokens_BHW
        return tokens_BHW


def weights_of(canvas: Canvas, device: torch.device) -> list[float | Tensor]:
    """The shares of the cues: numbers, or planes (1, 1, H, W)."""
    return [
        torch.from_numpy(share).to(device)[None, None] if isinstance(share, np.ndarray) else share
        for _, share in canvas.cues
    ]


def wish_at(canvas: Canvas, step: int) -> Canvas:
    """What a step follows: the canvas, or up to its branch what it opens with."""
    while canvas.opening is not None and step < canvas.opening.steps:
        canvas = canvas.opened
    return canvas


def gumbel_noise(randomness: CountedRandomness, step: int) -> Tensor:
    """The noise of all labels of all tokens of a step -> (B, H, W, K)."""
    labels_K = mixed(counted(randomness.labels, 0, randomness.device))
    return gumbel(uniforms(mixed(randomness.cells(Purpose.GUMBEL, step)[..., None] + labels_K)))


def typical_only(logits_BHWK: Tensor, mass: float, min_tokens: int) -> Tensor:
    """Logits of the labels whose surprise is nearest to the expected one, up to a mass of probability, and at least
    `min_tokens` of them; -inf for the others (arXiv 2202.00666)."""
    logs = logits_BHWK.log_softmax(-1)
    expected = -(logs.exp() * logs).nansum(-1, keepdim=True)
    distances = (-logs - expected).abs()
    ordered, order = distances.sort(-1)
    last = (logs.gather(-1, order).exp().cumsum(-1) < mass).sum(-1, keepdim=True)
    farthest = ordered.gather(-1, last.clamp(min_tokens - 1, distances.shape[-1] - 1))
    return logits_BHWK.masked_fill(distances > farthest, -torch.inf)
