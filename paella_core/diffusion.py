"""Gaussian diffusion in continuous time: t runs from 1 (noise) to 0 (clean). For priors and latent models.

Samplers are generators in the manner of `sampling`: they yield the state after each step; stop iterating to cancel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import torch
from torch import Tensor

from paella_core.schedule import line

Predict = Callable[[Tensor, float, int], Tensor]
"""(state, t, step) -> the noise in the state."""

Noise = Callable[[int], Tensor]
"""step -> standard normal noise of the state's shape."""

OFFSET = 0.008
LEAST, MOST = 1e-4, 0.9999


def alpha_bar(t: Tensor) -> Tensor:
    """The share of signal power left at t, the cosine schedule of arXiv 2102.09672; never quite 0 or 1."""
    cosine = torch.cos((t + OFFSET) / (1 + OFFSET) * (math.pi / 2))
    return (cosine / math.cos(OFFSET / (1 + OFFSET) * (math.pi / 2))).square().clamp(LEAST, MOST)


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


def ddim_step(x: Tensor, noise_seen: Tensor, t_B: Tensor, t_next_B: Tensor) -> Tensor:
    """One deterministic step from t down to t_next (arXiv 2010.02502, eta 0)."""
    now, then = spread(alpha_bar(t_B), x), spread(alpha_bar(t_next_B), x)
    clean = (x - (1 - now).sqrt() * noise_seen) / now.sqrt()
    return then.sqrt() * clean + (1 - then).sqrt() * noise_seen


def times(steps: int, t_start: float = 1.0, t_end: float = 0.0) -> tuple[float, ...]:
    """steps + 1 falling times; the first of an even division is left out, as published, against artefacts."""
    return line(t_start, t_end, steps + 2)[1:]


def ddpm(predict: Predict, x: Tensor, ts: Sequence[float], noise: Noise) -> Iterator[Tensor]:
    """Denoise x along `ts` by ancestral steps."""
    for step, (t, t_next) in enumerate(pairwise(ts)):
        x = ddpm_step(x, predict(x, t, step), batch_of(t, x), batch_of(t_next, x), noise(step))
        yield x


def ddim(predict: Predict, x: Tensor, ts: Sequence[float]) -> Iterator[Tensor]:
    """Denoise x along `ts` by deterministic steps."""
    for step, (t, t_next) in enumerate(pairwise(ts)):
        x = ddim_step(x, predict(x, t, step), batch_of(t, x), batch_of(t_next, x))
        yield x


def batch_of(t: float, x: Tensor) -> Tensor:
    """A time for each sample of x -> (B) float32."""
    return torch.full((x.shape[0],), t, device=x.device)


def spread(values_B: Tensor, x: Tensor) -> Tensor:
    """A number for each sample, shaped to multiply x."""
    return values_B.view(-1, *[1] * (x.dim() - 1))
