"""Replays of the functions of the paella-v3 family and its prior."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from golden_vectors import Check, Vectors, compare, exact_check, relative_check

from paella_core.diffusion import alpha_bar, ddim_step, ddpm_step, diffuse
from paella_core.guidance import combine
from paella_core.networks.embedding import timestep_embedding
from paella_core.training.loss import add_noise, loss_weights, token_losses, weighted_loss

TIMESTEP_TOLERANCE = 1e-6
NEVER_NOISED = 2.0


def replay_functions(vectors: Vectors) -> Iterator[Check]:
    """`functions`: what concerns this family."""
    for replay in (timesteps, noising, losses, guidance, diffusion):
        yield from replay(vectors)


def timesteps(vectors: Vectors) -> Iterator[Check]:
    for width in vectors.config["cr"]:
        embedded = timestep_embedding(vectors["timestep.r"], width)
        yield compare(vectors, f"timestep.linear.c_r{width}", embedded, TIMESTEP_TOLERANCE)


def noising(vectors: Vectors) -> Iterator[Check]:
    x, noise, u, t = (vectors[f"add_noise.{name}"] for name in ("x", "random_x", "u", "t"))
    noised, mask = add_noise(x, t, u, noise)
    yield exact_check(vectors, "add_noise.v3.out", noised)
    yield exact_check(vectors, "add_noise.v3.mask", mask)
    chosen = torch.where(vectors["add_noise.v3_given_mask.mask"].bool(), 0.0, NEVER_NOISED)
    yield exact_check(vectors, "add_noise.v3_given_mask.out", add_noise(x, t, chosen, noise).tokens_BHW)


def losses(vectors: Vectors) -> Iterator[Check]:
    logits, x, t = vectors["loss.logits"], vectors["add_noise.x"], vectors["add_noise.t"]
    mask = vectors["add_noise.v3.mask"].bool()
    for least in vectors.config["minval"]:
        yield relative_check(vectors, f"loss_weight.min{least}", loss_weights(mask, t, least))
    yield relative_check(vectors, "loss.ce_smooth01_elementwise", token_losses(logits, x))
    yield relative_check(vectors, "loss.v3_weighted", weighted_loss(logits, x, loss_weights(mask, t)))


def guidance(vectors: Vectors) -> Iterator[Check]:
    for scale in vectors.config["cfgs"]:
        combined = combine(vectors["cfg.cond"], vectors["cfg.uncond"], scale)
        yield relative_check(vectors, f"cfg.v3.scale{scale}", combined)
        yield relative_check(vectors, f"cfg.v1.scale{scale}", combined)


def diffusion(vectors: Vectors) -> Iterator[Check]:
    x, noise, eps, z = (vectors[f"diffuzz.{name}"] for name in ("x", "noise", "pred_eps", "z"))
    yield relative_check(vectors, "diffuzz.alpha_cumprod", alpha_bar(vectors["diffuzz.t"]))
    yield relative_check(vectors, "diffuzz.diffuse", diffuse(x, vectors["diffuzz.td"], noise))
    for t, t_next in vectors.config["tp"]:
        now, then = torch.full((len(x),), t), torch.full((len(x),), t_next)
        yield relative_check(vectors, f"diffuzz.ddpm.{t}_{t_next}", ddpm_step(x, eps, now, then, z))
        yield relative_check(vectors, f"diffuzz.ddim.{t}_{t_next}", ddim_step(x, eps, now, then))
    mixed = ddpm_step(x, eps, torch.tensor([0.3, 0.3]), torch.tensor([0.0, 0.2]), z)
    yield relative_check(vectors, "diffuzz.ddpm.mixed", mixed)
