"""Replays of the first training steps, on one batch: noising, losses, every gradient, the optimizer's steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import torch
from golden_functions import number, one_cycle_run
from golden_networks import paella_of
from golden_unets import denoise_unet_of
from golden_vectors import Check, Vectors, compare, exact_check, network_check, relative_check
from torch import Tensor, nn

from paella_core.schedule import noise_share
from paella_core.training.loss import accuracy, add_noise, loss_weights, mean_loss, weighted_loss
from paella_core.training.optimisation import Optimisation
from paella_core.training.run import RunConfig

GRADIENT_TOLERANCE = 1e-5
QUANTILES = ((0.5, 1e-6), (0.999, 2e-3))


def replay_train_v3(vectors: Vectors) -> Iterator[Check]:
    """`train_v3`."""
    network = paella_of(vectors).train()
    tokens, noise, u, t = (vectors[f"inputs.{name}"] for name in ("latents", "random_x", "u", "t"))
    condition = [vectors[f"inputs.{name}"] for name in ("byt5", "clip", "clip_image")]
    noised, mask = add_noise(tokens, t, u, noise)
    weights = loss_weights(mask, t)
    yield exact_check(vectors, "outputs.noised", noised)
    yield exact_check(vectors, "outputs.mask", mask)
    yield relative_check(vectors, "outputs.loss_weight", weights)
    yield network_check(vectors, "outputs.logits_step0", network(noised, t, *condition))
    about = vectors.about["description"]
    run = RunConfig(
        steps=len(vectors["outputs.loss"]),
        learning_rate=number(about, "lr"),
        schedule="constant",
        warmup_steps=round(number(about, "total_epoch")),
        beta2=0.999,
        gradient_clip=number(about, "clip grad norm"),
    )
    hits: list[Tensor] = []

    def loss() -> Tensor:
        logits = network(noised, t, *condition)
        hits.append(accuracy(logits, tokens))
        return weighted_loss(logits, tokens, weights)

    yield from optimised(vectors, network, run, loss)
    yield relative_check(vectors, "outputs.acc", torch.stack(hits))


def replay_train_v1(vectors: Vectors) -> Iterator[Check]:
    """`train_v1`."""
    network = denoise_unet_of(vectors).train()
    tokens, noise, u, r, c = (vectors[f"inputs.{name}"] for name in ("latents", "random_x", "u", "r", "c"))
    noised, _ = add_noise(tokens, noise_share(r), u, noise)
    yield exact_check(vectors, "outputs.noised", noised)
    about = vectors.about["description"]
    run = replace(one_cycle_run(about, "total", "pct"), gradient_clip=number(about, "grad clip"))
    yield from optimised(vectors, network, run, lambda: mean_loss(network(noised, r, c), tokens))


def optimised(vectors: Vectors, network: nn.Module, run: RunConfig, loss: Callable[[], Tensor]) -> Iterator[Check]:
    """The steps of a run: what each measures, the first one's gradients, and the parameters at the end."""
    optimisation, losses, steps = Optimisation(network.parameters(), run), [], []
    for step in range(len(vectors["outputs.loss"])):
        losses.append(loss())
        losses[-1].backward()
        steps.append(optimisation.step(step))
        if step == 0:
            yield from gradient_checks(vectors, network, float(steps[0].gradient) / run.gradient_clip)
        optimisation.clear()
    yield relative_check(vectors, "outputs.loss", torch.stack(losses))
    for name, values in zip(("grad_norm", "lr", "beta1"), zip(*steps, strict=True), strict=True):
        if f"outputs.{name}" in vectors:
            actual = torch.tensor([float(value) for value in values], dtype=vectors[f"outputs.{name}"].dtype)
            yield relative_check(vectors, f"outputs.{name}", actual)
    yield from final_checks(vectors, network, sum(step.rate for step in steps))


def gradient_checks(vectors: Vectors, network: nn.Module, clipped: float) -> Iterator[Check]:
    """The gradients of the first step, as they were before they were clipped."""
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None
        yield compare(vectors, f"grads_step0.{name}", parameter.grad * max(1.0, clipped), GRADIENT_TOLERANCE)


def final_checks(vectors: Vectors, network: nn.Module, summed_rate: float) -> Iterator[Check]:
    """The parameters after the last step, by quantiles: Adam turns a gradient of about 0 into a move of the rate."""
    moved = torch.cat(
        [(p.detach() - vectors[f"final.{name}"]).abs().flatten() for name, p in network.named_parameters()]
    )
    for share, tolerance in QUANTILES:
        error = float(moved.double().quantile(share))
        yield Check(f"{vectors.name}: final parameters, {share:.1%} of them", error, tolerance)
    yield Check(f"{vectors.name}: final parameters, all of them", float(moved.max()), summed_rate)
