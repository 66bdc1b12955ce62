"""Gaussian diffusion in continuous time: t runs from 1 (noise) to 0 (clean). For priors and latent models.

Samplers are generators in the manner of `sampling`: they yield the state after each step; stop iterating to cancel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from paella_core.schedule import line

Predict = Callable[[Tensor, float, int], Tensor]
"""(state, t, step) -> the noise in the state."""

Noise = Callable[[int], Tensor]
"""step -> standard normal noise of the state's shape."""

Advance = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor], Tensor]
"""(state, the noise seen in it, t_B, next t_B, fresh noise) -> the state at the next t."""

OFFSET = 0.008
LEAST, MOST = 1e-4, 0.9999


def alpha_bar(t: Tensor) -> Tensor:
    """The share of signal power left at t, the cosine schedule of arXiv 2102.09672; never quite 0 or 1."""
    cosine = torch.cos((t + OFFSET) / (1 + OFFSET) * (math.pi / 2))
    return (cosine / math.cos(OFFSET / (1 + OFFSET) * (math.pi / 2))).square().clamp(LEAST, MOST)


def bent(t: Tensor, power: float) -> Tensor:
    """t with the schedule shifted: more noise for powers above 1, less below."""
    return 1 - (1 - t) ** power if power > 1 else t**power


def p2_weight(t: Tensor, k: float = 1.0, gamma: float = 1.0) -> Tensor:
    """How much an error at t counts in the P2 loss (arXiv 2204.00227)."""
    signal = alpha_bar(t)
    return (k + signal / (1 - signal)) ** -gamma


def diffuse(x: Tensor, t_B: Tensor, noise: Tensor) -> Tensor:
    """Mix noise into clean x up to level t."""
    signal = spread(alpha_bar(t_B), x)
    return signal.sqrt() * x + (1 - signal).sqrt() * noise


def ddpm_step(x: Tensor, noise_seen: Tensor, t_B: Tensor, t_next_B: Tensor, fresh_noise: Tensor) -> Tensor:
    """One ancestral step from t down to t_next (arXiv 2006.11239); a sample that arrives at 0 gets no fresh noise."""
    now, then = spread(alpha_bar(t_B), x), spread(alpha_bar(t_next_B), x)
    ratio = now / then
    mean = (x - (1 - ratio) / (1 - now).sqrt() * noise_seen) / ratio.sqrt()
    deviation = ((1 - ratio) * (1 - then) / (1 - now)).sqrt()
    return mean + deviation * fresh_noise * spread(t_next_B > 0, x)


def ddim_step(x: Tensor, noise_seen: Tensor, t_B: Tensor, t_next_B: Tensor, _fresh_noise: Tensor) -> Tensor:
    """One deterministic step from t down to t_next (arXiv 2010.02502, eta 0); it leaves the fresh noise aside."""
    now, then = spread(alpha_bar(t_B), x), spread(alpha_bar(t_next_B), x)
    clean = (x - (1 - now).sqrt() * noise_seen) / now.sqrt()
    return then.sqrt() * clean + (1 - then).sqrt() * noise_seen


def times(steps: int, t_start: float = 1.0, t_end: float = 0.0) -> tuple[float, ...]:
    """steps + 1 falling times; the first of an even division is left out, as published, against artefacts."""
    return line(t_start, t_end, steps + 2)[1:]


def all_times(steps: int, t_start: float = 1.0, t_end: float = 0.0) -> tuple[float, ...]:
    """steps + 1 falling times, evenly divided: what clip2img v5 was trained to be sampled at."""
    return line(t_start, t_end, steps + 1)


@dataclass(frozen=True)
class Known:
    """What is known of the clean state, and the t at which each cell may begin to change.

    `x` is clean. `unlock` is (B or 1, 1, h, w): 1 from the start, 0 never, between for a strength map.
    """

    x: Tensor
    unlock: Tensor
    noise: Noise

    def put_back(self, state: Tensor, t: float, step: int) -> Tensor:
        """The state, its locked cells replaced by what is known, noised to t."""
        noised = diffuse(self.x, batch_of(t, self.x), self.noise(step))
        return torch.where((self.unlock >= t) & (self.unlock > 0), state, noised)


def sample(
    predict: Predict,
    ts: Sequence[float],
    noise: Noise,
    advance: Advance = ddpm_step,
    known: Tensor | None = None,
    unlock: Tensor | None = None,
) -> Iterator[Tensor]:
    """Sample latents, for generating and for every kind of editing: what `sampling.sample` is to tokens.

    Args:
        known: the picture's clean latents (B or 1, C, h, w); None starts from noise alone.
        unlock: (B or 1, 1, h, w), the t at which each cell may begin to change; see `Known`. None: every cell may.
    """
    if known is None:
        yield from denoise(predict, noise(0), ts, lambda step: noise(2 * step + 1), advance)
        return
    unlock = torch.ones_like(known[:, :1]) if unlock is None else unlock
    kept = Known(known, unlock, lambda step: noise(2 * step + 2))
    start = torch.where(unlock >= 1, noise(0), diffuse(known, batch_of(ts[0], known), noise(0)))
    for state in denoise(predict, start, ts, lambda step: noise(2 * step + 1), advance, kept):
        yield torch.where(unlock > 0, state, known)


def denoise(
    predict: Predict, x: Tensor, ts: Sequence[float], noise: Noise, advance: Advance, known: Known | None = None
) -> Iterator[Tensor]:
    """Denoise x along `ts`; before each step, what is known is put back."""
    for step, (t, t_next) in enumerate(pairwise(ts)):
        x = x if known is None else known.put_back(x, t, step)
        x = advance(x, predict(x, t, step), batch_of(t, x), batch_of(t_next, x), noise(step))
        yield x


def ddpm(predict: Predict, x: Tensor, ts: Sequence[float], noise: Noise) -> Iterator[Tensor]:
    """Denoise x along `ts` by ancestral steps."""
    return denoise(predict, x, ts, noise, ddpm_step)


def batch_of(t: float, x: Tensor) -> Tensor:
    """A time for each sample of x -> (B) float32."""
    return torch.full((x.shape[0],), t, device=x.device)


def spread(values_B: Tensor, x: Tensor) -> Tensor:
    """A number for each sample, shaped to multiply x."""
    return values_B.view(-1, *[1] * (x.dim() - 1))
